import type { ChildProcess } from 'node:child_process';
import { startRedisCluster, type RedisCluster } from '../support/redis-cluster.ts';
import { startRoundRobin } from '../support/round-robin.ts';
import { AS_SHIPPED, startInstance, type Instance } from './instance.ts';
import { endWorker, startWorker } from './worker.ts';

/** What several machines would run, on one: instances and workers on a cluster with replicas, behind a round robin. */
export interface Machines {
  /** Of the round robin. */
  readonly url: string;
  readonly cluster: RedisCluster;
  readonly instances: readonly Instance[];
  readonly workers: readonly ChildProcess[];
  /** Ends an instance, at once or as told to stop, and starts another in its place. */
  replaceInstance(at: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
  /** Ends a worker and starts another in its place. */
  replaceWorker(at: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** Tells all to stop, and ends the cluster when they have. */
  stop(): Promise<void>;
}

/** @param more variables of instances and workers; @param port of the round robin, 0 for any */
export async function startMachines(more: Record<string, string> = {}, port = 0): Promise<Machines> {
  const cluster = await startRedisCluster(1);
  const env = { ...AS_SHIPPED, REDIS_CLUSTER_NODES: cluster.urls.join(), LOG_LEVEL: 'warn', ...more };
  const newInstance = () => startInstance({ ...env, JOB_WORKERS: '0', TRUST_PROXY: '1' });
  const instances = await Promise.all([1, 2, 3].map(newInstance));
  const workers = await Promise.all([1, 2].map(() => startWorker(env)));
  const balancer = await startRoundRobin(port);
  const show = (): void => balancer.to(instances.map(({ url }) => url));
  show();
  return {
    url: balancer.url,
    cluster,
    instances,
    workers,
    replaceInstance: async (at, signal) => {
      const { child, exit } = instances[at]!;
      child.kill(signal);
      const code = await exit;
      instances[at] = await newInstance();
      show();
      return code;
    },
    replaceWorker: async (at, signal) => {
      await endWorker(workers[at]!, signal);
      workers[at] = await startWorker(env);
    },
    stop: async () => {
      await balancer.close();
      for (const { child } of instances) child.kill('SIGTERM');
      await Promise.all([
        ...instances.map(({ exit }) => exit),
        ...workers.map((worker) => endWorker(worker, 'SIGTERM')),
      ]);
      await cluster.kill();
    },
  };
}
