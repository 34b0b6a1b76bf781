import assert from 'node:assert/strict';
import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { readToken } from '../../server/sessions/token.ts';
import { startServiceOnRedis } from './support/on-redis.ts';
import { PEPPER, startService, workedExample, type Service } from './support/service.ts';

const CALCULATIONS = '/api/v1/calculations';
const LATEST = '/api/v1/results/latest';

/** A value as a release seals it that keeps it in another shape: written out, since this one only writes its own. */
function sealedAs(version: number, token: string, key: string, text: string): Buffer {
  const pepper = Buffer.from(PEPPER);
  const { secret } = readToken(token, { current: pepper })!;
  const keys = Buffer.from(hkdfSync('sha256', secret, pepper, 'waterfall session v1', 64));
  const [head, iv] = [Buffer.of(2, version), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', keys.subarray(0, 32), iv);
  cipher.setAAD(Buffer.concat([head, Buffer.from(key)]));
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([head, iv, cipher.getAuthTag(), sealed]);
}

describe('a service after an upgrade or a rollback, with sessions open', () => {
  let admin: Redis;
  let service: Service;
  let url: string;
  let close: () => Promise<void>;
  let token: string;
  let id: string;
  before(async () => {
    ({ service, admin, url, close } = await startServiceOnRedis());
  });
  after(() => close());
  beforeEach(async () => {
    ({ token, id } = await service.begin());
    await service.call('POST', CALCULATIONS, { token, body: workedExample });
  });
  const calculate = async (from: Service) =>
    (await from.call('POST', CALCULATIONS, { token, body: workedExample })).body;
  const lines: string[] = [];
  const alerts = () =>
    [...service.lines, ...lines].filter((line) => line.includes('sealed_value_rejected')).length;

  it('goes on with them where the shapes are the same', async () => {
    const next = await startService({ REDIS_URL: url });
    assert.equal((await calculate(next)).cache, 'hit');
    assert.equal((await next.call('GET', LATEST, { token })).body.dpi, 1.5);
    await next.close();
  });

  it('takes what another release has kept in another shape as not there, without an alert', async () => {
    const [calc] = await admin.keys(`session:{${id}}:calc:*`);
    for (const version of [1, 99])
      for (const key of [calc!, `session:{${id}}:results`]) {
        await admin.set(key, sealedAs(version, token, key, '{"of":"another shape"}'));
        // One that has no copy of its own.
        const next = await startService({ REDIS_URL: url });
        if (key === calc) assert.equal((await calculate(next)).cache, 'miss');
        else assert.equal((await service.call('GET', LATEST, { token })).body.code, 'NO_RESULT');
        assert.equal((await calculate(next)).dpi, 1.5);
        lines.push(...next.lines);
        await next.close();
      }
    assert.equal(alerts(), 0);
    // The same value under the key of another is no other release's.
    const results = `session:{${id}}:results`;
    await admin.set(results, sealedAs(99, token, calc!, '{}'));
    assert.equal((await service.call('GET', LATEST, { token })).body.code, 'NO_RESULT');
    assert.equal(alerts(), 1);
  });

  it('lets a session begin anew whose record it cannot read', async () => {
    await admin.hset(`session:{${id}}`, 'v', '2');
    const { status, body } = await service.call('GET', LATEST, { token });
    assert.deepEqual([status, body.code], [401, 'SESSION_EXPIRED']);
  });
});
