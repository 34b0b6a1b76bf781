/**
 * A deal whose terms and cash can be changed one by one, to see what a measure does. Its program is compiled once; other
 * numbers are bound to it. Levers are the terms, the `exit` (cash of the last period that has some) and `cash` (a factor
 * on all cash).
 */
import type { Definition, Tier } from '../definition.ts';
import type { CashFlow, Flows } from '../flows.ts';
import type { Issue, Parsed } from '../issue.ts';
import { overflowIn } from '../overflow.ts';
import type { Result } from '../result.ts';
import { compile } from '../distribution/index.ts';
import type { Preset, TermValue } from '../presets/parts.ts';
import { define } from '../presets/terms.ts';
import { total } from '../returns/measures.ts';
import { run } from '../run.ts';

export const EXIT = 'exit';
export const CASH = 'cash';

export interface Lever {
  readonly id: string;
  /** As in the run: a fraction, an amount or a factor. */
  readonly value: number;
  readonly unit: 'rate' | 'multiple' | 'amount' | 'factor';
  readonly min: number;
  /** None for amounts and factors. */
  readonly max?: number;
}

/** Values by lever, in place of the run's. */
export type Changes = Readonly<Record<string, number>>;

export interface Study {
  readonly definition: Definition;
  readonly flows: Flows;
  readonly levers: readonly Lever[];
  /** Period of the exit; null where no period has cash. */
  readonly exitPeriod: number | null;
  /** The definition with these changes; refused where the terms do not go together. */
  define(changes: Changes): Parsed<Definition>;
  /** The flows with these changes. */
  flowsWith(changes: Changes): Flows;
  /** The run with these changes; refused where the terms do not go together, or no double holds its numbers. */
  run(changes: Changes): Parsed<Result>;
}

/** A deal as it stands, and how its definition follows from its terms. */
export interface Subject {
  readonly flows: Flows;
  readonly terms: readonly Lever[];
  define(terms: Readonly<Record<string, number>>): Parsed<Definition>;
}

const amountIn = (cash: readonly CashFlow[], period: number): number =>
  total(cash.flatMap((c) => (c.period === period ? [c.amount] : [])));

/** Cash with its exit set and all of it multiplied; pots and deals keep their parts of the exit. */
function changedFlows(
  flows: Flows,
  exitPeriod: number | null,
  { [EXIT]: exit, [CASH]: factor }: Changes,
): Flows {
  if (exit === undefined && factor === undefined) return flows;
  const part = exit === undefined || exitPeriod === null ? 1 : exit / amountIn(flows.cash, exitPeriod);
  return {
    ...flows,
    cash: flows.cash.map((c) => ({
      ...c,
      amount: c.amount * (factor ?? 1) * (c.period === exitPeriod ? part : 1),
    })),
  };
}

const OVERFLOW: Issue = { code: 'overflow', path: [] };

/** @throws InvariantError where the terms of the subject do not define it */
export function studyOf(subject: Subject): Parsed<Study> {
  const { flows } = subject;
  const terms = Object.fromEntries(subject.terms.map((t) => [t.id, t.value]));
  const base = subject.define(terms);
  if (!base.ok) return base;
  const definition = base.value;
  const program = compile(definition, flows);
  const ends = flows.cash.filter((c) => c.period > 0 && c.amount > 0).map((c) => c.period);
  const last = Math.max(...ends);
  const exitPeriod = ends.length && amountIn(flows.cash, last) > 0 ? last : null;
  const levers: Lever[] = [
    ...subject.terms,
    ...(exitPeriod === null
      ? []
      : [{ id: EXIT, value: amountIn(flows.cash, exitPeriod), unit: 'amount', min: 0 } as const]),
    { id: CASH, value: 1, unit: 'factor', min: 0 },
  ];
  const defineWith = (changes: Changes) => subject.define({ ...terms, ...changes });
  const study: Study = {
    definition,
    flows,
    levers,
    exitPeriod,
    define: defineWith,
    flowsWith: (changes) => changedFlows(flows, exitPeriod, changes),
    run(changes) {
      const defined = defineWith(changes);
      if (!defined.ok) return defined;
      const result = run(defined.value, changedFlows(flows, exitPeriod, changes), program);
      return overflowIn(result.project)
        ? { ok: false, issues: [OVERFLOW] }
        : { ok: true, value: result, warnings: [] };
    },
  };
  return { ok: true, value: study, warnings: base.warnings };
}

/** What is asked of a run: a measure of the project or of one party, or what the general partner takes and gives back. */
export interface Measure {
  /** `project`, or the id of a party; without meaning for carry and clawback. */
  readonly of: string;
  readonly what: 'irr' | 'profit' | 'multiple' | 'received' | 'carry' | 'clawback';
}

/** The measure of a run; null where it has none. */
export function measured(result: Result, { of, what }: Measure): number | null {
  if (what === 'carry') return total(result.carry);
  if (what === 'clawback') return result.clawback?.total ?? 0;
  const measures = of === 'project' ? result.project : result.parties.find((p) => p.id === of)?.measures;
  if (!measures) return null;
  return what === 'multiple' ? measures.moic : what === 'received' ? measures.distributed : measures[what];
}

/**
 * A preset's deal: its levers are the terms that are plain numbers; a rate in steps stays as it is.
 * @param given terms by id, rates as fractions
 * @param finish what else is set in the definition
 */
export function presetSubject(
  preset: Preset,
  given: Readonly<Record<string, unknown>>,
  options: Readonly<Record<string, unknown>>,
  flows: Flows,
  finish: (definition: Definition) => Parsed<Definition> = (value) => ({ ok: true, value, warnings: [] }),
): Subject {
  const defined = define(preset, given, options, undefined, flows.timeline);
  const terms = defined.ok ? defined.value.terms : {};
  return {
    flows,
    terms: preset.terms.flatMap(({ id, unit, min = 0, max }): Lever[] => {
      const value = terms[id];
      if (typeof value !== 'number') return [];
      return [
        {
          id,
          value,
          unit: unit === 'percent' ? 'rate' : 'amount',
          min,
          ...(max === undefined ? {} : { max }),
        },
      ];
    }),
    define(values) {
      const next = define(
        preset,
        { ...given, ...withRatios(preset, terms, values) },
        options,
        undefined,
        flows.timeline,
      );
      return next.ok ? finish(next.value.definition) : next;
    },
  };
}

/** Ratios sum to 1: the others make room for one that changes, in proportion. */
export function withRatios(
  { ratios }: Preset,
  terms: Readonly<Record<string, TermValue>>,
  values: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const changed = (ratios ?? []).filter((id) => values[id] !== undefined && values[id] !== terms[id]);
  if (!ratios || changed.length !== 1) return values;
  const [own] = changed;
  const others = ratios.filter((id) => id !== own);
  const before = others.reduce((sum, id) => sum + Number(terms[id]), 0);
  const left = 1 - values[own!]!;
  const share = (id: string) => (before > 0 ? (left * Number(terms[id])) / before : left / others.length);
  return { ...values, ...Object.fromEntries(others.map((id) => [id, share(id)])) };
}

/** Key of a number in a tier. */
type TierKey = 'rate' | 'multiple' | 'share' | 'carry';
const KEYS: Readonly<Partial<Record<Tier['kind'], readonly TierKey[]>>> = {
  preferredReturn: ['rate'],
  hurdle: ['rate', 'multiple'],
  catchUp: ['share', 'carry'],
};

/** The numbers of a definition of one's own as levers: `<tier>.rate`, `.multiple`, `.share`, `.carry`. */
export function definitionSubject(definition: Definition, flows: Flows): Subject {
  const tiers = new Map(definition.pots.flatMap((pot) => pot.tiers).map((tier) => [tier.id, tier]));
  const numberIn = (tier: Tier, key: TierKey) => (tier as Partial<Record<TierKey, unknown>>)[key];
  const isUsed = (tier: Tier, key: TierKey) =>
    tier.kind !== 'hurdle' || (key === 'rate' ? tier.metric !== 'multiple' : tier.metric !== 'irr');
  const terms = [...tiers.values()].flatMap((tier) =>
    (KEYS[tier.kind] ?? []).flatMap((key): Lever[] => {
      const value = numberIn(tier, key);
      if (typeof value !== 'number' || !isUsed(tier, key)) return [];
      const bounds = key === 'multiple' ? { unit: 'multiple', min: 0 } : { unit: 'rate', min: 0, max: 1 };
      return [{ id: `${tier.id}.${key}`, value, ...bounds } as Lever];
    }),
  );
  /** By id of a tier: its keys, and the ids of what they hold. */
  const leversOf = new Map(
    [...tiers.values()].map(({ id, kind }) => [
      id,
      (KEYS[kind] ?? []).map((key) => ({ key, lever: `${id}.${key}` })),
    ]),
  );
  /** The tier itself where nothing of it changes, so that a program sees that it has its numbers. */
  function changed(tier: Tier, values: Changes): Tier {
    let next = tier;
    for (const { key, lever } of leversOf.get(tier.id)!) {
      const value = values[lever];
      if (value !== undefined && value !== numberIn(tier, key)) next = { ...next, [key]: value } as Tier;
    }
    return next;
  }
  return {
    flows,
    terms,
    define(values) {
      const issues: Issue[] = [];
      const tiersOf = (own: readonly Tier[]): Tier[] =>
        own.map((tier) => {
          const next = changed(tier, values);
          const lever = `${tier.id}.share`;
          const neverEnds = next.kind === 'catchUp' && (next.share <= next.carry || next.carry >= 1);
          // A tier of several pots is told of once.
          if (neverEnds && !issues.some(({ path }) => path[0] === lever))
            issues.push({
              code: 'catchUpNeverEnds',
              path: [lever],
              received: next.share,
              params: { carry: next.carry },
            });
          return next;
        });
      const pots = definition.pots.map((pot) => ({ ...pot, tiers: tiersOf(pot.tiers) }));
      return issues.length
        ? { ok: false, issues }
        : { ok: true, value: { ...definition, pots }, warnings: [] };
    },
  };
}
