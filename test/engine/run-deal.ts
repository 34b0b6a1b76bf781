import assert from 'node:assert/strict';
import { parse, run, type Result } from '../../src/engine/index.ts';

/** The result of a definition and its flows, which must parse. */
export function runDeal(definition: object, flows: object): Result {
  const parsed = parse(definition, flows);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return run(parsed.value.definition, parsed.value.flows);
}

export const tierOf = (result: Result, id: string) => result.tiers.find((t) => t.id === id)!;
export const partyOf = (result: Result, id: string) => result.parties.find((p) => p.id === id)!;

/** Numbers by period, each within `within` of the right one, which grows with it. */
export function near(found: readonly number[], right: readonly number[], what = '', within = 1e-9): void {
  assert.equal(found.length, right.length, what);
  found.forEach((x, k) =>
    assert.ok(
      Math.abs(x - right[k]!) <= within * (1 + Math.abs(right[k]!)),
      `${what}: ${found.join()}, not ${right.join()}`,
    ),
  );
}
