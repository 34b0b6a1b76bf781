import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

/** Sentences about one cell of a detail sheet. Figures come formatted, names of columns as the sheet shows them. */
export const cellTexts = {
  year: t('Year {k}', '第 {k} 年'),
  quarter: t('Quarter {k}', '第 {k} 季度'),
  month: t('Month {k}', '第 {k} 个月'),
  date: t('Period {k}', '第 {k} 期'),
  allPeriods: t('All periods', '各期合计'),
  through: t('{head}, {from} to {to}', '{head}（{from} 至 {to}）'),
  before: t('{head}, period before', '上期{head}'),

  available: t('Left for this tier: {terms} = {available}.', '本层可分配现金：{terms} = {available}。'),
  cash: t('cash {amount}', '现金 {amount}'),
  released: t('released reserves {amount}', '释放的准备金 {amount}'),
  withheld: t('fees and other sums withheld {amount}', '管理费等预留 {amount}'),
  partOf: t('{who} in all: {sum}.', '{who}合计：{sum}。'),
  more: t('{n} more turns of this tier are left out here.', '本层另有 {n} 次分配，此处从略。'),
  noTurn: t('No cash was shared out in this period.', '本期没有现金可供分配。'),

  balance: t('{terms} = {closing}.', '{terms} = {closing}。'),
  elsewhere: t('moved by other tiers {amount}', '其他层级引起的变动 {amount}'),
  opens: t('The period opens with what the one before closed with.', '期初余额即上期期末余额。'),
  opensFirst: t('The deal opens with nothing here.', '项目开始时本项为零。'),
  opensReserve: t('The reserve opens with {amount}.', '准备金期初为 {amount}。'),
  accrues: t(
    'Accrued on the opening balance, base × rate over the time: {sum}.',
    '期初余额的计提（基数、利率与时间之积）：{sum}。',
  ),
  accruesOther: t('On capital that came in within the period: {sum}.', '期内新增投入的计提：{sum}。'),

  hurdle: t(
    'What {who} still needs: it grows at {rate} a year, takes in what {who} pays in and gives up all that {who} receives, whichever tier pays it.',
    '{who} 距门槛尚差的金额：按每年 {rate} 增长，计入 {who} 的投入，并扣除其从各层级取得的全部分配。',
  ),
  receives: t('received by {who}', '{who} 分回'),

  partyTotal: t('{who} has {terms} = {amount}.', '{who} 取得：{terms} = {amount}。'),
  partyNothing: t('{who} has nothing in this period.', '{who} 本期没有分回。'),
  ownSlice: t('for its own capital {amount}', '自有出资分回 {amount}'),
  sumOfPeriods: t('The sum of its periods: {amount}.', '各期之和：{amount}。'),

  net: t('{terms} = net cash flow {amount}.', '{terms} = 净现金流 {amount}。'),
  paidIn: t('paid in {amount}', '投入 {amount}'),
  recycled: t('recycled {amount}', '循环投资 {amount}'),
  borne: t('borne by reserves {amount}', '准备金承担 {amount}'),
  rate: t('Cash {cash} ÷ invested {invested} = {rate}.', '现金 {cash} ÷ 投资额 {invested} = {rate}。'),
  fees: t(
    'The management fee, paid before the tiers: {amount}. It is neither carry nor distribution.',
    '管理费 {amount}，先于各层级支付，不计入业绩报酬与分配。',
  ),
  recycledText: t(
    'Cash withheld to be invested again: {amount}. It is neither distribution nor contribution.',
    '留存用于再投资的现金 {amount}，不计入分配与投入。',
  ),
  borneText: t('Negative cash that reserves bore: {amount}.', '由准备金承担的负现金流：{amount}。'),
  input: t('An input of the deal: {amount}.', '项目输入：{amount}。'),
  allCash: t(
    'The cash of all deals together: {amount}. Where each deal has its own balances, one that is short counts as 0.',
    '全部项目的现金合计：{amount}。逐项目独立核算时，现金为负的项目按 0 计。',
  ),
  period: t(
    'The number of the period; 0 is the closing, when capital is paid in.',
    '期次编号，0 为投资交割日。',
  ),
  dateOf: t('The date of the period.', '本期日期。'),
  undated: t('This deal counts whole periods, without dates.', '本项目按整期计算，没有日期。'),
  promoteOf: t(
    '{share} of the {paid} that the tier paid counts as carry: {amount}.',
    '该层支付 {paid}，其中 {share} 计为业绩报酬：{amount}。',
  ),
  check: t(
    'Cash less everything paid and withheld, which must be 0.00: it is {amount}.',
    '现金减去全部支付与预留，应为 0.00，实为 {amount}。',
  ),

  term: t('A term of the deal: {label}.', '项目条款：{label}。'),
  termLive: t('Change it here and the sheet follows.', '在此修改，整表随之重算。'),
  termValues: t(
    'This sheet holds values: change the deal and run again.',
    '本表为数值，请修改原数据后重新测算。',
  ),
  irr: t(
    'The annual rate at which everything paid in and received comes to 0: {value}.',
    '使全部投入与分回折现后合计为零的年化收益率：{value}。',
  ),
  noIrr: t('No rate solves these flows.', '不存在满足条件的收益率。'),
  classIrr: t(
    'The annual rate at which what {who} paid in and received comes to 0: {value}.',
    '使 {who} 的投入与分回折现后合计为零的年化收益率：{value}。',
  ),
  dpi: t('Received {received} ÷ paid in {paid} = {value}.', '分回 {received} ÷ 投入 {paid} = {value}。'),
  tvpi: t(
    '(Received {received} + remaining value {left}) ÷ paid in {paid} = {value}.',
    '（分回 {received} + 剩余价值 {left}）÷ 投入 {paid} = {value}。',
  ),
  payback: t(
    'Years from the closing until everything received covers what was paid in: {value}.',
    '自交割日起，累计分回覆盖累计投入所需年数：{value}。',
  ),
  neverBack: t('What was received never covers what was paid in.', '累计分回始终未能覆盖累计投入。'),
  checks: t(
    'The checks of the table, one a period: cash less payments must be 0.00.',
    '表内逐期核对：现金减支付应为 0.00。',
  ),
  checksRun: t('{passed} of {all} checks of the run pass.', '测算的 {all} 项核对中有 {passed} 项通过。'),
  tiersCheck: t(
    'What the tiers took less what the parties had; it must be 0.',
    '各层级取得合计减各方分回合计，应为 0。',
  ),
  change: t(
    'How far the totals of the parties are from those of the run, or, where these are the same, their times; 0 until an input is changed.',
    '各方合计较测算时的变动；合计不变时，为分配时间的变动；未修改输入时为 0。',
  ),
  working: t(
    'A step of the live formulas of this sheet. Its own formula names the cells it came from.',
    '公式联动的中间步骤，其公式已列明所引用的单元格。',
  ),
} as const;
