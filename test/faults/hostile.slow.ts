import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { exportWorkbook } from '../../server/workbook/export/write.ts';
import { calculate as calculated } from '../../src/document/index.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { workedExample } from '../server/support/service.ts';
import { hostile } from '../workbook/hostile.ts';
import { figure } from './figures.ts';
import { begin, calculate, startInstance, upload, variant, type Instance, type Reply } from './instance.ts';
import { areValid, share } from './load.ts';

const NEIGHBOURS = 4;
const ROUNDS = 8;
/** How long each half of a round lasts, without hostile uploads and with them. Milliseconds. */
const HALF = 2000;
const MIB = 2 ** 20;

describe('workbooks that mean harm', function () {
  this.timeout(180_000);
  let redis: RedisServer;
  let instance: Instance;
  before(async () => {
    redis = await startRedis();
    instance = await startInstance({ REDIS_URL: redis.url, LOG_LEVEL: 'info' });
  });
  after(async () => {
    await instance.kill();
    await redis.kill();
  });

  it('F12: are refused at once, and neither memory nor anybody else feels them', async () => {
    const answer = calculated(workedExample);
    assert.ok(answer.ok);
    const good = await exportWorkbook(workedExample, answer.value, 'en', new Date());
    const files = Object.entries(hostile(good));
    let { token } = await begin(instance);
    const neighbours = await Promise.all(Array.from({ length: NEIGHBOURS }, () => begin(instance)));

    const refused: Reply[] = [];
    const attack = async (i: number): Promise<void> => {
      const [what, { bytes, code, name = 'a.xlsx' }] = files[i % files.length]!;
      const reply = await upload(instance, token, name, bytes);
      assert.deepEqual([reply.status, reply.body.code], [422, code], what);
      refused.push(reply);
    };
    /** Every neighbour asks for what it has asked before, until the time is over. */
    const cached = async (until: number): Promise<Reply[]> => {
      const replies = await Promise.all(
        neighbours.map(async (neighbour) => {
          const own: Reply[] = [];
          for (let i = 0; performance.now() < until; i++) {
            own.push(await calculate(instance, neighbour.token, variant(i % 5)));
            await pause(5);
          }
          return own;
        }),
      );
      return replies.flat();
    };

    // Once without being measured: programs are warm, and everything is in the cache.
    for (let i = 0; i < files.length; i++) await attack(i);
    areValid(await cached(performance.now() + HALF));
    refused.length = 0;

    const [alone, beside]: [Reply[], Reply[]] = [[], []];
    const memory = residentMib(instance.child.pid!);
    let most = memory;
    const watch = setInterval(() => void (most = Math.max(most, residentMib(instance.child.pid!))), 20);
    for (let round = 0; round < ROUNDS; round++) {
      alone.push(...(await cached(performance.now() + HALF)));
      const end = performance.now() + HALF;
      // A session may have so many files, refused ones among them.
      ({ token } = await begin(instance));
      const attacks = (async () => {
        // More than the limits let a session send.
        for (let i = 0; performance.now() < end; i++) {
          await attack(i);
          await pause(20);
        }
      })();
      beside.push(...(await cached(end)));
      await attacks;
    }
    clearInterval(watch);
    areValid([...alone, ...beside]);
    for (const { body } of [...alone, ...beside]) assert.equal(body.cache, 'hit');
    assert.ok(refused.length > files.length);
    figure(`F12 slowest of ${refused.length} refusals`, Math.max(...refused.map(({ ms }) => ms)), 500);
    figure('F12 memory of the service and its reader grew by', most - memory, 100, 'MiB');
    figure(`F12 p50 of ${alone.length} neighbours’ answers without`, share(alone, 0.5));
    figure(`F12 p50 of ${beside.length} neighbours’ answers beside them`, share(beside, 0.5));
    figure('F12 p99 without', share(alone, 0.99));
    figure('F12 p99 beside them', share(beside, 0.99), 1.5 * share(alone, 0.99));
  });
});

/** Resident memory of a process and of those it has started, in MiB. */
function residentMib(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean);
  const pages = [String(pid), ...children].map((each) => {
    try {
      return Number(readFileSync(`/proc/${each}/statm`, 'utf8').split(' ')[1]);
    } catch {
      // A reader that has just been replaced.
      return 0;
    }
  });
  return (pages.reduce((sum, each) => sum + each, 0) * 4096) / MIB;
}
