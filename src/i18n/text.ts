import type { Locale, Text } from '../engine/index.ts';

export type { Locale, Text };

type Params = Readonly<Record<string, string | number>>;

/** A text in one language, `{name}` replaced by its parameter. */
export function say(text: Text, locale: Locale, params: Params = {}): string {
  return text[locale].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : typeof value === 'number' ? formatNumber(value, locale) : value;
  });
}

/** A name inside a sentence: in Chinese, Latin letters stand apart from the characters around them. */
export const inSentence = (name: string, locale: Locale): string =>
  locale === 'zh-CN' ? name.replace(/^(?=[A-Za-z])/, ' ').replace(/(?<=[A-Za-z0-9])$/, ' ') : name;

/** A sentence made of parts, without the spaces that names brought to its ends and before its marks. */
export const withoutGaps = (text: string): string =>
  text
    .replace(/ {2,}/g, ' ')
    .replace(/ +([，。、：（）])/g, '$1')
    .replace(/([，。、：（）]) +/g, '$1')
    .trim();

/** `zh`, `zh-Hans-CN`, ... speak Chinese, all others English. */
export function localeOf(language: string | undefined | null): Locale {
  return /^zh\b/i.test(language ?? '') ? 'zh-CN' : 'en';
}

const MINUS = '\u2212';

/** `1,234.5`, as many decimals as the number has up to ten; a true minus. */
export function formatNumber(value: number, locale: Locale): string {
  return value.toLocaleString(locale, { maximumFractionDigits: 10 }).replace('-', MINUS);
}

const amounts: Record<string, Intl.NumberFormat> = {};

/** An amount with grouped digits; without `decimals` whole amounts show none and others two. */
export function formatAmount(value: number, locale: Locale, decimals?: number): string {
  const digits = decimals ?? (Math.abs(value - Math.round(value)) < 0.005 ? 0 : 2);
  // A large run shows a hundred thousand amounts, and a format takes longer to make than to use.
  const rounded = (amounts[locale + digits] ??= new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })).format(value);
  return rounded.replace(/^-(?=[0.,]*$)/, '').replace('-', MINUS);
}

/** English puts a space before it, Chinese none. */
export const percentSign = (locale: Locale): string => (locale === 'en' ? ' %' : '%');

/** A fraction as percent: `8 %` in English, `8%` in Chinese. Without `decimals` as many as the rate has, up to four. */
export function formatPercent(fraction: number, locale: Locale, decimals?: number): string {
  const number = (fraction * 100).toLocaleString(locale, {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: decimals ?? 4,
  });
  return number.replace('-', MINUS) + percentSign(locale);
}
