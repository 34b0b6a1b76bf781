import assert from 'node:assert/strict';
import { issueMessage } from '../../src/i18n/index.ts';
import { TWO, TO_BOTH, FLOWS, DATED, fund, having, type Case, parsed, refuses } from './clause-parts.ts';

describe('Flows that cannot be meant are refused', () => {
  const cases: Case[] = [
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
      'a step of a fee by period beside one on the date of its opening',
      fund(),
      {
        ...DATED,
        fees: {
          commitment: 100,
          schedule: [
            { from: 0, rate: 0.02 },
            { from: '2021-01-01', rate: 0.01 },
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

  refuses(cases);

  it('and the neighbours of a date that is none of the timeline are named', () => {
    const answer = parsed(fund(), { ...DATED, cash: [{ at: '2022-06-30', amount: 150 }] });
    assert.ok(!answer.ok);
    assert.match(issueMessage(answer.issues[0]!, 'en'), /2021-12-31 and 2022-12-31/);
    assert.match(issueMessage(answer.issues[0]!, 'zh-CN'), /2021-12-31 和 2022-12-31/);
  });
});
