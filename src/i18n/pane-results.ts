/** Texts of the pane about a run: its figures, charts, sheets and explanations, and the list of runs. */
import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

export const resultTexts = {
  // Results
  noResults: t('No results yet', '尚无结果'),
  noResultsText: t('Choose cash flows and a mode, then run.', '选择现金流与分配模式后开始测算。'),
  goToInput: t('Go to input', '前往输入'),
  upToDate: t('Up to date', '与输入一致'),
  stale: t('Input changed', '输入已变更'),
  byService: t('service, {ms} ms', '服务端 {ms} 毫秒'),
  fromCache: t('service, from cache, {ms} ms', '服务端缓存 {ms} 毫秒'),
  byHere: t('computed here, {ms} ms', '本机 {ms} 毫秒'),
  fromForm: t('Form', '表单'),
  measures: t('Measures', '指标'),
  irr: t('IRR', '内部收益率 IRR'),
  dpi: t('DPI', '投入资本分红率 DPI'),
  tvpi: t('Multiple (TVPI)', '总收益倍数 TVPI'),
  payback: t('Payback', '投资回收期'),
  years: t('years', '年'),
  times: t('x', 'x'),
  netOfCarry: t('{who} net of carry {irr}', '{who} 净 IRR {irr}'),
  byClassBelow: t('by class below', '各级见下表'),
  noIrrSign: t('the flows never change sign', '现金流没有正负变化'),
  noIrrDate: t('all flows fall on one date', '全部现金流在同一日期'),
  noIrrRoot: t('no rate solves these flows', '不存在满足条件的收益率'),
  noIrrOverflow: t('the rate is out of range', '收益率超出范围'),
  ofPaidIn: t('{received} of {paid}', '{received} / {paid}'),
  noRemaining: t('no remaining value', '无剩余价值'),
  remaining: t('with remaining value', '含剩余价值'),
  static: t('static, end of period', '静态，期末现金流'),
  neverBack: t('not paid back', '未收回'),
  byParty: t('By party', '按参与方'),
  party: t('Party', '参与方'),
  paidIn: t('Paid in', '投入'),
  received: t('Received', '分回'),
  profit: t('Profit', '收益'),
  total: t('Total', '合计'),

  // Charts
  table: t('Table', '表格'),
  chart: t('Chart', '图表'),
  whereCash: t('Where {amount} of cash went', '{amount}现金的去向'),
  cash: t('Cash', '现金'),
  tier: t('Tier', '层级'),
  amount: t('Amount', '金额'),
  recovery: t('Recovery by period', '逐期回收'),
  cumulative: t('Cumulative', '累计净现金流'),
  paidBack: t('Paid back in year {year}', '第 {year} 年收回'),
  notPaidBack: t('Not paid back', '未收回'),
  remainingCapital: t('Remaining capital', '剩余本金'),
  splitByPeriod: t('How each period was split', '逐期分配构成'),
  carryOf: t('{who} carry', '{who} 业绩报酬'),
  ownCapital: t('{who} own share', '{who} 出资份额'),
  tiersByPeriod: t('Tiers by period', '各层级逐期明细'),
  paid: t('Paid', '支付'),
  closing: t('Closing', '期末'),

  // Reconciliation
  reconciliation: t('Reconciliation', '勾稽核对'),
  checksPass: t('All checks pass', '全部核对通过'),
  checkFails: t('1 check fails', '1 项核对未通过'),
  checksFail: t('{n} checks fail', '{n} 项核对未通过'),
  failText: t('Do not use these figures. Please report this run.', '请勿使用上述数字，并反馈本次测算。'),
  check: t('Check', '核对项'),
  left: t('Left', '左'),
  right: t('Right', '右'),
  difference: t('Diff.', '差额'),
  cashIsPaid: t('Cash in = paid out', '现金流入 = 分配合计'),
  tiersArePaid: t('Tiers = cash', '各层级合计 = 现金'),
  capitalCloses: t('Capital paid + open = paid in', '已还 + 未还本金 = 投入'),
  noClawback: t('Clawback: not part of this deal.', '回拨：本项目未约定。'),
  clawback: t(
    'Clawback: the GP gives back {amount} at the end (carry received {received}, entitled on the whole fund {entitled}). The figures above are before it.',
    '回拨：GP 期末返还 {amount}（已取得业绩报酬 {received}，按整个基金应得 {entitled}）。以上各数为回拨前。',
  ),
  conventions: t('Conventions used', '所用约定'),
  engine: t('Engine', '引擎版本'),

  // Detail sheet
  writeDetail: t('Write detail sheet', '写入明细表'),
  writeStatements: t('Write LP statements', '写入投资人报告'),
  writing: t('Writing…', '正在写入…'),
  liveFormulas: t('Live formulas', '公式联动'),
  liveHelp: t(
    'Plain Excel formulas; recalculates without the add-in',
    '使用 Excel 原生公式，脱离插件也可重算',
  ),
  liveNot: t(
    'This deal is written as values; the sheet says which clause is no plain formula',
    '本项目以数值写入，表内注明无法用普通公式表示的条款',
  ),
  written: t('Written to sheet {sheet}.', '已写入工作表“{sheet}”。'),
  noRunToWrite: t('Run first; then there is a detail sheet to write.', '请先完成测算，再写入明细表。'),
  formulasRepaired: t('{n} formulas entered again.', '已重新录入 {n} 个公式。'),

  // Explain
  explainTitle: t('Where a number comes from', '数字溯源'),
  explainFollows: t(
    'Click a figure of a detail sheet: its tier, its arithmetic and the cells it came from are told here.',
    '点击明细表中的数字，此处显示其所属层级、计算过程与来源单元格。',
  ),
  explainPress: t(
    'Select a figure of a detail sheet, then press the button.',
    '选中明细表中的数字，然后点击按钮。',
  ),
  explainNone: t(
    '{cell} holds no figure of a detail sheet written from this pane.',
    '{cell} 不是由此窗格写入的明细表数字。',
  ),
  explainCell: t('Explain the selected cell', '解释所选单元格'),
  explainWorking: t('Working of the formulas', '公式计算过程'),
  rule: t('Rule', '规则'),
  cameFrom: t('Came from', '来源'),
  changedSince: t(
    'Changed since the run: {cells}. The sentences give the figures of the run.',
    '测算后已变动：{cells}。以上为测算时的数字。',
  ),
  holdsNow: t('{cell} now holds {value}', '{cell} 现为 {value}'),

  unlisted: t('{n} more are not listed.', '另有 {n} 处未列出。'),

  // Runs
  noRuns: t('No runs yet', '尚无运行记录'),
  noRunsText: t(
    'Each run is listed here and kept with the workbook.',
    '每次测算都会列在此处，并随工作簿保存。',
  ),
  shown: t('shown', '当前显示'),
  runsList: t('Runs', '运行记录'),
} as const;
