import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OfficeAddinManifest } from 'office-addin-manifest';
import { ConfigError, readConfig } from '../../server/config.ts';
import { manifestFor, uuidOf } from '../../server/http/manifest.ts';
import { startService } from './support/service.ts';

const ORIGIN = 'https://waterfall.example.com';
const source = readFileSync('manifest.xml', 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'waterfall-manifest-'));
after(() => rmSync(folder, { recursive: true }));

describe('the manifest of a company', () => {
  it('has an id of its own that is always the same, and another for another address', () => {
    assert.equal(uuidOf(ORIGIN), '155f7ef7-e9b9-565e-aa44-fc59a4a6da6e');
    assert.notEqual(uuidOf('https://other.example.com'), uuidOf(ORIGIN));
  });

  it('names its address wherever the developers’ one stood, and differs in nothing else', async () => {
    const made = manifestFor(source, ORIGIN);
    assert.doesNotMatch(made, /localhost/);
    const back = made.replaceAll(ORIGIN, 'https://localhost:3000').replace(/<Id>.*?<\/Id>/, '');
    assert.equal(back, source.replace(/<Id>.*?<\/Id>/, ''));
    const file = path.join(folder, 'manifest.xml');
    writeFileSync(file, made);
    const info = await OfficeAddinManifest.readManifestFile(file);
    assert.equal(info.id, uuidOf(ORIGIN));
    assert.equal(info.version, /<Version>(.*?)</.exec(source)![1]);
  });

  it('is served where PUBLIC_URL says it, else the developers’ one', async () => {
    writeFileSync(path.join(folder, 'manifest.xml'), source);
    const own = await startService({ PUBLIC_DIR: folder, PUBLIC_URL: ORIGIN });
    const { headers, body } = await own.call('GET', '/manifest.xml');
    assert.match(headers.get('content-type')!, /xml/);
    assert.equal(body, manifestFor(source, ORIGIN));
    await own.close();
    const plain = await startService({ PUBLIC_DIR: folder });
    assert.equal((await plain.call('GET', '/manifest.xml')).body, source);
    await plain.close();
  });

  it('is printed for an address, and one that Excel would not load is refused in a sentence', () => {
    const print = (...args: string[]) =>
      spawnSync(process.execPath, ['--import=tsx', 'scripts/manifest.ts', ...args], { encoding: 'utf8' });
    assert.equal(print('--url', ORIGIN).stdout, manifestFor(source, ORIGIN));
    const out = path.join(folder, 'out.xml');
    execFileSync(process.execPath, ['--import=tsx', 'scripts/manifest.ts', '--url', ORIGIN, '--out', out]);
    assert.equal(readFileSync(out, 'utf8'), manifestFor(source, ORIGIN));
    for (const url of ['http://a.example.com', `${ORIGIN}/`, `${ORIGIN}/sub`, 'waterfall.example.com']) {
      const { status, stderr } = print('--url', url);
      assert.equal(status, 1);
      assert.ok(stderr.startsWith(`${url} must be an https origin`), stderr);
      assert.throws(() => readConfig({ PUBLIC_URL: url }), ConfigError);
    }
    assert.match(print().stderr, /Name the address/);
    assert.match(print('--adress', 'x').stderr, /Unknown option '--adress'/);
  });
});
