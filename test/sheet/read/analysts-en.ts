/** Blocks as English-speaking analysts keep them: fund models, joint ventures, draws, lists. */
import { d, type TestCell } from './grids.ts';
import type { Block } from './workbook.ts';

const p = (percent: number): TestCell => ({ percent });
const [y20, y21, y22] = [d('2020-12-31'), d('2021-12-31'), d('2022-12-31')];

export const english: readonly Block[] = [
  {
    title: 'a fund with calls, fees, proceeds, net and its running sum',
    rows: [
      ['USD in millions', 'FY2020', 'FY2021', 'FY2022', 'FY2023', 'FY2024'],
      ['Capital calls', -40, -30, -20, 0, 0],
      ['Management fees', -2, -2, -2, -2, -2],
      ['Gross proceeds', 0, 5, 30, 60, 80],
      ['Net cash flow to investors', -42, -27, 8, 58, 78],
      ['Cumulative net cash flow', -42, -69, -61, -3, 75],
    ],
    flows: [-42, -27, 8, 58, 78],
  },
  {
    title: 'a joint venture with unlevered and levered cash flow: the levered is the whole',
    rows: [
      ['Year', 0, 1, 2, 3, 4, 5],
      ['Acquisition', -1000, 0, 0, 0, 0, 0],
      ['NOI', 0, 80, 82, 84, 87, 90],
      ['Capex', 0, -10, -10, -10, -10, -10],
      ['Sale proceeds', 0, 0, 0, 0, 0, 1300],
      ['Unlevered cash flow', -1000, 70, 72, 74, 77, 1380],
      ['Debt draw', 600, 0, 0, 0, 0, 0],
      ['Debt service', 0, -30, -30, -30, -30, -30],
      ['Loan repayment', 0, 0, 0, 0, 0, -600],
      ['Levered cash flow', -400, 40, 42, 44, 47, 750],
    ],
    flows: [-400, 40, 42, 44, 47, 750],
  },
  {
    title: 'cash before and after a reserve: gross and net cannot be told apart',
    rows: [
      ['Year', 'Cash available for distribution', 'Reserve', 'Distributable cash'],
      [1, 100, 10, 90],
      [2, 110, 10, 100],
      [3, 120, 5, 115],
    ],
    asked: 'whichIsCash A1:D4',
  },
  {
    title: 'gross less a fee is net',
    rows: [
      ['Year', 'Gross cash flow', 'Management fee', 'Net cash flow'],
      [0, -100, 2, -102],
      [1, 40, 2, 38],
      [2, 150, 2, 148],
    ],
    flows: [-102, 38, 148],
  },
  {
    title: 'a loan goes either way: it is asked',
    rows: [
      ['Year', 'Equity contributions', 'Loan repayment', 'Sale proceeds'],
      [0, -400, 0, 0],
      [1, 0, -50, 0],
      [2, 0, -550, 1200],
    ],
    asked: 'lineUnclear C1:C4',
  },
  {
    title: 'sections with blank rows between them',
    rows: [
      ['Year', 0, 1, 2, 3],
      ['Revenue', 0, 50, 52, 54],
      ['Operating expenses', 0, -20, -21, -22],
      [],
      ['NOI', 0, 30, 31, 32],
      [],
      ['Purchase', -300, 0, 0, 0],
      ['Sale', 0, 0, 0, 400],
      [],
      ['Net cash flow', -300, 30, 31, 432],
      [],
      ['Hurdle rate', 0.08],
    ],
    flows: [-300, 30, 31, 432],
    terms: { hurdle_rate: 0.08 },
    roles: {
      Year: 'period',
      Revenue: 'paidOut',
      'Operating expenses': 'paidIn',
      NOI: 'derived',
      Purchase: 'paidIn',
      Sale: 'paidOut',
      'Net cash flow': 'net',
    },
  },
  {
    title: 'columns with blank columns between them',
    rows: [
      ['Date', 'Contributions', null, 'Distributions', null, 'Net'],
      [y20, -300, null, 0, null, -300],
      [y21, 0, null, 50, null, 50],
      [y22, 0, null, 400, null, 400],
    ],
    flows: [-300, 50, 400],
    dates: ['2020-12-31', '2021-12-31', '2022-12-31'],
  },
  {
    title: 'results by year below are no terms',
    rows: [
      ['Year', 0, 1, 2, 3],
      ['Net cash flow', -100, 10, 20, 120],
      [],
      ['Return of capital', 0, 10, 20, 70],
      ['Preferred return', 0, 0, 0, 20],
      ['LP', 0, 10, 20, 110],
    ],
    flows: [-100, 10, 20, 120],
    terms: {},
  },
  {
    title: 'a table of tiers is no term',
    rows: [
      ['Tier', 'IRR hurdle', 'LP', 'GP'],
      ['Tier 1', p(0.08), p(0.9), p(0.1)],
      ['Tier 2', p(0.12), p(0.8), p(0.2)],
      [],
      ['Year', 0, 1, 2],
      ['Cash flow', -100, 10, 130],
    ],
    flows: [-100, 10, 130],
    terms: {},
  },
  {
    title: 'heads of two rows, merged above, with totals of one contribution',
    rows: [
      ['Date', 'Contributions', null, null, 'Distributions', null, null],
      [null, 'LP', 'GP', 'Total', 'LP', 'GP', 'Total'],
      [y20, 90, 10, 100, 0, 0, 0],
      [y21, 0, 0, 0, 45, 5, 50],
      [y22, 0, 0, 0, 90, 10, 100],
    ],
    flows: [-100, 50, 100],
  },
  {
    title: 'a total of one contribution is not counted twice',
    rows: [
      ['Year', 'LP contributions', 'GP contributions', 'Total contributions', 'Distributions'],
      [0, 90, 10, 100, 0],
      [1, 0, 0, 0, 20],
      [2, 0, 0, 0, 130],
    ],
    flows: [-100, 20, 130],
  },
  {
    title: 'a total that is not the sum of its parts is asked',
    rows: [
      ['Year', 'LP contributions', 'Total contributions', 'Distributions'],
      [0, 90, 100, 0],
      [1, 0, 0, 20],
      [2, 0, 0, 130],
    ],
    asked: 'totalAgainstParts C1:C4',
  },
  {
    title: 'a net as the fund sees it contradicts its heads',
    rows: [
      ['Date', 'Capital called', 'Distributions', 'Net'],
      [y20, 100, 0, 100],
      [y21, 50, -20, 30],
      [y22, 0, -230, -230],
    ],
    asked: 'netAgainstPair D1:D4',
  },
  {
    title: 'equity, operations, sale and their total',
    rows: [
      ['Year', '0', '1', '2', '3'],
      ['Date', d('2019-12-31'), y20, y21, y22],
      ['Equity', -500, 0, 0, 0],
      ['Cash flow from operations', 0, 30, 35, 40],
      ['Net sale proceeds', 0, 0, 0, 700],
      ['Total', -500, 30, 35, 740],
    ],
    flows: [-500, 30, 35, 740],
  },
  {
    title: 'numbers of draws are no money',
    rows: [
      ['Draw #', 'Date', 'Amount drawn', '% of total', 'Cumulative drawn', 'Undrawn'],
      [1, y20, 100, p(0.2), 100, 400],
      [2, y21, 150, p(0.3), 250, 250],
      [3, y22, 250, p(0.5), 500, 0],
    ],
    flows: [-100, -150, -250],
  },
  {
    title: 'opening and closing cash beside the flow',
    rows: [
      ['Quarter', 'Opening cash', 'Net cash flow', 'Closing cash'],
      ['Q1 2020', 0, -100, -100],
      ['Q2 2020', -100, 40, -60],
      ['Q3 2020', -60, 90, 30],
    ],
    flows: [-100, 40, 90],
  },
  {
    title: 'a capital account with income allocated, which may be no cash',
    rows: [
      ['Date', 'Beginning balance', 'Contributions', 'Distributions', 'Income allocation', 'Ending balance'],
      [y20, 0, 100, 0, 5, 105],
      [y21, 105, 50, -20, 10, 145],
      [y22, 145, 0, -60, 12, 97],
    ],
    asked: 'lineUnclear E1:E4',
  },
  {
    title: 'measures and averages behind the periods',
    rows: [
      [null, 2020, 2021, 2022, 'Total', 'Average', 'IRR', 'MOIC'],
      ['Net cash flow', -100, 10, 130, 40, 13.33, p(0.19), 1.4],
    ],
    flows: [-100, 10, 130],
  },
  {
    title: 'measures to date are no dates',
    rows: [
      ['Year', 'Cash flow', 'IRR to date', 'MOIC to date'],
      [0, -100, null, 0],
      [1, 10, p(-0.9), 0.1],
      [2, 130, p(0.19), 1.4],
    ],
    flows: [-100, 10, 130],
  },
  {
    title: 'dates that run backward throughout',
    rows: [
      ['Date', 'Cash flow'],
      [y22, 130],
      [y21, 20],
      [y20, -100],
    ],
    flows: [-100, 20, 130],
    dates: ['2020-12-31', '2021-12-31', '2022-12-31'],
  },
  {
    title: 'fiscal years by both of their years, which might be months',
    rows: [
      ['FY', '2009-10', '2010-11', '2011-12'],
      ['Cash flow', -100, 10, 130],
    ],
    flows: [-100, 10, 130],
    dates: [],
  },
  {
    title: 'numbered years and marks of footnotes',
    rows: [
      [null, 'Yr. 0', 'Yr. 1', 'Yr. 2*'],
      ['Equity cash flow', '(100)', '10', '$130'],
    ],
    flows: [-100, 10, 130],
  },
  {
    title: 'parties with money in both directions are asked, not taken for results',
    rows: [
      [null, 'LP', 'GP'],
      [2020, -90, -10],
      [2021, 9, 1],
      [2022, 120, 20],
    ],
    asked: 'whichIsCash A1:C4',
  },
  {
    title: 'sections of parties that repeat the heads of the whole are not added to it',
    rows: [
      ['Year', 0, 1, 2],
      ['Contributions', 100, 0, 0],
      ['Distributions', 0, 20, 130],
      [],
      ['LP'],
      ['Contributions', 90, 0, 0],
      ['Distributions', 0, 18, 110],
    ],
    asked: 'headRepeated A6:D6',
  },
  {
    title: 'lines of two currencies are refused',
    rows: [
      ['Date', 'Contributions (USD)', 'Distributions (EUR)'],
      [y20, 100, 0],
      [y21, 0, 150],
    ],
    asked: 'currenciesDiffer C1',
  },
];
