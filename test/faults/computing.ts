/** A process that asks the cache for the same value many times at once. Arguments: Redis, session, calls, ms to compute. */
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { PATIENCE } from '../support/redis.ts';
import { cacheOf, ownerOf } from '../server/support/vault.ts';
import { RedisStore } from '../../server/store/redis.ts';

const [url, session, calls, ms] = process.argv.slice(2) as [string, string, string, string];
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const log = pino({ level: 'silent' });
const store = await RedisStore.connect(url, log, PATIENCE);
const cache = cacheOf(store);
const codec = { seal: (text: string) => Buffer.from(text), open: (sealed: Buffer) => sealed.toString() };
const make = async (): Promise<string> => {
  say('computing');
  await pause(Number(ms));
  return 'value';
};
const asked = Array.from({ length: Number(calls) }, () =>
  cache.cached(ownerOf(session), { namespace: 'calc', key: 'k', ttl: 60_000, codec, make }),
);
say('asked');
const answers = await Promise.all(asked);
say(`${answers.length} answered: ${[...new Set(answers.map(({ value }) => value))].join()}`);
await store.close();
process.exit(0);
