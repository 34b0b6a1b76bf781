import assert from 'node:assert/strict';
import { presets } from '../../src/engine/index.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import {
  standingClock,
  startService,
  workedExample,
  type Answer,
  type Clock,
  type Service,
} from './support/service.ts';

const CALCULATIONS = '/api/v1/calculations';
const LATEST = '/api/v1/results/latest';
const MINUTE = 60_000;

function isWorkedExample({ status, body }: Answer): void {
  assert.equal(status, 200);
  assert.ok(Math.abs(body.irr - 12.00576) < 5e-6, `irr ${body.irr}`);
  assert.equal(body.dpi, 1.5);
  assert.equal(body.summary.total_carry, 520);
  assert.equal(body.cash_flow_details.length, 5);
  const { year, carry_gp, carry_lp } = body.cash_flow_details[4];
  assert.deepEqual([year, carry_gp, carry_lp], [5, 520, 2080]);
}

function answers(env: () => Record<string, string>): void {
  let service: Service;
  let clock: Clock;
  let token: string;
  beforeEach(async () => {
    clock = standingClock();
    service = await startService(env(), { clock });
    token = (await service.begin()).token;
  });
  afterEach(() => service.close());

  const calculate = (body: unknown = workedExample, headers: Record<string, string> = {}) =>
    service.call('POST', CALCULATIONS, { token, body, headers });

  it('answers the worked example', async () => {
    const answer = await calculate();
    isWorkedExample(answer);
    assert.equal(answer.body.cache, 'miss');
    assert.equal(answer.headers.get('X-Degraded'), null);
    assert.equal(answer.headers.get('Cache-Control'), 'no-store');
    assert.ok(answer.body.tables.checks.every((check: { pass: boolean }) => check.pass));
  });

  it('answers the same again from what it has, in whatever order the keys come', async () => {
    const first = await calculate();
    const { distribution_params, cash_flows, basic_params } = workedExample;
    const second = await calculate({ distribution_params, basic_params, cash_flows });
    isWorkedExample(second);
    assert.equal(second.body.cache, 'hit');
    assert.deepEqual({ ...second.body, cache: '' }, { ...first.body, cache: '' });
  });

  it('computes anew when one number differs', async () => {
    await calculate();
    const other = await calculate({
      ...workedExample,
      basic_params: { ...workedExample.basic_params, hurdle_rate: 9 },
    });
    assert.equal(other.body.cache, 'miss');
    assert.notEqual(other.body.summary.total_carry, 520);
  });

  it('computes anew after an hour, however often it was asked in between', async () => {
    await calculate();
    clock.forward(50 * MINUTE);
    assert.equal((await calculate()).body.cache, 'hit');
    clock.forward(10 * MINUTE);
    assert.equal((await calculate()).body.cache, 'miss');
  });

  it('gives the last result again', async () => {
    assert.equal((await service.call('GET', LATEST, { token })).body.code, 'NO_RESULT');
    const other = { ...workedExample, distribution_params: { mode: 'flat_periodic', periodic_rate: 8 } };
    const computed = await calculate();
    await calculate(other);
    assert.equal((await service.call('GET', LATEST, { token })).body.mode, 'flat_periodic');
    await calculate();
    const latest = await service.call('GET', LATEST, { token });
    isWorkedExample(latest);
    assert.deepEqual({ ...latest.body, cache: 'miss' }, computed.body);
  });

  it('keeps the last result when a later request is refused', async () => {
    await calculate();
    assert.equal((await calculate({})).status, 422);
    isWorkedExample(await service.call('GET', LATEST, { token }));
  });

  it('does not take 1e999 for an empty value it has an answer for', async () => {
    const raw = JSON.stringify(workedExample).replace('"hurdle_rate":8', '"hurdle_rate":1e999');
    const refused = await service.call('POST', CALCULATIONS, { token, raw });
    assert.equal(refused.status, 422);
    assert.equal(refused.body.errors[0].received, 'Infinity');
  });

  it('words its warnings in the language asked for, from the cache too', async () => {
    const body = { ...workedExample, cash_flows: workedExample.cash_flows.filter(({ year }) => year !== 2) };
    const english = await calculate(body);
    const chinese = await calculate(body, { 'Accept-Language': 'zh-CN,zh;q=0.9' });
    assert.deepEqual([english.body.cache, chinese.body.cache], ['miss', 'hit']);
    assert.equal(english.body.warnings[0].path, 'cash_flows');
    assert.notEqual(english.body.warnings[0].message, chinese.body.warnings[0].message);
    assert.match(chinese.body.warnings[0].message, /\p{Script=Han}/u);
    assert.equal(chinese.headers.get('Content-Language'), 'zh-CN');
  });

  it('refuses amounts that grow beyond any number, in a calculation and when it is only checked', async () => {
    const body = {
      basic_params: { investment_amount: 10_000, investment_period: 3, hurdle_rate: 100, carry_rate: 20 },
      cash_flows: [
        { date: '1901-01-01', amount: -10_000 },
        { date: '9000-01-01', amount: 100 },
        { date: '9999-12-31', amount: 100 },
      ],
      distribution_params: { mode: 'european', catch_up_share: 100 },
    };
    const answer = await calculate(body);
    assert.equal(answer.status, 422);
    const faults = answer.body.errors.map((e: { code: string; path: string }) => [e.code, e.path]);
    assert.deepEqual(faults, [['overflow', 'cash_flows']]);
    const checked = await service.call('POST', '/api/v1/calculations/validate', { token, body });
    assert.deepEqual([checked.status, checked.body.valid], [200, false]);
    assert.deepEqual(checked.body.errors, answer.body.errors);
  });

  it('answers a definition of its own', async () => {
    const body = {
      distribution_params: {
        mode: 'custom',
        definition: {
          classes: [{ id: 'lp', share: 1 }],
          tiers: [
            { id: 'capital', kind: 'returnOfCapital', to: ['lp'] },
            { id: 'pref', kind: 'preferredReturn', to: ['lp'], rate: 0.08, compounding: 'simple' },
            { id: 'split', kind: 'split', shares: { lp: 0.8, gp: 0.2 } },
          ],
        },
        flows: {
          timeline: { unit: 'year', periods: 5 },
          contributions: [{ at: 0, amount: 10000 }],
          cash: [1000, 2000, 3000, 4000, 5000].map((amount, i) => ({ at: i + 1, amount })),
        },
      },
    };
    const answer = await calculate(body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body.errors));
    assert.equal(answer.body.summary.total_carry, 520);
  });
}

describe('calculations, held in memory', () => answers(() => ({})));

describe('calculations, held in Redis', function () {
  let redis: RedisServer;
  before(async () => void (redis = await startRedis()));
  after(() => redis.kill());
  answers(() => ({ REDIS_URL: redis.url }));
});

describe('templates', () => {
  it('are there without a session, in the shape of the design and as a whole list', async () => {
    const service = await startService();
    const { status, body } = await service.call('GET', '/api/v1/templates');
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body.flat_structures), ['principal_first', 'periodic']);
    assert.deepEqual(body.flat_structures.principal_first.required_params, ['hurdle_rate', 'carry_rate']);
    assert.deepEqual(
      body.modes.map((mode: { id: string }) => mode.id),
      presets.map((preset) => preset.id),
    );
    const { version: _engine, ...limits } = body.limits;
    assert.deepEqual(limits, {
      max_investment_period: 30,
      max_file_size: 10 * 1024 * 1024,
      session_timeout: 7200,
      cache_timeout: 3600,
      supported_file_types: 'xlsx,xlsm,xls',
    });
    await service.close();
  });
});
