/** What is recorded of a run: columns with one entry per period, 0..N. */
import type { Definition, Tier } from '../definition.ts';
import type { Timeline } from '../flows.ts';
import { GP, partyIds } from '../parties.ts';
import type { EqualisationResult } from '../result.ts';
import type { Arena } from './arena.ts';
import type { Move } from './step.ts';
import { kindOf } from './tiers/index.ts';

/** What one tier did. Several ledgers (slices, deals) add into the same columns; those that cannot move are one and the same. */
export interface TierColumns extends Readonly<Record<Move, Float64Array>> {
  readonly tier: Tier;
  readonly pots: readonly string[];
  readonly hasBalance: boolean;
  readonly paid: Float64Array;
  readonly none: Float64Array;
  /** By party; none for a party it cannot pay. */
  readonly payments: (Float64Array | undefined)[];
}

export interface Recorded {
  readonly parties: readonly string[];
  readonly tiers: readonly TierColumns[];
  /** A column of zeros, for what cannot happen. */
  readonly none: Float64Array;
  /** Distributable cash as it enters the tiers; negative cash counts as 0: it is a call, or was taken from a reserve. */
  readonly cash: Float64Array;
  /** The given cash less that which enters, where payments are rounded. */
  readonly rounded: Float64Array;
  readonly contributions: Float64Array;
  readonly contributed: readonly Float64Array[];
  readonly received: readonly Float64Array[];
  /** Capital not yet paid back that the tiers return. */
  readonly unreturned: Float64Array;
  /** The general partner's own slice under `pariPassu`, paid before the tiers. */
  readonly gpSlice: Float64Array;
  readonly carry: Float64Array;
  readonly fees: Float64Array;
  /** Cash withheld to be invested again. */
  readonly recycled: Float64Array;
  /** Negative cash that reserves bore. */
  readonly borne: Float64Array;
  /** Return that joined capital which some tier pays back, by party. */
  readonly capitalised: Float64Array;
  readonly equalisation: EqualisationResult[];
}

/** A tier, and the ids of the pots it stands in. */
export interface PlacedTier {
  readonly tier: Tier;
  readonly pots: string[];
}

/** Every tier of a definition once, in order. */
export function tiersOf(definition: Definition): PlacedTier[] {
  const found = new Map<string, PlacedTier>();
  for (const pot of definition.pots)
    for (const tier of pot.tiers) {
      const known = found.get(tier.id);
      if (known) known.pots.push(pot.id);
      else found.set(tier.id, { tier, pots: [pot.id] });
    }
  return [...found.values()];
}

export function openRecord(definition: Definition, { periods }: Timeline, arena: Arena): Recorded {
  const length = periods + 1;
  const column = () => arena.take(length);
  const none = new Float64Array(length);
  const parties = partyIds(definition);
  const { options, classes } = definition;
  return {
    parties,
    tiers: tiersOf(definition).map(({ tier, pots }): TierColumns => {
      const { moves } = kindOf(tier);
      const of = (move: Move) => (moves.includes(move) ? column() : none);
      return {
        tier,
        pots,
        hasBalance: moves.length > 0,
        opening: of('opening'),
        added: of('added'),
        accrued: of('accrued'),
        lapsed: of('lapsed'),
        capitalised: of('capitalised'),
        drawn: of('drawn'),
        closing: of('closing'),
        paid: column(),
        none,
        payments: new Array<Float64Array | undefined>(parties.length).fill(undefined),
      };
    }),
    none,
    cash: column(),
    rounded: options.rounding === undefined ? none : column(),
    contributions: column(),
    contributed: parties.map((_, p) => (p < classes.length ? column() : none)),
    received: parties.map(column),
    unreturned: column(),
    gpSlice: classes.some((c) => c.id === GP) && options.gpCapital === 'pariPassu' ? column() : none,
    carry: column(),
    fees: column(),
    recycled: options.recycling ? column() : none,
    borne: options.negativeCash === 'reserve' ? column() : none,
    capitalised: arena.take(parties.length),
    equalisation: [],
  };
}

/** The columns in which capital of a party stands: those of the tiers that return it. */
export function capitalColumns(tiers: readonly PlacedTier[], { parties, tiers: columns }: Recorded) {
  const returning = parties.map((id) =>
    tiers.flatMap(({ tier }, i) =>
      tier.kind === 'returnOfCapital' && tier.to.includes(id) ? [columns[i]!.added] : [],
    ),
  );
  return {
    isReturned: (party: number) => returning[party]!.length > 0,
    add(k: number, party: number, amount: number) {
      const own = returning[party]!;
      for (let i = 0; i < own.length; i++) own[i]![k]! += amount;
    },
  };
}

/** Each period opens with what the one before has closed with. */
export function carryForward({ tiers }: Recorded, last: number): void {
  for (let i = 0; i < tiers.length; i++) {
    const { opening, closing, hasBalance } = tiers[i]!;
    if (hasBalance) for (let k = 1; k <= last; k++) opening[k] = closing[k - 1]!;
  }
}
