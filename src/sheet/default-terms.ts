/** The terms of a mode as `TERMS` spills them and a block of inputs holds them. */
import { commonTerms, type Preset } from '../engine/index.ts';
import { functionTexts } from '../i18n/functions.ts';
import { say, type Locale } from '../i18n/text.ts';

const UNITS = {
  percent: functionTexts.percentUnit,
  amount: functionTexts.amountUnit,
  text: functionTexts.textUnit,
};

/** Label, value and unit of every term of a mode; optional ones that follow from others are left out. */
export function defaultTerms(
  { terms }: Preset,
  locale: Locale,
): (readonly [string, string | number, string])[] {
  const unit = commonTerms.find((t) => t.id === 'unit')!;
  return [...terms.filter((t) => t.default !== undefined), unit].map((t) => [
    say(t.label, locale),
    t.default ?? '',
    say(UNITS[t.unit], locale),
  ]);
}
