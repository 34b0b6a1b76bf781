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
  /** Those that match all figures first, then by what is left; none that leaves more than the run itself. */
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

/** Readings that were tried together, and what the deal says under them for each claim. */
interface Tried {
  readonly changes: readonly Reading[];
  readonly figures: readonly number[];
}

/** Readings that give the same figures, told by the fewest changes. */
interface Group extends Tried {
  readonly alike: readonly (readonly Reading[])[];
}

/** What came of a part of all readings; plain data. */
export interface TriedPart {
  readonly tried: number;
  readonly groups: readonly Group[];
}

const named = ({ topic, choice }: Reading): Reading => ({ topic, choice });
const sameTopic = (a: number, b: number): boolean => readings[a]!.topic === readings[b]!.topic;

/** Parts of what is tried: each reading alone, and each two of different topics with all that a third adds to them. */
const PARTS: readonly (readonly number[])[] = readings.flatMap((_, first) => [
  [first],
  ...readings.flatMap((_, second) => (second > first && !sameTopic(first, second) ? [[first, second]] : [])),
]);

const isRunnable = ({ definition, flows }: Deal): boolean =>
  checkTogether(definition, flows, { definition: [], flows: [] }).issues.length === 0;

/** The readings of one part, at most `depth` together; those that change no claimed figure are left out. */
function tryPart(
  deal: Deal,
  claims: readonly Claim[],
  base: readonly number[],
  part: readonly number[],
  depth: number,
): { found: Tried[]; tried: number } {
  let tried = 0;
  const found: Tried[] = [];
  /** The deal under these and one more; null where it has no bearing, or does not go with the deal. */
  const under = (changed: Deal | null, together: readonly number[]): void => {
    const result = changed && runOf(changed);
    if (!result) return;
    tried++;
    const figures = claims.map((claim) => figureOf(result, claim));
    if (figures.some((f, i) => !near(f, base[i]!)))
      found.push({ changes: together.map((at) => named(readings[at]!)), figures });
  };
  let changed: Deal | null = deal;
  for (const at of part) {
    if (!isRunnable(changed)) return { found, tried };
    changed = readings[at]!.apply(changed);
    if (!changed) return { found, tried };
  }
  under(changed, part);
  if (part.length === 2 && depth > 2 && isRunnable(changed))
    for (let third = part[1]! + 1; third < readings.length; third++)
      if (!part.some((at) => sameTopic(at, third))) under(readings[third]!.apply(changed), [...part, third]);
  return { found, tried };
}

/** Groups with the same figures as one, told by the fewest changes; the order among as many changes is that of the readings. */
function merged(groups: readonly Group[]): Group[] {
  const byLength = [...groups].sort((a, b) => a.changes.length - b.changes.length);
  const found: Group[][] = [];
  for (const one of byLength) {
    const known = found.find(([first]) => first!.figures.every((f, i) => near(f, one.figures[i]!)));
    if (known) known.push(one);
    else found.push([one]);
  }
  return found.map(([first, ...others]) => ({
    ...first!,
    alike: [...first!.alike, ...others.flatMap((o) => [o.changes, ...o.alike])].sort(
      (a, b) => a.length - b.length,
    ),
  }));
}

/** How well a group gives the claimed figures. */
function explained({ changes, alike, figures }: Group, claims: readonly Claim[]): Explanation {
  return {
    changes,
    alike,
    matched: claims.filter((claim, i) => near(claim.amount, figures[i]!)).length,
    off: claims.reduce((sum, claim, i) => sum + Math.abs(claim.amount - figures[i]!), 0),
  };
}

/** Those that give all figures first, the fewest changes among them; then by what is left. */
const byFit = (claims: readonly Claim[]) => (a: Explanation, b: Explanation) =>
  Number(b.matched === claims.length) - Number(a.matched === claims.length) ||
  (a.matched === claims.length ? a.changes.length - b.changes.length : 0) ||
  a.off - b.off;

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

/** How many readings each part of a reconciliation tries at most. */
export const partSizes = (depth: 2 | 3): readonly number[] =>
  PARTS.map((part) => {
    const isThird = (at: number) => at > part[1]! && !part.some((other) => sameTopic(other, at));
    return part.length === 2 && depth === 3 ? 1 + readings.filter((_, at) => isThird(at)).length : 1;
  });

/** A reconciliation that is computed in parts, anywhere and in any order. */
export interface InParts {
  part(at: number): TriedPart;
  /** @param parts all of them, in their order */
  result(parts: readonly TriedPart[]): Reconciliation;
}

/**
 * Compares claimed figures with a deal's own run, to the cent.
 * @param claims in the deal's own sign and unit
 * @param depth readings that are tried together, at most
 */
export function reconciliation(deal: Deal, claims: readonly Claim[], depth: 2 | 3): Parsed<InParts> {
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
  const isWhole = matched === claims.length;
  const value: InParts = {
    part(at) {
      if (isWhole) return { tried: 0, groups: [] };
      const { found, tried } = tryPart(deal, claims, base, PARTS[at]!, depth);
      const groups = merged(found.map((each) => ({ ...each, alike: [] })));
      const best = groups
        .map((group) => ({ group, fit: explained(group, claims) }))
        .sort((a, b) => byFit(claims)(a.fit, b.fit))
        .slice(0, SHOWN);
      return { tried, groups: best.map(({ group }) => group) };
    },
    result(parts) {
      if (isWhole) return { figures, matched, first: null, readings: [], tried: 0, factor: null };
      const groups = merged(parts.flatMap((part) => part.groups));
      const fits = groups.map((group) => explained(group, claims)).sort(byFit(claims));
      const first = firstThatParts(figures, ours);
      // One that leaves more than the run itself does is no explanation.
      const own = figures.reduce((sum, f) => sum + Math.abs(f.difference), 0);
      const nearer = fits.filter((fit) => fit.matched === claims.length || fit.off < own);
      const [best] = nearer;
      const explains = best?.matched === claims.length ? best : undefined;
      const tier = first.tier ?? (explains && tierThatParts(ours, runUnder(deal, explains.changes), first));
      return {
        figures,
        matched,
        first: { ...first, ...(tier === undefined ? {} : { tier }) },
        readings: nearer.slice(0, SHOWN),
        tried: parts.reduce((sum, { tried }) => sum + tried, 0),
        factor: likelyFactor(claims, base),
      };
    },
  };
  return { ok: true, warnings: [], value };
}

/** The earliest figure that does not match. */
function firstThatParts(figures: readonly Compared[], ours: Result): Compared {
  const order = (f: Compared) => [
    f.period ?? Infinity,
    f.tier === undefined ? Infinity : ours.tiers.findIndex((t) => t.id === f.tier),
    f.party === undefined ? Infinity : ours.parties.findIndex((p) => p.id === f.party),
  ];
  return figures
    .filter((f) => !f.matches)
    .sort((a, b) => {
      const [x, y] = [order(a), order(b)];
      const at = x.findIndex((v, i) => v !== y[i]);
      return at < 0 ? 0 : x[at]! - y[at]!;
    })[0]!;
}

/** The run of a deal under readings that were tried. */
function runUnder(deal: Deal, changes: readonly Reading[]): Result {
  const changed = changes.reduce(
    (under, { topic, choice }) =>
      readings.find((r) => r.topic === topic && r.choice === choice)!.apply(under)!,
    deal,
  );
  return runOf(changed)!;
}

/** The same at once: every reading alone, and every two of different topics. */
export function reconcile(deal: Deal, claims: readonly Claim[]): Parsed<Reconciliation> {
  const opened = reconciliation(deal, claims, 2);
  if (!opened.ok) return opened;
  const { part, result } = opened.value;
  return { ok: true, warnings: [], value: result(PARTS.map((_, at) => part(at))) };
}
