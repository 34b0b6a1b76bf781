import assert from 'node:assert/strict';
import { operations } from '../../server/openapi/operations.ts';
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
      .filter(
        (reference) =>
          !english.components.schemas[reference.split('/').pop()!] && !reference.includes('$defs'),
      );
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
    const right = { status: 200, type: 'application/json; charset=utf-8', body };
    checkAnswer('POST', path, right);
    const { irr: _irr, ...without } = body;
    for (const wrong of [
      { ...right, body: { ...body, extra: 1 } },
      { ...right, body: without },
      { ...right, body: { ...body, irr: 'x' } },
      { ...right, status: 201 },
      { ...right, type: 'text/html' },
      { ...right, status: 422 },
    ])
      assert.throws(() => checkAnswer('POST', path, wrong));
  });
});
