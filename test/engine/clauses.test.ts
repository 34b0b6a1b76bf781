import assert from 'node:assert/strict';
import { checkTogether, define, presetOf, withOptions } from '../../src/engine/index.ts';
import {
  CLASSES,
  TWO,
  CAPITAL,
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
  told,
  parsed,
  saysSo,
} from './clause-parts.ts';

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
      'a call by share before a class closes in the same period',
      {
        classes: [
          { id: 'a', share: 0.5 },
          { id: 'b', share: 0.5 },
        ],
        tiers: [{ kind: 'split', shares: { a: 0.5, b: 0.5 } }],
      },
      {
        timeline: { dates: ['2021-12-31', '2022-12-31'] },
        contributions: [
          { at: '2022-03-31', amount: 100 },
          { at: '2022-09-30', amount: 100 },
        ],
        cash: [{ at: 1, amount: 250 }],
        closings: [{ at: '2022-06-30', class: 'b', rate: 0.08 }],
      },
      ['flows.contributions[0] calledWithinClosing'],
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
