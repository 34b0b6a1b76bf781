import {
  CLASSES,
  TWO,
  CAPITAL,
  PREFERRED,
  CATCH_UP,
  SPLIT,
  FLOWS,
  DATED,
  fund,
  having,
  rate,
  byContribution,
  letter,
  type Case,
  refuses,
} from './clause-parts.ts';

describe('What cannot be meant is refused', () => {
  const cases: Case[] = [
    ['a tier below a split', fund({ ...SPLIT, id: 'early' }, CAPITAL), FLOWS, ['tiers[0].kind splitNotLast']],
    [
      'a test without bounds',
      fund({ ...CAPITAL, when: { of: 'cash' } }),
      FLOWS,
      ['tiers[0].when whenWithoutBounds'],
    ],
    [
      'a test whose min is above its max',
      fund({ ...CAPITAL, when: { of: 'cash', min: 2, max: 1 } }),
      FLOWS,
      ['tiers[0].when.min minAboveMax'],
    ],
    [
      'a sweep to the tier itself',
      fund({ ...CAPITAL, when: { of: 'cash', min: 2, sweepTo: 'capital' } }),
      FLOWS,
      ['tiers[0].when.sweepTo sweepToItself'],
    ],
    [
      'a test of what an unknown tier among several is owed',
      fund(CAPITAL, { ...PREFERRED, when: { of: { owed: ['capital', 'x'] }, min: 1 } }),
      FLOWS,
      ['tiers[1].when.of.owed unknownTier'],
    ],
    [
      'a reserve that covers itself',
      fund({ kind: 'reserve', id: 'r', target: 1, covers: ['r'] }),
      FLOWS,
      ['tiers[0].covers[0] cannotCover'],
    ],
    [
      'a reserve that covers a split',
      fund({ kind: 'reserve', target: 1, covers: ['split'] }),
      FLOWS,
      ['tiers[0].covers[0] cannotCover'],
    ],
    [
      'an index of another length than the timeline',
      having({ measures: { index: [100, 101] } }),
      FLOWS,
      ['options.measures.index indexLength'],
    ],
    [
      'a floating rate whose index has another length',
      rate({ index: [0.01, 0.02], spread: 0.03 }),
      FLOWS,
      ['tiers[0].rate.index indexLength'],
    ],
    [
      'a floor above the cap',
      rate({ index: [0.01, 0.02, 0.03, 0.03], spread: 0.03, floor: 0.06, cap: 0.05 }),
      FLOWS,
      ['tiers[0].rate.floor floorAboveCap'],
    ],
    [
      'a level above 1',
      rate({ index: [0.01, 2, 0.03, 0.03], spread: 0.03 }),
      FLOWS,
      ['tiers[0].rate.index[1] tooLarge'],
    ],
    ['no steps', rate([]), FLOWS, ['tiers[0].rate tooFew']],
    [
      'a step above 1',
      rate([{ rate: 0.08 }, { from: 2, rate: 8 }]),
      FLOWS,
      ['tiers[0].rate[1].rate tooLarge'],
    ],
    [
      'a step by date without dates',
      rate([{ from: '2022-01-01', rate: 0.08 }]),
      FLOWS,
      ['tiers[0].rate[0].from optionConflict'],
    ],
    [
      'a step before the closing',
      rate([{ from: '2020-01-01', rate: 0.08 }]),
      DATED,
      ['tiers[0].rate[0].from outOfTimeline'],
    ],
    [
      'two steps on one date',
      rate([
        { from: '2022-06-30', rate: 0.08 },
        { from: '2022-06-30', rate: 0.09 },
      ]),
      DATED,
      ['tiers[0].rate[1].from stepsOnOneDate'],
    ],
    [
      'a step of a period beside one on its opening date',
      rate([
        { from: '2021-12-31', rate: 0.08 },
        { from: 2, rate: 0.09 },
      ]),
      DATED,
      ['tiers[0].rate[1].from stepsOnOneDate'],
    ],
    [
      'a step without a beginning beside one from the closing',
      rate([{ rate: 0.08 }, { from: 1, rate: 0.09 }]),
      FLOWS,
      ['tiers[0].rate[1].from stepsOnOneDate'],
    ],
    [
      'a promote above 1',
      { classes: CLASSES, tiers: [{ ...SPLIT, promote: 1.2 }] },
      FLOWS,
      ['tiers[0].promote tooLarge'],
    ],
    [
      'a fixed catch-up that leaves nothing',
      fund({ ...CATCH_UP, stop: 'fixed', carry: 1 }),
      FLOWS,
      ['tiers[0].carry carryIsAll'],
    ],
    [
      'a class’s own carry that its catch-up never reaches',
      byContribution(TWO[0]!, { ...TWO[1], carry: 1 }),
      FLOWS,
      ['classes[1].carry catchUpNeverEnds'],
    ],
    [
      'a side letter that lowers the catch-up below the carry',
      letter({ tier: 'catchUp', share: 0.2 }),
      FLOWS,
      ['classes[0].terms[0].share catchUpNeverEnds'],
    ],
    [
      'a side letter that raises the carry to the catch-up',
      letter({ tier: 'catchUp', carry: 1 }, { tier: 'split', carry: 1 }),
      FLOWS,
      ['classes[0].terms[0].carry catchUpNeverEnds'],
    ],
    [
      'a side letter on one list for all',
      { ...letter({ tier: 'split', carry: 0.1 }), options: {} },
      FLOWS,
      ['classes[0].terms optionConflict'],
    ],
    [
      'a side letter on an unknown tier',
      letter({ tier: 'x', carry: 0.1 }),
      FLOWS,
      ['classes[0].terms[0].tier unknownTier'],
    ],
    [
      'two side letters on one tier',
      letter({ tier: 'split', carry: 0.2 }, { tier: 'split', carry: 0.2 }),
      FLOWS,
      ['classes[0].terms[1].tier duplicateId'],
    ],
    [
      'a side letter with a key that does not fit its tier',
      letter({ tier: 'pref', carry: 0.1, share: 0.5, multiple: 2 }),
      FLOWS,
      [
        'classes[0].terms[0].carry doesNotFit',
        'classes[0].terms[0].multiple doesNotFit',
        'classes[0].terms[0].share doesNotFit',
      ],
    ],
  ];

  refuses(cases);
});
