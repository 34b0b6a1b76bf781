/** Charts of a simulation. */
import { frame } from './time-charts.ts';
import { bar, line, px, svg, text, textWidth, type Words } from './waterfall-chart.ts';
import { h, type VNode } from './markup.ts';

const PLOT = 130;
const TICKS = 8;

/** Round values within `from..to`, as many as have room. */
export function roundValues(from: number, to: number, most = TICKS): number[] {
  const rough = (to - from) / most;
  if (!(rough > 0)) return [from];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((digit) => digit * power).find((s) => s >= rough * (1 - 1e-9))!;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

export interface Histogram {
  readonly from: number;
  readonly width: number;
  readonly counts: readonly number[];
}

export interface Marks {
  /** What is to be reached: bins below it are tinted. */
  readonly hurdle: { readonly value: number; readonly label: string } | null;
  readonly median: { readonly value: number; readonly label: string };
  /** The 5th and the 95th percentile. */
  readonly range: readonly [number, number];
}

/** Bins of one width; below them the range from the 5th to the 95th percentile. */
export function histogram(
  width: number,
  { from, width: step, counts }: Histogram,
  { hurdle, median, range }: Marks,
  hue: string,
  label: string,
  tick: (value: number) => string,
): VNode {
  const to = from + step * counts.length;
  const x = (value: number) => ((Math.min(to, Math.max(from, value)) - from) / (to - from)) * width;
  const most = Math.max(1, ...counts);
  const slot = width / counts.length;
  const isLow = (i: number) => hurdle !== null && from + step * (i + 0.5) < hurdle.value;
  const shown = hurdle !== null && hurdle.value > from && hurdle.value < to ? hurdle : null;
  const marks = [...(shown ? [{ ...shown, kind: 'hurdle' }] : []), { ...median, kind: 'median' }].sort(
    (a, b) => a.value - b.value,
  );
  /** The lower one is named at its left, the other at its right, where there is room. */
  const names = marks.map((m, i) => {
    const [at, long] = [x(m.value), textWidth(m.label) + 6];
    const isLeft = i === 0 && marks.length === 2 ? at >= long : at + long > width;
    return { ...m, at, isLeft, start: isLeft ? at - long : at, end: isLeft ? at : at + long };
  });
  const areApart = names.length === 1 || names[0]!.end <= names[1]!.start;
  const top = areApart ? 26 : 42;
  const floor = top + PLOT;
  const values = roundValues(from, to).filter((v) => {
    const half = textWidth(tick(v)) / 2;
    return x(v) >= half && x(v) <= width - half;
  });
  const fits = values.filter((_, i) => i % Math.ceil((values.length * 44) / width) === 0);
  const under = floor + 36;
  const [low, high] = range.map(x) as [number, number];
  return svg(
    width,
    under + 10,
    label,
    ...counts.flatMap((count, i) =>
      count === 0
        ? []
        : [
            bar(
              slot * i,
              floor - (count / most) * PLOT,
              Math.max(1, slot - 1),
              (count / most) * PLOT,
              hue,
              isLow(i) ? 'light' : 'solid',
            ),
          ],
    ),
    line(0, floor, width, floor, 'axis'),
    ...fits.map((v) => text(x(v), floor + 16, tick(v))),
    ...names.flatMap(({ at, label, kind, isLeft }, i) => {
      const y = areApart || i === 0 ? 13 : 29;
      return [
        line(at, y - 9, at, floor, kind),
        text(at + (isLeft ? -5 : 5), y, label, isLeft ? 'end' : 'start', 'strong'),
      ];
    }),
    line(low, under, high, under, 'range'),
    line(low, under - 4, low, under + 4, 'range'),
    line(high, under - 4, high, under + 4, 'range'),
    text(
      low - 5 > 14 ? low - 5 : low + 5,
      under + (low - 5 > 14 ? 4 : 16),
      'P5',
      low - 5 > 14 ? 'end' : 'start',
      'quiet',
    ),
    text(
      high + 5 < width - 20 ? high + 5 : high - 5,
      under + (high + 5 < width - 20 ? 4 : 16),
      'P95',
      high + 5 < width - 20 ? 'start' : 'end',
      'quiet',
    ),
  );
}

/**
 * How a sum over the periods is spread: the outer and the inner band, and the middle.
 * @param bands by percentile 5, 25, 50, 75 and 95, then by period from 0 on
 */
export function fan(
  width: number,
  bands: readonly (readonly number[])[],
  hue: string,
  label: string,
  words: Words,
): VNode {
  const all = bands.flat();
  const periods = bands[0]!.map((_, k) => k);
  const f = frame(width, 140, Math.min(...all), Math.max(...all), periods, words);
  const x = (k: number) => f.left + f.slot * (k + 0.5);
  const at = (values: readonly number[]) => values.map((v, k) => `${px(x(k))},${px(f.y(v))}`);
  const band = (low: readonly number[], high: readonly number[], tint: string) =>
    h('polygon', { points: [...at(high), ...at(low).reverse()].join(' '), class: `hue-${hue} ${tint}` });
  const [p5, p25, p50, p75, p95] = bands as readonly (readonly number[])[] as [
    readonly number[],
    readonly number[],
    readonly number[],
    readonly number[],
    readonly number[],
  ];
  return svg(
    width,
    f.height,
    label,
    ...f.backdrop,
    band(p5, p95, 'light'),
    band(p25, p75, 'mid'),
    h('polyline', { points: at(p50).join(' '), class: 'running' }),
    ...f.foot,
  );
}
