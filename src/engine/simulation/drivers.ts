/** What drives a result: rank correlations of what was drawn with what came of it. */
import { correlationOf, ranksOf } from './ranks.ts';
import type { SimulationResult } from './result.ts';
import type { Kept } from './kept.ts';

export function driversOf({ outline, has, figures, inputs }: Kept): SimulationResult['drivers'] {
  const places: number[] = [];
  for (let block = 0; block < outline.sampled; block++)
    if (has[block])
      for (let i = 0; i < outline.blocks.sizeOf(block); i++) places.push(outline.blocks.startOf(block) + i);
  const at = (column: Float64Array, which: readonly number[]) => Float64Array.from(which, (i) => column[i]!);
  const ranks = inputs.map((input) => ranksOf(at(input, places)));
  return {
    scenarios: places.length,
    inputs: outline.inputs,
    figures: outline.figures.map((figure, f) => {
      const column = figures[f]!;
      const own = places.filter((i) => column[i] === column[i]);
      const ranked = ranksOf(at(column, own));
      return {
        ...figure,
        correlations: inputs.map((input, i) =>
          own.length < 2
            ? null
            : correlationOf(own.length === places.length ? ranks[i]! : ranksOf(at(input, own)), ranked),
        ),
      };
    }),
  };
}
