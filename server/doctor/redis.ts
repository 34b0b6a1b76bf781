/** The Redis that is named: it answers, takes writes, keeps what it took, and forgets what has ended. */
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Config } from '../config.ts';
import { isLoopbackHost } from '../http/loopback.ts';
import { CONNECTION, probe } from '../store/connection.ts';
import { keysToTry, QUEUE } from '../store/keys.ts';
import { MEANING, refusalOf } from '../store/refusal.ts';
import { codeOf, fault, ok, warning, type Finding } from './checks.ts';

/** The oldest with every command that is sent. */
const OLDEST = [6, 2] as const;
const CLOCK_OFF = 2000;
const MIB = 1024 * 1024;

export async function checkRedis(config: Config): Promise<Finding[]> {
  const urls = config.redisUrl ? [config.redisUrl] : (config.redisClusterNodes ?? []);
  if (!urls.length) return [ok('no Redis: sessions live in the memory of one process')];
  const all = await Promise.all(urls.map((url) => checkServer(url, config)));
  return all.flat();
}

async function checkServer(url: string, config: Config): Promise<Finding[]> {
  // A password is part of the address.
  const { protocol, host } = new URL(url);
  const name = `Redis at ${host}`;
  const redis = new Redis(url, { ...CONNECTION, lazyConnect: true, retryStrategy: null });
  // What it was told stands here; the call only learns that the connection was closed.
  let cause: Error | undefined;
  redis.on('error', (error: Error) => (cause ??= error));
  const isCluster = config.redisClusterNodes !== undefined;
  try {
    await redis.connect();
    // A number that Redis does not have leaves the connection in database 0.
    if (redis.options.db) await redis.select(redis.options.db);
    if (isCluster) await redis.cluster('INFO');
    return [
      ...encrypted(name, protocol, host),
      ...(await writes(redis, name, isCluster)),
      ...(await described(redis, name, config)),
      ...(await persistence(redis, name)),
    ];
  } catch (error) {
    return [refused(name, cause ?? error)];
  } finally {
    redis.disconnect();
  }
}

/** What it said, and what to do about it. */
function refused(name: string, error: unknown): Finding {
  const reason = refusalOf(error);
  const { what, toDo } = MEANING[reason ?? 'unreachable'];
  return fault(`${name}: ${what} (${reason ? (error as Error).message : codeOf(error)})`, toDo);
}

/** What INFO tells of it. */
async function described(redis: Redis, name: string, config: Config): Promise<Finding[]> {
  try {
    const info = fieldsOf(await redis.info());
    return [version(name, info), ...memory(name, info, config)];
  } catch {
    return [warning(`${name} does not tell its version and memory`, 'Let its user ask: +info.')];
  }
}

const fieldsOf = (info: string): ReadonlyMap<string, string> =>
  new Map(
    info.split('\r\n').flatMap((line): [string, string][] => {
      const at = line.indexOf(':');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)]] : [];
    }),
  );

const encrypted = (name: string, protocol: string, host: string): Finding[] =>
  protocol === 'rediss:' || isLoopbackHost(host)
    ? []
    : [warning(`${name} is reached without TLS`, 'Use rediss://, unless nobody else is on that network.')];

function version(name: string, info: ReadonlyMap<string, string>): Finding {
  const given = info.get('redis_version') ?? '?';
  const [major = 0, minor = 0] = given.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
    ? ok(`${name} is version ${given}`)
    : fault(`${name} is version ${given}`, `Use ${OLDEST.join('.')} or newer.`);
}

/** Writes and erases keys of each kind as the service does, in scripts, and sends a message. */
async function writes(redis: Redis, name: string, isCluster: boolean): Promise<Finding[]> {
  const own = `doctor-${randomBytes(8).toString('hex')}`;
  for (const keys of [keysToTry(own), [`${QUEUE}:${own}`]])
    try {
      await probe(redis, keys);
    } catch (error) {
      // Of a cluster these keys belong to one of the nodes, and the others say to which.
      if (!isCluster || refusalOf(error) !== 'a_cluster') return [refused(name, error)];
    }
  return [ok(`${name} takes writes, scripts and messages`), ...(await clock(redis, name))];
}

function memory(name: string, info: ReadonlyMap<string, string>, { stored }: Config): Finding[] {
  const most = Number(info.get('maxmemory') ?? 0);
  const policy = info.get('maxmemory_policy') ?? 'noeviction';
  return [
    ...(policy === 'noeviction'
      ? []
      : [
          warning(
            `${name} evicts (${policy}): sessions may end and files go before their time`,
            'Set maxmemory-policy noeviction.',
          ),
        ]),
    ...(most === 0
      ? [
          warning(
            `${name} has no maxmemory`,
            'Set maxmemory above STORED_MB, so that it cannot take the whole machine.',
          ),
        ]
      : most < stored.all
        ? [
            warning(
              `${name} has ${Math.floor(most / MIB)} MiB, STORED_MB allows ${Math.floor(stored.all / MIB)}`,
              'Raise maxmemory or lower STORED_MB.',
            ),
          ]
        : []),
  ];
}

async function persistence(redis: Redis, name: string): Promise<Finding[]> {
  try {
    const [save, aof] = await Promise.all([redis.config('GET', 'save'), redis.config('GET', 'appendonly')]);
    const isKept = (save as string[])[1] !== '' || (aof as string[])[1] === 'yes';
    return isKept
      ? [
          warning(
            `${name} writes to its disk; nothing of this service has to survive a restart`,
            'Set save "" and appendonly no.',
          ),
        ]
      : [ok(`${name} keeps nothing on disk`)];
  } catch {
    return [
      warning(
        `${name} does not tell how it is configured`,
        'See to it that save is "" and appendonly is no.',
      ),
    ];
  }
}

async function clock(redis: Redis, name: string): Promise<Finding[]> {
  const [seconds] = await redis.time();
  const off = Math.abs(Date.now() - Number(seconds) * 1000);
  return off > CLOCK_OFF
    ? [
        warning(
          `${name}: its clock is ${Math.round(off / 1000)} s off`,
          'Let both machines follow a time server.',
        ),
      ]
    : [];
}
