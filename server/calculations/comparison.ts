import type { Issue } from '../../src/engine/index.ts';
import { Problem } from '../problem.ts';
import type { Session } from '../sessions/sessions.ts';
import type { Figures } from '../threads/tasks.ts';
import type { Calculated, Calculations } from './calculations.ts';

/** Measures that are compared, each as the result document has it: rates in percent. */
const MEASURES = {
  irr: (d) => d.irr,
  dpi: (d) => d.dpi,
  tvpi: (d) => d.tvpi,
  moic: (d) => d.moic,
  npv: (d) => d.npv,
  payback_period: (d) => d.payback_period,
  total_distributions: (d) => d.summary.total_distributions,
  total_carry: (d) => d.summary.total_carry,
} as const satisfies Record<string, (figures: Figures) => number | null>;

export const comparedMeasures = Object.keys(MEASURES) as [keyof typeof MEASURES];

/** One measure over all calculations; `differences` are against the first, null where either has no value. */
export interface ComparedMeasure {
  readonly measure: keyof typeof MEASURES;
  readonly values: readonly (number | null)[];
  readonly differences: readonly (number | null)[];
}

export interface Comparison {
  readonly calculations: readonly Calculated[];
  readonly measures: readonly ComparedMeasure[];
}

/**
 * Calculates several request documents and sets their measures beside one another; the last result stays what it was.
 * @throws Problem INVALID with the faults of all of them, TOO_HEAVY, BUSY, TOO_MANY_AT_ONCE; StoreUnavailable where an index series is named.
 */
export async function compare(
  calculations: Calculations,
  session: Session,
  bodies: readonly object[],
): Promise<Comparison> {
  const issues: Issue[] = [];
  const calculated: Calculated[] = [];
  for (const [i, body] of bodies.entries())
    try {
      calculated.push(await calculations.calculateForComparison(session, body));
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'INVALID')) throw error;
      issues.push(...error.issues.map((issue) => ({ ...issue, path: ['calculations', i, ...issue.path] })));
    }
  if (issues.length > 0) throw new Problem('INVALID', { issues });
  return {
    calculations: calculated,
    measures: comparedMeasures.map((measure) => compared(measure, calculated)),
  };
}

function compared(measure: keyof typeof MEASURES, calculations: readonly Calculated[]): ComparedMeasure {
  const values = calculations.map(({ figures }) => MEASURES[measure](figures));
  const first = values[0] ?? null;
  const differences = values.map((value) => (value === null || first === null ? null : value - first));
  return { measure, values, differences };
}
