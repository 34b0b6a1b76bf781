import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { calculate } from '../../src/document/index.ts';
import { openService } from '../../src/client/service.ts';
import { calculateOn } from '../../src/taskpane/calculated.ts';
import { requestOf } from '../taskpane/deals.ts';

type Handler = (req: IncomingMessage, res: ServerResponse, body: string) => void;

const json = (res: ServerResponse, status: number, value: unknown): void => {
  res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
};
const session = (token: string) => ({ session_id: 's', token, expires_at: '2026-11-21T16:20:00Z' });
const document = () => {
  const parsed = calculate(requestOf('flat_principal_first'));
  return parsed.ok ? { ...parsed.value, cache: 'miss' } : assert.fail();
};

describe("The pane's side of the service", () => {
  let server: Server;
  let handle: Handler;
  let seen: string[];
  const service = (timeout?: number) =>
    openService(fetch, `http://127.0.0.1:${(server.address() as AddressInfo).port}`, timeout);
  const never = new AbortController().signal;
  const ask = (s = service(), cancel = never) =>
    calculateOn(s, requestOf('flat_principal_first'), 'en', cancel);

  beforeEach((done) => {
    seen = [];
    server = createServer((req, res) => {
      let body = '';
      req.on('data', (part) => (body += part));
      req.on('end', () => {
        seen.push(`${req.method} ${req.url} ${req.headers.authorization ?? ''}`.trim());
        handle(req, res, body);
      });
    }).listen(0, '127.0.0.1', done);
  });
  afterEach((done) => {
    server.closeAllConnections();
    server.close(() => done());
  });

  it('opens one session, and uses it again', async () => {
    handle = (req, res) =>
      req.url === '/api/v1/sessions' ? json(res, 201, session('one')) : json(res, 200, document());
    const s = service();
    for (let i = 0; i < 2; i++) assert.equal((await ask(s)).kind, 'done');
    assert.deepEqual(seen, [
      'POST /api/v1/sessions',
      'POST /api/v1/calculations Bearer one',
      'POST /api/v1/calculations Bearer one',
    ]);
    assert.equal(s.sessionUntil()?.toISOString(), '2026-11-21T16:20:00.000Z');
  });

  it('opens a new session once when the old one has ended, and says so', async () => {
    let opened = 0;
    handle = (req, res) => {
      if (req.url === '/api/v1/sessions') json(res, 201, session(`t${++opened}`));
      else if (req.headers.authorization === 'Bearer t1')
        json(res, 401, { status: 401, code: 'SESSION_EXPIRED' });
      else json(res, 200, document());
    };
    const answer = await ask();
    assert.ok(answer.kind === 'done' && answer.renewed);
    assert.equal(opened, 2);
  });

  it('opens one session for all that is asked at the same time, also where it has ended, and one who cancels takes it from nobody', async () => {
    let opened = 0;
    let ended = false;
    handle = (req, res) => {
      if (req.url === '/api/v1/sessions') json(res, 201, session(`s${(opened += 1)}`));
      else if (ended && req.headers.authorization === 'Bearer s1') json(res, 401, {});
      else json(res, 200, document());
    };
    const s = service();
    const all = async () => {
      const one = new AbortController();
      const [cancelled, ...others] = [ask(s, one.signal), ask(s), ask(s)];
      one.abort();
      assert.equal((await cancelled!).kind, 'cancelled');
      for (const other of others) assert.equal((await other).kind, 'done');
    };
    await all();
    assert.equal(opened, 1);
    ended = true;
    await all();
    assert.equal(opened, 2);
    assert.deepEqual(
      seen.slice(-2).map((line) => line.split(' ').at(-1)),
      ['s2', 's2'],
    );
  });

  it('erases what a session holds that was still being opened', async () => {
    handle = (req, res) => {
      if (req.url === '/api/v1/sessions') json(res, 201, session('one'));
      else if (req.method === 'DELETE') res.writeHead(204).end();
      else json(res, 200, document());
    };
    const s = service();
    const asked = ask(s);
    assert.equal(await s.clear(), true);
    await asked;
    assert.ok(seen.includes('DELETE /api/v1/sessions/current Bearer one'), seen.join('\n'));
  });

  it('does not try for ever when every session is refused', async () => {
    handle = (req, res) =>
      req.url === '/api/v1/sessions'
        ? json(res, 201, session('x'))
        : json(res, 401, { code: 'SESSION_EXPIRED' });
    assert.deepEqual(await ask(), { kind: 'away', reason: 'session' });
    assert.equal(seen.length, 4);
  });

  it('gives every fault of a refused request', async () => {
    const errors = [{ code: 'rateAboveOne', path: 'basic_params.hurdle_rate', message: 'too high' }];
    handle = (req, res) =>
      req.url === '/api/v1/sessions'
        ? json(res, 201, session('x'))
        : json(res, 422, { code: 'INVALID', errors });
    assert.deepEqual(await ask(), {
      kind: 'refused',
      faults: [{ place: { at: 'term', id: 'hurdle_rate' }, code: 'rateAboveOne', message: 'too high' }],
    });
  });

  for (const [status, reason] of [
    [500, 'failed'],
    [502, 'failed'],
    [503, 'busy'],
    [429, 'busy'],
  ] as const)
    it(`counts as away (${reason}) with ${status}`, async () => {
      handle = (req, res) =>
        req.url === '/api/v1/sessions' ? json(res, 201, session('x')) : res.writeHead(status).end('<html>');
      assert.deepEqual(await ask(), { kind: 'away', reason });
    });

  it('counts as away when a page answers in its place', async () => {
    handle = (req, res) =>
      req.url === '/api/v1/sessions' ? json(res, 201, session('x')) : res.end('<html>a proxy</html>');
    assert.deepEqual(await ask(), { kind: 'away', reason: 'failed' });
  });

  it('counts as away when nobody listens', async () => {
    const gone = openService(fetch, 'http://127.0.0.1:9');
    assert.deepEqual(await calculateOn(gone, {}, 'en', never), { kind: 'away', reason: 'network' });
    assert.equal(await gone.isLive(), false);
  });

  it('counts as slow when no answer comes in time', async () => {
    handle = () => undefined;
    assert.deepEqual(await ask(service(50)), { kind: 'away', reason: 'slow' });
  });

  it('sends a form as it is, with the token and the language, again under a new session', async () => {
    let opened = 0;
    const types: string[] = [];
    handle = (req, res, body) => {
      if (req.url === '/api/v1/sessions') return json(res, 201, session(`t${++opened}`));
      types.push(`${req.headers['content-type']?.split(';')[0]} ${req.headers['accept-language']}`);
      assert.match(body, /name="file"; filename="deal.xlsx"/);
      json(res, req.headers.authorization === 'Bearer t1' ? 401 : 201, { file_id: 'f' });
    };
    const body = new FormData();
    body.set('file', new Blob(['PK']), 'deal.xlsx');
    const asked = await service().ask({ path: '/api/v1/files', body, locale: 'zh-CN', cancel: never });
    assert.ok(asked.kind === 'answered' && asked.renewed && asked.reply.status === 201);
    assert.deepEqual(types, ['multipart/form-data zh-CN', 'multipart/form-data zh-CN']);
  });

  it('opens no session for what is open to all', async () => {
    handle = (_req, res) =>
      res.writeHead(200, { 'Content-Type': 'application/x' }).end(Buffer.from([0, 255]));
    const asked = await service().ask({ path: '/t', method: 'GET', locale: 'en', cancel: never, open: true });
    assert.ok(asked.kind === 'answered');
    assert.deepEqual(new Uint8Array(await asked.reply.arrayBuffer()), new Uint8Array([0, 255]));
    assert.deepEqual(seen, ['GET /t']);
  });

  it('hands over a refusal for want of room, which is not the service being away', async () => {
    handle = (req, res) =>
      req.url === '/api/v1/sessions'
        ? json(res, 201, session('x'))
        : json(res, 507, { code: 'STORAGE_FULL' });
    const asked = await service().ask({ path: '/api/v1/files', locale: 'en', cancel: never });
    assert.ok(asked.kind === 'answered' && asked.reply.status === 507);
  });

  it('can be cancelled while it waits', async () => {
    handle = () => undefined;
    const control = new AbortController();
    const waiting = ask(service(), control.signal);
    setTimeout(() => control.abort(), 20);
    assert.deepEqual(await waiting, { kind: 'cancelled' });
  });

  it('forgets its session once its data are erased', async () => {
    handle = (req, res) =>
      req.method === 'DELETE'
        ? res.writeHead(204).end()
        : req.url === '/api/v1/sessions'
          ? json(res, 201, session('x'))
          : json(res, 200, document());
    const s = service();
    await ask(s);
    assert.equal(await s.clear(), true);
    assert.equal(s.sessionUntil(), null);
    assert.equal(seen.at(-1), 'DELETE /api/v1/sessions/current Bearer x');
    await ask(s);
    assert.equal(seen.filter((line) => line === 'POST /api/v1/sessions').length, 2);
  });
});
