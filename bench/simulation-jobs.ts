/**
 * Simulations and a grid as jobs of the built service: how soon it tells percentiles, with threads and before it has any, what two
 * worker processes do beside two threads of one, and a grid of 200 x 200. Needs `npm run build`, redis-server and two processors.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { follow } from '../test/server/support/events.ts';
import { gridJob, simulateJob } from '../test/server/support/job-requests.ts';
import { PEPPER } from '../test/server/support/service.ts';
import { startRedis } from '../test/support/redis.ts';
import { open, start, stopAll, type Program } from './program.ts';

const ROUNDS = 5;
const SCENARIOS = 1_000_000;
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

/** Milliseconds from asking for a job until its first figures, and until it is done. */
async function job({ url }: Program, token: string, body: object): Promise<{ first: number; all: number }> {
  const began = performance.now();
  const response = await fetch(`${url}/api/v1/jobs`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { job_id: id } = (await response.json()) as { job_id: string };
  const { told, ended } = await follow(url, token, id);
  let first = 0;
  const watch = setInterval(() => {
    if (first === 0 && told.some(({ data }) => data.result_so_far)) first = performance.now() - began;
  }, 1);
  await ended;
  clearInterval(watch);
  if (told.at(-1)?.data.state !== 'completed') throw new Error('a job was not completed');
  const all = performance.now() - began;
  return { first: first || all, all };
}

/** A worker on some processors, and so on as many threads. */
async function startWorker(processors: string, env: Record<string, string>) {
  const child = spawn('taskset', ['-c', processors, process.execPath, 'dist/worker.js'], {
    env: { ...process.env, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

const [cold, warm]: [number[], number[]] = [[], []];
for (let i = 0; i < ROUNDS; i++) {
  const service = await start(['dist/server.js']);
  const token = await open(service);
  for (const firsts of [cold, warm]) firsts.push((await job(service, token, simulateJob(SCENARIOS))).first);
  service.child.kill();
}
console.log(
  `first percentiles: ${median(warm).toFixed(0)} ms; of a process that has done nothing yet ${median(cold).toFixed(0)} ms`,
);

const redis = await startRedis();
const env = { REDIS_URL: redis.url, PEPPER, NODE_ENV: 'production' };
const instance = await start(['dist/server.js'], { ...env, JOB_WORKERS: '0' });
/** Milliseconds in which workers do as many jobs as they are, all together of so many scenarios; and a grid. */
async function timesOf(workers: readonly string[]): Promise<{ simulated: number; grid: number }> {
  const children = await Promise.all(workers.map((processors) => startWorker(processors, env)));
  const users = await Promise.all(workers.map(() => open(instance)));
  const each = (body: object) => Promise.all(users.map((token) => job(instance, token, body)));
  const simulate = () => each(simulateJob(SCENARIOS / workers.length));
  const fill = () => job(instance, users[0]!, gridJob(200, 200));
  // Threads compile what they meet first.
  await simulate();
  await fill();
  const simulated: number[] = [];
  const grid: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    simulated.push(Math.max(...(await simulate()).map(({ all }) => all)));
    grid.push((await fill()).all);
  }
  for (const child of children) {
    child.kill();
    await once(child, 'exit');
  }
  return { simulated: median(simulated), grid: median(grid) };
}
const threads = await timesOf(['0,1']);
const processes = await timesOf(['0', '1']);
console.log(
  `${SCENARIOS} scenarios of forty quarters, all parties told: ${threads.simulated.toFixed(0)} ms on two threads; ` +
    `over two worker processes ${(processes.simulated / threads.simulated).toFixed(2)} x of that`,
);
console.log(`a grid of 200 x 200 on two threads: ${threads.grid.toFixed(0)} ms`);

stopAll();
await redis.kill();
process.exit(0);
