import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startRedis, type RedisServer } from './redis.ts';
import { until } from './until.ts';

const run = promisify(execFile);
const MASTERS = 3;

/** A Redis Cluster of the tests' own, on loopback: three masters, and a replica of each where asked for. */
export interface RedisCluster {
  readonly urls: readonly string[];
  readonly nodes: readonly RedisServer[];
  /** The node that has a key now. */
  masterOf(key: string): Promise<RedisServer>;
  cli(node: RedisServer, ...args: string[]): Promise<string>;
  /** Starts a node that was lost; resolves when it follows the one that took its place. */
  rejoin(node: RedisServer): Promise<void>;
  kill(): Promise<void>;
}

export async function startRedisCluster(replicas: 0 | 1 = 0): Promise<RedisCluster> {
  const folder = mkdtempSync(path.join(tmpdir(), 'redis-cluster-'));
  const nodes = await Promise.all(
    Array.from({ length: MASTERS * (1 + replicas) }, (_, i) =>
      startRedis([
        '--cluster-enabled',
        'yes',
        '--cluster-config-file',
        path.join(folder, `node-${i}.conf`),
        '--cluster-node-timeout',
        '1000',
        // Otherwise all of it stops when a part is lost.
        '--cluster-require-full-coverage',
        'no',
      ]),
    ),
  );
  const cli: RedisCluster['cli'] = async (node, ...args) =>
    (await run('redis-cli', ['-h', '127.0.0.1', '-p', String(node.port), ...args])).stdout.trim();
  /** Asks the first node that answers. */
  const living = (...args: string[]): Promise<string> => Promise.any(nodes.map((node) => cli(node, ...args)));
  const addresses = nodes.map(({ port }) => `127.0.0.1:${port}`);
  await cli(
    nodes[0]!,
    '--cluster',
    'create',
    ...addresses,
    '--cluster-replicas',
    String(replicas),
    '--cluster-yes',
  );
  const agrees = async (node: RedisServer): Promise<boolean> => {
    const info = await cli(node, 'cluster', 'info');
    return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${nodes.length}`);
  };
  for (const node of nodes) await until('every node knows the cluster', () => agrees(node));
  const follows = async (node: RedisServer): Promise<boolean> => {
    const role = await cli(node, 'role');
    return role.startsWith('slave') && role.includes('\nconnected');
  };
  if (replicas > 0)
    await until('every replica follows', async () => {
      const followers = await Promise.all(nodes.map(follows));
      return followers.filter(Boolean).length === MASTERS;
    });
  return {
    urls: nodes.map(({ url }) => url),
    nodes,
    cli,
    masterOf: async (key) => {
      const slot = Number(await living('cluster', 'keyslot', key));
      const has = (range: string): boolean => {
        const [from, to = from] = range.split('-').map(Number);
        return from! <= slot && slot <= to!;
      };
      const table = (await living('cluster', 'nodes')).split('\n').map((line) => line.split(' '));
      const [, address] = table.find((fields) => fields.slice(8).some(has))!;
      return nodes.find(({ port }) => address!.includes(`:${port}@`))!;
    },
    rejoin: async (node) => {
      await node.restart();
      await until('it follows', () => follows(node));
    },
    kill: async () => {
      for (const node of nodes) {
        node.thaw();
        await node.kill();
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
