/**
 * What docs/scaling.md plans with: what an answer and a simulation cost a core, and what one and two processes do at a time.
 * Seconds of processors are counted apart from the time that passes, since the load and Redis share the machine with what is
 * measured. Needs Linux, `npm run build` and redis-server.
 */
import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { follow } from '../test/server/support/events.ts';
import { simulateJob } from '../test/server/support/job-requests.ts';
import { PEPPER } from '../test/server/support/service.ts';
import { endWorker, startWorker } from '../test/faults/worker.ts';
import { startRedis } from '../test/support/redis.ts';
import { deal } from './deal.ts';
import { load, request } from './load.ts';
import { open, residentMiB, start, stopAll, type Program } from './program.ts';

const USERS = 50;
const EACH = 100;
const CALCULATIONS = '/api/v1/calculations';
const SCENARIOS = 1_000_000;
/** Of Linux, whatever the machine. */
const TICKS = 100;

/** Seconds of processors that a process has used, with all its threads. */
function cpuOf(pid: number): number {
  const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ') as [string, string];
  const [user, system] = fields.split(' ').slice(11, 13).map(Number) as [number, number];
  return (user + system) / TICKS;
}

const redis = await startRedis();
const admin = new Redis(redis.url);
const redisCpu = async (): Promise<number> => {
  const info = await admin.info('cpu');
  const of = (name: string): number => Number(new RegExp(`^${name}:(.+)$`, 'm').exec(info)![1]);
  return of('used_cpu_user') + of('used_cpu_sys');
};
const env = {
  REDIS_URL: redis.url,
  PEPPER,
  // Thousands of users of one address.
  STORED_MB: '100000',
  STORED_ADDRESS_MB: '100000',
  NODE_ENV: 'production',
};
const asInstance = { ...env, JOB_WORKERS: '0' };

/** Fifty users without a pause, spread over instances: each asks for other deals, then for the same again. */
async function answers(programs: readonly Program[]) {
  const users = await Promise.all(
    Array.from({ length: USERS }, async (_, i) => {
      const program = programs[i % programs.length]!;
      return { program, token: await open(program) };
    }),
  );
  const rows: Record<string, object> = {};
  const measure = async (name: string): Promise<void> => {
    const cpu = () => programs.reduce((sum, { child }) => sum + cpuOf(child.pid!), 0);
    const [own, shared] = [cpu(), await redisCpu()];
    const done = await Promise.all(
      programs.map(({ url }) =>
        load(
          url,
          users
            .filter(({ program }) => program.url === url)
            .map(({ token }, user) =>
              Array.from({ length: EACH }, (_, i) =>
                request(url, 'POST', CALCULATIONS, token, deal(user * EACH + i)),
              ),
            ),
        ),
      ),
    );
    const count = USERS * EACH;
    const perSecondOfCore = count / (cpu() - own);
    rows[`${name}, ${programs.length === 1 ? 'one instance' : 'two instances'}`] = {
      'answers/s': Math.round(done.reduce((sum, { rate }) => sum + rate, 0)),
      'p99 ms': Math.max(...done.map(({ p99 }) => p99)).toFixed(1),
      'for a core-second': Math.round(perSecondOfCore),
      'for one of Redis': Math.round(count / ((await redisCpu()) - shared)),
    };
  };
  await measure('computed');
  await measure('cached');
  return rows;
}

const one = await start(['dist/server.js'], asInstance);
const two = await start(['dist/server.js'], asInstance);
// Code is compiled for what it meets.
await answers([one, two]);
console.log(`${USERS} users without a pause, deals of 5 years`);
console.table({ ...(await answers([one])), ...(await answers([one, two])) });
console.log(`resident memory of an instance: ${residentMiB(one).toFixed(0)} MiB`);

/** As many jobs at a time as there are workers. */
async function simulations(count: number): Promise<void> {
  const workers = await Promise.all(Array.from({ length: count }, () => startWorker(env)));
  const cpu = () => workers.reduce((sum, { pid }) => sum + cpuOf(pid!), 0);
  const job = async (scenarios: number): Promise<void> => {
    const token = await open(one);
    const response = await fetch(`${one.url}/api/v1/jobs`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(simulateJob(scenarios)),
    });
    const { job_id: id } = (await response.json()) as { job_id: string };
    const followed = await follow(one.url, token, id);
    await followed.ended;
    if (followed.told.at(-1)?.data.state !== 'completed') throw new Error('a job was not completed');
  };
  const all = (scenarios: number) => Promise.all(workers.map(() => job(scenarios)));
  await all(SCENARIOS / 10);
  const [used, began] = [cpu(), performance.now()];
  await all(SCENARIOS);
  const seconds = (performance.now() - began) / 1000;
  const total = count * SCENARIOS;
  console.log(
    `workers: ${count}, ${Math.round(total / seconds)} scenarios/s, ` +
      `${Math.round(total / (cpu() - used))} for a core-second, ` +
      `${Math.max(...workers.map(({ pid }) => memoryOf(pid!))).toFixed(0)} MiB resident`,
  );
  for (const worker of workers) await endWorker(worker, 'SIGTERM');
}
const memoryOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

console.log(`\nsimulations of ${SCENARIOS} scenarios of forty quarters`);
await simulations(1);
await simulations(2);

stopAll();
admin.disconnect();
await redis.kill();
process.exit(0);
