import type { IssueCode } from '../engine/index.ts';
import type { Text } from './text.ts';

/** One sentence for every way in which input can be refused: what is there, what is needed. A missing code does not compile. */
export const ISSUES: Readonly<Record<IssueCode, Text>> = {
  missing: { en: '{what} is missing.', 'zh-CN': '缺少{what}。' },
  notNumber: {
    en: '{what} must be a number, not {received}.',
    'zh-CN': '{what}应为数字，当前为 {received}。',
  },
  notInteger: {
    en: '{what} must be a whole number, not {received}.',
    'zh-CN': '{what}应为整数，当前为 {received}。',
  },
  notText: { en: '{what} must be text, not {received}.', 'zh-CN': '{what}应为文本，当前为 {received}。' },
  notList: { en: '{what} must be a list, not {received}.', 'zh-CN': '{what}应为列表，当前为 {received}。' },
  notObject: {
    en: '{what} must be an object, not {received}.',
    'zh-CN': '{what}应为对象，当前为 {received}。',
  },
  notChoice: {
    en: '{what} cannot be {received}. Choose one of: {choices}.',
    'zh-CN': '{what}不能为 {received}，可选值：{choices}。',
  },
  notDate: {
    en: '{what} must be a date such as 2024-12-31, not {received}.',
    'zh-CN': '{what}应为日期（如 2024-12-31），当前为 {received}。',
  },
  unknownKey: { en: '{what} is not a known term here.', 'zh-CN': '{what}不是此处可用的条款。' },
  tooSmall: {
    en: '{what} must be at least {min}, not {received}.',
    'zh-CN': '{what}不得小于 {min}，当前为 {received}。',
  },
  tooLarge: {
    en: '{what} must be at most {max}, not {received}.',
    'zh-CN': '{what}不得大于 {max}，当前为 {received}。',
  },
  rateAboveOne: {
    en: '{what} must be between 0 and {max}, not {received}.',
    'zh-CN': '{what}应在 0 与 {max} 之间，当前为 {received}。',
  },
  tooFew: { en: '{what} needs at least {min}.', 'zh-CN': '{what}至少需要 {min} 项。' },
  tooMany: { en: '{what} may have at most {max}.', 'zh-CN': '{what}最多 {max} 项。' },
  sharesDoNotSumToOne: {
    en: 'The shares in {what} must sum to 1, not {received}.',
    'zh-CN': '{what}中的份额合计应为 1，当前为 {received}。',
  },
  ratiosDoNotSum: {
    en: '{ratios} must sum to 100 %, not {received}.',
    'zh-CN': '{ratios}合计应为 100%，当前为 {received}。',
  },
  unknownParty: {
    en: '{what}: there is no party {received}. Known: {known}.',
    'zh-CN': '{what}：没有参与方 {received}，已有：{known}。',
  },
  unknownTier: {
    en: '{what}: there is no {received}. Known: {known}.',
    'zh-CN': '{what}：没有 {received}，已有：{known}。',
  },
  duplicateId: { en: '{what}: {received} is used twice.', 'zh-CN': '{what}：{received} 重复使用。' },
  reservedId: {
    en: '{what}: {received} cannot name a class or a party. Choose another name.',
    'zh-CN': '{what}：{received} 不能用作类别或参与方的名称，请改用其他名称。',
  },
  noSplitAtEnd: {
    en: '{what} must end in a split that takes everything left.',
    'zh-CN': '{what}须以分成层级结尾，以分配全部剩余现金。',
  },
  splitNotLast: {
    en: '{what}: a split takes all that is left, so nothing reaches the tiers below it. Put it last, or give it a test (when).',
    'zh-CN': '{what}：分成层级会分完全部剩余现金，其后的层级分不到现金。请将其移到最后，或设定条件（when）。',
  },
  whenWithoutBounds: {
    en: '{what}: a test needs min, max or both.',
    'zh-CN': '{what}：条件须至少给出 min 或 max 之一。',
  },
  minAboveMax: {
    en: '{what}: min {received} is above max {max}, so the test always fails. Exchange them.',
    'zh-CN': '{what}：min {received} 大于 max {max}，条件永远无法满足，请对调两者。',
  },
  sweepToItself: {
    en: '{what}: {received} cannot sweep its cash to itself. Name another tier, or leave sweepTo out to skip it.',
    'zh-CN': '{what}：{received} 不能把现金转给自己。请改为其他层级；如只需跳过，请删去 sweepTo。',
  },
  cannotCover: {
    en: '{what}: a reserve cannot cover {received}, which is the reserve itself or a split that is owed nothing. Name tiers that are owed a sum.',
    'zh-CN':
      '{what}：准备金不能补足 {received}，它是准备金自身，或没有应付金额的分成层级。请改为有应付金额的层级。',
  },
  doesNotFit: {
    en: '{what}: {key} does not fit a tier of kind {kind}, only {fits}.',
    'zh-CN': '{what}：{key} 不适用于 {kind} 层级，仅适用于 {fits}。',
  },
  catchUpNeverEnds: {
    en: '{what}: a catch-up share of {received} never reaches a carry of {carry}. It must be larger.',
    'zh-CN': '{what}：追赶份额 {received} 永远达不到 {carry} 的业绩报酬比例，须大于后者。',
  },
  carryIsAll: {
    en: '{what}: with a carry of 100 % nothing is left to the investors, and the catch-up never ends. It must be below 1.',
    'zh-CN': '{what}：业绩报酬比例为 100% 时投资人没有份额，追赶永远不会结束，须小于 1。',
  },
  carryDiffers: {
    en: '{what}: the catch-up {tier} leads to a carry of {received}, and {residual} then pays {carry}. Usually they are the same.',
    'zh-CN':
      '{what}：追赶层级 {tier} 以 {received} 的业绩报酬比例为目标，其后的 {residual} 却按 {carry} 分配，两者通常相同。',
  },
  hurdleWithoutShare: {
    en: '{what}: the class measured by the hurdle gets nothing of its split, so the hurdle never ends.',
    'zh-CN': '{what}：门槛所衡量的类别在其分成中没有份额，门槛永远无法满足。',
  },
  lapseAfterCapital: {
    en: '{what}: a return ranked after capital cannot lapse.',
    'zh-CN': '{what}：排在本金之后的收益不能设为不结转。',
  },
  outOfTimeline: {
    en: '{what}: {received} is outside the timeline, whose last period is {last}.',
    'zh-CN': '{what}：{received} 超出期限，最后一期为第 {last} 期。',
  },
  notOnTimeline: {
    en: '{what}: {received} is not a date of the timeline. The dates around it are {before} and {after}; use one of them, or add it to the timeline.',
    'zh-CN':
      '{what}：{received} 不是期限中的日期，前后日期为 {before} 和 {after}。请改用其一，或将该日期加入期限。',
  },
  atClosing: {
    en: '{what}: {received} is the closing, and this takes place in period 1 or later.',
    'zh-CN': '{what}：{received} 为交割时点，此项须在第 1 期或以后。',
  },
  beforeClosing: {
    en: '{what}: {received} is before the closing. A return accrues from the closing at the earliest.',
    'zh-CN': '{what}：{received} 早于交割日，收益最早自交割日起计。',
  },
  stepsOnOneDate: {
    en: '{what}: another step begins at the same time as {received}. Keep one of them.',
    'zh-CN': '{what}：已有另一档与 {received} 同时开始，请只保留一档。',
  },
  indexLength: {
    en: '{what}: the index has {received} levels, and the timeline {dates} dates, the closing included. Give one level for each.',
    'zh-CN': '{what}：指数有 {received} 个点位，而期限含交割日共 {dates} 个日期，须一一对应。',
  },
  floorAboveCap: {
    en: '{what}: the floor {received} is above the cap {cap}. Exchange them.',
    'zh-CN': '{what}：下限 {received} 高于上限 {cap}，请对调两者。',
  },
  rateBelowZero: {
    en: '{what}: index and spread fall to {received}; a rate below 0 counts as 0. State a floor to choose another.',
    'zh-CN': '{what}：指数加利差最低为 {received}，低于 0 时按 0 计算；如需其他下限，请给出 floor。',
  },
  closesTwice: {
    en: '{what}: the class {received} closes twice. Keep one closing.',
    'zh-CN': '{what}：类别 {received} 两次交割，请只保留一次。',
  },
  nobodyAtClosing: {
    en: '{what}: no class with a share is in at the closing. Let at least one of them close there.',
    'zh-CN': '{what}：首次交割时没有任何有份额的类别，须至少有一个类别在首次交割时加入。',
  },
  notClosed: {
    en: '{what}: the class {received} has not closed yet; it closes in period {period}. Call it from then on.',
    'zh-CN': '{what}：类别 {received} 尚未交割，其在第 {period} 期加入，请自该时点起缴款。',
  },
  calledWithinClosing: {
    en: '{what}: the class {received} closes later in the same period and pays its share of this call as of one after its closing. Give the closing a date of the timeline of its own where it is not meant so.',
    'zh-CN':
      '{what}：类别 {received} 在同一期内较晚交割，其应承担的份额按交割后的缴款计算。如非此意，请为交割单列一个日期。',
  },
  navTwice: {
    en: '{what}: period {received} has a value already. Keep one; to try another value, run again.',
    'zh-CN': '{what}：第 {received} 期已有剩余价值，请只保留一个；如需试算其他数值，请另行测算。',
  },
  paidBeyondCash: {
    en: '{what}: payments made to this date come to {paid}, and there was cash of {cash} to pay them.',
    'zh-CN': '{what}：截至该日已付合计 {paid}，而可供支付的现金为 {cash}。',
  },
  capitalStaysOut: {
    en: 'The cash flows end with {received} of capital still out. If the deal goes on, add its later cash or its value.',
    'zh-CN': '现金流结束时仍有本金 {received} 未收回。如项目尚未结束，请补充后续现金流或期末估值。',
  },
  recyclesEverything: {
    en: '{what}: all cash is recycled until {received} times the commitment is reinvested; nothing is distributed before.',
    'zh-CN': '{what}：全部现金用于再投资，直至达到认缴额的 {received} 倍，此前不分配。',
  },
  strictWithoutDeals: {
    en: '{what}: strict keeps each deal apart, and there are no deals; all runs as one.',
    'zh-CN': '{what}：strict 逐项目核算，但没有项目，全部按一个整体计算。',
  },
  feeNotToldApart: {
    en: '{what}: the discount lowers the fee, and the fee comes off the top; which class bears it is not told apart. Use apportion: byContribution for that.',
    'zh-CN':
      '{what}：折扣降低管理费总额，但管理费从现金中先行扣除，不区分由哪一类别承担；如需区分，请用 apportion: byContribution。',
  },
  beforeDeal: {
    en: '{what}: {received} is before the deal was bought, in period {from}.',
    'zh-CN': '{what}：{received} 早于该项目的投入时点（第 {from} 期）。',
  },
  datesNotAscending: {
    en: '{what}: {received} is not after the date before it.',
    'zh-CN': '{what}：{received} 不晚于前一日期。',
  },
  negativeCash: {
    en: '{what}: negative cash {received} is refused by this deal.',
    'zh-CN': '{what}：本项目不接受负现金流 {received}。',
  },
  investmentMismatch: {
    en: '{what}: the amount of year 0 must be minus the investment, not {received}.',
    'zh-CN': '{what}：第 0 年金额应为投资金额的相反数，当前为 {received}。',
  },
  currentAboveHurdle: {
    en: 'The current return rate is above the hurdle rate; after capital no hurdle is left.',
    'zh-CN': '期间收益率高于门槛收益率，还本后不再有门槛收益。',
  },
  duplicateYear: {
    en: '{what}: year {received} appears twice.',
    'zh-CN': '{what}：第 {received} 年重复出现。',
  },
  yearMissing: {
    en: 'Years without a cash flow count as 0: {years}.',
    'zh-CN': '未给出现金流的年度按 0 计算：{years}。',
  },
  notWholeYears: {
    en: '{what}: {received} is not about a year after the date before it, and whole years are counted. Choose accrual by days.',
    'zh-CN': '{what}：{received} 与前一日期相隔并非约一年，而计息方式为按整年，请改为按实际天数。',
  },
  daysWithoutDates: {
    en: '{what}: days are counted between dates, and there are none. Give the cash flows dates, or count whole years.',
    'zh-CN': '{what}：按实际天数计息需要日期，当前没有日期。请为现金流填写日期，或改为按整年计息。',
  },
  tooLong: {
    en: '{what}: {received} is more than {max} years after the closing.',
    'zh-CN': '{what}：{received} 距交割日超过 {max} 年。',
  },
  percentMeant: {
    en: '{what} is in percent: {received} means {received} %.',
    'zh-CN': '{what}以百分数填写：{received} 即 {received}%。',
  },
  nothingPaidIn: {
    en: '{what}: there is cash to distribute, and no class ever pays in. Add what was paid in.',
    'zh-CN': '{what}：有可分配现金，但没有任何类别投入资金，请补充投入。',
  },
  optionConflict: {
    en: '{what} does not go together with {with}.',
    'zh-CN': '{what}与 {with} 不能同时使用。',
  },
  unknownSeries: {
    en: '{what}: this session holds no index series {received}.',
    'zh-CN': '{what}：该会话没有指数序列 {received}。',
  },
  noIndexLevel: {
    en: '{what}: the index series {series} has no level on {received} or in the {days} days before.',
    'zh-CN': '{what}：指数序列 {series} 在 {received} 及此前 {days} 天内没有点位。',
  },
  overflow: {
    en: '{what}: over this time and at these rates amounts grow beyond any number; the first is {at} of the result. Shorten the time or lower the rates.',
    'zh-CN': '{what}：按此期限和利率，金额超出可表示的范围，首次出现在结果的 {at}。请缩短期限或降低利率。',
  },
  nothingDrawn: {
    en: '{what}: nothing of this deal varies. Say what is uncertain, of what the deal has.',
    'zh-CN': '{what}：本项目没有任何随机变动，请给出适用于本项目的不确定性。',
  },
  notCorrelations: {
    en: '{what} is no correlation matrix: {size} × {size}, symmetric, 1 on the diagonal, free of contradiction also with the market (positive semidefinite).',
    'zh-CN':
      '{what}不是相关系数矩阵：须为 {size} × {size}、对称、对角线为 1，且与市场相关系数一致（半正定）。',
  },
};
