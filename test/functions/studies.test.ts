import assert from 'node:assert/strict';
import { at, CASH, cells, close, column, excel, refused } from './cells.ts';

const { Mode } = cells;
const EUROPEAN = [
  ['Hurdle rate', 0.08],
  ['Carry rate', 0.2],
  ['Catch-up share', 1],
];

describe('WATERFALL.SENSITIVITY', () => {
  it('spills a grid with its heads', () => {
    const grid = cells.sensitivity(
      'GP.carry',
      Mode.European,
      EUROPEAN,
      CASH,
      'Carry rate',
      column([0.1, 0.2, 0.3]),
      '门槛收益率',
      [[0.08, 0.1, 0.11, 0.12]],
    );
    assert.deepEqual(
      grid.map((row) => row.map((cell) => (typeof cell === 'number' && cell > 1 ? Math.round(cell) : cell))),
      [
        ['GP.carry', 0.08, 0.1, 0.11, 0.12],
        [0.1, 500, 500, 500, 3],
        [0.2, 1000, 1000, 539, 3],
        [0.3, 1500, 1051, 539, 3],
      ],
    );
  });
  it('leaves a dash where the terms do not go together', () => {
    const [, [, below, above]] = cells.sensitivity(
      'LP.irr',
      Mode.European,
      EUROPEAN,
      CASH,
      'catch_up_share',
      [[0.3]],
      'carry_rate',
      [[0.2, 0.4]],
    ) as [unknown, [unknown, number, string]];
    close(below, 0.1088, 1e-4);
    assert.equal(above, '–');
  });
  it('moves the other ratios along with one', () => {
    const terms = cells.terms(Mode.SeniorSubordinated);
    const [, [, , half]] = cells.sensitivity(
      'project.irr',
      Mode.SeniorSubordinated,
      terms,
      CASH,
      'cash',
      [[1]],
      'senior_ratio',
      [[0.7, 0.5]],
    ) as [unknown, [number, number, number]];
    assert.ok(half > 0.1);
  });
  it('names the terms and measures there are', () => {
    const call = (measure: string, row: string, columnTerm: string) =>
      refused(() =>
        cells.sensitivity(measure, Mode.European, EUROPEAN, CASH, row, [[0.1]], columnTerm, [[0.1]]),
      ).message;
    assert.match(call('LP.rate', 'carry_rate', 'hurdle_rate'), /LP\.rate.*project\.irr, LP\.irr, GP\.irr/);
    assert.match(
      call('LP.irr', 'colour', 'hurdle_rate'),
      /colour.*Hurdle rate, Carry rate, Catch-up share, exit, cash/,
    );
    assert.match(call('LP.irr', 'carry_rate', '业绩报酬比例'), /two different terms/);
  });

  it('takes one row or one column of values, not a block', () => {
    const block = [
      [0.06, 0.07],
      [0.08, 0.09],
    ];
    assert.match(
      refused(() =>
        cells.sensitivity('LP.irr', Mode.European, EUROPEAN, CASH, 'hurdle_rate', block, 'carry_rate', [
          [0.2],
        ]),
      ).message,
      /2 rows and 2 columns\. Give one row or one column\.$/,
    );
  });
});

describe('A rate above 1', () => {
  it('is named by its cell: among the values of a term, as the target of an IRR, as the rate of a present value', () => {
    const at = (...parameterAddresses: string[]) => ({ parameterAddresses }) as never;
    const grid = (...where: never[]) =>
      refused(() =>
        cells.sensitivity(
          'LP.irr',
          Mode.European,
          EUROPEAN,
          CASH,
          'hurdle_rate',
          [[0.06], ['8%'], [9]],
          'carry_rate',
          [[0.2, 0.25]],
          undefined,
          undefined,
          ...where,
        ),
      ).message;
    assert.match(grid(at('', '', '', '', '', 'Deal!F4:F6')), /^F6: The rate 9 means 900 %/);
    assert.match(grid(), /^[^:]*3[^:]*: The rate 9 means 900 %/);
    const target = (...where: never[]) =>
      refused(() =>
        cells.solve('LP.irr', 12, Mode.European, EUROPEAN, CASH, 'exit', undefined, undefined, ...where),
      ).message;
    assert.match(target(at('', 'Deal!B9')), /^B9: The rate 12 means/);
    assert.match(target(), /^The rate 12 means/);
    assert.match(
      refused(() => cells.npv(8, CASH, undefined, at('Deal!B2'))).message,
      /^B2: The rate 8 means/,
    );
    assert.match(
      refused(() => cells.mirr(CASH, 0.1, 12, at('', 'B2', 'B3'))).message,
      /^B3: The rate 12 means/,
    );
  });
});

describe('WATERFALL.SOLVE', () => {
  it('finds the exit that gives the LP 12 %, and a run with it does', () => {
    const exit = cells.solve('LP.irr', 0.12, Mode.European, EUROPEAN, CASH, 'exit');
    close(exit, 6246.05184, 1e-4);
    const cash = CASH.map(([v]) => [v === 5000 ? exit : v]);
    const [, lp] = cells.summary(Mode.European, EUROPEAN, cash);
    close(lp!.at(-1) as number, 0.12, 1e-8);
  });
  it('gives of a stretch the present value, and #NUM! where nothing gives the target', () => {
    assert.equal(cells.solve('GP.carry', 1000, Mode.European, EUROPEAN, CASH, 'Hurdle rate'), 0.08);
    assert.equal(
      refused(() => cells.solve('LP.irr', 0.098, Mode.European, EUROPEAN, CASH, 'hurdle_rate')).code,
      '#NUM!',
    );
  });
});

describe('WATERFALL.RECONCILE', () => {
  const claimed = (mode: string) => {
    const rows = [1, 2, 3, 4, 5].flatMap((k) =>
      ['LP', 'GP'].map((party) => [
        k,
        party,
        cells.payout(party, mode as never, EUROPEAN, CASH, undefined, undefined, k),
      ]),
    );
    return [['Period', 'Party', 'Amount'], ...rows];
  };
  it('says that all match', () =>
    assert.deepEqual(cells.reconcile(Mode.European, EUROPEAN, CASH, claimed(Mode.European)), [
      ['Figures that match to the cent', '10 of 10'],
    ]));
  it('names where they part first, and the reading that gives theirs', () => {
    const theirs = claimed(Mode.EuropeanHardHurdle).map(([k, p, a], i) => [k, p, i === 0 ? a : a]);
    const found = cells.reconcile(Mode.European, EUROPEAN, CASH, theirs);
    assert.deepEqual(found[0], ['Figures that match to the cent', '8 of 10']);
    assert.deepEqual(found.slice(2, 5), [
      ['Period', 5],
      ['Party', 'LP'],
      ['Tier', 'Catch-up'],
    ]);
    assert.deepEqual(
      found.find(([what]) => what === 'Reading that gives theirs'),
      ['Reading that gives theirs', 'No catch-up'],
    );
  });
  it('takes totals, in Chinese too, and asks for the unit', () => {
    const total = (factor: number) => [
      ['期次', '参与方', '金额'],
      ['合计', 'LP', 14_000 * factor],
      ['合计', 'GP', 1000 * factor],
    ];
    excel.Office = { context: { displayLanguage: 'zh-CN' } };
    try {
      assert.deepEqual(cells.reconcile(Mode.European, EUROPEAN, CASH, total(1)), [
        ['分毫不差的数字', '2／2'],
      ]);
      assert.match(String(cells.reconcile(Mode.European, EUROPEAN, CASH, total(10_000))[1]![0]), /0\.0001/);
    } finally {
      delete excel.Office;
    }
  });
  it('refuses what it cannot place, by its cell', () => {
    const call = (row: unknown[]) =>
      refused(() =>
        cells.reconcile(
          Mode.European,
          EUROPEAN,
          CASH,
          [['Period', 'Party', 'Amount'], row],
          undefined,
          undefined,
          at('', '', '', 'Admin!B4:D5'),
        ),
      ).message;
    assert.match(call([9, 'LP', 1]), /^B5: 9 is not a period/);
    assert.match(call([1, 'Bank', 1]), /^C5: Bank is not a party\. Parties: LP, GP/);
    assert.match(call([1, 'LP', 'abc']), /^D5: abc is not an amount/);
  });
});
