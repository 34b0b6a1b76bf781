/** Other readings of a contract: what administrators, lawyers and models take differently, each as one change of a deal. */
import type { Definition, PreferredReturn, Tier } from '../definition.ts';
import type { Flows } from '../flows.ts';
import { GP } from '../parties.ts';

export interface Deal {
  readonly definition: Definition;
  readonly flows: Flows;
}

export type ReadingTopic =
  | 'dayCount'
  | 'compounding'
  | 'base'
  | 'order'
  | 'catchUp'
  | 'catchUpStop'
  | 'shortfall'
  | 'fees'
  | 'rounding'
  | 'firstFlow'
  | 'gpCapital';

/** One change; worded by the catalogue. */
export interface Reading {
  readonly topic: ReadingTopic;
  readonly choice: string;
}

interface Change extends Reading {
  /** The deal under this reading; null where it has no bearing on it. */
  apply(deal: Deal): Deal | null;
}

const mapTiers = (definition: Definition, change: (tier: Tier) => Tier): Definition => ({
  ...definition,
  pots: definition.pots.map((pot) => ({ ...pot, tiers: pot.tiers.map(change) })),
});
const tiersIn = ({ definition }: Deal): readonly Tier[] => definition.pots.flatMap((pot) => pot.tiers);

/** Sets a key of every preferred return where some has another value. */
const onReturns = <K extends 'compounding' | 'base' | 'shortfall'>(
  key: K,
  value: PreferredReturn[K],
): Change => ({
  topic: key,
  choice: String(value),
  apply(deal) {
    const returns = tiersIn(deal).filter((t): t is PreferredReturn => t.kind === 'preferredReturn');
    if (!returns.some((t) => t[key] !== value)) return null;
    const definition = mapTiers(deal.definition, (t) =>
      t.kind === 'preferredReturn' ? { ...t, [key]: value } : t,
    );
    return { ...deal, definition };
  },
});

const dayCount = (choice: Definition['options']['dayCount']): Change => ({
  topic: 'dayCount',
  choice,
  apply(deal) {
    const { definition, flows } = deal;
    const own = tiersIn(deal).some(
      (t) => 'dayCount' in t && t.dayCount !== undefined && t.dayCount !== choice,
    );
    if (!flows.timeline.dates || (definition.options.dayCount === choice && !own)) return null;
    const plain = mapTiers(definition, (t) => {
      if (!('dayCount' in t)) return t;
      const { dayCount: _own, ...rest } = t;
      return rest as Tier;
    });
    return { flows, definition: { ...plain, options: { ...plain.options, dayCount: choice } } };
  },
});

/** The first return and the first capital that follow one another change places. */
const order: Change = {
  topic: 'order',
  choice: 'swapped',
  apply(deal) {
    let swapped = false;
    const pots = deal.definition.pots.map((pot) => {
      const at = pot.tiers.findIndex((tier, i) => {
        const kinds = [tier.kind, pot.tiers[i + 1]?.kind];
        return kinds.includes('returnOfCapital') && kinds.includes('preferredReturn');
      });
      if (at < 0) return pot;
      swapped = true;
      const tiers = [...pot.tiers];
      [tiers[at], tiers[at + 1]] = [tiers[at + 1]!, tiers[at]!];
      return { ...pot, tiers };
    });
    return swapped ? { ...deal, definition: { ...deal.definition, pots } } : null;
  },
};

/** Whether something else in the deal names its catch-up. */
function isReferredTo(deal: Deal): boolean {
  const ids = new Set(tiersIn(deal).flatMap((t) => (t.kind === 'catchUp' ? [t.id] : [])));
  const named = JSON.stringify([
    tiersIn(deal).map((t) => [t.when, t.kind === 'reserve' ? t.covers : []]),
    deal.definition.classes.map((c) => (c.terms ?? []).map((term) => term.tier)),
  ]);
  return [...ids].some((id) => named.includes(JSON.stringify(id)));
}

/** Share of a catch-up by the reading's name; 0 leaves it out. */
const CATCH_UPS: Readonly<Record<string, number>> = { none: 0, part: 0.5, full: 1 };

const catchUp = (choice: keyof typeof CATCH_UPS & string): Change => ({
  topic: 'catchUp',
  choice,
  apply(deal) {
    const share = CATCH_UPS[choice]!;
    if (share === 0 && isReferredTo(deal)) return null;
    let changed = false;
    const pots = deal.definition.pots.map((pot) => {
      const has = pot.tiers.some((t) => t.kind === 'catchUp');
      const last = pot.tiers[pot.tiers.length - 1];
      const carry = last?.kind === 'split' ? (last.shares[GP] ?? 0) : 0;
      const after = pot.tiers.some((t) => t.kind === 'preferredReturn' || t.kind === 'hurdle');
      if (has && share === 0) {
        changed = true;
        return { ...pot, tiers: pot.tiers.filter((t) => t.kind !== 'catchUp') };
      }
      if (has) {
        const fits = (t: Tier) => t.kind === 'catchUp' && t.share !== share && share > t.carry;
        if (!pot.tiers.some(fits)) return pot;
        changed = true;
        return { ...pot, tiers: pot.tiers.map((t) => (fits(t) ? ({ ...t, share } as Tier) : t)) };
      }
      if (share <= carry || carry === 0 || !after || !last) return pot;
      changed = true;
      const added: Tier = {
        kind: 'catchUp',
        id: 'catch-up',
        to: GP,
        share,
        carry,
        stop: 'parity',
        counts: 'investors',
      };
      return { ...pot, tiers: [...pot.tiers.slice(0, -1), added, last] };
    });
    return changed ? { ...deal, definition: { ...deal.definition, pots } } : null;
  },
});

const catchUpStop = (choice: 'parity' | 'fixed'): Change => ({
  topic: 'catchUpStop',
  choice,
  apply(deal) {
    if (!tiersIn(deal).some((t) => t.kind === 'catchUp' && t.stop !== choice)) return null;
    const definition = mapTiers(deal.definition, (t) => (t.kind === 'catchUp' ? { ...t, stop: choice } : t));
    return { ...deal, definition };
  },
});

const withoutFees: Change = {
  topic: 'fees',
  choice: 'out',
  apply({ definition, flows: { fees, ...flows } }) {
    return fees ? { definition, flows } : null;
  },
};

const rounding = (choice: '0' | '2'): Change => ({
  topic: 'rounding',
  choice,
  apply({ definition, flows }) {
    const { options } = definition;
    if (options.rounding === Number(choice)) return null;
    return { flows, definition: { ...definition, options: { ...options, rounding: Number(choice) } } };
  },
});

/** Capital of the closing counts from the first period on: some models let the first year run without a return. */
const firstFlow: Change = {
  topic: 'firstFlow',
  choice: 'one',
  apply({ definition, flows }) {
    const { timeline, contributions } = flows;
    const isFirst = ({ period, date }: { period: number; date?: number }) =>
      period === 0 && date === undefined;
    if (timeline.dates || timeline.periods < 1 || !contributions.some(isFirst)) return null;
    return {
      definition,
      flows: { ...flows, contributions: contributions.map((c) => (isFirst(c) ? { ...c, period: 1 } : c)) },
    };
  },
};

const gpCapital = (choice: 'pariPassu' | 'allIn'): Change => ({
  topic: 'gpCapital',
  choice,
  apply({ definition, flows }) {
    const { options, classes } = definition;
    if (options.gpCapital === choice || !classes.some((c) => c.id === GP)) return null;
    return { flows, definition: { ...definition, options: { ...options, gpCapital: choice } } };
  },
});

export const readings: readonly Change[] = [
  ...(['act365', 'act360', '30360', '30E360', 'actact', 'periods'] as const).map(dayCount),
  ...(['simple', 'annual', 'quarterly', 'monthly'] as const).map((value) => onReturns('compounding', value)),
  ...(['unreturned', 'original'] as const).map((value) => onReturns('base', value)),
  order,
  ...['none', 'part', 'full'].map(catchUp),
  ...(['parity', 'fixed'] as const).map(catchUpStop),
  ...(['accrue', 'lapse'] as const).map((value) => onReturns('shortfall', value)),
  withoutFees,
  ...(['2', '0'] as const).map(rounding),
  firstFlow,
  ...(['pariPassu', 'allIn'] as const).map(gpCapital),
];
