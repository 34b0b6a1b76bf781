import assert from 'node:assert/strict';
import { at, CASH, cashOf, cells, column, excel, refused, TERMS } from './cells.ts';

const { Columns, Mode } = cells;

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
    assert.match(error.message, /Hurdle rate at C11 is 8\. Is 8 % meant\?/);
    assert.match(error.message, /C4 holds .abc., where a number is needed/);
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
    assert.equal(
      error.message,
      'Hurdle rate at C11 is 8. Is 8 % meant? “Cary rate” at B12 is nearly Carry rate. Is that what it means? C4 holds “abc”, where a number is needed.',
    );
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
  it('know modes by their usual names, in any case', () => {
    const terms = cells.terms(Mode.European);
    const carry = cells.carry(Mode.European, terms, CASH);
    for (const name of ['EUROPEAN', 'European (Whole-Fund)', '欧洲式'])
      assert.equal(cells.carry(name as never, terms, CASH), carry, name);
    assert.match(refused(() => cells.carry('Martian' as never, terms, CASH)).message, /Martian/);
  });
  it('know terms by their usual names, leave other labels alone, and take percent where its unit says so', () => {
    const terms = [
      ['Terms', '', ''],
      ['Preferred Return / Hurdle Rate', 8, '%'],
      ['Carried Interest — GP Share', '20 %', ''],
      ['Project IRR', 0.12, ''],
      ['Distributions', 15_000, ''],
      ['Prepared by', 'J. Doe', ''],
      ['', '', ''],
    ];
    assert.equal(cells.carry(Mode.CapitalFirst, terms, CASH), 520);
  });
  it('refuse a term that stands twice, and one whose step has no date', () => {
    const where = at('', 'Deal!B11:C13', 'Deal!C3:C9');
    const twice = [...TERMS.slice(0, 2), ['Pref', 0.09]];
    assert.equal(
      refused(() => cells.carry(Mode.CapitalFirst, twice, CASH, undefined, undefined, where)).message,
      'Hurdle rate is given twice: 8 % at C11, 9 % at C13. Which one holds?',
    );
    const spring = [...TERMS.slice(0, 2), ['Hurdle rate from spring', 0.09]];
    assert.match(
      refused(() => cells.carry(Mode.CapitalFirst, spring, CASH, undefined, undefined, where)).message,
      /B13 holds .Hurdle rate from spring., where a date is needed/,
    );
  });
  it('refuse a term whose number stands behind a blank, which desktop Excel hands over as 0', () => {
    const where = at('', 'Deal!B11:D12', 'Deal!C3:C9');
    const terms = [
      ['Hurdle rate', '', 0.08],
      ['Carry rate', 0.2, ''],
    ];
    assert.equal(
      refused(() => cells.carry(Mode.CapitalFirst, terms, CASH, undefined, undefined, where)).message,
      'C11 is blank or 0 and D11 holds a number: the value of “Hurdle rate” must stand right beside it.',
    );
  });
  it('refuse text and logicals among the cash by their cells', () => {
    const where = at('', '', 'Deal!C3:C6');
    for (const [value, shown] of [
      ['soon', 'soon'],
      [true, 'true'],
      ['5)', '5\\)'],
    ] as const)
      assert.match(
        refused(() =>
          cells.carry(Mode.CapitalFirst, TERMS, column([-100, 50, value, 80]), undefined, undefined, where),
        ).message,
        new RegExp(`^C5 holds .${shown}., where a number is needed`, 'i'),
      );
    // A dash or n/a is a blank, and a number as text is one.
    const read = cells.carry(Mode.CapitalFirst, TERMS, column([-100, '–', 'n/a', '1,300']));
    assert.equal(read, cells.carry(Mode.CapitalFirst, TERMS, column([-100, 0, 0, 1300])));
  });
  it('leave out heads and rows without a date and an amount, and keep a period of zero at its date', () => {
    const dates = ['2020-12-31', '2021-12-31', '2022-12-31', '2023-12-31'];
    const cash = [-1000, 100, 1400, 0];
    const plain = cells.distribute(Mode.CapitalFirst, TERMS, column(cash), column(dates));
    assert.equal(plain.length, 6);
    const spaced = (values: readonly unknown[], head: string) =>
      column([head, ...values.slice(0, 2), '', ...values.slice(2), '', '']);
    assert.deepEqual(
      cells.distribute(Mode.CapitalFirst, TERMS, spaced(cash, 'Cash'), spaced(dates, 'Date')),
      plain,
    );
  });
  it('refuse a date that is missing beside money, one that may be two, and ranges of different sizes', () => {
    const where = at('', '', 'Deal!C3:C5', 'Deal!B3:B5');
    const told = (dates: unknown[]) =>
      refused(() =>
        cells.carry(Mode.CapitalFirst, TERMS, column([-100, 20, 130]), column(dates), undefined, where),
      ).message;
    assert.equal(told(['2020-12-31', '', '2022-12-31']), 'B4 has no date beside its amount.');
    assert.match(told(['2020-12-31', 'later', '2022-12-31']), /^B4 holds .later., where a date is needed/);
    assert.match(told(['01/02/2020', '01/02/2021', '01/02/2022']), /^.01\/02\/2020. at B3 may be two dates/);
    assert.equal(told(['2020-12-31', '2021-12-31']), 'B3: The ranges differ in length: 3 and 2 cells.');
  });
  it('add later contributions, one cell for each cell of cash', () => {
    const dates = column(['2020-12-31', '2021-12-31', '2022-12-31']);
    const carry = (added: unknown[]) =>
      cells.carry(Mode.CapitalFirst, TERMS, column([-1000, 100, 1900]), dates, column(added));
    assert.equal(carry(['', '', '']), carry([0, 0, 0]));
    assert.ok(carry(['', 200, '']) < carry(['', '', '']));
  });
  it('are #NUM! where amounts grow beyond any number', () => {
    const terms = cells
      .terms(Mode.European)
      .map(([name, value]) => [name, name === 'Hurdle rate' ? 1 : value]);
    const dates = column(['Date', -1, 1_200_000, 2_900_000].map((d) => (d === -1 ? 367 : d)));
    const cash = column(['Net cash flow', -10_000, 100, 100]);
    for (const call of [
      () => cells.distribute(Mode.European, terms, cash, dates),
      () => cells.summary(Mode.European, terms, cash, dates),
      () => cells.carry(Mode.European, terms, cash, dates),
      () => cells.clawback(Mode.European, terms, cash, dates),
      () => cells.explain(Mode.European, terms, cash, 2, undefined, dates),
    ])
      assert.equal(refused(call).code, '#NUM!');
  });
});
