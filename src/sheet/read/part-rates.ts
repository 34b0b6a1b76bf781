/** Rates whose label or unit says that they are of a quarter or a month, not of a year. */
import { termLabel, type KnownLabel } from './labels.ts';
import type { Pair } from './term-rows.ts';

const PART =
  /(?<![a-z])(?:quarterly|monthly|weekly|daily|semi-?annual(?:ly)?|half-?yearly|per (?:quarter|month|day)|p\.?\s?[qm]\.?)(?![a-z])|每[季月日]度?|[季月日][度化]|半年度?/i;
/** How often a rate compounds does not say what it is a rate of. */
const YEARLY = /compound|annuali[sz]ed|复利|年化/i;

/** Terms that accrue with time. */
const accrues = ({ id }: KnownLabel): boolean =>
  /^(?:hurdle_rate|periodic_rate|.*_hurdle|(?:mezzanine|subordinate)_rate)$/.test(id);

export const isOfPart = (known: KnownLabel, { text, unit }: Pair): boolean =>
  accrues(known) && [text, unit ?? ''].some((t) => PART.test(t) && !YEARLY.test(t));

/** `月度门槛收益率` is the hurdle rate, of a month. */
export function rateOfPart(label: string): KnownLabel | undefined {
  const known = PART.test(label) ? termLabel(label.replace(PART, '')) : undefined;
  return known && accrues(known) ? known : undefined;
}
