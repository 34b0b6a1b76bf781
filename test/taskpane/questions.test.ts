import assert from 'node:assert/strict';
import type { Lever } from '../../src/engine/index.ts';
import { say } from '../../src/i18n/index.ts';
import { tierTermName } from '../../src/i18n/tier-terms.ts';
import { entryOf, readLever } from '../../src/taskpane/questions/asked.ts';
import { valuesIn } from '../../src/taskpane/questions/sensitivity.ts';

const exit: Lever = { id: 'exit', value: 12_000, unit: 'amount', min: 0 };
const hurdle: Lever = { id: 'hurdle_rate', value: 0.08, unit: 'rate', min: 0, max: 1 };

describe('A value asked about after the first result', () => {
  it('is not taken where its text may mean two amounts', () => {
    assert.deepEqual(
      ['1.500', '1,500', '1.5', '10,000.00', '1.500.000'].map((text) => readLever(text, exit)),
      [null, 1500, 1.5, 10_000, 1_500_000],
    );
    assert.equal(readLever('8.125', hurdle), 0.08125, 'a rate has no thousands');
  });

  it('is read back as it was written by the arrows', () => {
    for (const value of [1.125, 12_345.678, 1500, 0.5])
      assert.equal(readLever(entryOf(exit, value), exit), value);
  });

  it('is one of a list or a range, in which a comma may group digits of an amount', () => {
    const lists = ['10,000, 20,000', '10,000 20,000', '10000; 20,000', '10,000，20,000', '10,000、20,000'];
    for (const text of lists) assert.deepEqual(valuesIn(text, exit), [10_000, 20_000], text);
    assert.deepEqual(valuesIn('10,000–20,000 by 5,000', exit), [10_000, 15_000, 20_000]);
    assert.deepEqual(valuesIn('6, 8，10', hurdle), [0.06, 0.08, 0.1]);
    for (const text of ['1.500, 2.500', '1000,2000', 'many']) assert.equal(valuesIn(text, exit), null, text);
  });
});

describe('A number of a tier', () => {
  const tiers = [
    { kind: 'returnOfCapital', id: 'capital', to: ['lp'] },
    { kind: 'hurdle', id: 'first', of: 'lp', metric: 'irr', rate: 0.08, split: { lp: 1 } },
    { kind: 'hurdle', id: 'second', of: 'lp', metric: 'irr', rate: 0.12, split: { lp: 1 } },
    {
      kind: 'hurdle',
      id: 'a.b',
      name: '第三层',
      of: 'lp',
      metric: 'multiple',
      multiple: 2,
      split: { lp: 1 },
    },
  ] as unknown as Parameters<typeof tierTermName>[0]['pots'][number]['tiers'];
  const nameOf = (id: string, locale: 'en' | 'zh-CN') => {
    const name = tierTermName({ pots: [{ id: 'cash', tiers }] }, id);
    return name && say(name, locale);
  };

  it('is named after its tier in both languages, and tiers of one name by their place', () => {
    assert.equal(nameOf('first.rate', 'en'), 'Hurdle (2) · rate');
    assert.equal(nameOf('second.rate', 'zh-CN'), '门槛收益（3）· 收益率');
    assert.equal(nameOf('a.b.multiple', 'zh-CN'), '第三层 · 倍数');
    assert.equal(nameOf('third.rate', 'en'), null);
    assert.equal(nameOf('hurdle_rate', 'en'), null);
  });
});
