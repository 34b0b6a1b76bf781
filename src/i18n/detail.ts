import { sheetTexts } from './sheet.ts';
import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

/** Every text of a detail sheet: those of its table, and those around it. */
export const detailTexts = {
  ...sheetTexts,
  tvpi: t('TVPI', 'TVPI'),
  paybackYears: t('Payback, years', '投资回收期（年）'),
  irrOf: t('{party} IRR', '{party} IRR'),
  title: t('Distribution detail · {target}', '收益分配明细表 · {target}'),
  titleAlone: t('Distribution detail', '收益分配明细表'),
  unitOf: t('Unit: {unit}', '单位：{unit}'),
  beforeClawback: t(
    'Figures are before the clawback: at the end the GP gives back {amount}.',
    '本表数字均为回拨前；期末 GP 应回拨 {amount}。',
  ),
  clawbackIsValue: t(
    'That sum is a value: it does not follow changes in this sheet.',
    '回拨金额为数值，不随本表修改而变动。',
  ),
  terms: t('Terms', '条款'),
  conventions: t('Conventions', '所用约定'),
  measures: t('Measures', '指标'),
  run: t('Run', '测算信息'),
  engine: t('Engine', '引擎版本'),
  computed: t('Computed', '测算时间'),
  source: t('Source', '数据来源'),
  contents: t('Contents', '内容'),
  values: t('Values', '数值'),
  liveFormulas: t('Live formulas', '公式联动'),
  checks: t('Checks', '核对'),
  checksAt: t('{passed} of {all} at 0.00', '{all} 项中仅 {passed} 项为 0.00'),
  checksAllAt: t('{all} of {all} at 0.00', '{all} 项全部为 0.00'),
  tiersCheck: t('Tiers − parties', '层级 − 各方'),
  change: t('Change since run', '较测算时变动'),
  keyInput: t('Blue: input, edit here', '蓝色：输入，可直接修改'),
  keyValues: t(
    'Values as computed: change the deal and run again',
    '本表为测算结果数值，调整请修改原数据后重新测算',
  ),
  keyElsewhere: t('Green: from another sheet, edit it there', '绿色：取自其他工作表，请在原处修改'),
  keyFormula: t('Black: formula', '黑色：公式'),
  keyCheck: t('Check: cash − payments, must be 0.00', '核对：现金 − 支付，应为 0.00'),
  detailName: t('Detail', '明细'),
  whereCashWent: t('Where {amount} of cash went', '{amount} 现金的去向'),
  recovery: t('Recovery by period', '逐期回收'),
  splitOfPeriods: t('How each period was split', '逐期分配构成'),
  remainingCapital: t('Remaining capital', '剩余本金'),
  cumulativeByPeriod: t('Cumulative net cash flow', '累计净现金流'),
  cash: t('Cash', '现金'),
  cumulative: t('Cumulative', '累计净现金流'),
  gpCarry: t('GP carry', 'GP 业绩报酬'),
  others: t('Others', '其他'),
  chartData: t('Chart data', '图表数据'),
  workings: t('Workings', '计算过程'),
} as const;
