import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';

const MIN_PEPPER = 32;

const pepper = z
  .string()
  .min(
    MIN_PEPPER,
    `must be at least ${MIN_PEPPER} characters of random text, for example from: openssl rand -base64 48`,
  );

const isProxyRange = (entry: string): boolean => {
  const [address = '', prefix] = entry.split('/');
  const version = isIP(address);
  if (['loopback', 'linklocal', 'uniquelocal'].includes(entry)) return true;
  return (
    version !== 0 &&
    (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128)))
  );
};

const trustProxy = z
  .string()
  .transform((text) => (/^\d+$/.test(text) ? Number(text) : text.split(',').map((entry) => entry.trim())))
  .refine((value) => typeof value === 'number' || value.every(isProxyRange), {
    message:
      'must be a number of proxies, or addresses and ranges separated by commas (loopback, 10.0.0.0/8)',
  });

const origins = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine((list) => list.every((entry) => URL.canParse(entry) && new URL(entry).origin === entry), {
    message: 'must be origins separated by commas, such as https://books.example.com, without a path',
  });

/** Where Excel on the web shows the pane from. */
const EXCEL_HOSTS = [
  'https://*.officeapps.live.com',
  'https://*.sharepoint.com',
  'https://*.office.com',
  'https://onedrive.live.com',
  'https://excel.cloud.microsoft',
];

/** As a content security policy names them: anything else in that header could widen it. */
const FRAME_HOST =
  /^https:\/\/(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?$/i;

const frameHosts = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine((list) => list.every((entry) => FRAME_HOST.test(entry)), {
    message:
      'must be https origins separated by commas, without a path; *. may stand for names before a host (https://*.sharepoint.com)',
  });

const whole = (least: number, most: number, fallback: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, { message: `must be from ${least} to ${most}` })
    .default(fallback);

const REDIS_ADDRESS = /^rediss?:\/\/[^\s,]+$/;

const environment = z
  .object({
    PORT: whole(0, 65535, 3000),
    HOST: z.string().default('127.0.0.1'),
    REDIS_URL: z.string().regex(REDIS_ADDRESS, 'must begin with redis:// or rediss://').optional(),
    REDIS_CLUSTER_NODES: z
      .string()
      .transform((text) => text.split(',').map((entry) => entry.trim()))
      .refine((nodes) => nodes.every((node) => REDIS_ADDRESS.test(node)), {
        message: 'must be addresses that begin with redis:// or rediss://, separated by commas',
      })
      .optional(),
    PEPPER: pepper.optional(),
    PEPPER_PREVIOUS: pepper.optional(),
    MEMORY_STORE_MB: whole(1, 65536, 64),
    LOG_LEVEL: z
      .enum(
        ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
        'must be trace, debug, info, warn, error, fatal or silent',
      )
      .default('info'),
    HTTPS_CERT: z.string().optional(),
    HTTPS_KEY: z.string().optional(),
    TRUST_PROXY: trustProxy.optional(),
    RATE_LIMIT: whole(1, 1e9, 1200),
    RATE_LIMIT_SESSIONS: whole(1, 1e9, 60),
    MAX_CONCURRENT: whole(1, 1e6, 1000),
    MAX_CONCURRENT_ADDRESS: whole(1, 1e6, 500),
    MAX_CONCURRENT_CLIENT: whole(1, 1e6, 100),
    ADMIN_TOKEN: z
      .string()
      .regex(/^\S{24,}$/, 'must be at least 24 characters of random text without spaces')
      .optional(),
    CORS_ORIGINS: origins.optional(),
    FRAME_ANCESTORS: frameHosts.optional(),
    FILE_STORE: z.enum(['disk', 'redis'], 'must be disk or redis').default('disk'),
    TEMP_DIR: z.string().default('temp'),
    PUBLIC_DIR: z.string().default('dist/public'),
  })
  .check(({ value, issues }) => {
    const refuse = (name: keyof typeof value, message: string): void => {
      issues.push({ code: 'custom', input: value[name], path: [name], message });
    };
    const shared = value.REDIS_CLUSTER_NODES ? 'REDIS_CLUSTER_NODES' : value.REDIS_URL && 'REDIS_URL';
    if (shared && !value.PEPPER)
      refuse(
        'PEPPER',
        `is required with ${shared}: without it another instance, or this one restarted, could not read what is stored`,
      );
    if (value.FILE_STORE === 'redis' && !shared)
      refuse('FILE_STORE', 'redis requires REDIS_URL or REDIS_CLUSTER_NODES');
    if (value.REDIS_URL && value.REDIS_CLUSTER_NODES)
      refuse('REDIS_CLUSTER_NODES', 'cannot be set together with REDIS_URL');
    if (value.PEPPER_PREVIOUS && !value.PEPPER) refuse('PEPPER', 'is required with PEPPER_PREVIOUS');
    if (value.HTTPS_CERT && !value.HTTPS_KEY) refuse('HTTPS_KEY', 'is required with HTTPS_CERT');
    if (value.HTTPS_KEY && !value.HTTPS_CERT) refuse('HTTPS_CERT', 'is required with HTTPS_KEY');
  });

/** The server's secrets: the current one makes new tokens, both are accepted, so the secret can be changed while sessions live. */
export interface Peppers {
  readonly current: Buffer;
  readonly previous?: Buffer;
}

/** How often a client (a session, or an address without one) may use a route, and how many requests may run at once. */
export interface Limits {
  readonly perMinute: number;
  /** New sessions a minute of one address. */
  readonly sessionsPerMinute: number;
  readonly atOnce: number;
  /** Of all sessions of one address together: many people may share one. */
  readonly atOnceOfAddress: number;
  /** Of one session, or of an address without one. */
  readonly atOnceOfClient: number;
}

/** What the service was told at start. Sizes in bytes. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly redisUrl?: string;
  /** Addresses of some nodes of a Redis Cluster. */
  readonly redisClusterNodes?: readonly string[];
  readonly peppers: Peppers;
  readonly memoryStoreBytes: number;
  readonly logLevel: string;
  /** Paths of a certificate and its key; plain http when left out. */
  readonly https?: { readonly cert: string; readonly key: string };
  /** Proxies in front, as Express takes them: a number of hops or addresses. */
  readonly trustProxy?: number | string[];
  readonly limits: Limits;
  /** What operators send to /audit, /metrics and /admin; without one these answer on this machine only. */
  readonly adminToken?: string;
  /** Other origins whose pages may call the API. */
  readonly corsOrigins: readonly string[];
  /** Hosts that may show the pane in a frame, beside this service itself. */
  readonly frameAncestors: readonly string[];
  /** Where uploads and exports lie: a folder of this machine, or the store that all instances share. */
  readonly files: { readonly kind: 'disk' | 'redis'; readonly folder: string };
  /** Folder of the built pages. */
  readonly publicDir: string;
}

/** Refused configuration: `message` has one line for each variable at fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the configuration from environment variables (`.env.example` lists them); an empty one counts as not set.
 * @throws ConfigError naming every variable at fault.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
    throw new ConfigError(`The configuration is refused:\n${faults.join('\n')}\nSee .env.example.`);
  }
  const vars = parsed.data;
  return {
    port: vars.PORT,
    host: vars.HOST,
    ...(vars.REDIS_URL ? { redisUrl: vars.REDIS_URL } : {}),
    ...(vars.REDIS_CLUSTER_NODES ? { redisClusterNodes: vars.REDIS_CLUSTER_NODES } : {}),
    peppers: {
      current: vars.PEPPER ? Buffer.from(vars.PEPPER) : randomBytes(32),
      ...(vars.PEPPER_PREVIOUS ? { previous: Buffer.from(vars.PEPPER_PREVIOUS) } : {}),
    },
    memoryStoreBytes: vars.MEMORY_STORE_MB * 1024 * 1024,
    logLevel: vars.LOG_LEVEL,
    ...(vars.HTTPS_CERT && vars.HTTPS_KEY ? { https: { cert: vars.HTTPS_CERT, key: vars.HTTPS_KEY } } : {}),
    ...(vars.TRUST_PROXY === undefined ? {} : { trustProxy: vars.TRUST_PROXY }),
    limits: {
      perMinute: vars.RATE_LIMIT,
      sessionsPerMinute: vars.RATE_LIMIT_SESSIONS,
      atOnce: vars.MAX_CONCURRENT,
      atOnceOfAddress: vars.MAX_CONCURRENT_ADDRESS,
      atOnceOfClient: vars.MAX_CONCURRENT_CLIENT,
    },
    ...(vars.ADMIN_TOKEN === undefined ? {} : { adminToken: vars.ADMIN_TOKEN }),
    corsOrigins: vars.CORS_ORIGINS ?? [],
    frameAncestors: vars.FRAME_ANCESTORS ?? EXCEL_HOSTS,
    files: { kind: vars.FILE_STORE, folder: vars.TEMP_DIR },
    publicDir: vars.PUBLIC_DIR,
  };
}
