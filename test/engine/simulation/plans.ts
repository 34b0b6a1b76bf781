import assert from 'node:assert/strict';
import {
  parse,
  parseUncertainty,
  simulation,
  tally,
  type SimulationPlan,
  type SimulationResult,
} from '../../../src/engine/index.ts';

/** One period: 100 paid in, 200 back, all to the only class. */
export const allToOne = {
  definition: { classes: [{ id: 'lp', share: 1 }], tiers: [{ kind: 'split', shares: { lp: 1 } }] },
  flows: {
    timeline: { unit: 'year', periods: 1 },
    contributions: [{ at: 0, amount: 100 }],
    cash: [{ at: 1, amount: 200 }],
  },
};

/** Capital, 8 % a year, full catch-up, 80/20, over so many quarters. */
export const fund = (periods: number, options: object = {}) => ({
  definition: {
    classes: [{ id: 'lp', share: 1 }],
    tiers: [
      { kind: 'returnOfCapital', id: 'capital', to: 'lp' },
      { kind: 'preferredReturn', id: 'preferred', to: 'lp', rate: 0.08, compounding: 'annual' },
      { kind: 'catchUp', id: 'catchUp', carry: 0.2 },
      { kind: 'split', id: 'split', shares: { lp: 0.8, gp: 0.2 } },
    ],
    options,
  },
  flows: {
    timeline: { unit: 'quarter', periods },
    contributions: [
      { at: 0, amount: 600 },
      { at: 1, amount: 400 },
    ],
    cash: Array.from({ length: periods - 2 }, (_, k) => ({ at: k + 3, amount: 2000 / (periods - 2) })),
  },
});

/** Three deals of 100 that are sold for 160 each after three, four and five years. */
export const dealFund = (options: object = {}) => ({
  definition: fund(4, options).definition,
  flows: {
    timeline: { unit: 'year', periods: 8 },
    deals: ['one', 'two', 'three'].map((id) => ({ id, cost: 100, at: 0 })),
    cash: ['one', 'two', 'three'].map((deal, i) => ({ at: 3 + i, amount: 160, deal })),
  },
});

export function planOf(
  deal: { definition: unknown; flows: unknown },
  uncertainty: unknown,
  scenarios: number,
  seed = 7,
): SimulationPlan {
  const parsed = parse(deal.definition, deal.flows);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  const { definition, flows } = parsed.value;
  const read = parseUncertainty(uncertainty, definition, flows);
  assert.ok(read.ok, JSON.stringify(read));
  return { definition, flows, uncertainty: read.value, scenarios, seed };
}

export function resultOf(plan: SimulationPlan): SimulationResult {
  const { blocks, run } = simulation(plan);
  const all = tally(plan);
  for (let block = 0; block < blocks; block++) all.add(block, run(block));
  return all.result();
}

/** Within so many standard errors. */
export function nearly(found: number | null, right: number, error: number, what = ''): void {
  assert.ok(
    found !== null && Math.abs(found - right) <= error,
    `${what} ${found}, not ${right} within ${error}`,
  );
}
