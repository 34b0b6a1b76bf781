import assert from 'node:assert/strict';
import fc from 'fast-check';
import { operations } from '../../server/openapi/operations.ts';
import { readingSchema } from '../../server/openapi/reading-schema.ts';
import { resultSchema } from '../../server/openapi/result-schema.ts';
import { understand } from '../../server/workbook/import/understand.ts';
import { calculate } from '../../src/document/index.ts';
import { anyDeal } from '../engine/any-deal.ts';
import { checkAnswer } from './support/contract.ts';
import { startService, workedExample, type Service } from './support/service.ts';

const DOCUMENT = '/api/v1/openapi.json';
const PAGE = '/api/v1/docs';

describe('the OpenAPI document', () => {
  let service: Service;
  before(async () => void (service = await startService()));
  after(() => service.close());

  it('is one of OpenAPI 3.1, in English and Chinese', async () => {
    const english = (await service.call('GET', DOCUMENT)).body;
    assert.equal(english.openapi, '3.1.0');
    const chinese = await service.call('GET', DOCUMENT, { headers: { 'Accept-Language': 'zh-CN' } });
    assert.equal(chinese.headers.get('Content-Language'), 'zh-CN');
    assert.match(chinese.body.info.title, /收益分配测算/);
    assert.deepEqual(Object.keys(chinese.body.paths), Object.keys(english.paths));
    const dangling = JSON.stringify(english)
      .match(/"\$ref":"[^"]+"/g)!
      .map((text) => text.slice(8, -1))
      .filter((reference) => {
        const [kind, name] = reference.split('/').slice(2) as [string, string];
        return !english.components[kind][name] && !reference.includes('$defs');
      });
    assert.deepEqual(dangling, []);
  });

  it('knows every route the service answers, with its methods', async () => {
    for (const { method, path, id } of operations) {
      const at = path.replace(/\{\w+\}/g, 'x');
      const { status, body } = await service.call(method.toUpperCase(), at);
      assert.notEqual(status, 405, `${method} ${path}`);
      assert.ok(status !== 404 || id === 'endSessionById', `${method} ${path}`);
      const other = await service.call('PATCH', at);
      if (other.status === 405)
        assert.ok(other.headers.get('Allow')!.split(', ').includes(method.toUpperCase()), `${path} ${body}`);
    }
    const { paths } = (await service.call('GET', DOCUMENT)).body;
    for (const path of Object.keys(paths)) {
      const { headers, status } = await service.call('PATCH', path.replace(/\{\w+\}/g, 'x'));
      if (status !== 405) continue;
      const allowed = headers.get('Allow')!.toLowerCase().split(', ').sort();
      assert.deepEqual(Object.keys(paths[path]).sort(), allowed, path);
    }
  });

  it('knows everything that the result of any definition says', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyDeal, (given) => {
        const answer = calculate({ distribution_params: { mode: 'custom', ...given } });
        if (!answer.ok) return;
        const { tables } = answer.value;
        if (tables.history) seen.add('history');
        if (tables.clawback?.interest) seen.add('interest');
        if (tables.liquidations.length > 0) seen.add('liquidations');
        const document = JSON.parse(
          JSON.stringify({ ...answer.value, calculated_at: '', warnings: [] }),
        ) as unknown;
        assert.deepEqual(resultSchema.safeParse(document).error?.issues ?? [], []);
      }),
      { numRuns: 400 },
    );
    assert.deepEqual([...seen].sort(), ['history', 'interest', 'liquidations']);
  });

  it('knows the refusals of the listener, the headers of answers, and that a ticket stands for a token', async () => {
    const { paths, components } = (await service.call('GET', DOCUMENT)).body;
    for (const methods of Object.values(paths) as Record<string, { responses: object }>[])
      for (const { responses } of Object.values(methods))
        for (const status of ['405', '408', '431']) assert.ok(status in responses);
    const headersAt = (path: string, method: string, status: number) =>
      Object.keys(paths[path][method].responses[status].headers);
    const calculations = '/api/v1/calculations';
    assert.deepEqual(headersAt(calculations, 'post', 200), [
      'X-Request-Id',
      'RateLimit',
      'RateLimit-Policy',
      'X-Degraded',
    ]);
    for (const status of [409, 429, 503])
      assert.ok(headersAt(calculations, 'post', status).includes('Retry-After'), String(status));
    assert.ok(headersAt(calculations, 'post', 401).includes('WWW-Authenticate'));
    assert.ok(headersAt(calculations, 'post', 405).includes('Allow'));
    assert.deepEqual(headersAt('/health/live', 'get', 200), ['X-Request-Id']);
    assert.deepEqual(paths['/api/v1/exports/{id}'].get.security, [{ session: [] }, { ticket: [] }]);
    assert.deepEqual(
      [components.securitySchemes.ticket.in, components.securitySchemes.ticket.name],
      ['query', 'ticket'],
    );
  });

  it('knows everything that a workbook is read as', () => {
    const terms = [
      ['Mode', 'flat_principal_first'],
      ['Hurdle rate', '8%'],
      ['Carry rate', 0.2],
    ];
    const flows = (first: string | number) => [
      [first, -1000],
      ['02/01/2024', 'x'],
      ['03/01/2025', 1500],
    ];
    const sheet = (values: (string | number)[][]) => ({ sheet: 'Deal', row: 0, column: 0, values });
    const seen = new Set<string>();
    for (const values of [[...terms, ['', ''], ...flows('01/01/2023')], [...terms], [['x']], flows(0)]) {
      const read = understand([sheet(values)]);
      for (const key of ['terms', 'flows', 'faults'] as const) if (read[key].length) seen.add(key);
      const document = JSON.parse(JSON.stringify(read)) as unknown;
      assert.deepEqual(readingSchema.safeParse(document).error?.issues ?? [], []);
    }
    assert.deepEqual([...seen].sort(), ['faults', 'flows', 'terms']);
  });

  it('can be read as a page that runs no script and loads nothing from elsewhere', async () => {
    for (const [language, title] of [
      ['en', /the API/],
      ['zh-CN', /接口文档/],
    ] as const) {
      const { status, headers, body } = await service.call('GET', PAGE, {
        headers: { 'Accept-Language': language },
      });
      assert.equal(status, 200);
      assert.match(headers.get('Content-Security-Policy')!, /default-src 'self'/);
      assert.match(body, new RegExp(`<html lang="${language}">`));
      assert.match(body, title);
      assert.doesNotMatch(body, /<script|https?:\/\/(?!json-schema)/);
      for (const { path } of operations) assert.ok(body.includes(path), path);
    }
  });
});

describe('the check of answers against the document', () => {
  it('finds a field too many, a field too few, a wrong status and a wrong kind of content', async () => {
    const service = await startService();
    const { token } = await service.begin();
    const path = '/api/v1/calculations';
    const { body } = await service.call('POST', path, { token, body: workedExample });
    await service.close();
    const right = { status: 200, type: 'application/json; charset=utf-8', headers: ['x-request-id'], body };
    checkAnswer('POST', path, right);
    const { irr: _irr, ...without } = body;
    for (const wrong of [
      { ...right, body: { ...body, extra: 1 } },
      { ...right, body: without },
      { ...right, body: { ...body, irr: 'x' } },
      { ...right, status: 201 },
      { ...right, type: 'text/html' },
      { ...right, status: 422 },
      { ...right, headers: ['retry-after'] },
    ])
      assert.throws(() => checkAnswer('POST', path, wrong));
  });
});
