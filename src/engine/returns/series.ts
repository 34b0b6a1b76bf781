/** A series of flows made ready for solving. */

/**
 * Work space of one call, kept between calls: amounts netted by time, zeros dropped, and times from the first one,
 * in order; `days` the same times where they are whole.
 */
export let amounts = new Float64Array(1024);
export let times = new Float64Array(1024);
export let days = new Int32Array(1024);

/**
 * Where a search starts and what it found, in x = ln(1 + r) over the time it counts in; NaN where it found nothing.
 * A double that a function takes or gives would be an object on the heap, and a batch makes none.
 */
export const ROOT = new Float64Array(1);

/** What is in the work space. The moments are of the flows before and after the first sign change, undiscounted. */
export const series = {
  count: 0,
  changes: 0,
  split: 0,
  whole: true,
  early: NaN,
  early1: NaN,
  early2: NaN,
  late: NaN,
  late1: NaN,
  late2: NaN,
};
export type Series = Readonly<typeof series>;

/** Fills the work space in one pass. */
export function collect(flows: ArrayLike<number>, at: ArrayLike<number>): Series {
  const n = flows.length;
  if (n > amounts.length) {
    amounts = new Float64Array(2 * n);
    times = new Float64Array(2 * n);
    days = new Int32Array(2 * n);
  }
  return fill(flows, at, n, amounts, times, days);
}

function fill(
  flows: ArrayLike<number>,
  at: ArrayLike<number>,
  n: number,
  amounts: Float64Array,
  times: Float64Array,
  days: Int32Array,
): Series {
  let count = 0;
  let changes = 0;
  let split = 0;
  let whole = true;
  let last = 0;
  let early = 0;
  let early1 = 0;
  let early2 = 0;
  let sum = 0;
  let sum1 = 0;
  let sum2 = 0;
  let k = 0;
  while (k < n && flows[k] === 0) k++;
  const origin = k < n ? at[k]! : 0;
  let time = 0;
  for (; k < n; k++) {
    const amount = flows[k]!;
    const t = at[k]! - origin;
    if (amount === 0) continue;
    if (t <= time && count > 0) return collectNetted(flows, at);
    time = t;
    const day = t | 0;
    amounts[count] = amount;
    times[count] = t;
    days[count] = day;
    if (day !== t) whole = false;
    if (amount > 0 !== last > 0 && count > 0) {
      if (++changes === 1) {
        split = count;
        early = sum;
        early1 = sum1;
        early2 = sum2;
        sum = sum1 = sum2 = 0;
      }
    }
    last = amount;
    count++;
    const first = amount * t;
    sum += amount;
    sum1 += first;
    sum2 += first * t;
  }
  series.count = count;
  series.changes = changes;
  series.split = split;
  series.whole = whole;
  series.early = early;
  series.early1 = early1;
  series.early2 = early2;
  series.late = sum;
  series.late1 = sum1;
  series.late2 = sum2;
  return series;
}

/** Sorted by time and netted, flows fill the work space in one pass. */
function collectNetted(flows: ArrayLike<number>, at: ArrayLike<number>): Series {
  const order = Array.from({ length: flows.length }, (_, i) => i).sort((i, j) => at[i]! - at[j]!);
  const netted: number[] = [];
  const when: number[] = [];
  for (const i of order)
    if (when.length > 0 && when[when.length - 1] === at[i]) netted[netted.length - 1]! += flows[i]!;
    else {
      netted.push(flows[i]!);
      when.push(at[i]!);
    }
  return collect(netted, when);
}
