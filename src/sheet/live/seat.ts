/** A tier in one ledger: its terms as that ledger reads them, and what it has paid so far in the period. */
import type { InvestorClass, Shares, Tier } from '../../engine/index.ts';
import { less, shareOf, sum, times, type Expr } from './expression.ts';
import type { Capital } from './joining.ts';
import { labelled, type Terms } from './terms.ts';
import type { Setting } from './setting.ts';

/** Whose balances a ledger holds. */
export interface Owner {
  /** Marks the columns of one ledger among several, and what is said of it in their heads. */
  readonly mark: string;
  readonly name: string;
  /** The class whose part of the cash it runs, and the deal (null: none), where each has its own. */
  readonly class?: InvestorClass | undefined;
  readonly deal?: string | null | undefined;
  readonly capital: Capital;
}

export interface Seat {
  readonly tier: Tier;
  /** Marks the columns of one ledger among several. */
  readonly mark: string;
  readonly group: string;
  /** Parties of `to`, of the split or of the shares, as this ledger names them. */
  readonly to: readonly string[];
  /** Shares of a split or hurdle; the last takes what the others leave. */
  readonly shares: readonly (readonly [party: string, share: Expr])[];
  /** Classes whose capital is in this ledger. */
  readonly classes: readonly string[];
  /** Part of a fixed sum that falls on this ledger. */
  readonly part: Expr;
  /** Whose balance a hurdle measures. */
  readonly of: string;
  /** Number of turns the tier has in a period. */
  readonly turns: number;
  /** What each party was paid so far in the period, turn by turn. */
  readonly payments: { readonly party: string; readonly cell: Expr }[];
  /** Cash taken in each turn. */
  readonly taken: Expr[];
  /** Refs that add up to a column of the detail table, by field. */
  readonly parts: Map<string, Expr[]>;
  term(what: 'rate' | 'multiple' | 'carry' | 'share' | 'target' | 'opening'): Expr;
}

export function seatOf(
  setting: Setting,
  tier: Tier,
  { mark, name: ownerName, class: own }: Owner,
  ownShare: Expr,
  turns: number,
): Seat {
  const { terms, locale, definition } = setting;
  const title = setting.titleOf(tier.id);
  const name = setting.nameOf(tier.id);
  const carryOf = (c: InvestorClass) =>
    terms.of(`carry.${c.id}`, `${setting.party(c.id)} · ${setting.word('carry')}`, c.carry!);
  const classIds = new Set(
    definition.classes.map((c) => c.id).filter((id) => id !== 'gp' || own?.id === 'gp'),
  );
  const rename = (id: string) => (own && classIds.has(id) ? own.id : id);
  const read = (ids: readonly string[]) => (!own ? ids : ids.some((id) => classIds.has(id)) ? [own.id] : []);
  const merged = (shares: Shares) => mergedShares(setting, tier.id, name, shares, rename);
  const value = (what: string) => (tier as unknown as Record<string, number>)[what]!;
  let shares: Seat['shares'] = [];
  if (tier.kind === 'hurdle') shares = merged(tier.split);
  if (tier.kind === 'split') {
    shares = merged(tier.shares);
    if (own?.carry !== undefined && own.id !== 'gp') {
      const others = shares.filter(([id]) => id !== own.id && id !== 'gp');
      const carry = carryOf(own);
      const left = less('1', [...others.map(([, s]) => s), carry]);
      shares = [...others, [own.id, `MAX(0,${left})`], ['gp', carry]];
    }
  }
  return {
    tier,
    mark,
    group: ownerName ? `${title} · ${ownerName}` : title,
    to: 'to' in tier ? (typeof tier.to === 'string' ? [rename(tier.to)] : read(tier.to)) : [],
    shares,
    classes: own ? [own.id] : definition.classes.map((c) => c.id),
    part: own ? ownShare : '1',
    of: tier.kind === 'hurdle' ? rename(tier.of) : '',
    turns,
    payments: [],
    taken: [],
    parts: new Map(),
    term(what) {
      if (what === 'carry' && own?.carry !== undefined) return carryOf(own);
      const format =
        what === 'multiple' ? 'number' : what === 'target' || what === 'opening' ? 'amount' : 'rate';
      return terms.of(`${tier.id}.${what}`, labelled(name, what, locale), value(what), format);
    },
  };
}

function mergedShares(
  setting: Setting,
  id: string,
  name: string,
  shares: Shares,
  rename: (id: string) => string,
): Seat['shares'] {
  const given: ReturnType<Terms['shares']> = setting.terms.shares(
    id,
    (party) => `${name} · ${setting.party(party)}`,
    shares,
  );
  const sums = new Map<string, Expr[]>();
  for (const [party, share] of given) {
    const to = rename(party);
    const known = sums.get(to);
    // The share that follows from the others stays last.
    sums.delete(to);
    sums.set(to, [...(known ?? []), share]);
  }
  return [...sums].map(([party, parts]) => [party, parts.length === given.length ? '1' : sum(parts)]);
}

/** A party and its part of a payment; the part may refer to the cells of the parties before it. */
export type Part = readonly [party: string, part: () => Expr];

/** Paid by fixed shares, the last taking the remainder, so that no cash is lost. */
export const byShares = (paid: Expr, shares: Seat['shares'], cellOf: (party: string) => Expr): Part[] =>
  shares.map(([party, share], i) => [
    party,
    () =>
      i < shares.length - 1
        ? times(paid, share)
        : less(
            paid,
            shares.slice(0, -1).map(([p]) => cellOf(p)),
          ),
  ]);

/** Paid pro rata to what each is owed; each exactly what it is owed when that is all. */
export const proRata = (
  paid: Expr,
  owed: readonly (readonly [string, Expr])[],
  total: Expr,
): readonly Part[] =>
  owed.length === 1
    ? [[owed[0]![0], () => paid]]
    : owed.map(([party, due]) => [party, () => times(due, shareOf(paid, total))]);
