/** Requests of jobs on the worked example. */
import { heavyFund } from './heavy.ts';
import { workedExample } from './service.ts';

const upTo = (count: number, from: number, step: number) =>
  Array.from({ length: count }, (_, i) => Number((from + i * step).toFixed(6)));

/** A grid over hurdle and carry. @param request a document with these two terms */
export const gridJob = (rows = 5, columns = 4, request: object = workedExample) => ({
  kind: 'sensitivity',
  request,
  measure: { of: 'gp', what: 'carry' },
  rows: { lever: 'hurdle_rate', values: upTo(rows, 1, 0.05) },
  columns: { lever: 'carry_rate', values: upTo(columns, 10, 0.05) },
});

export const tornadoJob = {
  kind: 'tornado',
  request: workedExample,
  measure: { of: 'project', what: 'irr' },
};

/** A fund by months of which a run takes some milliseconds. */
export const slowFund = heavyFund({ periods: 480, tiers: 20 });

/** Takes many seconds, in many pieces. */
export const slowJob = (values = 200) => ({
  kind: 'sensitivity',
  request: slowFund,
  measure: { of: 'project', what: 'irr' },
  rows: { lever: 'cash', values: upTo(values, 0.5, 0.01) },
  columns: { lever: 'exit', values: upTo(20, 10_000, 1000) },
});

/** A fund of forty quarters, its cash in doubt. */
export const simulateJob = (scenarios = 50_000, more: object = {}) => ({
  kind: 'simulate',
  request: {
    basic_params: {
      investment_target: 'Example',
      investment_amount: 10_000,
      investment_period: 40,
      period_unit: 'quarter',
      hurdle_rate: 8,
      carry_rate: 20,
    },
    cash_flows: Array.from({ length: 40 }, (_, i) => ({ year: i + 1, amount: 400 + 5 * i })),
    distribution_params: { mode: 'flat_principal_first' },
  },
  uncertainty: { cash: { distribution: 'lognormal', volatility: 20 } },
  scenarios,
  seed: 7,
  ...more,
});
