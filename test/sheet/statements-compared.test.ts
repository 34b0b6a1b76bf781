import assert from 'node:assert/strict';
import fc from 'fast-check';
import { whyNoFormulas } from '../../src/sheet/index.ts';
import { many } from '../support/many.ts';
import { anyDeal, presetDeal } from './arbitrary-live.ts';
import { changed } from './live-deals.ts';
import { statementDifferences, type Stated } from './statements-compared.ts';

describe('Statements over a sheet of formulas, recalculated by a real spreadsheet', function () {
  this.timeout(240_000);

  it('equal the engine as they are, and after inputs are changed: what no cell gives is then a dash', async () => {
    const deals = [
      ...fc.sample(presetDeal, { numRuns: 6, seed: 5 }),
      ...fc.sample(anyDeal, { numRuns: many(36), seed: 5 }),
    ].filter((deal) => whyNoFormulas(deal.definition, deal.flows) === null);
    const stated = deals.flatMap((deal): Stated[] => {
      const edited = deal.mode === 'custom' ? changed(deal) : null;
      return [
        { written: deal, now: deal },
        ...(edited ? [{ written: edited.before, now: edited.after, edit: edited.edit }] : []),
      ];
    });
    const found = await statementDifferences(stated);
    assert.ok(found.length > deals.length);
    found.forEach((differences, i) =>
      assert.deepEqual(differences, [], JSON.stringify(stated[i]!.now.definition)),
    );
  });
});
