import assert from 'node:assert/strict';
import { Redis } from 'ioredis';
import { followToEnd } from '../server/support/events.ts';
import { gridJob } from '../server/support/job-requests.ts';
import { temporaryFolder } from '../support/at-exit.ts';
import { certificate } from '../support/certificate.ts';
import { freePort, SOON, startRedis, type RedisServer } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { workbook } from '../server/support/files.ts';
import {
  begin,
  calculate,
  call,
  startInstance,
  startJob,
  upload,
  variant,
  type Instance,
} from './instance.ts';
import { areValid } from './load.ts';

const folder = temporaryFolder('refusing');

const EXPORTS = '/api/v1/exports';

/** It is waited for at start as long as for any answer, and those that refuse are not there by then. */
const env = { REDIS_TIMEOUT_MS: String(SOON) };

/** A Redis that answers, and how it refuses to write: its options, the address given to the service, what it is told first. */
interface Refusal {
  readonly options?: readonly string[];
  readonly address?: (url: string) => string;
  readonly say?: readonly (readonly [string, ...string[]])[];
  /** What lets it write. */
  readonly mend?: readonly [string, ...string[]];
  readonly reason: string;
}

const KINDS = ['session', 'sessions', 'config', 'rate_limit', 'stored', 'audit', 'stats'].map(
  (kind) => `~${kind}:*`,
);

const REFUSALS: Readonly<Record<string, Refusal>> = {
  'is full': { options: ['--maxmemory', '1'], mend: ['CONFIG', 'SET', 'maxmemory', '0'], reason: 'full' },
  'is a replica': {
    say: [['REPLICAOF', '127.0.0.1', '1']],
    mend: ['REPLICAOF', 'NO', 'ONE'],
    reason: 'read_only',
  },
  'gives no right to write': {
    say: [['ACL', 'SETUSER', 'reader', 'on', '>secret', '~*', '&*', '+@read', '+@connection', '+info']],
    mend: ['ACL', 'SETUSER', 'reader', '+@all'],
    address: (url) => url.replace('//', '//reader:secret@'),
    reason: 'no_rights',
  },
  'gives no right to keys of another kind': {
    say: [['ACL', 'SETUSER', 'some', 'on', '>secret', '~session:*', '&*', '+@all']],
    mend: ['ACL', 'SETUSER', 'some', '~*'],
    address: (url) => url.replace('//', '//some:secret@'),
    reason: 'no_rights',
  },
  'gives no right to the queue of jobs': {
    say: [['ACL', 'SETUSER', 'some', 'on', '>secret', '&*', '+@all', ...KINDS]],
    mend: ['ACL', 'SETUSER', 'some', '~{waterfall}:*'],
    address: (url) => url.replace('//', '//some:secret@'),
    reason: 'no_rights',
  },
  'gives no right to send messages': {
    say: [['ACL', 'SETUSER', 'mute', 'on', '>secret', '~*', 'resetchannels', '+@all']],
    mend: ['ACL', 'SETUSER', 'mute', '&*'],
    address: (url) => url.replace('//', '//mute:secret@'),
    reason: 'no_rights',
  },
  'has another password': {
    say: [['CONFIG', 'SET', 'requirepass', 'right']],
    address: (url) => url.replace('//', '//:wrong@'),
    reason: 'wrong_password',
  },
  'has no database of that number': { address: (url) => `${url}/99`, reason: 'wrong_database' },
};

describe('F20: a Redis that answers and', function () {
  let redis: RedisServer;
  let admin: Redis;
  let instance: Instance;
  afterEach(async () => {
    admin.disconnect();
    await instance.kill();
    await redis.kill();
  });

  for (const [
    name,
    { options = [], address = (url: string) => url, say = [], mend, reason },
  ] of Object.entries(REFUSALS))
    it(`${name} counts as absent: results are computed, what must be stored is asked for again, no session has ended`, async () => {
      redis = await startRedis([...options]);
      admin = new Redis(redis.url);
      for (const [command, ...args] of say) await admin.call(command, ...args);
      instance = await startInstance({ ...env, REDIS_URL: address(redis.url) });
      const { status, body } = await call(instance, 'GET', '/health/ready');
      assert.deepEqual([status, body.status, body.degraded], [200, 'degraded', [{ part: 'store', reason }]]);
      assert.match(instance.log(), new RegExp(`"reason":"${reason}".*computing without it: `));

      const { token } = await begin(instance);
      for (let i = 0; i < 3; i++) {
        const answer = await calculate(instance, token, variant(i));
        areValid([answer]);
        assert.deepEqual([answer.degraded, answer.body.cache], [true, 'miss']);
      }
      const calculation = variant(1);
      for (const refused of [
        await upload(instance, token, 'a.xlsx', workbook()),
        await call(instance, 'POST', EXPORTS, { token, body: { format: 'csv', calculation } }),
        await call(instance, 'POST', `${EXPORTS}/x/ticket`, { token }),
        await call(instance, 'PUT', '/api/v1/index-series/a', {
          token,
          body: { points: [{ date: '2020-01-01', level: 1 }] },
        }),
        await call(instance, 'POST', '/api/v1/jobs', { token, body: gridJob() }),
      ])
        assert.deepEqual(
          [refused.status, refused.body.code, refused.retryAfter],
          [503, 'STORE_UNAVAILABLE', '1'],
        );
      assert.equal(await admin.dbsize(), 0);
      // It was looked for again and again meanwhile, and why it is away is said once.
      assert.equal((await call(instance, 'GET', '/health/ready')).body.degraded[0].reason, reason);
      assert.equal(instance.log().split('computing without it: ').length, 2, instance.log());

      if (!mend) return;
      await admin.call(...mend);
      await until(
        'it is whole',
        async () => (await call(instance, 'GET', '/health/ready')).body.status === 'ready',
      );
      // The session is recorded when it is used again, and then as any other.
      assert.equal((await calculate(instance, token)).status, 200);
      const kept = await calculate(instance, token, variant(4));
      assert.deepEqual([kept.status, kept.degraded], [200, false]);
      assert.equal((await upload(instance, token, 'a.xlsx', workbook())).status, 422);
      const told = await followToEnd(instance.url, token, await startJob(instance, token, gridJob()));
      assert.equal(told.at(-1)!.data.state, 'completed');
    });

  it('refuses what no probe tries is not asked again for each request', async () => {
    redis = await startRedis();
    admin = new Redis(redis.url);
    await admin.call('ACL', 'SETUSER', 'some', 'on', '>secret', '~*', '&*', '+@all', '-zadd');
    instance = await startInstance({ ...env, REDIS_URL: redis.url.replace('//', '//some:secret@') });
    const { token } = await begin(instance);
    for (let i = 0; i < 40; i++) assert.equal((await calculate(instance, token, variant(i))).status, 200);
    assert.ok(instance.log().split('store is back').length < 20, instance.log());
  });

  it('shows a certificate that is not trusted counts as absent, and says so, until its authority is named', async () => {
    const { cert, key } = certificate(folder, 'localhost', [
      '-nodes',
      '-addext',
      'subjectAltName=DNS:localhost',
    ]);
    const port = String(await freePort());
    const files = ['--tls-cert-file', cert, '--tls-key-file', key, '--tls-ca-cert-file', cert];
    redis = await startRedis(['--tls-port', port, ...files, '--tls-auth-clients', 'no']);
    admin = new Redis(redis.url);
    const REDIS_URL = `rediss://localhost:${port}`;
    instance = await startInstance({ ...env, REDIS_URL });
    const { body } = await call(instance, 'GET', '/health/ready');
    assert.deepEqual(body.degraded, [{ part: 'store', reason: 'certificate' }]);
    await instance.kill();
    instance = await startInstance({ ...env, REDIS_URL, NODE_EXTRA_CA_CERTS: cert });
    await until(
      'it is whole',
      async () => (await call(instance, 'GET', '/health/ready')).body.status === 'ready',
    );
  });

  it('becomes full while sessions are begun and end: none is reported as ended', async () => {
    redis = await startRedis();
    admin = new Redis(redis.url);
    instance = await startInstance({ ...env, REDIS_URL: redis.url });
    const tokens: string[] = [];
    for (let turn = 0; turn < 6; turn++) {
      await admin.config('SET', 'maxmemory', turn % 2 === 0 ? '1' : '0');
      for (let i = 0; i < 5; i++) {
        tokens.push((await begin(instance)).token);
        for (const token of tokens)
          assert.equal((await calculate(instance, token, variant(turn))).status, 200);
      }
    }
  });

  it('is full erases a session all the same', async () => {
    redis = await startRedis();
    admin = new Redis(redis.url);
    instance = await startInstance({ ...env, REDIS_URL: redis.url });
    const { token, id } = await begin(instance);
    await calculate(instance, token);
    await admin.config('SET', 'maxmemory', '1');
    await until(
      'it is known to be full',
      async () => (await calculate(instance, token, variant(1))).degraded,
    );
    assert.equal((await call(instance, 'DELETE', '/api/v1/sessions/current', { token })).status, 204);
    assert.deepEqual(await admin.keys(`session:{${id}}:*`), []);
  });
});
