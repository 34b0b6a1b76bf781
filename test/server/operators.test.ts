import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Pool } from '../../server/threads/pool.ts';
import { startRedis } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { called } from './support/called.ts';
import { heavyFund } from './support/heavy.ts';
import { standingClock, startService, workedExample, type Answer, type Service } from './support/service.ts';
import { openRequest } from './support/unfinished.ts';

const ADMIN_TOKEN = 'the-token-of-the-operators';
const AUDIT = '/api/v1/audit';
const METRICS = '/metrics';
const CALCULATIONS = '/api/v1/calculations';
/** Runs for seconds. */
const LONG = heavyFund({ tiers: 20, trueUps: 999, navs: 999 });
const FOR_OPERATORS = [
  ['GET', AUDIT],
  ['GET', METRICS],
  ['GET', '/api/v1/metrics'],
  ['DELETE', `/api/v1/admin/sessions/${'0'.repeat(64)}`],
] as const;

/** What who may ask is answered: there is no session of zeros to end. */
const passed = (method: string) => (method === 'DELETE' ? 'NO_SESSION' : 200);
const outcome = async (answer: Promise<Answer>): Promise<unknown> => {
  const { status, body } = await answer;
  return body.code ?? status;
};

describe('what is for operators', () => {
  let service: Service;
  afterEach(() => service.close());

  it('is open to whoever sends the token, and to nobody else', async () => {
    service = await startService({ ADMIN_TOKEN });
    const session = (await service.begin()).token;
    for (const [method, path] of FOR_OPERATORS) {
      assert.equal(await outcome(service.call(method, path, { token: ADMIN_TOKEN })), passed(method), path);
      for (const token of [undefined, session, `${ADMIN_TOKEN}x`, ADMIN_TOKEN.slice(1)]) {
        const { status, body, headers } = await service.call(method, path, token ? { token } : {});
        assert.deepEqual([status, body.code], [401, 'ADMIN_REQUIRED'], path);
        assert.match(headers.get('WWW-Authenticate') ?? '', /admin/);
      }
    }
  });

  it('answers on this machine without a token, but not through a proxy', async () => {
    service = await startService();
    for (const [method, path] of FOR_OPERATORS) {
      assert.equal(await outcome(service.call(method, path)), passed(method), path);
      for (const header of ['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP', 'X-Forwarded-Proto']) {
        const { status, body } = await service.call(method, path, { headers: { [header]: 'for=127.0.0.1' } });
        assert.deepEqual([status, body.code], [404, 'NOT_FOUND'], path);
      }
    }
  });

  it('answers on this machine by the names it has for itself, and no page of another name', async () => {
    service = await startService();
    const { port } = new URL(service.url);
    for (const [method, path] of FOR_OPERATORS) {
      for (const host of ['localhost', `LOCALHOST:${port}`, '127.0.0.1:1', '[::1]', `[::1]:${port}`]) {
        const { status, text } = await called(service.url + path, host, method);
        assert.ok(status === 200 || text.includes('NO_SESSION'), `${host} ${path}`);
      }
      for (const host of [
        'evil.example',
        `evil.example:${port}`,
        'localhost.evil.example',
        '127.0.0.1.nip.io',
      ]) {
        const { status, text } = await called(service.url + path, host, method);
        assert.equal(status, 404, `${host} ${path}`);
        assert.match(text, /"NOT_FOUND"/);
      }
    }
  });
});

function audits(env: () => Promise<Record<string, string>>): void {
  let service: Service;
  const clock = standingClock();
  before(async () => void (service = await startService(await env(), { clock })));
  after(() => service.close());

  it('counts sessions, calculations, cache use and security events, by name and without content', async () => {
    const { token } = await service.begin();
    await service.begin();
    for (let i = 0; i < 3; i++) await service.call('POST', CALCULATIONS, { token, body: workedExample });
    await service.call('GET', '/api/v1/results/latest', { token: `${token.slice(0, -4)}AAAA` });
    const { status, body } = await service.call('GET', AUDIT);
    assert.equal(status, 200);
    assert.equal(body.timestamp, new Date(clock()).toISOString());
    assert.deepEqual([body.active_sessions, body.sessions_opened, body.total_calculations], [2, 2, 3]);
    assert.deepEqual(body.cache_usage, { hits: 2, misses: 1, errors: 0, hit_rate: 2 / 3 });
    assert.deepEqual(body.security_counts, { SESSION_INVALID: 1 });
    assert.deepEqual(
      body.security_events.map((each: { event: string; at: string }) => [each.event, each.at]),
      [['SESSION_INVALID', new Date(clock()).toISOString()]],
    );
    const [{ source, session, request_id: request }] = body.security_events;
    assert.match(source, /^[0-9a-f]{12}$/);
    assert.deepEqual([session, /^[0-9a-f-]{36}$/.test(request)], [null, true]);
    assert.deepEqual(body.by_day, [
      {
        date: new Date(clock()).toISOString().slice(0, 10),
        sessions_opened: 2,
        calculations: 3,
        cache_hits: 2,
        cache_misses: 1,
        security: { SESSION_INVALID: 1 },
      },
    ]);
    assert.doesNotMatch(JSON.stringify(body), new RegExp(`Example|${token.slice(3, 30)}`));
  });

  it('counts exports apart from calculations', async () => {
    const { token } = await service.begin();
    const before = (await service.call('GET', AUDIT)).body;
    const body = { format: 'json', calculation: workedExample };
    assert.equal((await service.call('POST', '/api/v1/exports', { token, body })).status, 201);
    const { total_calculations: n, total_exports: exported } = (await service.call('GET', AUDIT)).body;
    assert.deepEqual([n, exported], [before.total_calculations, before.total_exports + 1]);
  });

  it('is asked for one kind of event and a time, and refuses what it does not know', async () => {
    await service.call('GET', '/api/v1/exports/none?ticket=wrong');
    const events = async (query: string) => {
      const { body } = await service.call('GET', `${AUDIT}${query}`);
      return body.security_events?.map((e: { event: string }) => e.event) ?? body.errors;
    };
    assert.deepEqual(await events('?event=TICKET_INVALID'), ['TICKET_INVALID']);
    const today = new Date(clock()).toISOString().slice(0, 10);
    assert.equal((await events(`?from=${today}&to=${today}`)).length, 2);
    assert.deepEqual(await events('?to=2020-01-01'), []);
    const exactly = new Date(clock()).toISOString();
    assert.equal((await events(`?from=${exactly}&to=${exactly}`)).length, 2);
    assert.deepEqual(await events(`?from=${new Date(clock() + 1).toISOString()}`), []);
    assert.deepEqual(await events('?event=BUSY'), []);
    for (const [query, path] of [
      ['?event=NOTHING', 'event'],
      ['?from=yesterday', 'from'],
      ['?day=1', 'day'],
    ])
      assert.equal((await events(query!))[0].path, path, query);
  });

  it('looks back as far as it is asked to, thirty days at most', async () => {
    clock.forward(86_400_000);
    const days = async (query: string) => (await service.call('GET', `${AUDIT}${query}`)).body;
    assert.equal((await days('?days=1')).total_calculations, 0);
    assert.equal((await days('?days=2')).total_calculations, 3);
    for (const query of ['?days=0', '?days=31', '?days=x', '?days=1&days=2'])
      assert.equal((await days(query)).errors[0].path, 'days', query);
  });

  it('ends a session by its id, on the operator’s word, with all that is held for it', async () => {
    const { token, id } = await service.begin();
    await service.call('POST', CALCULATIONS, { token, body: workedExample });
    const end = () => service.call('DELETE', `/api/v1/admin/sessions/${id}`);
    assert.equal((await end()).status, 204);
    assert.equal(
      (await service.call('GET', '/api/v1/results/latest', { token })).body.code,
      'SESSION_EXPIRED',
    );
    const ended = async () =>
      (await service.call('GET', AUDIT)).body.security_counts.SESSION_ENDED_BY_OPERATOR;
    assert.equal(await ended(), 1);
    // It has ended, and another never was: neither is ended now.
    assert.equal(await outcome(end()), 'NO_SESSION');
    const never = `/api/v1/admin/sessions/${'a'.repeat(64)}`;
    assert.equal(await outcome(service.call('DELETE', never)), 'NO_SESSION');
    assert.equal(await outcome(service.call('DELETE', '/api/v1/admin/sessions/nobody')), 'NOT_FOUND');
    assert.equal(await ended(), 1);
    const { security_events: events } = (await service.call('GET', AUDIT)).body;
    assert.equal(events[0].event, 'SESSION_ENDED_BY_OPERATOR');
  });
}

describe('a line of the log', () => {
  it('tells session and source by pseudonyms that stay the same, and the sizes', async () => {
    const service = await startService();
    const { token, id } = await service.begin();
    for (let i = 0; i < 2; i++) await service.call('POST', CALCULATIONS, { token, body: workedExample });
    await until('it is written', () => service.lines.filter((l) => l.includes(CALCULATIONS)).length === 2);
    const lines = service.lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter((line) => line.route === CALCULATIONS);
    const [one, other] = lines;
    assert.match(String(one!.session), /^[0-9a-f]{12}$/);
    assert.deepEqual([one!.session, one!.source], [other!.session, other!.source]);
    assert.ok(!id.includes(String(one!.session)), 'the id cannot be told from it');
    assert.equal(one!.bytes_in, JSON.stringify(workedExample).length);
    assert.ok(Number(one!.bytes_out) > 1000);
    await service.close();
  });
});

describe('a flood of refused requests', () => {
  it('pushes out no event of another kind, and does not hold up the operators', async () => {
    const clock = standingClock();
    const service = await startService({ ADMIN_TOKEN, RATE_LIMIT: '20' }, { clock });
    await service.call('GET', '/api/v1/results/latest', { token: 'wrong' });
    for (let i = 0; i < 1500; i++) await service.call('GET', AUDIT, { token: `${ADMIN_TOKEN}${i}` });
    const { status, body } = await service.call('GET', `${AUDIT}?days=1`, { token: ADMIN_TOKEN });
    assert.equal(status, 200);
    const { security_counts: counts } = body;
    assert.deepEqual([counts.ADMIN_REQUIRED, counts.RATE_LIMITED], [20, 1480]);
    const one = await service.call('GET', `${AUDIT}?event=SESSION_INVALID`, { token: ADMIN_TOKEN });
    assert.equal(one.body.security_events.length, 1);
    await service.close();
  });
});

describe('the audit, held in memory', () => audits(async () => ({})));

describe('the audit, held in Redis', function () {
  audits(async () => ({ REDIS_URL: (await startRedis()).url }));

  it('is kept while Redis is away, and for thirty days', async () => {
    const { Redis } = await import('ioredis');
    const redis = await startRedis();
    const service = await startService({ REDIS_URL: redis.url });
    const { token } = await service.begin();
    await redis.kill();
    await service.call('POST', CALCULATIONS, { token, body: workedExample });
    assert.equal((await service.call('GET', AUDIT)).status, 503);
    await redis.restart();
    await until('the audit answers', async () => (await service.call('GET', AUDIT)).status === 200);
    const { body } = await service.call('GET', AUDIT);
    assert.deepEqual([body.total_calculations, body.cache_usage.errors], [1, 1]);
    const admin = new Redis(redis.url);
    const [key] = await admin.keys('stats:*');
    assert.equal(Math.ceil((await admin.pttl(key!)) / 86_400_000), 30);
    admin.disconnect();
    await service.close();
    await redis.kill();
  });
});

describe('the metrics', () => {
  let service: Service;
  let text: string;
  const pool = new Pool('server/threads/thread-from-source.mjs', { threads: 1 });
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
