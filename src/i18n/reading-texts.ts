/** What the reader of sheets says: why a line has its role, what it asks and may be answered, and what it refuses. */
import { readingFaults } from './reading-faults.ts';
import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

export const readingTexts = {
  // Why a line has its role
  whyPeriod: t('Dates, years, quarters or months along the amounts.', '与金额对应的日期或期间。'),
  whyCount: t('Counts the periods beside their dates.', '日期旁的期数序号。'),
  whyOtherDates: t('Dates too; those of {other} are used.', '也是日期，采用 {other} 的日期。'),
  whyOverPeriods: t('Tells the years or periods of {other}.', '与 {other} 共同表示期间。'),
  whyOnly: t('The only line of numbers.', '唯一的数字列。'),
  whyHead: t('Its head says so: {head}.', '依据标题：{head}。'),
  whyUser: t('Chosen by you.', '由您指定。'),
  whyAnswer: t('Your answer.', '依据您的回答。'),
  whyNetOfPair: t('The net of {others}: checked in every period.', '为 {others} 的净额，已逐期核对。'),
  whyAgrees: t('Agrees with the net line {other}, which is used.', '与净额 {other} 一致，采用净额。'),
  whyPart: t('Part of {other}.', '已包含在 {other} 中。'),
  whyRunning: t('Running sum of {other}.', '{other} 的累计数。'),
  whyBalance: t('Moves with {other}: a balance.', '随 {other} 变动的余额。'),
  whyPresent: t('{other} discounted at {rate} a period.', '{other} 按每期 {rate} 折现。'),
  whyFactor: t('Discount factors.', '折现系数。'),
  whySum: t('Sum or difference of {others}.', '{others} 的合计或差额。'),
  whyQuotient: t('Quotient or product of {others}.', '{others} 的商或积。'),
  whySame: t('The same as {other}.', '与 {other} 相同。'),
  whyDays: t('Days or years between the dates.', '日期之间的天数或年数。'),
  whyMayBePlan: t('A plan of what stands in the other lines.', '其他各列的计划数。'),
  whyMayBeBalance: t('What is invested at the end of each period.', '各期期末的在投金额。'),
  whyShare: t('Percent: a share or growth, no money.', '百分比：占比或增长率，不是金额。'),
  whyZero: t('Nothing but blanks and zeros.', '全部为空白或 0。'),
  whyResult: t('A result, by its head: {head}.', '依据标题为测算结果：{head}。'),
  whyValue: t('A value, no cash, by its head: {head}.', '依据标题为估值或承诺，不是现金：{head}。'),
  whyText: t('Text.', '文字。'),
  whySource: t('Cash of {head}.', '{head}的现金流。'),
  whyType: t('Says what each amount is.', '说明每笔金额的类型。'),
  whyTotal: t('A total, by its name.', '依据名称为合计。'),
  whySumOf: t('The sum of {range}.', '{range} 的合计。'),
  whyUnclear: t('Nothing explains it yet.', '尚不明确。'),

  // Questions
  whichIsCash: t(
    'Several lines of {range} could be the cash flow. Which one is it?',
    '{range} 中有多列可能是现金流，请选择。',
  ),
  whichPeriods: t(
    'Several lines of {range} could be the dates of the cash flow. Which ones are they?',
    '{range} 中有多列可能是现金流的日期，请选择。',
  ),
  lineUnclear: t(
    'What is {head} in {range}? Nothing explains this line.',
    '{range} 中的{head}是什么？该列含义不明。',
  ),
  ownCash: t(
    'Is {head} in {range} cash of its own? Its head says so, but its numbers may be no more than this: {why}',
    '{range} 中的{head}是否为单独的现金流？标题如此，但其数字可能只是：{why}',
  ),
  netAgainstPair: t(
    '{net} and {others} do not agree, first at {cell}. Which of them is the cash flow?',
    '{net} 与 {others} 不一致，首处为 {cell}。以哪一项为现金流？',
  ),
  headRepeated: t(
    '{head} stands over several lines, again over {others}. Which of them are meant?',
    '标题{head}重复出现，另见 {others}。以哪些列为准？',
  ),
  headVersions: t(
    '{others} seem to be {other} in another version. Which of them are meant?',
    '{others} 似乎是 {other} 的另一版本。以哪些列为准？',
  ),
  totalAgainstParts: t(
    '{total} is not the sum of {others}. Which of them is meant?',
    '{total} 不等于 {others} 之和，以哪一项为准？',
  ),
  mixedSigns: t(
    '{head} in {range} has amounts of both signs, first {received} at {cell}. How are they meant?',
    '{range} 中的{head}正负号不一，首处为 {cell} 的 {received}。应如何理解？',
  ),
  signsTurned: t(
    '{head} in {range} begins with {received}, ends with an outlay and loses money. Is what is paid in written as positive?',
    '{range} 中的{head}以 {received} 开始，以支出结束，且总额为负。投入是否以正数表示？',
  ),
  waysTurned: t(
    'With {ins} paid in and {outs} received, {range} begins with a receipt, ends with an outlay and loses money. Which is paid in?',
    '若 {ins} 为投入、{outs} 为收回，则 {range} 以收款开始，以支出结束，且总额为负。哪一项是投入？',
  ),
  headsSwapped: t(
    '{line} is the running sum of {other}, against their heads. Which one is the cash flow?',
    '{line} 是 {other} 的累计数，与标题相反。哪一项是现金流？',
  ),
  partyCash: t(
    '{others} is the cash of one party. What is shared out is the cash of all of them, before it is shared. Is it to be used all the same?',
    '{others} 是某一方的现金流，而参与分配的应为分配前各方合计的现金流。仍要采用吗？',
  ),
  periodsNotUnderstood: t(
    '{received} at {cell} is not understood as a date or a period. What are the rows or columns of {range}?',
    '无法将 {cell} 的{received}识别为日期或期间。{range} 表示什么？',
  ),
  dayOrMonthFirst: t(
    '{received} at {cell} may be {first} or {second}. In what order are the dates of {range}?',
    '{cell} 的{received}可能是 {first} 或 {second}。{range} 的日期按什么顺序书写？',
  ),
  unitUnknown: t(
    'How long is one period of {range}? No dates or years stand beside it.',
    '{range} 旁没有日期或年度。每期多长？',
  ),
  positionUnclear: t(
    '{cell} has an amount, {received}, but no period and is not the sum of what precedes it. What is it?',
    '{cell} 有金额 {received}，但没有对应的期间，也不是前面各期的合计。它是什么？',
  ),
  numberStyle: t(
    '{received} at {cell} may be {first} or {second}. What is the decimal mark of {range}?',
    '{cell} 的{received}可能是 {first} 或 {second}。{range} 的小数点是哪一个？',
  ),
  unitInSome: t(
    '{received} at {cell} has a unit, other amounts of {range} have none. How is it meant?',
    '{cell} 的{received}带有单位，{range} 中其他金额没有。应如何理解？',
  ),
  potUnclear: t('Which cash is {head} in {range}?', '{range} 中的{head}属于哪类现金？'),
  typeUnknown: t(
    'What does {received} at {cell} do with its amount?',
    '{cell} 的类型{received}表示资金如何流动？',
  ),
  amountCancelled: t(
    '{cell} says {received}. Does the amount beside it count?',
    '{cell} 注明{received}。旁边的金额是否计入？',
  ),
  whichVersion: t(
    '{head} in {range} tells versions of the cash apart: {received}. Which one is meant?',
    '{range} 中的{head}区分了现金流的不同版本：{received}。以哪一个为准？',
  ),
  percentMeant: t(
    '{term} at {cell} is {received}. Is {percent} meant?',
    '{cell} 的{term}为 {received}，是指 {percent} 吗？',
  ),
  percentOrFraction: t(
    '{term} at {cell} is {received} with a percent unit. Is it {fraction} or {percent}?',
    '{cell} 的{term}为 {received}，单位为百分比。是 {fraction} 还是 {percent}？',
  ),
  rateYearly: t(
    '{label} at {cell} is {received}. Rates are per year: is {received} per year meant?',
    '{cell} 的{label}为 {received}。比率均按年计，是指每年 {received} 吗？',
  ),
  slip: t(
    '{received} at {cell} is nearly {term}. Is that what it means?',
    '{cell} 的{received}与“{term}”相近，是指该条款吗？',
  ),
  termTwice: t(
    '{term} is given twice: {first} at {cell}, {second} at {other}. Which one holds?',
    '{term}出现两次：{cell} 为 {first}，{other} 为 {second}。以哪个为准？',
  ),
  modeUnknown: t(
    '{received} at {cell} is not a known distribution mode. Which one is it?',
    '{cell} 的{received}不是已知的分配模式，是哪一种？',
  ),
  whichTable: t(
    'Several tables hold cash flows. Which one is to be used?',
    '有多张表含有现金流，采用哪一张？',
  ),

  // Choices
  useLine: t('{head} ({range})', '{head}（{range}）'),
  useSum: t('The sum of these lines', '这些列之和'),
  useSources: t('Each line is a deal or class of its own', '每列是一个单独的项目或份额'),
  isNet: t('Net cash flow', '净现金流'),
  isPaidIn: t('Money paid in', '投入的资金'),
  isPaidOut: t('Money received', '收回的资金'),
  isSource: t('A deal or class of its own', '一个单独的项目或份额'),
  isOwnCash: t('Cash of its own', '单独的现金流'),
  isNoCash: t('No cash: leave it out', '不是现金，不计入'),
  isCounted: t('Count it', '计入'),
  netAlone: t('{net} alone', '仅{net}'),
  pairAlone: t('{others} alone', '仅{others}'),
  netAndPair: t('All of them together', '全部相加'),
  byRole: t('As its head says; the other sign is a refund', '按标题方向，反号为退回'),
  ownSigns: t('As signed: negative is paid in', '按正负号，负数为投入'),
  paidInIs: t('{others}', '{others}'),
  usedAllTheSame: t('Yes: share it out', '是，按此分配'),
  turnedSigns: t('Turned round: positive is paid in', '反号：正数为投入'),
  dayFirst: t('Day first: {date}', '日在前：{date}'),
  monthFirst: t('Month first: {date}', '月在前：{date}'),
  years: t('A year', '一年'),
  quarters: t('A quarter', '一个季度'),
  months: t('A month', '一个月'),
  asYears: t('Years in their order', '按顺序为各年'),
  asQuarters: t('Quarters in their order', '按顺序为各季度'),
  asMonths: t('Months in their order', '按顺序为各月'),
  asItems: t('Items, no periods: there is no cash flow here', '是项目明细，不是期间：此处没有现金流'),
  isTotal: t('A total: leave it out', '合计，不计入'),
  isNextPeriod: t('The next period', '下一期'),
  pointMark: t('A point: {value}', '小数点：{value}'),
  commaMark: t('A comma: {value}', '逗号：{value}'),
  ownUnit: t('As written: {value} beside the others', '按所写数值：{value}'),
  oneUnit: t('All amounts are in its unit: {value} beside the others', '所有金额均以该单位计：{value}'),
  yesValue: t('Yes, {value}', '是，{value}'),
  yearlyValue: t('Yes, {value} per year', '是，每年 {value}'),
  thisValue: t('{value}', '{value}'),
  notTerm: t('No: leave it out', '否，不采用'),
  isTerm: t('Yes: {term}', '是：{term}'),
  valueAt: t('{value} ({cell})', '{value}（{cell}）'),
  tableAt: t('{range}: {figures}', '{range}：{figures}'),
  tablesTogether: t(
    'All of them as one, each going on where the one before ends ({range}): {figures}',
    '各表首尾相接，合为一张（{range}）：{figures}',
  ),

  // Single words
  line: t('the line', '该列'),
  and: t(' and ', '和'),

  ...readingFaults,
} as const satisfies Record<string, Text>;
