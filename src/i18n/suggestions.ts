import { fieldName, quoted, tidy } from './issues.ts';
import { formatNumber, say, type Locale, type Text } from './text.ts';

/** One sentence for every suggestion; a missing code does not compile. */
const SUGGESTIONS = {
  percentMeant: {
    en: '{what} is in percent: {received} means {received} %. For a fraction of {received} write {suggested}.',
    'zh-CN': '{what}以百分数填写：{received} 即 {received}%。若指小数 {received}，请填 {suggested}。',
  },
  fractionMeant: {
    en: '{what} is a fraction here: for {received} % write {suggested}.',
    'zh-CN': '{what}在此以小数填写：{received}% 请填 {suggested}。',
  },
  knownName: {
    en: '{what}: did you mean {suggested}?',
    'zh-CN': '{what}：是否应为 {suggested}？',
  },
  numberMeant: {
    en: '{what} is text; as a number it would be {suggested}.',
    'zh-CN': '{what}为文本，如为数字应填 {suggested}。',
  },
  periodMeant: {
    en: 'The cash flows reach year {suggested}; the investment period is {received}.',
    'zh-CN': '现金流延续至第 {suggested} 年，而投资期限为 {received} 年。',
  },
} as const satisfies Record<string, Text>;

/** A suggestion in words. */
export function suggestionMessage(
  {
    code,
    path,
    received,
    suggested,
  }: {
    readonly code: keyof typeof SUGGESTIONS;
    readonly path: readonly (string | number)[];
    readonly received: unknown;
    readonly suggested: string | number;
  },
  locale: Locale,
): string {
  const given = typeof received === 'number' ? formatNumber(received, locale) : quoted(received, locale);
  const params = { what: fieldName(path, locale), received: given, suggested };
  return tidy(say(SUGGESTIONS[code], locale, params), locale);
}
