import assert from 'node:assert/strict';
import { define, presetOf } from '../../src/engine/index.ts';
import { describeTiers } from '../../src/i18n/index.ts';

describe('The words of a hurdle behind a current return', () => {
  const preset = presetOf('flat_periodic')!;
  const made = define(preset, { hurdle_rate: 0.08, carry_rate: 0.2, periodic_rate: 0.04 }, {});
  assert.ok(made.ok);
  const { definition } = made.value;
  const hurdle = (given: typeof definition, locale: 'en' | 'zh-CN') => describeTiers(given, locale)[2]!.text;

  it('say the whole rate and the part that is paid before, where both are simple', () => {
    assert.match(
      hurdle(definition, 'en'),
      /until 8 % less 4 % already paid as Current return, a year on the capital/,
    );
    assert.match(hurdle(definition, 'zh-CN'), /年化 8% 扣除期间收益 4% 后单利计提/);
  });

  it('say their own rate where returns compound, which do not add up', () => {
    const pots = definition.pots.map((pot) => ({
      ...pot,
      tiers: pot.tiers.map((tier) =>
        tier.kind === 'preferredReturn' ? { ...tier, compounding: 'annual' as const } : tier,
      ),
    }));
    assert.match(hurdle({ ...definition, pots }, 'en'), /until 4 % a year on the capital still out is paid/);
  });
});
