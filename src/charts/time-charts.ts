/** Charts over the periods of a deal. */
import { bar, line, px, svg, text, textWidth, type Words } from './waterfall-chart.ts';
import { h, type VNode } from './markup.ts';
import type { Slice } from './bars.ts';

const PERIODS_WITH_GAPS = 20;

/** Round values that cover `least..most` with at most four lines, zero among them. */
export function ticks(least: number, most: number): number[] {
  const low = Math.min(0, least);
  const high = Math.max(0, most);
  if (low === high) return [0, 1];
  let best: { span: number; step: number; from: number; lines: number } | undefined;
  for (let power = Math.floor(Math.log10(high - low)) - 1; power <= Math.log10(high - low) + 1; power++)
    for (const digit of [1, 2, 2.5, 5]) {
      const step = digit * 10 ** power;
      const from = Math.floor(low / step + 1e-9);
      const to = Math.ceil(high / step - 1e-9);
      const lines = to - from + 1;
      const span = (to - from) * step;
      if (lines > 4 || lines < 2) continue;
      if (!best || span < best.span * (1 - 1e-9) || (span < best.span * (1 + 1e-9) && lines > best.lines))
        best = { span, step, from, lines };
    }
  const { step, from, lines } = best!;
  return Array.from({ length: lines }, (_, i) => Number(((from + i) * step).toPrecision(12)));
}

/** Every period up to 20; beyond, every fifth. */
export const isLabelled = (period: number, periods: number): boolean =>
  periods <= PERIODS_WITH_GAPS || period % 5 === 0;

interface Frame {
  readonly left: number;
  readonly slot: number;
  readonly wide: number;
  y(value: number): number;
  readonly backdrop: readonly VNode[];
  readonly foot: readonly VNode[];
  readonly height: number;
}

/** Gridlines, value labels and period labels of a chart over time. */
export function frame(
  width: number,
  plot: number,
  least: number,
  most: number,
  labels: readonly number[],
  words: Words,
): Frame {
  const values = ticks(least, most);
  const names = values.map((v) => words.amount(v));
  const left = Math.max(...names.map(textWidth)) + 8;
  const top = 8;
  const [low, high] = [values[0]!, values[values.length - 1]!];
  const y = (value: number) => top + ((high - value) / (high - low)) * plot;
  const slot = (width - left) / labels.length;
  const periods = Math.max(...labels);
  return {
    left,
    slot,
    wide: Math.max(1, Math.min(35, slot * 0.62)),
    y,
    backdrop: values.flatMap((v, i) => [
      line(left, y(v), width, y(v), v === 0 ? 'axis' : 'gridline'),
      text(left - 6, y(v) + 4, names[i]!, 'end', 'quiet'),
    ]),
    foot: labels.flatMap((period, i) =>
      isLabelled(period, periods) ? [text(left + slot * (i + 0.5), top + plot + 20, String(period))] : [],
    ),
    height: top + plot + 26,
  };
}

/** Net flows with their running sum; the payback marked where the sum crosses zero. */
export function recovery(
  width: number,
  net: readonly number[],
  years: readonly number[],
  payback: number | null,
  label: string,
  words: Words,
): VNode {
  let running = 0;
  const sums = net.map((n) => (running += n));
  const f = frame(
    width,
    140,
    Math.min(...net, ...sums),
    Math.max(...net, ...sums),
    net.map((_, k) => k),
    words,
  );
  const x = (k: number) => f.left + f.slot * (k + 0.5);
  const points = sums.map((s, k) => `${px(x(k))},${px(f.y(s))}`).join(' ');
  const dots =
    net.length <= PERIODS_WITH_GAPS
      ? sums.map((s, k) => h('circle', { cx: px(x(k)), cy: px(f.y(s)), r: 3, class: 'point' }))
      : [];
  return svg(
    width,
    f.height,
    label,
    ...f.backdrop,
    ...net.flatMap((n, k) =>
      n === 0
        ? []
        : [
            bar(
              x(k) - f.wide / 2,
              f.y(Math.max(0, n)),
              f.wide,
              Math.abs(f.y(n) - f.y(0)),
              'cash',
              n < 0 ? 'light' : 'solid',
            ),
          ],
    ),
    h('polyline', { points, class: 'halo' }),
    h('polyline', { points, class: 'running' }),
    ...dots,
    ...(payback === null ? [] : paybackMark(width, f, sums, years, payback, x, words)),
    ...f.foot,
  );
}

function paybackMark(
  width: number,
  f: Frame,
  sums: readonly number[],
  years: readonly number[],
  payback: number,
  x: (k: number) => number,
  words: Words,
): VNode[] {
  const after = Math.max(
    1,
    years.findIndex((year) => year >= payback - 1e-9),
  );
  const gap = years[after]! - years[after - 1]!;
  const at = x(after - 1 + (gap > 0 ? (payback - years[after - 1]!) / gap : 1));
  const label = words.paidBack(payback);
  // Below and to the right of a crossing the running sum leaves room.
  const end = Math.min(width, at + textWidth(label) * 1.08);
  const covered = sums.filter((_, k) => x(k) >= end - textWidth(label) * 1.08 - f.slot && x(k) <= at);
  const below = Math.max(f.y(0) + 24, ...covered.map((s) => f.y(s) + 18).filter((y) => y < f.height - 26));
  return [
    line(at, f.y(0) + 4, at, below - 10, 'connector'),
    h('circle', { cx: px(at), cy: px(f.y(0)), r: 4.5, class: 'point mark' }),
    h('text', { x: px(end), y: px(below), 'text-anchor': 'end', class: 'strong boxed' }, label),
  ];
}

/** Who got the cash of each period, in the order of payment from the bottom up. */
export function stack(
  width: number,
  slices: readonly Slice[],
  periods: readonly number[],
  label: string,
  words: Words,
): VNode {
  const totals = periods.map((k) => slices.reduce((sum, s) => sum + s.amounts[k]!, 0));
  const f = frame(width, 124, 0, Math.max(...totals, 0), periods, words);
  const gaps = periods.length <= PERIODS_WITH_GAPS;
  const bars = periods.flatMap((k, i) => {
    let from = 0;
    return slices.flatMap((s) => {
      const amount = s.amounts[k]!;
      if (amount <= 0) return [];
      const upper = f.y(from + amount);
      const height = f.y(from) - upper;
      from += amount;
      // A gap in the background's colour, where the bar is high enough to spare it.
      const gap = gaps && height > 2 && upper > f.y(totals[i]!) + 0.5 ? 1 : 0;
      return [
        bar(f.left + f.slot * (i + 0.5) - f.wide / 2, upper + gap, f.wide, height - gap, s.hue, s.tint),
      ];
    });
  });
  return svg(
    width,
    f.height,
    label,
    ...f.backdrop,
    ...bars,
    line(f.left, f.y(0), width, f.y(0), 'axis'),
    ...f.foot,
  );
}
