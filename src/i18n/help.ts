/** Texts of the help that are not written in its pages: around them, and in the tables that are made from the product's own. */
import type { LIMITS } from '../engine/index.ts';
import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

export const helpTexts = {
  // Around each page
  product: t('Waterfall: help', '收益分配测算：帮助'),
  skip: t('Skip to the text', '跳到正文'),
  contents: t('Contents', '目录'),
  chapters: t('Chapters', '章节'),
  other: t('中文', 'English'),
  preview: t('Preview workbook', '预览工作簿'),
  whole: t('All on one page, to print', '全部内容（单页，可打印）'),
  before: t('Before: {title}', '上一章：{title}'),
  after: t('Next: {title}', '下一章：{title}'),
  search: t('Search the help', '搜索帮助'),
  found: t('{n} places', '找到 {n} 处'),
  foundOne: t('1 place', '找到 1 处'),
  foundNone: t('Nothing found for “{words}”', '未找到“{words}”'),
  foundSome: t('{n} places, the first {shown} are listed', '找到 {n} 处，列出前 {shown} 处'),
  searchFailed: t('The search did not load. Check the connection.', '搜索未能加载，请检查网络。'),

  // Modes
  order: t('Paid in this order', '分配顺序'),
  term: t('Term', '条款'),
  usual: t('Default', '默认值'),
  bounds: t('Bounds', '取值范围'),
  from: t('{min} to {max}', '{min} 至 {max}'),
  follows: t('follows from the other ratios', '由其他比例得出'),
  mayChange: t('may change over time', '可随时间变动'),
  choices: t('Choices', '可选值'),
  optional: t('optional', '可省略'),
  byTimeline: t('follows from the dates', '由日期决定'),
  worked: t('Worked deal: {mode}', '示例项目：{mode}'),
  cashGiven: t('Cash as it stands in the cells', '单元格中的现金流'),
  payments: t('Payments by year, tier and party', '逐年、逐层、逐方支付'),
  parties: t('What each party has', '各方结果'),
  carry: t('GP carry', 'GP 业绩报酬'),
  clawback: t('Clawback', '回拨'),
  why: t('Why', '说明'),
  explained: t('Year {n} in the words of WATERFALL.EXPLAIN', '第 {n} 年：WATERFALL.EXPLAIN 的说明'),
  compared: t('One deal in several modes', '同一项目在各模式下的结果'),
  mode: t('Mode', '分配模式'),
  investors: t('Investors receive', '投资人分回'),
  effective: t('Carry of profit', '业绩报酬占收益'),
  id: t('Name in formulas', '公式中的名称'),

  // Functions
  parameter: t('Parameter', '参数'),
  meaning: t('Meaning', '含义'),
  example: t('Example', '示例'),
  gives: t('gives {value}', '结果为 {value}'),
  givesTable: t('gives this table', '结果如下表'),
  spilled: t('{name}: the table it spills', '{name}：展开的表格'),
  sheet: t('The sheet of the examples', '示例所用工作表'),

  // Tables
  topic: t('Topic', '事项'),
  choice: t('Choices', '可选约定'),
  usualMark: t('default', '默认'),
  dayCount: t('Day count', '计息基准'),
  days: t('Years from {from} to {to}', '{from} 至 {to} 的年数'),
  onAmount: t('8 % simple on 1,000,000', '1,000,000 按 8% 单利'),
  bound: t('Of', '项目'),
  value: t('Bound', '上限或范围'),
  code: t('Code', '代码'),
  says: t('What it says', '提示内容'),
} satisfies Record<string, Text>;

/** Names of the bounds; one without a name does not compile. */
export const limitNames: Readonly<Record<keyof typeof LIMITS, Text>> = {
  periods: t('Periods of a deal, and of a classic mode between dates', '期数（五种经典模式给出日期时亦同）'),
  classicYears: t('Years of a classic mode', '五种经典模式的年限'),
  classes: t('Classes of investors', '投资类别'),
  tiers: t('Tiers', '层级'),
  flows: t('Flows of a series', '单个序列的现金流笔数'),
  scenarios: t('Scenarios of a simulation', '模拟次数'),
  amount: t('Largest amount, of either sign', '金额绝对值上限'),
  smallest: t('Smallest amount other than 0', '除 0 外的最小金额'),
  indexLevel: t('Largest level of an index', '指数点位上限'),
  yearDays: t('Days between two dates that count as a year', '视为相隔一年的天数'),
};
