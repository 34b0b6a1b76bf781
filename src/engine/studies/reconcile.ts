/** Other figures against the run's: where they differ first, and which other reading of the contract gives theirs. */
import type { Parsed } from '../issue.ts';
import { overflowIn } from '../overflow.ts';
import { GP } from '../parties.ts';
import { checkTogether } from '../parse/parse.ts';
import { total } from '../returns/measures.ts';
import type { Result } from '../result.ts';
import { run } from '../run.ts';
import { readings, type Deal, type Reading } from './readings.ts';

/** A figure as claimed: what a party gets of a tier in a period. What is left out is summed over. */
export interface Claim {
  readonly period?: number;
  readonly party?: string;
  readonly tier?: string;
  readonly amount: number;
}

export interface Compared extends Claim {
  readonly ours: number;
  /** Claimed less computed. */
  readonly difference: number;
  readonly matches: boolean;
}

export interface Explanation {
  /** The changes that give these figures, fewest first. */
  readonly changes: readonly Reading[];
  /** Other changes that give the same figures: the claims cannot tell them apart. */
  readonly alike: readonly (readonly Reading[])[];
  readonly matched: number;
  /** Sum of what is left between theirs and the reading's, without sign. */
  readonly off: number;
}

export interface Reconciliation {
  readonly figures: readonly Compared[];
  readonly matched: number;
  /** The earliest figure that parts; its tier is that of the reading which gives theirs, where they claim none. */
  readonly first: Compared | null;
  /** Those that match all figures first, then by what is left. */
  readonly readings: readonly Explanation[];
  /** How many were computed. */
  readonly tried: number;
  /** Another sign or unit under which more of their figures match: theirs times this. */
  readonly factor: number | null;
}

/** Half a cent, beside what doubles lose. */
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 0.005 + 1e-9 * Math.abs(b);

/** Names the general partner's own slice among the tiers of claims. */
export const SLICE = 'gpSlice';

/** What a run says for a claim; 0 where it pays nothing. */
function figureOf({ tiers, parties, gpSlice }: Result, { period, party, tier }: Claim): number {
  const of = (column: readonly number[]) => (period === undefined ? total(column) : (column[period] ?? 0));
  if (tier === undefined)
    return total(parties.flatMap((p) => (party === undefined || p.id === party ? [of(p.received)] : [])));
  if (tier === SLICE) return party === undefined || party === GP ? of(gpSlice) : 0;
  const payments = tiers.find((t) => t.id === tier)?.payments ?? [];
  return total(payments.flatMap((p) => (party === undefined || p.party === party ? [of(p.amounts)] : [])));
}

/** The run of a deal under a reading; null where the reading does not go with the deal. */
function runOf({ definition, flows }: Deal): Result | null {
  const paths = { definition: [], flows: [] };
  if (checkTogether(definition, flows, paths).issues.length) return null;
  const result = run(definition, flows);
  return overflowIn(result.project) ? null : result;
}

interface Tried {
  readonly changes: readonly Reading[];
  readonly deal: Deal;
  readonly result: Result;
  readonly figures: readonly number[];
}

/** Every reading alone, then every two of different topics; those that change no claimed figure are left out. */
function tryAll(
  deal: Deal,
  claims: readonly Claim[],
  base: readonly number[],
): { all: Tried[]; tried: number } {
  let tried = 0;
  const under = (changes: readonly Reading[], changed: Deal | null): Tried | null => {
    const result = changed && runOf(changed);
    if (!result) return null;
    tried++;
    return { changes, deal: changed, result, figures: claims.map((claim) => figureOf(result, claim)) };
  };
  const named = ({ topic, choice }: Reading): Reading => ({ topic, choice });
  const singles = readings.flatMap((reading) => {
    const found = under([named(reading)], reading.apply(deal));
    return found ? [found] : [];
  });
  const pairs = singles.flatMap((first) =>
    readings.flatMap((second) => {
      const [one] = first.changes;
      const isLater =
        readings.findIndex((r) => r.topic === one!.topic && r.choice === one!.choice) <
        readings.indexOf(second);
      if (!isLater || second.topic === one!.topic) return [];
      const found = under([one!, named(second)], second.apply(first.deal));
      return found ? [found] : [];
    }),
  );
  const differs = ({ figures }: Tried) => figures.some((f, i) => !near(f, base[i]!));
  return { all: [...singles, ...pairs].filter(differs), tried };
}

/** Readings with the same figures are one, told by the fewest changes. */
function grouped(
  all: readonly Tried[],
  claims: readonly Claim[],
): (Explanation & { readonly result: Result })[] {
  const groups: Tried[][] = [];
  for (const one of all) {
    const known = groups.find(([first]) => first!.figures.every((f, i) => near(f, one.figures[i]!)));
    if (known) known.push(one);
    else groups.push([one]);
  }
  return groups.map(([first, ...others]) => ({
    changes: first!.changes,
    alike: others.map((o) => o.changes),
    matched: claims.filter((claim, i) => near(claim.amount, first!.figures[i]!)).length,
    off: claims.reduce((sum, claim, i) => sum + Math.abs(claim.amount - first!.figures[i]!), 0),
    result: first!.result,
  }));
}

/** Signs and units in which people hand over figures. */
const FACTORS = [-1, 1e3, 1e-3, 1e4, 1e-4, 1e6, 1e-6, -1e4, -1e-4];

function likelyFactor(claims: readonly Claim[], ours: readonly number[]): number | null {
  const filled = claims.map((c, i) => [c.amount, ours[i]!] as const).filter(([a, b]) => a !== 0 || b !== 0);
  const fitting = (factor: number) =>
    filled.filter(([a, b]) => Math.abs(a * factor - b) <= 0.005 * Math.max(1, Math.abs(factor))).length;
  const plain = fitting(1);
  const best = FACTORS.reduce((a, b) => (fitting(b) > fitting(a) ? b : a));
  return fitting(best) > plain && fitting(best) * 2 > filled.length ? best : null;
}

/** The first tier whose payments of the period part between two runs. */
function tierThatParts(ours: Result, theirs: Result, { period }: Claim): string | undefined {
  const ids = [...new Set([...ours.tiers, ...theirs.tiers].map((t) => t.id))];
  const of = (result: Result, tier: string) =>
    result.parties.map(({ id }) =>
      figureOf(result, { tier, party: id, amount: 0, ...(period === undefined ? {} : { period }) }),
    );
  return ids.find((tier) => {
    const own = of(ours, tier);
    return of(theirs, tier).some((amount, p) => !near(amount, own[p] ?? 0));
  });
}

const SHOWN = 8;

/**
 * Compares claimed figures with a deal's own run, to the cent.
 * @param claims in the deal's own sign and unit
 */
export function reconcile(deal: Deal, claims: readonly Claim[]): Parsed<Reconciliation> {
  const ours = runOf(deal);
  if (!ours)
    return {
      ok: false,
      issues: checkTogether(deal.definition, deal.flows, { definition: [], flows: [] }).issues,
    };
  const base = claims.map((claim) => figureOf(ours, claim));
  const figures = claims.map((claim, i): Compared => ({
    ...claim,
    ours: base[i]!,
    difference: claim.amount - base[i]!,
    matches: near(claim.amount, base[i]!),
  }));
  const matched = figures.filter((f) => f.matches).length;
  const whole = { ok: true, warnings: [] } as const;
  if (matched === claims.length)
    return { ...whole, value: { figures, matched, first: null, readings: [], tried: 0, factor: null } };
  const order = (f: Compared) => [
    f.period ?? Infinity,
    f.tier === undefined ? Infinity : ours.tiers.findIndex((t) => t.id === f.tier),
    f.party === undefined ? Infinity : ours.parties.findIndex((p) => p.id === f.party),
  ];
  const [first] = figures
    .filter((f) => !f.matches)
    .sort((a, b) => {
      const [x, y] = [order(a), order(b)];
      const at = x.findIndex((v, i) => v !== y[i]);
      return at < 0 ? 0 : x[at]! - y[at]!;
    });
  const { all, tried } = tryAll(deal, claims, base);
  const groups = grouped(all, claims).sort(
    (a, b) =>
      Number(b.matched === claims.length) - Number(a.matched === claims.length) ||
      (a.matched === claims.length ? a.changes.length - b.changes.length : 0) ||
      a.off - b.off,
  );
  const best = groups[0];
  const explains = best?.matched === claims.length ? best : undefined;
  const tier = first!.tier ?? (explains && tierThatParts(ours, explains.result, first!));
  return {
    ...whole,
    value: {
      figures,
      matched,
      first: { ...first!, ...(tier === undefined ? {} : { tier }) },
      readings: groups.slice(0, SHOWN).map(({ result: _run, ...explanation }) => explanation),
      tried,
      factor: likelyFactor(claims, base),
    },
  };
}
