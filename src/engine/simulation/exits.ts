/** The sale of the whole: when it comes and what it brings. */
import type { Flows } from '../flows.ts';
import { drawn } from './draw.ts';
import { normalBelow } from './normal.ts';
import type { Dimensions } from './paths.ts';
import type { Points } from './random.ts';
import type { Exit } from './uncertainty.ts';

export interface DrawnExit {
  /** The period it is forecast for. */
  readonly forecast: number;
  /** Of the scenario drawn last: the period it comes in, its multiple, and the factor on its forecast cash. */
  period: number;
  multiple: number;
  factor: number;
  draw(points: Points, market: number): void;
}

/** The last period in which cash comes in, and how much; period 0 where none does. */
export function exitOf({ cash, timeline }: Flows): { period: number; amount: number } {
  const sums = new Float64Array(timeline.periods + 1);
  for (const { period, amount } of cash) sums[period]! += amount;
  let period = timeline.periods;
  while (period > 0 && !(sums[period]! > 0)) period--;
  return { period, amount: sums[period]! };
}

/** All that is paid in as the flows say. */
export const capitalOf = ({ contributions, deals = [] }: Flows): number =>
  contributions.reduce((sum, c) => sum + c.amount, 0) +
  deals.reduce((sum, d) => sum + d.cost + d.expenses, 0);

export function openExit(
  { period, multiple, of, correlation }: Exit,
  flows: Flows,
  dimensions: Dimensions,
): DrawnExit {
  const forecast = exitOf(flows);
  const atPeriod = period ? dimensions.uniforms++ : -1;
  const atMultiple = multiple && correlation === 0 ? dimensions.uniforms++ : -1;
  const atNormal = multiple && correlation !== 0 ? dimensions.normals++ : -1;
  const rest = Math.sqrt(1 - correlation * correlation);
  const perMultiple = of === 'capital' ? capitalOf(flows) / forecast.amount : 1;
  const exit: DrawnExit = {
    forecast: forecast.period,
    period: forecast.period,
    multiple: 1 / perMultiple,
    factor: 1,
    draw({ uniforms, normals }, market) {
      if (period) exit.period = Math.round(drawn(period, uniforms[atPeriod]!));
      if (!multiple) return;
      const u =
        atNormal < 0 ? uniforms[atMultiple]! : normalBelow(correlation * market + rest * normals[atNormal]!);
      exit.multiple = drawn(multiple, u);
      exit.factor = exit.multiple * perMultiple;
    },
  };
  return exit;
}
