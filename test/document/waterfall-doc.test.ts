import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse, run } from '../../src/engine/index.ts';

interface Example {
  definition: object;
  flows: object;
  paid: Record<string, number[]>;
}

const text = readFileSync(new URL('../../docs/waterfall.md', import.meta.url), 'utf8');
const sections = text.split(/^## /m).slice(1);
const examples = sections.flatMap((section) =>
  [...section.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json], i) => ({
    title: `${section.split('\n')[0]!} (${i + 1})`,
    example: JSON.parse(json!) as Example,
  })),
);

describe('The examples of docs/waterfall.md give what they say', () => {
  it('and there are some', () => assert.ok(examples.length >= 7));
  for (const { title, example } of examples)
    it(title, () => {
      const parsed = parse(example.definition, example.flows);
      assert.ok(parsed.ok, JSON.stringify(parsed));
      const result = run(parsed.value.definition, parsed.value.flows);
      for (const [id, expected] of Object.entries(example.paid)) {
        const { paid } = result.tiers.find((t) => t.id === id)!;
        assert.deepEqual(
          paid.map((amount) => Math.round(amount * 1e9) / 1e9),
          expected,
          id,
        );
      }
      assert.ok(result.checks.every((c) => c.pass));
    });
});
