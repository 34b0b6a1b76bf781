import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { startService, workedExample, type Answer, type Service } from './support/service.ts';

const CALCULATIONS = '/api/v1/calculations';

describe('a refusal', () => {
  let service: Service;
  let token: string;
  before(async () => {
    service = await startService();
    token = (await service.begin()).token;
  });
  after(() => service.close());

  const refused = ({ status, headers, body }: Answer, expected: number, code: string): void => {
    assert.deepEqual([status, body.code], [expected, code]);
    assert.match(headers.get('Content-Type') ?? '', /^application\/problem\+json/);
    assert.equal(body.status, expected);
    assert.equal(body.type, `urn:waterfall:problem:${code.toLowerCase().replaceAll('_', '-')}`);
    for (const key of ['title', 'detail']) assert.equal(typeof body[key], 'string');
    assert.ok(Array.isArray(body.errors));
    assert.match(headers.get('X-Request-Id') ?? '', /^[0-9a-f-]{36}$/);
  };
  const post = (raw: string, headers: Record<string, string> = {}) =>
    service.call('POST', CALCULATIONS, { token, raw, headers });

  it('is 400 for what is not JSON, or not one object', async () => {
    for (const raw of ['{"a":', '', '[]', 'null', '1', '"text"', '\u0000'])
      refused(await post(raw), 400, 'MALFORMED');
    refused(await service.call('POST', CALCULATIONS, { token }), 400, 'MALFORMED');
  });

  it('is 400 for nesting that no document needs', async () => {
    refused(await post(`{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`), 400, 'NESTED_TOO_DEEP');
  });

  it('is 413 for more than 1 MiB', async () => {
    refused(await post(`{"a":"${'x'.repeat(1024 * 1024)}"}`), 413, 'TOO_LARGE');
  });

  it('is 415 for another kind of content', async () => {
    refused(
      await post('a=1', { 'Content-Type': 'application/x-www-form-urlencoded' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    );
    refused(
      await post('{}', { 'Content-Type': 'application/json; charset=gbk' }),
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    );
    refused(await post('{}', { 'Content-Encoding': 'rot13' }), 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('is 401 before anything of the body is read', async () => {
    refused(await service.call('POST', CALCULATIONS, { raw: '{"a":' }), 401, 'SESSION_MISSING');
    refused(
      await service.call('POST', CALCULATIONS, { raw: '{}', headers: { Authorization: 'Basic abc' } }),
      401,
      'SESSION_MISSING',
    );
  });

  it('is 404 for an address that is not there', async () => {
    for (const path of [
      '/api/v1/nothing',
      '/api/v2/sessions',
      '/nothing',
      '/..%2f..%2fpackage.json',
      '/%E0%A4%A',
    ])
      refused(await service.call('GET', path), 404, 'NOT_FOUND');
  });

  it('is 400 for an address that cannot be decoded', async () => {
    for (const path of ['files/%zz', 'exports/%E0%A4%A', 'index-series/%', 'files/%ff'])
      refused(await service.call('GET', `/api/v1/${path}`, { token }), 400, 'BAD_ADDRESS');
  });

  it('is 405 for another method, and names those there are', async () => {
    const cases = [
      ['PUT', '/api/v1/sessions', 'POST'],
      ['POST', '/api/v1/sessions/current', 'GET, DELETE'],
      ['GET', CALCULATIONS, 'POST'],
      ['DELETE', '/api/v1/results/latest', 'GET'],
      ['POST', '/api/v1/templates', 'GET'],
      ['POST', '/health/live', 'GET'],
    ] as const;
    for (const [method, path, allow] of cases) {
      const answer = await service.call(method, path);
      refused(answer, 405, 'METHOD_NOT_ALLOWED');
      assert.equal(answer.headers.get('Allow'), allow);
    }
  });

  it('is 422 with every fault at once: its place, its words, and what stood there', async () => {
    const body = {
      basic_params: { investment_amount: 'ten', investment_period: 31, hurdle_rate: 800, carry_rate: 20 },
      cash_flows: [
        { year: 1, amount: 1000 },
        { year: 2, amount: 2000 },
        { year: 3, amount: 'text' },
      ],
      distribution_params: { mode: 'flat_principal_first', surprise: 1 },
    };
    const answer = await service.call('POST', CALCULATIONS, { token, body });
    refused(answer, 422, 'INVALID');
    const at = (path: string) => answer.body.errors.find((fault: { path: string }) => fault.path === path);
    assert.deepEqual(
      [at('basic_params.investment_amount').code, at('basic_params.investment_amount').received],
      ['notNumber', 'ten'],
    );
    assert.equal(at('basic_params.investment_period').received, 31);
    assert.equal(at('basic_params.hurdle_rate').received, 800);
    assert.equal(at('cash_flows[2].amount').received, 'text');
    assert.equal(at('distribution_params.surprise').code, 'unknownKey');
    for (const { message } of answer.body.errors) assert.match(message, /\w+ .*\.$/);
    assert.equal(answer.headers.get('Content-Language'), 'en');
  });

  it('speaks Chinese to whoever asks for it, and English to all others', async () => {
    const body = { ...workedExample, basic_params: { ...workedExample.basic_params, carry_rate: 'x' } };
    const languageOf = async (asked: string) => {
      const answer = await service.call('POST', CALCULATIONS, {
        token,
        body,
        headers: { 'Accept-Language': asked },
      });
      const texts = [answer.body.title, answer.body.detail, answer.body.errors[0].message];
      const chinese = texts.every((text) => /\p{Script=Han}/u.test(text));
      assert.equal(answer.headers.get('Content-Language'), chinese ? 'zh-CN' : 'en');
      assert.match(answer.headers.get('Vary') ?? '', /Accept-Language/);
      return chinese ? 'zh-CN' : 'en';
    };
    for (const asked of ['zh-CN', 'zh', 'zh-TW', 'zh-Hans-CN', 'fr;q=0.3, zh-CN;q=0.9'])
      assert.equal(await languageOf(asked), 'zh-CN', asked);
    for (const asked of ['en-US', 'fr', '*', 'en, zh;q=0.5'])
      assert.equal(await languageOf(asked), 'en', asked);
  });

  it('names the first hundred faults, and counts the others', async () => {
    const surprises = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`surprise ${i}`, i]));
    const body = {
      ...workedExample,
      distribution_params: { ...workedExample.distribution_params, ...surprises },
    };
    const { body: problem } = await service.call('POST', CALCULATIONS, { token, body });
    assert.deepEqual([problem.errors.length, problem.errors_left_out], [100, 4900]);
  });

  it('is not much longer than what was sent, however much there is to say', async () => {
    const names = Array.from({ length: 1000 }, (_, i) => `${i}`.padEnd(60, 'x'));
    const body = {
      ...workedExample,
      deals: names.map((id) => ({ id, cost: 1 })),
      cash_flows: names.map((_, i) => ({ year: 1, amount: 1, deal: `unknown ${i}` })),
      distribution_params: { mode: 'american', catch_up_share: 100, clawback_tax_rate: 0 },
    };
    const { body: problem } = await service.call('POST', CALCULATIONS, { token, body });
    assert.equal(problem.errors.length, 100);
    assert.ok(JSON.stringify(problem).length < JSON.stringify(body).length);
  });

  it('says null for what was received where nothing was', async () => {
    const { body: problem } = await service.call('POST', CALCULATIONS, { token, body: {} });
    assert.ok(problem.errors.length > 0);
    for (const { received } of problem.errors) assert.equal(received, null);
  });

  it('shortens a key that is too long for a sentence', async () => {
    const body = {
      ...workedExample,
      distribution_params: { mode: 'flat_principal_first', ['k'.repeat(10_000)]: 1 },
    };
    const answer = await service.call('POST', CALCULATIONS, { token, body });
    assert.ok(JSON.stringify(answer.body).length < 2000);
    assert.match(answer.body.errors[0].path, /^distribution_params\.k{80}…$/);
  });

  it('is 414 for an address longer than any of ours', async () => {
    refused(
      await service.call('GET', `/api/v1/templates?${'x'.repeat(2048)}`, { token }),
      414,
      'URI_TOO_LONG',
    );
  });

  it('is a problem even where the request cannot be parsed as HTTP', async () => {
    const { hostname, port } = new URL(service.url);
    const sent = async (bytes: string) => {
      const socket = connect(Number(port), hostname);
      socket.write(bytes);
      let text = '';
      for await (const chunk of socket) text += chunk;
      const [head, body] = text.split('\r\n\r\n') as [string, string];
      assert.match(head, /^Content-Type: application\/problem\+json/m);
      return [Number(head.split(' ')[1]), JSON.parse(body).code];
    };
    assert.deepEqual(await sent('not http\r\n\r\n'), [400, 'MALFORMED']);
    assert.deepEqual(await sent(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`), [
      431,
      'HEADERS_TOO_LARGE',
    ]);
  });

  it('repeats what was received only in part when it is long', async () => {
    const body = {
      ...workedExample,
      basic_params: { ...workedExample.basic_params, carry_rate: 'x'.repeat(5000), hurdle_rate: [[1, 2]] },
    };
    const { body: problem } = await service.call('POST', CALCULATIONS, { token, body });
    const received = problem.errors.map((fault: { received: unknown }) => fault.received);
    assert.ok(received.includes(`${'x'.repeat(200)}…`));
    assert.ok(received.includes('[…]'));
  });
});
