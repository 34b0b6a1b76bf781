import type { CellIssue, ReadingCode } from '../sheet/reading.ts';
import type { Issue } from '../engine/index.ts';
import { fieldName, issueMessage, quoted, tidy } from './issues.ts';
import { formatPercent, say, type Locale, type Text } from './text.ts';

/** What the reader of ranges finds at cells: what is there, what was done instead or is needed. */
export const cellReadings: Readonly<Record<Exclude<ReadingCode, 'read'>, Text>> = {
  emptySelection: {
    en: 'The selection is empty. Select the cash flows, with or without dates, headers and terms.',
    'zh-CN': '选区为空。请选中现金流，可连同日期、表头和条款一并选中。',
  },
  noAmounts: { en: 'No amounts were found in {range}.', 'zh-CN': '在 {range} 中没有找到金额。' },
  textForAmount: {
    en: '{received} instead of an amount for period {period}.',
    'zh-CN': '第 {period} 期应为金额，当前为 {received}。',
  },
  errorForAmount: {
    en: '{error} instead of an amount for period {period}.',
    'zh-CN': '第 {period} 期应为金额，当前为 {error}。',
  },
  numberAsText: {
    en: 'Number stored as text. Read as {number}.',
    'zh-CN': '以文本形式存储的数字，已按 {number} 读取。',
  },
  leftOut: {
    en: '{range} stands apart from the years or dates of the cash flows. Left out.',
    'zh-CN': '{range} 未对应任何年份或日期，未计入。',
  },
  yearMissing: {
    en: 'A year is missing here: years follow one another without a gap.',
    'zh-CN': '此处缺少年份：年份须逐年连续。',
  },
  blankIsZero: { en: 'Blank. Counts as 0 for period {period}.', 'zh-CN': '空白，第 {period} 期按 0 计算。' },
  unknownTerm: {
    en: '{received} is not a known term.{nearest}{known}',
    'zh-CN': '{received}不是已知条款。{nearest}{known}',
  },
  termMissing: { en: '{term} is missing in {range}.', 'zh-CN': '{range} 中缺少{term}。' },
  lengthsDiffer: {
    en: '{dates} dates stand beside {amounts} amounts.',
    'zh-CN': '日期有 {dates} 个，金额有 {amounts} 个，数量不一致。',
  },
  closingDateMissing: {
    en: 'With dates, the first amount must be minus the investment at its date.',
    'zh-CN': '给出日期时，首个金额应为投资日的投资金额相反数。',
  },
  dealWithoutCost: {
    en: 'The amounts of deal {received} must begin with its cost, a negative amount.',
    'zh-CN': '项目{received}的金额须以其投资成本（负数）开头。',
  },
  duplicateDeal: {
    en: 'Two deals are called {received}.',
    'zh-CN': '有两个项目同名：{received}。',
  },
  columnsDiffer: {
    en: '{received} columns of cash; this mode takes {columns}: {known}.',
    'zh-CN': '现金流有 {received} 列，该模式需要 {columns} 列：{known}。',
  },
  unknownMode: {
    en: '{received} is not a mode. Saved in this workbook: {saved}. Others: {known}.',
    'zh-CN': '{received}不是已知模式。此工作簿中保存的模式：{saved}。其他模式：{known}。',
  },
  modeTwice: {
    en: 'Two modes are called {received}. Give the one saved in this workbook another name, in the pane under Mode.',
    'zh-CN': '有两个模式同名：{received}。请在窗格的“分配模式”中为工作簿中保存的模式改名。',
  },
  termNotTaken: {
    en: '{term}: the mode {mode} has its own figures and does not read this one. Leave it out of the terms, or change the mode in the pane.',
    'zh-CN': '{term}：模式 {mode} 自带数值，不读取此处的条款。请将其移出条款区域，或在窗格中修改该模式。',
  },
  duplicateTerm: {
    en: '{term} is given twice; it stands in {other} already.',
    'zh-CN': '{term}重复给出，{other} 中已有。',
  },
  datesBackwards: {
    en: '{received} is not after the date before it.',
    'zh-CN': '{received} 不晚于前一日期。',
  },
  rateLooksLikePercent: {
    en: '{term}: {received} means {percent}. Rates in cells are fractions: for 8 % enter 0.08 or 8 %.',
    'zh-CN': '{term}：{received} 即 {percent}。单元格中的比率为小数，8% 请填 0.08 或 8%。',
  },
};

const NEAREST: Text = { en: ' Nearest: {name}.', 'zh-CN': '最接近的是“{name}”。' };

const KNOWN: Text = { en: ' Known: {names}.', 'zh-CN': '已知条款：{names}。' };

/** A fault at a cell in words, without the cell's address. */
export function cellIssueMessage(issue: CellIssue, locale: Locale): string {
  if (issue.message) return issue.message[locale];
  const params: Record<string, string | number> = {
    ...issue.params,
    received: quoted(issue.received, locale),
  };
  if (params.saved === '') params.saved = locale === 'en' ? 'none' : '无';
  if (typeof params.term === 'string') params.term = fieldName([params.term], locale);
  if (typeof params.nearest === 'string')
    params.nearest = params.nearest && say(NEAREST, locale, { name: fieldName([params.nearest], locale) });
  if (typeof params.known === 'string' && params.known)
    params.known = params.known
      .split(', ')
      .map((id) => fieldName([id], locale))
      .join(locale === 'en' ? ', ' : '、');
  if (issue.code === 'unknownTerm' && params.known)
    params.known = say(KNOWN, locale, { names: params.known });
  if (issue.code === 'rateLooksLikePercent') params.percent = formatPercent(Number(issue.received), locale);
  const words = (cellReadings as Readonly<Record<string, Text>>)[issue.code];
  if (words) return tidy(say(words, locale, params), locale);
  const asIssue: Issue = {
    code: issue.code as Issue['code'],
    path: [String(issue.params?.term ?? issue.cell)],
    received: issue.received,
    ...(issue.params ? { params: issue.params } : {}),
  };
  return issueMessage(asIssue, locale);
}
