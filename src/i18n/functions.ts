/** What the custom functions say in cells. */
import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

export const functionFaults = {
  guess: t('The guess must be a rate above −100 %.', '估计值须为大于 −100% 的比率。'),
  rate: t(
    'The rate {received} means {percent}. Rates are fractions: for 8 % enter 8 % or 0.08.',
    '比率 {received} 即 {percent}。比率为小数，8% 请填 8% 或 0.08。',
  ),
  severalLines: t(
    '{range}: {rows} rows and {columns} columns. Give one row or one column.',
    '{range}：共 {rows} 行、{columns} 列，请只给出一行或一列。',
  ),
  notNumber: t('{cell}: {received} is not a number.', '{cell}：{received} 不是数字。'),
  numberEitherWay: t(
    '{cell}: {received} may be read in two ways. Enter it as a number.',
    '{cell}：{received} 有两种读法，请改为数字。',
  ),
  otherCurrency: t(
    '{cell}: {received} is in another currency than amounts before it. Give the amounts in one.',
    '{cell}：{received} 与前面金额的币种不同，请统一为一种。',
  ),
  notDate: t('{cell}: {received} is not a date.', '{cell}：{received} 不是日期。'),
  yearNoDate: t(
    '{cell}: {received} is a year, not a date. Enter 2024-12-31, or leave the dates out.',
    '{cell}：{received} 是年份，不是日期。请填 2024-12-31 的形式，或省略日期。',
  ),
  dateMissing: t('{cell}: a date is missing beside an amount.', '{cell}：此处有金额而缺少日期。'),
  dateEitherWay: t(
    '{cell}: {received} may be {one} or {other}. Enter it as a date.',
    '{cell}：{received} 可以是 {one} 或 {other}，请改为日期。',
  ),
  datesBackwards: t('{cell}: dates must ascend.', '{cell}：日期须递增。'),
  notLevel: t('{cell}: an index level must be a number above 0.', '{cell}：指数点位须为大于 0 的数字。'),
  unknownParty: t(
    '{received} is not a party of this mode. Parties: {known}.',
    '{received} 不是该模式的参与方。参与方：{known}。',
  ),
  unknownTier: t(
    '{received} is not a tier of this mode. Tiers: {known}.',
    '{received} 不是该模式的分配层级。层级：{known}。',
  ),
  unknownPeriod: t(
    '{received} is not a period of this deal: 0 to {last}.',
    '{received} 不是该项目的期次，应为 0 至 {last}。',
  ),
  unknownMode: t(
    '{received} is not a mode. MODES() lists them, those saved in this workbook too.',
    '{received} 不是已知模式。可用 MODES() 查看，其中也列出此工作簿中保存的模式。',
  ),
  modesUnread: t(
    'The modes saved in this workbook could not be read yet. They are read again in a moment.',
    '暂时无法读取此工作簿中保存的模式，稍后会自动重试。',
  ),
} satisfies Record<string, Text>;

export const functionTexts = {
  /** Where Excel does not tell the address of a range. */
  theRange: t('The range', '该区域'),
  cellOfRange: t('Cell {number} of the range', '区域内第 {number} 个单元格'),
  countedCell: t('{cell}, counted from the first cell of the range', '{cell}（自区域首格起算）'),
  rates: t('IRR · sign changes: {count}', 'IRR · 正负变化 {count} 次'),
  percentUnit: t('fraction, e.g. 8 %', '小数，如 8%'),
  amountUnit: t('amount', '金额'),
  textUnit: t('e.g. 万元', '如 万元'),
} satisfies Record<string, Text>;
