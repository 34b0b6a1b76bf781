import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { until } from '../support/until.ts';
import { startServiceOnRedis } from './support/on-redis.ts';
import { startService, workedExample, type Service } from './support/service.ts';

const CALCULATIONS = '/api/v1/calculations';
const LATEST = '/api/v1/results/latest';
const PARAMS = '/api/v1/sessions/current/params';
const EXPORT = '/api/v1/sessions/current/export';
const one = workedExample;
const other = { ...workedExample, distribution_params: { mode: 'flat_periodic', periodic_rate: 4 } };
const third = { ...workedExample, distribution_params: { mode: 'flat_periodic', periodic_rate: 5 } };
const fourth = { ...workedExample, distribution_params: { mode: 'european_hard_hurdle' } };

describe('the last result of a session', function () {
  let admin: Redis;
  let service: Service;
  let second: Service;
  let token: string;
  let id: string;
  let close: () => Promise<void>;
  let url: string;
  let turn = 0;
  before(async () => {
    ({ service, admin, url, close } = await startServiceOnRedis());
    second = await startService({ REDIS_URL: url });
  });
  after(async () => {
    await second.close();
    await close();
  });
  beforeEach(async () => {
    ({ token, id } = await service.begin());
    assert.deepEqual([await calculate(one), await calculate(other)], ['miss', 'miss']);
  });

  const calculate = async (body: unknown) =>
    (await service.call('POST', CALCULATIONS, { token, body })).body.cache as string;
  const latest = async (from: Service) => (await from.call('GET', LATEST, { token })).body.mode as string;
  const record = () => admin.hgetall(`session:{${id}}`);
  const writes = async (): Promise<number> =>
    Number(/cmdstat_set:calls=(\d+)/.exec(await admin.info('commandstats'))?.[1] ?? 0);

  it('is written with a result that is computed, in one step', async () => {
    assert.match((await record()).last_params!, /^[0-9a-f]{64}$/);
    assert.equal(await latest(second), 'flat_periodic');
  });

  it('is not written again when it is asked again; that is counted', async () => {
    const before = await writes();
    for (let i = 0; i < 5; i++) assert.equal(await calculate(other), 'hit');
    assert.equal(await writes(), before);
    await service.writeRest();
    assert.deepEqual(Object.values(await admin.hgetall(`session:{${id}}:hits`)), ['5']);
    const { body } = await second.call('GET', EXPORT, { token });
    const { last_params: hash } = await record();
    const { hit_count } = (body.values as Record<string, { hit_count: number }>)[`calc:${hash}`]!;
    assert.equal(hit_count, 5);
  });

  it('follows a cached answer, on every instance', async () => {
    for (const body of [one, other, one]) assert.equal(await calculate(body), 'hit');
    // Read on the connection that it was written on.
    assert.equal(await latest(service), 'flat_principal_first');
    assert.equal(await latest(second), 'flat_principal_first');
    const { body } = await second.call('GET', EXPORT, { token });
    const { params, results } = (body as unknown as { values: Record<string, { mode?: string }> }).values;
    const { created_at, ...asked } = params as unknown as { created_at: string };
    assert.deepEqual([asked, results!.mode], [one, 'flat_principal_first']);
    // A result says when it was computed, which was before it was asked for again.
    const { calculated_at } = results as unknown as { calculated_at: string };
    assert.ok(calculated_at <= created_at && Date.parse(created_at) <= Date.now());
    const given = await second.call('GET', PARAMS, { token });
    assert.deepEqual([given.status, given.body], [200, params]);
  });

  it('is none where it was not kept, rather than the one before', async () => {
    // An address may store a mebibyte there, which some calculations fill.
    const full = await startService({ REDIS_URL: url, STORED_ADDRESS_MB: '1' });
    await until('a result is not kept', async () => {
      const hurdle_rate = 4 + (turn += 1) / 1000;
      const body = { ...fourth, basic_params: { ...fourth.basic_params, hurdle_rate } };
      const { headers } = await full.call('POST', CALCULATIONS, { token, body });
      return headers.get('X-Degraded') === 'store';
    });
    await full.close();
    for (const instance of [service, second])
      for (const what of [LATEST, PARAMS])
        assert.equal((await instance.call('GET', what, { token })).body.code, 'NO_RESULT');
  });

  it('is none where it was computed while the store did not write, once it does', async () => {
    await admin.config('SET', 'maxmemory', '1');
    assert.equal(await calculate(third), 'miss');
    await admin.config('SET', 'maxmemory', '0');
    await until('the store is back', () => service.store.state().up);
    for (const instance of [service, second])
      assert.equal((await instance.call('GET', LATEST, { token })).body.code, 'NO_RESULT');
  });

  it('is the one that was computed after the store was away, not the one before', async () => {
    await admin.config('SET', 'maxmemory', '1');
    assert.equal(await calculate(third), 'miss');
    await admin.config('SET', 'maxmemory', '0');
    await until('the store is back', () => service.store.state().up);
    assert.equal(await calculate(fourth), 'miss');
    assert.equal(await latest(second), 'european_hard_hurdle');
  });

  it('is not written for a session that has ended meanwhile', async () => {
    assert.equal(await calculate(one), 'hit');
    assert.equal((await second.call('DELETE', '/api/v1/sessions/current', { token })).status, 204);
    assert.deepEqual(await record(), { status: 'terminated' });
    assert.deepEqual(await admin.keys(`session:{${id}}:*`), []);
  });
});
