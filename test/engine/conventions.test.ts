import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse, run } from '../../src/engine/index.ts';
import { conventionText } from '../../src/i18n/index.ts';
import { anyDeal } from './any-deal.ts';

const split = (shares: object) => ({ id: 'rest', kind: 'split', shares });
const capital = { id: 'capital', kind: 'returnOfCapital', to: ['lp'] };

function named(definition: object, flows: object = {}): Record<string, string[]> {
  const parsed = parse(
    { classes: [{ id: 'lp', share: 1 }], tiers: [capital, split({ lp: 0.8, gp: 0.2 })], ...definition },
    {
      timeline: { unit: 'year', periods: 2 },
      contributions: [{ at: 0, amount: 100 }],
      cash: [{ at: 2, amount: 150 }],
      ...flows,
    },
  );
  assert.ok(parsed.ok, JSON.stringify(parsed));
  const lines: Record<string, string[]> = {};
  for (const { topic, choice } of run(parsed.value.definition, parsed.value.flows).conventions)
    (lines[topic] ??= []).push(choice);
  return lines;
}

describe('The statement of conventions', () => {
  it('names what bears on a plain deal, and nothing else', () => {
    assert.deepEqual(named({}), {
      dayCount: ['periods'],
      catchUp: ['none'],
      clawback: ['none'],
      recycling: ['none'],
      payback: ['linear'],
      rounding: ['none'],
    });
  });

  it('names the day count where there are dates', () => {
    const timeline = { unit: 'year', periods: 2, start: '2020-01-01' };
    assert.deepEqual(named({ options: { dayCount: 'act360' } }, { timeline }).dayCount, ['act360']);
    assert.deepEqual(named({ options: { dayCount: 'act360' } }).dayCount, ['periods']);
  });

  it('names each choice once something of the deal makes it one', () => {
    const hurdle = {
      id: 'hurdle',
      kind: 'hurdle',
      of: 'lp',
      metric: 'multiple',
      multiple: 1.1,
      split: { lp: 1 },
      style: 'cliff',
      neverNegative: true,
    };
    const catchUp = { id: 'catch', kind: 'catchUp', to: 'gp', share: 1, carry: 0.2, counts: 'all' };
    const lines = named(
      {
        classes: [
          { id: 'lp', share: 0.9 },
          { id: 'gp', share: 0.1 },
        ],
        tiers: [capital, hurdle, catchUp, { ...split({ lp: 0.8, gp: 0.2 }), promote: 0.2 }],
        options: {
          dealByDeal: 'carryforward',
          clawback: { taxRate: 0.3 },
          recycling: { share: 0.5, cap: 0.2 },
          rounding: 2,
        },
      },
      {
        contributions: [{ at: 1, amount: 50 }],
        deals: [{ id: 'd', cost: 100, at: 0 }],
        cash: [
          { at: 1, amount: -10 },
          { at: 2, amount: 300, deal: 'd' },
        ],
        fees: { commitment: 100, schedule: [{ from: 0, rate: 0.02, base: 'commitment' }] },
      },
    );
    assert.deepEqual(lines, {
      dayCount: ['periods'],
      catchUp: ['parity'],
      counts: ['all'],
      gpCapital: ['pariPassu'],
      apportion: ['none'],
      hurdleOn: ['investors'],
      cliff: ['cliff'],
      neverNegative: ['restarts'],
      promote: ['stated'],
      dealByDeal: ['carryforward'],
      clawback: ['due'],
      lateCall: ['stand'],
      recycling: ['kept'],
      fees: ['none'],
      negativeCash: ['call'],
      payback: ['linear'],
      rounding: ['decimals'],
    });
  });

  it('has words in both languages for every line of any deal', () => {
    let deals = 0;
    fc.assert(
      fc.property(anyDeal, ({ definition, flows }) => {
        const parsed = parse(definition, flows);
        if (!parsed.ok) return;
        deals++;
        for (const line of run(parsed.value.definition, parsed.value.flows).conventions)
          for (const locale of ['en', 'zh-CN'] as const) {
            const { topic, text } = conventionText(line, locale);
            assert.notEqual(topic, line.topic);
            assert.notEqual(text, line.choice);
            assert.doesNotMatch(text, /\{/);
          }
      }),
      { numRuns: 200 },
    );
    assert.ok(deals >= 80, `${deals} deals parse`);
  });
});
