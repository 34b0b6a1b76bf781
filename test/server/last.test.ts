import assert from 'node:assert/strict';
import type { Redis } from 'ioredis';
import { pino } from 'pino';
import { SESSION_BYTES, SPAN } from '../../server/store/write-quota.ts';
import { LastResult } from '../../server/calculations/last-result.ts';
import type { Session } from '../../server/sessions/sessions.ts';
import { until } from '../support/until.ts';
import { startServiceOnRedis } from './support/on-redis.ts';
import { startService, workedExample, type Service } from './support/service.ts';

const CALCULATIONS = '/api/v1/calculations';
const LATEST = '/api/v1/results/latest';
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
  before(async () => {
    let url: string;
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
  const isHeld = async () => {
    const { last_params, held_params } = await record();
    assert.match(last_params!, /^[0-9a-f]{64}$/);
    return held_params === last_params;
  };
  const writes = async (): Promise<number> =>
    Number(/cmdstat_set:calls=(\d+)/.exec(await admin.info('commandstats'))?.[1] ?? 0);

  it('is written with a result that is made, in one step', async () => {
    assert.ok(await isHeld());
    assert.equal(await latest(second), 'flat_periodic');
  });

  it('is not written again when it is asked again', async () => {
    const before = await writes();
    for (let i = 0; i < 5; i++) assert.equal(await calculate(other), 'hit');
    assert.ok(await isHeld());
    assert.equal(await writes(), before);
  });

  it('follows a cached answer at once, on every instance, and is written once for all of a second', async () => {
    const before = await writes();
    for (const body of [one, other, one, other, one]) assert.equal(await calculate(body), 'hit');
    assert.deepEqual(
      [await latest(service), await latest(second)],
      ['flat_principal_first', 'flat_principal_first'],
    );
    await until('it is written', isHeld);
    assert.equal(await writes(), before + 2);
    assert.equal(await latest(second), 'flat_principal_first');
    const { body } = await second.call('GET', EXPORT, { token });
    const { params, results } = (body as unknown as { values: Record<string, { mode?: string }> }).values;
    assert.deepEqual([params, results!.mode], [one, 'flat_principal_first']);
  });

  it('is read once for all who ask for it at the same time, and anew for who asks for another', async () => {
    const asked: string[] = [];
    let answer = (_text: string): void => {};
    const vault = {
      read: (name: string) => {
        asked.push(name);
        return new Promise((resolve) => (answer = resolve));
      },
    };
    const last = new LastResult(pino({ level: 'silent' }));
    const read = (hash: string) =>
      last.read({ id, record: { last_params: hash, held_params: hash }, vault } as unknown as Session);
    const first = [read('a'), read('a'), read('a')];
    assert.deepEqual(asked, ['results']);
    answer('first');
    assert.deepEqual(await Promise.all(first), ['first', 'first', 'first']);
    const second = [read('a'), read('b')];
    assert.deepEqual(asked, ['results', 'results', 'results']);
    answer('second');
    assert.equal(await second[1], 'second');
  });

  it('is read where it is cached while it is not written, as when the instance died before it could be', async () => {
    await admin.hset(`session:{${id}}`, 'held_params', 'another');
    assert.equal(await latest(second), 'flat_periodic');
    await admin.del(...(await admin.keys(`session:{${id}}:calc:*`)));
    // The written one is older by then: none is better than a wrong one.
    assert.equal((await second.call('GET', LATEST, { token })).status, 404);
  });

  it('is written when it is asked again, where nobody has', async () => {
    await admin.hset(`session:{${id}}`, 'held_params', 'another');
    assert.equal(await calculate(other), 'hit');
    await until('it is written', isHeld);
  });

  it('is none where it was not kept, rather than the one before', async () => {
    await admin.hset(`session:{${id}}:written`, Math.floor(Date.now() / SPAN), SESSION_BYTES);
    const { status, headers } = await service.call('POST', CALCULATIONS, { token, body: third });
    assert.deepEqual([status, headers.get('X-Degraded')], [200, 'store']);
    for (const instance of [service, second])
      assert.equal((await instance.call('GET', LATEST, { token })).body.code, 'NO_RESULT');
    assert.equal(await calculate(one), 'hit');
    assert.equal(await latest(second), 'flat_principal_first');
  });

  it('is none where it was made while the store did not write, as soon as it does', async () => {
    await admin.config('SET', 'maxmemory', '1');
    assert.equal(await calculate(third), 'miss');
    assert.equal(await latest(second), 'flat_periodic');
    await admin.config('SET', 'maxmemory', '0');
    const code = async () => (await second.call('GET', LATEST, { token })).body.code as string | undefined;
    await until('the store has heard of it', async () => (await code()) === 'NO_RESULT');
  });

  it('is the one that was made after the store was away, not the one before', async () => {
    await admin.config('SET', 'maxmemory', '1');
    assert.equal(await calculate(third), 'miss');
    await admin.config('SET', 'maxmemory', '0');
    assert.equal(await calculate(fourth), 'miss');
    await service.writeRest();
    assert.equal(await latest(second), 'european_hard_hurdle');
  });

  it('is not written for a session that has ended meanwhile', async () => {
    assert.equal(await calculate(one), 'hit');
    assert.equal((await second.call('DELETE', '/api/v1/sessions/current', { token })).status, 204);
    const next = await service.begin();
    for (const body of [one, other, one])
      await service.call('POST', CALCULATIONS, { token: next.token, body });
    await until('the other session has been written', async () => {
      const { last_params, held_params } = await admin.hgetall(`session:{${next.id}}`);
      return held_params === last_params;
    });
    assert.deepEqual(await record(), { status: 'terminated' });
    assert.deepEqual(await admin.keys(`session:{${id}}:*`), []);
  });
});
