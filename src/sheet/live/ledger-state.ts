/** What the parts of one ledger share while its formulas are written: its tiers pot by pot, capital accounts, running profit. */
import type { Tier } from '../../engine/index.ts';
import { type Account, openAccount } from './capital.ts';
import type { Setting } from './context.ts';
import type { Expr } from './expression.ts';
import type { PaidIn } from './inflows.ts';
import type { Around, LiveRule } from './kinds/context.ts';
import { ruleOf } from './kinds/index.ts';
import { type Owner, type Seat, seatOf } from './ledger-tier.ts';
import { openRunningProfit, paymentsTo, type RunningProfit } from './running-profit.ts';

/** A tier with its formulas, and the reserves that top it up. */
export interface Placed {
  readonly seat: Seat;
  readonly rule: LiveRule;
  readonly coveredBy: Placed[];
}

export interface LedgerState {
  readonly setting: Setting;
  readonly paidIn: PaidIn;
  readonly owner: Owner;
  /** By id, and in the order of each pot. */
  readonly placed: Map<string, Placed>;
  readonly potTiers: Placed[][];
  readonly accounts: Map<string, Account>;
  readonly profit: RunningProfit;
  /** Whether the general partner's own slice comes out of this ledger's cash, and whether it is all of that. */
  readonly paysSlice: boolean;
  readonly isSlice: boolean;
  /** Cash of that slice, pot by pot. */
  readonly slices: Expr[];
  /** Tiers that count as ranked above the one whose formulas are being written. */
  above: readonly Placed[];
  /** Whether those formulas are a test's, which stand before all payments. */
  testing: boolean;
}

export const account = ({ setting, owner, accounts }: LedgerState, party: string): Account => {
  let found = accounts.get(party);
  if (!found) accounts.set(party, (found = openAccount(setting, owner.capital, party, owner.mark)));
  return found;
};

export function openState(setting: Setting, paidIn: PaidIn, owner: Owner): LedgerState {
  const { definition } = setting;
  const own = owner.class;
  const hasSlice =
    definition.options.gpCapital === 'pariPassu' && definition.classes.some((c) => c.id === 'gp');
  const isSlice = hasSlice && own?.id === 'gp';
  const state: LedgerState = {
    setting,
    paidIn,
    owner,
    placed: new Map(),
    potTiers: [],
    accounts: new Map(),
    profit: openRunningProfit(setting, owner.capital, owner.mark),
    paysSlice: hasSlice && (!own || isSlice),
    isSlice,
    slices: [],
    above: [],
    testing: false,
  };
  // The general partner's own slice takes its cash whole and runs no tiers.
  if (!isSlice) placeTiers(state);
  for (const { tiers } of definition.pots)
    state.potTiers.push(tiers.flatMap((t) => state.placed.get(t.id) ?? []));
  return state;
}

function placeTiers(state: LedgerState): void {
  const { setting, paidIn, owner, placed } = state;
  const turns = turnsOf(setting);
  const around = aroundOf(state);
  for (const tier of setting.definition.pots.flatMap((p) => p.tiers))
    if (!placed.has(tier.id)) {
      const seat = seatOf(setting, tier, owner, paidIn.shares.of, turns.get(tier.id)!);
      placed.set(tier.id, { seat, rule: ruleOf(setting, owner.capital, seat, around), coveredBy: [] });
    }
  for (const reserve of placed.values())
    if (reserve.seat.tier.kind === 'reserve')
      for (const id of reserve.seat.tier.covers) placed.get(id)?.coveredBy.push(reserve);
}

/** How often each tier is paid in a period: at its own ranks, by sweeps, and topped up by reserves. */
function turnsOf({ definition: { pots } }: Setting): Map<string, number> {
  const tiers = new Map(pots.flatMap((p) => p.tiers).map((t) => [t.id, t]));
  const topUps = (id: string) =>
    [...tiers.values()].filter((t) => t.kind === 'reserve' && t.covers.includes(id)).length;
  const turns = new Map<string, number>();
  const take = (id: string) => void turns.set(id, (turns.get(id) ?? 0) + 1 + topUps(id));
  for (const { tiers: own } of pots)
    for (const { id, when } of own) {
      take(id);
      if (when?.sweepTo !== undefined) take(when.sweepTo);
    }
  return turns;
}

function aroundOf(state: LedgerState): Around {
  const { placed, slices, profit } = state;
  const { pots } = state.setting.definition;
  const sweeps = pots.some((p) => p.tiers.some((t) => t.when?.sweepTo !== undefined));
  const seatsOf = (tiers: Iterable<Placed>) => [...tiers].map((p) => p.seat);
  return {
    account: (party) => account(state, party),
    receivedSoFar: (party) => [
      ...(party === 'gp' ? slices : []),
      ...paymentsTo(seatsOf(placed.values()), [party]),
    ],
    profitAbove: (parties, own) =>
      profit.of(seatsOf(state.above), parties, own, pots.length === 1 && !sweeps && !state.testing),
  };
}

const isReturnTier = ({ kind }: Tier): boolean => kind === 'returnOfCapital' || kind === 'preferredReturn';

/** Tiers that count as ranked above one: those before it in its pot, and the return tiers of other pots. */
export function rankedAbove({ potTiers }: LedgerState, pot: number, at: Placed): Placed[] {
  // Read from a pot that does not have it, a tier ranks as in its own.
  const home = potTiers[pot]!.includes(at) ? pot : potTiers.findIndex((tiers) => tiers.includes(at));
  return [
    ...new Set([
      ...potTiers[home]!.slice(0, potTiers[home]!.indexOf(at)),
      ...potTiers.flatMap((tiers, i) => (i === home ? [] : tiers.filter((p) => isReturnTier(p.seat.tier)))),
    ]),
  ];
}

/** The reserves of a pot. */
export const reservesOf = ({ potTiers, placed }: LedgerState, pot: number): Placed[] =>
  [...placed.values()].filter((p) => p.seat.tier.kind === 'reserve' && potTiers[pot]!.includes(p));
