/** A tier in one ledger: its terms as that ledger reads them, and what it has paid so far in the period. */
import { type InvestorClass, type Shares, sliceOf, type Tier } from '../../engine/index.ts';
import type { Setting } from './context.ts';
import { type Expr, less, shareOf, sum, times } from './expression.ts';
import type { Capital } from './inflows.ts';
import { labelled, type Terms } from './terms.ts';

/** Whose balances a ledger holds. */
export interface Owner {
  /** Marks the columns of one ledger among several, and what is said of it in their heads. */
  readonly mark: string;
  readonly name: string;
  /** The class whose part of the cash it runs, where each has its own. */
  readonly class?: InvestorClass | undefined;
  readonly capital: Capital;
}

export interface Seat<T extends Tier = Tier> {
  /** As the ledger reads it: in a slice every class name is that slice's class. */
  readonly tier: T;
  /** Marks the columns of one ledger among several. */
  readonly mark: string;
  readonly name: string;
  readonly group: string;
  /** Parties of `to`, of the split or of the shares. */
  readonly to: readonly string[];
  /** Shares of a split or hurdle; the last takes what the others leave. */
  readonly shares: readonly (readonly [party: string, share: Expr])[];
  /** Classes whose capital is in this ledger. */
  readonly classes: readonly string[];
  /** Part of a fixed sum that falls on this ledger. */
  readonly part: Expr;
  /** Number of turns the tier has in a period. */
  readonly turns: number;
  /** What each party was paid so far in the period, turn by turn. */
  readonly payments: { readonly party: string; readonly cell: Expr }[];
  /** Cash taken in each turn. */
  readonly taken: Expr[];
  /** Refs that add up to a column of the detail table, by field. */
  readonly parts: Map<string, Expr[]>;
  term(what: 'multiple' | 'carry' | 'share' | 'target' | 'opening'): Expr;
}

export function seatOf(
  setting: Setting,
  given: Tier,
  { mark, name: ownerName, class: own }: Owner,
  shareOfClass: (party: string) => Expr,
  turns: number,
): Seat {
  const { terms, locale, definition } = setting;
  const title = setting.titleOf(given.id);
  const name = setting.nameOf(given.id);
  const tier = own
    ? sliceOf(definition, own)
        .pots.flatMap((p) => p.tiers)
        .find((t) => t.id === given.id)!
    : given;
  const carryOf = (c: InvestorClass) =>
    terms.of(`carry.${c.id}`, `${setting.party(c.id)} · ${setting.word('carry')}`, c.carry!);
  const classIds = new Set(
    definition.classes.map((c) => c.id).filter((id) => id !== 'gp' || own?.id === 'gp'),
  );
  const carryFree = own?.carry === 0 && own.id !== 'gp';
  const rename = (id: string) => (own && (classIds.has(id) || (carryFree && id === 'gp')) ? own.id : id);
  const merged = (shares: Shares) => mergedShares(setting, given.id, name, shares, rename);
  const value = (what: string) => (given as unknown as Record<string, number>)[what]!;
  let shares: Seat['shares'] = [];
  if (given.kind === 'hurdle') shares = merged(given.split);
  if (given.kind === 'split') {
    shares = merged(given.shares);
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
    name,
    group: ownerName ? `${title} · ${ownerName}` : title,
    to: 'to' in tier ? [tier.to].flat() : [],
    shares,
    classes: own ? [own.id] : definition.classes.map((c) => c.id),
    part: own ? partOfRunning(setting, own, shareOfClass) : '1',
    turns,
    payments: [],
    taken: [],
    parts: new Map(),
    term(what) {
      if (what === 'carry' && own?.carry !== undefined) return carryOf(own);
      const format =
        what === 'multiple' ? 'number' : what === 'target' || what === 'opening' ? 'amount' : 'rate';
      return terms.of(`${given.id}.${what}`, labelled(name, what, locale), value(what), format);
    },
  };
}

/** A class's part of fixed sums: by share among those whose slices run tiers. */
function partOfRunning(
  { definition }: Setting,
  own: InvestorClass,
  shareOfClass: (party: string) => Expr,
): Expr {
  const idle = (c: InvestorClass) => c.id === 'gp' && definition.options.gpCapital === 'pariPassu';
  if (idle(own)) return '0';
  const { classes } = definition;
  const share = shareOfClass(own.id);
  return classes.some(idle)
    ? shareOf(share, sum(classes.filter((c) => !idle(c)).map((c) => shareOfClass(c.id))))
    : share;
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
