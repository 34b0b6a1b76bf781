import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { sourcesDigest } from '../../scripts/sources.mjs';

const BUDGET = 40 * 1024;
const built = (file: string): Buffer => readFileSync(`dist/public/${file}`);
const zipped = (...files: string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(built(file), { level: 9 }).length, 0);

/** Files that a page loads with script elements, in order. */
const scriptsOf = (page: string): string[] =>
  [
    ...built(page)
      .toString()
      .matchAll(/<script\b[^>]*\bsrc="([^"]+)"/g),
  ].map(([, src]) => src!);

describe('the bundles', () => {
  it('give the functions in at most 40 KB, zipped', () => {
    const size = zipped('functions.js');
    assert.ok(size <= BUDGET, `${size} bytes of ${BUDGET}`);
  });

  it('give the pane with its styles in at most 40 KB, zipped', () => {
    const size = zipped('taskpane.js', ...(existsSync('dist/public/taskpane.css') ? ['taskpane.css'] : []));
    assert.ok(size <= BUDGET, `${size} bytes of ${BUDGET}`);
  });

  it('are one set of files for Excel and for the preview, the functions before the pane', () => {
    for (const page of ['taskpane.html', 'preview/taskpane.html'])
      assert.deepEqual(scriptsOf(page).slice(1), ['/functions.js', '/taskpane.js'], page);
  });

  it("load Microsoft's Office.js in Excel and the preview's own in the preview, before all else", () => {
    assert.match(scriptsOf('taskpane.html')[0]!, /\/office\.js$/);
    assert.equal(scriptsOf('preview/taskpane.html')[0], '/preview/office.js');
  });
});

describe('the built service', () => {
  it('names what it was built from, which changes with any file that figures or words come from', () => {
    const root = path.join(import.meta.dirname, '../..');
    assert.ok(readFileSync('dist/server.js', 'utf8').includes(sourcesDigest(root)));
    const folder = mkdtempSync(path.join(tmpdir(), 'waterfall-sources-'));
    for (const each of ['src/engine/a', 'src/document', 'src/sheet', 'src/i18n', 'src/charts', 'server'])
      mkdirSync(path.join(folder, each), { recursive: true });
    const seen = [sourcesDigest(folder)];
    for (const [file, text] of [
      ['src/engine/a/b.ts', '1'],
      ['src/engine/a/b.ts', '2'],
      ['src/sheet/b.ts', '2'],
      ['server/b.ts', '2'],
    ] as const) {
      writeFileSync(path.join(folder, file), text);
      seen.push(sourcesDigest(folder));
    }
    rmSync(folder, { recursive: true });
    assert.equal(new Set(seen).size, seen.length);
  });
});
