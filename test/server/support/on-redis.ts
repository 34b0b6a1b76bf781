import { Redis } from 'ioredis';
import { startRedis } from '../../support/redis.ts';
import { startService, type Service } from './service.ts';

export interface ServiceOnRedis {
  readonly service: Service;
  /** A connection of the tests' own, to look into what the service keeps. */
  readonly admin: Redis;
  /** Of that Redis, for another instance. */
  readonly url: string;
  /** Ends the service, then its Redis. */
  close(): Promise<void>;
}

/** The service in this process, on a Redis that it has to itself. */
export async function startServiceOnRedis(
  parts: Parameters<typeof startService>[1] = {},
): Promise<ServiceOnRedis> {
  const redis = await startRedis();
  const admin = new Redis(redis.url);
  const service = await startService({ REDIS_URL: redis.url }, parts);
  return {
    service,
    admin,
    url: redis.url,
    close: async () => {
      await service.close();
      admin.disconnect();
      await redis.kill();
    },
  };
}
