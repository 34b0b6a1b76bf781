import { presets, commonTerms, type Issue, type IssueCode } from '../engine/index.ts';
import { formatNumber, formatPercent, say, type Locale, type Text } from './text.ts';

/** One sentence for every way in which input can be refused: what is there, what is needed. A missing code does not compile. */
const ISSUES: Readonly<Record<IssueCode, Text>> = {
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
  catchUpNeverEnds: {
    en: '{what}: a catch-up share of {received} never reaches a carry of {carry}. It must be larger.',
    'zh-CN': '{what}：追赶份额 {received} 永远达不到 {carry} 的业绩报酬比例，须大于后者。',
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
    en: '{what}: {received} is not about a year after the date before it. The classic modes count whole years.',
    'zh-CN': '{what}：{received} 与前一日期相隔并非约一年，经典模式按整年计算。',
  },
  percentMeant: {
    en: '{what} is in percent: {received} means {received} %.',
    'zh-CN': '{what}以百分数填写：{received} 即 {received}%。',
  },
  nothingPaidIn: { en: '{what}: nothing was paid in.', 'zh-CN': '{what}：没有投入资金。' },
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
};

/** `cash_flows[2].amount` */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${key}` : key),
    '',
  );
}

const FIELD_NAMES: Readonly<Record<string, Text>> = {
  investment_target: { en: 'Investment name', 'zh-CN': '投资标的' },
  investment_amount: { en: 'Investment', 'zh-CN': '投资金额' },
  investment_period: { en: 'Investment period', 'zh-CN': '投资期限' },
  mode: { en: 'Mode', 'zh-CN': '分配模式' },
  basic_params: { en: 'The block basic_params', 'zh-CN': '基本参数 basic_params' },
  distribution_params: { en: 'The block distribution_params', 'zh-CN': '分配参数 distribution_params' },
  cash_flows: { en: 'The list cash_flows', 'zh-CN': '现金流列表 cash_flows' },
};

/** The field's own name where it has one, else its path. */
export function fieldName(path: readonly (string | number)[], locale: Locale): string {
  const id = path[path.length - 1];
  if (typeof id === 'string') {
    const spec = [...commonTerms, ...presets.flatMap((p) => [...p.terms, ...p.options])].find(
      (t) => t.id === id,
    );
    const name = spec?.label ?? (Object.hasOwn(FIELD_NAMES, id) ? FIELD_NAMES[id] : undefined);
    if (name) return say(name, locale);
  }
  const [list, at] = path;
  if (list === 'cash_flows' && typeof at === 'number')
    return say(CASH_FLOW, locale, { number: String(at + 1), path: pathText(path) });
  return pathText(path) || say(THE_REQUEST, locale);
}

const CASH_FLOW: Text = { en: 'Cash flow {number} ({path})', 'zh-CN': '第 {number} 笔现金流（{path}）' };
const THE_REQUEST: Text = { en: 'The request', 'zh-CN': '请求内容' };

function termNames(ids: string, locale: Locale): string {
  return ids
    .split(' + ')
    .map((id) => fieldName([id], locale))
    .join(' + ');
}

/** From here on digits are no longer read but counted; Excel, too, then shows an exponent. */
const DIGITS_END = 1e15;

/** `1.5E+200` */
const exponent = (value: number): string => value.toExponential().toUpperCase().replace(/^-/, '\u2212');

/** What stood there, short enough for a sentence. */
export function quoted(value: unknown, locale: Locale): string {
  if (value === undefined || value === null || value === '') return locale === 'en' ? 'empty' : '空';
  if (typeof value === 'number')
    return Math.abs(value) < DIGITS_END ? formatNumber(value, locale) : exponent(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const short = text.length > 40 ? `${text.slice(0, 39)}…` : text;
  return locale === 'en' ? `“${short}”` : `“${short}”`;
}

/** No space before a Chinese quotation mark, which brings its own. */
export const tidy = (sentence: string, locale: Locale): string =>
  locale === 'zh-CN' ? sentence.replace(/ +“/g, '“') : sentence;

const AND_MORE: Text = { en: '{known} and {more} more', 'zh-CN': '{known}，另有 {more} 个' };

/** A fault in words, naming the field and what stood there. */
export function issueMessage(issue: Issue, locale: Locale, what = fieldName(issue.path, locale)): string {
  // 1: rates of the issue are fractions, 100: they are percent, as in the design's document.
  const scale = Number(issue.params?.percent ?? 0);
  const show = (value: unknown) =>
    scale && typeof value === 'number' ? formatPercent(value / scale, locale) : quoted(value, locale);
  const params: Record<string, string | number> = { ...issue.params, what, received: show(issue.received) };
  for (const bound of ['min', 'max', 'carry'] as const)
    if (issue.params?.[bound] !== undefined) params[bound] = show(issue.params[bound]);
  const { known, more } = issue.params ?? {};
  if (typeof known === 'string' && typeof more === 'number')
    params.known = say(AND_MORE, locale, { known, more });
  if (typeof issue.params?.ratios === 'string') params.ratios = termNames(issue.params.ratios, locale);
  return tidy(say(ISSUES[issue.code], locale, params), locale);
}
