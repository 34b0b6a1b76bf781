/**
 * Return on capital, one account a class: arrears, of which under `calendarYear` a part bears return too.
 * Payments settle the oldest arrears first.
 */
import { yearFraction } from '../../dates.ts';
import type { PreferredReturn, Tier } from '../../definition.ts';
import type { Moment } from '../../parse/moments.ts';
import { owing } from '../sharing.ts';
import { add, BALANCE, move, NONE, positive, setTo, type State } from '../state.ts';
import { sameIds, type Earned, type Kind, type Ledger } from '../step.ts';
import { type Growth, growthOf, orderOf, yearEndsWithin, yearsBetween } from '../time.ts';
import { wiresTo } from '../wires.ts';

function calendarYears(growth: Growth, { timeline, dayCount }: Ledger, tier: PreferredReturn) {
  const counted = tier.dayCount ?? dayCount;
  return (capital: number, bearing: number, owed: number, from: Moment, to: Moment): Earned => {
    let accrued = 0;
    for (const stretch of growth.within(from, to)) {
      const [start, end] = [orderOf(timeline, stretch.from), orderOf(timeline, stretch.to)];
      let begin = start;
      for (const day of [...yearEndsWithin(start, end), end]) {
        const years = yearFraction(begin, day, counted === 'periods' ? 'act365' : counted);
        accrued += (capital + bearing) * stretch.rate * years;
        // The last day of a stretch is a year's end where the next one begins on it.
        if (yearEndsWithin(day, day + 1).length && day !== orderOf(timeline, to)) bearing = owed + accrued;
        begin = day;
      }
    }
    return { accrued, bearing };
  };
}

export const preferredReturn: Kind<PreferredReturn> = {
  payees: ({ to }) => to,
  carries: false,
  moves: ({ shortfall }) => [
    'accrued',
    ...({ accrue: [], lapse: ['lapsed'], pik: ['capitalised'] } as const)[shortfall],
    'closing',
  ],
  sameForm: (a, b) =>
    sameIds(a.to, b.to) &&
    a.compounding === b.compounding &&
    a.dayCount === b.dayCount &&
    a.base === b.base &&
    a.shortfall === b.shortfall,
  numbers: (_tier, { periods }) => periods + 1,
  make(tier, ledger, index, growthAt) {
    const { layout, indexOf, timeline, capital, stir, canRest } = ledger;
    const { lanes } = layout;
    const columns = ledger.columns[index]!;
    const payees = tier.to.map(indexOf);
    const n = payees.length;
    const dayCount = tier.dayCount ?? ledger.dayCount;
    const simple = tier.compounding === 'simple';
    const original = tier.base === 'original';
    const { shortfall } = tier;
    const growth = growthOf(timeline, dayCount, tier.compounding, false, growthAt, lanes);
    const yearly = tier.compounding === 'calendarYear' ? calendarYears(growth, ledger, tier) : null;
    const arrears = payees.map(() => layout.slots(BALANCE));
    /** By payee: arrears that bear. */
    const bearing = layout.slots(n);
    /** Slot: what bore return in the period, in years of the calendar; for the explanation. */
    const bore = layout.slots(1);
    /** Slots: what one payee, and all of them, earned in the period. */
    const earned = layout.slots(1);
    const total = layout.slots(1);
    /** Slot: 1 while in no lane anything bears a return, until capital joins. */
    const idle = layout.slots(1);
    const unreturned = payees.map(capital.unreturned);
    const pending = payees.map(capital.pending);
    const asleep = payees.map(capital.asleep);
    const to = payees.map((_, i) => wiresTo(layout, [arrears[i]!], [], yearly ? bearing + i : NONE));
    /** In years of the calendar what bears changes inside a period. */
    const accrueYearly = (s: State, i: number, k: number): void => {
      const base = original ? capital.originalBase(s, payees[i]!) : capital.openBase(s, payees[i]!);
      const owed = positive(s[arrears[i]!]!);
      const earned = yearly!(base, s[bearing + i]!, owed, { period: k - 1 }, { period: k });
      s[bore]! += base + s[bearing + i]!;
      s[bearing + i] = earned.bearing;
      move(s, arrears[i]!, earned.accrued);
      add(s, columns.accrued, k, earned.accrued);
    };
    /** Accrues period k on the base of payee i; returns whether there is any. */
    const accrueOn = (s: State, i: number, k: number): boolean => {
      const n = lanes;
      const out = unreturned[i]!;
      const later = pending[i]!;
      const sleeping = s[asleep[i]!]!;
      const fromOriginal = original;
      const due = arrears[i]!;
      const grown = growthAt + k * n;
      const into = earned;
      const onBase = simple;
      let any = false;
      for (let l = 0; l < n; l++) {
        const base = fromOriginal
          ? capital.originalBase(s, payees[i]!)
          : positive(positive(s[out + l]! - s[later + l]!) - sleeping);
        const bears = onBase ? base : base + positive(s[due + l]!);
        if (bears !== 0) any = true;
        const accrued = bears * s[grown + l]!;
        s[into + l] = accrued;
        setTo(s, due + l, s[due + l]! + accrued, n);
      }
      s[total]! += s[into]!;
      add(s, columns.accrued, k, s[into]!);
      return any;
    };
    ledger.accruals.push({
      index,
      payees,
      original,
      shortfall,
      earn(base, own, owed, from, to) {
        if (yearly) return yearly(base, own, owed, from, to);
        return { accrued: (simple ? base : base + owed) * growth.between(from, to), bearing: 0 };
      },
      take(s, party, arrearsOf, bearingOf) {
        const i = payees.indexOf(party);
        if (i < 0) return;
        move(s, arrears[i]!, arrearsOf);
        s[bearing + i]! += bearingOf;
      },
      arrearsOf(s, party) {
        const i = payees.indexOf(party);
        return i < 0 ? 0 : s[arrears[i]!]!;
      },
    });

    return {
      payees,
      to,
      bind: (s, own: Tier, lane) => growth.bind(s, (own as PreferredReturn).rate, lane),
      accrue(s, k) {
        if (s[idle]) return;
        s[bore] = s[total] = 0;
        let bears = false;
        for (let i = 0; i < n; i++)
          if (yearly) accrueYearly(s, i, k);
          else if (accrueOn(s, i, k)) bears = true;
        if (bears) stir(s, index);
        else if (canRest && capital.sleepers.length === 0) s[idle] = 1;
      },
      join: (s) => void (s[idle] = 0),
      ...owing(layout, arrears, to),
      ...(shortfall === 'accrue'
        ? {}
        : {
            close(s: State, k: number) {
              for (let i = 0; i < n; i++) {
                const left = s[arrears[i]!]!;
                setTo(s, arrears[i]!, 0);
                s[bearing + i] = 0;
                if (left === 0) continue;
                if (shortfall === 'pik') ledger.capitalise(s, index, payees[i]!, left, k);
                else add(s, columns.lapsed, k, left);
              }
            },
          }),
      balances: arrears,
      basis(s, k) {
        const stretches = k > 0 ? growth.within({ period: k - 1 }, { period: k }) : [];
        const of: Record<string, number> = {
          bearing: yearly ? s[bore]! : s[total]! / s[growthAt + k]!,
          stretches: stretches.length,
        };
        stretches.forEach((stretch, i) => {
          of[`rate${i}`] = stretch.rate;
          of[`years${i}`] = yearsBetween(timeline, dayCount, stretch.from, stretch.to);
        });
        arrears.forEach((at, i) => (of[`due${i}`] = positive(s[at]!)));
        return of;
      },
    };
  },
};
