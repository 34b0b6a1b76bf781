/** The help's own words, and how figures are written in it. */
import { say, type Locale } from '../../src/i18n/index.ts';
import { helpTexts } from '../../src/i18n/help.ts';

export { formatAmount, formatPercent } from '../../src/i18n/index.ts';

export const helpWord = (
  key: keyof typeof helpTexts,
  locale: Locale,
  params?: Readonly<Record<string, string | number>>,
): string => say(helpTexts[key], locale, params);
