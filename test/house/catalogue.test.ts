import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { Text } from '../../src/engine/index.ts';

interface Found extends Text {
  readonly where: string;
}

const isText = (value: object): value is Text =>
  typeof (value as Partial<Text>).en === 'string' && typeof (value as Partial<Text>)['zh-CN'] === 'string';

/** Every text reachable from what a module exports. */
function exportedTexts(value: unknown, where: string, seen = new Set<unknown>()): Found[] {
  if (value === null || typeof value !== 'object' || seen.has(value)) return [];
  seen.add(value);
  if (isText(value)) return [{ where, en: value.en, 'zh-CN': value['zh-CN'] }];
  return Object.entries(value).flatMap(([key, inner]) => exportedTexts(inner, `${where} ${key}`, seen));
}

const HELPERS = new Set(['t', 'text']);

/** Every text written in a source file: tables that a module keeps to itself too. */
function writtenTexts(file: string): Found[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Found[] = [];
  const keep = (node: ts.Node, en: ts.Expression | undefined, zh: ts.Expression | undefined) => {
    if (!en || !zh || !ts.isStringLiteralLike(en) || !ts.isStringLiteralLike(zh)) return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push({ where: `${file}:${line + 1}`, en: en.text, 'zh-CN': zh.text });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const value = (key: string) =>
        node.properties.filter(ts.isPropertyAssignment).find((p) => propertyName(p.name) === key)
          ?.initializer;
      keep(node, value('en'), value('zh-CN'));
    } else if (
      ts.isCallExpression(node) &&
      ts.isIdentifier(node.expression) &&
      HELPERS.has(node.expression.text)
    )
      keep(node, node.arguments[0], node.arguments[1]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const propertyName = (name: ts.PropertyName): string =>
  ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : '';

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(folder, file));

const placeholders = (text: string): string[] =>
  [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name!))].sort();

const HAN = String.raw`[\p{Script=Han}]`;
const RULES: readonly { rule: string; broken: (text: Found) => boolean }[] = [
  {
    rule: 'says something in both languages',
    // A text that only joins others may be a space in one language and nothing in the other.
    broken: ({ en, 'zh-CN': zh }) => en === '' || (en.trim() !== '' && zh.trim() === ''),
  },
  {
    rule: 'has the same placeholders in both languages',
    broken: ({ en, 'zh-CN': zh }) => placeholders(en).join() !== placeholders(zh).join(),
  },
  {
    rule: 'has no English comma or full stop between Chinese characters',
    broken: ({ 'zh-CN': zh }) => new RegExp(`${HAN}\\s*[,.;:!?]\\s*${HAN}`, 'u').test(zh),
  },
  {
    rule: 'has no space before Chinese punctuation',
    broken: ({ 'zh-CN': zh }) => /\s[，。；：！？、）】》”]/u.test(zh),
  },
  {
    rule: 'writes 8% in Chinese',
    broken: ({ 'zh-CN': zh }) => /[\d}]\s+%/u.test(zh),
  },
  {
    rule: 'writes 8 % in English',
    broken: ({ en }) => /[\d}]%/.test(en),
  },
  {
    rule: 'has no Chinese punctuation in English',
    broken: ({ en }) => /[，。；：！？、（）]/u.test(en),
  },
];

describe('the catalogue of texts', () => {
  let texts: Found[] = [];

  before(async () => {
    const modules = [...sources('src/i18n'), 'src/engine/presets/index.ts', 'src/engine/presets/parts.ts'];
    const exported = await Promise.all(
      modules.map(async (file) =>
        exportedTexts(await import(path.resolve(file)), path.relative('src', file)),
      ),
    );
    const written = sources('src').flatMap(writtenTexts);
    const known = new Set(written.map((w) => `${w.en}\n${w['zh-CN']}`));
    texts = [...written, ...exported.flat().filter((e) => !known.has(`${e.en}\n${e['zh-CN']}`))];
  });

  it('is found by this test', () => {
    assert.ok(texts.length > 250, `${texts.length} texts`);
  });

  for (const { rule, broken } of RULES)
    it(`${rule}`, () => {
      const faults = texts.filter(broken).map((text) => `${text.where}: ${text.en} | ${text['zh-CN']}`);
      assert.deepEqual(faults, []);
    });
});
