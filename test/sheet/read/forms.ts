/** Forms of dates, years, quarters and months, and heads in either language, as layouts are drawn with them. */
import { isoOf } from '../../../src/engine/index.ts';
import type { TestCell } from './grids.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LONG = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
export const pad = (n: number): string => String(n).padStart(2, '0');
const parts = (serial: number): [number, number, number] =>
  isoOf(serial).split('-').map(Number) as [number, number, number];

/** Every way in which a date is written; the first is a cell of dates. */
export const DATES: readonly ((serial: number) => TestCell)[] = [
  (n) => ({ date: isoOf(n) }),
  (n) => isoOf(n),
  (n) => isoOf(n).replaceAll('-', '/'),
  (n) => {
    const [y, m, d] = parts(n);
    return `${pad(d)}/${pad(m)}/${y}`;
  },
  (n) => {
    const [y, m, d] = parts(n);
    return `${m}/${d}/${y}`;
  },
  (n) => {
    const [y, m, d] = parts(n);
    return `${d}-${MONTHS[m - 1]}-${y}`;
  },
  (n) => {
    const [y, m, d] = parts(n);
    return `${LONG[m - 1]} ${d}, ${y}`;
  },
  (n) => isoOf(n).replaceAll('-', ''),
  (n) => `${isoOf(n)} 00:00:00`,
  (n) => {
    const [y, m, d] = parts(n);
    return `${y}年${m}月${d}日`;
  },
  (n) => ({ iso: `${isoOf(n)}T00:00:00` }),
  (n) => {
    const [y, m] = parts(n);
    return `${MONTHS[m - 1]}-${pad(y % 100)}`;
  },
  (n) => {
    const [y, m] = parts(n);
    return `${y}-${pad(m)}`;
  },
  (n) => {
    const [y, m] = parts(n);
    return `${y}年${m}月`;
  },
];

export const YEARS: readonly ((k: number, first: number) => TestCell)[] = [
  (k) => k,
  (k) => `Year ${k}`,
  (k) => `第${k}年`,
  (k, first) => first + k,
  (k, first) => `${first + k}${k < 2 ? 'A' : 'E'}`,
  (k, first) => `FY${first + k}`,
  (k, first) => `${first + k}年`,
];
export const QUARTERS: readonly ((k: number, first: number) => TestCell)[] = [
  (k, first) => `Q${(k % 4) + 1} ${first + Math.floor(k / 4)}`,
  (k, first) => `${first + Math.floor(k / 4)}Q${(k % 4) + 1}`,
  (k, first) => `${(k % 4) + 1}Q${pad((first + Math.floor(k / 4)) % 100)}`,
  (k, first) => `${first + Math.floor(k / 4)}年${'一二三四'[k % 4]}季度`,
  (k) => `Q${(k % 4) + 1}`,
];
export const HALVES: readonly ((k: number, first: number) => TestCell)[] = [
  (k, first) => `H${(k % 2) + 1} ${first + Math.floor(k / 2)}`,
  (k, first) => `${(k % 2) + 1}H${pad((first + Math.floor(k / 2)) % 100)}`,
  (k, first) => `${first + Math.floor(k / 2)}H${(k % 2) + 1}`,
  (k, first) => `${first + Math.floor(k / 2)}年${'上下'[k % 2]}半年`,
  (k, first) => `${k % 2 ? 'Second' : 'First'} half of ${first + Math.floor(k / 2)}`,
];
/** Parts of a year as heads: by the number of them. */
export const PARTS: Readonly<Record<'half' | 'quarter' | 'month', readonly (readonly TestCell[])[]>> = {
  half: [
    ['H1', 'H2'],
    ['1H', '2H'],
    ['上半年', '下半年'],
  ],
  quarter: [
    ['Q1', 'Q2', 'Q3', 'Q4'],
    ['1Q', '2Q', '3Q', '4Q'],
    ['一季度', '二季度', '三季度', '四季度'],
    ['第1季度', '第2季度', '第3季度', '第4季度'],
  ],
  month: [MONTHS, LONG, MONTHS.map((_, m) => `${m + 1}月`), MONTHS.map((_, m) => m + 1)],
};
export const MONTHLY: readonly ((k: number) => TestCell)[] = [
  (k) => `Month ${k}`,
  (k) => `M${k}`,
  (k) => `第${k}月`,
];

export const HEADS = {
  en: {
    period: {
      date: ['Date', 'Cash flow date'],
      year: ['Year', 'Fiscal Year'],
      half: ['Half-year', 'Period'],
      quarter: ['Quarter', 'Period'],
      month: ['Month', 'Period'],
    },
    net: ['Net cash flow', 'Cash flow', 'NCF', 'Amount', 'Distributable cash'],
    paidIn: ['Contributions', 'Capital calls', 'Drawdown', 'Invested', 'Cost'],
    paidOut: ['Distributions', 'Proceeds', 'Income', 'Inflow'],
    cumulative: ['Cumulative', 'Cumulative cash flow', 'Running total'],
    present: ['Present value', 'PV', 'Discounted cash flow'],
    days: ['Days', 'Days elapsed'],
    total: 'Total',
    title: 'Project Harbor',
    terms: [
      ['Hurdle rate', 0.08],
      ['Carry rate', 0.2],
    ],
  },
  zh: {
    period: {
      date: ['日期', '付款日期'],
      year: ['年度', '年份'],
      half: ['半年度', '期间'],
      quarter: ['季度', '期间'],
      month: ['月份', '期间'],
    },
    net: ['净现金流', '现金流', '金额', '可分配现金'],
    paidIn: ['出资', '实缴', '投入', '缴款'],
    paidOut: ['分配', '回款', '收入', '流入'],
    cumulative: ['累计', '累计净现金流'],
    present: ['现值', '折现现金流'],
    days: ['天数'],
    total: '合计',
    title: '滨江项目',
    terms: [
      ['门槛收益率', 0.08],
      ['业绩报酬比例', 0.2],
    ],
  },
} as const;
