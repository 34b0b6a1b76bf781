import { zeros, type Books } from './books.ts';
import type { Tier, TierKind, Timeline } from './definition.ts';
import type { Plan } from './plan.ts';
import type { EqualisationResult } from './result.ts';

type Move = 'opening' | 'added' | 'accrued' | 'lapsed' | 'capitalised' | 'drawn' | 'closing';

/** What can happen to the balance of a tier, besides being paid. */
const MOVES_OF: Readonly<Record<TierKind, readonly Move[]>> = {
  returnOfCapital: ['opening', 'added', 'closing'],
  preferredReturn: ['opening', 'accrued', 'lapsed', 'capitalised', 'closing'],
  catchUp: [],
  hurdle: ['opening', 'added', 'accrued', 'closing'],
  split: [],
  amount: ['opening', 'accrued', 'closing'],
  reserve: ['opening', 'drawn', 'closing'],
};

/** What one tier did, by period; amounts by party in the order of the plan. Columns that stay zero are one and the same. */
export interface Slot extends Readonly<Record<Move, number[]>> {
  readonly tier: Tier;
  readonly pots: readonly string[];
  readonly hasBalance: boolean;
  readonly paid: number[];
  /** By party; none for a party it has not paid. */
  readonly payments: (number[] | undefined)[];
}

/** Columns of a run, one entry per period. Several ledgers (slices, deals) add into the same register. */
export interface Register {
  readonly parties: readonly string[];
  readonly slots: readonly Slot[];
  /** A column of zeros, for what did not happen. */
  readonly none: readonly number[];
  /** Distributable cash; negative cash counts as 0: it is a call, or was taken from a reserve. */
  readonly cash: number[];
  readonly contributions: number[];
  readonly contributed: readonly number[][];
  readonly received: readonly number[][];
  /** Capital not yet paid back that the tiers return. */
  readonly unreturned: number[];
  /** The general partner's own slice under `pariPassu`, paid before the tiers. */
  readonly gpSlice: number[];
  readonly carry: number[];
  /** Management fees paid before the tiers. */
  readonly fees: number[];
  /** Cash withheld to be invested again. */
  readonly recycled: number[];
  /** Negative cash that reserves bore. */
  readonly borne: number[];
  /** Return that joined capital, by party. */
  readonly capitalised: number[];
  /** The balances of each ledger, as they stand. */
  readonly books: Books[];
  readonly equalisation: EqualisationResult[];
}

export function openRegister(plan: Plan, { periods }: Timeline, fees: boolean): Register {
  const length = periods + 1;
  const none = zeros(length);
  return {
    parties: plan.parties,
    slots: plan.places.map(({ tier, pots }): Slot => {
      const slot = {
        tier,
        pots,
        hasBalance: MOVES_OF[tier.kind].length > 0,
        opening: none,
        added: none,
        accrued: none,
        paid: zeros(length),
        lapsed: none,
        capitalised: none,
        drawn: none,
        closing: none,
        payments: new Array<number[] | undefined>(plan.parties.length).fill(undefined),
      };
      for (const move of MOVES_OF[tier.kind]) slot[move] = zeros(length);
      return slot;
    }),
    none,
    cash: zeros(length),
    contributions: zeros(length),
    contributed: plan.parties.map((_, p) => (p < plan.definition.classes.length ? zeros(length) : none)),
    received: plan.parties.map(() => zeros(length)),
    unreturned: zeros(length),
    gpSlice: plan.ownSlice ? zeros(length) : none,
    carry: zeros(length),
    fees: fees ? zeros(length) : none,
    recycled: plan.definition.options.recycling ? zeros(length) : none,
    borne: plan.definition.options.negativeCash === 'reserve' ? zeros(length) : none,
    capitalised: zeros(plan.parties.length),
    books: [],
    equalisation: [],
  };
}
