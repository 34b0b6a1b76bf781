/** Joins each tier to its columns, and to the columns and balances that its payments update. */
import type { Definition, Tier } from '../definition.ts';
import { GP } from '../parties.ts';
import type { CapitalAccounts } from './capital.ts';
import type { PlacedTier, Recorded, TierColumns } from './columns.ts';
import type { Owner, Seen } from './observer.ts';
import type { Profits } from './profits.ts';
import type { Kept } from './record.ts';
import { type Layout, NONE } from './state.ts';
import type { Step } from './step.ts';
import { kindOf } from './tiers/index.ts';

/** A tier of a ledger with its step and its columns. */
export interface Placed extends Seen {
  readonly kind: Tier['kind'];
  /** As it was bound last. */
  tier: Tier;
  readonly columns: TierColumns<number>;
  readonly coveredBy: Placed[];
}

/** What payments of a ledger are made of. */
export interface Paid {
  readonly form: Definition;
  readonly tiers: readonly PlacedTier[];
  /** By pot: its tiers by number, in order. */
  readonly pots: readonly (readonly number[])[];
  readonly steps: readonly Step[];
  readonly layout: Layout;
  readonly laid: Recorded<number>;
  readonly kept: Kept;
  readonly capital: CapitalAccounts;
  readonly profits: Profits;
  /** By party: balances that every distribution to it brings down. */
  readonly watching: readonly (readonly number[])[];
  readonly owner: Owner;
  readonly now: { pot: number; last: number };
  /** Whether a tier that is owed nothing may be left out until something it reads has changed. */
  readonly canRest: boolean;
  /** Entries of a column. */
  readonly length: number;
}

/** Whether a tier's carry is worked out from all it paid in a turn; else it is what the general partner gets. */
export function sharesCarry(tier: Tier, { classes, options }: Definition): boolean {
  if (tier.kind !== 'hurdle' && tier.kind !== 'split') return false;
  return tier.promote !== undefined || (options.gpCapital === 'allIn' && classes.some((c) => c.id === GP));
}

/** The tiers with their columns, and for each payee the columns and balances that a payment to it updates. */
export function place({ form, tiers, steps, layout, laid, kept, profits, watching, length }: Paid): Placed[] {
  const gp = laid.parties.indexOf(GP);
  const sliced = form.options.apportion === 'byContribution';
  const records = typeof kept === 'string';
  const tellsCarry = records || kept.totals;
  const { lanes } = layout;
  const placed = tiers.map(({ tier }, index): Placed => {
    const step = steps[index]!;
    const columns = laid.tiers[index]!;
    const asked =
      kept === 'turns' || form.options.rounding !== undefined || (tellsCarry && sharesCarry(tier, form));
    return {
      index,
      id: tier.id,
      kind: tier.kind,
      tier,
      step,
      columns,
      turn: asked ? layout.slots(step.to.length) : NONE,
      coveredBy: [],
    };
  });
  for (const { step, columns, tier, turn, index } of placed)
    step.to.forEach(({ columns: into, sums, balances }, i) => {
      const p = step.payees[i];
      const isCarry = p === gp && kindOf(tier).carries && !sharesCarry(tier, form);
      if (p !== undefined && records)
        columns.payments[p] ??= step.payees.length === 1 && !sliced ? columns.paid : layout.slots(length);
      const own =
        p === undefined
          ? []
          : [columns.payments[p] ?? NONE, laid.received[p]!, laid.net[p]!, isCarry ? laid.carry : NONE];
      into.push(...new Set([columns.paid, ...own].filter((c) => c !== NONE)));
      if (turn !== NONE) sums.push(turn + i * lanes);
      if (p !== undefined && columns.total !== NONE) sums.push(columns.total);
      if (isCarry && laid.carryTotal !== NONE) sums.push(laid.carryTotal);
      if (p !== undefined) balances.push(...watching[p]!, ...profits.movedBy(index, p));
    });
  for (const reserve of placed)
    if (reserve.tier.kind === 'reserve')
      for (const id of reserve.tier.covers) placed.find((p) => p.id === id)!.coveredBy.push(reserve);
  return placed;
}
