import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { drawn, importsOf } from '../../scripts/drawing.ts';

/** Files that reach themselves, in groups (Tarjan's strongly connected components). */
function circlesOf(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.get(file)!);
    stack.push(file);
    for (const to of imports.get(file) ?? []) {
      if (!index.has(to)) visit(to);
      if (stack.includes(to)) low.set(file, Math.min(low.get(file)!, low.get(to)!));
    }
    if (low.get(file) !== index.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1 || imports.get(file)?.includes(file)) circles.push(group.sort());
  };
  for (const file of imports.keys()) if (!index.has(file)) visit(file);
  return circles;
}

describe('The house', () => {
  it('has no circle of imports, those of types included', () => {
    const imports = importsOf(['src', 'server', 'preview', 'bench', 'test', 'scripts']);
    assert.ok(imports.size > 400, `${imports.size} files`);
    assert.deepEqual(circlesOf(imports), []);
  });

  it('has scripts that install what is missing before they import any of it', () => {
    const scripts = path.join(import.meta.dirname, '../../scripts');
    const installing = readdirSync(scripts, { encoding: 'utf8' })
      .filter((name) => name.endsWith('.mjs'))
      .map((name) => ({ name, text: readFileSync(path.join(scripts, name), 'utf8') }))
      .filter(({ text }) => text.includes('installModules()'));
    assert.ok(installing.length > 2);
    for (const { name, text } of installing)
      for (const [, from] of text.matchAll(/^import[^;]*?'([^']+)';$/gm))
        assert.match(from!, /^(node:|\.)/, name);
  });

  it('is drawn as it stands', () => {
    const text = readFileSync(path.join(import.meta.dirname, '../../docs/architecture.md'), 'utf8');
    assert.equal(drawn(text), text, 'the drawing is out of date: npm run drawing');
  });

  it('would find a circle', () => {
    const imports = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['a']],
      ['d', []],
    ]);
    assert.deepEqual(circlesOf(imports), [['a', 'b', 'c']]);
  });
});
