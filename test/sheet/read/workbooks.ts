/** Twenty workbooks as analysts keep them, in either language, with their right reading. */
import type { ReadableGrid } from '../../../src/sheet/read/index.ts';
import { d, sheetOf, type TestCell } from './grids.ts';
import type { Language, Workbook } from './workbook.ts';

type Rows = TestCell[][];
const years = (from: number, count: number): number[] => Array.from({ length: count }, (_, k) => from + k);
const ends = ['2020-12-31', '2021-12-31', '2022-12-31', '2023-12-31', '2024-12-31'];
const CASH = [-1000, 100, 250.5, -50, 1200];

export function workbooks(language: Language): Workbook[] {
  const w = (en: string, zh: string): string => (language === 'en' ? en : zh);
  const [DATE, YEAR, NET] = [w('Date', '日期'), w('Year', '年度'), w('Net cash flow', '净现金流')];
  const HURDLE = w('Hurdle rate', '门槛收益率');
  const CARRY = w('Carry rate', '业绩报酬比例');
  const one = (rows: Rows, name = w('Deal', '项目')): ReadableGrid[] => [sheetOf(name, rows)];
  let sum = 0;
  const cumulative = CASH.map((v) => Number((sum += v).toFixed(2)));
  const ins = [1000, 0, 0, 50, 0];
  const outs = [0, 100, 250.5, 0, 1200];
  const quarterly = [-400, 10, 20, 30, 15, 25, 35, 500];
  const monthly = Array.from({ length: 36 }, (_, k) => (k === 0 ? -900 : k === 35 ? 800 : 12 + (k % 5)));

  return [
    {
      title: 'cash with a cumulative column',
      sheets: one([
        [YEAR, NET, w('Cumulative', '累计')],
        ...CASH.map((v, t) => [t, v, cumulative[t]!]),
        [],
        [HURDLE, 0.08],
        [CARRY, 0.2],
      ]),
      status: 'ready',
      flows: CASH,
      terms: { hurdle_rate: 0.08, carry_rate: 0.2 },
      roles: { [YEAR]: 'period', [NET]: 'net', [w('Cumulative', '累计')]: 'derived' },
    },
    {
      title: 'cash with present values and a discount rate',
      sheets: one([
        [w('Discount rate', '折现率'), { percent: 0.1 }],
        [],
        [DATE, NET, w('Present value', '现值')],
        ...CASH.map((v, t): TestCell[] => [d(ends[t]!), v, Number((v * 1.1 ** -t).toFixed(2))]),
      ]),
      status: 'ready',
      flows: CASH,
      dates: ends,
      roles: { [DATE]: 'period', [NET]: 'net', [w('Present value', '现值')]: 'derived' },
    },
    {
      title: 'contributions, distributions and net',
      sheets: one([
        [DATE, w('Contributions', '出资'), w('Distributions', '分配'), NET],
        ...CASH.map((v, t): TestCell[] => [d(ends[t]!), -ins[t]!, outs[t]!, v]),
        [w('Total', '合计'), -1050, 1550.5, 500.5],
      ]),
      status: 'ready',
      flows: CASH,
      dates: ends,
      told: ['netChecked'],
    },
    {
      title: 'income and expense without net',
      sheets: one([
        [DATE, w('Income', '收入'), w('Expense', '支出')],
        ...CASH.map((_, t): TestCell[] => [d(ends[t]!), outs[t]!, ins[t]!]),
      ]),
      status: 'ready',
      flows: CASH,
      dates: ends,
    },
    {
      title: 'quarters with interim totals per year',
      sheets: one([
        [
          w('Quarter', '季度'),
          ...quarterly.slice(0, 4).map((_, q) => w(`Q${q + 1} 2021`, `2021年${'一二三四'[q]}季度`)),
          w('Total 2021', '2021年合计'),
          ...quarterly.slice(4).map((_, q) => w(`Q${q + 1} 2022`, `2022年${'一二三四'[q]}季度`)),
          w('Total 2022', '2022年合计'),
        ],
        [NET, ...quarterly.slice(0, 4), -340, ...quarterly.slice(4), 575],
      ]),
      status: 'ready',
      flows: quarterly,
      unit: 'quarter',
      told: ['unitTold', 'totalLeftOut'],
    },
    {
      title: 'months named Month 1 to Month 36',
      sheets: one([
        [w('Period', '期间'), NET],
        ...monthly.map((v, k): TestCell[] => [w(`Month ${k + 1}`, `第${k + 1}月`), v]),
      ]),
      status: 'ready',
      flows: monthly,
      unit: 'month',
      told: ['unitTold'],
    },
    {
      title: 'a long list of date, type, amount by deal',
      sheets: one([
        [w('Deal', '项目'), DATE, w('Type', '类型'), w('Amount', '金额')],
        ['A', d('2020-03-31'), w('Capital call', '出资'), 60],
        ['B', d('2020-03-31'), w('Capital call', '出资'), 40],
        ['B', d('2022-03-31'), w('Distribution', '分配'), 55],
        ['A', d('2021-03-31'), w('Distribution', '分配'), 30],
        ['A', d('2022-03-31'), w('Distribution', '分配'), 50],
      ]),
      status: 'ready',
      flows: [-100, 30, 105],
      dates: ['2020-03-31', '2021-03-31', '2022-03-31'],
      told: ['sorted', 'summed'],
      options: { mode: 'american' },
      sources: { A: [-60, 30, 50], B: [-40, 0, 55] },
    },
    {
      title: 'deals as columns with costs on top',
      sheets: one([
        [w('Distribution mode', '分配模式'), w('American', '美国式')],
        [],
        [YEAR, w('Harbor', '滨江'), w('Tower', '中塔')],
        [w('Cost', '成本'), -600, -400],
        [1, 0, 100],
        [2, 700, 0],
        [3, 150, 450],
      ]),
      status: 'ready',
      flows: [-1000, 100, 700, 600],
      mode: 'american',
      sources: { [w('Harbor', '滨江')]: [-600, 0, 700, 150], [w('Tower', '中塔')]: [-400, 100, 0, 450] },
    },
    {
      title: 'operating and sale cash as two columns',
      sheets: one([
        [w('Distribution mode', '分配模式'), w('Real estate, operations and sale', '不动产（运营与处置）')],
        [],
        [YEAR, w('Operating cash flow', '运营现金流'), w('Sale proceeds', '处置回款')],
        [0, -1000, 0],
        [1, 60, 0],
        [2, 70, 1300],
      ]),
      status: 'ready',
      flows: [-1000, 60, 1370],
      mode: 're_operating_and_capital',
      sources: {
        [w('Operating cash flow', '运营现金流')]: [-1000, 60, 70],
        [w('Sale proceeds', '处置回款')]: [0, 0, 1300],
      },
    },
    {
      title: 'dates as text, day first',
      sheets: one([[DATE, NET], ...CASH.map((v, t): TestCell[] => [`31/12/${2020 + t}`, v])]),
      status: 'ready',
      flows: CASH,
      dates: ends,
    },
    {
      title: 'dates as text with names of months',
      sheets: one([
        [DATE, NET],
        ...CASH.map((v, t): TestCell[] => [w(`December 31, ${2020 + t}`, `${2020 + t}年12月31日`), v]),
      ]),
      status: 'ready',
      flows: CASH,
      dates: ends,
    },
    {
      title: 'years across with a total left of them',
      sheets: one([
        [null, w('Total', '合计'), ...years(2020, 5)],
        [NET, 500.5, ...CASH],
      ]),
      status: 'ready',
      flows: CASH,
      unit: 'year',
      told: ['totalLeftOut'],
    },
    {
      title: 'amounts in 万元 with a unit row',
      sheets: one([
        [YEAR, NET, w('Cumulative', '累计')],
        [null, '万元', '万元'],
        ...CASH.map((v, t): TestCell[] => [2020 + t, v, cumulative[t]!]),
      ]),
      status: 'ready',
      flows: CASH,
      unit: 'year',
    },
    {
      title: 'assumptions, calls, deals and a waterfall sheet',
      sheets: [
        sheetOf(w('Assumptions', '假设'), [
          [w('Waterfall type', '分配顺序'), w('European (Whole-Fund)', '欧洲式')],
          [w('Preferred Return / Hurdle Rate', '优先回报率'), { percent: 0.08 }],
          [w('Carried Interest — GP Share', '附带权益'), { percent: 0.2 }],
          [w('Catch-up', '追补'), { percent: 1 }],
        ]),
        sheetOf(w('Calls', '缴款'), [
          [DATE, w('Capital call', '缴款')],
          [d('2020-12-31'), 600],
          [d('2021-12-31'), 400],
        ]),
        sheetOf(w('Deals', '项目'), [
          [w('Project', '项目名称'), w('Cost', '成本'), w('Exit value', '退出价值'), 'MOIC'],
          ['A', 600, 900, 1.5],
          ['B', 400, 500, 1.25],
        ]),
        sheetOf(w('Waterfall', '瀑布'), [
          [
            YEAR,
            NET,
            w('Return of capital', '还本'),
            w('Preferred return', '优先回报'),
            w('Carried interest', '业绩报酬'),
          ],
          [2020, -600, 0, 0, 0],
          [2021, -400, 0, 0, 0],
          [2022, 1400, 1000, 164, 80],
        ]),
      ],
      status: 'question',
      flows: [],
      mode: 'european',
      told: ['whichTable'],
      terms: { mode: 'european', hurdle_rate: 0.08, carry_rate: 0.2, catch_up_share: 1 },
    },
    {
      title: 'two tables of flows on one sheet',
      sheets: one([[YEAR, NET], [0, -100], [1, 120], [], [YEAR, NET], [0, -200], [1, 250]]),
      status: 'question',
      flows: [],
      told: ['whichTable'],
    },
    {
      title: 'results beside inputs',
      sheets: one([
        [YEAR, NET, null, w('Results', '测算结果'), null],
        [0, -100, null, w('Project IRR', '项目 IRR'), { percent: 0.12 }],
        [1, 30, null, w('Distributions', '分配合计'), 160],
        [2, 40, null, w('Preferred return', '优先回报'), 18.2],
        [3, 90, null, w('Carried interest', '业绩报酬'), 8.4],
      ]),
      status: 'ready',
      flows: [-100, 30, 40, 90],
      told: ['termNotUsed'],
      terms: {},
    },
    {
      title: 'a project list that is no cash',
      sheets: one([
        [w('Project', '项目名称'), w('Cost', '成本'), w('Exit value', '退出价值'), 'IRR'],
        ['A', 600, 900, { percent: 0.15 }],
        ['B', 400, 500, { percent: 0.08 }],
        ['C', 300, 320, { percent: 0.03 }],
      ]),
      status: 'refused',
      flows: [],
      told: ['noFlows'],
    },
    {
      title: 'percent and whole-number rates mixed',
      sheets: one([[YEAR, ...years(0, 5)], [NET, ...CASH], [], [HURDLE, 8], [CARRY, { percent: 0.2 }]]),
      status: 'question',
      flows: CASH,
      told: ['percentMeant'],
      terms: { carry_rate: 0.2 },
    },
    {
      title: 'a sheet saved as Strict',
      sheets: one([[DATE, NET], ...CASH.map((v, t): TestCell[] => [{ iso: `${ends[t]}T00:00:00` }, v])]),
      status: 'ready',
      flows: CASH,
      dates: ends,
    },
    {
      title: 'a distribution table with capital, return and balance',
      sheets: one([
        [YEAR, NET, w('Return of capital', '还本'), w('Preferred return', '收益'), w('Balance', '余额')],
        [0, -100, 0, 0, 100],
        [1, 28, 20, 8, 80],
        [2, 46.4, 40, 6.4, 40],
        [3, 43.2, 40, 3.2, 0],
      ]),
      status: 'ready',
      flows: [-100, 28, 46.4, 43.2],
      roles: {
        [YEAR]: 'period',
        [NET]: 'net',
        [w('Return of capital', '还本')]: 'derived',
        [w('Preferred return', '收益')]: 'derived',
        [w('Balance', '余额')]: 'derived',
      },
    },
  ];
}
