/** A program runs every definition of the form it was compiled from, and no other. */
import assert from 'node:assert/strict';
import { compile, parseDefinition, type Definition, type Flows } from '../../src/engine/index.ts';

const BASE = {
  classes: [
    { id: 'a', share: 0.6 },
    { id: 'b', share: 0.3 },
    { id: 'gp', share: 0.1 },
  ],
  parties: [{ id: 'lender' }],
  pots: [
    {
      id: 'cash',
      tiers: [
        { id: 'held', kind: 'reserve', target: 50, covers: ['capital'] },
        { id: 'fee', kind: 'amount', to: 'lender', amount: 10 },
        { id: 'capital', kind: 'returnOfCapital', to: ['a', 'b'] },
        { id: 'return', kind: 'preferredReturn', to: ['a', 'b'], rate: 0.08, compounding: 'annual' },
        { id: 'catch', kind: 'catchUp', share: 0.5, carry: 0.2, when: { of: 'cash', min: 5 } },
        { id: 'irr', kind: 'hurdle', of: 'a', rate: 0.15, split: { a: 0.5, b: 0.3, gp: 0.2 }, promote: 0.1 },
        { id: 'rest', kind: 'split', shares: { a: 0.5, b: 0.2, gp: 0.3 }, promote: 0.2 },
      ],
    },
    { id: 'sale', tiers: [{ id: 'exit', kind: 'split', shares: { a: 0.5, b: 0.3, gp: 0.2 } }] },
  ],
  options: {
    recycling: { share: 0.5, cap: 0.2 },
    clawback: { taxRate: 0.3 },
    measures: { discountRate: 0.1 },
  },
};
const TIERS = ['pots', 0, 'tiers'] as const;
type Change = readonly [path: readonly (string | number)[], value: unknown];

const FLOWS: Flows = {
  timeline: { unit: 'year', periods: 2 },
  contributions: [{ period: 0, amount: 100 }],
  cash: [],
  nav: [],
};

/** The base with other parts; undefined removes one. */
function changed(...changes: readonly Change[]): Definition {
  const json = structuredClone(BASE) as object;
  for (const [path, value] of changes) {
    const place = path
      .slice(0, -1)
      .reduce<Record<string, unknown>>((at, key) => at[key] as never, json as never);
    const key = path.at(-1)!;
    if (value === undefined && Array.isArray(place)) place.splice(Number(key), 1);
    else if (value === undefined) delete place[key];
    else place[key] = value;
  }
  const read = parseDefinition(json, FLOWS.timeline);
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
}
const tier = (id: string, key: string, value: unknown): Change => [
  [...TIERS, BASE.pots[0]!.tiers.findIndex((t) => typeof t === 'object' && t.id === id), key],
  value,
];
const option = (key: string, value: unknown): Change => [['options', key], value];
const program = compile(changed(), FLOWS);

describe('A compiled program', () => {
  const numbers: Record<string, readonly Change[]> = {
    'nothing else': [],
    'other rates, shares, multiples, targets and amounts': [
      tier('held', 'target', 70),
      tier('fee', 'amount', 20),
      tier('return', 'rate', 0.09),
      tier('catch', 'share', 0.6),
      tier('catch', 'when', { of: 'cash', min: 7 }),
      tier('irr', 'rate', 0.2),
      tier('irr', 'split', { a: 0.4, b: 0.3, gp: 0.3 }),
      tier('irr', 'promote', 0.05),
      tier('rest', 'shares', { a: 0.4, b: 0.3, gp: 0.3 }),
      tier('rest', 'promote', 0.25),
      [['classes', 0, 'share'], 0.5],
      [['classes', 1, 'share'], 0.4],
    ],
    'another clawback and other measures, on which no payment hangs': [
      option('clawback', undefined),
      option('measures', undefined),
    ],
  };
  for (const [what, changes] of Object.entries(numbers))
    it(`fits a definition with ${what}`, () => assert.ok(program.fits(changed(...changes))));

  const forms: readonly (readonly [what: string, ...Change[]])[] = [
    ['another cover of a reserve', tier('held', 'covers', ['return'])],
    ['more that a reserve covers', tier('held', 'covers', ['capital', 'return'])],
    ['another payee of an amount', tier('fee', 'to', 'gp')],
    ['fewer whose capital comes back', tier('capital', 'to', ['a'])],
    ['others whose capital comes back', tier('capital', 'to', ['b', 'a'])],
    ['others who have a return', tier('return', 'to', ['b'])],
    ['another compounding', tier('return', 'compounding', 'simple')],
    ['a return counted by other days', tier('return', 'dayCount', 'act360')],
    ['a return on the original capital', tier('return', 'base', 'original')],
    ['a return that is capitalised', tier('return', 'shortfall', 'pik')],
    ['a catch-up of another party', tier('catch', 'to', 'lender')],
    ['a catch-up that stops elsewhere', tier('catch', 'stop', 'fixed')],
    ['a catch-up that counts all', tier('catch', 'counts', 'all')],
    ['no test', tier('catch', 'when', undefined)],
    ['a test of something else', tier('catch', 'when', { of: { owed: 'return' }, min: 5 })],
    ['a test with another bound', tier('catch', 'when', { of: 'cash', max: 5 })],
    ['a test with one bound more', tier('catch', 'when', { of: 'cash', min: 5, max: 9 })],
    ['a hurdle of another class', tier('irr', 'of', 'b')],
    [
      'a hurdle by multiple',
      tier('irr', 'metric', 'multiple'),
      tier('irr', 'multiple', 1.5),
      tier('irr', 'rate', undefined),
    ],
    ['a hurdle counted by other days', tier('irr', 'dayCount', 'act360')],
    ['a cliff', tier('irr', 'style', 'cliff')],
    ['a hurdle that is never below zero', tier('irr', 'neverNegative', true)],
    ['a hurdle without promote', tier('irr', 'promote', undefined)],
    ['others who share behind a hurdle', tier('irr', 'split', { a: 0.8, gp: 0.2 })],
    ['a residual without promote', tier('rest', 'promote', undefined)],
    ['others who share the residual', tier('rest', 'shares', { a: 0.5, lender: 0.2, gp: 0.3 })],
    ['a tier less', [[...TIERS, 4], undefined]],
    ['a pot less', [['pots', 1], undefined]],
    ['a pot of another name', [['pots', 1, 'id'], 'exit']],
    ['a tier of another name', [['pots', 1, 'tiers', 0, 'id'], 'end']],
    ['another kind of tier', [[...TIERS, 1], { id: 'fee', kind: 'reserve', target: 10 }]],
    ['a party more', [['parties', 1], { id: 'broker' }]],
    ['other days', option('dayCount', 'act360')],
    ['capital of the general partner apart', option('gpCapital', 'allIn')],
    ['slices by class', option('apportion', 'byContribution')],
    ['hurdles on the project', option('hurdleOn', 'project')],
    ['balances by deal', option('dealByDeal', 'carryforward')],
    ['late calls foreseen', option('lateCall', 'recompute')],
    ['negative cash borne by reserves', option('negativeCash', 'reserve')],
    ['rounding', option('rounding', 2)],
    ['no recycling', option('recycling', undefined)],
    ['another cap of recycling', option('recycling', { share: 0.5, cap: 0.3 })],
  ];
  for (const [what, ...changes] of forms)
    it(`fits none with ${what}`, () => assert.equal(program.fits(changed(...changes)), false));
});
