import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse, run } from '../../src/engine/index.ts';

interface Example {
  definition?: object;
  options?: object;
  flows?: object;
  /** By tier: what it pays in each period. */
  paid?: Record<string, number[]>;
  /** Figures of the result by their path. */
  gives?: Record<string, unknown>;
}

const text = readFileSync(new URL('../../docs/waterfall.md', import.meta.url), 'utf8');
const sections = text.split(/^## /m).slice(1);
/** What a block leaves out is what the first block of its section has. */
const examples = sections.flatMap((section) => {
  const blocks = [...section.matchAll(/```json\n([\s\S]*?)```/g)].map(
    ([, json]) => JSON.parse(json!) as Example,
  );
  return blocks.map(({ options, ...example }, i) => ({
    title: `${section.split('\n')[0]!} (${i + 1})`,
    definition: { ...blocks[0]!.definition, ...example.definition, ...(options ? { options } : {}) },
    flows: { ...blocks[0]!.flows, ...example.flows },
    paid: example.paid ?? {},
    gives: example.gives ?? {},
  }));
});

const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce((part, key) => (part as Record<string, unknown>)[key], value);
const rounded = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(rounded) : Math.round((value as number) * 1e9) / 1e9;

describe('The examples of docs/waterfall.md give what they say', () => {
  it('and there are some', () => assert.ok(examples.length >= 25));
  for (const { title, definition, flows, paid, gives } of examples)
    it(title, () => {
      const parsed = parse(definition, flows);
      assert.ok(parsed.ok, JSON.stringify(parsed));
      const result = run(parsed.value.definition, parsed.value.flows);
      for (const [id, expected] of Object.entries(paid))
        assert.deepEqual(rounded(result.tiers.find((t) => t.id === id)!.paid), expected, id);
      for (const [path, expected] of Object.entries(gives))
        assert.deepEqual(rounded(at(result, path)), expected, path);
      assert.ok(Object.keys(paid).length + Object.keys(gives).length > 0);
      assert.ok(result.checks.every((c) => c.pass));
    });
});
