/** Texts of the form, fetched with it. */
import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

export const formTexts = {
  dealName: t('Deal', '项目名称'),
  year: t('Year', '年度'),
  quarter: t('Quarter', '季度'),
  month: t('Month', '月度'),
  unit: t('Periods', '期次'),
  amountOf: t('Net cash flow of {period} {n}', '第 {n} 期净现金流（{period}）'),
  addPeriod: t('Add {period}', '增加{period}'),
  removePeriod: t('Remove {period} {n}', '删除第 {n} 期（{period}）'),
  pasteHint: t('Paste a column copied from Excel into any row.', '可将 Excel 中复制的一列粘贴到任一行。'),
  rowLimit: t('At most {n} {period}s', '最多 {n} 个{period}'),
  amountMissing: t('Enter an amount, or 0.', '请填写金额，没有则填 0。'),
  amountUnreadable: t('“{text}” is not an amount.', '“{text}”不是金额。'),
  amountEither: t(
    '“{text}” may be {a} or {b}. Enter one of them.',
    '“{text}”可能是 {a} 或 {b}，请按其一填写。',
  ),
  notFormula: t('Enter the result, not a formula.', '请填写计算结果，不支持公式。'),
  undo: t('Undo', '撤销'),

  // Paste
  pasted: t('Pasted: {n} rows from row {first}.', '已从第 {first} 行起粘贴 {n} 行。'),
  invested: t('The outflow that leads is the investment: {amount}.', '首笔流出作为投资金额：{amount}。'),
  headLeft: t('Left out as a heading: {text}.', '作为表头未粘贴：{text}。'),
  totalLeft: t('Left out as a total: {text}.', '作为合计未粘贴：{text}。'),
  by_year: t('The form now counts in years, as beside the cash.', '按旁列期次，改为以年度计。'),
  by_quarter: t('The form now counts in quarters, as beside the cash.', '按旁列期次，改为以季度计。'),
  by_month: t('The form now counts in months, as beside the cash.', '按旁列期次，改为以月度计。'),
  unevenPeriods: t(
    'The periods beside the cash do not follow each other by years, quarters or months. Use a selection for dates. Nothing was pasted.',
    '旁列期次未按年度、季度或月度连续，带日期的现金流请通过选区读取。未作粘贴。',
  ),
  looksTotal: t(
    'Row {row} is the sum of those above. Remove it if it is a total.',
    '第 {row} 行等于以上各行之和，如为合计请删除。',
  ),
  notAmounts: t('No amount in row {list}.', '以下各行不是金额：{list}。'),
  severalColumns: t(
    'Several columns of numbers: copy only the cash flows. Nothing was pasted.',
    '内容包含多列数字，请只复制现金流一列。未作粘贴。',
  ),
  noAmounts: t('No amounts in what was copied. Nothing was pasted.', '复制的内容中没有金额。未作粘贴。'),
  tooMany: t(
    '{n} rows do not fit: at most {max}. Nothing was pasted.',
    '共 {n} 行，最多 {max} 行。未作粘贴。',
  ),
};
