import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { calculate } from '../../src/document/index.ts';

const folder = new URL('../../examples/', import.meta.url);
const answers = readdirSync(folder).map((name) => {
  const body: unknown = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  return { name, answer: calculate(body) };
});

describe('The examples', () => {
  for (const { name, answer } of answers)
    it(`${name} runs and reconciles`, () => {
      assert.ok(answer.ok, JSON.stringify(answer));
      assert.ok(answer.value.tables.checks.every((c) => c.pass));
    });

  it('the worked example gives the figures of the README', () => {
    const found = answers.find((a) => a.name === 'worked-example.json')!.answer;
    assert.ok(found.ok);
    assert.ok(Math.abs(found.value.irr! - 12.00576195419627) < 1e-9);
    assert.deepEqual([found.value.dpi, found.value.summary.total_carry], [1.5, 520]);
  });
});
