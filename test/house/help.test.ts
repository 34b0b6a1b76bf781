import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { CHAPTERS, helpPages, LOCALES } from '../../scripts/help/pages.ts';
import { functionsMetadata } from '../../scripts/help/metadata.ts';
import { presets } from '../../src/engine/index.ts';

const FOLDER = 'src/help';
const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .sort();
const all = (html: string, pattern: RegExp): string[] =>
  [...html.matchAll(pattern)].map(([, found]) => found!);
const idsOf = (html: string): string[] => all(html, /\sid="([^"]+)"/g);
const headingIds = (html: string): string[] => all(html, /<h[1-6] id="([^"]+)"/g);

describe('The help', function () {
  let pages: ReadonlyMap<string, string>;
  /** Pages of text by their path below `/help/`. */
  let texts: [name: string, html: string][];
  before(async () => {
    pages = await helpPages();
    texts = [...pages].filter(([name]) => name.endsWith('.html'));
  });
  const page = (name: string): string => pages.get(name) ?? assert.fail(`there is no ${name}`);

  it('keeps the two addresses that Excel, the pane and the preview know', () => {
    assert.match(page('index.html'), /<html lang="en">/);
    assert.match(page('zh-CN.html'), /<html lang="zh-CN">/);
  });

  it('has every chapter, and in each the same sections, in both languages', () => {
    for (const chapter of CHAPTERS) {
      const [en, zh] = LOCALES.map((locale) => headingIds(page(`${locale}/${chapter}.html`)));
      assert.deepEqual(zh, en, chapter);
    }
    for (const locale of LOCALES)
      assert.deepEqual(
        files(`${FOLDER}/texts/${locale}`),
        ['index', ...CHAPTERS].map((id) => `${id}.md`).sort(),
      );
  });

  it('has a worked deal for every mode and an example for every function, in both languages', async () => {
    const metadata = await functionsMetadata();
    for (const locale of LOCALES) {
      const modes = idsOf(page(`${locale}/modes.html`));
      for (const { id } of presets)
        for (const part of [id, `${id}-order`, `${id}-worked`, `${id}-why`])
          assert.ok(modes.includes(part), `${locale} ${part}`);
      const functions = page(`${locale}/functions.html`);
      const sections = new Map(
        functions.split('<h3 id="function-').map((part) => [part.split('"')[0], part]),
      );
      for (const { id, name } of metadata[locale])
        assert.match(sections.get(id.toLowerCase()) ?? '', /<p class="example">/, `${locale} ${name}`);
    }
  });

  it('leads nowhere that is not there', () => {
    const served = new Set([...files('assets').map((f) => `/assets/${f}`), '/', '/?locale=zh-CN', '/help/']);
    for (const file of ['help.css', 'frame.css', 'search.js']) served.add(`/help/${file}`);
    for (const file of files(`${FOLDER}/images`)) served.add(`/help/images/${file}`);
    for (const name of pages.keys()) served.add(`/help/${name}`);
    for (const [name, html] of texts)
      for (const link of all(html, /(?:href|src|data-index)="([^"]*)"/g)) {
        const [address, hash] = link.split('#') as [string, string?];
        assert.ok(address === '' || served.has(address), `${name}: ${link}`);
        if (hash === undefined) continue;
        const target = address === '' ? name : address.replace('/help/', '') || 'index.html';
        assert.ok(idsOf(page(target)).includes(hash), `${name}: ${link}`);
      }
    for (const locale of LOCALES)
      for (const { href } of JSON.parse(page(`${locale}/search.json`)) as { href: string }[]) {
        const [address, hash] = href.split('#') as [string, string?];
        assert.ok(hash === undefined || idsOf(page(address.replace('/help/', ''))).includes(hash), href);
      }
  });

  it('uses every picture, each in both languages and with words for those who do not see it', () => {
    const used = new Set<string>();
    for (const [name, html] of texts)
      for (const tag of html.match(/<img\b[^>]*>/g) ?? []) {
        assert.match(tag, /\balt="[^"]{20,}"/, `${name}: ${tag}`);
        used.add(/src="\/help\/images\/([^"]+)"/.exec(tag)![1]!);
      }
    assert.deepEqual(files(`${FOLDER}/images`), [...used].sort());
    const [en, zh] = LOCALES.map((locale) => files(`${FOLDER}/images/${locale}`));
    assert.deepEqual(zh, en);
  });

  it('has one heading of the first level a page, none skipped below it, and no id twice', () => {
    for (const [name, html] of texts) {
      const levels = all(html, /<h([1-6])\b/g).map(Number);
      assert.equal(levels[0], 1, name);
      if (!name.endsWith('all.html')) assert.equal(levels.filter((l) => l === 1).length, 1, name);
      for (const [i, level] of levels.entries())
        assert.ok(i === 0 || level <= levels[i - 1]! + 1, `${name}: heading ${i + 1}`);
      const ids = idsOf(html);
      assert.equal(new Set(ids).size, ids.length, `${name}: ${ids.filter((x, i) => ids.indexOf(x) !== i)}`);
    }
  });

  it('runs no script but its search, which stands beside it', () => {
    for (const [name, html] of texts) {
      assert.deepEqual(
        html.match(/<script\b[^>]*>[^<]*<\/script>/g),
        ['<script src="/help/search.js" defer></script>'],
        name,
      );
      assert.doesNotMatch(html, /\son\w+="|javascript:|style="/, name);
    }
  });

  it('writes figures and marks as each language does', () => {
    for (const [name, html] of texts) {
      const text = html.replace(/<(code|style)\b.*?<\/\1>/gs, '').replace(/<[^>]+>/g, ' ');
      assert.doesNotMatch(text, /\{\{|@@|\*\*|undefined|NaN/, name);
      if (/lang="zh-CN">/.test(html.slice(0, 60))) {
        assert.doesNotMatch(text, /\d\s%/, name);
        assert.doesNotMatch(text, /\p{Script=Han}\s*[,;?!]\s*\p{Script=Han}/u, name);
      } else assert.doesNotMatch(text, /[，。；：！？（）]/, name);
    }
  });

  it('is built with its style and its search beside the pages', () => {
    const built = files('dist/public/help');
    const images = files(`${FOLDER}/images`).map((name) => `images/${name}`);
    assert.deepEqual(built, [...pages.keys(), ...images, 'help.css', 'frame.css', 'search.js'].sort());
  });
});
