import { commonTerms } from '../engine/index.ts';
import { functionTexts } from '../i18n/functions.ts';
import { say, type Locale } from '../i18n/index.ts';
import { modeOf } from '../sheet/index.ts';
import { fail, language } from './cell.ts';
import { refuseUnread } from './saved-modes.ts';

const UNITS = {
  percent: functionTexts.percentUnit,
  amount: functionTexts.amountUnit,
  text: functionTexts.textUnit,
};

/** Label, value and unit of every term of a mode; optional ones that follow from others are left out. */
export function defaultTerms(mode: string, locale: Locale = language()): (string | number)[][] {
  const preset = modeOf(mode);
  if (!preset) {
    refuseUnread();
    return fail(locale, 'unknownMode', { received: mode });
  }
  const unit = commonTerms.find((t) => t.id === 'unit')!;
  return [...preset.terms.filter((t) => t.default !== undefined), unit].map((t) => [
    say(t.label, locale),
    t.default ?? '',
    say(UNITS[t.unit], locale),
  ]);
}

/** Head of a column of rates. A text, so that MIN, MAX and COUNT of the column see rates alone. */
export const ratesHead = (signChanges: number, locale: Locale): string =>
  say(functionTexts.rates, locale, { count: signChanges });
