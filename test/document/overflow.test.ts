import assert from 'node:assert/strict';
import { calculate } from '../../src/document/index.ts';
import { issueMessage, pathText } from '../../src/i18n/index.ts';

/** A thousand years at 100 %: 2^1000 times what was paid in. */
const lastingDeal = (periods: number, options: object = {}) => ({
  distribution_params: {
    mode: 'custom',
    definition: {
      classes: [{ id: 'lp', share: 1 }],
      tiers: [
        { kind: 'returnOfCapital', to: 'lp' },
        { kind: 'preferredReturn', to: 'lp', rate: 1, compounding: 'annual' },
        { kind: 'split', shares: { lp: 1 } },
      ],
      options,
    },
    flows: {
      timeline: { unit: 'year', periods },
      contributions: [{ at: 0, amount: 1e13 }],
      cash: [{ at: periods, amount: 1e13 }],
    },
  },
});

const european = {
  basic_params: { investment_amount: 10_000, investment_period: 3, hurdle_rate: 100, carry_rate: 20 },
  cash_flows: [
    { date: '1901-01-01', amount: -10_000 },
    { date: '9000-01-01', amount: 100 },
    { date: '9999-12-31', amount: 100 },
  ],
  distribution_params: { mode: 'european', catch_up_share: 100 },
};

describe('Amounts that grow beyond any number', () => {
  const issueOf = (body: unknown) => {
    const answer = calculate(body);
    assert.ok(!answer.ok);
    assert.equal(answer.issues.length, 1);
    return answer.issues[0]!;
  };

  it('are refused at the timeline of a definition, naming the first of them', () => {
    const issue = issueOf(lastingDeal(1200));
    assert.deepEqual([issue.code, pathText(issue.path)], ['overflow', 'distribution_params.flows.timeline']);
    // 1e13 * 2^981 is the first above 1.8e308: it accrues in the period before.
    assert.match(String(issue.params!.at), /^tables\.tiers\[1\]\.\w+\[98[0-2]\]$/);
    assert.match(issueMessage(issue, 'en'), /first is tables\.tiers\[1\]/);
    assert.match(issueMessage(issue, 'zh-CN'), /tables\.tiers\[1\]/);
  });
  it('are refused at the cash flows of a mode', () => {
    const issue = issueOf(european);
    assert.deepEqual([issue.code, pathText(issue.path)], ['overflow', 'cash_flows']);
  });
  it('leave a measure of a deal that has none of them without an answer', () => {
    const mirrOf = (at: number) => {
      const body = lastingDeal(1200, { measures: { financeRate: 0, reinvestRate: 1 } });
      const { definition, flows } = body.distribution_params;
      definition.tiers.splice(1, 1);
      flows.contributions = [{ at: 0, amount: 5e12 }];
      flows.cash = [{ at, amount: 1e13 }];
      const answer = calculate(body);
      assert.ok(answer.ok);
      return answer.value.tables.project.mirr;
    };
    assert.equal(mirrOf(1), null);
    assert.ok(Math.abs(mirrOf(1200)! - (2 ** (1 / 1200) - 1)) < 1e-12);
  });
  it('are not found in a deal that ends before', () => assert.ok(calculate(lastingDeal(900)).ok));
});
