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

describe('The other measures in cells', () => {
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
  it('take the terms that TERMS spills, in every mode', () => {
    for (const mode of Object.values(Mode))
      assert.equal(typeof cells.carry(mode, cells.terms(mode), CASH), 'number', mode);
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
