import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Pool } from '../../server/threads/pool.ts';
import { built } from '../support/built.ts';
import { until } from '../support/until.ts';
import { heavyFund } from './support/heavy.ts';
import { startService, workedExample, type Service } from './support/service.ts';
import { openRequest } from './support/unfinished.ts';

const METRICS = '/metrics';
const CALCULATIONS = '/api/v1/calculations';
/** Runs for seconds. */
const LONG = heavyFund({ tiers: 20, trueUps: 999, navs: 999 });

describe('the metrics', () => {
  let service: Service;
  let text: string;
  const pool = new Pool(built('thread'), { threads: 1 });
  before(async () => {
    service = await startService({}, { pool });
    const { token } = await service.begin();
    for (let i = 0; i < 3; i++) await service.call('POST', CALCULATIONS, { token, body: workedExample });
    await service.call('GET', '/api/v1/results/latest');
    await service.call('GET', `/api/v1/CANARY-PATH?CANARY`);
    text = (await service.call('GET', METRICS)).body;
  });
  after(async () => {
    pool.close();
    await service.close();
  });
  const value = (sample: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${sample} `))
        ?.split(' ')[1],
    );

  it('count requests by route and status, lookups by outcome, and the engine’s runs', () => {
    const route = `method="POST",route="${CALCULATIONS}",status="200"`;
    assert.equal(value(`waterfall_http_request_duration_seconds_count{${route}}`), 3);
    assert.equal(value('waterfall_cache_requests_total{layer="store",outcome="hit"}'), 2);
    assert.equal(value('waterfall_cache_requests_total{layer="store",outcome="miss"}'), 1);
    assert.equal(value('waterfall_engine_seconds_count'), 1);
    assert.equal(value('waterfall_store_up'), 1);
    assert.equal(value('waterfall_sessions_active'), 1);
    assert.ok(value('waterfall_store_memory_bytes') > 1000);
    assert.ok(value('process_resident_memory_bytes') > 1e6);
  });

  it('tell what was broken off before it was answered from what was answered, as the log does', async () => {
    const { token } = await service.begin();
    const gone = new AbortController();
    const running = async () => (await service.call('GET', METRICS)).body as string;
    const heavy = service.call('POST', CALCULATIONS, { token, body: LONG, signal: gone.signal });
    const asked = openRequest(service.url, token);
    await until('both run', async () => /^waterfall_http_requests_running 3$/m.test(await running()));
    asked.abort();
    gone.abort();
    await assert.rejects(heavy);
    const count = `waterfall_http_request_duration_seconds_count{method="POST",route="${CALCULATIONS}"`;
    await until('it is counted', async () => (await running()).includes(`${count},status="aborted"} 2\n`));
    assert.ok((await running()).includes(`${count},status="200"} 3\n`));
    const lines = service.lines.map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.filter(({ aborted }) => aborted).map(({ route, status }) => [route, status]),
      [
        [CALCULATIONS, undefined],
        [CALCULATIONS, undefined],
      ],
    );
  });

  it('know no address as it was sent', () => {
    assert.doesNotMatch(text, /CANARY/);
  });

  it('are all that the dashboard shows, and the dashboard shows all of ours', async () => {
    const dashboard = await readFile('docs/grafana-dashboard.json', 'utf8');
    const shown = new Set(dashboard.match(/\b(waterfall|process|nodejs)_[a-z0-9_]+/g));
    const known = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!));
    const base = (name: string) => name.replace(/_(bucket|sum|count)$/, '');
    for (const name of shown) assert.ok(known.has(name) || known.has(base(name)), name);
    const named = new Set([...shown].flatMap((name) => [name, base(name)]));
    for (const name of known) if (name.startsWith('waterfall_')) assert.ok(named.has(name), name);
  });
});

describe('another origin', () => {
  const ORIGIN = 'https://books.example.com';
  let service: Service;
  before(async () => void (service = await startService({ CORS_ORIGINS: ORIGIN })));
  after(() => service.close());
  const ask = (method: string, origin: string) =>
    service.call(method, CALCULATIONS, {
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
    });

  it('may call the API when it is on the list, with no credentials', async () => {
    const preflight = await ask('OPTIONS', ORIGIN);
    assert.equal(preflight.status, 204);
    assert.match(preflight.headers.get('Access-Control-Allow-Headers') ?? '', /Authorization/);
    for (const { headers } of [preflight, await ask('POST', ORIGIN)]) {
      assert.equal(headers.get('Access-Control-Allow-Origin'), ORIGIN);
      assert.equal(headers.get('Access-Control-Allow-Credentials'), null);
      assert.match(headers.get('Vary') ?? '', /Origin/);
    }
  });

  it('may not when it only looks like one on the list', async () => {
    for (const origin of [`${ORIGIN}.evil.com`, 'http://books.example.com', `${ORIGIN}:444`, 'null'])
      for (const method of ['OPTIONS', 'POST'])
        assert.equal((await ask(method, origin)).headers.get('Access-Control-Allow-Origin'), null);
  });
});
