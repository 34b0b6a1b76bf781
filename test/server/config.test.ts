import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { ConfigError, excelHosts, readConfig } from '../../server/config.ts';
import { unknownVariables } from '../../server/startup-warnings.ts';

const PEPPER = 'zq3Xw8/Lk0+Tn5Rb1Yv7Hc2Md9Sf4Gj6';
const OTHER = PEPPER.split('').reverse().join('');

const MIB = 1024 * 1024;

const faultsOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message
      .split('\n')
      .slice(1, -1)
      .map((line) => line.trim());
  }
  return [];
};

describe('the configuration', () => {
  it('needs nothing: loopback, port 3000, memory, a pepper made at start', () => {
    const { peppers, ...rest } = readConfig({});
    assert.deepEqual(rest, {
      port: 3000,
      host: '127.0.0.1',
      memoryStoreBytes: 64 * 1024 * 1024,
      logLevel: 'info',
      limits: {
        perMinute: 1200,
        sessionsPerMinute: 600,
        atOnce: 1000,
        atOnceOfAddress: 500,
        atOnceOfClient: 100,
      },
      redisTimeout: 150,
      auditDays: 30,
      corsOrigins: [],
      frameAncestors: [
        'https://*.officeapps.live.com',
        'https://*.sharepoint.com',
        'https://*.office.com',
        'https://onedrive.live.com',
        'https://*.cloud.microsoft',
      ],
      files: { kind: 'disk', folder: 'temp' },
      stored: { all: 2048 * MIB, ofAddress: 512 * MIB },
      jobWorkers: 1,
      drain: 5000,
      hstsSubdomains: false,
      publicDir: 'dist/public',
    });
    assert.equal(peppers.current.length, 32);
    assert.notDeepEqual(peppers.current, readConfig({}).peppers.current);
  });

  it('lets hosts of Office in China show the pane where it was built for China', () => {
    assert.ok(excelHosts('china').includes('https://*.officewebapps.cn'));
    assert.deepEqual(excelHosts('cdn'), readConfig({}).frameAncestors);
    assert.deepEqual(readConfig({ FRAME_ANCESTORS: 'https://a.example' }).frameAncestors, [
      'https://a.example',
    ]);
  });

  it('takes an empty variable for one that is not set', () => {
    assert.equal(readConfig({ PORT: '', REDIS_URL: ' ', HTTPS_CERT: '' }).port, 3000);
  });

  it('reads every variable', () => {
    assert.deepEqual(
      readConfig({
        PORT: '0',
        HOST: '0.0.0.0',
        REDIS_URL: 'redis://127.0.0.1:6379/2',
        REDIS_TIMEOUT_MS: '400',
        PEPPER,
        PEPPER_PREVIOUS: OTHER,
        MEMORY_STORE_MB: '2',
        JOB_WORKERS: '3',
        LOG_LEVEL: 'silent',
        PUBLIC_URL: 'https://waterfall.example.com',
        HTTPS_CERT: 'cert.pem',
        HTTPS_KEY: 'key.pem',
        TRUST_PROXY: 'loopback, 10.0.0.0/8, ::1',
        RATE_LIMIT: '1',
        RATE_LIMIT_SESSIONS: '2',
        MAX_CONCURRENT: '3',
        MAX_CONCURRENT_ADDRESS: '5',
        MAX_CONCURRENT_CLIENT: '4',
        AUDIT_DAYS: '90',
        ADMIN_TOKEN: 'a'.repeat(24),
        CORS_ORIGINS: 'https://a.example.com, http://localhost:8080',
        FRAME_ANCESTORS: 'https://*.example.com, https://excel.example.cn:8443',
        FILE_STORE: 'redis',
        FILES_SHARED: 'false',
        TEMP_DIR: 'elsewhere',
        PUBLIC_DIR: 'pages',
        STORED_MB: '7',
        STORED_ADDRESS_MB: '6',
        DRAIN_MS: '50',
        HSTS_SUBDOMAINS: 'true',
      }),
      {
        port: 0,
        host: '0.0.0.0',
        redisUrl: 'redis://127.0.0.1:6379/2',
        redisTimeout: 400,
        peppers: { current: Buffer.from(PEPPER), previous: Buffer.from(OTHER) },
        memoryStoreBytes: 2 * 1024 * 1024,
        logLevel: 'silent',
        publicUrl: 'https://waterfall.example.com',
        https: { cert: 'cert.pem', key: 'key.pem' },
        trustProxy: ['loopback', '10.0.0.0/8', '::1'],
        limits: { perMinute: 1, sessionsPerMinute: 2, atOnce: 3, atOnceOfAddress: 5, atOnceOfClient: 4 },
        adminToken: 'a'.repeat(24),
        auditDays: 90,
        corsOrigins: ['https://a.example.com', 'http://localhost:8080'],
        frameAncestors: ['https://*.example.com', 'https://excel.example.cn:8443'],
        files: { kind: 'redis', folder: 'elsewhere' },
        stored: { all: 7 * MIB, ofAddress: 6 * MIB },
        jobWorkers: 3,
        drain: 50,
        hstsSubdomains: true,
        publicDir: 'pages',
      },
    );
    assert.equal(readConfig({ TRUST_PROXY: '1' }).trustProxy, 1);
  });

  it('is refused with every fault at once, each naming its variable', () => {
    const faults = faultsOf({
      PORT: '70000',
      REDIS_URL: 'localhost',
      REDIS_TIMEOUT_MS: '10',
      LOG_LEVEL: 'loud',
      TRUST_PROXY: 'everyone',
      PEPPER: 'short',
      MEMORY_STORE_MB: '1.5',
      ADMIN_TOKEN: 'short',
      CORS_ORIGINS: 'https://a.example.com/path',
    });
    assert.deepEqual(faults.map((fault) => fault.split(' ')[0]).sort(), [
      'ADMIN_TOKEN',
      'CORS_ORIGINS',
      'LOG_LEVEL',
      'MEMORY_STORE_MB',
      'PEPPER',
      'PORT',
      'REDIS_TIMEOUT_MS',
      'REDIS_URL',
      'TRUST_PROXY',
    ]);
    assert.match(
      faults.find((fault) => fault.startsWith('PORT'))!,
      /must be from 0 to 65535/,
    );
  });

  it('is refused for state that is shared without a shared secret', () => {
    assert.match(faultsOf({ REDIS_URL: 'redis://127.0.0.1' }).join(), /^PEPPER is required with REDIS_URL/);
    assert.match(
      faultsOf({ REDIS_CLUSTER_NODES: 'redis://127.0.0.1:1' }).join(),
      /^PEPPER is required with REDIS_CLUSTER_NODES/,
    );
    assert.match(faultsOf({ PEPPER_PREVIOUS: PEPPER }).join(), /^PEPPER is required/);
  });

  it('is refused for files in a Redis that is not there', () => {
    assert.match(faultsOf({ FILE_STORE: 'redis' }).join(), /^FILE_STORE redis requires REDIS_URL or/);
    const nodes = 'redis://10.0.0.1:7000';
    for (const at of [{ REDIS_URL: nodes }, { REDIS_CLUSTER_NODES: nodes }])
      assert.equal(readConfig({ FILE_STORE: 'redis', ...at, PEPPER }).files.kind, 'redis');
  });

  it('keeps files in the Redis that is there, and on a disk beside it only when all instances are said to share it', () => {
    const at = { REDIS_URL: 'redis://127.0.0.1', PEPPER };
    assert.equal(readConfig(at).files.kind, 'redis');
    assert.match(
      faultsOf({ ...at, FILE_STORE: 'disk' }).join(),
      /^FILE_STORE disk beside REDIS_URL .*FILES_SHARED=true/,
    );
    assert.equal(readConfig({ ...at, FILE_STORE: 'disk', FILES_SHARED: 'true' }).files.kind, 'disk');
  });

  it('takes the number of a database, and refuses anything else in its place', () => {
    for (const url of ['redis://a/abc', 'redis://a/1/2', 'redis://a/-1', 'redis://a:x', 'redis://u:p@ss/w@a'])
      assert.match(faultsOf({ REDIS_URL: url, PEPPER }).join(), /^REDIS_URL must be redis/, url);
    for (const url of ['redis://a', 'redis://a/', 'redis://a/99', 'rediss://u:p%40ss@a:6380/0'])
      assert.equal(readConfig({ REDIS_URL: url, PEPPER }).redisUrl, url);
    assert.match(faultsOf({ REDIS_CLUSTER_NODES: 'redis://a/1', PEPPER }).join(), /a cluster has one$/);
  });

  it('is refused for a pepper that is short, or long and not random', () => {
    for (const pepper of ['p'.repeat(64), 'abcabcabcabcabcabcabcabcabcabcabcabc', PEPPER.slice(1)])
      assert.match(
        faultsOf({ PEPPER: pepper }).join(),
        /^PEPPER must be at least 32 characters of random text/,
      );
  });

  it('names variables that look like its own and are none, and no others', () => {
    const env = { RATE_LIMITS: '1', STORED_GB: '1', POTR: '1', PORTT: '1', PEPER: '1' };
    assert.deepEqual(unknownVariables(env), [
      'RATE_LIMITS is not a variable of this service: did you mean RATE_LIMIT?',
      'STORED_GB is not a variable of this service: did you mean STORED_MB?',
      'PORTT is not a variable of this service: did you mean PORT?',
      'PEPER is not a variable of this service: did you mean PEPPER?',
    ]);
    assert.deepEqual(unknownVariables({ REDIS_PASSWORD: 'x' }), [
      'REDIS_PASSWORD is not a variable of this service: see .env.example.',
    ]);
    const usual = {
      HOME: '',
      PATH: '',
      TERM: '',
      HOSTNAME: '',
      HTTPS_PROXY: '',
      TMPDIR: '',
      LOGNAME: '',
      SHELL: '',
    };
    assert.deepEqual(unknownVariables({ ...usual, PORT: '1', PEPPER }), []);
  });

  it('takes the nodes of a cluster, and refuses them beside one Redis', () => {
    const nodes = 'redis://10.0.0.1:7000, rediss://10.0.0.2:7000';
    assert.deepEqual(readConfig({ REDIS_CLUSTER_NODES: nodes, PEPPER }).redisClusterNodes, [
      'redis://10.0.0.1:7000',
      'rediss://10.0.0.2:7000',
    ]);
    assert.match(faultsOf({ REDIS_CLUSTER_NODES: '10.0.0.1:7000', PEPPER }).join(), /^REDIS_CLUSTER_NODES/);
    assert.match(
      faultsOf({ REDIS_CLUSTER_NODES: nodes, REDIS_URL: 'redis://a', PEPPER }).join(),
      /^REDIS_CLUSTER_NODES cannot be set together with REDIS_URL/,
    );
  });

  it('is refused for half of a certificate', () => {
    assert.match(faultsOf({ HTTPS_CERT: 'a' }).join(), /^HTTPS_KEY is required/);
    assert.match(faultsOf({ HTTPS_KEY: 'a' }).join(), /^HTTPS_CERT is required/);
  });

  it('takes hosts that may frame the pane, and nothing that would say more in that header', () => {
    for (const hosts of [
      'example.com',
      'http://a.example.com',
      'https://a.example.com/path',
      'https://*',
      'https://a.*.com',
      "https://a.example.com; script-src 'unsafe-inline'",
      'https://a.example.com https://b.example.com',
      "'none'",
      '*',
      'https://a.example.com,',
    ])
      assert.match(
        faultsOf({ FRAME_ANCESTORS: hosts }).join(),
        /^FRAME_ANCESTORS must be https origins/,
        hosts,
      );
  });

  it('refuses a process that would do no jobs where no other can', () => {
    assert.match(faultsOf({ JOB_WORKERS: '0' })[0]!, /^JOB_WORKERS 0 requires REDIS_URL/);
    assert.equal(readConfig({ JOB_WORKERS: '0', REDIS_URL: 'redis://127.0.0.1', PEPPER }).jobWorkers, 0);
  });

  it('never repeats a secret in its refusal', () => {
    assert.doesNotMatch(faultsOf({ PEPPER: 'CANARY' }).join(), /CANARY/);
  });

  it('is listed whole in .env.example, with its defaults', async () => {
    const text = await readFile('.env.example', 'utf8');
    const lines = text.split('\n').filter((line) => /^[A-Z_]+=/.test(line));
    const env = Object.fromEntries(lines.map((line) => line.split('=', 2) as [string, string]));
    const { peppers: _made, ...given } = readConfig(env);
    const { peppers: _also, ...defaults } = readConfig({});
    assert.deepEqual(given, defaults);
    assert.equal(lines.length, 31);
  });
});
