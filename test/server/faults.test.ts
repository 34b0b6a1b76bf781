import assert from 'node:assert/strict';
import { SOON, startRedis, type RedisServer } from '../support/redis.ts';
import { below, FILES, workbook } from './support/files.ts';
import { forged, startService, workedExample, type Service } from './support/service.ts';
import { until } from '../support/until.ts';

const CALCULATIONS = '/api/v1/calculations';

describe('without its Redis, the service', function () {
  let redis: RedisServer;
  let service: Service;
  beforeEach(async () => void (redis = await startRedis()));
  afterEach(async () => {
    await service.close();
    redis.thaw();
    await redis.kill();
  });

  const start = async () =>
    void (service = await startService({ REDIS_URL: redis.url, REDIS_TIMEOUT_MS: String(SOON) }));
  const calculate = (token: string) => service.call('POST', CALCULATIONS, { token, body: workedExample });
  const ready = async () => (await service.call('GET', '/health/ready')).body;
  const isBack = () => until('the service is whole again', async () => (await ready()).status === 'ready');

  const degraded = async (token: string) => {
    const { status, headers, body } = await calculate(token);
    assert.deepEqual([status, body.dpi, body.cache, headers.get('X-Degraded')], [200, 1.5, 'miss', 'store']);
    const checked = await service.call('POST', `${CALCULATIONS}/validate`, { token, body: workedExample });
    assert.deepEqual([checked.body.valid, checked.headers.get('X-Degraded')], [true, 'store']);
  };

  it('answers right, says that it is degraded, and forgets the session when an empty Redis comes', async () => {
    await start();
    const { token } = await service.begin();
    assert.equal((await calculate(token)).headers.get('X-Degraded'), null);
    await redis.kill();
    await degraded(token);
    await degraded(token);
    const { status, store, degraded: parts } = await ready();
    assert.deepEqual(
      [status, store, parts],
      ['degraded', 'redis', [{ part: 'store', reason: 'unreachable' }]],
    );

    await redis.restart();
    await isBack();
    assert.equal((await calculate(token)).body.code, 'SESSION_EXPIRED');
    const next = await service.begin();
    assert.equal((await calculate(next.token)).body.cache, 'miss');
    assert.equal((await calculate(next.token)).body.cache, 'hit');
  });

  it('answers right while Redis is frozen, and finds everything again when it thaws', async () => {
    await start();
    const { token } = await service.begin();
    await calculate(token);
    redis.freeze();
    await degraded(token);
    await degraded(token);
    assert.deepEqual((await ready()).degraded, [{ part: 'store', reason: 'timeout' }]);
    redis.thaw();
    await isBack();
    assert.equal((await calculate(token)).body.cache, 'hit');
  });

  it('starts, gives tokens that compute, and is whole when Redis comes', async () => {
    await redis.kill();
    await start();
    const begun = await service.call('POST', '/api/v1/sessions');
    assert.deepEqual([begun.status, begun.headers.get('X-Degraded')], [201, 'store']);
    await degraded(begun.body.token);
    await redis.restart();
    await isBack();
    // No session is reported as ended: it is recorded when it is used.
    for (const cache of ['miss', 'hit']) {
      const { body, headers } = await calculate(begun.body.token);
      assert.deepEqual([body.cache, headers.get('X-Degraded')], [cache, null]);
    }
  });

  it('refuses forged tokens as ever', async () => {
    await start();
    const { token } = await service.begin();
    await redis.kill();
    assert.equal((await calculate(forged(token))).body.code, 'SESSION_INVALID');
  });

  it('promises no calculation to one that is measured against a series', async () => {
    await start();
    const { token } = await service.begin();
    const series = { points: [{ date: '2023-12-31', level: 1 }] };
    await service.call('PUT', '/api/v1/index-series/CSI', { token, body: series });
    await redis.kill();
    const options = { measures: { index: { series: 'CSI' } } };
    const body = {
      ...workedExample,
      distribution_params: { ...workedExample.distribution_params, options },
    };
    const refused = await service.call('POST', CALCULATIONS, { token, body });
    assert.deepEqual([refused.status, refused.body.code], [503, 'STORE_UNAVAILABLE']);
    assert.match(refused.body.detail, /Calculations that name no index series go on\.$/);
  });

  it('says 503 with Retry-After for what only the store can answer', async () => {
    await start();
    const { token } = await service.begin();
    await redis.kill();
    for (const [method, path] of [
      ['GET', '/api/v1/results/latest'],
      ['GET', '/api/v1/sessions/current'],
      ['DELETE', '/api/v1/sessions/current'],
    ] as const) {
      const { status, headers, body } = await service.call(method, path, { token });
      assert.deepEqual(
        [status, body.code, headers.get('Retry-After')],
        [503, 'STORE_UNAVAILABLE', '1'],
        path,
      );
    }
  });
});

describe('a deletion while Redis does not answer', () => {
  it('is 503 and erases the files all the same', async () => {
    const redis = await startRedis();
    const service = await startService({
      REDIS_URL: redis.url,
      REDIS_TIMEOUT_MS: String(SOON),
      FILE_STORE: 'disk',
      FILES_SHARED: 'true',
    });
    const { token } = await service.begin();
    const file = { name: 'a.xlsx', bytes: workbook() };
    await service.call('POST', FILES, { token, file });
    assert.equal(below(service.folder).length, 1);
    redis.freeze();
    const { status, body } = await service.call('DELETE', '/api/v1/sessions/current', { token });
    assert.deepEqual([status, body.code], [503, 'STORE_UNAVAILABLE']);
    assert.deepEqual(below(service.folder), []);
    redis.thaw();
    await service.close();
    await redis.kill();
  });
});

describe('health', () => {
  it('is live and ready at both addresses, and not ready once it is stopping', async () => {
    let stopping = false;
    const service = await startService({}, { isStopping: () => stopping });
    for (const base of ['', '/api/v1']) {
      assert.deepEqual((await service.call('GET', `${base}/health/live`)).body, { status: 'live' });
      const { status, body } = await service.call('GET', `${base}/health/ready`);
      assert.deepEqual([status, body], [200, { status: 'ready', store: 'memory', degraded: [] }]);
    }
    stopping = true;
    assert.deepEqual(
      [
        (await service.call('GET', '/health/ready')).status,
        (await service.call('GET', '/health/live')).status,
      ],
      [503, 200],
    );
    await service.close();
  });
});

describe('the log', () => {
  it('has one line for each request: its route as declared, status and time', async () => {
    const service = await startService();
    await service.call('GET', '/api/v1/sessions/current?secret=CANARY');
    await service.close();
    const line = JSON.parse(service.lines.find((each) => each.includes('"request"'))!);
    assert.deepEqual(
      [line.method, line.route, line.status, typeof line.ms],
      ['GET', '/api/v1/sessions/current', 401, 'number'],
    );
    assert.match(line.request_id, /^[0-9a-f-]{36}$/);
    assert.doesNotMatch(service.lines.join(), /CANARY/);
  });
});
