import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from '../../src/engine/index.ts';
import { anyDeal } from './any-deal.ts';

/** Runs `law` on those of so many deals that parse, of which there are some. */
export function forAnyDeal(
  numRuns: number,
  law: (
    deal: ReturnType<typeof parse> & { ok: true },
    given: { definition: unknown; flows: unknown },
  ) => void,
): void {
  let deals = 0;
  fc.assert(
    fc.property(anyDeal, (given) => {
      const parsed = parse(given.definition, given.flows);
      if (!parsed.ok) return;
      deals++;
      law(parsed, given);
    }),
    { numRuns },
  );
  assert.ok(deals >= 0.4 * numRuns, `${deals} deals parse`);
}
