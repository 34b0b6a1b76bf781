/** What drives a result: rank correlations of what was drawn with what came of it. */
import { correlationOf, ranksOf } from './ranks.ts';
import type { SimulationResult } from './result.ts';
import type { Kept } from './kept.ts';

export function driversOf({ outline, parts }: Kept): SimulationResult['drivers'] {
  const told = parts.slice(0, outline.sampled).filter((part) => part !== undefined);
  const scenarios = told.reduce((sum, part) => sum + part.scenarios, 0);
  const column = (what: 'inputs' | 'figures', which: number): Float64Array => {
    const values = new Float64Array(scenarios);
    let from = 0;
    for (const { scenarios: size, [what]: rows } of told) {
      values.set(rows.subarray(which * size, (which + 1) * size), from);
      from += size;
    }
    return values;
  };
  const inputs = outline.inputs.map((_, i) => column('inputs', i));
  const ranks = inputs.map(ranksOf);
  return {
    scenarios,
    inputs: outline.inputs,
    figures: outline.figures.map((figure, f) => {
      const values = column('figures', f);
      const has = (_: number, i: number): boolean => values[i] === values[i];
      const own = values.filter(has);
      const ranked = ranksOf(own);
      return {
        ...figure,
        correlations: inputs.map((input, i) =>
          own.length < 2
            ? null
            : correlationOf(own.length === scenarios ? ranks[i]! : ranksOf(input.filter(has)), ranked),
        ),
      };
    }),
  };
}
