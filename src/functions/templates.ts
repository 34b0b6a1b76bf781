import { commonTerms } from '../engine/index.ts';
import { say, type Locale, type Text } from '../i18n/index.ts';
import { modeOf } from '../sheet/index.ts';
import { fail, language } from './cell.ts';

const UNITS: Readonly<Record<string, Text>> = {
  percent: { en: 'fraction, e.g. 8 %', 'zh-CN': '小数，如 8%' },
  amount: { en: 'amount', 'zh-CN': '金额' },
  text: { en: 'e.g. 万元', 'zh-CN': '如 万元' },
};

/** Label, value and unit of every term of a mode; optional ones that follow from others are left out. */
export function defaultTerms(mode: string, locale: Locale = language()): (string | number)[][] {
  const preset = modeOf(mode);
  if (!preset) return fail(locale, 'unknownMode', { received: mode });
  const unit = commonTerms.find((t) => t.id === 'unit')!;
  return [...preset.terms.filter((t) => t.default !== undefined), unit].map((t) => [
    say(t.label, locale),
    t.default ?? '',
    say(UNITS[t.unit]!, locale),
  ]);
}

const RATES: Text = { en: 'IRR · sign changes: {count}', 'zh-CN': 'IRR · 正负变化 {count} 次' };

/** Head of a column of rates. A text, so that MIN, MAX and COUNT of the column see rates alone. */
export const ratesHead = (signChanges: number, locale: Locale): string =>
  say(RATES, locale, { count: signChanges });
