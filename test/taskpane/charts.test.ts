import assert from 'node:assert/strict';
import { calculate, type ResultDocument } from '../../src/document/index.ts';
import { stepsOf, waterfall, type Words } from '../../src/charts/waterfall-chart.ts';
import { capitalOpen, slicesOf } from '../../src/charts/bars.ts';
import { isLabelled, recovery, stack, ticks } from '../../src/charts/time-charts.ts';
import { createStore } from '../../src/taskpane/model/store.ts';
import { sourceRows } from '../../src/taskpane/views/understood.ts';
import { tierTable } from '../../src/taskpane/views/tier-table.ts';
import { viewOf, type Actions } from '../../src/taskpane/views/view.ts';
import { modes, requestOf, stateOf } from './deals.ts';
import type { VNode } from '../../src/charts/markup.ts';
import { all, is, number, textOf } from './drawn.ts';

const words: Words = {
  amount: (n) => String(Math.round(n * 100) / 100),
  cash: 'Cash',
  paidBack: (year) => `Paid back in year ${year}`,
};
const WIDTH = 328;

function documentOf(mode: string, amounts?: readonly number[]): ResultDocument {
  const parsed = calculate(requestOf(mode, amounts));
  assert.ok(parsed.ok);
  return parsed.value;
}

const close = (a: number, b: number, by = 0.05): void => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`);

describe('The table of tiers', () => {
  it('heads its rows Year where each period ends a year, else Period', () => {
    const store = createStore(stateOf(), () => undefined);
    const head = (period_unit: string) => {
      const asked = requestOf('flat_principal_first');
      const parsed = calculate({ ...asked, basic_params: { ...asked.basic_params, period_unit } });
      assert.ok(parsed.ok);
      return textOf(all(tierTable(viewOf(store.get(), store, {} as Actions), parsed.value), 'th')[0]!);
    };
    assert.deepEqual(['year', 'quarter', 'month'].map(head), ['Year', 'Period', 'Period']);
  });
});

describe('The remaining capital', () => {
  const shown = (body: unknown) => {
    const parsed = calculate(body);
    assert.ok(parsed.ok, JSON.stringify(parsed));
    const { tables } = parsed.value;
    const slices = capitalOpen(tables, 'en');
    const sums = tables.unreturned.map((_, k) => slices.reduce((sum, s) => sum + s.amounts[k]!, 0));
    return { slices, sums, unreturned: [...tables.unreturned] };
  };

  it('is that of all deals together where carry is paid deal by deal', () => {
    const { slices, sums, unreturned } = shown({
      basic_params: { investment_amount: 150, investment_period: 4, hurdle_rate: 8, carry_rate: 20 },
      deals: [
        { id: 'A', cost: 100, year: 0 },
        { id: 'B', cost: 50, year: 1 },
      ],
      cash_flows: [
        { year: 1, amount: 10, deal: 'A' },
        { year: 2, amount: 20, deal: 'A' },
        { year: 2, amount: 5, deal: 'B' },
        { year: 3, amount: 150, deal: 'A' },
        { year: 4, amount: 40, deal: 'B' },
      ],
      distribution_params: { mode: 'american', catch_up_share: 100, clawback_tax_rate: 0 },
    });
    assert.equal(slices.length, 1);
    // A deal joins at its first cash: 100 - 10, then 90 - 20 + 50 - 5.
    assert.deepEqual(unreturned, [0, 90, 115, 0, 0]);
    assert.deepEqual(sums, unreturned);
  });

  it('stands once where two pots pay back the same capital', () => {
    const pot = (id: string) => ({
      id,
      tiers: [
        { kind: 'returnOfCapital', id: `capital_${id}`, to: ['lp'] },
        { kind: 'split', id: `split_${id}`, shares: { lp: 0.8, gp: 0.2 } },
      ],
    });
    const { slices, sums, unreturned } = shown({
      basic_params: {},
      distribution_params: {
        mode: 'custom',
        definition: { classes: [{ id: 'lp', share: 1 }], pots: [pot('a'), pot('b')] },
        flows: {
          timeline: { unit: 'year', periods: 3 },
          contributions: [{ at: 0, amount: 100 }],
          cash: [
            { at: 1, amount: 30, pot: 'a' },
            { at: 2, amount: 40, pot: 'b' },
            { at: 3, amount: 60, pot: 'b' },
          ],
        },
      },
    });
    assert.deepEqual(unreturned, [100, 70, 30, 0]);
    assert.deepEqual(sums, unreturned);
    assert.equal(slices[0]!.legend, 'LP');
  });

  it('is told by class where each has its own', () => {
    const { slices, sums, unreturned } = shown(requestOf('structured_mezzanine'));
    assert.equal(slices.length, 3);
    sums.forEach((sum, k) => close(sum, unreturned[k]!, 1e-6));
  });
});

describe('The range that is read', () => {
  it('shows the cash of every deal, a row for each', () => {
    const rows = [
      ['Year', 'One', 'Two'],
      [0, -20, -45],
      [1, 5, 0],
      [2, 25, 60],
    ];
    const store = createStore(stateOf(rows, 'american'), () => undefined);
    const view = viewOf(store.get(), store, {} as Actions);
    const table = sourceRows(view, store.get().reading!.sources) as VNode;
    assert.deepEqual(
      all(table, 'tr').map((row) => row.children.map((c) => textOf(c as VNode))),
      [
        ['Cash by column', '0', '1', '2'],
        ['One', '−20', '5', '25'],
        ['Two', '−45', '–', '60'],
      ],
    );
  });
});

describe('The charts of the pane', () => {
  for (const mode of modes)
    it(`${mode}: the steps of the waterfall use up the cash`, () => {
      const { tables } = documentOf(mode);
      const steps = stepsOf(tables.project.distributed, slicesOf(tables, 'en'), 'Cash');
      close(
        steps.slice(1).reduce((sum, s) => sum + s.value, 0),
        steps[0]!.value,
        1e-6,
      );
      assert.equal(steps.at(-1)!.end, 0);
      for (const [i, step] of steps.slice(1).entries()) {
        const before = i === 0 ? steps[0]!.value : steps[i]!.end;
        close(step.end + step.value, before, 1e-6);
      }
    });

  it('draws the waterfall of a flat deal in columns whose heights are the amounts', () => {
    const { tables } = documentOf('flat_principal_first');
    const chart = waterfall(WIDTH, 15000, slicesOf(tables, 'en'), 'Cash', words);
    const bars = all(chart, 'rect');
    const whole = number(bars[0]!, 'height');
    const heights = bars.map((b) => number(b, 'height') + (is(b, 'solid') ? 0 : 1));
    for (const [i, amount] of [15000, 10000, 2400, 2080, 520].entries())
      close(heights[i]!, (whole * amount) / 15000);
    assert.deepEqual(
      bars.map((b) => b.props.class),
      ['hue-cash solid', 'hue-lp solid', 'hue-lp mid', 'hue-lp light', 'hue-gp solid'],
    );
  });

  it('joins neighbouring bars at the cash that is left', () => {
    const { tables } = documentOf('flat_principal_first');
    const chart = waterfall(WIDTH, 15000, slicesOf(tables, 'en'), 'Cash', words);
    const bars = all(chart, 'rect');
    const connectors = all(chart, 'line').filter((l) => is(l, 'connector'));
    assert.equal(connectors.length, bars.length - 1);
    for (const [i, line] of connectors.entries()) {
      assert.equal(number(line, 'y1'), number(line, 'y2'));
      close(number(line, 'y1'), number(bars[i + 1]!, 'y'), 0.6);
    }
  });

  it('lies down when names do not fit under the columns, and stays inside its width', () => {
    const { tables } = documentOf('structured_mezzanine');
    for (const width of [256, WIDTH, 500]) {
      const bars = all(waterfall(width, 15000, slicesOf(tables, 'en'), 'Cash', words), 'rect');
      assert.ok(
        new Set(bars.map((b) => number(b, 'y'))).size === bars.length,
        'each bar has a row of its own',
      );
      for (const bar of bars)
        assert.ok(number(bar, 'x') >= 0 && number(bar, 'x') + number(bar, 'width') <= width);
    }
  });

  it('puts the zero of the recovery chart where outflows end and inflows begin', () => {
    const { tables } = documentOf('flat_principal_first');
    const chart = recovery(WIDTH, tables.net, tables.years, tables.project.payback, 'Recovery', words);
    const zero = number(
      all(chart, 'line').find((l) => is(l, 'axis'))!,
      'y1',
    );
    const [out, ...inflows] = all(chart, 'rect');
    close(number(out!, 'y'), zero, 0.6);
    for (const bar of inflows) close(number(bar, 'y') + number(bar, 'height'), zero);
    assert.match(all(chart, 'text').map(textOf).join('|'), /Paid back in year 4/);
    const mark = all(chart, 'circle').find((c) => is(c, 'mark'))!;
    const year4 = all(chart, 'circle').filter((c) => !is(c, 'mark'))[4]!;
    close(number(mark, 'cx'), number(year4, 'cx'));
  });

  it('marks nothing when the deal is never paid back', () => {
    const { tables } = documentOf('flat_principal_first', [1000, 1000]);
    const chart = recovery(WIDTH, tables.net, tables.years, tables.project.payback, 'Recovery', words);
    assert.equal(all(chart, 'circle').filter((c) => is(c, 'mark')).length, 0);
  });

  it('stacks each period to its cash, in the order of payment', () => {
    const { tables } = documentOf('structured_senior_subordinate');
    const slices = slicesOf(tables, 'en');
    const chart = stack(WIDTH, slices, [1, 2, 3, 4, 5], 'Split', words);
    const zero = number(
      all(chart, 'line').find((l) => is(l, 'axis'))!,
      'y1',
    );
    const columns = new Map<number, VNode[]>();
    for (const bar of all(chart, 'rect')) {
      const x = Math.round(number(bar, 'x') + number(bar, 'width') / 2);
      columns.set(x, [...(columns.get(x) ?? []), bar]);
    }
    assert.equal(columns.size, 5);
    const top = (bars: VNode[]) => Math.min(...bars.map((b) => number(b, 'y')));
    const heights = [...columns.values()].map((bars) => zero - top(bars));
    for (const [i, height] of heights.entries())
      close(height, (heights[4]! * tables.cash[i + 1]!) / tables.cash[5]!, 1.6);
  });

  it('labels every period up to 20 and every fifth beyond', () => {
    const years = Array.from({ length: 25 }, (_, k) => k + 1);
    assert.deepEqual(
      years.filter((k) => isLabelled(k, 25)),
      [5, 10, 15, 20, 25],
    );
    assert.equal(years.filter((k) => isLabelled(k, 20)).length, 25);
    const { tables } = documentOf(
      'flat_principal_first',
      years.map(() => 900),
    );
    const chart = stack(WIDTH, slicesOf(tables, 'en'), years, 'Split', words);
    const feet = all(chart, 'text')
      .filter((t) => !is(t, 'quiet'))
      .map(textOf);
    assert.deepEqual(feet, ['5', '10', '15', '20', '25']);
  });

  it('has at most four gridlines, zero among them', () => {
    assert.deepEqual(ticks(-10000, 5000), [-10000, -5000, 0, 5000]);
    assert.deepEqual(ticks(0, 5000), [0, 2500, 5000]);
    for (const [least, most] of [
      [-3, 7],
      [0, 1],
      [-1e9, 12],
      [0, 123456.78],
      [-0.002, 0.0001],
      [0, 0],
    ] as const) {
      const lines = ticks(least, most);
      assert.ok(lines.length >= 2 && lines.length <= 4 && lines.includes(0), String(lines));
      assert.ok(lines[0]! <= least && lines.at(-1)! >= most, `${lines} must cover ${least}..${most}`);
    }
  });
});
