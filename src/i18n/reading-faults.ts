/** What keeps a block from being read, and what is said of one that was. */
import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

export const readingFaults = {
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
  seemsLeftOut: t('None of its lines is to be used.', '其中各列均被指定为不使用。'),
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
  yearNoDate: t(
    '{cell} holds the year {received}, where a date is needed. Write it as 2024-12-31.',
    '{cell} 应为日期，当前为年份{received}，请写成 2024-12-31 的形式。',
  ),
  severalLines: t(
    '{range} has {rows} rows and {columns} columns, where one row or one column is needed.',
    '{range} 共 {rows} 行、{columns} 列，应为一行或一列。',
  ),
  outlayBesideInvestment: t(
    '{at} is {received}, but the investment is given as {investment}. Begin the cash with minus the investment, or leave one of them out.',
    '{at} 为 {received}，而投资金额为 {investment}。请以投资金额的相反数作为首个现金流，或只保留其中之一。',
  ),
  paidInAtClosing: t(
    '{at} holds a contribution of {received} at the closing, where {cell} is the investment already. Contributions begin after it.',
    '{at} 在投资日有出资 {received}，而 {cell} 已是当日的投资。追加出资应在其后。',
  ),
  contributionBelow: t(
    '{at} holds {received}: contributions are written without a sign.',
    '{at} 为 {received}：出资应填正数。',
  ),
  totalNoDeal: t(
    '{received} at {cell} is a total, no deal or pot. Give the cash of each alone.',
    '{cell} 的{received}是合计，不是项目或资金类别。请仅给出各项现金流。',
  ),
  periodNoDeal: t(
    '{received} at {cell} holds periods, no cash. Give dates in their own range.',
    '{cell} 的{received}是期间，不是现金流。日期请另用单独的区域。',
  ),
  totalRow: t(
    '{range} are the totals of what stands before them. Give the cash without them.',
    '{range} 是之前各期的合计。请勿将其包含在现金流中。',
  ),
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
  dateTurned: t(
    '{cell} is the date {received}, but other dates of {range} are text that begins with the day or the month that Excel could not read: it may have taken one for the other here. Write all of them as 2024-12-31.',
    '{cell} 为日期 {received}，但 {range} 中另有 Excel 未能识别的文本日期，此处的日与月可能已被颠倒。请统一写成 2024-12-31 的形式。',
  ),
  periodMissing: t('A period is missing before {received} at {cell}.', '{cell} 的{received}之前缺少期间。'),
  periodBlank: t('{cell} has no period, but amounts stand beside it.', '{cell} 没有期间，但旁边有金额。'),
  halfWithoutYear: t(
    '{received} at {cell} is a half-year of no year: it has no date. Write H1 2020, or the years in a line beside.',
    '{cell} 的{received}是半年期，但未注明年份，无法确定日期。请写成“2020年上半年”，或在旁边加一列年份。',
  ),
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
  termCurrency: t(
    '{cell} is in {first}, and the cash in {second}. Give both in one currency.',
    '{cell} 的币种为{first}，现金流的币种为{second}，请统一为一种。',
  ),

  // Notes
  blankIsZero: t('{cell} is blank and counts as 0.', '{cell} 为空白，按 0 计算。'),
  blanksAreZero: t(
    '{n} cells of {range} are blank and count as 0.',
    '{range} 中有 {n} 个单元格为空白，按 0 计算。',
  ),
  noRowIsZero: t('Periods without a row in {range} count as 0.', '{range} 中没有记录的期间按 0 计算。'),
  bothWays: t(
    'Cash is paid in and paid out in one period ({cell}). Its net counts: what is paid in, DPI and multiples are of net amounts.',
    '同一期既有投入又有分回（{cell}），按净额计入：投入、DPI 与倍数均以净额计算。',
  ),
  bothWaysOften: t(
    'In {n} periods of {range} cash is paid in and paid out. Their net counts: what is paid in, DPI and multiples are of net amounts.',
    '{range} 中有 {n} 期既有投入又有分回，均按净额计入：投入、DPI 与倍数均以净额计算。',
  ),
  bothWaysDeals: t(
    'In the period of {cell} one deal calls cash and another pays out. Their net counts: what is paid in, DPI and multiples are of net amounts.',
    '{cell} 当期有项目追加投入，同时另有项目分回，按净额计入：投入、DPI 与倍数均以净额计算。',
  ),
  bothWaysDealsOften: t(
    'In {n} periods of {range} one deal calls cash and another pays out. Their net counts: what is paid in, DPI and multiples are of net amounts.',
    '{range} 中有 {n} 期有项目追加投入，同时另有项目分回，均按净额计入：投入、DPI 与倍数均以净额计算。',
  ),
  costAsOutflow: t(
    '{received} at {cell} was taken as paid in, by its label.',
    '依据标签，{cell} 的 {received} 按投入处理。',
  ),
  hiddenRead: t(
    '{range} is hidden or has hidden rows or columns; it was read all the same.',
    '{range} 处于隐藏状态或含有隐藏的行或列，仍已读取。',
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
  numbersAsText: t(
    '{n} numbers of {range} are stored as text. {cell} is read as {received}.',
    '{range} 中有 {n} 个以文本存储的数字，{cell} 按 {received} 读取。',
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
  halfEnds: t('The half-years of {range} are read as their last days.', '{range} 的半年期按期末日读取。'),
  sorted: t('The rows of {range} were put in the order of their dates.', '{range} 的各行已按日期排序。'),
  summed: t('Amounts of one date in {range} were added up.', '{range} 中同一日期的金额已相加。'),
  namesSummed: t(
    '{head} in {range} names several: their amounts were added up.',
    '{range} 的{head}不止一个，其金额已相加。',
  ),
  termNotUsed: t('{received} at {cell} is not used.', '{cell} 的{received}未采用。'),
  termElsewhere: t(
    '{received} says otherwise than {other} beside the cash, which is used.',
    '{received} 与现金流所在工作表的 {other} 不一致，采用后者。',
  ),
  investmentNotUsed: t(
    '{cell} gives an investment of {received}, but the cash begins with {amount} paid in at {other}. The cash is used.',
    '{cell} 的投资金额为 {received}，而现金流首笔投入为 {other} 的 {amount}。采用现金流。',
  ),
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
  unitChanged: t(
    '{range} is in {first}: its amounts were brought to {second}, the unit of the other cash.',
    '{range} 以{first}为单位，已换算为{second}，与其他现金流一致。',
  ),
  unusedTable: t('{range} was not used.', '{range} 未采用。'),
} as const satisfies Record<string, Text>;
