import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { temporaryFolder } from '../support/at-exit.ts';
import { built } from '../support/built.ts';
import { PATIENCE, startRedis } from '../support/redis.ts';
import { endless } from './support/heavy.ts';
import { PEPPER, startService, workedExample } from './support/service.ts';
import { until } from '../support/until.ts';

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly errors: () => string;
  /** Exit code of the process. */
  readonly exit: Promise<number | null>;
}

const folder = temporaryFolder('process');

function run(env: Record<string, string>): Running {
  const child = spawn(process.execPath, [built('server')], {
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'silent',
      DRAIN_MS: '500',
      REDIS_URL: '',
      REDIS_TIMEOUT_MS: String(PATIENCE),
      PEPPER: '',
      TEMP_DIR: folder,
      ...env,
    },
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data) => void (output += data));
  child.stderr.on('data', (data) => void (errors += data));
  return {
    child,
    output: () => output,
    errors: () => errors,
    exit: once(child, 'exit').then(([code]) => code as number | null),
  };
}

const address = async (running: Running): Promise<string> => {
  const found = () =>
    /^Waterfall preview workbook: (http:\/\/127\.0\.0\.1:\d+\/)\n$/.exec(running.output())?.[1];
  await until('the service prints its address', () => found() !== undefined);
  return found()!;
};

/** A request whose last byte is still to come. */
async function unfinishedRequest(url: string): Promise<{ finish: () => Promise<string>; socket: Socket }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write('GET /health/live HTTP/1.1\r\nHost: x\r\n');
  let text = '';
  socket.on('data', (data) => void (text += data));
  return {
    socket,
    finish: async () => {
      socket.write('\r\n');
      await until('the request is answered', () => text.includes('"live"'));
      return text;
    },
  };
}

describe('the process', function () {
  let running: Running | undefined;
  afterEach(() => void running?.child.kill('SIGKILL'));

  it('prints its address and answers there', async () => {
    running = run({});
    const url = await address(running);
    assert.equal((await fetch(`${url}api/v1/health/ready`)).status, 200);
    assert.equal((await fetch(`${url}api/v1/sessions`, { method: 'POST' })).status, 201);
  });

  it('first says that it is not ready, then answers what it has begun, and ends', async () => {
    running = run({});
    const url = await address(running);
    const begun = await unfinishedRequest(url);
    running.child.kill('SIGTERM');
    await until('it is not ready', async () => (await fetch(`${url}health/ready`)).status === 503);
    assert.match(await begun.finish(), /200 OK/);
    begun.socket.end();
    assert.equal(await running.exit, 0);
  });

  it('ends with everything written that was counted and noted beside the requests', async () => {
    const redis = await startRedis();
    const env = { REDIS_URL: redis.url, PEPPER };
    running = run(env);
    const url = await address(running);
    const { token } = await (await fetch(`${url}api/v1/sessions`, { method: 'POST' })).json();
    const other = { ...workedExample, distribution_params: { mode: 'flat_periodic', periodic_rate: 4 } };
    const calculate = async (document: object, as = token): Promise<string> => {
      const answer = await fetch(`${url}api/v1/calculations`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${as}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(document),
      });
      const { cache, code } = await answer.json();
      return cache ?? code;
    };
    assert.equal(await calculate(workedExample), 'miss');
    assert.equal(await calculate(other), 'miss');
    assert.equal(await calculate(workedExample), 'hit');
    assert.equal(await calculate(workedExample, 'nobody'), 'SESSION_INVALID');
    running.child.kill('SIGTERM');
    assert.equal(await running.exit, 0);

    const next = await startService(env);
    const { body: counted } = await next.call('GET', '/api/v1/audit');
    const { body: held } = await next.call('GET', '/api/v1/sessions/current/export', { token });
    await next.close();
    await redis.kill();
    assert.deepEqual([counted.sessions_opened, counted.total_calculations], [1, 3]);
    assert.deepEqual(counted.security_counts, { SESSION_INVALID: 1 });
    const { created_at, ...params } = held.values.params;
    assert.ok(Date.parse(created_at));
    assert.deepEqual(params, workedExample);
    const hits = Object.entries(held.values)
      .filter(([name]) => name.startsWith('calc:'))
      .map(([, entry]) => (entry as { hit_count: number }).hit_count);
    assert.deepEqual(hits.sort(), [0, 1]);
  });

  it('ends while something heavy is done', async () => {
    running = run({});
    const url = await address(running);
    const { token } = await (await fetch(`${url}api/v1/sessions`, { method: 'POST' })).json();
    const asked = fetch(`${url}api/v1/calculations`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(endless()),
    }).then(
      ({ status }) => status,
      () => 'cut off',
    );
    await until('a thread works', async () =>
      (await (await fetch(`${url}metrics`)).text()).includes('waterfall_work_tasks{state="running"} 1'),
    );
    running.child.kill('SIGTERM');
    assert.equal(await running.exit, 0);
    // Its own limit may have come first.
    assert.ok(['cut off', 422].includes(await asked));
  });

  it('says which port is in use, and which variable changes it', async () => {
    const other = await startService();
    running = run({ PORT: new URL(other.url).port });
    assert.equal(await running.exit, 1);
    assert.match(
      running.errors(),
      new RegExp(`^Port ${new URL(other.url).port} of 127\\.0\\.0\\.1 is in use\\. Set PORT`),
    );
    await other.close();
  });

  it('keeps its files in a folder of its own without Redis, which goes with it', async () => {
    const root = mkdtempSync(path.join(folder, 'own-'));
    const own = (): string[] => readdirSync(root);
    const at = { TEMP_DIR: root };
    const [first, second] = [run(at), (running = run(at))];
    for (const each of [first, second]) await address(each);
    assert.equal(own().length, 2);
    first.child.kill('SIGTERM');
    assert.equal(await first.exit, 0);
    assert.equal(own().length, 1);
    // What a crash has left is swept by another, once nobody has swept it for an hour.
    second.child.kill('SIGKILL');
    await second.exit;
    const [left] = own();
    running = run(at);
    await address(running);
    assert.ok(own().includes(left!));
    const before = new Date(Date.now() - 2 * 3600_000);
    for (const each of [left!, `${left}/uploads/cleanup.log`])
      await utimes(path.join(root, each), before, before);
    const last = run(at);
    await address(last);
    assert.ok(!own().includes(left!));
    last.child.kill('SIGKILL');
  });

  it('refuses a configuration at fault, naming every variable and showing no stack', async () => {
    running = run({ PORT: 'x', REDIS_URL: 'redis://127.0.0.1:1' });
    assert.equal(await running.exit, 1);
    assert.match(running.errors(), /PORT must be a whole number\n {2}PEPPER is required/);
    assert.doesNotMatch(running.errors(), /\bat /);
  });

  it('starts when its Redis is nowhere', async () => {
    running = run({ REDIS_URL: 'redis://127.0.0.1:1', PEPPER: PEPPER });
    const { status, degraded } = await (await fetch(`${await address(running)}health/ready`)).json();
    assert.deepEqual([status, degraded], ['degraded', [{ part: 'store', reason: 'unreachable' }]]);
  });
});
