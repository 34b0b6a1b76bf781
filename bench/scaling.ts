/**
 * What docs/scaling.md counts with: bytes in Redis of a session by what it has done, points of an index series a second, and
 * what hundreds of thousands of other sessions cost the answers of fifty users. Needs `npm run build` and redis-server.
 */
import { pino } from 'pino';
import { RedisStore } from '../server/store/redis.ts';
import { startRedis } from '../test/support/redis.ts';
import { deal, fund } from './deal.ts';
import { load, request } from './load.ts';
import { open, start, stopAll } from './program.ts';

const API = '/api/v1';
const CALCULATIONS = `${API}/calculations`;
const OTHERS = 250_000;
const USERS = 50;

const redis = await startRedis();
const store = await RedisStore.connect(redis.url, pino({ level: 'silent' }));
const program = await start(['dist/server.js'], {
  REDIS_URL: redis.url,
  PEPPER: 'a pepper of the benchmarks, long enough to be taken',
  // Thousands of users of one address.
  STORED_MB: '100000',
  STORED_ADDRESS_MB: '100000',
  NODE_ENV: 'production',
});

async function call(token: string, method: string, route: string, body?: BodyInit, type?: string) {
  const response = await fetch(program.url + API + route, {
    method,
    headers: { Authorization: `Bearer ${token}`, ...(type === undefined ? {} : { 'Content-Type': type }) },
    ...(body === undefined ? {} : { body }),
  });
  if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}
const calculate = (token: string, body: object) =>
  call(token, 'POST', '/calculations', JSON.stringify(body), 'application/json');

/** Forty quarters and four tiers: what a fund asks. */
const quarterly = (i: number) =>
  fund(
    { unit: 'quarter', periods: 40 },
    Array.from({ length: 32 }, (_, q) => ({ at: q + 9, amount: 4000 + 100 * q })),
    0.08 + i / 10_000,
  );

const POINTS = 10_000;
const points = JSON.stringify({
  points: Array.from({ length: POINTS }, (_, day) => ({
    date: new Date(Date.UTC(1995, 0, 1 + day)).toISOString().slice(0, 10),
    level: 1000 + day / 7,
  })),
});
const importSeries = (token: string) =>
  call(token, 'PUT', '/index-series/benchmark', points, 'application/json');

const exported = (token: string, body: object) =>
  call(token, 'POST', '/exports', JSON.stringify({ format: 'xlsx', calculation: body }), 'application/json');
const first = await open(program);
const { file_id } = JSON.parse((await exported(first, quarterly(0))).toString()) as { file_id: string };
const workbook = await call(first, 'GET', `/exports/${file_id}`);
async function upload(token: string): Promise<void> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(workbook)]), 'fund.xlsx');
  await call(token, 'POST', '/files', form);
}

/** What sessions of one kind hold, on average. @param work of one session. */
async function bytesOf(sessions: number, work: (token: string) => Promise<unknown>): Promise<number> {
  const before = (await store.usage()).bytes;
  for (let i = 0; i < sessions; i++) await work(await open(program));
  return ((await store.usage()).bytes - before) / sessions;
}

const SCENARIOS = 12;
const stages: Record<string, [number, (token: string) => Promise<unknown>]> = {
  'begun and nothing else': [2000, async () => undefined],
  'a deal of 5 years': [500, (token) => calculate(token, deal(0))],
  'a fund of 40 quarters': [200, (token) => calculate(token, quarterly(0))],
  [`${SCENARIOS} scenarios of the fund`]: [
    50,
    async (token) => {
      for (let i = 0; i < SCENARIOS; i++) await calculate(token, quarterly(i));
    },
  ],
  'an index series of 10,000 points': [20, importSeries],
  'an upload, in Redis': [50, upload],
  'the fund exported as a workbook, in Redis': [20, (token) => exported(token, quarterly(0))],
};
const sizes: Record<string, { KiB: string }> = {};
for (const [name, [sessions, work]] of Object.entries(stages))
  sizes[name] = { KiB: ((await bytesOf(sessions, work)) / 1024).toFixed(1) };
console.log('a session in Redis');
console.table(sizes);

const IMPORTS = 20;
const token = await open(program);
await importSeries(token);
const began = performance.now();
for (let i = 0; i < IMPORTS; i++) await importSeries(await open(program));
const seconds = (performance.now() - began) / 1000;
console.log(`index series: ${Math.round((IMPORTS * POINTS) / seconds)} points/s (target > 10,000)`);

/** Fifty users with pauses, each with an answer in the cache. */
async function answers() {
  const tokens = await Promise.all(Array.from({ length: USERS }, () => open(program)));
  const users = (calls: number) =>
    tokens.map((each, i) =>
      Array.from({ length: calls }, () => request(program.url, 'POST', CALCULATIONS, each, deal(i))),
    );
  await load(program.url, users(5), 0);
  return load(program.url, users(60), 50);
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const from = performance.now();
  return [await work(), performance.now() - from];
}
const audit = async () => {
  const response = await fetch(`${program.url}${API}/audit`);
  if (!response.ok) throw new Error(`audit: ${response.status}`);
  return response.json();
};

const few = await answers();
const [, auditOfFew] = await timed(audit);
const now = Date.now();
const record = {
  id: '',
  created_at: '',
  last_accessed: '',
  user_agent: '[ANONYMIZED]',
  client_ip: '10.0.xxx.xxx',
  status: 'active',
};
const at = new Date(now).toISOString();
for (let i = 0; i < OTHERS;) {
  const ids = Array.from({ length: 100 }, () => (i++).toString(16).padStart(64, '0'));
  await Promise.all(
    ids.map((id) =>
      store.openSession(id, { ...record, id, created_at: at, last_accessed: at }, 7_200_000, now + 60_000),
    ),
  );
}
const many = await answers();
const [, auditOfMany] = await timed(audit);
const ratio = (a: number, b: number): string => (a / b).toFixed(2);
console.log(
  `\nwith ${OTHERS} other sessions: p50 ${ratio(many.p50, few.p50)} x, p99 ${ratio(many.p99, few.p99)} x, ` +
    `audit ${auditOfFew.toFixed(1)} -> ${auditOfMany.toFixed(1)} ms (target < 100)`,
);
const [{ expired }, sweep] = await timed(() => store.sweepSessions(now + 120_000));
console.log(`${expired} sessions that expire at once are taken off the list in ${sweep.toFixed(0)} ms`);

stopAll();
await store.close();
await redis.kill();
