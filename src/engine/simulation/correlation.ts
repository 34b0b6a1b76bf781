/** Correlation matrices and numbers that have them. */

type Matrix = readonly (readonly number[])[];

/** How far rounding may take a matrix of exact correlations below zero. */
const NOISE = 1e-9;

/**
 * The lower triangle L of a matrix C = L Lᵀ; null where C is not positive semidefinite, so that nothing can be so
 * correlated. A singular one is taken (two deals that go alike).
 * @param matrix symmetric, ones on its diagonal
 */
export function triangleOf(matrix: Matrix): Float64Array[] | null {
  const rows = matrix.map((_, i) => new Float64Array(i + 1));
  for (let j = 0; j < matrix.length; j++) {
    let pivot = matrix[j]![j]!;
    for (let k = 0; k < j; k++) pivot -= rows[j]![k]! ** 2;
    if (pivot < -NOISE) return null;
    const root = pivot > NOISE ? Math.sqrt(pivot) : 0;
    rows[j]![j] = root;
    for (let i = j + 1; i < matrix.length; i++) {
      let left = matrix[i]![j]!;
      for (let k = 0; k < j; k++) left -= rows[i]![k]! * rows[j]![k]!;
      if (root > 0) rows[i]![j] = left / root;
      else if (Math.abs(left) > Math.sqrt(NOISE)) return null;
    }
  }
  return rows;
}

/** The market first, then each of some others by its correlation with it and theirs with each other. */
export const withMarket = (market: readonly number[], between: Matrix): number[][] => [
  [1, ...market],
  ...between.map((row, i) => [market[i]!, ...row]),
];
