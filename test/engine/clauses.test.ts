import assert from 'node:assert/strict';
import { checkTogether, define, parse, presetOf, withOptions, type Issue } from '../../src/engine/index.ts';
import { issueMessage, pathText } from '../../src/i18n/index.ts';

const CLASSES = [{ id: 'lp', share: 1 }];
const TWO = [
  { id: 'a', share: 0.5 },
  { id: 'b', share: 0.5 },
];
const CAPITAL = { kind: 'returnOfCapital', id: 'capital', to: 'lp' };
const PREFERRED = { kind: 'preferredReturn', id: 'pref', to: 'lp', rate: 0.08, compounding: 'simple' };
const CATCH_UP = { kind: 'catchUp', id: 'catchUp', share: 1, carry: 0.2 };
const SPLIT = { kind: 'split', id: 'split', shares: { lp: 0.8, gp: 0.2 } };
const TO_BOTH = { kind: 'split', id: 'split', shares: { a: 0.4, b: 0.4, gp: 0.2 } };
const FLOWS = {
  timeline: { unit: 'year', periods: 3 },
  contributions: [{ at: 0, amount: 100 }],
  cash: [{ at: 3, amount: 150 }],
};
/** Year ends of 2020 to 2023. */
const DATED = {
  ...FLOWS,
  timeline: { dates: ['2020-12-31', '2021-12-31', '2022-12-31', '2023-12-31'] },
};
const fund = (...tiers: object[]) => ({ classes: CLASSES, tiers: [...tiers, SPLIT] });
const having = (options: object, ...tiers: object[]) => ({ ...fund(...tiers), options });
const rate = (of: unknown) => fund({ ...PREFERRED, rate: of });
const byContribution = (...classes: object[]) => ({
  classes,
  tiers: [{ ...CAPITAL, to: ['a', 'b'] }, { ...PREFERRED, to: ['a', 'b'] }, CATCH_UP, TO_BOTH],
  options: { apportion: 'byContribution' },
});
const letter = (...terms: object[]) => byContribution({ ...TWO[0], terms }, TWO[1]!);

type Case = [why: string, definition: unknown, flows: unknown, expected: string[]];

const told = (issues: readonly Issue[]) => issues.map((i) => `${pathText(i.path)} ${i.code}`).sort();
const parsed = (definition: unknown, flows: unknown) =>
  parse(definition, flows, { definition: [], flows: ['flows'] });

/** Both languages name the place and hold nothing that was not filled in. */
function saysSo(issues: readonly Issue[]): void {
  for (const issue of issues)
    for (const locale of ['en', 'zh-CN'] as const) {
      const message = issueMessage(issue, locale);
      assert.ok(message.includes(pathText(issue.path)), message);
      assert.doesNotMatch(message, /[{}]|undefined|NaN|\[object/, message);
    }
}

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
    [
      'cash, a payment, a value and a true-up between dates of the timeline',
      having({ clawback: { trueUpAt: ['2022-06-30'] } }),
      {
        ...DATED,
        cash: [{ at: '2022-06-30', amount: 150 }],
        paid: [{ at: '2022-06-30', party: 'gp', amount: 1 }],
        nav: [{ at: '2022-06-30', amount: 1 }],
      },
      [
        'flows.cash[0].at notOnTimeline',
        'flows.nav[0].at notOnTimeline',
        'flows.paid[0].at notOnTimeline',
        'options.clawback.trueUpAt[0] notOnTimeline',
      ],
    ],
    [
      'a value and a true-up at the closing',
      having({ clawback: { trueUpAt: [0] } }),
      { ...DATED, nav: [{ at: '2020-12-31', amount: 1 }] },
      ['flows.nav[0].at atClosing', 'options.clawback.trueUpAt[0] atClosing'],
    ],
    [
      'a return that accrues from before the closing',
      fund(),
      { ...DATED, contributions: [{ at: 1, amount: 100, accruesFrom: '2020-12-30' }] },
      ['flows.contributions[0].accruesFrom beforeClosing'],
    ],
    [
      'a return that accrues from beyond the timeline',
      fund(),
      { ...FLOWS, contributions: [{ at: 1, amount: 100, accruesFrom: 4 }] },
      ['flows.contributions[0].accruesFrom outOfTimeline'],
    ],
    [
      'two steps of a fee on one date',
      fund(),
      {
        ...FLOWS,
        fees: {
          commitment: 100,
          schedule: [
            { from: 0, rate: 0.02 },
            { from: 1, rate: 0.01 },
          ],
        },
      },
      ['flows.fees.schedule[1].from stepsOnOneDate'],
    ],
    [
      'a step of a fee by period beside one on the day it begins',
      fund(),
      {
        ...DATED,
        fees: {
          commitment: 100,
          schedule: [
            { from: 2, rate: 0.02 },
            { from: '2022-01-01', rate: 0.01 },
          ],
        },
      },
      ['flows.fees.schedule[1].from stepsOnOneDate'],
    ],
    [
      'a class that closes twice',
      { classes: TWO, tiers: [TO_BOTH] },
      {
        ...FLOWS,
        closings: [
          { at: 1, class: 'b' },
          { at: 2, class: 'b' },
        ],
      },
      ['flows.closings[1].class closesTwice'],
    ],
    [
      'nobody at the closing',
      fund(),
      { ...FLOWS, closings: [{ at: 1, class: 'lp' }] },
      ['flows.closings nobodyAtClosing'],
    ],
    [
      'a call of a class before it has closed',
      { classes: TWO, tiers: [TO_BOTH] },
      {
        ...FLOWS,
        contributions: [
          { at: 0, amount: 100 },
          { at: 1, amount: 10, class: 'b' },
        ],
        closings: [{ at: 2, class: 'b' }],
      },
      ['flows.contributions[1].class notClosed'],
    ],
    [
      'two values on one date',
      fund(),
      {
        ...FLOWS,
        nav: [
          { at: 3, amount: 1 },
          { at: 3, amount: 2 },
        ],
      },
      ['flows.nav[1].at navTwice'],
    ],
    [
      'cash without any capital',
      fund(),
      { ...FLOWS, contributions: [] },
      ['flows.contributions nothingPaidIn'],
    ],
  ];
  for (const [why, definition, flows, expected] of cases)
    it(why, () => {
      const answer = parsed(definition, flows);
      assert.ok(!answer.ok);
      assert.deepEqual(told(answer.issues), expected);
      saysSo(answer.issues);
    });

  it('and the neighbours of a date that is none of the timeline are named', () => {
    const answer = parsed(fund(), { ...DATED, cash: [{ at: '2022-06-30', amount: 150 }] });
    assert.ok(!answer.ok);
    assert.match(issueMessage(answer.issues[0]!, 'en'), /2021-12-31 and 2022-12-31/);
    assert.match(issueMessage(answer.issues[0]!, 'zh-CN'), /2021-12-31 和 2022-12-31/);
  });
});

describe('What is likely to be a slip is told, and runs', () => {
  const cases: Case[] = [
    [
      'a catch-up to another carry than the residual’s',
      fund({ ...CATCH_UP, carry: 0.25 }),
      FLOWS,
      ['tiers[0].carry carryDiffers'],
    ],
    [
      'a side letter that lowers the carry of the residual alone',
      letter({ tier: 'split', carry: 0.1 }, { tier: 'catchUp', share: 0.9 }),
      FLOWS,
      ['classes[0].terms[1].carry carryDiffers'],
    ],
    [
      'strict without deals',
      having({ dealByDeal: 'strict' }),
      FLOWS,
      ['options.dealByDeal strictWithoutDeals'],
    ],
    [
      'recycling of everything',
      having({ recycling: { share: 1, cap: 1.2 } }),
      FLOWS,
      ['options.recycling.cap recyclesEverything'],
    ],
    [
      'payments beyond the cash there was',
      fund(),
      { ...FLOWS, paid: [{ at: 2, party: 'lp', amount: 1 }] },
      ['flows.paid[0].amount paidBeyondCash'],
    ],
    [
      'a floating rate below zero without a floor',
      rate({ index: [-0.02, 0.01, 0.01, 0.01], spread: 0.01 }),
      FLOWS,
      ['tiers[0].rate rateBelowZero'],
    ],
    [
      'a discount on a fee that comes off the top for all',
      { ...fund(), classes: [{ ...CLASSES[0], feeDiscount: 0.5 }] },
      { ...FLOWS, fees: { commitment: 100, schedule: [{ from: 0, rate: 0.02 }] } },
      ['classes[0].feeDiscount feeNotToldApart'],
    ],
  ];
  for (const [why, definition, flows, expected] of cases)
    it(why, () => {
      const answer = parsed(definition, flows);
      assert.ok(answer.ok, JSON.stringify(answer));
      assert.deepEqual(told(answer.warnings), expected);
      saysSo(answer.warnings);
    });

  const silent: [string, unknown, unknown][] = [
    ['a floor below zero', rate({ index: [-0.02, 0, 0, 0], spread: 0, floor: -0.01 }), FLOWS],
    ['the last level, which no period reads', rate({ index: [0.01, 0.01, 0.01, -0.5], spread: 0 }), FLOWS],
    [
      'a residual beside capital of the general partner that leaves the investors 80 of 100',
      {
        classes: [
          { id: 'lp', share: 0.9 },
          { id: 'gp', share: 0.1 },
        ],
        tiers: [CATCH_UP, { kind: 'split', shares: { lp: 0.72, gp: 0.28 } }],
        options: { gpCapital: 'allIn' },
      },
      FLOWS,
    ],
    [
      'a carry-free class, which no catch-up reaches',
      byContribution({ ...TWO[0], carry: 0 }, TWO[1]!),
      FLOWS,
    ],
    [
      'a split that a test may skip above others',
      fund({ ...SPLIT, id: 's', when: { of: 'cash', min: 5 } }, CAPITAL),
      FLOWS,
    ],
    [
      'capital called by negative cash',
      fund(),
      {
        ...FLOWS,
        contributions: [],
        cash: [
          { at: 1, amount: -10 },
          { at: 3, amount: 20 },
        ],
      },
    ],
    [
      'capital in the cost of a deal',
      fund(),
      { ...FLOWS, contributions: [], deals: [{ id: 'd', cost: 5, at: 1 }] },
    ],
  ];
  for (const [why, definition, flows] of silent)
    it(`but not ${why}`, () => {
      const answer = parsed(definition, flows);
      assert.ok(answer.ok, JSON.stringify(answer));
      assert.deepEqual(answer.warnings, []);
    });
});

describe('A clause is read', () => {
  const tierOf = (definition: unknown, flows: unknown) => {
    const answer = parsed(definition, flows);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value;
  };
  const rateOf = (of: unknown, flows: unknown) => {
    const [tier] = tierOf(rate(of), flows).definition.pots[0]!.tiers;
    assert.ok(tier?.kind === 'preferredReturn');
    return tier.rate;
  };
  const SERIAL = 44742; // 2022-06-30

  it('steps by when they begin, with the day of each that is given by one', () =>
    assert.deepEqual(
      rateOf(
        [
          { from: '2022-06-30', rate: 0.09 },
          { from: '2021-12-31', rate: 0.07 },
          { from: 3, rate: 0.1 },
          { rate: 0.06 },
        ],
        DATED,
      ),
      [
        { rate: 0.06 },
        { from: { period: 1, date: 44561 }, rate: 0.07 },
        { from: { period: 2, date: SERIAL }, rate: 0.09 },
        { from: { period: 3 }, rate: 0.1 },
      ],
    ));
  it('steps that begin after the end, which never stand', () => {
    assert.deepEqual(rateOf([{ rate: 0.06 }, { from: 9, rate: 0.1 }], FLOWS), [
      { rate: 0.06 },
      { from: { period: 9 }, rate: 0.1 },
    ]);
    assert.deepEqual(rateOf([{ from: '2030-01-01', rate: 0.1 }, { rate: 0.06 }], DATED), [
      { rate: 0.06 },
      { from: { period: 4, date: 47484 }, rate: 0.1 },
    ]);
  });
  it('a floating rate with a level for each date', () => {
    const floating = { index: [0.01, 0.02, 0.03, 0.03], spread: 0.03, cap: 0.05 };
    assert.deepEqual(rateOf(floating, FLOWS), floating);
  });
  it('when a return begins, with the day where it is given by one', () => {
    const contributions = [
      { at: '2022-06-30', amount: 100, accruesFrom: '2021-12-31' },
      { at: 1, amount: 100, accruesFrom: 3 },
    ];
    assert.deepEqual(tierOf(fund(), { ...DATED, contributions }).flows.contributions, [
      { period: 2, date: SERIAL, amount: 100, accruesFrom: { period: 1, date: 44561 } },
      { period: 1, amount: 100, accruesFrom: { period: 3 } },
    ]);
  });
  it('a side letter with a rate of its own', () =>
    assert.deepEqual(
      tierOf(letter({ tier: 'pref', rate: [{ from: 2, rate: 0.06 }] }), FLOWS).definition.classes[0]!.terms,
      [{ tier: 'pref', rate: [{ from: { period: 2 }, rate: 0.06 }] }],
    ));
  it('fees by what a fund holds, at most so much', () => {
    const schedule = [
      { from: 2, rate: 0.01, base: 'nav' },
      { from: 0, rate: { index: [0.01, 0.01, 0.02, 0.02], spread: 0.01 }, base: 'activeCost' },
    ];
    const { fees } = tierOf(fund(), { ...FLOWS, fees: { schedule, cap: { year: 2, total: 5 } } }).flows;
    assert.deepEqual(fees, {
      commitment: 0,
      schedule: [
        { ...schedule[1], from: { period: 0 } },
        { ...schedule[0], from: { period: 2 } },
      ],
      offset: [],
      cap: { year: 2, total: 5 },
    });
  });
  it('a hurdle that goes below zero unless it says otherwise, and a promote', () => {
    const hurdle = { kind: 'hurdle', of: 'lp', rate: 0.1, split: { lp: 0.9, gp: 0.1 } };
    const { pots } = tierOf(
      fund(hurdle, { ...hurdle, neverNegative: true, promote: 0.05 }),
      FLOWS,
    ).definition;
    const [usual, other] = pots[0]!.tiers as unknown as { neverNegative: boolean; promote?: number }[];
    assert.deepEqual([usual!.neverNegative, usual!.promote], [false, undefined]);
    assert.deepEqual([other!.neverNegative, other!.promote], [true, 0.05]);
  });
});

describe('A definition with other options', () => {
  const definitionOf = (of: unknown, flows: unknown = FLOWS) => {
    const answer = parsed(of, flows);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer.value;
  };
  const AT = ['distribution_params', 'options'];

  it('keeps its steps and side letters as they were read', () => {
    const { definition, flows } = definitionOf(
      letter({ tier: 'pref', rate: [{ from: 2, rate: 0.06 }] }),
      DATED,
    );
    const answer = withOptions(definition, { rounding: 2 }, flows.timeline, AT);
    assert.ok(answer.ok);
    assert.deepEqual(answer.value, { ...definition, options: { ...definition.options, rounding: 2 } });
  });
  it('is held to what must hold between the options and the rest, and told where the options stand', () => {
    const { definition, flows } = definitionOf(letter({ tier: 'pref', rate: 0.06 }));
    const refused = withOptions(
      definition,
      { apportion: 'none', rounding: 9, measures: { index: [1, 2] } },
      flows.timeline,
      AT,
    );
    assert.deepEqual(refused.ok ? [] : told(refused.issues), [
      'distribution_params.options.rounding tooLarge',
    ]);
    const conflict = withOptions(
      definition,
      { apportion: 'none', measures: { index: [1, 2] } },
      flows.timeline,
      AT,
    );
    assert.deepEqual(conflict.ok ? [] : told(conflict.issues), [
      'distribution_params.options optionConflict',
      'distribution_params.options.measures.index indexLength',
    ]);
  });
  it('is held to flows it was not parsed with', () => {
    const { flows } = definitionOf(fund());
    const european = define(
      presetOf('european')!,
      { hurdle_rate: 0.08, carry_rate: 0.2, catch_up_share: 1 },
      {},
    );
    assert.ok(european.ok);
    const { definition } = european.value;
    const strict = { ...definition, options: { ...definition.options, dealByDeal: 'strict' as const } };
    const none = checkTogether(strict, { ...flows, contributions: [] }, { definition: [], flows: [] });
    assert.deepEqual(told(none.issues), ['contributions nothingPaidIn']);
    assert.deepEqual(told(none.warnings), ['options.dealByDeal strictWithoutDeals']);
  });
});
