/** What is recorded of a run: columns with one entry per period, 0..N. */
import type { Definition } from '../definition.ts';
import type { Timeline } from '../flows.ts';
import { GP, partyIds } from '../parties.ts';
import type { Arena } from './arena.ts';
import type { Move, PlacedTier, Recorded, TierColumns } from './columns.ts';
import { kindOf } from './tiers/index.ts';

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
