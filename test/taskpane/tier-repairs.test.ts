import assert from 'node:assert/strict';
import { parseDefinition, type Issue } from '../../src/engine/index.ts';
import type { Json } from '../../src/taskpane/tiers/json.ts';
import { repairsOf } from '../../src/taskpane/tiers/repairs.ts';

const LP = { id: 'lp', share: 1 };
const CAPITAL = { kind: 'returnOfCapital', id: 'capital', to: ['lp'] };
const PREFERRED = { kind: 'preferredReturn', id: 'pref', to: ['lp'], rate: 0.08, compounding: 'annual' };
const CATCH_UP = { kind: 'catchUp', id: 'catch_up', share: 1, carry: 0.2 };
const HURDLE = { kind: 'hurdle', id: 'hurdle', of: 'lp', rate: 0.08, split: { lp: 0.9, gp: 0.1 } };
const RESERVE = { kind: 'reserve', id: 'reserve', target: 10, covers: ['pref'] };
const SPLIT = { kind: 'split', id: 'split', shares: { lp: 0.8, gp: 0.2 } };
const list = (...tiers: Json[]): Json => ({ classes: [LP], tiers });
const two = (a: number, b: number) => [
  { id: 'a', share: a },
  { id: 'b', share: b },
];

/** Definitions with one fault each, and how many repairs settle it. */
const CASES: readonly (readonly [name: string, code: Issue['code'], repairs: number, definition: Json])[] = [
  ['shares of a split', 'sharesDoNotSumToOne', 2, list(CAPITAL, { ...SPLIT, shares: { lp: 0.8, gp: 0.15 } })],
  ['shares of a hurdle', 'sharesDoNotSumToOne', 2, list({ ...HURDLE, split: { lp: 0.8, gp: 0.1 } }, SPLIT)],
  [
    'shares of classes',
    'sharesDoNotSumToOne',
    2,
    { classes: two(0.5, 0.4), tiers: [{ ...SPLIT, shares: { a: 0.8, gp: 0.2 } }] },
  ],
  ['catch-up below its carry', 'catchUpNeverEnds', 2, list(CAPITAL, { ...CATCH_UP, share: 0.15 }, SPLIT)],
  ['fixed catch-up of all', 'carryIsAll', 1, list(CAPITAL, { ...CATCH_UP, stop: 'fixed', carry: 1 }, SPLIT)],
  ['no split', 'noSplitAtEnd', 1, list(CAPITAL, PREFERRED)],
  ['split elsewhere', 'splitNotLast', 1, list(SPLIT, CAPITAL)],
  ['two splits', 'splitNotLast', 1, list(CAPITAL, SPLIT, { ...SPLIT, id: 'other' })],
  ['rate above one', 'tooLarge', 1, list(CAPITAL, { ...CATCH_UP, share: 1.2 }, SPLIT)],
  ['negative amount', 'tooSmall', 1, list({ kind: 'amount', id: 'a', to: 'gp', amount: -1 }, SPLIT)],
  ['no rate', 'missing', 1, list(CAPITAL, { ...HURDLE, rate: undefined }, SPLIT)],
  ['no compounding', 'missing', 1, list(CAPITAL, { ...PREFERRED, compounding: undefined }, SPLIT)],
  ['a key that nobody knows', 'unknownKey', 1, list(CAPITAL, { ...PREFERRED, rat: 1 }, SPLIT)],
  ['a party that is not there', 'unknownParty', 1, list({ ...CAPITAL, to: ['lp', 'x'] }, SPLIT)],
  [
    'a tier that is not there',
    'unknownTier',
    1,
    list(CAPITAL, PREFERRED, { ...RESERVE, covers: ['x', 'pref'] }, SPLIT),
  ],
  [
    'a reserve that covers a split',
    'cannotCover',
    1,
    list(PREFERRED, { ...RESERVE, covers: ['split'] }, SPLIT),
  ],
  ['two tiers of one id', 'duplicateId', 1, list(CAPITAL, { ...PREFERRED, id: 'capital' }, SPLIT)],
  ['a test without bounds', 'whenWithoutBounds', 1, list({ ...CAPITAL, when: { of: 'cash' } }, SPLIT)],
  ['bounds exchanged', 'minAboveMax', 1, list({ ...CAPITAL, when: { of: 'cash', min: 2, max: 1 } }, SPLIT)],
  [
    'a sweep to itself',
    'sweepToItself',
    1,
    list({ ...CAPITAL, when: { of: 'cash', min: 2, sweepTo: 'capital' } }, SPLIT),
  ],
  [
    'a lapse after capital',
    'lapseAfterCapital',
    2,
    list(CAPITAL, { ...PREFERRED, shortfall: 'lapse' }, SPLIT),
  ],
  [
    'a floor above the cap',
    'floorAboveCap',
    1,
    list({ ...PREFERRED, rate: { index: [0.02], spread: 0.01, floor: 0.2, cap: 0.1 } }, CAPITAL, SPLIT),
  ],
  [
    'a hurdle of who gets nothing',
    'hurdleWithoutShare',
    1,
    {
      classes: two(0.5, 0.5),
      tiers: [
        { ...HURDLE, of: 'b', split: { a: 0.9, gp: 0.1 } },
        { ...SPLIT, shares: { a: 0.8, gp: 0.2 } },
      ],
    },
  ],
  [
    'capital of the general partner in a tier',
    'optionConflict',
    2,
    {
      classes: [
        { id: 'lp', share: 0.9 },
        { id: 'gp', share: 0.1 },
      ],
      tiers: [{ ...CAPITAL, to: ['lp', 'gp'] }, SPLIT],
    },
  ],
  [
    'own carry in one list',
    'optionConflict',
    2,
    { classes: [{ ...LP, carry: 0.1 }], tiers: [CAPITAL, SPLIT] },
  ],
  [
    'an amount deal by deal',
    'optionConflict',
    1,
    {
      classes: [LP],
      tiers: [{ kind: 'amount', id: 'a', to: 'gp', amount: 1 }, SPLIT],
      options: { dealByDeal: 'strict' },
    },
  ],
  [
    'a sum and a schedule',
    'optionConflict',
    1,
    list({ kind: 'amount', id: 'a', to: 'gp', amount: 1, schedule: [] }, SPLIT),
  ],
  ['no tiers', 'optionConflict', 1, { classes: [LP] }],
];

const plain = (definition: Json): Json => JSON.parse(JSON.stringify(definition)) as Json;
const faultsIn = (definition: Json): readonly Issue[] => {
  const parsed = parseDefinition(definition, null);
  return parsed.ok ? [] : parsed.issues;
};

describe('A repair of the tier editor', () => {
  for (const [name, code, count, given] of CASES)
    it(`settles its fault and makes no other: ${name}`, () => {
      const definition = plain(given);
      const faults = faultsIn(definition);
      const fault = faults.find((issue) => issue.code === code)!;
      assert.ok(fault, JSON.stringify(faults));
      const repairs = repairsOf(definition, fault);
      assert.equal(repairs.length, count, JSON.stringify(repairs));
      for (const repair of repairs) assert.deepEqual(faultsIn(repair.definition), [], repair.label);
    });

  it('of a doubt settles it too', () => {
    const definition = list(CAPITAL, { ...CATCH_UP, carry: 0.25 }, SPLIT);
    const parsed = parseDefinition(definition, null);
    assert.ok(parsed.ok);
    const [doubt] = parsed.warnings;
    assert.equal(doubt!.code, 'carryDiffers');
    const [repair] = repairsOf(definition, doubt!);
    const after = parseDefinition(repair!.definition, null);
    assert.ok(after.ok && after.warnings.length === 0);
  });
});
