import { closingClock, PERIODS_PER_YEAR } from './accrual.ts';
import type { Options, Timeline } from './definition.ts';
import { irr, irrAt, xirr, type Rate } from './irr.ts';
import { directAlpha, ksPme, longNickels, mirr, pmePlus } from './pme.ts';
import type { Column, Measures } from './result.ts';

/** Net present value: flow 0 is not discounted (Excel's NPV discounts it, see the cell function). */
export function npv(rate: number, flows: Column, years: Column): number {
  let sum = 0;
  for (let k = 0; k < flows.length; k++) sum += flows[k]! / (1 + rate) ** years[k]!;
  return sum;
}

/**
 * Years until the cumulative flow first turns from below zero to zero or above; null when it never does.
 * Flows fall at the end of their period; `linear` counts the part of the last period that was needed.
 */
export function payback(
  flows: Column,
  years: Column,
  style: Options['payback'] = 'linear',
  rate = 0,
): number | null {
  let sum = 0;
  let below = false;
  for (let k = 0; k < flows.length; k++) {
    const flow = rate === 0 ? flows[k]! : flows[k]! / (1 + rate) ** years[k]!;
    const before = sum;
    sum += flow;
    if (below && sum >= -1e-12 * Math.abs(flow)) {
      if (style === 'whole') return years[k]!;
      return years[k - 1]! + Math.min(1, -before / flow) * (years[k]! - years[k - 1]!);
    }
    if (sum < 0) below = true;
  }
  return null;
}

/** What a series of flows is measured by: its timeline and the options that name the conventions. */
export interface Ruler {
  readonly years: Column;
  /** Time is counted by dates. */
  readonly dated: boolean;
  rate(flows: Column): Rate;
}

/** The ruler of a run: annual rates, by dates under the day count, else by whole periods ((1 + i)^m - 1). */
export function rulerOf(timeline: Timeline, options: Options): Ruler {
  const { dates } = timeline;
  const { since: years } = closingClock(timeline, options.dayCount);
  if (dates && options.dayCount === 'act365')
    return { years, dated: true, rate: (flows) => xirr(flows, dates) };
  if (dates && options.dayCount !== 'periods')
    return { years, dated: true, rate: (flows) => irrAt(flows, years) };
  const m = PERIODS_PER_YEAR[timeline.unit];
  return {
    years,
    dated: false,
    rate(flows) {
      const found = irr(flows, m === 1 ? undefined : Math.expm1(Math.log1p(0.1) / m));
      return found.ok && m !== 1 ? { ok: true, rate: Math.expm1(m * Math.log1p(found.rate)) } : found;
    },
  };
}

/** Every measure of one party or of the project. `nav` is the value left after the last period. */
export function measure(
  contributed: Column,
  received: Column,
  ruler: Ruler,
  options: Options,
  nav = 0,
): Measures {
  const paidIn = total(contributed);
  const distributed = total(received);
  const flows = received.map((r, k) => r - contributed[k]!);
  if (nav !== 0) flows[flows.length - 1]! += nav;
  const found = ruler.rate(flows);
  const { discountRate } = options.measures;
  const over = (amount: number) => (paidIn > 0 ? amount / paidIn : null);
  return {
    contributed: paidIn,
    distributed,
    profit: distributed + nav - paidIn,
    irr: found.ok ? found.rate : null,
    ...(found.ok ? {} : { noIrr: found.reason }),
    npv: discountRate === undefined ? null : npv(discountRate, flows, ruler.years),
    ...modified(flows, ruler, options),
    ...againstIndex(
      received.map((r, k) => r - contributed[k]!),
      nav,
      ruler,
      options,
    ),
    dpi: over(distributed),
    rvpi: over(nav),
    tvpi: over(distributed + nav),
    moic: over(distributed + nav),
    payback: payback(flows, ruler.years, options.payback),
    discountedPayback:
      discountRate === undefined ? null : payback(flows, ruler.years, options.payback, discountRate),
  };
}

function modified(flows: readonly number[], ruler: Ruler, { measures }: Options): Pick<Measures, 'mirr'> {
  const { financeRate, reinvestRate } = measures;
  if (financeRate === undefined || reinvestRate === undefined) return {};
  return { mirr: mirr(flows, financeRate, reinvestRate, ruler.years) };
}

function againstIndex(
  flows: readonly number[],
  nav: number,
  ruler: Ruler,
  { measures: { index } }: Options,
): Pick<Measures, 'pme'> {
  if (index?.length !== flows.length) return {};
  const rate = (found: Rate | null) => (found?.ok ? found.rate : null);
  const years = ruler.dated ? ruler.years : undefined;
  return {
    pme: {
      ks: ksPme(flows, index, nav),
      directAlpha: rate(directAlpha(flows, index, nav, years)),
      longNickels: rate(longNickels(flows, index, years)),
      pmePlus: rate(pmePlus(flows, index, nav, years)),
    },
  };
}

export function total(column: Column): number {
  let sum = 0;
  for (let k = 0; k < column.length; k++) sum += column[k]!;
  return sum;
}
