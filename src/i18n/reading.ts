/** Texts of the reader of sheets with their parameters, in both languages at once. */
import { readingTexts } from './reading-texts.ts';
import { formatNumber, type Locale, type Text } from './text.ts';

export type ReadingText = keyof typeof readingTexts;

export type ReadingParams = Readonly<Record<string, string | number | Text | readonly string[]>>;

/** What a user wrote, in quotes and short enough for a sentence. */
export const quotedText = (text: string): string => `“${text.length > 40 ? `${text.slice(0, 39)}…` : text}”`;

function inLocale(value: ReadingParams[string], locale: Locale): string {
  if (typeof value === 'number') return formatNumber(value, locale);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    const names = value as readonly string[];
    const last = readingTexts.and[locale];
    return names.length < 3
      ? names.join(last)
      : `${names.slice(0, -1).join(locale === 'en' ? ', ' : '、')}${last}${names.at(-1)}`;
  }
  return (value as Text)[locale];
}

/** A text of the reader in both languages, `{name}` replaced by its parameter. */
export function readingText(code: ReadingText, params: ReadingParams = {}): Text {
  const say = (locale: Locale): string =>
    readingTexts[code][locale].replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = params[name];
      return value === undefined ? whole : inLocale(value, locale);
    });
  return { en: say('en').trim(), 'zh-CN': say('zh-CN').trim() };
}
