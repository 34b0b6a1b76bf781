import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { anonymiseAddress } from '../../server/sessions/anonymise.ts';
import { mintToken } from '../../server/sessions/token.ts';
import { addressHash } from '../../server/limits/client-network.ts';
import { sessionKey } from '../../server/store/keys.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import {
  forged,
  PEPPER,
  standingClock,
  startService,
  workedExample,
  type Clock,
  type Service,
} from './support/service.ts';
import { until } from '../support/until.ts';

const HOUR = 3_600_000;
const OTHER_PEPPER = 'another pepper of the tests, also long enough';
const CURRENT = '/api/v1/sessions/current';

/** The rules of sessions, through HTTP, on any store. */
function rules(env: () => Record<string, string>): void {
  let service: Service;
  let clock: Clock;
  beforeEach(async () => {
    clock = standingClock();
    service = await startService(env(), { clock });
  });
  afterEach(() => service.close());

  const refusal = async (token: string) => {
    const { status, body } = await service.call('GET', CURRENT, { token });
    return [status, body.code];
  };
  const alive = async (token: string) => (await service.call('GET', CURRENT, { token })).status === 200;

  it('begins with a token that is given once, and an end in twelve hours', async () => {
    const { status, headers, body } = await service.call('POST', '/api/v1/sessions');
    assert.equal(status, 201);
    assert.equal(headers.get('Cache-Control'), 'no-store');
    assert.match(body.token, /^wf_[\w-]{94}$/);
    assert.match(body.session_id, /^[0-9a-f]{64}$/);
    assert.equal(Date.parse(body.expires_at), clock() + 12 * HOUR);
    assert.equal(body.session_timeout, 7200);
    const current = await service.call('GET', CURRENT, { token: body.token });
    assert.equal(current.body.session_id, body.session_id);
    assert.equal(current.body.status, 'active');
    assert.equal(current.body.token, undefined);
  });

  it('keeps neither the token, nor the whole address, nor the agent', async () => {
    const { body } = await service.call('POST', '/api/v1/sessions', {
      headers: { 'User-Agent': 'canary-agent/7' },
    });
    const record = await service.store.getHash(sessionKey(body.session_id));
    assert.deepEqual(
      { ...record },
      {
        v: '1',
        id: body.session_id,
        created_at: new Date(clock()).toISOString(),
        last_accessed: new Date(clock()).toISOString(),
        user_agent: '[ANONYMIZED]',
        client_ip: '127.0.xxx.xxx',
        // An HMAC under the pepper.
        address: addressHash('127.0.0.1', Buffer.from(PEPPER)),
        status: 'active',
      },
    );
  });

  it('ends two hours after its last use', async () => {
    const { token } = await service.begin();
    clock.forward(2 * HOUR);
    assert.deepEqual(await refusal(token), [401, 'SESSION_EXPIRED']);
  });

  it('lives on while it is used, and ends after twelve hours all the same', async () => {
    const { token, id } = await service.begin();
    for (let hour = 0; hour < 11; hour++) {
      clock.forward(HOUR);
      const now = new Date(clock()).toISOString();
      assert.equal(await alive(token), true, `after ${hour + 1} h`);
      await until(
        'the use is noted',
        async () => (await service.store.getHash(sessionKey(id)))?.last_accessed === now,
      );
    }
    clock.forward(HOUR);
    assert.deepEqual(await refusal(token), [401, 'SESSION_EXPIRED']);
  });

  it('notes its use once a minute at most', async () => {
    const { token, id } = await service.begin();
    const begun = new Date(clock()).toISOString();
    clock.forward(59_000);
    await service.call('GET', CURRENT, { token });
    await service.call('GET', CURRENT, { token });
    assert.equal((await service.store.getHash(sessionKey(id)))?.last_accessed, begun);
  });

  it('refuses a request without a token and says how to get one', async () => {
    const { status, headers, body } = await service.call('GET', CURRENT);
    assert.deepEqual([status, body.code], [401, 'SESSION_MISSING']);
    assert.match(headers.get('WWW-Authenticate') ?? '', /^Bearer realm/);
    assert.match(body.detail, /POST \/api\/v1\/sessions/);
  });

  it('refuses a token of another server', async () => {
    const foreign = mintToken(Buffer.from(OTHER_PEPPER), clock() + HOUR).text;
    assert.deepEqual(await refusal(foreign), [401, 'SESSION_INVALID']);
  });

  it('refuses a token with any one character changed, even where base64 has bits to spare', async () => {
    const { token } = await service.begin();
    for (const at of [0, 3, 20, 50, 60, token.length - 1]) {
      const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
      const next = alphabet[(alphabet.indexOf(token[at]!) + 1) % 64]!;
      assert.deepEqual(
        await refusal(token.slice(0, at) + next + token.slice(at + 1)),
        [401, 'SESSION_INVALID'],
        `character ${at}`,
      );
    }
    assert.deepEqual(await refusal('garbage'), [401, 'SESSION_INVALID']);
    assert.equal(await alive(token), true);
  });

  it('refuses a genuine token whose session the store does not know', async () => {
    const lost = mintToken(Buffer.from(PEPPER), clock() + HOUR).text;
    assert.deepEqual(await refusal(lost), [401, 'SESSION_EXPIRED']);
  });

  it('ends when it is deleted, with everything held for it', async () => {
    const { token, id } = await service.begin();
    await service.call('POST', '/api/v1/calculations', { token, body: workedExample });
    assert.equal((await service.call('DELETE', CURRENT, { token })).status, 204);
    assert.deepEqual(await refusal(token), [401, 'SESSION_EXPIRED']);
    // Again does no harm.
    assert.equal((await service.call('DELETE', CURRENT, { token })).status, 204);
    assert.deepEqual({ ...(await service.store.getHash(sessionKey(id))) }, { status: 'terminated' });
    assert.equal(await service.store.getValue(`session:{${id}}:results`), undefined);
  });

  it('has its files erased on every instance when it ends on another, and may be deleted again by its own token', async () => {
    const { token, id } = await service.begin();
    const folder = path.join(service.folder, 'exports', id);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'left'), 'sealed');
    await service.store.endSession(id, HOUR);
    await until('its files are gone', () => !existsSync(folder));
    for (const wrong of [undefined, forged(token)])
      assert.equal((await service.call('DELETE', CURRENT, wrong ? { token: wrong } : {})).status, 401);
    assert.equal((await service.call('DELETE', CURRENT, { token })).status, 204);
    assert.deepEqual(await refusal(token), [401, 'SESSION_EXPIRED']);
    clock.forward(13 * HOUR);
    const late = await service.call('DELETE', CURRENT, { token });
    assert.deepEqual([late.status, late.body.code], [401, 'SESSION_EXPIRED']);
  });

  it('does not end the session of another', async () => {
    const [mine, other] = [await service.begin(), await service.begin()];
    await service.call('DELETE', CURRENT, { token: mine.token });
    assert.equal(await alive(other.token), true);
  });
}

describe('sessions, held in memory', () => rules(() => ({})));

describe('sessions, held in Redis', function () {
  let redis: RedisServer;
  before(async () => void (redis = await startRedis()));
  after(() => redis.kill());

  rules(() => ({ REDIS_URL: redis.url, FILE_STORE: 'disk', FILES_SHARED: 'true' }));

  it('end on every instance at once', async () => {
    const [one, two] = [
      await startService({ REDIS_URL: redis.url }),
      await startService({ REDIS_URL: redis.url }),
    ];
    const { token } = await one.begin();
    assert.equal(
      (await two.call('POST', '/api/v1/calculations', { token, body: workedExample })).body.cache,
      'miss',
    );
    assert.equal(
      (await one.call('POST', '/api/v1/calculations', { token, body: workedExample })).body.cache,
      'hit',
    );
    await one.call('DELETE', CURRENT, { token });
    assert.equal((await two.call('GET', CURRENT, { token })).body.code, 'SESSION_EXPIRED');
    await one.close();
    await two.close();
  });

  it('outlive a change of the pepper, and no further one', async () => {
    const changed = { REDIS_URL: redis.url, PEPPER: OTHER_PEPPER, PEPPER_PREVIOUS: PEPPER };
    const [old, now, later] = [
      await startService({ REDIS_URL: redis.url }),
      await startService(changed),
      await startService({ REDIS_URL: redis.url, PEPPER: OTHER_PEPPER }),
    ];
    const before = await old.begin();
    await old.call('POST', '/api/v1/calculations', { token: before.token, body: workedExample });
    assert.equal((await now.call('GET', '/api/v1/results/latest', { token: before.token })).body.dpi, 1.5);
    const after = await now.begin();
    assert.equal((await later.call('GET', CURRENT, { token: after.token })).status, 200);
    assert.equal((await later.call('GET', CURRENT, { token: before.token })).body.code, 'SESSION_INVALID');
    for (const each of [old, now, later]) await each.close();
  });
});

describe('an anonymised address', () => {
  it('keeps the first half of IPv4 and nothing of anything else', () => {
    assert.equal(anonymiseAddress('192.168.1.100'), '192.168.xxx.xxx');
    assert.equal(anonymiseAddress('::ffff:203.0.113.9'), '203.0.xxx.xxx');
    assert.equal(anonymiseAddress('2001:db8::1'), '[ANONYMIZED]');
    assert.equal(anonymiseAddress('1.2.3'), '[ANONYMIZED]');
    assert.equal(anonymiseAddress(undefined), '[ANONYMIZED]');
  });
});
