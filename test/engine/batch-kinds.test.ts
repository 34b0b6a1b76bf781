import assert from 'node:assert/strict';
import { same, smallFund, type Scenario } from './batch-compared.ts';

/** More than a block, in which cash comes early, late, much or hardly at all. */
const scenarios = Array.from({ length: 45 }, (_, n): Scenario => ({
  factors: Array.from({ length: 6 }, (_v, k) => ((n * 7 + k * 13) % 11) / (2 + (n % 4))),
  rate: 0.5 + (n % 3) / 4,
}));
const hurdle = (change: object) => ({ tiers: { hurdle: change } });
const catchUp = (change: object) => ({ tiers: { catchUp: change } });
/** Much comes before the second call: some hurdles are passed by then, others not. */
const EARLY = [1, 2, 3, 4, 5, 6].map((at) => ({ at, amount: at === 1 ? 900 : 100 * at }));
const dates = [2020, 2021, 2022, 2023, 2024, 2025, 2026].map((year) => `${year}-03-31`);

describe('Scenarios side by side are as runs of their own', () => {
  const both = { rate: 0.15, multiple: 1.3 };
  const cases: [name: string, changed: Parameters<typeof smallFund>[1], options?: object][] = [
    ['with a hurdle by multiple', hurdle({ metric: 'multiple', rate: undefined, multiple: 1.2 })],
    ['with the greater of two hurdles', hurdle({ metric: 'greaterOf', ...both })],
    ['with the lesser of two hurdles', hurdle({ metric: 'lesserOf', ...both })],
    ['with a cliff by rate', hurdle({ style: 'cliff' })],
    [
      'with a cliff by multiple',
      hurdle({ style: 'cliff', metric: 'multiple', rate: undefined, multiple: 1.2 }),
    ],
    ['with a hurdle that is never negative', { ...hurdle({ neverNegative: true }), flows: { cash: EARLY } }],
    ['with the lesser, never negative', hurdle({ metric: 'lesserOf', neverNegative: true, ...both })],
    [
      'with a hurdle on the flows of the project',
      hurdle({ split: { a: 0.8, gp: 0.2 } }),
      { hurdleOn: 'project' },
    ],
    ['with a cliff on the flows of the project', hurdle({ style: 'cliff' }), { hurdleOn: 'project' }],
    ['with a catch-up of a fixed part', catchUp({ stop: 'fixed' })],
    ['with a full catch-up', catchUp({ share: 1 })],
    ['with a catch-up that counts the general partner', catchUp({ counts: 'all', share: 0.9 })],
    ['with a fixed catch-up that counts the general partner', catchUp({ counts: 'all', stop: 'fixed' })],
    [
      'with amounts due by period',
      { tiers: { costs: { amount: undefined, schedule: [1, 3, 5].map((at) => ({ at, amount: 20 * at })) } } },
    ],
    ['with simple returns', { tiers: { return: { compounding: 'simple' } } }],
    ['with capital foreseen', {}, { lateCall: 'recompute' }],
    ['with dates', { flows: { timeline: { dates } } }, { dayCount: 'act365' }],
    ['with the general partner pari passu', {}, { gpCapital: 'pariPassu' }],
  ];
  for (const [name, changed, options] of cases)
    it(name, () => {
      const { definition, flows } = smallFund(options, changed);
      const wanted = { parties: ['a', 'b', 'gp', 'project'], totals: true };
      const batch = same(definition, flows, wanted, scenarios);
      assert.ok(batch.size > 1 && batch.wholeFor.every((clause) => clause === null));
      // A cliff may take nothing in the last block.
      const paying = batch.paid.filter((paid) => paid.some((amount) => amount > 0));
      assert.ok(paying.length >= definition.pots[0]!.tiers.length - 1, `${paying.length} tiers pay`);
    });
});
