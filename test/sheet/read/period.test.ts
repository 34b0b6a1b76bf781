import assert from 'node:assert/strict';
import { isoOf } from '../../../src/engine/index.ts';
import { periodsIn, readSelection } from '../../../src/sheet/read/index.ts';
import { amounts, d, dates, faults, notes, questions, sheetOf, type TestCell } from './grids.ts';

const cash = [-100, 10, 130];
const down = (periods: readonly TestCell[], head: string | null = 'Date') =>
  readSelection(sheetOf('Deal', [[head, 'Net cash flow'], ...periods.map((p, i) => [p, cash[i]!])]));

describe('A line of periods', () => {
  it('takes the order of days and months from the line as a whole', () => {
    assert.deepEqual(dates(down(['05/06/2020', '05/07/2020', '31/12/2020'])), [
      '2020-06-05',
      '2020-07-05',
      '2020-12-31',
    ]);
    assert.deepEqual(dates(down(['05/06/2020', '05/07/2020', '12/31/2020'])), [
      '2020-05-06',
      '2020-05-07',
      '2020-12-31',
    ]);
    // Only month first do these ascend.
    assert.deepEqual(dates(down(['05/06/2020', '07/05/2020', '09/01/2020'])), [
      '2020-05-06',
      '2020-07-05',
      '2020-09-01',
    ]);
  });

  it('asks for it where nothing settles it, and takes the answer', () => {
    const rows = sheetOf('Deal', [
      ['Date', 'Net cash flow'],
      ['01/02/2020', -100],
      ['01/03/2020', 10],
      ['01/04/2020', 130],
    ]);
    const asked = readSelection(rows);
    assert.equal(asked.status, 'question');
    const [question] = asked.questions;
    assert.equal(question!.code, 'dayOrMonthFirst');
    assert.equal(question!.likely, 'dayFirst');
    assert.match(question!.message.en, /A2 may be 2020-02-01 or 2020-01-02/);
    const answered = readSelection(rows, { answers: { [question!.id]: 'monthFirst' } });
    assert.equal(answered.status, 'ready');
    assert.deepEqual(dates(answered), ['2020-01-02', '2020-01-03', '2020-01-04']);
  });

  it('asks nothing where both orders are the same day', () =>
    assert.equal(down(['01/01/2020', '02/02/2020', '03/03/2020']).status, 'ready'));

  it('counts from 1904 where the workbook does, and reads cells of type d', () => {
    const grid = sheetOf('Deal', [
      ['Date', 'CF'],
      [d('2016-12-30'), -100],
      [d('2017-12-30'), 110],
    ]);
    assert.deepEqual(dates(readSelection({ ...grid, date1904: true })), ['2020-12-31', '2021-12-31']);
    assert.deepEqual(
      dates(down([{ iso: '2020-12-31T00:00:00' }, { iso: '2021-02-28' }, { iso: '2021-06-30' }])),
      ['2020-12-31', '2021-02-28', '2021-06-30'],
    );
  });

  it('reads plain numbers under a date head as days, with a word', () => {
    const reading = down([45_291, 45_657, 46_022]);
    assert.deepEqual(dates(reading), ['2023-12-31', '2024-12-31', '2025-12-31']);
    assert.ok(notes(reading).includes('plainDates A2:A4'));
  });

  it('knows quarters and months as such, never as years', () => {
    for (const [periods, head, unit, start] of [
      [['Q4 2020', 'Q1 2021', 'Q2 2021'], 'Quarter', 'quarter', { year: 2020, number: 4 }],
      [['Q3', 'Q4', 'Q1'], null, 'quarter', undefined],
      [['Month 1', 'Month 2', 'Month 3'], null, 'month', undefined],
      [['11月', '12月', '1月'], '月份', 'month', undefined],
      [[0, 1, 2], 'Quarter', 'quarter', undefined],
      [[0, 1, 2], 'Month', 'month', undefined],
      [['2020', '2021', '2022'], 'Year', 'year', { year: 2020 }],
    ] as const) {
      const reading = down(periods, head);
      assert.equal(reading.status, 'ready', periods.join());
      assert.deepEqual(reading.timeline, { unit, ...(start ? { start } : {}) });
      assert.deepEqual(
        reading.flows.map((f) => f.period),
        [0, 1, 2],
      );
      assert.equal(
        reading.notes.some((n) => n.code === 'unitTold'),
        unit !== 'year',
      );
    }
  });

  it('reads half-years of a year as their last days, and refuses those of no year', () => {
    for (const [periods, head] of [
      [['H2 2020', 'H1 2021', 'H2 2021'], 'Period'],
      [['2020年下半年', '2021年上半年', '2021年下半年'], '期间'],
      [['2H20', '1H21', '2H21'], null],
    ] as const) {
      const reading = down(periods, head);
      assert.equal(reading.status, 'ready', periods.join());
      assert.deepEqual(dates(reading), ['2020-12-31', '2021-06-30', '2021-12-31']);
      assert.ok(reading.notes.some((n) => /half-years/.test(n.message.en)));
    }
    for (const [periods, head] of [
      [['H1', 'H2', 'H1'], 'Period'],
      [['上半年', '下半年', '上半年'], null],
      [[1, 2, 3], 'Half-year'],
      [[1, 2, 3], '半年度'],
    ] as const)
      assert.deepEqual(faults(down(periods, head)), ['halfWithoutYear A2']);
  });

  it('joins a line of years to one of quarters or months', () => {
    const reading = readSelection(
      sheetOf('Deal', [
        ['Year', 2020, null, 2021, null],
        ['Quarter', 'Q3', 'Q4', 'Q1', 'Q2'],
        ['Cash flow', -100, 20, 30, 80],
      ]),
    );
    assert.deepEqual(reading.timeline, { unit: 'quarter', start: { year: 2020, number: 3 } });
    const monthly = readSelection(
      sheetOf('Deal', [
        ['Year', 2020, null, 2021],
        ['Month', 'Nov', 'Dec', 'Jan'],
        ['Cash flow', -100, 20, 90],
      ]),
    );
    assert.deepEqual(dates(monthly), ['2020-11-30', '2020-12-31', '2021-01-31']);
    const halves = readSelection(
      sheetOf('项目', [
        ['年份', '期间', '净现金流'],
        ['2020年', '上半年', -100],
        [null, '下半年', 20],
        ['2021年', '上半年', 90],
      ]),
    );
    assert.deepEqual(dates(halves), ['2020-06-30', '2020-12-31', '2021-06-30']);
  });

  it('refuses missing, repeated and backward periods at their cells', () => {
    assert.deepEqual(faults(down([0, 1, 3], 'Year')), ['periodMissing A4']);
    assert.deepEqual(faults(down([2020, 2021, 2021], 'Year')), ['periodRepeated A4']);
    assert.deepEqual(faults(down(['2025-12-31', '2024-12-31', '2026-12-31'])), ['periodBackward A3']);
    assert.deepEqual(faults(down(['Q1 2020', 'Q2 2020', 'Q4 2020'])), ['periodMissing A4']);
    assert.deepEqual(faults(down([d('2020-12-31'), null, d('2022-12-31')])), ['periodMissing A3']);
  });

  it('asks for what it does not understand, with the first cell', () => {
    const reading = down(['early', 'later', 'last']);
    assert.ok(questions(reading).includes('periodsNotUnderstood A2'));
    const asYears = readSelection(
      sheetOf('Deal', [
        ['When', 'Net cash flow'],
        ['early', -100],
        ['later', 10],
        ['last', 130],
      ]),
      {
        answers: { 'periodsNotUnderstood@A2': 'year' },
      },
    );
    assert.deepEqual(amounts(asYears), cash);
  });

  it('asks how long a period is where no line tells it, unless it cannot', () => {
    const bare = sheetOf('Deal', [[-100], [10], [130]]);
    assert.deepEqual(questions(readSelection(bare)), ['unitUnknown A1:A3']);
    const asSuch = readSelection(bare, { unitAsSuch: true });
    assert.equal(asSuch.status, 'ready');
    assert.equal(asSuch.timeline?.unit, 'period');
    assert.equal(
      readSelection(bare, { answers: { 'unitUnknown@A1:A3': 'quarter' } }).timeline?.unit,
      'quarter',
    );
  });

  it('takes no amounts for a count of periods', () => {
    for (const amountsOf of [
      [-100, 0, 3, 4],
      [-1000, 95_626, 0, 462_868, 3, 4],
      [0, 30, 31, 32],
    ]) {
      const rows = amountsOf.map((amount, i) => [d(`${2020 + i}-12-31`), amount]);
      assert.deepEqual(amounts(readSelection(sheetOf('Deal', rows))), amountsOf);
    }
  });

  it('leaves out rows without a period and without an amount; the last 0 before period 1 stays', () => {
    const zeros = readSelection(
      sheetOf('Deal', [
        ['Year', 'CF'],
        [0, 0],
        [0, -100],
        [1, 110],
      ]),
    );
    assert.deepEqual(amounts(zeros), [-100, 110]);
    const blank = readSelection(
      sheetOf('Deal', [
        ['Date', 'CF'],
        [0, 0],
        [d('2020-12-31'), -100],
        [d('2021-12-31'), 110],
      ]),
    );
    assert.deepEqual(amounts(blank), [-100, 110]);
  });

  it('is one function of a line', () => {
    const [line] = [['Date', '31-Dec-2020', '28-Feb-2021']].map((row) =>
      row.map((value, column) => ({ row: 0, column, address: `${'ABC'[column]}1`, value, format: '' })),
    );
    assert.deepEqual(
      periodsIn(line!, 0, 'Date')?.entries.map((e) => e && isoOf(e.ordinal)),
      [null, '2020-12-31', '2021-02-28'],
    );
  });
});
