import assert from 'node:assert/strict';
import { parse } from '../../src/engine/index.ts';
import { issueMessage, pathText } from '../../src/i18n/index.ts';

const FLOWS = {
  timeline: { unit: 'year', periods: 3 },
  contributions: [{ at: 0, amount: 100 }],
  cash: [{ at: 3, amount: 150 }],
};
const CLASSES = [{ id: 'lp', share: 1 }];
const SPLIT = { kind: 'split', shares: { lp: 0.8, gp: 0.2 } };
const faults = (definition: unknown, flows: unknown = FLOWS) => {
  const parsed = parse(definition, flows, { definition: [], flows: ['flows'] });
  return parsed.ok ? [] : parsed.issues.map((i) => `${pathText(i.path)} ${i.code}`).sort();
};
const tiers = (...list: unknown[]) => ({ classes: CLASSES, tiers: list });

describe('A definition is refused', () => {
  const cases: [string, unknown, string[]][] = [
    ['without a split at the end', tiers({ kind: 'returnOfCapital', to: 'lp' }), ['tiers noSplitAtEnd']],
    [
      'when shares do not sum to 1',
      tiers({ kind: 'split', shares: { lp: 0.5 } }),
      ['tiers[0].shares sharesDoNotSumToOne'],
    ],
    [
      'for a party that does not exist',
      tiers({ kind: 'split', shares: { lp: 0.8, sponsor: 0.2 } }),
      ['tiers[0].shares.sponsor unknownParty'],
    ],
    [
      'for a catch-up that never ends',
      tiers({ kind: 'catchUp', share: 0.2, carry: 0.2 }, SPLIT),
      ['tiers[0].share catchUpNeverEnds'],
    ],
    [
      'for a hurdle that pays nothing to its class',
      tiers({ kind: 'hurdle', of: 'lp', rate: 0.1, split: { gp: 1 } }, SPLIT),
      ['tiers[0].split.lp hurdleWithoutShare'],
    ],
    [
      'for a return that lapses after capital',
      tiers(
        { kind: 'returnOfCapital', to: 'lp' },
        { kind: 'preferredReturn', to: 'lp', rate: 0.1, compounding: 'simple', shortfall: 'lapse' },
        SPLIT,
      ),
      ['tiers[1].shortfall lapseAfterCapital'],
    ],
    [
      'for calendar years without dates',
      tiers({ kind: 'preferredReturn', to: 'lp', rate: 0.1, compounding: 'calendarYear' }, SPLIT),
      ['tiers[0].compounding optionConflict'],
    ],
    [
      'for a reserve that covers nothing known',
      tiers({ kind: 'reserve', target: 1, covers: ['x'] }, SPLIT),
      ['tiers[0].covers[0] unknownTier'],
    ],
    [
      'for a carry of a class without apportionment',
      { classes: [{ id: 'lp', share: 1, carry: 0.1 }], tiers: [SPLIT] },
      ['classes[0].carry optionConflict'],
    ],
    [
      'for a rate of interest on a clawback above one',
      { ...tiers(SPLIT), options: { clawback: { interest: 5 } } },
      ['options.clawback.interest tooLarge'],
    ],
  ];
  for (const [why, definition, expected] of cases)
    it(why, () => assert.deepEqual(faults(definition), expected));

  for (const id of ['__proto__', 'constructor', 'toString'])
    it(`for a class, a party or a share called ${id}, in words that name it`, () => {
      const given = (party: string, share: string) =>
        JSON.parse(
          `{"classes":[{"id":"${party}","share":1}],"parties":[{"id":"${id}"}],"tiers":[{"kind":"split","shares":{"gp":0.2,"${share}":0.8}}]}`,
        ) as { classes: unknown; tiers: unknown };
      const shares = id === '__proto__' ? 'tiers[0].shares' : `tiers[0].shares.${id}`;
      const { classes, tiers } = given('lp', id);
      assert.deepEqual(faults(given(id, 'lp')), ['classes[0].id reservedId', 'parties[0].id reservedId']);
      assert.deepEqual(faults({ classes, tiers }), [`${shares} reservedId`]);
      assert.deepEqual(faults({ classes, pots: [{ id: 'a', tiers }] }), [`pots[0].${shares} reservedId`]);
      const answer = parse(given(id, id), FLOWS);
      assert.ok(!answer.ok);
      for (const issue of answer.issues)
        assert.match(issueMessage(issue, 'en'), new RegExp(`: “${id}” cannot name a class or a party\\.`));
    });

  it('with five faults of every sort told at once', () =>
    assert.deepEqual(
      faults({
        classes: [
          { id: 'lp', share: 0.5 },
          { id: 'lp', share: 0.2 },
        ],
        tiers: [
          { kind: 'preferredReturn', to: 'lp', rate: 8, compounding: 'annual' },
          { kind: 'catchUp', share: 0.1, carry: 0.2 },
          { kind: 'waterfall' },
          { kind: 'split', shares: { lp: 0.8, gp: 0.1 } },
        ],
        options: { rounding: -1 },
      }),
      [
        'classes sharesDoNotSumToOne',
        'classes[1].id duplicateId',
        'options.rounding tooSmall',
        'tiers[0].rate tooLarge',
        'tiers[1].share catchUpNeverEnds',
        'tiers[2].kind notChoice',
        'tiers[3].shares sharesDoNotSumToOne',
      ],
    ));
});

describe('Flows are refused', () => {
  const good = tiers(SPLIT);
  const cases: [string, unknown, string[]][] = [
    ['beyond the timeline', { ...FLOWS, cash: [{ at: 4, amount: 1 }] }, ['flows.cash[0].at outOfTimeline']],
    ['for cash at the closing', { ...FLOWS, cash: [{ at: 0, amount: 1 }] }, ['flows.cash[0].at tooSmall']],
    [
      'with dates where there are none',
      { ...FLOWS, cash: [{ at: '2024-01-01', amount: 1 }] },
      ['flows.cash[0].at optionConflict'],
    ],
    [
      'with dates that go backwards',
      { timeline: { dates: ['2024-01-01', '2023-01-01'] } },
      ['flows.timeline.dates[1] datesNotAscending'],
    ],
    [
      'for an unknown class, pot or deal',
      {
        ...FLOWS,
        contributions: [{ at: 0, amount: 1, class: 'x' }],
        cash: [{ at: 1, amount: 1, pot: 'y', deal: 'z' }],
      },
      [
        'flows.cash[0].deal unknownParty',
        'flows.cash[0].pot unknownTier',
        'flows.contributions[0].class unknownParty',
      ],
    ],
    [
      'for amounts too small to be money',
      { ...FLOWS, cash: [{ at: 1, amount: 1e-300 }] },
      ['flows.cash[0].amount tooSmall'],
    ],
    [
      'for a fee on a commitment that is not given',
      { ...FLOWS, fees: { schedule: [{ from: 0, rate: 0.02 }] } },
      ['flows.fees.commitment missing'],
    ],
  ];
  for (const [why, flows, expected] of cases) it(why, () => assert.deepEqual(faults(good, flows), expected));
});
