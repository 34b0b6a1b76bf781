import { functionTexts } from '../i18n/functions.ts';
import { say, type Locale } from '../i18n/index.ts';
import { defaultTerms } from '../sheet/default-terms.ts';
import { modeOf } from '../sheet/index.ts';
import { fail, language } from './cell.ts';
import { refuseUnread } from './saved-modes.ts';

/** The terms of the mode that is named, or why there is none. */
export function termsOfMode(mode: string, locale: Locale = language()): (string | number)[][] {
  const preset = modeOf(mode);
  if (!preset) {
    refuseUnread();
    return fail(locale, 'unknownMode', { received: mode });
  }
  return defaultTerms(preset, locale).map((row) => [...row]);
}

/** Head of a column of rates. A text, so that MIN, MAX and COUNT of the column see rates alone. */
export const ratesHead = (signChanges: number, locale: Locale): string =>
  say(functionTexts.rates, locale, { count: signChanges });
