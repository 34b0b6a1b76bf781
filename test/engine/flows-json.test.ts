import assert from 'node:assert/strict';
import fc from 'fast-check';
import { definitionJson, flowsJson, parse } from '../../src/engine/index.ts';
import { anyDeal } from './any-deal.ts';

describe('A deal written as JSON', () => {
  it('is read as the same deal', () => {
    let read = 0;
    fc.assert(
      fc.property(anyDeal, (given) => {
        const first = parse(given.definition, given.flows);
        if (!first.ok) return;
        read += 1;
        const { definition, flows } = first.value;
        const again = parse(definitionJson(definition), flowsJson(flows));
        assert.deepEqual(again.ok ? again.value : again.issues, first.value);
      }),
      { numRuns: 500 },
    );
    assert.ok(read > 250, `only ${read} were read`);
  });
});
