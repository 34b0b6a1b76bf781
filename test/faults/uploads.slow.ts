import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { begin, startInstance, upload } from './instance.ts';

const MIB = 1024 * 1024;
const ATTEMPTS = 30;

/** As large as an upload may be, and a workbook by its first bytes alone. */
const large = new Uint8Array(10 * MIB - 1024).fill(7);
large.set(Buffer.from('504b0304', 'hex'));

describe('a process killed in the middle of an upload', function () {
  this.timeout(120_000);
  let redis: RedisServer;
  const folder = mkdtempSync(path.join(tmpdir(), 'waterfall-killed-'));
  before(async () => {
    redis = await startRedis();
  });
  after(async () => {
    await redis.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('F14: leaves half a file, which the next one sweeps, and an entry in error that holds none of the quota', async () => {
    const env = { REDIS_URL: redis.url, FILE_STORE: 'disk', FILES_SHARED: 'true', TEMP_DIR: folder };
    const halves = (session: string): string[] => {
      try {
        return readdirSync(path.join(folder, 'uploads', session)).filter((name) => name.endsWith('.part'));
      } catch {
        return [];
      }
    };
    /** The session and the half file, once the process was killed while it wrote. */
    const killed = async (): Promise<{ id: string; half: string }> => {
      for (let i = 0; i < ATTEMPTS; i++) {
        const instance = await startInstance(env);
        const { token, id } = await begin(instance);
        let over = false;
        const sent = upload(instance, token, 'a.xlsx', large)
          .catch(() => undefined)
          .finally(() => (over = true));
        while (!over && halves(id).length === 0) await turn();
        await instance.kill();
        await sent;
        const [half] = halves(id);
        if (half) return { id, half };
      }
      throw new Error(`no process was killed while it wrote, in ${ATTEMPTS} attempts`);
    };
    const { id, half } = await killed();
    const client = new Redis(redis.url);
    const entries = () => client.hgetall(`session:{${id}}:files:uploads`);
    const file = path.basename(half).split('.')[0]!;
    const [, expiry, status] = (await entries())[file]!.split(' ');
    // Nobody has been told of it, so it may hold its quota for a minute only.
    assert.ok(status === 'uploaded' && Number(expiry) - Date.now() <= 60_000);

    // Nobody writes for a minute: it was left.
    const past = new Date(Date.now() - 2 * 60_000);
    utimesSync(path.join(folder, 'uploads', id, half), past, past);
    const next = await startInstance(env);
    assert.deepEqual(halves(id), []);
    assert.match((await entries())[file]!, /error/);
    await next.kill();
    client.disconnect();
  });
});
