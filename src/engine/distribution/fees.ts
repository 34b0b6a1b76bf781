/** The management fee: what falls due, on which base, and who bears it. */
import type { Definition } from '../definition.ts';
import type { Fees, Flows } from '../flows.ts';
import { presentShares } from './calls.ts';
import type { Layout, State } from './state.ts';
import { floatingAt, orderOf, PERIODS_PER_YEAR, yearsBetween } from './time.ts';
import { yearFraction } from '../dates.ts';

/** A stretch of one period under one step of the schedule. */
export interface FeeStretch {
  readonly years: number;
  readonly rate: number;
  readonly base: Fees['schedule'][number]['base'];
  /** Which step of the schedule it is under. */
  readonly step: number;
}

/**
 * The stretches of period k: the day after the previous date through this one, cut where a step begins inside.
 * A step counts from its own day, inclusive; one given by period counts for all of that period.
 */
export function feeStretches(
  fees: Fees,
  k: number,
  { timeline }: Pick<Flows, 'timeline'>,
  dayCount: Definition['options']['dayCount'],
): FeeStretch[] {
  const { dates } = timeline;
  /** The moment after which a step counts, in serial days or in periods. */
  const begins = fees.schedule.map(({ from }) => {
    if (!dates) return from.period - 1;
    return from.date === undefined
      ? (dates[from.period - 1] ?? (from.period < 1 ? -Infinity : Infinity))
      : from.date - 1;
  });
  const [start, end] = dates ? [dates[k - 1]!, dates[k]!] : [k - 1, k];
  const cuts = [...new Set([start, ...begins.filter((b) => b > start && b < end), end])].sort(
    (a, b) => a - b,
  );
  // A part of a period counted as one is its part by days.
  const years = (a: number, b: number) =>
    dates && dayCount !== 'periods'
      ? yearFraction(a, b, dayCount)
      : (b - a) / (end - start) / PERIODS_PER_YEAR[timeline.unit];
  return cuts.slice(1).flatMap((to, i) => {
    const from = cuts[i]!;
    let step = -1;
    begins.forEach((b, s) => {
      if (b <= from && (step < 0 || b >= begins[step]!)) step = s;
    });
    if (step < 0) return [];
    const { rate, base } = fees.schedule[step]!;
    return [
      {
        years: years(from, to),
        rate: typeof rate === 'number' ? rate : floatingAt(rate, rate.index[k - 1]!),
        base,
        step,
      },
    ];
  });
}

/** Cost of the deals a fund holds at the opening of period k: without those closed, less what was written down. */
export function activeCost({ deals = [], timeline }: Flows, k: number): number {
  const opening = orderOf(timeline, { period: k - 1 });
  const by = (period: number, date?: number) => orderOf(timeline, { period, date }) <= opening;
  return deals.reduce((sum, { cost, period, date, writeDowns, closedAt }) => {
    if (!by(period, date) || (closedAt !== undefined && by(closedAt))) return sum;
    return writeDowns.reduce((left, w) => (by(w.period) ? left - w.amount : left), sum + cost);
  }, 0);
}

/** The fee schedule of a life, with what does not depend on balances worked out by period. */
export interface FeeSchedule {
  readonly periods: readonly {
    readonly stretches: readonly FeeStretch[];
    /** Shares of the classes that have closed by the opening. */
    readonly present: readonly number[];
    readonly activeCost: number;
    /** Null before the first value. */
    readonly nav: number | null;
    readonly offset: number;
    /** Most the period may cost. */
    readonly cap: number;
  }[];
  readonly commitment: number;
  readonly total: number;
}

export function feeSchedule(definition: Definition, flows: Flows, fees: Fees): FeeSchedule {
  const { timeline, nav } = flows;
  const { dayCount } = definition.options;
  return {
    commitment: fees.commitment,
    total: fees.cap?.total ?? Infinity,
    periods: Array.from({ length: timeline.periods + 1 }, (_, k) => {
      if (k === 0) return { stretches: [], present: [], activeCost: 0, nav: null, offset: 0, cap: 0 };
      const last = nav.reduce<{ period: number; amount: number } | null>(
        (found, v) => (v.period < k && (!found || v.period >= found.period) ? v : found),
        null,
      );
      const years = yearsBetween(timeline, dayCount, { period: k - 1 }, { period: k });
      return {
        stretches: feeStretches(fees, k, flows, dayCount),
        present: presentShares(definition, flows, k - 1),
        activeCost: activeCost(flows, k),
        nav: last?.amount ?? null,
        offset: fees.offset.reduce((sum, o) => (o.period === k ? sum + o.amount : sum), 0),
        cap: (fees.cap?.year ?? Infinity) * years,
      };
    }),
  };
}

/** What fees are charged on, at the opening of a period. */
export interface FeeBases {
  paidIn(s: State, party: number): number;
  unreturned(s: State, party: number): number;
}

/** Fees as balances: below zero where an offset goes beyond them. */
export interface FeeAccounts {
  /** Slot: what a slice still owes; without slices all classes owe together. */
  owed(slice: number): number;
  charge(s: State, k: number, schedule: FeeSchedule, definition: Definition): void;
}

export function openFees(
  { classes }: Definition,
  sliced: boolean,
  layout: Layout,
  bases: FeeBases,
): FeeAccounts {
  const owed = layout.slots(sliced ? classes.length : 1);
  /** What the life has cost so far, before offsets. */
  const charged = layout.slots(1);
  const due = layout.slots(classes.length);
  const baseOf = (s: State, k: number, schedule: FeeSchedule, base: FeeStretch['base'], party: number) => {
    const { present, activeCost, nav } = schedule.periods[k]!;
    switch (base) {
      case 'commitment':
        return schedule.commitment * present[party]!;
      case 'contributed':
        return bases.paidIn(s, party);
      case 'unreturned':
        return bases.unreturned(s, party);
      case 'activeCost':
        return activeCost * present[party]!;
      case 'nav':
        return nav === null ? bases.unreturned(s, party) : nav * present[party]!;
    }
  };
  return {
    owed: (slice) => owed + slice,
    /**
     * The fee of period k falls due on the balances the period opens with: rate x years x base, less each class's
     * discount, within the caps, less the offset. What is unpaid stays owed.
     */
    charge(s, k, schedule, definition) {
      const { stretches, offset, cap } = schedule.periods[k]!;
      let all = 0;
      for (let p = 0; p < classes.length; p++) {
        const { feeDiscount = 0 } = definition.classes[p]!;
        let sum = 0;
        for (const { years, rate, base } of stretches)
          sum += Math.max(0, baseOf(s, k, schedule, base, p)) * (1 - feeDiscount) * rate * years;
        s[due + p] = sum;
        all += sum;
      }
      const most = Math.min(cap, Math.max(0, schedule.total - s[charged]!));
      const cut = all > most ? most / all : 1;
      for (let p = 0; p < classes.length; p++)
        s[owed + (sliced ? p : 0)]! += s[due + p]! * cut - offset * definition.classes[p]!.share;
      s[charged]! += all * cut;
    },
  };
}
