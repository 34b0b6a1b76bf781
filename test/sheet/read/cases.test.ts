/** Small blocks made after public workbooks and users' reports, with the right reading of each. */
import assert from 'node:assert/strict';
import { readWorkbook } from '../../../src/sheet/read/index.ts';
import { amounts, d, dates, faults, inWords, roles, sheetOf, type TestCell } from './grids.ts';

const TERMS: TestCell[][] = [
  ['Distribution mode', 'flat_principal_first'],
  ['Hurdle rate', 0.08],
  ['Carry rate', 0.2],
  [],
];

interface Case {
  readonly title: string;
  readonly sheets: Readonly<Record<string, TestCell[][]>>;
  readonly flows?: readonly number[];
  readonly dates?: readonly string[];
  readonly sheet?: string;
  readonly roles?: Readonly<Record<string, string>>;
  readonly faults?: readonly string[];
  readonly warned?: boolean;
}

const CASES: readonly Case[] = [
  {
    title: 'a cumulative column behind the cash flow column',
    sheets: {
      Deal: [
        ...TERMS,
        ['Year', 'Cash flow', 'Cumulative'],
        [0, -100, -100],
        [1, 30, -70],
        [2, 40, -30],
        [3, 90, 60],
      ],
    },
    flows: [-100, 30, 40, 90],
    roles: { Year: 'period', 'Cash flow': 'net', Cumulative: 'derived' },
  },
  {
    title: 'a cumulative row below the cash flow row',
    sheets: {
      Deal: [
        ...TERMS,
        ['Year', 0, 1, 2, 3],
        ['Cash flow', -100, 30, 40, 90],
        ['Cumulative', -100, -70, -30, 60],
      ],
    },
    flows: [-100, 30, 40, 90],
  },
  {
    title: 'cash flow, date, days elapsed',
    sheets: {
      Sheet1: [
        ['n', 'cashflow', 'date', 'days elapsed'],
        [0, -2000, d('2018-01-01'), 0],
        [1, 1000, d('2019-01-10'), 374],
        [2, 800, d('2019-10-31'), 668],
        [3, 1100, d('2021-01-15'), 1110],
      ],
    },
    flows: [-2000, 1000, 800, 1100],
    dates: ['2018-01-01', '2019-01-10', '2019-10-31', '2021-01-15'],
    roles: { n: 'derived', cashflow: 'net', date: 'period', 'days elapsed': 'derived' },
  },
  {
    title: 'money in and money out in two columns',
    sheets: {
      Sheet1: [
        ['date', 'income', 'expense'],
        [d('2017-01-01'), 0, -3000],
        [d('2018-01-01'), 1000, 0],
        [d('2019-01-01'), 1000, 0],
        [d('2020-01-01'), 1000, 0],
        [d('2021-01-01'), 1000, 0],
      ],
    },
    flows: [-3000, 1000, 1000, 1000, 1000],
    dates: ['2017-01-01', '2018-01-01', '2019-01-01', '2020-01-01', '2021-01-01'],
    roles: { date: 'period', income: 'paidOut', expense: 'paidIn' },
  },
  {
    title: 'dates as text with names of months, five months in all',
    sheets: {
      Deal: [
        ['Date', 'Net cash flow'],
        ['31-Dec-2020', -100],
        ['28-Feb-2021', 10],
        ['30-Jun-2021', 130],
      ],
    },
    flows: [-100, 10, 130],
    dates: ['2020-12-31', '2021-02-28', '2021-06-30'],
  },
  {
    title: 'date cells of type d',
    sheets: {
      Deal: [
        ['Date', 'Net cash flow'],
        [{ iso: '2020-12-31T00:00:00' }, -100],
        [{ iso: '2021-02-28T00:00:00' }, 10],
        [{ iso: '2021-06-30T00:00:00' }, 130],
      ],
    },
    flows: [-100, 10, 130],
    dates: ['2020-12-31', '2021-02-28', '2021-06-30'],
  },
  {
    title: 'quarters beside the amounts',
    sheets: {
      Deal: [...TERMS, ['Quarter', 'Net cash flow'], ['Q4 2020', -100], ['Q1 2021', 10], ['Q2 2021', 130]],
    },
    flows: [-100, 10, 130],
    warned: true,
  },
  {
    title: 'a block of results below the cash',
    sheets: {
      Deal: [
        ...TERMS,
        ['Year', 0, 1, 2, 3],
        ['Net cash flow', -100, 10, 20, 120],
        [],
        ['Results'],
        ['Return of capital', 100],
        ['Preferred return', 16.5],
        ['Carried interest', 6.7],
      ],
    },
    flows: [-100, 10, 20, 120],
  },
  {
    title: 'a sheet of events and a sheet of targets',
    sheets: {
      Cashflows: [
        ['Firm', 'Fund', 'Event date', 'Event type', 'Amount'],
        ['F', 'VII', d('2013-03-31'), 'Capital Call', -5],
        ['F', 'VII', d('2015-03-31'), 'Distribution', 9],
      ],
      Underwrite: [
        ['Firm', 'Fund', 'Target IRR', 'Target MOIC', 'Hold', 'Exit multiple', 'Growth'],
        ['F', 'VII', 0.25, 2.8, 4.5, 11.5, 0.08],
      ],
    },
    sheet: 'Cashflows',
    flows: [-5, 9],
    dates: ['2013-03-31', '2015-03-31'],
  },
  {
    title: 'a formula that nobody has computed',
    sheets: { Deal: [...TERMS, ['Year', 'Net cash flow'], [0, -100], [1, { formula: '20+30' }], [2, 90]] },
    faults: ['notComputed B7'],
  },
  {
    title: 'a range as text',
    sheets: { Deal: [...TERMS, ['Year', 'Net cash flow'], [0, -100], [1, '20-25'], [2, 90]] },
    faults: ['notNumber B7'],
  },
  {
    title: 'a total after each fiscal year of quarters',
    sheets: {
      'Net CF': [
        ['Fiscal Year', 2020, 2021, 2021, 2021, 2021, 2021, 2022, 2022, 2022],
        ['Quarter', 'Q2', 'Q3', 'Q4', 'Q1', 'Q2', 'TOTAL', 'Q3', 'Q4', 'TOTAL'],
        ['Net Cash Flow', -119, -90, 143, 238, 107, 398, -221, 54, -167],
      ],
    },
    flows: [-119, -90, 143, 238, 107, -221, 54],
    warned: true,
  },
];

describe('Blocks made after public workbooks', () => {
  for (const { title, sheets, ...expected } of CASES)
    it(`${title}: ${expected.faults ? 'is refused at its cell' : 'is read'}`, () => {
      const reading = readWorkbook(Object.entries(sheets).map(([name, rows]) => sheetOf(name, rows)));
      if (expected.faults) {
        assert.equal(reading.status, 'refused');
        return assert.deepEqual(faults(reading), expected.faults);
      }
      assert.equal(reading.status, 'ready', inWords(reading));
      assert.deepEqual(amounts(reading), expected.flows);
      assert.deepEqual(dates(reading), expected.dates ?? []);
      if (expected.sheet) assert.equal(reading.sheet, expected.sheet);
      if (expected.roles) assert.deepEqual(roles(reading), expected.roles);
      if (expected.warned) assert.ok(reading.notes.some((n) => n.severity === 'warning'));
    });
});
