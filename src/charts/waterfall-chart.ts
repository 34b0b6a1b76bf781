/** Charts as data: figures in, SVG elements out. All lengths are CSS pixels. */
import { h, type VNode } from './markup.ts';
import type { Slice } from './bars.ts';

export interface Words {
  amount(value: number): string;
  readonly cash: string;
  paidBack(year: number): string;
}

const TEXT = 11;
const BAR = 44;
const COLUMNS_AT_MOST = 7;

/** About as wide as the text will be at 11 px. */
export const textWidth = (text: string): number =>
  [...text].reduce(
    (sum, c) => sum + (c > '\u2e7f' ? TEXT : /[ilI.,·|]/.test(c) ? 3.2 : /[A-Zmw%]/.test(c) ? 7.6 : 6),
    0,
  );

export const px = (n: number): number => Math.round(n * 100) / 100;

export const svg = (width: number, height: number, label: string, ...content: VNode[]): VNode =>
  h(
    'svg',
    {
      class: 'chart',
      viewBox: `0 0 ${px(width)} ${px(height)}`,
      width: px(width),
      height: px(height),
      role: 'img',
      'aria-label': label,
    },
    ...content,
  );

export const text = (
  x: number,
  y: number,
  content: string,
  anchor: 'start' | 'middle' | 'end' = 'middle',
  kind = '',
): VNode => h('text', { x: px(x), y: px(y), 'text-anchor': anchor, class: kind || undefined }, content);

export const line = (x1: number, y1: number, x2: number, y2: number, kind: string): VNode =>
  h('line', { x1: px(x1), y1: px(y1), x2: px(x2), y2: px(y2), class: kind });

/** A bar; tinted ones are inset by half their stroke, so that edges meet where figures do. */
export function bar(x: number, y: number, width: number, height: number, hue: string, tint: string): VNode {
  const inset = tint === 'solid' ? 0 : Math.min(0.5, width / 2, height / 2);
  return h('rect', {
    x: px(x + inset),
    y: px(y + inset),
    width: px(width - 2 * inset),
    height: px(height - 2 * inset),
    class: `hue-${hue} ${tint}`,
  });
}

/** A run of cash through the tiers: each bar hangs where the one before it ended. */
export interface Step {
  readonly label: string;
  readonly value: number;
  /** What is left after it. */
  readonly end: number;
  readonly hue: string;
  readonly tint: string;
}

export function stepsOf(cash: number, slices: readonly Slice[], cashLabel: string): Step[] {
  let left = cash;
  return [
    { label: cashLabel, value: cash, end: 0, hue: 'cash', tint: 'solid' },
    ...slices.map(({ label, total, hue, tint }) => {
      left -= total;
      // What binary fractions leave of zero is zero.
      if (Math.abs(left) < 1e-9 * Math.abs(cash)) left = 0;
      return { label, value: total, end: left, hue, tint };
    }),
  ];
}

/** Where the cash went: columns while they are few and their names short, rows otherwise. */
export function waterfall(
  width: number,
  cash: number,
  slices: readonly Slice[],
  label: string,
  words: Words,
): VNode {
  const steps = stepsOf(cash, slices, words.cash);
  const slot = width / steps.length;
  const named = steps.every(
    (s) => textWidth(s.label) <= slot - 4 && textWidth(words.amount(s.value)) <= slot - 2,
  );
  return steps.length <= COLUMNS_AT_MOST + 1 && named
    ? waterfallColumns(width, steps, label, words)
    : waterfallRows(width, steps, label, words);
}

function waterfallColumns(width: number, steps: readonly Step[], label: string, words: Words): VNode {
  const [top, bottom, height] = [20, 144, 170];
  const slot = width / steps.length;
  const wide = Math.min(BAR, slot - 8);
  const most = Math.max(...steps.map((s) => s.end + s.value)) || 1;
  const y = (value: number) => bottom - (value / most) * (bottom - top);
  const x = (i: number) => slot * i + (slot - wide) / 2;
  return svg(
    width,
    height,
    label,
    ...steps.flatMap((s, i) => {
      const upper = y(s.end + s.value);
      const next = steps[i + 1];
      return [
        ...(next
          ? [
              line(
                x(i) + wide,
                y(i === 0 ? s.value : s.end),
                x(i + 1),
                y(i === 0 ? s.value : s.end),
                'connector',
              ),
            ]
          : []),
        bar(x(i), upper, wide, y(s.end) - upper, s.hue, s.tint),
        text(slot * (i + 0.5), upper - 5, words.amount(s.value), 'middle', 'strong'),
        text(slot * (i + 0.5), bottom + 16, s.label),
      ];
    }),
    line(0, bottom, width, bottom, 'axis'),
  );
}

function waterfallRows(width: number, steps: readonly Step[], label: string, words: Words): VNode {
  const widest = Math.max(...steps.map((s) => textWidth(s.label))) + 8;
  // A name that would run into the bars stands above its own.
  const above = widest > width * 0.4 ? 14 : 0;
  const [row, thick] = [24 + above, 14];
  const names = above ? 0 : widest;
  const figures = Math.max(...steps.map((s) => textWidth(words.amount(s.value)))) * 1.1 + 6;
  const most = Math.max(...steps.map((s) => s.end + s.value)) || 1;
  const x = (value: number) => names + (value / most) * (width - names - figures);
  return svg(
    width,
    row * steps.length + 4,
    label,
    ...steps.flatMap((s, i) => {
      const y = row * i + above + (row - above - thick) / 2;
      const edge = x(i === 0 ? s.value : s.end);
      return [
        ...(i + 1 < steps.length ? [line(edge, y + thick, edge, y + row - above, 'connector')] : []),
        bar(x(s.end), y, x(s.end + s.value) - x(s.end), thick, s.hue, s.tint),
        text(0, above ? y - 4 : y + 11, s.label, 'start'),
        text(width, y + 11, words.amount(s.value), 'end', 'strong'),
      ];
    }),
    line(names, 2, names, row * steps.length, 'axis'),
  );
}
