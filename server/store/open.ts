import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { MemoryStore } from './memory.ts';
import { RedisStore } from './redis.ts';
import type { Store } from './store.ts';

/** The store the configuration asks for: Redis where REDIS_URL is set, this process's memory otherwise. */
export const openStore = async (config: Config, clock: () => number, log: Logger): Promise<Store> =>
  config.redisUrl
    ? RedisStore.connect(config.redisUrl, log)
    : new MemoryStore(config.memoryStoreBytes, clock);
