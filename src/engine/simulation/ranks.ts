/** Rank correlation: how far two figures rise together, whatever the shape. */

/** Ranks by place, ties sharing their middle one. */
export function ranksOf(values: ArrayLike<number>): Float64Array {
  const n = values.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(n);
  for (let i = 0; i < n;) {
    let j = i + 1;
    while (j < n && values[order[j]!] === values[order[i]!]) j++;
    for (let m = i; m < j; m++) ranks[order[m]!] = (i + j - 1) / 2;
    i = j;
  }
  return ranks;
}

/** Pearson's correlation; of ranks it is Spearman's. Null where one of the two does not vary. */
export function correlationOf(a: Float64Array, b: Float64Array): number | null {
  const mean = (x: Float64Array) => x.reduce((sum, v) => sum + v, 0) / x.length;
  const [ma, mb] = [mean(a), mean(b)];
  let both = 0;
  let ofA = 0;
  let ofB = 0;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]! - ma, b[i]! - mb];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return ofA > 0 && ofB > 0 ? both / Math.sqrt(ofA * ofB) : null;
}
