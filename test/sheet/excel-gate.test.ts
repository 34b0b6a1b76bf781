import assert from 'node:assert/strict';
import fc from 'fast-check';
import { xlsxOf } from '../../server/workbook/export/xlsx.ts';
import { anyDeal, presetDeal } from './arbitrary-live.ts';
import { beyondInFile, beyondInPlan } from './excel-gate.ts';
import { about } from './live-deals.ts';
import { plansOf, wideDeal } from './wide-deal.ts';

describe('What Excel takes at most', () => {
  it('is kept by every sheet that is planned, and by the file of them', async () => {
    const drawn = fc.oneof({ weight: 1, arbitrary: wideDeal }, { weight: 1, arbitrary: anyDeal }, presetDeal);
    let [formulas, charts] = [0, 0];
    await fc.assert(
      fc.asyncProperty(drawn, async (deal) => {
        const plans = plansOf(deal);
        assert.deepEqual(plans.flatMap(beyondInPlan), []);
        const file = beyondInFile(await xlsxOf(plans, about(null).computedAt));
        assert.deepEqual(file.found, []);
        [formulas, charts] = [formulas + file.formulas, charts + file.charts];
      }),
      { numRuns: 12 },
    );
    assert.ok(formulas > 500 && charts > 12, `${formulas} formulas and ${charts} charts were looked at`);
  });

  it('is counted: each limit is seen where it is passed', () => {
    const cell = (text: string) =>
      beyondInPlan({ ...plansOf(fc.sample(presetDeal, { numRuns: 1, seed: 1 })[0]!)[0]!, cells: [[text]] });
    const long = `=${'A1+'.repeat(2731)}A1`;
    for (const text of [
      long,
      `=SUM(${Array(256).fill('A1').join(',')})`,
      `=${'('.repeat(65)}A1${')'.repeat(65)}`,
      'x'.repeat(32_768),
    ])
      assert.equal(cell(text).length, 1, text.slice(0, 20));
    assert.deepEqual(cell(`=SUM(${Array(255).fill('A1').join(',')})`), []);
    assert.deepEqual(cell(`="((((,,,,"&'Sheet (1), a'!A1`), []);
  });
});
