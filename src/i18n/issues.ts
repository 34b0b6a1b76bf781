/** Faults of an input in words, naming the field and what stood there. */
import { presets, commonTerms, type Issue, type IssueCode } from '../engine/index.ts';
import { ISSUES } from './issue-texts.ts';
import { formatNumber, formatPercent, say, type Locale, type Text } from './text.ts';

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
  // There a mode is the most likely value, and no mode of distribution.
  if (typeof id === 'string' && path[0] !== 'uncertainty') {
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

/** No space before a Chinese quotation mark, which brings its own, nor before the word for nothing. */
export const tidy = (sentence: string, locale: Locale): string =>
  locale === 'zh-CN' ? sentence.replace(/ +(?=“|空[，。])/g, '') : sentence;

/** Sentences of codes that read otherwise where the fault has a parameter of that name. */
const OTHERWISE: readonly (readonly [IssueCode, string, Text])[] = [
  [
    'tooSmall',
    'exclusive',
    {
      en: '{what} must be above {min}, not {received}.',
      'zh-CN': '{what}须大于 {min}，当前为 {received}。',
    },
  ],
  [
    'tooFew',
    'letters',
    { en: '{what} needs at least {min} characters.', 'zh-CN': '{what}至少需要 {min} 个字符。' },
  ],
  [
    'tooMany',
    'letters',
    { en: '{what} may have at most {max} characters.', 'zh-CN': '{what}最多 {max} 个字符。' },
  ],
  [
    'notChoice',
    'form',
    {
      en: '{what} cannot be {received}. It must match {form}.',
      'zh-CN': '{what}不能为 {received}，须符合 {form}。',
    },
  ],
];
const NONE: Text = { en: 'none', 'zh-CN': '无' };
const AND_MORE: Text = { en: '{known} and {more} more', 'zh-CN': '{known}，另有 {more} 个' };

/** A fault in words, naming the field and what stood there. */
export function issueMessage(issue: Issue, locale: Locale, what = fieldName(issue.path, locale)): string {
  // 1: rates of the issue are fractions, 100: they are percent, as in the design's document.
  const scale = Number(issue.params?.percent ?? 0);
  const show = (value: unknown) =>
    scale && typeof value === 'number' ? formatPercent(value / scale, locale) : quoted(value, locale);
  const params: Record<string, string | number> = { ...issue.params, what, received: show(issue.received) };
  for (const bound of ['min', 'max', 'carry', 'cap', 'paid', 'cash'] as const)
    if (issue.params?.[bound] !== undefined) params[bound] = show(issue.params[bound]);
  const { known, more } = issue.params ?? {};
  if (typeof known === 'string' && typeof more === 'number')
    params.known = say(AND_MORE, locale, { known, more });
  if (typeof issue.params?.ratios === 'string') params.ratios = termNames(issue.params.ratios, locale);
  if (known === '') params.known = NONE[locale];
  const otherwise = OTHERWISE.find(([code, key]) => code === issue.code && issue.params?.[key]);
  return tidy(say(otherwise?.[2] ?? ISSUES[issue.code], locale, params), locale);
}
