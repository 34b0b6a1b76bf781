/**
 * Return on capital, one account a class: arrears, of which under `calendarYear` a part bears return too.
 * Payments settle the oldest arrears first.
 */
import { yearFraction } from '../../dates.ts';
import type { PreferredReturn, Tier } from '../../definition.ts';
import type { Moment } from '../../parse/moments.ts';
import { BALANCE, move, setTo } from '../balance.ts';
import { type Accrual, type Earned, type Kind, type Ledger, proRata } from '../step.ts';
import { type Growth, growthOf, orderOf, yearEndsWithin, yearsBetween } from '../time.ts';

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
  moves: ['opening', 'accrued', 'lapsed', 'capitalised', 'closing'],
  make(tier, ledger, index) {
    const { arena, indexOf, timeline, capital } = ledger;
    const payees = tier.to.map(indexOf);
    const n = payees.length;
    const dayCount = tier.dayCount ?? ledger.dayCount;
    const simple = tier.compounding === 'simple';
    const original = tier.base === 'original';
    const { shortfall } = tier;
    const growth = growthOf(timeline, dayCount, tier.compounding, false);
    const yearly = tier.compounding === 'calendarYear' ? calendarYears(growth, ledger, tier) : null;
    const arrears = arena.take(n * BALANCE);
    const bearing = arena.take(n);
    const due = arena.take(n);
    /** What bore return in the period, and the return; for the explanation. */
    const told = arena.take(3);
    let rate: PreferredReturn['rate'] = 0;

    const earn: Accrual['earn'] = (base, own, owed, from, to) => {
      if (yearly) return yearly(base, own, owed, from, to);
      const accrued = (simple ? base : base + owed) * growth.between(from, to);
      return { accrued, bearing: 0 };
    };
    ledger.accruals.push({
      earn,
      original,
      shortfall,
      take(party, arrearsOf, bearingOf) {
        const i = payees.indexOf(party);
        if (i < 0) return;
        move(arrears, i, arrearsOf);
        bearing[i]! += bearingOf;
      },
      arrearsOf(party) {
        const i = payees.indexOf(party);
        return i < 0 ? 0 : arrears[i * BALANCE]!;
      },
      index,
      payees,
    });

    return {
      payees,
      bind(own: Tier) {
        rate = (own as PreferredReturn).rate;
        growth.bind(rate);
      },
      accrue(k) {
        let total = 0;
        let bore = 0;
        const factor = growth.of[k]!;
        for (let i = 0; i < n; i++) {
          const p = payees[i]!;
          const owed = Math.max(0, arrears[i * BALANCE]!);
          const base = original ? capital.originalBase(p) : capital.openBase(p);
          let accrued: number;
          if (yearly) {
            const earned = yearly(base, bearing[i]!, owed, { period: k - 1 }, { period: k });
            bore += base + bearing[i]!;
            accrued = earned.accrued;
            bearing[i] = earned.bearing;
          } else {
            const bears = simple ? base : base + owed;
            bore += bears;
            accrued = bears * factor;
          }
          if (accrued !== 0) move(arrears, i, accrued);
          total += accrued;
        }
        told[0] = bore;
        told[1] = total;
        told[2] = k;
        return total;
      },
      join({ returns }) {
        const accrued = returns[index]?.accrued ?? 0;
        told[1]! += accrued;
        return accrued;
      },
      owed() {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += due[i] = Math.max(0, arrears[i * BALANCE]!);
        return sum;
      },
      share: (amount, out) => proRata(amount, due, out),
      settle(i, amount) {
        move(arrears, i, -amount);
        if (yearly) bearing[i] = Math.max(0, bearing[i]! - amount);
      },
      ...(shortfall === 'accrue'
        ? {}
        : {
            close(k: number) {
              for (let i = 0; i < n; i++) {
                const left = arrears[i * BALANCE]!;
                setTo(arrears, i, 0);
                bearing[i] = 0;
                if (left === 0) continue;
                if (shortfall === 'pik') ledger.capitalise(index, payees[i]!, left, k);
                else ledger.columns[index]!.lapsed[k]! += left;
              }
            },
          }),
      balance() {
        let sum = 0;
        for (let i = 0; i < n; i++) sum += arrears[i * BALANCE]!;
        return sum;
      },
      basis() {
        const k = told[2]!;
        const stretches = k > 0 ? growth.within({ period: k - 1 }, { period: k }) : [];
        const of: Record<string, number> = { bearing: told[0]!, stretches: stretches.length };
        stretches.forEach((stretch, i) => {
          of[`rate${i}`] = stretch.rate;
          of[`years${i}`] = yearsBetween(timeline, dayCount, stretch.from, stretch.to);
        });
        due.forEach((owed, i) => (of[`due${i}`] = owed));
        return of;
      },
    };
  },
};
