import assert from 'node:assert/strict';
import { at, cells, close, column, refused } from './cells.ts';
import { returns } from './published.ts';

/** Excel's IRR skips text, logicals and blanks, and their periods with them; we refuse the first two and keep the period of the last. */
const SKIPS = 'coerce-irr-blank-text-bool';

describe('WATERFALL.IRR', () => {
  const cases = returns.filter(
    (c) => ['irr', 'xirr', 'irr_range', 'xirr_range'].includes(c.kind) && !c.dayCount && c.id !== SKIPS,
  );
  for (const c of cases)
    it(`answers ${c.id} in a cell`, () => {
      const values = c.range ?? [c.values!];
      const dates = c.dates && (Array.isArray(c.dates[0]) ? (c.dates as string[][]) : [c.dates as string[]]);
      const call = () => cells.irr(values, dates, c.guess, at('A1', 'B1'));
      if (typeof c.expected !== 'number') return assert.equal(refused(call).code, c.expected.error);
      const found = call();
      assert.ok(Math.abs(found - c.expected) <= c.tolerance, `expected ${c.expected}, actual ${found}`);
    });

  it('counts a blank as a period of 0 wherever it stands but at the end, under every form of a blank', () => {
    close(cells.irr(column([-1000, 300, '', 500, 600])), 0.121988, 1e-6);
    close(cells.irr(column(['Flows', -1000, 300, '', 500, 600, '', ''])), 0.121988, 1e-6);
    close(cells.npv(0.1, column([-1000, 300, '', 500, 600])), 52.9, 0.01);
    close(cells.mirr(column([-1000, 300, 900, '', '']), 0.1, 0.1), 0.1091, 1e-4);
    close(cells.irr([[-1000, 300, '', 500, 600, '', '']]), 0.121988, 1e-6);
  });

  it('takes one row or one column: a block is refused, in which years could be taken for cash', () => {
    const block = [
      [0, -1000],
      [1, 500],
      [2, 700],
    ];
    for (const cell of [
      () => cells.irr(block, undefined, undefined, at('B3:C5')),
      () => cells.npv(0.1, block, undefined, at('', 'B3:C5')),
      () => cells.dpi(block, at('B3:C5')),
      () => cells.irr(column([-1000, 500, 700]), block, undefined, at('', 'B3:C5')),
    ])
      assert.match(refused(cell).message, /^B3:C5: 3 rows and 2 columns\. Give one row or one column\.$/);
  });

  it('leaves out rows that are blank in amount and date, and keeps a date without money', () => {
    const dates = column(['Date', 45_000, 45_365, '', 45_730, '']);
    close(
      cells.irr(column(['Flow', -100, 60, '', 60, '']), dates),
      cells.irr([[-100, 60, 60]], [[45_000, 45_365, 45_730]]),
      1e-12,
    );
    assert.match(
      refused(() =>
        cells.irr(column([-100, 60, 60]), column([45_000, 45_365, '']), undefined, at('A1:A3', 'B1:B3')),
      ).message,
      /^B3: a date is missing/,
    );
    close(
      cells.payback(column([-100, 60, 60, '', '']), column([45_000, 45_365, 45_730, '', ''])),
      1 + 40 / 60,
      1e-12,
    );
  });

  it('reads numbers and dates that are texts, and says which may be read in two ways', () => {
    const flows = column(['(1,000)', '¥600', '6 00', '60.5%']);
    assert.match(
      refused(() => cells.irr(flows, undefined, undefined, at('C1:C4'))).message,
      /^C3: 6 00 is not a number/,
    );
    close(cells.irr(column(['(1,000)', '¥600', '600'])), cells.irr([[-1000, 600, 600]]), 1e-12);
    close(cells.irr(column([-100, 110]), column(['31-Dec-2020', '31 Dec 2021'])), 0.1, 1e-12);
    close(
      cells.irr(column([-100, 110]), column(['13/12/2020', '12/12/2021'])),
      cells.irr([[-100, 110]], [[44_178, 44_542]]),
      1e-12,
    );
    assert.match(
      refused(() =>
        cells.irr(column([-100, 110]), column(['03/04/2020', '03/04/2021']), undefined, at('', 'D1:D2')),
      ).message,
      /^D1: 03\/04\/2020 may be 2020-04-03 or 2020-03-04/,
    );
    assert.match(
      refused(() => cells.npv(0.1, column([-100, '1.500']))).message,
      /1\.500 may be read in two ways/,
    );
  });

  it('refuses text and logicals among the amounts by their cell', () => {
    for (const [value, shown] of [
      ['abc', 'abc'],
      [true, 'TRUE'],
      ['1,2,3', '1,2,3'],
      ['20-25', '20-25'],
      ['5)', '5\\)'],
    ] as const)
      assert.match(
        refused(() => cells.irr(column([-1, value, 2]), undefined, undefined, at('Deal!C3:C5'))).message,
        new RegExp(`^C4: ${shown} is not a number`),
      );
  });

  it('takes the value a data type carries, and names one that carries none', () => {
    const typed = { type: 'Double', basicValue: 300, numberFormat: '0.00' };
    close(cells.irr(column([-1000, typed, 500, 600])), cells.irr([[-1000, 300, 500, 600]]), 1e-12);
    const entity = { type: 'Entity', text: 'Contoso' };
    assert.match(
      refused(() => cells.irr(column([-1000, entity]), undefined, undefined, at('A1:A2'))).message,
      /^A2: \[Contoso\] is not a number/,
    );
  });

  it('costs of a whole column what is in it', () => {
    const whole = Array.from({ length: 1_048_576 }, (_, i) => [[-1000, 300, 500, 600][i] ?? 0]);
    close(cells.irr(whole), cells.irr([[-1000, 300, 500, 600]]), 1e-12);
  });

  it('counts the cell from the start of a range whose place is not told', () =>
    assert.match(refused(() => cells.irr(column([-1, 'abc']))).message, /^Cell 2 of the range: abc/));

  it('takes one blank cell for dates as none', () => close(cells.irr([[-100, 110]], [['']]), 0.1, 1e-12));

  it('names the cell of an error that reaches it', () => {
    const error = refused(() => cells.irr(column([-1, '#REF!']), undefined, undefined, at('Deal!C3:C4')));
    assert.equal(error.code, '#VALUE!');
    assert.match(error.message, /^C4: /);
  });
});

describe('WATERFALL.IRR.ALL', () => {
  for (const c of returns.filter((c) => /^x?irr$/.test(c.kind) && !c.dayCount && c.roots?.length))
    it(`finds every rate of ${c.id}`, () => {
      // A rate that no double can tell from -100 % is no answer.
      const expected = c.roots!.filter((rate) => rate > -1 + 1e-15);
      const call = () => cells.irrAll([c.values!], c.dates && [c.dates as string[]]).flat();
      if (!expected.length) return assert.equal(refused(call).code, '#NUM!');
      const [head, ...rates] = call() as [string, ...number[]];
      assert.match(head, /^IRR · sign changes: \d+$/);
      assert.equal(rates.length, expected.length);
      rates.forEach((rate, i) => close(rate, expected[i]!, 1e-6 * (1 + Math.abs(expected[i]!))));
    });
  it('counts the sign changes above the rates', () => {
    const [head, ...rates] = cells.irrAll([[-1000, 2300, -1320]]).flat() as [string, ...number[]];
    assert.equal(head, 'IRR · sign changes: 2');
    assert.deepEqual(
      rates.map((rate) => rate.toFixed(9)),
      ['0.100000000', '0.200000000'],
    );
  });
  it('has no answer where there is none', () => {
    assert.equal(refused(() => cells.irrAll([[1, 2]])).code, '#NUM!');
    assert.equal(refused(() => cells.irrAll([[100, -100, 100]])).code, '#NUM!');
    assert.equal(refused(() => cells.irrAll([[-1, 2]], [[45_000]])).code, '#NUM!');
  });
});
