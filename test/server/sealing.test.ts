import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { SessionKeys } from '../../server/sessions/sealing.ts';
import { until } from '../support/until.ts';
import { manyLetters } from './support/heavy.ts';
import { startServiceOnRedis } from './support/on-redis.ts';
import { PEPPER, workedExample, type Service } from './support/service.ts';

const CALCULATIONS = '/api/v1/calculations';
const LATEST = '/api/v1/results/latest';

describe('the keys of a session', () => {
  const secret = randomBytes(32);
  const pepper = Buffer.from(PEPPER);
  const keys = new SessionKeys(secret, pepper);

  it('open what they sealed, under its own name', () => {
    assert.equal(keys.open('a', keys.seal('a', '金额 10,000')), '金额 10,000');
    assert.equal(keys.open('a', keys.seal('a', '')), '');
  });

  it('do not open a value under another name, of another secret, or under another pepper', () => {
    const sealed = keys.seal('a', 'text');
    assert.equal(keys.open('b', sealed), undefined);
    assert.equal(new SessionKeys(randomBytes(32), pepper).open('a', sealed), undefined);
    assert.equal(new SessionKeys(secret, Buffer.from('other')).open('a', sealed), undefined);
  });

  it('do not open a value with any byte changed, or cut short', () => {
    const sealed = keys.seal('a', 'text');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      assert.ok(!Buffer.isBuffer(keys.openBytes('a', changed)), `byte ${at}`);
    }
    for (let length = 0; length < sealed.length; length++)
      assert.equal(keys.open('a', sealed.subarray(0, length)), undefined);
  });

  it('seal the same text differently each time, and hash it the same', () => {
    assert.notDeepEqual(keys.seal('a', 'text'), keys.seal('a', 'text'));
    assert.equal(keys.hash('calc', 'text'), new SessionKeys(secret, pepper).hash('calc', 'text'));
    assert.notEqual(keys.hash('calc', 'text'), new SessionKeys(randomBytes(32), pepper).hash('calc', 'text'));
  });
});

describe('what lies in Redis', function () {
  let admin: Redis;
  let service: Service;
  let close: () => Promise<void>;
  before(async () => void ({ service, admin, close } = await startServiceOnRedis()));
  after(() => close());
  beforeEach(() => admin.flushall());

  const keysOf = async (id: string) => (await admin.keys(`session:{${id}}*`)).sort();

  it('is named and expires as the table of the design says', async () => {
    const { token, id } = await service.begin();
    const body = { format: 'png', calculation: manyLetters };
    assert.equal((await service.call('POST', '/api/v1/exports', { token, body })).body.code, 'TOO_HEAVY');
    const key = `session:{${id}}`;
    const lock = (name: string) => name.startsWith(`${key}:lock:`);
    await until('the lock of the calculation is released', async () => !(await keysOf(id)).some(lock));
    const names = await keysOf(id);
    const calculation = names.find((name) => /:calc:[0-9a-f]{64}$/.test(name))!;
    const others = ['keys', 'params', 'results'].map((name) => `${key}:${name}`);
    assert.deepEqual(names, [key, calculation, ...others].sort());
    const ttl = async (name: string) => Math.ceil((await admin.pttl(name)) / 60_000);
    assert.deepEqual(
      [
        await ttl(key),
        await ttl(calculation),
        await ttl(`${key}:params`),
        await ttl(`${key}:results`),
        await ttl(`${key}:keys`),
      ],
      [120, 60, 120, 120, 120],
    );
    assert.deepEqual(await admin.zrange('sessions:active', '0', '-1'), [id]);
  });

  it('leaves nothing but the mark when a session is deleted', async () => {
    const { token, id } = await service.begin();
    await service.call('POST', CALCULATIONS, { token, body: workedExample });
    await service.call('DELETE', '/api/v1/sessions/current', { token });
    assert.deepEqual(await keysOf(id), [`session:{${id}}`]);
    assert.deepEqual({ ...(await admin.hgetall(`session:{${id}}`)) }, { status: 'terminated' });
    assert.equal(Math.ceil((await admin.pttl(`session:{${id}}`)) / 3_600_000), 12);
    assert.equal(await admin.zcard('sessions:active'), 0);
  });

  it('tells nothing of what was sent or answered, nor does the log', async () => {
    const { token } = await service.begin();
    const body = structuredClone(workedExample);
    body.basic_params.investment_target = 'CANARY-TARGET';
    body.basic_params.investment_amount = 98765.4321;
    const headers = { 'User-Agent': 'CANARY-AGENT' };
    assert.equal(
      (await service.call('POST', `${CALCULATIONS}?q=CANARY-QUERY`, { token, body, headers })).status,
      200,
    );
    assert.equal((await service.call('POST', CALCULATIONS, { token, body, headers })).body.cache, 'hit');
    await service.call('POST', CALCULATIONS, { token, body: { basic_params: 'CANARY-FAULT' } });
    await service.call('POST', CALCULATIONS, { token, raw: '{"CANARY-JSON"' });
    await service.call('GET', '/CANARY-PATH', { token });

    const contents = await Promise.all(
      (await admin.keys('*')).map(async (key) => [
        key,
        ...((await admin.type(key)) === 'hash' ? Object.entries(await admin.hgetall(key)).flat() : []),
        (await admin.dumpBuffer(key))?.toString('latin1'),
      ]),
    );
    const held = contents.flat().join('\n') + service.lines.join('\n');
    for (const canary of ['CANARY', '98765', token, token.slice(3, 40)])
      assert.equal(held.includes(canary), false, canary);
  });

  it('is a miss and an alert once it is moved to another session', async () => {
    const [from, to] = [await service.begin(), await service.begin()];
    for (const { token } of [from, to])
      await service.call('POST', CALCULATIONS, { token, body: workedExample });
    await admin.copy(`session:{${from.id}}:results`, `session:{${to.id}}:results`, 'REPLACE');
    assert.equal((await service.call('GET', LATEST, { token: to.token })).body.code, 'NO_RESULT');
    assert.equal(
      service.lines.filter((line) => line.includes('sealed_value_rejected') && line.includes(to.id)).length,
      1,
    );
  });

  it('is a miss and an alert once it is moved inside its session', async () => {
    const { token, id } = await service.begin();
    await service.call('POST', CALCULATIONS, { token, body: workedExample });
    const calculation = (await keysOf(id)).find((name) => name.includes(':calc:'))!;
    await admin.copy(`session:{${id}}:params`, calculation, 'REPLACE');
    const { status, body } = await service.call('POST', CALCULATIONS, { token, body: workedExample });
    assert.deepEqual([status, body.cache, body.dpi], [200, 'miss', 1.5]);
    assert.equal(
      service.lines.filter((line) => line.includes('sealed_value_rejected') && line.includes(id)).length,
      1,
    );
  });

  it('has other names for the same calculation of another session', async () => {
    const [one, two] = [await service.begin(), await service.begin()];
    await service.call('POST', CALCULATIONS, { token: one.token, body: workedExample });
    assert.equal(
      (await service.call('POST', CALCULATIONS, { token: two.token, body: workedExample })).body.cache,
      'miss',
    );
    const hash = async (id: string) =>
      (await keysOf(id))
        .find((name) => name.includes(':calc:'))!
        .split(':')
        .pop();
    assert.notEqual(await hash(one.id), await hash(two.id));
  });

  it("holds the program's limits and modes under the names of the design", async () => {
    await service.limits.refresh();
    const { version, ...limits } = await admin.hgetall('config:app');
    assert.ok(version);
    assert.deepEqual(limits, {
      max_investment_period: '30',
      max_file_size: '10485760',
      session_timeout: '7200',
      cache_timeout: '3600',
      supported_file_types: 'xlsx,xlsm,xls',
    });
    const templates = JSON.parse((await admin.get('config:calculation_templates'))!);
    assert.equal(templates.flat_structures.principal_first.name, '优先还本');
    const { limits: _, ...answered } = (await service.call('GET', '/api/v1/templates')).body;
    assert.deepEqual(templates, answered);
    assert.deepEqual(
      [await admin.pttl('config:app'), await admin.pttl('config:calculation_templates')],
      [-1, -1],
    );
  });
});
