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

  it('refuses a catch-up that never ends', () => {
    const european = presets.find((p) => p.id === 'european')!;
    const refused = define(european, { hurdle_rate: 0.08, carry_rate: 0.2, catch_up_share: 0.2 }, {});
    assert.deepEqual(refused.ok ? [] : refused.issues.map((i) => i.code), ['catchUpNeverEnds']);
  });
});
