/** What is kept of a run: all columns of a record, or the net flows of some parties and some totals. */
import type { Definition } from '../definition.ts';
import type { Timeline } from '../flows.ts';
import { GP, partyIds } from '../parties.ts';
import type { Move, PlacedTier, Recorded, TierColumns } from './columns.ts';
import { type Layout, NONE, type State } from './state.ts';
import { kindOf } from './tiers/index.ts';

/** What a batch keeps. */
export interface Totals {
  /** Ids of the parties whose net flows are kept. */
  readonly parties: readonly string[];
  /** Whether all carry, and what each tier paid in all, is kept too; and whether carry is by period. */
  readonly totals: boolean;
  readonly carry: boolean;
}

/** A record, with each tier's turns where they are traced; or what a batch keeps. */
export type Kept = 'record' | 'turns' | Totals;

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

/** The places of the columns; `NONE` for what cannot happen, and for what is not kept. */
export function layRecord(
  definition: Definition,
  { periods }: Timeline,
  layout: Layout,
  kept: Kept,
): Recorded<number> {
  const all = typeof kept === 'string';
  const column = (may = true) => (all && may ? layout.slots(periods + 1) : NONE);
  const total = () => (!all && kept.totals ? layout.slots(1) : NONE);
  const parties = partyIds(definition);
  const { options, classes } = definition;
  return {
    parties,
    tiers: tiersOf(definition).map(({ tier, pots }): TierColumns<number> => {
      const moves = kindOf(tier).moves(tier);
      const of = (move: Move) => column(moves.includes(move));
      const hasBalance = moves.includes('closing');
      // A period opens with what the one before has closed with: one column, with what the first opens with before it.
      const opening = all && hasBalance ? layout.slots(periods + 2) : NONE;
      return {
        tier,
        pots,
        hasBalance,
        opening,
        closing: opening === NONE ? NONE : opening + 1,
        added: of('added'),
        accrued: of('accrued'),
        lapsed: of('lapsed'),
        capitalised: of('capitalised'),
        drawn: of('drawn'),
        paid: column(),
        total: total(),
        payments: new Array<number | undefined>(parties.length).fill(undefined),
      };
    }),
    none: NONE,
    cash: column(),
    rounded: column(options.rounding !== undefined),
    contributions: column(),
    contributed: parties.map((_, p) => column(p < classes.length)),
    received: parties.map(() => column()),
    net: parties.map((id) => (!all && kept.parties.includes(id) ? layout.slots(periods + 1) : NONE)),
    unreturned: column(),
    gpSlice: column(classes.some((c) => c.id === GP) && options.gpCapital === 'pariPassu'),
    carry: all || kept.carry ? layout.slots(periods + 1) : NONE,
    carryTotal: total(),
    fees: column(),
    recycled: column(options.recycling !== undefined),
    borne: column(options.negativeCash === 'reserve'),
    capitalised: all ? layout.slots(parties.length) : NONE,
    equalisation: [],
  };
}

/** The columns themselves. */
export function recordOf(
  { tiers, equalisation, ...laid }: Recorded<number>,
  { periods }: Timeline,
  { lanes }: Layout,
  s: State,
): Recorded {
  const length = (periods + 1) * lanes;
  const none = new Float64Array(length);
  const views = new Map<number, Float64Array>([[NONE, none]]);
  /** One view a column, so that it can be seen which are the same. */
  const view = (at: number, entries = length): Float64Array => {
    let found = views.get(at);
    if (!found) views.set(at, (found = s.subarray(at, at + entries)));
    return found;
  };
  return {
    parties: laid.parties,
    tiers: tiers.map((t) => ({
      tier: t.tier,
      pots: t.pots,
      hasBalance: t.hasBalance,
      opening: view(t.opening),
      closing: view(t.closing),
      added: view(t.added),
      accrued: view(t.accrued),
      lapsed: view(t.lapsed),
      capitalised: view(t.capitalised),
      drawn: view(t.drawn),
      paid: view(t.paid),
      total: view(t.total, lanes),
      payments: t.payments.map((at) => (at === undefined ? undefined : view(at))),
    })),
    none,
    cash: view(laid.cash),
    rounded: view(laid.rounded),
    contributions: view(laid.contributions),
    contributed: laid.contributed.map((at) => view(at)),
    received: laid.received.map((at) => view(at)),
    net: laid.net.map((at) => view(at)),
    unreturned: view(laid.unreturned),
    gpSlice: view(laid.gpSlice),
    carry: view(laid.carry),
    carryTotal: view(laid.carryTotal, lanes),
    fees: view(laid.fees),
    recycled: view(laid.recycled),
    borne: view(laid.borne),
    capitalised: view(laid.capitalised, laid.parties.length),
    equalisation,
  };
}
