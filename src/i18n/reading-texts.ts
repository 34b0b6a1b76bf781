/** What the reader of sheets says: why a line has its role, what it asks, what it refuses and what it left out. */
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
  netAgainstPair: t(
    '{net} and {others} do not agree, first at {cell}. Which of them is the cash flow?',
    '{net} 与 {others} 不一致，首处为 {cell}。以哪一项为现金流？',
  ),
  mixedSigns: t(
    '{head} in {range} has amounts of both signs, first {received} at {cell}. How are they meant?',
    '{range} 中的{head}正负号不一，首处为 {cell} 的 {received}。应如何理解？',
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
  potUnclear: t('Which cash is {head} in {range}?', '{range} 中的{head}属于哪类现金？'),
  typeUnknown: t(
    'What does {received} at {cell} do with its amount?',
    '{cell} 的类型{received}表示资金如何流动？',
  ),
  percentMeant: t(
    '{term} at {cell} is {received}. Is {percent} meant?',
    '{cell} 的{term}为 {received}，是指 {percent} 吗？',
  ),
  percentOrFraction: t(
    '{term} at {cell} is {received} with a percent unit. Is it {fraction} or {percent}?',
    '{cell} 的{term}为 {received}，单位为百分比。是 {fraction} 还是 {percent}？',
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
  unitsDiffer: t(
    'The lines of {range} are in different units: {first} and {second}. Which holds for the cash?',
    '{range} 中各列单位不同：{first} 与 {second}。现金流以哪个为单位？',
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
  isNoCash: t('No cash: leave it out', '不是现金，不计入'),
  netAlone: t('{net} alone', '仅{net}'),
  pairAlone: t('{others} alone', '仅{others}'),
  netAndPair: t('All of them together', '全部相加'),
  byRole: t('As its head says; the other sign is a refund', '按标题方向，反号为退回'),
  ownSigns: t('As signed: negative is paid in', '按正负号，负数为投入'),
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
  yesValue: t('Yes, {value}', '是，{value}'),
  thisValue: t('{value}', '{value}'),
  notTerm: t('No: leave it out', '否，不采用'),
  isTerm: t('Yes: {term}', '是：{term}'),
  valueAt: t('{value} ({cell})', '{value}（{cell}）'),
  tableAt: t('{range}: {figures}', '{range}：{figures}'),

  // Faults
  emptySelection: t(
    'The selection is empty. Select the cash flows, with their dates and heads.',
    '选区为空。请选中现金流及其日期和标题。',
  ),
  noFlows: t(
    'No cash flows were found in {range}. {seems} A line of amounts with dates, years, quarters or months beside it was looked for.',
    '在 {range} 中没有找到现金流。{seems}需要一列金额，旁边有日期、年度、季度或月份。',
  ),
  seemsItems: t('It seems to be a list of items.', '看起来是项目明细。'),
  seemsProjects: t('It seems to be a list of projects.', '看起来是项目清单。'),
  seemsResults: t('It seems to be a block of results.', '看起来是测算结果。'),
  seemsShares: t('It seems to be shares or rates.', '看起来是占比或比率。'),
  seemsDerived: t('All its numbers follow from others.', '其中的数字均由其他数字推算得出。'),
  seemsTerms: t('It seems to be a block of terms.', '看起来是条款。'),
  seemsText: t('It holds no numbers.', '其中没有数字。'),
  errorValue: t(
    '{cell} shows the error {received}. Mend it and read again.',
    '{cell} 显示错误 {received}，请修正后重新读取。',
  ),
  notComputed: t(
    'The formula in {cell} was never computed. Open the workbook in Excel, save it and read it again.',
    '{cell} 的公式没有计算结果。请在 Excel 中打开并保存后重新读取。',
  ),
  notNumber: t('{cell} holds {received}, where a number is needed.', '{cell} 应为数字，当前为{received}。'),
  numberUnclear: t(
    '{received} at {cell} may be read in two ways. Write it as a number.',
    '{cell} 的{received}有两种读法，请改为数字。',
  ),
  notDate: t('{cell} holds {received}, where a date is needed.', '{cell} 应为日期，当前为{received}。'),
  dateBlank: t('{cell} has no date beside its amount.', '{cell} 有金额但缺少日期。'),
  dateUnclear: t(
    '{received} at {cell} may be two dates. Write it as 2024-12-31.',
    '{cell} 的{received}可能是两个日期，请写成 2024-12-31 的形式。',
  ),
  notLevel: t(
    '{cell} holds {received}, where a level above 0 is needed.',
    '{cell} 应为大于 0 的指数点位，当前为{received}。',
  ),
  lengthsDiffer: t(
    'The ranges differ in length: {first} and {second} cells.',
    '区域长度不一致：{first} 与 {second} 个单元格。',
  ),
  numberTooLarge: t(
    '{cell} is larger than any amount that can be computed: {received}.',
    '{cell} 的 {received} 超出可计算的金额范围。',
  ),
  dateOrderMixed: t(
    '{received} at {cell} is written in another order of day and month than other dates of {range}. Write all of them as 2024-12-31.',
    '{cell} 的{received}与 {range} 中其他日期的日、月顺序不同，请统一写成 2024-12-31 的形式。',
  ),
  periodMissing: t('A period is missing before {received} at {cell}.', '{cell} 的{received}之前缺少期间。'),
  periodBlank: t('{cell} has no period, but amounts stand beside it.', '{cell} 没有期间，但旁边有金额。'),
  periodRepeated: t('{received} at {cell} stands there twice.', '{cell} 的{received}重复出现。'),
  periodBackward: t(
    '{received} at {cell} comes before the period above it. Put the periods in their order.',
    '{cell} 的{received}早于前一期，请按先后排列。',
  ),
  paidInTwice: t(
    '{cell} holds contributions: this mode takes what is paid in from the columns of cash themselves.',
    '{cell} 处有出资：该模式的投入取自各列现金流本身，不另设出资区域。',
  ),
  valueApart: t(
    '{cell} is blank or 0 and {other} holds a number: the value of {term} must stand right beside it.',
    '{cell} 为空白或 0，而 {other} 有数字：{term}的数值须紧邻其标签。',
  ),
  rateOutOfRange: t(
    '{term} at {cell} is {received}: a rate lies between 0 % and 100 %.',
    '{cell} 的{term}为 {received}：比率应在 0% 至 100% 之间。',
  ),
  currenciesDiffer: t(
    '{range} holds several currencies: {received}. Keep the rows of one.',
    '{range} 含有多种币种：{received}。请仅保留一种。',
  ),

  // Notes
  blankIsZero: t('{cell} is blank and counts as 0.', '{cell} 为空白，按 0 计算。'),
  costAsOutflow: t(
    '{received} at {cell} was taken as paid in, by its label.',
    '依据标签，{cell} 的 {received} 按投入处理。',
  ),
  hiddenRead: t(
    '{range} is hidden or has hidden rows; it was read all the same.',
    '{range} 处于隐藏状态或含有隐藏行，仍已读取。',
  ),
  leftOut: t('{range} was left out.', '{range} 未计入。'),
  modeTaken: t(
    '{cell} names the mode {mode}; it is taken instead of {chosen}.',
    '{cell} 注明的分配模式为“{mode}”，已取代所选的“{chosen}”。',
  ),
  netChecked: t('{net} agrees with {others} in every period.', '{net} 与 {others} 逐期一致。'),
  numberAsText: t(
    '{cell} is a number stored as text. Read as {received}.',
    '{cell} 是以文本存储的数字，已按 {received} 读取。',
  ),
  periodsAsSuch: t(
    'The periods of {range} do not say how long they are. Rates are taken as rates per period.',
    '{range} 的期间未注明长度，利率按每期利率处理。',
  ),
  plainDates: t(
    '{range} holds numbers without a date format. Read as dates: {received} is {date}.',
    '{range} 为未设日期格式的数字，已按日期读取：{received} 即 {date}。',
  ),
  monthEnds: t('The months of {range} are read as their last days.', '{range} 的月份按当月最后一天读取。'),
  sorted: t('The rows of {range} were put in the order of their dates.', '{range} 的各行已按日期排序。'),
  summed: t('Amounts of one date in {range} were added up.', '{range} 中同一日期的金额已相加。'),
  termNotUsed: t('{received} at {cell} is not used.', '{cell} 的{received}未采用。'),
  totalLeftOut: t('{cell} is a total and was left out.', '{cell} 为合计，未计入。'),
  totalDiffers: t(
    '{cell} calls itself a total, but is not the sum of the periods before it. It was left out.',
    '{cell} 标为合计，但不等于前面各期之和，未计入。',
  ),
  quartersTold: t(
    'The periods of {range} are quarters: a quarter is a fourth of a year.',
    '{range} 的期间为季度，每期按四分之一年计算。',
  ),
  monthsTold: t(
    'The periods of {range} are months: a month is a twelfth of a year.',
    '{range} 的期间为月份，每期按十二分之一年计算。',
  ),
  unusedTable: t('{range} was not used.', '{range} 未采用。'),

  // Single words
  line: t('the line', '该列'),
  and: t(' and ', '和'),
} as const satisfies Record<string, Text>;
