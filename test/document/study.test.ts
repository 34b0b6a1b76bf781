import assert from 'node:assert/strict';
import { calculate, changedBody, readRequest, studyOfRequest } from '../../src/document/index.ts';

const EUROPEAN = {
  basic_params: { investment_amount: 10_000, investment_period: 5, hurdle_rate: 8, carry_rate: 20 },
  cash_flows: [1000, 2000, 3000, 4000, 5000].map((amount, i) => ({ year: i + 1, amount })),
  distribution_params: { mode: 'european', catch_up_share: 100, options: { payback: 'whole' } },
};
const DATED = {
  basic_params: { investment_amount: 100, investment_period: 2, hurdle_rate: 8, carry_rate: 20 },
  cash_flows: [
    { date: '2020-01-01', amount: -100 },
    { date: '2021-01-01', amount: 40 },
    { date: '2022-01-01', amount: 100 },
  ],
  distribution_params: { mode: 'european', catch_up_share: 50, options: { dayCount: 'act360' } },
};
const SENIOR = {
  basic_params: { investment_amount: 10_000, investment_period: 2, hurdle_rate: 8, carry_rate: 20 },
  cash_flows: [
    { year: 1, amount: 6000 },
    { year: 2, amount: 9000 },
  ],
  distribution_params: { mode: 'structured_senior_subordinate', senior_ratio: 70, subordinate_ratio: 30 },
};
const CUSTOM = {
  distribution_params: {
    mode: 'custom',
    definition: {
      classes: [{ id: 'lp', share: 1 }],
      tiers: [
        { kind: 'returnOfCapital', id: 'capital', to: 'lp' },
        { kind: 'preferredReturn', id: 'pref', to: 'lp', rate: 0.08, compounding: 'annual' },
        { kind: 'split', id: 'split', shares: { lp: 0.8, gp: 0.2 } },
      ],
    },
    flows: {
      timeline: { unit: 'year', periods: 2 },
      contributions: [{ at: 0, amount: 100 }],
      cash: [
        { at: 1, amount: 40 },
        { at: 2, amount: 100 },
      ],
    },
  },
};

describe('A request as something to ask about', () => {
  const cases: [string, unknown, Record<string, number>][] = [
    ['terms of a mode', EUROPEAN, { hurdle_rate: 0.091, catch_up_share: 0.5 }],
    ['the exit and a factor', EUROPEAN, { exit: 6000, cash: 1.1 }],
    ['dated cash under another day count', DATED, { exit: 80, hurdle_rate: 0.1, cash: 1.5 }],
    ['a ratio, which the other one makes room for', SENIOR, { senior_ratio: 0.6 }],
    ['a tier of a definition of its own', CUSTOM, { 'pref.rate': 0.12, exit: 150 }],
  ];
  for (const [what, body, changes] of cases)
    it(`runs as the request that says so: ${what}`, () => {
      const request = readRequest(body);
      assert.ok(request.ok, JSON.stringify(request));
      const study = studyOfRequest(request.value);
      assert.ok(study.ok);
      const asked = study.value.run(changes);
      assert.ok(asked.ok);
      const changed = changedBody(body, request.value, study.value, changes);
      const said = calculate(changed);
      assert.ok(said.ok, JSON.stringify(said));
      said.value.tables.parties.forEach(({ received }, p) =>
        received.forEach((amount, k) =>
          assert.ok(
            Math.abs(amount - asked.value.parties[p]!.received[k]!) < 1e-7,
            `party ${p}, period ${k}`,
          ),
        ),
      );
    });

  it('is not written where a tier has no id of its own', () => {
    const changes = { 'preferredReturn.rate': 0.1 };
    const request = readRequest(CUSTOM);
    assert.ok(request.ok);
    const study = studyOfRequest(request.value);
    assert.ok(study.ok);
    assert.equal(changedBody(CUSTOM, request.value, study.value, changes), null);
  });
});
