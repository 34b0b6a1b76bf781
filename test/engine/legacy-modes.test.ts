import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { calculate } from '../../src/document/index.ts';

interface LegacyCase {
  id: string;
  mode: string;
  investment: number;
  hurdle_rate: number;
  carry_rate: number;
  terms: Record<string, number>;
  cash: number[];
  /** Payments by tier and year. */
  paid: Record<string, number[]>;
  carry_lp: number[];
  carry_gp: number[];
  irr: number | null;
  payback: number | null;
  discounted: number | null;
}

const cases = JSON.parse(
  readFileSync(new URL('../cases/legacy-modes.json', import.meta.url), 'utf8'),
) as LegacyCase[];

/** The choices in which the legacy tool differs from the defaults. */
const LEGACY: Record<string, Record<string, string>> = {
  flat_periodic: { shortfall: 'lapse' },
  structured_interest_principal: { shortfall: 'lapse' },
  structured_senior_subordinate: { senior_order: 'capital_first' },
};

describe('Every row of the legacy tool is reproduced with the legacy choices', () => {
  for (const c of cases)
    it(c.id, () => {
      const answer = calculate({
        basic_params: {
          investment_amount: c.investment,
          investment_period: c.cash.length,
          hurdle_rate: c.hurdle_rate,
          carry_rate: c.carry_rate,
        },
        cash_flows: c.cash.map((amount, i) => ({ year: i + 1, amount })),
        distribution_params: { mode: c.mode, ...c.terms, options: LEGACY[c.mode] ?? {} },
      });
      assert.ok(answer.ok, JSON.stringify(answer));
      const { tables, irr, payback_period, cash_flow_details } = answer.value;
      const near = (actual: number | null, expected: number | null, what: string, tolerance: number) => {
        if (expected === null) assert.equal(actual, null, what);
        else
          assert.ok(
            actual !== null && Math.abs(actual - expected) <= tolerance,
            `${what}, expected ${expected}, actual ${actual}`,
          );
      };
      const amountTolerance = 1e-6 * c.investment;
      for (const [tier, years] of Object.entries(c.paid)) {
        const paid = tables.tiers.find((t) => t.id === tier)!.paid;
        years.forEach((expected, i) =>
          near(paid[i + 1]!, expected, `tier ${tier}, year ${i + 1}`, amountTolerance),
        );
      }
      cash_flow_details.forEach((row, i) => {
        near(row.carry_lp, c.carry_lp[i]!, `carry_lp, year ${row.year}`, amountTolerance);
        near(row.carry_gp, c.carry_gp[i]!, `carry_gp, year ${row.year}`, amountTolerance);
      });
      near(irr, c.irr, 'irr', 1e-6);
      near(payback_period, c.payback, 'payback', 1e-6);
      near(answer.value.discounted_payback_period, c.discounted, 'discounted payback', 1e-6);
      assert.ok(tables.checks.every((check) => check.pass));
    });
});
