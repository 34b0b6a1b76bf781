/** What each lever does, computed and put in order. */
import { barOf, inOrder, measured, type Bar } from '../../../src/engine/index.ts';
import { given, studyIn, told, unitOf, type Asked } from './asked.ts';
import type { Pieces } from './kind.ts';

/** The deal as it stands, or what one lever does. */
type Part = { readonly base: number | null } | { readonly bar: Bar };

export interface Plan extends Asked {
  readonly levers: number;
}

export const tornadoPieces: Pieces<Plan, Part> = {
  open({ request, measure, others }) {
    const study = studyIn(request);
    return (piece) => {
      const lever = study.levers[piece - 1];
      if (lever) return { ok: true, value: { bar: barOf(study, measure, lever, others) }, warnings: [] };
      const base = study.run(others);
      return base.ok ? { ...base, value: { base: told(measure, measured(base.value, measure)) } } : base;
    };
  },
  together({ request, measure, levers }) {
    const bars = new Array<Bar | undefined>(levers);
    let base: number | null = null;
    return {
      add(piece, part) {
        if ('bar' in part) bars[piece - 1] = part.bar;
        else base = part.base;
      },
      result: () => ({
        ok: true,
        warnings: [],
        value: {
          measure,
          unit: unitOf(measure),
          base,
          bars: inOrder(bars.filter((bar) => bar !== undefined)).map(
            ({ lever, low, high, atLow, atHigh }) => ({
              lever: lever.id,
              low: given(request, lever, low),
              high: given(request, lever, high),
              at_low: told(measure, atLow),
              at_high: told(measure, atHigh),
            }),
          ),
        },
      }),
    };
  },
};
