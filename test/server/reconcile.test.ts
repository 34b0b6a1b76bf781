import assert from 'node:assert/strict';
import { calculate } from '../../src/document/index.ts';
import { startService, type Service } from './support/service.ts';

const request = (mode: string, change: object = {}) => ({
  basic_params: { investment_amount: 10_000, investment_period: 5, hurdle_rate: 8, carry_rate: 20 },
  cash_flows: [1000, 2000, 3000, 4000, 5000].map((amount, i) => ({ year: i + 1, amount })),
  distribution_params: { mode, ...change },
});
const OURS = request('european', { catch_up_share: 100 });

/** What each party receives in each period, as an administrator would send it. */
function claimedOf(body: object): { period: number; party: string; amount: number }[] {
  const answer = calculate(body);
  assert.ok(answer.ok);
  return answer.value.tables.parties.flatMap(({ id, received }) =>
    received.map((amount, period) => ({ period, party: id, amount: Math.round(amount * 100) / 100 })),
  );
}

describe('POST /calculations/reconcile', () => {
  let service: Service;
  let token: string;
  before(async () => {
    service = await startService();
    token = (await service.begin()).token;
  });
  after(() => service.close());
  const post = (body: unknown, language = 'en') =>
    service.call('POST', '/api/v1/calculations/reconcile', {
      token,
      body,
      headers: { 'Accept-Language': language },
    });

  it('says that all match', async () => {
    const { status, body } = await post({ calculation: OURS, claimed: claimedOf(OURS) });
    assert.equal(status, 200);
    assert.deepEqual([body.matched, body.first, body.readings], [12, null, []]);
  });

  it('names the first figure that parts and the reading that gives theirs, in the language asked for', async () => {
    const claimed = claimedOf(request('european_hard_hurdle'));
    const english = await post({ calculation: OURS, claimed });
    assert.equal(english.body.matched, 10);
    const { first, readings } = english.body;
    assert.deepEqual([first.period, first.party, first.tier], [5, 'lp', 'catch_up']);
    assert.deepEqual(readings[0].changes, [{ topic: 'catchUp', choice: 'none' }]);
    assert.equal(readings[0].words, 'No catch-up');
    assert.equal((await post({ calculation: OURS, claimed }, 'zh-CN')).body.readings[0].words, '无追赶');
  });

  it('refuses what is no calculation or no claim, with the place', async () => {
    const bad = await post({ calculation: { ...OURS, cash_flows: [] }, claimed: [{ amount: 1 }] });
    assert.equal(bad.status, 422);
    assert.match(bad.body.errors[0].path, /^calculation\.cash_flows/);
    const none = await post({ calculation: OURS, claimed: [] });
    assert.equal(none.status, 422);
    assert.match(none.body.errors[0].path, /^claimed/);
  });
});
