import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { called } from './support/called.ts';
import { startService, type Service } from './support/service.ts';

describe('the pages', () => {
  let service: Service;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pages-'));
    for (const file of [
      'index.html',
      'taskpane.html',
      'functions.js',
      'functions.json',
      'preview/taskpane.html',
      'preview/chunk-0a1b2c3d.js',
      'assets/icon-16.png',
    ]) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), file.endsWith('json') ? '{}' : file);
    }
    service = await startService({ PUBLIC_DIR: folder });
  });
  after(async () => {
    await service.close();
    await rm(folder, { recursive: true });
  });

  const headersOf = async (page: string) => {
    const { status, headers } = await service.call('GET', page);
    assert.equal(status, 200, page);
    return headers;
  };
  const policy = async (page: string, directive: string) =>
    (await headersOf(page))
      .get('Content-Security-Policy')
      ?.split(';')
      .find((part) => part.startsWith(directive));

  it('begin with the preview workbook', async () => {
    assert.equal((await service.call('GET', '/')).body, 'index.html');
  });

  it('let Excel frame the pane, and only our own pages frame the others', async () => {
    assert.match(
      (await policy('/taskpane.html', 'frame-ancestors'))!,
      /'self' https:\/\/\*\.officeapps\.live\.com .*https:\/\/\*\.cloud\.microsoft$/,
    );
    assert.equal((await headersOf('/taskpane.html')).get('X-Frame-Options'), null);
    for (const page of ['/', '/preview/taskpane.html']) {
      assert.equal(await policy(page, 'frame-ancestors'), "frame-ancestors 'self'");
      assert.equal((await headersOf(page)).get('X-Frame-Options'), 'SAMEORIGIN');
    }
  });

  it('demand https of this host alone behind a proxy, and of its subdomains on request', async () => {
    const demand = async (env: Record<string, string>) => {
      const behind = await startService({ PUBLIC_DIR: folder, TRUST_PROXY: '1', ...env });
      const { headers } = await behind.call('GET', '/');
      await behind.close();
      return headers.get('Strict-Transport-Security');
    };
    assert.equal(await demand({}), 'max-age=31536000');
    assert.equal(await demand({ HSTS_SUBDOMAINS: 'true' }), 'max-age=31536000; includeSubDomains');
  });

  it('let other hosts frame the pane where the configuration names them', async () => {
    const other = await startService({
      PUBLIC_DIR: folder,
      FRAME_ANCESTORS: 'https://*.example.com, https://excel.example.cn:8443',
    });
    const of = async (page: string) =>
      (await other.call('GET', page)).headers.get('Content-Security-Policy')?.split('frame-ancestors ')[1];
    const [pane, index] = [await of('/taskpane.html'), await of('/')];
    await other.close();
    assert.deepEqual([pane, index], ["'self' https://*.example.com https://excel.example.cn:8443", "'self'"]);
  });

  it('bind a browser to https where they came by it, but never localhost', async () => {
    const name = 'waterfall.example.com';
    for (const [env, host, isBound] of [
      [{}, name, false],
      [{ HTTPS_CERT: 'cert.pem', HTTPS_KEY: 'key.pem' }, name, true],
      [{ HTTPS_CERT: 'cert.pem', HTTPS_KEY: 'key.pem' }, 'localhost:3000', false],
      [{ TRUST_PROXY: 'loopback' }, name, true],
    ] as const) {
      const other = await startService({ PUBLIC_DIR: folder, ...env });
      for (const page of ['/taskpane.html', '/', '/health/live']) {
        const { headers } = await called(other.url + page, host);
        assert.equal('strict-transport-security' in headers, isBound, `${host} ${JSON.stringify(env)}`);
      }
      await other.close();
    }
  });

  it('run scripts of their own, and Office.js in the pane alone', async () => {
    assert.match(
      (await policy('/taskpane.html', 'script-src'))!,
      /^script-src 'self' https:\/\/appsforoffice\.microsoft\.com/,
    );
    for (const page of ['/', '/preview/taskpane.html'])
      assert.equal(await policy(page, 'script-src'), "script-src 'self'");
  });

  it('are asked for again each time, but for icons and files named by their content', async () => {
    const caching = async (page: string) => (await headersOf(page)).get('Cache-Control');
    assert.equal(await caching('/'), 'no-cache');
    assert.equal(await caching('/functions.js'), 'no-cache');
    assert.equal(await caching('/preview/chunk-0a1b2c3d.js'), 'public, max-age=31536000, immutable');
    assert.equal(await caching('/assets/icon-16.png'), 'public, max-age=86400');
    const etag = (await headersOf('/functions.js')).get('ETag')!;
    // Without its own Cache-Control, fetch asks for a fresh copy.
    const headers = { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' };
    assert.equal((await service.call('GET', '/functions.js', { headers })).status, 304);
  });

  it('let Excel on the web read the metadata of the functions', async () => {
    assert.equal((await headersOf('/functions.json')).get('Access-Control-Allow-Origin'), '*');
    assert.equal((await headersOf('/functions.js')).get('Cross-Origin-Resource-Policy'), 'cross-origin');
    assert.equal(
      (await service.call('GET', '/api/v1/templates')).headers.get('Access-Control-Allow-Origin'),
      null,
    );
  });
});
