import assert from 'node:assert/strict';
import { histogram } from '../../src/charts/risk-charts.ts';
import { textWidth } from '../../src/charts/waterfall-chart.ts';
import { all, is, number, textOf } from './drawn.ts';

const WIDTH = 328;

describe('The histogram of a simulation', () => {
  const bins = { from: 0, width: 1, counts: Array.from({ length: 40 }, (_, i) => 40 - Math.abs(i - 20)) };
  /** Left and right end, and row, of what names a mark. */
  const namesOf = (hurdle: number, median: number) =>
    all(
      histogram(
        WIDTH,
        bins,
        {
          hurdle: { value: hurdle, label: '门槛 8.00%' },
          median: { value: median, label: `P50 ${median}.00%` },
          range: [1, 39],
        },
        'lp',
        '',
        String,
      ),
      'text',
    )
      .filter((name) => is(name, 'strong'))
      .map((name) => {
        const [x, long] = [number(name, 'x'), textWidth(textOf(name))];
        return { start: name.props['text-anchor'] === 'end' ? x - long : x, long, y: number(name, 'y') };
      });

  it('names the hurdle and the median inside its width, and neither over the other', () => {
    for (let hurdle = 1; hurdle < 40; hurdle += 1)
      for (let median = 1; median < 40; median += 1) {
        const [a, b] = namesOf(hurdle, median).toSorted((one, other) => one.start - other.start);
        const at = `a hurdle at ${hurdle}, a median at ${median}`;
        assert.ok(a!.start >= 0 && b!.start + b!.long <= WIDTH, `${at}: cut off`);
        assert.ok(a!.y !== b!.y || a!.start + a!.long < b!.start, `${at}: one over the other`);
      }
  });
});
