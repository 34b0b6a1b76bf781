import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { figure } from './figures.ts';
import {
  begin,
  calculate,
  call,
  ready,
  startInstance,
  variant,
  type Instance,
  type Reply,
} from './instance.ts';
import { areValid } from './load.ts';

describe('several instances', function () {
  let redis: RedisServer;
  let admin: Redis;
  let instances: Instance[];
  before(async () => {
    redis = await startRedis();
    admin = new Redis(redis.url);
    instances = await Promise.all([1, 2, 3].map(() => startInstance({ REDIS_URL: redis.url })));
  });
  after(async () => {
    for (const instance of instances) await instance.kill();
    admin.disconnect();
    await redis.kill();
  });

  it('F8: compute once what 150 requests at three of them miss at the same time', async () => {
    const { token } = await begin(instances[0]!);
    for (let round = 0; round < 4; round++) {
      const replies = await Promise.all(
        instances.flatMap((instance) =>
          Array.from({ length: 50 }, () => calculate(instance, token, variant(round))),
        ),
      );
      areValid(replies);
      assert.equal(replies.filter(({ body }) => body.cache === 'miss').length, 1);
    }
  });

  it('F19: end a session on all of them at once, whatever is on its way', async () => {
    for (let round = 0; round < 3; round++) {
      const { token, id } = await begin(instances[0]!);
      for (const instance of instances) await calculate(instance, token);
      let ended = false;
      const wrong: number[] = [];
      const traffic = instances.map(async (instance, i) => {
        for (let n = 0; !ended || n % 5 !== 0; n++) {
          const after = ended;
          const { status } = await calculate(instance, token, variant(i * 100 + n));
          if (status !== 401 && (after || status !== 200)) wrong.push(status);
        }
      });
      await pause(40);
      assert.equal((await call(instances[1]!, 'DELETE', '/api/v1/sessions/current', { token })).status, 204);
      ended = true;
      await Promise.all(traffic);
      assert.deepEqual(wrong, []);
      for (const instance of instances) {
        const { status, body } = await calculate(instance, token);
        assert.deepEqual([status, body.code], [401, 'SESSION_EXPIRED']);
      }
      assert.deepEqual(await admin.keys(`session:{${id}}*`), [`session:{${id}}`]);
      assert.deepEqual({ ...(await admin.hgetall(`session:{${id}}`)) }, { status: 'terminated' });
    }
  });

  it('F11: one that is told to stop under load answers all it is asked until a balancer has seen it, and is gone', async () => {
    const one = await startInstance({ REDIS_URL: redis.url });
    const { token } = await begin(one);
    let seen = false;
    const replies: Reply[] = [];
    const users = Array.from({ length: 8 }, async (_, user) => {
      for (let i = 0; !seen; i++) replies.push(await calculate(one, token, variant(user * 100 + i)));
    });
    await until('it is busy', () => replies.length > 50);
    const told = performance.now();
    one.child.kill('SIGTERM');
    await until('the balancer sees it', async () => (await ready(one)) === 'stopping');
    const before = replies.length;
    await until('it goes on answering', () => replies.length > before + 8);
    seen = true;
    await Promise.all(users);
    areValid(replies);
    assert.equal(await one.exit, 0);
    figure('F11 gone after', performance.now() - told, 10_000);
  });
});

describe('an instance that dies while it computes', function () {
  let redis: RedisServer;
  const children: ChildProcess[] = [];
  before(async () => void (redis = await startRedis()));
  after(async () => {
    for (const child of children) child.kill('SIGKILL');
    await redis.kill();
  });

  it('F8: is computed for by one of the others: twice in all, not more', async () => {
    const id = randomUUID();
    const admin = new Redis(redis.url);
    await admin.hset(`session:{${id}}`, 'status', 'active');
    await admin.pexpire(`session:{${id}}`, 60_000);
    const outputs = [0, 1, 2].map(() => '');
    for (const i of [0, 1, 2]) {
      const child = spawn(process.execPath, [
        '--import=tsx',
        'test/faults/computing.ts',
        redis.url,
        id,
        '50',
        i === 0 ? '60000' : '50',
      ]);
      children.push(child);
      child.stdout.on('data', (data) => void (outputs[i] += data));
      child.stderr.on('data', (data) => void (outputs[i] += data));
      if (i === 0) await until('the first one computes', () => outputs[0]!.includes('computing'));
    }
    await until('the others wait', () => outputs.slice(1).every((output) => output.includes('asked')));
    await pause(100);
    const killed = performance.now();
    children[0]!.kill('SIGKILL');
    await Promise.all(children.slice(1).map((child) => once(child, 'exit')));
    figure('F8 answered after the death of the one that computed', performance.now() - killed);
    assert.equal(outputs.join('').match(/computing/g)?.length, 2, outputs.join(''));
    for (const output of outputs.slice(1)) assert.match(output, /50 answered: value/);
    admin.disconnect();
  });
});
