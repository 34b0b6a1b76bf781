/** Count, mean and spread of numbers, block by block and put together in the order of the blocks. */

/** Doubles of one set of moments: count, mean, sum of squared deviations, least, greatest. */
export const MOMENTS = 5;
const [COUNT, MEAN, SQUARES, LEAST, GREATEST] = [0, 1, 2, 3, 4] as const;

export interface Moments {
  count: number;
  mean: number;
  /** Sum of squared deviations from the mean. */
  squares: number;
  least: number;
  greatest: number;
}

export const noMoments = (): Moments => ({
  count: 0,
  mean: 0,
  squares: 0,
  least: Infinity,
  greatest: -Infinity,
});

/** Puts the moments of some numbers into an array; what is no number is left out. */
export function momentsInto(
  into: Float64Array,
  at: number,
  values: Float64Array,
  from: number,
  to: number,
): void {
  let count = 0;
  let sum = 0;
  let least = Infinity;
  let greatest = -Infinity;
  for (let i = from; i < to; i++) {
    const x = values[i]!;
    if (x !== x) continue;
    count++;
    sum += x;
    if (x < least) least = x;
    if (x > greatest) greatest = x;
  }
  const mean = count ? sum / count : 0;
  let squares = 0;
  for (let i = from; i < to; i++) {
    const x = values[i]!;
    if (x === x) squares += (x - mean) * (x - mean);
  }
  into[at + COUNT] = count;
  into[at + MEAN] = mean;
  into[at + SQUARES] = squares;
  into[at + LEAST] = least;
  into[at + GREATEST] = greatest;
}

/** Takes the moments of more numbers in (Chan, Golub and LeVeque 1979). */
export function merge(all: Moments, from: Float64Array, at: number): void {
  const more = from[at + COUNT]!;
  if (more === 0) return;
  const count = all.count + more;
  const apart = from[at + MEAN]! - all.mean;
  all.mean += (apart * more) / count;
  all.squares += from[at + SQUARES]! + apart * apart * ((all.count * more) / count);
  all.count = count;
  all.least = Math.min(all.least, from[at + LEAST]!);
  all.greatest = Math.max(all.greatest, from[at + GREATEST]!);
}

/** Standard deviation of the numbers; null for fewer than two. */
export const deviationOf = ({ count, squares }: Moments): number | null =>
  count > 1 ? Math.sqrt(squares / (count - 1)) : null;

/**
 * Standard error of the mean: of independent numbers; or of independent scrambles, by the spread of their means.
 * @param groups one group for independent numbers, or one for each scramble
 */
export function errorOf(groups: readonly Moments[]): number | null {
  if (groups.length === 1) {
    const deviation = deviationOf(groups[0]!);
    return deviation === null ? null : deviation / Math.sqrt(groups[0]!.count);
  }
  const own = groups.filter((g) => g.count > 0);
  if (own.length < 2) return null;
  const mean = own.reduce((sum, g) => sum + g.mean, 0) / own.length;
  const squares = own.reduce((sum, g) => sum + (g.mean - mean) ** 2, 0);
  return Math.sqrt(squares / (own.length - 1) / own.length);
}
