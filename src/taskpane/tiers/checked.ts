/** What the engine says of a draft: its faults by place, its words, its figures with a deal. */
import {
  parse,
  parseDefinition,
  run,
  sketchDefinition,
  traceOf,
  overflowIn,
  total,
  type Definition,
  type Flows,
  type Issue,
  type Result,
  type Turn,
} from '../../engine/index.ts';
import { tierPathOf, type Draft } from './draft.ts';
import { isUnder, pathKey, type Path } from './json.ts';

/** Flows that figures are made with: of the deal that is read, else of the example. */
export interface Deal {
  readonly kind: 'read' | 'example' | 'instead';
  readonly flows: unknown;
  readonly unit: string | undefined;
}

export interface Figures {
  readonly result: Result;
  readonly definition: Definition;
  readonly flows: Flows;
}

export interface Checked {
  /** What must be mended before it is saved, and what is only said. */
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
  /** What it says so far; null where too little can be read. */
  readonly sketch: Definition | null;
  /** Places of which nothing is said: their shape is at fault. */
  readonly unread: readonly Path[];
  readonly figures: Figures | null;
  /** Why the deal does not go with it. */
  readonly misfits: readonly Issue[];
}

export function check({ definition }: Pick<Draft, 'definition'>, deal: Deal): Checked {
  // Without a timeline: what a mode is saved for may be another deal than this.
  const own = parseDefinition(definition, null);
  const sketched = sketchDefinition(definition);
  const issues = own.ok ? [] : own.issues;
  const together = own.ok ? parse(definition, deal.flows, { definition: [], flows: ['flows'] }) : null;
  const misfits = together && !together.ok ? together.issues : [];
  return {
    issues,
    warnings: own.ok ? own.warnings : [],
    sketch: sketched?.definition ?? null,
    unread: sketched?.unread ?? [],
    figures: together?.ok ? figuresOf(together.value.definition, together.value.flows) : null,
    misfits,
  };
}

function figuresOf(definition: Definition, flows: Flows): Figures | null {
  const result = run(definition, flows);
  return overflowIn(result.project) ? null : { result, definition, flows };
}

/** Faults at a tier; what is said of the list alone, such as a missing split, stands at its last tier. */
export const issuesAt = (issues: readonly Issue[], tier: Path, isLast: boolean): Issue[] =>
  issues.filter(({ path }) => {
    const place = tierPathOf(path);
    if (place) return pathKey(place) === pathKey(tier);
    return isLast && pathKey(path) === pathKey(tier.slice(0, -1));
  });

/** Faults that no tier has. */
export const issuesBeside = (issues: readonly Issue[], lists: readonly Path[]): Issue[] =>
  issues.filter(
    ({ path }) => tierPathOf(path) === null && !lists.some((list) => pathKey(list) === pathKey(path)),
  );

export const issuesIn = (issues: readonly Issue[], place: Path): Issue[] =>
  issues.filter(({ path }) => isUnder(path, place));

/** What a tier pays in all, to whom, and the turn in which it pays most, which is told in words. */
interface TierFigures {
  readonly total: number;
  readonly parties: readonly { readonly id: string; readonly amount: number }[];
  readonly turn: Turn | null;
}

export function tierFigures({ result, definition, flows }: Figures, id: string): TierFigures | null {
  const tier = result.tiers.find((one) => one.id === id);
  if (!tier) return null;
  const turns = traceOf(definition, flows).filter((turn) => turn.tier === id);
  const paid = (turn: Turn) => turn.payments.reduce((sum, p) => sum + p.amount, 0);
  const most = turns.reduce<Turn | null>((best, t) => (!best || paid(t) > paid(best) ? t : best), null);
  const sums = new Map<string, number>();
  for (const turn of turns)
    for (const { party, amount } of turn.payments) sums.set(party, (sums.get(party) ?? 0) + amount);
  return {
    total: total(tier.paid),
    parties: [...sums].filter(([, amount]) => amount !== 0).map(([id, amount]) => ({ id, amount })),
    turn: most && paid(most) !== 0 ? most : null,
  };
}
