import type { Definition, InvestorClass, Tier } from './definition.ts';
import { InvariantError } from './issue.ts';
import { GP, partyIds } from './parties.ts';
import { sliceOf } from './slices.ts';

/** A tier with its parties by number. */
export interface Place {
  readonly tier: Tier;
  readonly index: number;
  readonly kind: Tier['kind'];
  /** Ids of the pots whose cash runs through it. */
  readonly pots: readonly string[];
  /** Whom it pays, and in a hurdle or a split with which shares. */
  readonly to: readonly number[];
  readonly shares: readonly number[];
  /** What it pays the general partner is carry. */
  readonly carries: boolean;
  /** Reserves that may top it up. */
  readonly coveredBy: readonly Place[];
}

/** A definition made ready to run: parties and tiers by number, who ranks above whom. Made once a definition. */
export interface Plan {
  readonly definition: Definition;
  readonly parties: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** The classes other than the general partner's own. */
  readonly investors: readonly number[];
  readonly gp: number;
  /** The general partner's capital has its own slice of cash, paid before the tiers. */
  readonly ownSlice: boolean;
  /** Classes whose capital the tiers pay back. */
  readonly ranked: readonly number[];
  /** Every tier once, in order. */
  readonly places: readonly Place[];
  readonly placeOf: ReadonlyMap<string, Place>;
  /** Tiers that carry a balance, those of them that accrue on capital, and returns that do not wait for the next period. */
  readonly balances: readonly Place[];
  readonly accruing: readonly Place[];
  readonly ending: readonly Place[];
  readonly pots: readonly Place[][];
  /** By pot and rank: the tiers above in its own pot, and all capital and return tiers of the others. */
  readonly above: readonly (readonly number[])[][];
  /** Pots with a coverage test in some tier. */
  readonly tested: readonly boolean[];
  /** Pots in which something can happen to a tier that no cash reaches: a reserve covers it, or a cliff closes. */
  readonly readsOn: readonly boolean[];
  /** Reserves by the pot that fills and releases them. */
  readonly reserves: readonly Place[][];
  /** By party: the tiers that return its capital. */
  readonly capitalOf: readonly (readonly number[])[];
  /** By class: the plan of its slice, where cash is apportioned by contribution. */
  readonly slices: readonly Plan[];
}

const plans = new WeakMap<Definition, Plan>();

export function planOf(definition: Definition): Plan {
  let plan = plans.get(definition);
  if (!plan) plans.set(definition, (plan = draw(definition)));
  return plan;
}

function draw(definition: Definition): Plan {
  const { classes, options } = definition;
  const parties = partyIds(definition);
  const indexOf = new Map(parties.map((id, i) => [id, i]));
  const numberOf = (id: string): number => {
    const index = indexOf.get(id);
    if (index === undefined) throw new InvariantError(`no party ${id}`);
    return index;
  };
  const investors = classes.flatMap((c, i) => (c.id === GP ? [] : [i]));
  const ownSlice = options.gpCapital === 'pariPassu' && classes.some((c) => c.id === GP);
  const placeOf = new Map<string, Place>();
  const pots = definition.pots.map((pot) =>
    pot.tiers.map((tier) => {
      const known = placeOf.get(tier.id);
      if (known) {
        (known.pots as string[]).push(pot.id);
        return known;
      }
      const place: Place = {
        tier,
        index: placeOf.size,
        kind: tier.kind,
        pots: [pot.id],
        to: payees(tier).map(numberOf),
        shares: Object.values(sharesOf(tier)),
        carries: tier.kind === 'catchUp' || tier.kind === 'hurdle' || tier.kind === 'split',
        coveredBy: [],
      };
      placeOf.set(tier.id, place);
      return place;
    }),
  );
  const places = [...placeOf.values()];
  for (const reserve of places)
    if (reserve.tier.kind === 'reserve')
      for (const id of reserve.tier.covers) (placeOf.get(id)?.coveredBy as Place[]).push(reserve);
  const isReturn = ({ tier }: Place) => tier.kind === 'returnOfCapital' || tier.kind === 'preferredReturn';
  return {
    definition,
    parties,
    indexOf,
    investors,
    gp: numberOf(GP),
    ownSlice,
    ranked: ownSlice ? investors : classes.map((_, i) => i),
    places,
    placeOf,
    balances: places.filter(({ tier }) => tier.kind !== 'split' && tier.kind !== 'catchUp'),
    accruing: places.filter(({ tier }) => tier.kind === 'preferredReturn' || tier.kind === 'hurdle'),
    ending: places.filter(({ tier }) => tier.kind === 'preferredReturn' && tier.shortfall !== 'accrue'),
    pots,
    above: pots.map((own) =>
      own.map((_, rank) => {
        const others = pots.flatMap((other) => (other === own ? [] : other.filter(isReturn)));
        return [...new Set([...own.slice(0, rank), ...others].map((p) => p.index))];
      }),
    ),
    tested: pots.map((own) => own.some(({ tier }) => tier.when !== undefined)),
    readsOn: pots.map((own) =>
      own.some((p) => p.coveredBy.length > 0 || (p.tier.kind === 'hurdle' && p.tier.style === 'cliff')),
    ),
    reserves: pots.map((own, i) =>
      own.filter((p) => p.tier.kind === 'reserve' && p.pots[0] === definition.pots[i]!.id),
    ),
    capitalOf: parties.map((id) =>
      places.flatMap(({ tier, index }) =>
        tier.kind === 'returnOfCapital' && tier.to.includes(id) ? [index] : [],
      ),
    ),
    slices:
      options.apportion === 'byContribution'
        ? classes.map((c: InvestorClass) =>
            draw({ ...sliceOf(definition, c), options: { ...options, apportion: 'none' } }),
          )
        : [],
  };
}

function sharesOf(tier: Tier): Readonly<Record<string, number>> {
  if (tier.kind === 'hurdle') return tier.split;
  return tier.kind === 'split' ? tier.shares : {};
}

function payees(tier: Tier): readonly string[] {
  switch (tier.kind) {
    case 'returnOfCapital':
    case 'preferredReturn':
      return tier.to;
    case 'catchUp':
    case 'amount':
      return [tier.to];
    case 'hurdle':
    case 'split':
      return Object.keys(sharesOf(tier));
    case 'reserve':
      return [];
  }
}
