import assert from 'node:assert/strict';
import { define, parse, presetOf, type Flows, type Timeline } from '../../src/engine/index.ts';
import { differences, recalculate, totalShown, type LiveCase } from './live-deals.ts';
import { rules, type Rule } from './small-rules.ts';

const caseOf = ({ definition, flows }: Rule): LiveCase => {
  const parsed = parse(definition, flows);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return { mode: 'custom', terms: {}, ...parsed.value };
};

describe('A formula sheet keeps the rules of the waterfall', function () {
  let shown: readonly (readonly (readonly string[])[])[] = [];
  const cases = Object.values(rules).map(caseOf);
  before(async () => void (shown = await recalculate(cases)));

  Object.entries(rules).forEach(([title, { right }], i) =>
    it(title, () => {
      assert.deepEqual(differences(cases[i]!, shown[i]!), []);
      for (const [key, total] of right) {
        const found = totalShown(cases[i]!, shown[i]!, key);
        assert.ok(Math.abs(found - total) <= 1e-6, `${key}: ${found}, not ${total}`);
      }
    }),
  );

  it('of presets whose hurdle rate has steps, by years and by days', async () => {
    const timelines: Timeline[] = [
      { unit: 'year', periods: 4 },
      { unit: 'date', periods: 4, dates: [44_197, 44_400, 44_562, 44_800, 45_100] },
    ];
    const ids = ['flat_principal_first', 'flat_periodic', 'structured_senior_subordinate', 'european'];
    const deals = ids.flatMap((mode) =>
      timelines.map((timeline): LiveCase => {
        const preset = presetOf(mode)!;
        const steps = [{ rate: 0.08 }, { from: 3, rate: 0.12 }];
        const given = Object.fromEntries(
          preset.terms.map((t) => [t.id, t.id === 'hurdle_rate' ? steps : t.default]),
        );
        const ratios = { senior_ratio: 0.7, subordinate_ratio: 0.3, periodic_rate: 0.05 };
        const options = timeline.dates ? { accrual: 'days' } : {};
        const defined = define(preset, { ...given, ...ratios }, options, undefined, timeline);
        assert.ok(defined.ok, JSON.stringify(defined));
        const flows: Flows = {
          timeline,
          contributions: [{ period: 0, amount: 1000 }],
          cash: [100, 200, 300, 1500].map((amount, i) => ({ period: i + 1, amount, pot: 'cash' })),
          nav: [],
        };
        return { mode, terms: defined.value.terms, definition: defined.value.definition, flows };
      }),
    );
    const rows = await recalculate(deals);
    deals.forEach((deal, i) => assert.deepEqual(differences(deal, rows[i]!), [], deal.mode));
  });
});
