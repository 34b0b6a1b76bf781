import assert from 'node:assert/strict';
import { stepsBetween } from '../../src/document/changes.ts';
import { calculate } from '../../src/document/index.ts';
import { requestOf } from '../taskpane/deals.ts';

const carryOf = ({ tables }: { readonly tables: { readonly carry: readonly number[] } }) =>
  Math.round(tables.carry.reduce((a, b) => a + b, 0) * 100) / 100;

const MODE = 'flat_principal_first';
const signed = requestOf(MODE);
const changed = (params: object, amounts?: readonly number[]) => {
  const request = requestOf(MODE, amounts);
  return { ...request, basic_params: { ...request.basic_params, ...params } };
};

describe('What led from one run to another', () => {
  const told = (steps: ReturnType<typeof stepsBetween>) =>
    steps!.map(({ inputs, before, after }) => [
      inputs.map((i) => i.id).join(' + '),
      Math.round((carryOf(after) - carryOf(before)) * 100) / 100,
    ]);

  it('is told input by input, each with what it did, and the parts are the whole', () => {
    const to = changed({ hurdle_rate: 9 }, [1000, 2000, 3000, 4000, 4500]);
    const steps = stepsBetween(signed, to)!;
    assert.deepEqual(
      steps.map(({ inputs }) => inputs),
      [[{ id: 'hurdle_rate', from: 8, to: 9 }], [{ id: 'cash 5', from: 5000, to: 4500 }]],
    );
    assert.deepEqual(
      steps.at(-1)!.after.tables,
      (calculate(to) as { value: { tables: unknown } }).value.tables,
    );
    const [first, last] = [steps[0]!.before, steps.at(-1)!.after];
    const sum = told(steps).reduce((s, [, part]) => s + (part as number), 0);
    assert.ok(Math.abs(sum - (carryOf(last) - carryOf(first))) < 0.02);
    const turned = stepsBetween(signed, to, ({ id }) => (id === 'hurdle_rate' ? 1 : 0))!;
    assert.deepEqual(
      told(turned).map(([id]) => id),
      ['cash 5', 'hurdle_rate'],
    );
  });

  it('takes together what makes no sense alone: ratios, a longer deal, another mode with its terms', () => {
    const of = (senior: number, mezzanine: number) => {
      const request = requestOf('structured_mezzanine');
      return {
        ...request,
        distribution_params: {
          ...request.distribution_params,
          senior_ratio: senior,
          mezzanine_ratio: mezzanine,
        },
      };
    };
    assert.deepEqual(
      told(stepsBetween(of(70, 30), of(60, 40))).map(([id]) => id),
      ['senior_ratio', 'mezzanine_ratio'],
    );
    assert.deepEqual(
      told(stepsBetween(of(60, 40), of(70, 30))).map(([id]) => id),
      ['senior_ratio + mezzanine_ratio'],
    );
    const longer = requestOf(MODE, [1000, 2000, 3000, 4000, 5000, 600]);
    assert.deepEqual(
      told(stepsBetween(longer, signed)).map(([id]) => id),
      ['investment_period + cash 6'],
    );
    assert.deepEqual(
      told(stepsBetween(signed, requestOf('structured_mezzanine'))).map(([id]) => id),
      ['mode'],
    );
  });

  it('is nothing where only a title changed, and not told of a run that is refused', () => {
    assert.deepEqual(stepsBetween(signed, changed({ investment_target: 'Harbor' })), []);
    assert.equal(stepsBetween(signed, changed({ hurdle_rate: 800 })), null);
  });
});
