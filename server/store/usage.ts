import type { StoreUsage } from './store.ts';

/** Figures of all nodes together. @param infos what each node answers to INFO */
export function usageOf(infos: readonly string[]): StoreUsage {
  const usage = { bytes: 0, connections: 0, hits: 0, misses: 0, evictions: 0 };
  for (const info of infos) {
    const field = (name: string): number => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
    usage.bytes += field('used_memory');
    usage.connections += field('connected_clients');
    usage.hits += field('keyspace_hits');
    usage.misses += field('keyspace_misses');
    usage.evictions += field('evicted_keys');
  }
  return usage;
}
