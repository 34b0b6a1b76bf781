/**
 * The service under load, in ratios of one run: bare Express of the same size, an answer from this process's copy,
 * one from Redis, one that is computed; then fifty users who pause, and fifty who recalculate. Needs `npm run build` and redis-server.
 */
import { startRedis } from '../test/support/redis.ts';
import { deal } from './deal.ts';
import { load, request, type Load } from './load.ts';
import { open, residentMiB, start, stopAll, type Program } from './program.ts';

const USERS = 50;
const EACH = 40;
const ROUNDS = 5;
const CALCULATIONS = '/api/v1/calculations';

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

const shares = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: USERS }, (_, user) => items.filter((_item, i) => i % USERS === user));

const redis = await startRedis();
const shared = {
  REDIS_URL: redis.url,
  PEPPER: 'a pepper of the benchmarks, long enough to be taken',
  // Thousands of users of one address.
  STORED_MB: '100000',
  STORED_ADDRESS_MB: '100000',
};
const bare = await start(['--import=tsx', 'bench/bare.ts'], { NODE_ENV: 'production' });
const writer = await start(['dist/server.js'], { ...shared, NODE_ENV: 'production' });
const reader = await start(['dist/server.js'], { ...shared, NODE_ENV: 'production' });
console.log(`start of the service: ${writer.start.toFixed(0)} ms (target < 1000)`);

const layers: Record<'bare' | 'local' | 'redis' | 'miss', Load[]> = {
  bare: [],
  local: [],
  redis: [],
  miss: [],
};

/** One session and one calculation each: what an answer costs, and nothing of which was the session's last. */
async function round(number: number): Promise<void> {
  const tokens = await Promise.all(
    Array.from({ length: USERS }, async () => {
      const own: string[] = [];
      for (let i = 0; i < EACH; i++) own.push(await open(writer));
      return own;
    }),
  );
  const at = (url: string) =>
    shares(tokens.flat().map((token, i) => request(url, 'POST', CALCULATIONS, token, deal(number + i))));
  layers.bare.push(
    await load(
      bare.url,
      shares(tokens.flat().map((_, i) => request(bare.url, 'POST', '/', undefined, deal(i)))),
    ),
  );
  layers.miss.push(await load(writer.url, at(writer.url)));
  layers.redis.push(await load(reader.url, at(reader.url)));
  layers.local.push(await load(reader.url, at(reader.url)));
}

await round(0);
for (const each of Object.values(layers)) each.length = 0;
for (let i = 1; i <= ROUNDS; i++) await round(i);

const of = (layer: keyof typeof layers, what: 'rate' | 'p50' | 'p99'): number =>
  median(layers[layer].map((one) => one[what]));
const ratio = (a: keyof typeof layers, b: keyof typeof layers): string =>
  median(layers[a].map((one, i) => one.rate / layers[b][i]!.rate)).toFixed(2);

console.log(`\n${USERS} users without a pause, ${USERS * EACH} answers a round, median of ${ROUNDS} rounds`);
console.table(
  Object.fromEntries(
    Object.entries(layers).map(([name, rounds]) => {
      const sum = (what: 'hits' | 'misses') => rounds.reduce((total, one) => total + one[what], 0);
      return [
        name,
        {
          'answers/s': Math.round(of(name as keyof typeof layers, 'rate')),
          'p50 ms': of(name as keyof typeof layers, 'p50').toFixed(2),
          'p99 ms': of(name as keyof typeof layers, 'p99').toFixed(2),
          hits: sum('hits'),
          misses: sum('misses'),
          others: rounds.flatMap((one) => one.others).length,
        },
      ];
    }),
  ),
);
console.log(`copy / bare Express: ${ratio('local', 'bare')} (target >= 0.4)`);
console.log(`Redis / copy: ${ratio('redis', 'local')} (target >= 0.75)`);

/** Fifty users who type: the same answers, with a pause of 50 ms between one user's requests. */
async function paced(): Promise<void> {
  const tokens = await Promise.all(Array.from({ length: USERS }, () => open(writer)));
  const at = (pause: number, calls: number) =>
    load(
      reader.url,
      tokens.map((token, i) =>
        Array.from({ length: calls }, () => request(reader.url, 'POST', CALCULATIONS, token, deal(i))),
      ),
      pause,
    );
  await at(0, 5);
  const { rate, p50, p99, hits } = await at(50, 100);
  console.log(
    `\n${USERS} users with pauses of 50 ms, ${hits} cached answers: ${Math.round(rate)}/s, ` +
      `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (target < 10)`,
  );
}
await paced();

/** One at a time, so that the time is an answer's own. */
async function alone(): Promise<void> {
  const tokens: string[] = [];
  for (let i = 0; i < 400; i++) tokens.push(await open(writer));
  const at = (url: string) => [tokens.map((token, i) => request(url, 'POST', CALCULATIONS, token, deal(i)))];
  const miss = await load(writer.url, at(writer.url));
  const hit = await load(reader.url, at(reader.url));
  const copy = await load(reader.url, at(reader.url));
  const body = (await (
    await fetch(reader.url + CALCULATIONS, {
      method: 'POST',
      headers: { Authorization: `Bearer ${tokens[0]}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(deal(0)),
    })
  ).json()) as { calculation_time: number };
  console.log(
    `\none user: copy ${copy.p50.toFixed(2)} ms, Redis ${hit.p50.toFixed(2)} ms, computed ${miss.p50.toFixed(2)} ms (p50)`,
  );
  const overhead = miss.p50 - body.calculation_time * 1000;
  console.log(
    `computed less the engine / Redis: ${(overhead / hit.p50).toFixed(2)} (target <= 2); engine ${(body.calculation_time * 1000).toFixed(2)} ms`,
  );
}
await alone();

/**
 * A user has a table of twelve scenarios and changes one in every fifth recalculation; each recalculation asks for all
 * twelve. Half of the users are on the other instance.
 * @param pause of a user between two requests, ms.
 */
async function recalculation(pause: number): Promise<void> {
  const SCENARIOS = 12;
  const RECALCULATIONS = 20;
  let possible = 0;
  const workload = async (user: number, url: string): Promise<Buffer[]> => {
    const token = await open(writer);
    const scenarios = Array.from({ length: SCENARIOS }, (_, i) => user * 100 + i);
    const seen = new Set<number>();
    const requests: Buffer[] = [];
    for (let time = 0; time < RECALCULATIONS; time++) {
      if (time > 0 && time % 5 === 0) scenarios[time % SCENARIOS] = user * 100 + SCENARIOS + time;
      for (const scenario of scenarios) {
        if (seen.has(scenario)) possible += 1;
        seen.add(scenario);
        requests.push(request(url, 'POST', CALCULATIONS, token, deal(scenario)));
      }
    }
    return requests;
  };
  const half = (program: Program, from: number) =>
    Promise.all(Array.from({ length: USERS / 2 }, (_, i) => workload(from + i, program.url)));
  const [one, two] = [await half(writer, 0), await half(reader, USERS / 2)];
  const done = await Promise.all([load(writer.url, one, pause), load(reader.url, two, pause)]);
  const sum = (what: 'hits' | 'misses' | 'rate') => done.reduce((total, each) => total + each[what], 0);
  const worst = (what: 'p50' | 'p99' | 'p99OfHits') => Math.max(...done.map((each) => each[what])).toFixed(1);
  const answers = sum('hits') + sum('misses');
  const percent = (part: number): string => `${((100 * part) / answers).toFixed(1)} %`;
  console.log(
    `\n${USERS} users recalculate ${SCENARIOS} scenarios ${RECALCULATIONS} times, ${pause} ms between requests, two instances\n` +
      `hit rate ${percent(sum('hits'))} of ${percent(possible)} possible (target >= 90), ` +
      `${Math.round(sum('rate'))} answers/s, p50 ${worst('p50')} ms, p99 ${worst('p99')} ms, ` +
      `p99 of cached answers ${worst('p99OfHits')} ms (target < 10)`,
  );
  const others = done.flatMap((each) => each.others);
  if (others.length > 0) console.log(`answers that were neither: ${others.length}, e.g. ${others[0]}`);
}
await recalculation(100);
await recalculation(0);
console.log(
  `resident memory: ${residentMiB(writer).toFixed(0)} and ${residentMiB(reader).toFixed(0)} MiB (target < 200)`,
);

stopAll();
await redis.kill();
