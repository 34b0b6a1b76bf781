/** Percentiles of many numbers: exact, or from bins that can be counted in any order and on any machine. */

/**
 * Puts the numbers with these ranks where they would stand if all were in order, smaller ones before them.
 * @param ranks ascending
 */
function select(values: Float64Array, ranks: readonly number[], from: number, to: number): void {
  let wanted = ranks;
  while (wanted.length > 0 && to - from > 1) {
    if (to - from < 64) return void values.subarray(from, to).sort();
    // The median of three, so that numbers in order take no longer.
    const middle = (from + to) >> 1;
    const [a, b, c] = [values[from]!, values[middle]!, values[to - 1]!];
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let i = from;
    let j = to - 1;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const swapped = values[i]!;
      values[i++] = values[j]!;
      values[j--] = swapped;
    }
    // Between j and i stand only numbers equal to the pivot.
    const before = wanted.filter((r) => r <= j);
    const behind = wanted.filter((r) => r >= i);
    if (before.length > 0 && behind.length > 0) select(values, before, from, j + 1);
    if (behind.length > 0) from = i;
    else to = j + 1;
    wanted = behind.length > 0 ? behind : before;
  }
}

/**
 * Percentiles, linear between two numbers (Excel's PERCENTILE.INC). The numbers change places.
 * @param values all of them numbers
 * @param at fractions, ascending
 */
export function percentilesOf(values: Float64Array, at: readonly number[]): number[] {
  if (values.length === 0) return [];
  const last = values.length - 1;
  const ranks = [
    ...new Set(at.flatMap((p) => [Math.floor(p * last), Math.min(last, Math.floor(p * last) + 1)])),
  ];
  select(values, ranks, 0, values.length);
  return at.map((p) => {
    const rank = Math.floor(p * last);
    const low = values[rank]!;
    return rank === last ? low : low + (p * last - rank) * (values[rank + 1]! - low);
  });
}

/** Bits of the mantissa that tell bins apart: a bin is 1/1024 of its number wide, half that off at most. */
const FINE = 10;
/** Powers of two that have bins of their own; smaller numbers count as 0, larger ones as the largest. */
const [LOWEST, HIGHEST] = [-40, 63];
const SIDE = (HIGHEST - LOWEST + 1) << FINE;

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
/** Which word of a double has its sign and exponent. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/** Counts by size: whatever was counted first, the counts are the same. */
export interface Bins {
  add(values: Float64Array, from: number, to: number): void;
  /** @param at fractions, ascending */
  percentiles(at: readonly number[]): number[];
  /** Tells each bin that has some: its middle, and how many. */
  each(tell: (middle: number, count: number) => void): void;
}

export function openBins(): Bins {
  const counts = new Uint32Array(2 * SIDE + 1);
  let all = 0;
  const indexOf = (x: number): number => {
    double[0] = x;
    const high = words[HIGH]!;
    const exponent = ((high >>> 20) & 0x7ff) - 1023;
    if (exponent < LOWEST) return SIDE;
    const size =
      exponent > HIGHEST
        ? SIDE - 1
        : ((exponent - LOWEST) << FINE) | ((high >>> (20 - FINE)) & (2 ** FINE - 1));
    return high >>> 31 ? SIDE - 1 - size : SIDE + 1 + size;
  };
  const middleOf = (index: number): number => {
    if (index === SIDE) return 0;
    const size = index > SIDE ? index - SIDE - 1 : SIDE - 1 - index;
    const mantissa = 1 + ((size & (2 ** FINE - 1)) + 0.5) / 2 ** FINE;
    return Math.sign(index - SIDE) * mantissa * 2 ** ((size >> FINE) + LOWEST);
  };
  return {
    add(values, from, to) {
      for (let i = from; i < to; i++) {
        const x = values[i]!;
        if (x !== x) continue;
        counts[indexOf(x)]!++;
        all++;
      }
    },
    percentiles(at) {
      if (all === 0) return [];
      const found: number[] = [];
      let index = -1;
      let seen = 0;
      for (const p of at) {
        const rank = Math.floor(p * (all - 1));
        while (seen <= rank) seen += counts[++index]!;
        found.push(middleOf(index));
      }
      return found;
    },
    each(tell) {
      for (let i = 0; i < counts.length; i++) if (counts[i]) tell(middleOf(i), counts[i]!);
    },
  };
}
