import { fieldName, quoted, tidy } from './issues.ts';
import { formatPercent, say, type Locale, type Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

/** Sheets of exported and template workbooks: their names, heads and labels, by which they are also read back. */
export const workbookTexts = {
  parameters: t('Parameters', '参数'),
  flows: t('Cash flows', '现金流'),
  deals: t('Deals', '项目'),
  results: t('Results', '测算结果'),
  value: t('Value', '数值'),
  note: t('Note', '说明'),
  mode: t('Distribution mode', '分配模式'),
  investment_target: t('Investment target', '投资标的'),
  investment_period: t('Investment period', '投资期限'),
  years: t('years', '年'),
  quarters: t('quarters', '个季度'),
  months: t('months', '个月'),
  year: t('Year', '年度'),
  term: t('Term', '条款'),
  unit: t('Unit', '单位'),
  date: t('Date', '日期'),
  amount: t('Amount', '金额'),
  deal: t('Deal', '项目'),
  pot: t('Cash from', '现金来源'),
  cost: t('Cost', '投资成本'),
  bought: t('Year of purchase', '投资年度'),
  expenses: t('Expenses', '分摊费用'),
  closed: t('Year closed', '结束年度'),
  writeDowns: t('Write-downs (year: amount)', '减值（年度：金额）'),
  definition: t('Definition (JSON)', '分配定义（JSON）'),
  flowsAsData: t('Flows (JSON)', '现金流数据（JSON）'),
  readBack: t(
    'Blue cells are the input. Change them here and upload the workbook to run it again.',
    '蓝色单元格为输入项，修改后上传本工作簿即可重新测算。',
  ),
  fillIn: t('Fill in the blue cells, then upload the workbook.', '填写蓝色单元格后上传本工作簿。'),
  amounts: t('Positive: received. Negative: paid in.', '正数为流入，负数为流出。'),
  datesOptional: t(
    'Dates may be left empty; if they are given, every row needs one, and the first row is the investment, as a negative amount.',
    '日期可不填；如填写则每行都须填写，且首行为投资日，金额为投资金额的负数。',
  ),
  periodEmpty: t('Empty: up to the last year of the cash flows', '不填则取现金流的最后年度'),
  custom: t('Custom', '自定义'),
  oneOf: t('One of: {choices}', '可选：{choices}'),
  optional: t('May be left empty', '可不填'),
} as const;

/** What the reader of workbooks finds beyond what a selection can hold. */
const FAULTS = {
  modeMissing: {
    en: 'No distribution mode is named. Choose one, or write it beside the label Distribution mode.',
    'zh-CN': '未注明分配模式。请选择一种，或在“分配模式”标签旁填写。',
  },
  readAsPercent: {
    en: '{term}: {received} was read as {percent}.',
    'zh-CN': '{term}：{received} 已按 {percent} 读取。',
  },
  notComputed: {
    en: 'This formula has no value yet. Open the workbook in Excel and save it.',
    'zh-CN': '该公式尚未计算。请在 Excel 中打开工作簿并保存。',
  },
  macrosIgnored: {
    en: 'The macros of this workbook were not read, let alone run.',
    'zh-CN': '未读取也未运行本工作簿中的宏。',
  },
  dataUnreadable: {
    en: 'This is not data in JSON: {received}.',
    'zh-CN': '此处不是 JSON 数据：{received}。',
  },
  unknownPot: {
    en: '{received} is not where cash comes from in this mode: {names}.',
    'zh-CN': '{received}不是该模式的现金来源：{names}。',
  },
} as const satisfies Record<string, Text>;

export type WorkbookFaultCode = keyof typeof FAULTS;

export const isWorkbookFault = (code: string): code is WorkbookFaultCode => code in FAULTS;

/** A fault in words, without the cell's address. `term` is an id, `fraction` a rate. */
export function workbookFaultMessage(
  code: WorkbookFaultCode,
  received: unknown,
  { term, fraction, ...params }: Readonly<Record<string, string | number>>,
  locale: Locale,
): string {
  const words = say(FAULTS[code], locale, {
    ...params,
    received: quoted(received, locale),
    ...(typeof term === 'string' ? { term: fieldName([term], locale) } : {}),
    ...(typeof fraction === 'number' ? { percent: formatPercent(fraction, locale) } : {}),
  });
  return tidy(words, locale);
}
