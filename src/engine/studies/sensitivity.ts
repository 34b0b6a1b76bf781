/** A measure over two levers, and what each lever alone does to it. */
import { openMeasuredRuns } from './measured-runs.ts';
import { measured, type Changes, type Lever, type Measure, type Study } from './study.ts';

/** By row, then column: the measure, null where it has none or the terms do not go together. */
export type Grid = readonly (readonly (number | null)[])[];

/**
 * @param rows lever down the side and its values
 * @param columns lever across the top and its values
 */
export function grid(
  study: Study,
  measure: Measure,
  rows: { readonly lever: string; readonly values: readonly number[] },
  columns: { readonly lever: string; readonly values: readonly number[] },
  others: Changes = {},
): Grid {
  const measuredRuns = openMeasuredRuns(study, measure);
  return rows.values.map((row) =>
    measuredRuns(columns.values.map((column) => ({ ...others, [rows.lever]: row, [columns.lever]: column }))),
  );
}

export interface Bar {
  readonly lever: Lever;
  readonly low: number;
  readonly high: number;
  readonly atLow: number | null;
  readonly atHigh: number | null;
}

/** Rates move by this, amounts and factors by a tenth. */
const POINTS: Readonly<Record<string, number>> = { hurdle: 0.01, other: 0.05 };

/** How far a lever goes to each side: a hurdle a percentage point, another rate five, cash and multiples a tenth. */
export const stepOf = ({ id, unit, value }: Lever): number =>
  unit === 'rate' ? POINTS[/hurdle|rate$/.test(id) && !/carry/.test(id) ? 'hurdle' : 'other']! : value / 10;

/** A lever a step down and up. */
export function barOf(study: Study, measure: Measure, lever: Lever, others: Changes = {}): Bar {
  const at = (value: number) => {
    const result = study.run({ ...others, [lever.id]: value });
    return result.ok ? measured(result.value, measure) : null;
  };
  const own = others[lever.id] ?? lever.value;
  const step = stepOf({ ...lever, value: own });
  const [low, high] = [Math.max(lever.min, own - step), Math.min(lever.max ?? Infinity, own + step)];
  return { lever, low, high, atLow: at(low), atHigh: at(high) };
}

/** Those that move the measure most first. */
export function inOrder(bars: readonly Bar[]): Bar[] {
  const width = ({ atLow, atHigh }: Bar) =>
    atLow === null || atHigh === null ? 0 : Math.abs(atHigh - atLow);
  return [...bars].sort((a, b) => width(b) - width(a));
}

/** Each lever a step down and up, those that move the measure most first. */
export const tornado = (study: Study, measure: Measure, others: Changes = {}): Bar[] =>
  inOrder(study.levers.map((lever) => barOf(study, measure, lever, others)));
