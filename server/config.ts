import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { isOrigin, ORIGIN_FAULT } from './http/manifest.ts';
import { TIMEOUT } from './store/timeout.ts';

const MIN_PEPPER = 32;
/** Random text of that length has more than twenty different characters. */
const MIN_DIFFERENT = 12;
const PEPPER_FAULT = `must be at least ${MIN_PEPPER} characters of random text, ${MIN_DIFFERENT} of them different, for example from: openssl rand -base64 48`;

const canParse = (text: string): boolean => URL.canParse(text);

const pepper = z
  .string()
  .refine((text) => text.length >= MIN_PEPPER && new Set(text).size >= MIN_DIFFERENT, PEPPER_FAULT);

const MIB = 1024 * 1024;

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

/** Whose Office.js the built pane loads: Microsoft's, 21Vianet's or its own copy; undefined where nothing is built. */
declare const OFFICE_JS: string | undefined;

/** Where Excel on the web shows the pane from. */
const EXCEL_HOSTS = [
  'https://*.officeapps.live.com',
  'https://*.sharepoint.com',
  'https://*.office.com',
  'https://onedrive.live.com',
  'https://*.cloud.microsoft',
];

/** The same of Office operated by 21Vianet in China. */
const CHINA_HOSTS = ['https://*.officewebapps.cn', 'https://*.sharepoint.cn', 'https://*.office365.cn'];

/** @param officeJs which Office.js the pane was built with */
export const excelHosts = (officeJs: string | undefined): readonly string[] =>
  officeJs === 'china' ? [...EXCEL_HOSTS, ...CHINA_HOSTS] : EXCEL_HOSTS;

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

const flag = z
  .enum(['true', 'false'], 'must be true or false')
  .default('false')
  .transform((value) => value === 'true');

const REDIS_ADDRESS = /^rediss?:\/\/[^\s,/?#]+\/?$/;
const REDIS_DATABASE = /^rediss?:\/\/[^\s,/?#]+(\/\d{0,5})?$/;

/** The built pages lie beside the built program, wherever it is started from. */
function besideProgram(): string {
  const beside = path.join(path.dirname(process.argv[1] ?? ''), 'public');
  return existsSync(path.join(beside, 'index.html')) ? beside : 'dist/public';
}

const shape = z.object({
  PORT: whole(0, 65535, 3000),
  HOST: z.string().default('127.0.0.1'),
  REDIS_URL: z
    .string()
    .refine(
      (url) => REDIS_DATABASE.test(url) && canParse(url),
      'must be redis:// or rediss://, a host and, if need be, the number of a database: redis://127.0.0.1:6379/0 (signs such as @ : / in a password are written in percent)',
    )
    .optional(),
  REDIS_CLUSTER_NODES: z
    .string()
    .transform((text) => text.split(',').map((entry) => entry.trim()))
    .refine((nodes) => nodes.every((node) => REDIS_ADDRESS.test(node) && canParse(node)), {
      message:
        'must be addresses that begin with redis:// or rediss://, separated by commas, without the number of a database: a cluster has one',
    })
    .optional(),
  REDIS_TIMEOUT_MS: whole(20, 5000, TIMEOUT),
  PEPPER: pepper.optional(),
  PEPPER_PREVIOUS: pepper.optional(),
  MEMORY_STORE_MB: whole(1, 65536, 64),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .default('info'),
  PUBLIC_URL: z.string().refine(isOrigin, ORIGIN_FAULT).optional(),
  HTTPS_CERT: z.string().optional(),
  HTTPS_KEY: z.string().optional(),
  TRUST_PROXY: trustProxy.optional(),
  RATE_LIMIT: whole(1, 1e9, 1200),
  RATE_LIMIT_SESSIONS: whole(1, 1e9, 600),
  STORED_MB: whole(1, 1e9, 2048),
  STORED_ADDRESS_MB: whole(1, 1e9, 512),
  MAX_CONCURRENT: whole(1, 1e6, 1000),
  MAX_CONCURRENT_ADDRESS: whole(1, 1e6, 500),
  MAX_CONCURRENT_CLIENT: whole(1, 1e6, 100),
  AUDIT_DAYS: whole(30, 400, 30),
  ADMIN_TOKEN: z
    .string()
    .regex(/^\S{24,}$/, 'must be at least 24 characters of random text without spaces')
    .optional(),
  CORS_ORIGINS: origins.optional(),
  FRAME_ANCESTORS: frameHosts.optional(),
  FILE_STORE: z.enum(['disk', 'redis'], 'must be disk or redis').optional(),
  FILES_SHARED: flag,
  TEMP_DIR: z.string().default('temp'),
  PUBLIC_DIR: z.string().default(besideProgram),
  JOB_WORKERS: whole(0, 64, 1),
  DRAIN_MS: whole(0, 8000, 5000),
  HSTS_SUBDOMAINS: flag,
});

const environment = shape.check(({ value, issues }) => {
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
  if (value.FILE_STORE === 'disk' && shared && !value.FILES_SHARED)
    refuse(
      'FILE_STORE',
      `disk beside ${shared} needs a folder that all instances share: say so with FILES_SHARED=true, or leave FILE_STORE empty to keep files in Redis`,
    );
  if (value.JOB_WORKERS === 0 && !shared)
    refuse('JOB_WORKERS', '0 requires REDIS_URL or REDIS_CLUSTER_NODES: no other process could do the jobs');
  if (value.REDIS_URL && value.REDIS_CLUSTER_NODES)
    refuse('REDIS_CLUSTER_NODES', 'cannot be set together with REDIS_URL');
  if (value.PEPPER_PREVIOUS && !value.PEPPER) refuse('PEPPER', 'is required with PEPPER_PREVIOUS');
  if (value.HTTPS_CERT && !value.HTTPS_KEY) refuse('HTTPS_KEY', 'is required with HTTPS_CERT');
  if (value.HTTPS_KEY && !value.HTTPS_CERT) refuse('HTTPS_CERT', 'is required with HTTPS_KEY');
});

/** Names of all variables. */
export const variables: readonly string[] = Object.keys(shape.shape);

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
  /** How long Redis may take to answer before it counts as away, ms. */
  readonly redisTimeout: number;
  readonly peppers: Peppers;
  readonly memoryStoreBytes: number;
  readonly logLevel: string;
  /** The origin that users reach the service at, which its manifest names; the developers' one when left out. */
  readonly publicUrl?: string;
  /** Paths of a certificate and its key; plain http when left out. */
  readonly https?: { readonly cert: string; readonly key: string };
  /** Proxies in front, as Express takes them: a number of hops or addresses. */
  readonly trustProxy?: number | string[];
  readonly limits: Limits;
  /** What operators send to /audit, /metrics and /admin; without one these answer on this machine only. */
  readonly adminToken?: string;
  /** How long counts and security events are kept. */
  readonly auditDays: number;
  /** Other origins whose pages may call the API. */
  readonly corsOrigins: readonly string[];
  /** Hosts that may show the pane in a frame, beside this service itself. */
  readonly frameAncestors: readonly string[];
  /** Where uploads and exports lie: a folder of this machine, or the store that all instances share. */
  readonly files: { readonly kind: 'disk' | 'redis'; readonly folder: string };
  /** Bytes that may be stored at a time, in all and by the sessions of one address. */
  readonly stored: { readonly all: number; readonly ofAddress: number };
  /** Jobs that this process does at once. */
  readonly jobWorkers: number;
  /** How long readiness fails before the port is closed, ms. */
  readonly drain: number;
  /** Whether https is demanded of subdomains, too. */
  readonly hstsSubdomains: boolean;
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
    redisTimeout: vars.REDIS_TIMEOUT_MS,
    peppers: {
      current: vars.PEPPER ? Buffer.from(vars.PEPPER) : randomBytes(32),
      ...(vars.PEPPER_PREVIOUS ? { previous: Buffer.from(vars.PEPPER_PREVIOUS) } : {}),
    },
    memoryStoreBytes: vars.MEMORY_STORE_MB * MIB,
    logLevel: vars.LOG_LEVEL,
    ...(vars.PUBLIC_URL === undefined ? {} : { publicUrl: vars.PUBLIC_URL }),
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
    auditDays: vars.AUDIT_DAYS,
    corsOrigins: vars.CORS_ORIGINS ?? [],
    frameAncestors:
      vars.FRAME_ANCESTORS ?? excelHosts(typeof OFFICE_JS === 'undefined' ? undefined : OFFICE_JS),
    files: {
      kind: vars.FILE_STORE ?? (vars.REDIS_URL || vars.REDIS_CLUSTER_NODES ? 'redis' : 'disk'),
      folder: vars.TEMP_DIR,
    },
    stored: { all: vars.STORED_MB * MIB, ofAddress: vars.STORED_ADDRESS_MB * MIB },
    jobWorkers: vars.JOB_WORKERS,
    drain: vars.DRAIN_MS,
    hstsSubdomains: vars.HSTS_SUBDOMAINS,
    publicDir: vars.PUBLIC_DIR,
  };
}
