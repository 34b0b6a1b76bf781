import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { MemoryStore } from './memory.ts';
import { RedisStore } from './redis.ts';
import type { Store } from './store.ts';

/** The store the configuration asks for: a Redis or a cluster where one is named, this process's memory otherwise. */
export async function openStore(config: Config, clock: () => number, log: Logger): Promise<Store> {
  const at = config.redisClusterNodes ?? config.redisUrl;
  return at === undefined
    ? new MemoryStore(config.memoryStoreBytes, clock)
    : RedisStore.connect(at, log, config.redisTimeout);
}
