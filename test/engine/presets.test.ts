import assert from 'node:assert/strict';
import { descriptions } from '../../src/document/descriptions.ts';
import { define, parse, presets, run } from '../../src/engine/index.ts';

const FLOWS = {
  timeline: { unit: 'year', periods: 5 },
  contributions: [{ at: 0, amount: 10_000 }],
  cash: [1, 2, 3, 4, 5].map((k) => ({ at: k, amount: 1000 * k })),
};

describe('Every preset', () => {
  for (const preset of presets) {
    const terms = Object.fromEntries(preset.terms.map((t) => [t.id, t.default]));
    const defined = define(preset, terms, {});
    it(`${preset.id} is composed of public tiers: its definition is one that anybody could send`, () => {
      assert.ok(defined.ok, JSON.stringify(defined));
      const { definition } = defined.value;
      const pots = definition.pots.map(({ id }) => id);
      const cash = FLOWS.cash.map((c, i) => ({ ...c, pot: pots[i % pots.length] }));
      const parsed = parse(JSON.parse(JSON.stringify(definition)), { ...FLOWS, cash });
      assert.ok(parsed.ok, JSON.stringify(parsed));
      const [own, sent] = [definition, parsed.value.definition].map((d) => run(d, parsed.value.flows));
      assert.deepEqual(
        own!.tiers.map((t) => t.paid),
        sent!.tiers.map((t) => t.paid),
      );
      assert.ok(own!.checks.every((c) => c.pass));
    });
    it(`${preset.id} says what it does in both languages`, () => {
      for (const words of [
        preset.name,
        descriptions[preset.id]!,
        preset.order,
        ...preset.terms.map((t) => t.label),
      ])
        assert.ok(words.en && words['zh-CN']);
    });
  }

  it('takes a hurdle rate in steps, each placed in time, and values at the first of them', () => {
    const timeline = { unit: 'date', periods: 2, dates: [45292, 45658, 46023] } as const;
    const hurdle_rate = [{ from: '2025-07-01', rate: 0.1 }, { rate: 0.06 }, { from: 2, rate: 0.05 }];
    const placed = [
      { rate: 0.06 },
      { from: { period: 2 }, rate: 0.05 },
      { from: { period: 2, date: 45839 }, rate: 0.1 },
    ];
    for (const preset of presets.filter((p) => p.terms.some((t) => t.id === 'hurdle_rate'))) {
      const terms = Object.fromEntries(preset.terms.map((t) => [t.id, t.default]));
      const defined = define(preset, { ...terms, hurdle_rate }, {}, undefined, timeline);
      assert.ok(defined.ok, JSON.stringify(defined));
      const { definition, terms: used } = defined.value;
      assert.deepEqual(used.hurdle_rate, hurdle_rate);
      assert.equal(definition.options.measures.discountRate, 0.06);
      const rates = definition.pots.flatMap((pot) =>
        pot.tiers.flatMap((t) =>
          t.kind === 'preferredReturn' && typeof t.rate !== 'number' ? [t.rate] : [],
        ),
      );
      const less = preset.id === 'flat_periodic' ? 0.04 : 0;
      const expected = placed.map((step) => ({ ...step, rate: step.rate - less }));
      assert.ok(rates.length > 0, preset.id);
      for (const rate of rates) assert.deepEqual(rate, expected, preset.id);
    }
  });

  it('refuses faulty steps of a hurdle rate, each at its place', () => {
    const european = presets.find((p) => p.id === 'european')!;
    const faults = (hurdle_rate: unknown, timeline = { unit: 'year', periods: 3 } as const) => {
      const given = { hurdle_rate, carry_rate: 0.2, catch_up_share: 1 };
      const refused = define(european, given, {}, undefined, timeline);
      return refused.ok ? [] : refused.issues.map((i) => `${i.path.join('.')} ${i.code}`);
    };
    assert.deepEqual(faults([]), ['hurdle_rate tooFew']);
    assert.deepEqual(faults([0.08]), ['hurdle_rate.0 notObject']);
    assert.deepEqual(faults([{ rate: 8 }, { from: 2, rate: 'x', to: 3 }]), [
      'hurdle_rate.0.rate rateAboveOne',
      'hurdle_rate.1.to unknownKey',
      'hurdle_rate.1.rate notNumber',
    ]);
    assert.deepEqual(faults([{ from: 1.5, rate: 0.1 }]), ['hurdle_rate.0.from outOfTimeline']);
    assert.deepEqual(faults([{ from: {}, rate: 0.1 }]), ['hurdle_rate.0.from notDate']);
    assert.deepEqual(faults([{ from: 'soon', rate: 0.1 }]), ['hurdle_rate.0.from notDate']);
    assert.deepEqual(faults([{ from: '2024-01-01', rate: 0.1 }]), ['hurdle_rate.0.from optionConflict']);
    assert.deepEqual(faults([{ rate: 0.1 }, { from: 0, rate: 0.2 }]), ['hurdle_rate.1.from stepsOnOneDate']);
  });

  it('of a joint venture says what part of its tiers is carry: what the general partner gets beyond its capital', () => {
    const promotesOf = (id: string) => {
      const preset = presets.find((p) => p.id === id)!;
      const defined = define(preset, Object.fromEntries(preset.terms.map((t) => [t.id, t.default])), {});
      assert.ok(defined.ok);
      const tiers = defined.value.definition.pots.flatMap((pot) => pot.tiers);
      return tiers.flatMap((t) => ('promote' in t ? [t.promote] : []));
    };
    // 90/10: of a promote of 20 % the investors' 90 leave 18.
    assert.deepEqual(promotesOf('jv_irr_hurdles'), [0, 0.9 * 0.2, 0.9 * 0.3]);
    assert.deepEqual(promotesOf('re_operating_and_capital'), [0.2, 0.2]);
  });

  it('refuses a catch-up that never ends', () => {
    const european = presets.find((p) => p.id === 'european')!;
    const refused = define(european, { hurdle_rate: 0.08, carry_rate: 0.2, catch_up_share: 0.2 }, {});
    assert.deepEqual(refused.ok ? [] : refused.issues.map((i) => i.code), ['catchUpNeverEnds']);
  });
});
