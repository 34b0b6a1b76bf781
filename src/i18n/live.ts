import { detailTexts } from './detail.ts';
import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

const { opening, added, accrued, paid, lapsed, capitalised, drawn, closing, paidIn, cash, recycled, fees } =
  detailTexts;

/** Heads of the inputs and workings of a sheet of formulas, and labels of the terms that drive it. */
export const liveTexts = {
  opening,
  added,
  accrued,
  paid,
  lapsed,
  capitalised,
  drawn,
  closing,
  paidIn,
  cash,
  recycled,
  fees,
  total: detailTexts.total,
  measures: detailTexts.measures,
  cashFlows: t('Cash flows', '现金流'),
  dealCosts: t('Deal costs', '项目投入'),
  contributions: t('Contributions', '出资'),
  byShare: t('Called by share', '按比例出资'),
  toDate: t('To date', '累计'),
  borne: detailTexts.borne,
  shortfall: t('Short of cash', '现金缺口'),
  capital: t('Capital', '本金'),
  original: t('Original capital', '原始本金'),
  time: t('Time', '时间'),
  years: t('Years', '年数'),
  date: detailTexts.date,
  period: detailTexts.period,
  party: detailTexts.party,
  periodEnd: t('Period end', '期末日期'),
  datedCalls: t('Calls inside a period', '期内出资'),
  since: t('Years from closing', '距首次交割年数'),
  growth: t('Return on 1', '每 1 元收益'),
  available: t('Available', '可分配'),
  owed: t('Owed', '应付'),
  running: t('Profit to date', '累计收益'),
  profit: t('Profit paid above', '上层已分配收益'),
  ownProfit: t('GP profit paid above', 'GP 上层已分配收益'),
  taken: t('Taken to date', '累计支付'),
  byRate: t('Balance by IRR', '按 IRR 余额'),
  byMultiple: t('Balance by multiple', '按倍数余额'),
  closed: t('Passed for good (1 = yes)', '已永久通过（1 为是）'),
  test: t('Tested value', '测试值'),
  passes: t('Test met (1 = yes)', '满足条件（1 为是）'),
  released: t('Released', '释放'),
  gpSlice: t('GP own slice', 'GP 出资部分'),
  nav: t('Value left', '期末净值'),
  projectFlow: t('Paid out less paid in', '分回减投入'),
  commitment: t('Commitment', '认缴金额'),
  contributed: t('Contributed', '实缴金额'),
  unreturned: t('Unreturned capital', '未还本金'),
  offset: t('Offset', '抵减'),
  feeDiscount: t('Fee discount', '管理费减免'),
  rate: t('Rate', '比率'),
  multiple: t('Multiple', '倍数'),
  carry: t('Carry', '业绩报酬比例'),
  share: t('Share', '比例'),
  target: t('Target', '目标金额'),
  cap: t('Cap', '上限'),
  min: t('At least', '下限'),
  max: t('At most', '上限'),
} as const;

/** Why a sheet holds values where formulas were wanted. */
export const whyNotTexts = {
  rounding: t(
    'Values as computed: payments rounded to their cash by largest remainder are not a plain formula',
    '本表为测算结果数值：按最大余额取整的支付无法用普通公式表示',
  ),
  dealByDeal: t(
    'Values as computed: capital that joins deal by deal is not a plain formula',
    '本表为测算结果数值：逐项目计入的本金无法用普通公式表示',
  ),
  calendarYear: t(
    'Values as computed: a return capitalised on 31 December inside a period is not a plain formula',
    '本表为测算结果数值：期内 12 月 31 日转入本金的收益无法用普通公式表示',
  ),
  closingInside: t(
    'Values as computed: a later closing or deal dated inside a period accrues from its own day, which is not a plain formula here',
    '本表为测算结果数值：期内发生的后续交割或项目投入自其自身日期起计收益，无法用普通公式表示',
  ),
  testOfCatchUp: t(
    'Values as computed: a test of what a catch-up is owed is not a plain formula',
    '本表为测算结果数值：以追赶应付金额为测试条件无法用普通公式表示',
  ),
  cliffTested: t(
    'Values as computed: a cliff hurdle that a test reads or a reserve covers is not a plain formula',
    '本表为测算结果数值：被测试或由储备金补足的一次性门槛无法用普通公式表示',
  ),
  recompute: t(
    'Values as computed: late calls recomputed together with a return on original capital, later closings or a reserve for negative cash are not a plain formula',
    '本表为测算结果数值：后续出资追溯计算，且收益以原始投入计提、有后续交割或由储备金承担负现金流时，无法用普通公式表示',
  ),
} as const;
