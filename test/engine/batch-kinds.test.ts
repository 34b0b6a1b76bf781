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
    ['with the general partner all in', {}, { gpCapital: 'allIn' }],
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

describe('One scenario at a time runs, as a run of its own,', () => {
  const dated = { timeline: { dates } };
  const deals = [
    { id: 'd', cost: 400, at: 0 },
    { id: 'e', cost: 300, at: '2021-06-30' },
  ];
  const fees = { commitment: 1000, schedule: [{ from: 1, rate: 0.02, base: 'commitment' }] };
  const returns = (change: object) => ({ tiers: { return: change } });
  const cases: [name: string, changed: Parameters<typeof smallFund>[1], options?: object][] = [
    ['where classes have slices', {}, { apportion: 'byContribution' }],
    [
      'where deals join when they are realised',
      { flows: { deals: [deals[0]!] } },
      { dealByDeal: 'carryforward' },
    ],
    ['where reserves bear what is short', {}, { negativeCash: 'reserve' }],
    ['where cash is recycled', {}, { recycling: { share: 0.5, cap: 0.2 } }],
    ['where fees come off', { flows: { fees } }],
    [
      'where capital is called within a period',
      {
        flows: {
          ...dated,
          contributions: [
            { at: 0, amount: 500 },
            { at: '2021-06-30', amount: 300 },
          ],
        },
      },
    ],
    [
      'where returns on capital begin before its call',
      {
        flows: {
          ...dated,
          contributions: [
            { at: 0, amount: 500 },
            { at: 2, amount: 300, accruesFrom: '2021-06-30' },
          ],
        },
      },
    ],
    ['where a deal is paid for within a period', { flows: { ...dated, deals } }],
    [
      'where a class closes within a period',
      { flows: { ...dated, closings: [{ class: 'b', at: '2021-06-30' }] } },
    ],
    ['where amounts are rounded', {}, { rounding: 2 }],
    ['where a tier is tested', { tiers: { hurdle: { when: { of: 'cash', min: 200 } } } }],
    [
      'where carry is a stated part of a split beside capital all in',
      { tiers: { split: { promote: 0.1 } } },
      { gpCapital: 'allIn' },
    ],
    ['where the part of a split that is promote is stated', { tiers: { split: { promote: 0.1 } } }],
    [
      'where cash is held in reserve',
      { tiers: { costs: { kind: 'reserve', target: 50, to: undefined, amount: undefined } } },
    ],
    ['where returns are on the original capital', returns({ base: 'original' })],
    ['where returns are capitalised', returns({ shortfall: 'pik' })],
    [
      'where returns are added at the end of a year',
      { ...returns({ compounding: 'calendarYear' }), flows: dated },
    ],
  ];
  for (const [name, changed, options] of cases)
    it(name, () => {
      const { definition, flows } = smallFund(options, changed);
      const batch = same(
        definition,
        flows,
        { parties: ['a', 'project'], totals: true },
        scenarios.slice(0, 5),
      );
      assert.equal(batch.size, 1);
    });
});
