/**
 * Public market equivalents: a fund's flows against an index. Flows are negative when paid in; `index` has the
 * level at each flow; `nav` is the value left at the last one. Every amount is carried to the end at the index's return.
 */
import { irr, irrAt, type Rate } from './irr.ts';

interface Carried {
  readonly paidIn: number;
  readonly received: number;
}

const toEnd = (flows: readonly number[], index: readonly number[]): number[] => {
  const last = index[index.length - 1]!;
  return flows.map((f, k) => (f * last) / index[k]!);
};

function carried(flows: readonly number[], index: readonly number[]): Carried {
  let paidIn = 0;
  let received = 0;
  for (const f of toEnd(flows, index))
    if (f < 0) paidIn -= f;
    else received += f;
  return { paidIn, received };
}

const withLast = (flows: readonly number[], extra: number): number[] =>
  flows.map((f, k) => (k === flows.length - 1 ? f + extra : f));

const rateOf = (flows: readonly number[], years: readonly number[] | undefined): Rate =>
  years ? irrAt(flows, years) : irr(flows);

/** Kaplan and Schoar (2005): distributions and value over contributions, all carried to the end; null when nothing was paid in. */
export function ksPme(flows: readonly number[], index: readonly number[], nav = 0): number | null {
  const { paidIn, received } = carried(flows, index);
  return paidIn > 0 ? (received + nav) / paidIn : null;
}

/**
 * Direct Alpha (Gredil, Griffiths, Stucke 2014): the rate of the carried flows, per period, or annual with `years`.
 * Its continuous form is ln(1 + alpha).
 */
export function directAlpha(
  flows: readonly number[],
  index: readonly number[],
  nav = 0,
  years?: readonly number[],
): Rate {
  return rateOf(withLast(toEnd(flows, index), nav), years);
}

/** Value of the index portfolio that made the same flows (Long and Nickels 1996). */
export function longNickelsNav(flows: readonly number[], index: readonly number[]): number {
  const { paidIn, received } = carried(flows, index);
  return paidIn - received;
}

/** Long and Nickels: the rate of the flows when the index portfolio's value stands at the end. */
export function longNickels(
  flows: readonly number[],
  index: readonly number[],
  years?: readonly number[],
): Rate {
  return rateOf(withLast(flows, longNickelsNav(flows, index)), years);
}

/** Factor by which PME+ (Rouvinez 2003) scales distributions so that the index portfolio ends at the fund's value; null without distributions. */
export function pmePlusFactor(flows: readonly number[], index: readonly number[], nav = 0): number | null {
  const { paidIn, received } = carried(flows, index);
  return received > 0 ? (paidIn - nav) / received : null;
}

/** PME+: the rate of contributions, scaled distributions and the fund's value; null without distributions. */
export function pmePlus(
  flows: readonly number[],
  index: readonly number[],
  nav = 0,
  years?: readonly number[],
): Rate | null {
  const factor = pmePlusFactor(flows, index, nav);
  if (factor === null) return null;
  return rateOf(
    withLast(
      flows.map((f) => (f > 0 ? f * factor : f)),
      nav,
    ),
    years,
  );
}

/**
 * Modified rate of return: paid-in flows discounted at `financeRate`, received ones carried to the end at
 * `reinvestRate`. Per period as Excel's MIRR, or annual with `years`; null unless there are both,
 * and where what they grow to is more than a double holds.
 */
export function mirr(
  flows: readonly number[],
  financeRate: number,
  reinvestRate: number,
  years?: readonly number[],
): number | null {
  const at = (k: number) => (years ? years[k]! : k);
  const end = at(flows.length - 1);
  let paidIn = 0;
  let received = 0;
  flows.forEach((f, k) => {
    if (f < 0) paidIn -= f / (1 + financeRate) ** at(k);
    else if (f > 0) received += f * (1 + reinvestRate) ** (end - at(k));
  });
  const rate = paidIn > 0 && received > 0 ? (received / paidIn) ** (1 / end) - 1 : NaN;
  return Number.isFinite(rate) ? rate : null;
}
