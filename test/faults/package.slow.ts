import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { extract } from 'tar';
import { workedExample } from '../server/support/service.ts';
import { endingWithUs, temporaryFolder } from '../support/at-exit.ts';
import { until } from '../support/until.ts';

const folder = temporaryFolder('package');
/** No variable of this project's, and nothing of its folder. */
const BARE = { PATH: process.env.PATH!, HOME: folder, TZ: 'UTC' };

function pack(): Buffer {
  execFileSync(process.execPath, ['scripts/package.mjs'], { stdio: 'ignore' });
  const name = readdirSync('dist').find((file) => file.endsWith('.tar.gz'))!;
  return readFileSync(path.join('dist', name));
}
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('the package', function () {
  this.timeout(300_000);
  let root: string;

  before(async () => {
    const archive = pack();
    assert.equal(digest(pack()), digest(archive), 'the same source gives the same bytes');
    const file = path.join(
      'dist',
      readdirSync('dist').find((name) => name.endsWith('.tar.gz'))!,
    );
    await extract({ file, cwd: folder });
    root = path.join(
      folder,
      readdirSync(folder).find((name) => name.startsWith('waterfall-'))!,
    );
  });

  it('holds what runs and what its licences ask for, and neither Office.js nor fonts that are not drawn with', () => {
    for (const file of [
      'server.js',
      'doctor.js',
      'thread.js',
      'worker.js',
      'deploy/waterfall-worker.service',
      'LICENSE',
      '.env.example',
      'deploy/nginx.conf',
      'deploy.md',
    ])
      assert.ok(existsSync(path.join(root, file)), file);
    for (const document of readdirSync(root).filter((name) => /^[a-z]+\.md$/.test(name)))
      for (const [, link] of readFileSync(path.join(root, document), 'utf8').matchAll(
        /\]\(([^):#]+)(?:#[^)]*)?\)/g,
      ))
        assert.ok(existsSync(path.join(root, link!)), `${document} links to ${link}`);
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      files.filter((file) => /office-js|Thin|Black|\.d\.ts$|\.map$/.test(file)),
      [],
    );
    const fonts = files.filter((file) => file.endsWith('.ttf'));
    assert.equal(fonts.length, 2, fonts.join());
    const notices = readFileSync(path.join(root, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const bill = JSON.parse(readFileSync(path.join(root, 'sbom.cdx.json'), 'utf8')) as {
      components: { name: string; version: string; licenses?: unknown[] }[];
    };
    for (const name of ['express', 'ioredis', 'bullmq', '@resvg/resvg-js', '@univerjs/core', 'react'])
      assert.ok(
        bill.components.some((c) => c.name === name),
        name,
      );
    for (const { name, version, licenses } of bill.components) {
      assert.ok(licenses?.length, `${name} has a licence`);
      assert.ok(notices.includes(`${name} ${version} (`), name);
    }
    assert.ok(statSync(root).isDirectory());
  });

  it('runs with node alone: cells, a workbook, a picture, and the doctor', async () => {
    const child = endingWithUs(
      spawn(process.execPath, [path.join(root, 'server.js')], {
        cwd: folder,
        env: { ...BARE, PORT: '0', LOG_LEVEL: 'warn' },
      }),
    );
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    await until('it prints its address', () => /http:\S+/.test(output));
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)![0];
    const call = async (at: string, body?: unknown, token?: string) => {
      const response = await fetch(url + at, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...(token ? { Authorization: `Bearer ${token}` } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, text: await response.text() };
    };
    const { token } = JSON.parse((await call('/api/v1/sessions', {})).text) as { token: string };
    const answer = await call('/api/v1/calculations', workedExample, token);
    assert.match(answer.text, /"total_carry":520/);
    for (const format of ['xlsx', 'png'])
      assert.equal(
        (await call('/api/v1/exports', { format, calculation: workedExample }, token)).status,
        201,
      );
    for (const page of ['/', '/taskpane.html', '/functions.json', '/help/zh-CN.html'])
      assert.equal((await call(page)).status, 200, page);
    const doctor = execFileSync(process.execPath, [path.join(root, 'doctor.js')], {
      cwd: folder,
      env: { ...BARE, PORT: new URL(url).port },
      encoding: 'utf8',
    });
    assert.match(doctor, /the service is running there[\s\S]*0 at fault/);
    child.kill('SIGTERM');
    await until('it ends', () => child.exitCode !== null);
    assert.equal(child.exitCode, 0, output);
  });
});
