import assert from 'node:assert/strict';
import {
  define,
  presetOf,
  studyOf,
  type Flows,
  type Lever,
  type Measure,
  type Study,
} from '../../src/engine/index.ts';

/** 10,000 over five years: the deal of the design. */
export const FLOWS: Flows = {
  timeline: { unit: 'year', periods: 5 },
  contributions: [{ period: 0, amount: 10_000 }],
  cash: [1000, 2000, 3000, 4000, 5000].map((amount, i) => ({ period: i + 1, amount, pot: 'cash' })),
  nav: [],
};
export const rate = (id: string, value: number): Lever => ({ id, value, unit: 'rate', min: 0, max: 1 });

export function european(): Study {
  const preset = presetOf('european')!;
  const study = studyOf({
    flows: FLOWS,
    terms: [rate('hurdle_rate', 0.08), rate('carry_rate', 0.2), rate('catch_up_share', 1)],
    define(terms) {
      const defined = define(preset, terms, {}, undefined, FLOWS.timeline);
      return defined.ok ? { ok: true, value: defined.value.definition, warnings: [] } : defined;
    },
  });
  assert.ok(study.ok);
  return study.value;
}
export const close = (found: number | null | undefined, right: number, tolerance = 1e-9) =>
  assert.ok(typeof found === 'number' && Math.abs(found - right) <= tolerance, `${found}, not ${right}`);

export const lpIrr: Measure = { of: 'lp', what: 'irr' };
export const carry: Measure = { of: 'gp', what: 'carry' };
