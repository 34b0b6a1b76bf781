import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

class CellError extends Error {
  readonly code: string;
  constructor(code: string, message?: string) {
    super(message);
    this.code = code;
  }
}

/** Excel's side of custom functions: where a function is registered, and how it refuses. */
const excel = globalThis as unknown as {
  CustomFunctions: object;
  Office?: { context: { displayLanguage: string } };
};
excel.CustomFunctions = {
  Error: CellError,
  ErrorCode: { invalidValue: '#VALUE!', invalidNumber: '#NUM!' },
  associate: () => undefined,
};
const cells = await import('../../src/functions/functions.ts');
const { Columns, Mode } = cells;

const at = (...addresses: string[]) =>
  ({ address: '', functionName: '', parameterAddresses: addresses }) as unknown as CustomFunctions.Invocation;
const column = (values: unknown[]) => values.map((v) => [v]);
const CASH = column(['Net cash flow', -10_000, 1000, 2000, 3000, 4000, 5000]);
/** The same cash as a mode takes it: a mode with pots has a column for each. */
const cashOf = (mode: string) =>
  mode === Mode.RealEstate ? CASH.map(([v], i) => [v, i === 0 ? 'Sale' : i < 6 ? 0 : 2000]) : CASH;
const TERMS = [
  ['Hurdle rate', 0.08],
  ['Carry rate', 0.2],
  ['Unit', '万元'],
];

const refused = (call: () => unknown): { code: string; message: string } => {
  try {
    const value = call();
    throw new Error(`answered ${JSON.stringify(value)}`);
  } catch (error) {
    if (error instanceof CellError) return error;
    throw error;
  }
};

interface ReturnCase {
  id: string;
  kind: string;
  values?: number[];
  dates?: string[] | string[][];
  range?: unknown[][];
  guess?: number;
  dayCount?: string;
  roots?: number[];
  index?: number[];
  nav?: number;
  financeRate?: number;
  reinvestRate?: number;
  expected: number | { error: string };
  tolerance: number;
}
const returns = JSON.parse(
  readFileSync(new URL('../cases/returns.json', import.meta.url), 'utf8'),
) as ReturnCase[];

describe('WATERFALL.IRR', () => {
  const cases = returns.filter(
    (c) => ['irr', 'xirr', 'irr_range', 'xirr_range'].includes(c.kind) && !c.dayCount,
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

  it('names the cell of an error that reaches it', () => {
    const error = refused(() => cells.irr(column([-1, '#REF!']), undefined, undefined, at('Deal!C3:C4')));
    assert.equal(error.code, '#VALUE!');
    assert.match(error.message, /^C4: /);
  });
});

const close = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `expected ${expected}, actual ${actual}`);

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

/** What each kind of published vector asks of a cell. */
const MEASURES: Record<string, (c: ReturnCase) => number> = {
  mirr: (c) => cells.mirr([c.values!], c.financeRate!, c.reinvestRate!),
  ks_pme: (c) => cells.kspme([c.values!], [c.index!], c.nav),
  direct_alpha: (c) => cells.directalpha([c.values!], [c.index!], c.nav),
  ln_pme: (c) => cells.lnpme([c.values!], [c.index!]),
  pme_plus: (c) => cells.pmeplus([c.values!], [c.index!], c.nav),
  dpi: (c) => cells.dpi([c.values!]),
  tvpi: (c) => cells.tvpi([c.values!], c.nav!),
};

describe('Published measures in cells', () => {
  for (const c of returns.filter(({ kind }) => kind in MEASURES))
    it(c.id, () => close(MEASURES[c.kind]!(c), c.expected as number, c.tolerance));
});

describe('Measures against an index', () => {
  const FLOWS = column(['Flow', -100, -50, 60, 10, '']);
  const INDEX = column(['Index', 100, 105, 115, 117, 120]);
  const YEARLY = column(['Date', ...[0, 1, 2, 3, 4].map((k) => 45_000 + 365 * k)]);
  it('leave out a head and keep the place of a blank flow', () => {
    close(cells.kspme(FLOWS, INDEX, 110), 1.0323030172258785, 1e-10);
    close(cells.directalpha(FLOWS, INDEX, 110), 0.010898450761217657, 1e-10);
  });
  it('give with dates a year of 365 days apart what they give without, in any order', () => {
    const turned = (cells: unknown[][]) => [cells[0]!, ...cells.slice(1).reverse()];
    for (const measure of [cells.directalpha, cells.pmeplus]) {
      const rate = measure(FLOWS, INDEX, 110);
      close(measure(FLOWS, INDEX, 110, YEARLY), rate, 1e-10);
      close(measure(turned(FLOWS), turned(INDEX), 110, turned(YEARLY)), rate, 1e-10);
    }
    close(cells.lnpme(FLOWS, INDEX, YEARLY), cells.lnpme(FLOWS, INDEX), 1e-10);
  });
  it('name the level that is none', () => {
    for (const level of [0, -5, 'n/a', '', '#N/A']) {
      const error = refused(() =>
        cells.kspme(column([-1, 2]), column([100, level]), 0, at('C3:C4', 'Deal!E3:E4')),
      );
      assert.equal(error.code, '#VALUE!');
      assert.match(error.message, /^E4: .*above 0/);
    }
  });
  it('name the flow that is text, also where it stands first', () => {
    const error = refused(() => cells.lnpme(column(['x', 2]), column([100, 110]), undefined, at('C3:C4')));
    assert.match(error.message, /^C3: x is not a number/);
    const stored = refused(() =>
      cells.kspme(column(['-100', 120]), column(['100', 110]), 0, at('C3:C4', 'E3:E4')),
    );
    assert.match(stored.message, /^C3: -100 is not a number/);
  });
  it('name the date that is none by its own cell', () => {
    const where = at('C3:C5', 'D3:D5', 'E3:E5');
    const dates = column([45_000, 45_100, 'later']);
    const error = refused(() => cells.lnpme(column([-1, 1, 1]), column([1, 1, 1]), dates, where));
    assert.match(error.message, /^E5: later is not a date/);
  });
  it('have no answer for ranges of different length, nothing paid in, nothing received', () => {
    for (const call of [
      () => cells.kspme([[-1, 2]], [[1, 1, 1]]),
      () => cells.directalpha([[-1, 2]], [[1, 1]], 0, [[45_000]]),
      () => cells.kspme([[1, 2]], [[1, 1]]),
      () => cells.pmeplus([[-1, 0]], [[1, 1]], 2),
      () => cells.lnpme([[]], [[]]),
      () => cells.mirr([[1, 2]], 0.1, 0.1),
      () => cells.mirr([[-1, 2]], -1, 0.1),
      () => cells.rvpi([[1, 2]], 1),
      () => cells.tvpi([[1, 2]], 1),
    ])
      assert.equal(refused(call).code, '#NUM!');
  });
});

describe('The other measures in cells', () => {
  it('RVPI is what is left over what was paid in; with DPI it makes TVPI', () => {
    assert.equal(cells.rvpi(CASH, 5000), 0.5);
    assert.equal(cells.dpi(CASH) + cells.rvpi(CASH, 5000), cells.tvpi(CASH, 5000));
  });
  it('name the date that goes backwards, not an equal one before it', () => {
    const error = refused(() =>
      cells.payback(column([-1, 1, 1]), column([45_000, 45_366, 45_000]), undefined, at('A1:A3', 'B1:B3')),
    );
    assert.match(error.message, /^B3: /);
  });
  it('NPV discounts the first flow, as Excel does', () =>
    assert.ok(Math.abs(cells.npv(0.08, [[8000, 9200, 10_000, 12_000, 14_500]]) - 41_922.06155493237) < 1e-8));
  it('DPI and MOIC are multiples of what was paid in', () => {
    assert.equal(cells.dpi(CASH), 1.5);
    assert.equal(cells.moic(CASH, 5000), 2);
    assert.equal(refused(() => cells.dpi([[1, 2]])).code, '#NUM!');
  });
  it('PAYBACK is 4 years, discounted at 8 % 4.6', () => {
    assert.equal(cells.payback(CASH), 4);
    assert.ok(Math.abs(cells.payback(CASH, undefined, 0.08) - 4.598833561600001) < 1e-9);
    assert.equal(refused(() => cells.payback([[-10, 1]])).code, '#NUM!');
  });
});

describe('WATERFALL.DISTRIBUTE and its kin', () => {
  it('spill the worked example with head, total row and a check that is 0', () => {
    const table = cells.distribute(Mode.CapitalFirst, TERMS, CASH);
    assert.equal(table.length, 8);
    assert.ok(table.every((row) => row.length === table[0]!.length));
    assert.equal(table[0]![0], 'Year');
    assert.deepEqual(table[6]!.slice(-5), [2080, 520, 4480, 520, 0]);
    assert.equal(table[7]![0], 'Total');
  });
  it('show payments only, or parties only', () => {
    assert.equal(
      cells.distribute(Mode.CapitalFirst, TERMS, CASH, undefined, undefined, Columns.Payments)[0]!.length,
      10,
    );
    assert.equal(
      cells.distribute(Mode.CapitalFirst, TERMS, CASH, undefined, undefined, Columns.Parties)[0]!.length,
      6,
    );
  });
  it('SUMMARY and CARRY agree', () => {
    const summary = cells.summary(Mode.CapitalFirst, TERMS, CASH);
    assert.deepEqual(summary[2]!.slice(0, 4), ['GP', 0, 520, 520]);
    assert.equal(cells.carry(Mode.CapitalFirst, TERMS, CASH), 520);
  });
  it('PAYOUT is a party of SUMMARY in all, and of DISTRIBUTE in each period, in every mode', () => {
    for (const mode of Object.values(Mode)) {
      const terms = cells.terms(mode);
      const cash = cashOf(mode);
      const [heads, ...rows] = cells.distribute(mode, terms, cash, undefined, undefined, Columns.Parties);
      for (const [name, , received] of cells.summary(mode, terms, cash).slice(1, -1)) {
        assert.equal(cells.payout(name, mode, terms, cash), received, `${mode} ${name}`);
        const column = heads!.findIndex((head) => String(head).endsWith(` · ${name}`));
        for (let k = 0; k <= 5; k++)
          assert.equal(
            cells.payout(name, mode, terms, cash, undefined, undefined, k),
            rows[k]![column],
            `${mode} ${name} ${k}`,
          );
      }
    }
  });
  it('PAYOUT knows a party by id and in both languages, and names the known ones and the periods', () => {
    const { SeniorSubordinated: mode } = Mode;
    const terms = cells.terms(mode);
    const paid = cells.payout('Senior', mode, terms, CASH);
    assert.ok(paid > 0);
    for (const name of [' senior', '优先级']) assert.equal(cells.payout(name, mode, terms, CASH), paid);
    const party = refused(() => cells.payout('LP', mode, terms, CASH));
    assert.equal(party.code, '#VALUE!');
    assert.match(party.message, /LP .*Senior, Subordinated, GP/);
    for (const period of [6, -1, 1.5]) {
      const error = refused(() => cells.payout('GP', mode, terms, CASH, undefined, undefined, period));
      assert.equal(error.code, '#VALUE!');
      assert.match(error.message, /0 to 5/);
    }
  });
  it('PAYOUT names the cells at fault one parameter further on', () => {
    const where = at('', 'F12', 'Deal!B11:C11', 'Deal!C3:C4');
    const error = refused(() =>
      cells.payout(
        'GP',
        Mode.CapitalFirst,
        [['Hurdle rate', 8]],
        column([-1, 'abc']),
        undefined,
        undefined,
        1,
        where,
      ),
    );
    assert.match(error.message, /C11: .*800 %/);
    assert.match(error.message, /C4: .*abc/);
  });
  it('take the terms that TERMS spills, in every mode', () => {
    for (const mode of Object.values(Mode))
      assert.equal(typeof cells.carry(mode, cells.terms(mode), cashOf(mode)), 'number', mode);
  });
  it('read labels in Chinese and modes by name', () => {
    const terms = [
      ['门槛收益率', '8%'],
      ['业绩报酬比例', 0.2],
    ];
    assert.equal(cells.carry('优先还本' as never, terms, CASH), 520);
  });
  it('keep the period of a blank', () => {
    const table = cells.distribute(Mode.CapitalFirst, TERMS, column([-10_000, '', 12_000]));
    assert.deepEqual(
      table.slice(1, 4).map((row) => row[1]),
      [-10_000, 0, 12_000],
    );
  });
  it('name every cell at fault and what is wrong', () => {
    const error = refused(() =>
      cells.carry(
        Mode.CapitalFirst,
        [
          ['Hurdle rate', 8],
          ['Cary rate', 0.2],
        ],
        column([-1000, 'abc']),
        undefined,
        undefined,
        at('F12', 'Deal!B11:C12', 'Deal!C3:C4'),
      ),
    );
    assert.equal(error.code, '#VALUE!');
    assert.match(error.message, /C11: .*800 %/);
    assert.match(error.message, /B12: .*Carry rate/);
    assert.match(error.message, /C4: .*abc/);
  });
  it('name a missing term', () => {
    const error = refused(() =>
      cells.carry(Mode.WithMezzanine, TERMS, CASH, undefined, undefined, at('', 'Deal!B11:C13', '')),
    );
    assert.match(error.message, /Senior ratio is missing in B11:C13/);
  });
  it('refuse dates that go backwards, and 31 years', () => {
    const dates = column([45_000, 45_366, 45_100]);
    const backwards = refused(() =>
      cells.carry(
        Mode.CapitalFirst,
        TERMS,
        column([-1, 1, 1]),
        dates,
        undefined,
        at('', '', 'C3:C5', 'D3:D5'),
      ),
    );
    assert.match(backwards.message, /D5: /);
    const long = refused(() =>
      cells.carry(Mode.CapitalFirst, TERMS, column([-1, ...new Array<number>(31).fill(1)])),
    );
    assert.match(long.message, /30/);
  });
  it('speak Chinese where Excel does', () => {
    excel.Office = { context: { displayLanguage: 'zh-CN' } };
    try {
      assert.equal(cells.distribute(Mode.CapitalFirst, TERMS, CASH)[0]![0], '年度');
      const error = refused(() => cells.carry(Mode.CapitalFirst, [['门槛收益率', 8]], CASH));
      assert.match(error.message, /门槛收益率/);
      assert.match(error.message, /缺少业绩报酬比例|中缺少业绩报酬比例/);
    } finally {
      delete excel.Office;
    }
  });
});

describe('Deals and pots in columns', () => {
  const terms = [
    ['Hurdle rate', 0],
    ['Carry rate', 0.2],
    ['Catch-up share', 1],
    ['Tax rate on carry', 0],
  ];
  // The published example of three deals: carry of 1 and 1, of which nothing is left to give back.
  const deals = [
    ['One', 'Two', 'Three'],
    [-20, -45, -50],
    [25, '', ''],
    ['', 35, ''],
    ['', '', 65],
  ];
  it('a column for each deal pays carry deal by deal, its losses made up first', () => {
    const carried = [1, 2, 3].map((k) =>
      cells.payout('GP', Mode.American, terms, deals, undefined, undefined, k),
    );
    assert.deepEqual(
      carried.map((c) => Math.round(c * 1e9) / 1e9),
      [1, 0, 1],
    );
    assert.equal(cells.clawback(Mode.American, terms, deals), 0);
  });
  it('CLAWBACK is what was paid beyond the carry of the whole fund', () => {
    const lost = deals.map((row, k) => (k === 4 ? ['', '', 30] : row));
    assert.equal(cells.clawback(Mode.American, terms, lost), 1);
    assert.equal(cells.clawback(Mode.CapitalFirst, TERMS, CASH), 0);
  });
  it('two deals of one name are refused', () => {
    const named = deals.map((row, k) => (k === 0 ? ['One', 'Two', 'One'] : row));
    assert.match(
      refused(() => cells.carry(Mode.American, terms, named)).message,
      /C2: Two deals are called .*One/,
    );
  });
  it('a deal without its cost is refused at its cell', () => {
    const { message } = refused(() =>
      cells.carry(
        Mode.American,
        terms,
        deals.map(([one, two], k) => [one, k === 1 ? 45 : two]),
        undefined,
        undefined,
        at('', 'A1:B4', 'Deal!E1:F5'),
      ),
    );
    assert.match(message, /F2: .*Two.*cost/);
  });
  it('a column for each pot runs its own tiers over the same balances', () => {
    const re = [
      ['GP ratio', 0],
      ['Hurdle rate', 0.1],
      ['Promote on operations', 0.2],
      ['Carry rate', 0.3],
    ];
    const cash = [
      ['Operations', 'Sale'],
      [-100, 0],
      [15, 0],
      [5, 150],
    ];
    // Year 1: 10 of return, 5 split 4 / 1. Year 2: 5 of return; the sale pays the other 5, 100 of capital, 45 split 31.5 / 13.5.
    const { RealEstate: mode } = Mode;
    assert.ok(Math.abs(cells.payout('GP', mode, re, cash) - 14.5) < 1e-9);
    assert.ok(Math.abs(cells.payout('LP', mode, re, cash, undefined, undefined, 1) - 14) < 1e-9);
    const { message } = refused(() => cells.carry(mode, re, CASH));
    assert.match(message, /1 columns of cash; this mode takes 2/);
  });
  it('fund modes take dates of any distance', () => {
    const dates = column(['2024-01-01', '2024-04-01', '2024-10-01', '2025-01-01']);
    const europe = cells.terms(Mode.European);
    const carry = cells.carry(Mode.European, europe, column([-100, 0, 0, 130]), dates);
    assert.ok(Math.abs(carry - 6) < 1e-9, String(carry));
    assert.match(
      refused(() => cells.carry(Mode.CapitalFirst, TERMS, column([-100, 0, 0, 130]), dates)).message,
      /year/,
    );
  });
});

describe('WATERFALL.EXPLAIN', () => {
  it('says what each tier was owed and why, what was left and who was paid', () => {
    const said = cells.explain(Mode.CapitalFirst, TERMS, CASH, 5).map(([line]) => String(line));
    assert.equal(said.length, 3);
    assert.match(
      said[1]!,
      /^Hurdle: On 0, 8 % a year over 1 year accrued 0; with what was unpaid before, 2,400 was owed\. 5,000 was left, enough: 2,400 was paid, 2,400 to LP\.$/,
    );
    assert.match(said[2]!, /^Split: All that was left, 2,600, is split\. Paid: 2,080 to LP, 520 to GP\.$/);
  });
  it('explains one tier by its name, in either language, and names the known ones', () => {
    const [[line]] = cells.explain(Mode.European, cells.terms(Mode.European), CASH, 5, 'Catch-up') as [
      [string],
    ];
    assert.match(
      line,
      /^Catch-up: Investors had been paid .* the catch-up ends at 20 % × .* ÷ \(100 % − 20 %\) = /,
    );
    assert.match(
      refused(() => cells.explain(Mode.CapitalFirst, TERMS, CASH, 5, 'Catch-up')).message,
      /Tiers: Capital, Hurdle, Split/,
    );
    assert.match(refused(() => cells.explain(Mode.CapitalFirst, TERMS, CASH, 9)).message, /0 to 5/);
  });
});
