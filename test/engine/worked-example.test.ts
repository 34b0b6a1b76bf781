import assert from 'node:assert/strict';
import { calculate } from '../../src/document/index.ts';
import { define, presetOf, run } from '../../src/engine/index.ts';

describe('The worked example: 10,000 invested, 1,000 to 5,000, hurdle 8 %, carry 20 %', () => {
  const defined = define(presetOf('flat_principal_first')!, { hurdle_rate: 0.08, carry_rate: 0.2 }, {});
  assert.ok(defined.ok);
  const result = run(defined.value.definition, {
    timeline: { unit: 'year', periods: 5 },
    contributions: [{ period: 0, amount: 10_000 }],
    cash: [1, 2, 3, 4, 5].map((k) => ({ period: k, amount: 1000 * k, pot: 'cash' })),
    nav: [],
  });
  const near = (actual: readonly number[], expected: readonly number[]) =>
    actual.forEach((a, k) =>
      assert.ok(Math.abs(a - expected[k]!) <= 1e-9, `period ${k}: ${a}, not ${expected[k]}`),
    );
  const tier = (id: string) => result.tiers.find((t) => t.id === id)!;

  it('accrues 800, 720, 560, 320 and 0', () => near(tier('hurdle').accrued, [0, 800, 720, 560, 320, 0]));
  it('has capital back in year 4', () => near(tier('capital').closing, [10_000, 9000, 7000, 4000, 0, 0]));
  it('pays 2,400 of hurdle in year 5', () => near(tier('hurdle').paid, [0, 0, 0, 0, 0, 2400]));
  it('splits 2,600 into 2,080 and 520', () => {
    const [lp, gp] = tier('split').payments;
    near(lp!.amounts, [0, 0, 0, 0, 0, 2080]);
    near(gp!.amounts, [0, 0, 0, 0, 0, 520]);
  });
  it('gives the measures', () => {
    const { irr, dpi, moic, payback } = result.project;
    assert.ok(Math.abs(irr! - 0.1200576195419627) < 1e-12);
    assert.deepEqual([dpi, moic, payback], [1.5, 1.5, 4]);
  });
  it('answers the design document', () => {
    const answer = calculate({
      basic_params: {
        investment_target: '某地产项目',
        investment_amount: 10_000,
        investment_period: 5,
        hurdle_rate: 8.0,
        carry_rate: 20.0,
      },
      cash_flows: [1, 2, 3, 4, 5].map((year) => ({ year, amount: 1000 * year })),
      distribution_params: { mode: 'flat_principal_first' },
    });
    assert.ok(answer.ok);
    const { cash_flow_details: rows, summary } = answer.value;
    assert.deepEqual(rows[4], {
      year: 5,
      net_cash_flow: 5000,
      principal_repayment: 0,
      remaining_principal: 0,
      hurdle_accrual: 0,
      hurdle_distribution: 2400,
      carry_lp: 2080,
      carry_gp: 520,
    });
    assert.equal(summary.total_carry, 520);
    assert.equal(summary.final_irr, answer.value.irr);
  });
});
