/** Numbers drawn by their distribution function, from a uniform. */
import type { Draw } from './uncertainty.ts';

/** The number that is not exceeded with probability `u`, 0 < u < 1. */
export function drawn(draw: Draw, u: number): number {
  if (draw.kind === 'empirical') {
    const { values, weights } = draw;
    let left = u * weights.reduce((sum, w) => sum + w, 0);
    let i = 0;
    for (; i < values.length - 1; i++) {
      left -= weights[i]!;
      if (left <= 0) break;
    }
    return values[i]!;
  }
  const { min, mode, max } = draw;
  const width = max - min;
  if (width === 0) return mode;
  return u * width < mode - min
    ? min + Math.sqrt(u * width * (mode - min))
    : max - Math.sqrt((1 - u) * width * (max - mode));
}

/** The smallest and the largest number that may be drawn. */
export const boundsOf = (draw: Draw): readonly [number, number] =>
  draw.kind === 'triangular' ? [draw.min, draw.max] : [Math.min(...draw.values), Math.max(...draw.values)];
