import type { ResultDocument } from '../../document/index.ts';
import { formatAmount } from '../../i18n/index.ts';
import { waterfall, type Words } from '../../charts/waterfall-chart.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { capitalOpen, slicesOf, type Slice } from '../../charts/bars.ts';
import { recovery, stack } from '../../charts/time-charts.ts';
import { columnsBeyond, folded } from './folding.ts';
import { periodHead, sectionHead, type View } from './view.ts';

export interface Figure {
  readonly id: string;
  readonly title: string;
  readonly legend?: Child;
  readonly chart: VNode;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What the charts of a run share: its slices of cash, and its amounts in words. */
interface Drawing {
  readonly view: View;
  readonly document: ResultDocument;
  readonly slices: readonly Slice[];
  /** An amount of a period, and the words of an axis of such amounts. */
  readonly flow: (n: number) => string;
  readonly axis: Words;
}

/** The charts of a run; each can be read as a table instead. */
export function resultCharts(view: View, document: ResultDocument): Child {
  const { locale, t } = view;
  const { tables, unit } = document;
  const flow = view.amounts(tables.net);
  const axis = wordsOf(view, (n) => formatAmount(n, locale, Number.isInteger(n) ? 0 : 2));
  const slices = slicesOf(tables, locale);
  const drawing: Drawing = { view, document, slices, flow, axis };
  const open = capitalOpen(tables, locale);
  const periods = tables.cash.flatMap((c, k) => (k > 0 || c !== 0 ? [k] : []));
  const figures = [
    whereCash(drawing),
    recovered(drawing),
    stacked(drawing, 'split', t('splitByPeriod'), slices, periods),
    ...(open.length
      ? [stacked(drawing, 'capital', t('remainingCapital'), open, [...tables.net.keys()])]
      : []),
  ];
  return figures.map((f) => figure(view, f, unit));
}

const wordsOf = ({ locale, t }: View, amount: (n: number) => string): Words => ({
  amount,
  cash: t('cash'),
  paidBack: (year) => t('paidBack', { year: formatAmount(year, locale, 2) }),
});

function whereCash({ view, document, slices }: Drawing): Figure {
  const { locale, state, t } = view;
  const { tables, unit } = document;
  const total = view.amounts([tables.project.distributed, ...slices.map((s) => s.total)]);
  const cash = slices.reduce((sum, s) => sum + s.total, 0);
  const unitOf = locale !== 'zh-CN' ? '' : unit ? ` ${unit}` : ' ';
  const title = t('whereCash', { amount: `${total(cash)}${unitOf}` });
  const parts = slices.map((s) => [s.label, total(s.total)] as const);
  return {
    id: 'where',
    title,
    chart: waterfall(state.width, cash, slices, spoken(title, parts), wordsOf(view, total)),
    head: [t('tier'), t('party'), t('amount')],
    rows: [
      [t('cash'), '', total(cash)],
      ...slices.map((s) => [s.tier, partyOf(s, document, view), total(s.total)]),
    ],
  };
}

function recovered({ view, document, flow, axis }: Drawing): Figure {
  const { state, t } = view;
  const { tables } = document;
  const { payback } = tables.project;
  let running = 0;
  const sums = tables.net.map((n) => (running += n));
  const said = spoken(t('recovery'), [
    ...tables.net.map((n, k): [string, string] => [String(k), flow(n)]),
    ['', payback === null ? t('notPaidBack') : axis.paidBack(payback)],
  ]);
  return {
    id: 'recovery',
    title: t('recovery'),
    legend: [
      key('hue-cash solid', t('netCashFlow')),
      h('span', { class: 'key' }, h('i', { class: 'line-key', 'aria-hidden': 'true' }), t('cumulative')),
    ],
    chart: recovery(state.width, tables.net, tables.years, payback, said, axis),
    head: [periodHead(view, tables), t('netCashFlow'), t('cumulative')],
    rows: tables.net.map((n, k) => [String(k), flow(n), flow(sums[k]!)]),
  };
}

/** Parts of each period's amount, one on the other. */
function stacked(
  { view, document, flow, axis }: Drawing,
  id: string,
  title: string,
  parts: readonly Slice[],
  from: readonly number[],
): Figure {
  const columns = parts.map((s) => from.map((k) => flow(s.amounts[k]!)));
  const said = spoken(
    title,
    parts.map((s, i) => [s.legend, columns[i]!.join(', ')]),
  );
  return {
    id,
    title,
    legend: parts.map((s) => key(`hue-${s.hue} ${s.tint}`, s.legend)),
    chart: stack(view.state.width, parts, from, said, axis),
    head: [periodHead(view, document.tables), ...parts.map((s) => s.legend)],
    rows: from.map((k, i) => [String(k), ...columns.map((c) => c[i]!)]),
  };
}

export const spoken = (title: string, parts: readonly (readonly [string, string])[]): string =>
  `${title}: ${parts.map(([name, value]) => (name ? `${name} ${value}` : value)).join('; ')}`;

const key = (look: string, label: string): VNode =>
  h('span', { class: 'key' }, h('i', { class: `swatch ${look}`, 'aria-hidden': 'true' }), label);

const partyOf = (slice: Slice, { tables }: ResultDocument, { locale }: View): string =>
  tables.parties.find((p) => p.id === slice.party)?.name[locale] ?? slice.party;

export function figure(view: View, f: Figure, unit: string | null): VNode {
  const { state, store, t } = view;
  const asTable = state.tables.includes(f.id);
  const toggle = h(
    'button',
    {
      type: 'button',
      class: 'link',
      'aria-label': `${t(asTable ? 'chart' : 'table')}: ${f.title}`,
      onclick: () =>
        store.set((s) => ({
          ...s,
          tables: asTable ? s.tables.filter((id) => id !== f.id) : [...s.tables, f.id],
        })),
    },
    t(asTable ? 'chart' : 'table'),
  );
  return h(
    'section',
    { 'aria-label': f.title, key: f.id },
    sectionHead(f.title, [unit ? `${unit} · ` : '', toggle]),
    asTable ? dataTable(view, f) : [f.legend ? h('div', { class: 'legend' }, f.legend) : null, f.chart],
  );
}

/** A row of more is a grid, which scrolls. */
const MOST_FOLDED = 7;

function dataTable({ state, t }: View, f: Figure): Child {
  const table = h(
    'table',
    { class: 'wide' },
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        f.head.map((name) => h('th', { scope: 'col' }, name)),
      ),
    ),
    h(
      'tbody',
      null,
      f.rows.map((row) =>
        h(
          'tr',
          null,
          row.map((cell, i) => (i === 0 ? h('th', { scope: 'row' }, cell) : h('td', null, cell))),
        ),
      ),
    ),
  );
  if (f.head.length <= MOST_FOLDED) return folded(state.width, table);
  const n = columnsBeyond(state.width, table);
  return [
    n ? h('p', { class: 'quiet' }, t('moreColumns', { n })) : null,
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': f.title, key: 'table' }, table),
  ];
}
