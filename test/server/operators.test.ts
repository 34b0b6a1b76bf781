import assert from 'node:assert/strict';
import { startRedis } from '../support/redis.ts';
import { until } from '../support/until.ts';
import { called } from './support/called.ts';
import {
  forged,
  standingClock,
  startService,
  workedExample,
  type Answer,
  type Service,
} from './support/service.ts';

const ADMIN_TOKEN = 'the-token-of-the-operators';
const AUDIT = '/api/v1/audit';
const METRICS = '/metrics';
const CALCULATIONS = '/api/v1/calculations';
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
    await service.call('GET', '/api/v1/results/latest', { token: forged(token) });
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
    const note = async (query: string) => (await service.call('GET', `${AUDIT}${query}`)).body.note;
    assert.match(await note('?event=BUSY'), /^No security event is kept .* for 30 days\.$/);
    assert.deepEqual([await note(''), await note('?event=TICKET_INVALID')], [undefined, undefined]);
    const [{ path: to, message }] = await events('?from=2026-02-02&to=2026-02-01');
    assert.deepEqual([to, message], ['to', 'to must be at least “2026-02-02”, not “2026-02-01”.']);
    const one = (await service.call('GET', `${AUDIT}?event=TICKET_INVALID`)).body;
    assert.deepEqual(one.security_counts, { TICKET_INVALID: 1 });
    assert.deepEqual(one.by_day[0].security, { TICKET_INVALID: 1 });
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
    const [today, before] = [0, 1].map((n) => new Date(clock() - n * 86_400_000).toISOString().slice(0, 10));
    for (const [query, calculations, counted] of [
      [`?from=${today}`, 0, 1],
      [`?from=${before}`, 3, 2],
      [`?from=${before}&to=${before}`, 3, 1],
      [`?from=${before}&days=1`, 0, 1],
      [`?to=${before}`, 3, 29],
    ] as const) {
      const { total_calculations: n, days: looked } = await days(query);
      assert.deepEqual([n, looked], [calculations, counted], query);
    }
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
