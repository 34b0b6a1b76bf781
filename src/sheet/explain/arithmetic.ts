/** Sums said in words: `Opening 1,000 + Accrued 80 − Paid 50`. */
import { formatAmount, say, type Locale, type Text } from '../../i18n/index.ts';

export interface Summand {
  readonly words: string;
  readonly amount: number;
  readonly minus?: boolean;
}

/** `words` takes the figure as `{amount}`. */
export const summand = (words: Text, amount: number, locale: Locale, minus = false): Summand => ({
  words: say(words, locale, { amount: formatAmount(amount, locale) }),
  amount,
  minus,
});

/** A column's head with its figure. */
export const named = (head: string, amount: number, locale: Locale, minus = false): Summand => ({
  words: `${head} ${formatAmount(amount, locale)}`,
  amount,
  minus,
});

/** The summands joined; those that are zero are left out unless all are. */
export function inWords(summands: readonly Summand[]): string {
  const shown = summands.filter((s) => s.amount !== 0);
  return (shown.length ? shown : summands.slice(0, 1))
    .map(({ words, minus }, i) => (i === 0 && !minus ? words : minus ? `− ${words}` : `+ ${words}`))
    .join(' ')
    .replace(/^[a-z]/, (first) => first.toUpperCase());
}

export const sumOf = (summands: readonly Summand[]): number =>
  summands.reduce((sum, { amount, minus }) => sum + (minus ? -amount : amount), 0);

/** Whether two sums are one but for the last digits of doubles. */
export const same = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-7 * (1 + Math.abs(a) + Math.abs(b));
