/** The small bars of the range card: one 48 px column a period, its amount beneath. */
import { h, type VNode } from './markup.ts';
import { bar, line, px, svg, text, textWidth } from './waterfall-chart.ts';

export interface MiniFlow {
  readonly label: string;
  readonly amount: number | null;
  readonly text: string;
  readonly doubtful: boolean;
}

const MINI_COLUMN = 48;
const MINI_HEIGHT = 26;
const MISSING_HEIGHT = 16;

export function miniBars(width: number, flows: readonly MiniFlow[], label: string): VNode {
  const slot = Math.max(
    MINI_COLUMN,
    width / Math.max(1, flows.length),
    ...flows.map((f) => textWidth(f.text) + 6),
  );
  const wide = 22;
  const known = flows.map((f) => f.amount ?? 0);
  const [most, least] = [Math.max(0, ...known), Math.min(0, ...known)];
  const largest = Math.max(most, -least) || 1;
  const size = (n: number) => Math.max(1.5, (Math.abs(n) / largest) * MINI_HEIGHT);
  const zero =
    20 + Math.max(most > 0 ? size(most) : 0, flows.some((f) => f.amount === null) ? MISSING_HEIGHT : 0);
  const foot = zero + (least < 0 ? size(least) : 0) + 16;
  return svg(
    slot * flows.length,
    foot + 8,
    label,
    line(0, zero, slot * flows.length, zero, 'axis'),
    ...flows.flatMap((f, i) => {
      const middle = slot * (i + 0.5);
      const height = f.amount === null ? MISSING_HEIGHT : f.amount === 0 ? 0 : size(f.amount);
      return [
        text(middle, 11, f.label, 'middle', 'quiet'),
        f.amount === null
          ? h('rect', {
              x: px(middle - wide / 2),
              y: px(zero - height),
              width: wide,
              height,
              class: 'unreadable',
            })
          : bar(
              middle - wide / 2,
              f.amount < 0 ? zero : zero - height,
              wide,
              height,
              'cash',
              f.amount < 0 ? 'light' : 'solid',
            ),
        text(middle, foot, f.text, 'middle', f.amount === null ? 'bad' : ''),
        ...(f.doubtful
          ? [
              line(
                middle - textWidth(f.text) / 2,
                foot + 4,
                middle + textWidth(f.text) / 2,
                foot + 4,
                'doubt',
              ),
            ]
          : []),
      ];
    }),
  );
}
