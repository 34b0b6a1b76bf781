/** Charts of a simulation: a measure over the scenarios, cumulative cash, and what drives the measure. */
import type { Measure, SimulationResult } from '../../engine/index.ts';
import { h, type Child } from '../../charts/markup.ts';
import { fan, histogram } from '../../charts/risk-charts.ts';
import { hueOf, partyLabel } from '../../charts/bars.ts';
import { formatAmount, percentSign } from '../../i18n/index.ts';
import { figure, spoken } from '../views/result-charts.ts';
import { sectionHead } from '../views/view.ts';
import { leverText, measureName, measureText, type Asked } from './asked.ts';
import { inputName, percentileName, sayIn, spreadOf } from './simulation-words.ts';

const hueFor = ({ base }: Asked, { of, what }: Measure): string =>
  what === 'carry' || what === 'clawback' ? 'gp' : of === 'project' ? 'cash' : hueOf(base, of);

/** The hurdle rate of the run, where a rate of return is shown. */
const hurdleOf = ({ study }: Asked, { what }: Measure) =>
  what === 'irr' ? study.levers.find((l) => /hurdle/.test(l.id) && l.unit === 'rate') : undefined;

export function distributionChart(asked: Asked, result: SimulationResult, measure: Measure): Child {
  const { view } = asked;
  const t = sayIn(asked);
  const spread = spreadOf(result, measure)!;
  const name = measureName(asked, measure);
  const title = t('over', { measure: name, n: formatAmount(spread.count, view.locale, 0) });
  const shown = (value: number) => measureText(asked, measure, value);
  const note = [
    spread.mean === null
      ? ''
      : t('mean', {
          mean: shown(spread.mean),
          error: spread.error === null ? '–' : errorText(asked, measure, spread.error),
        }),
    spread.none ? t('none', { n: formatAmount(spread.none, view.locale, 0) }) : '',
  ].filter(Boolean);
  const { histogram: bins, percentiles } = spread;
  if (!bins)
    return h('p', { class: 'quiet' }, `${title}: ${spread.mean === null ? '–' : shown(spread.mean)}`);
  const hurdle = hurdleOf(asked, measure);
  const edge = (i: number) => shown(bins.from + bins.width * i);
  return [
    figure(
      view,
      {
        id: 'histogram',
        title,
        chart: histogram(
          view.state.width,
          bins,
          {
            hurdle: hurdle
              ? {
                  value: hurdle.value,
                  label: t('hurdleAt', { value: leverText(hurdle, hurdle.value, view.locale) }),
                }
              : null,
            median: { value: percentiles[2]!, label: `P50 ${shown(percentiles[2]!)}` },
            range: [percentiles[0]!, percentiles[4]!],
          },
          hueFor(asked, measure),
          spoken(
            title,
            percentiles.map((p, i) => [percentileName(result, i), shown(p)]),
          ),
          (value) => tickText(asked, measure, value),
        ),
        head: [t('from'), t('to'), t('count')],
        rows: bins.counts.map((count, i) => [edge(i), edge(i + 1), formatAmount(count, view.locale, 0)]),
      },
      null,
    ),
    h('p', { class: 'quiet', key: 'mean' }, note.join(view.locale === 'en' ? ' ' : '')),
  ];
}

/** A value below an axis. */
function tickText({ view }: Asked, { what }: Measure, value: number): string {
  if (what === 'irr')
    return `${formatAmount(Number((value * 100).toPrecision(6)), view.locale, 0)}${percentSign(view.locale)}`;
  const decimals = Math.abs(value) < 10 && !Number.isInteger(value) ? 1 : 0;
  return `${formatAmount(value, view.locale, decimals)}${what === 'multiple' ? 'x' : ''}`;
}

/** A standard error: of a rate in percentage points. */
const errorText = (asked: Asked, measure: Measure, error: number): string =>
  measure.what === 'irr'
    ? `${formatAmount(error * 100, asked.view.locale, 3)}${asked.view.locale === 'en' ? ' pp' : ' 个百分点'}`
    : formatAmount(error, asked.view.locale, measure.what === 'multiple' ? 4 : 2);

export function fanChart(asked: Asked, result: SimulationResult, measure: Measure): Child {
  const { view, base, run } = asked;
  const t = sayIn(asked);
  const id = measure.what === 'carry' || measure.what === 'clawback' ? 'gp' : measure.of;
  const bands = result.fan.parties.find((p) => p.id === id)?.percentiles;
  if (!bands?.length) return null;
  const who = id === 'project' ? asked.t('deal') : partyLabel(base, id, view.locale);
  const title = t('fan', { who });
  const amount = view.amounts(bands.flat());
  const last = bands[0]!.length - 1;
  return figure(
    view,
    {
      id: 'fan',
      title,
      legend: h('span', { class: 'quiet' }, t('fanKey')),
      chart: fan(
        view.state.width,
        bands,
        hueFor(asked, { of: id, what: 'profit' }),
        spoken(
          title,
          bands.map((band, i) => [percentileName(result, i), amount(band[last]!)]),
        ),
        { amount: (n) => formatAmount(n, view.locale, 0), cash: '', paidBack: () => '' },
      ),
      head: [view.t('period'), ...bands.map((_, i) => percentileName(result, i))],
      rows: bands[0]!.map((_, k) => [String(k), ...bands.map((band) => amount(band[k]!))]),
    },
    run.document.unit,
  );
}

export function drivers(asked: Asked, result: SimulationResult, measure: Measure): Child {
  const t = sayIn(asked);
  const { inputs, figures } = result.drivers;
  const of = measure.what === 'carry' || measure.what === 'clawback' ? 'project' : measure.of;
  const found = figures.find((f) => f.of === of && f.what === measure.what && !f.after);
  const rows = inputs
    .map((input, i) => ({ input, correlation: found?.correlations[i] ?? null }))
    .filter((r): r is { input: string; correlation: number } => r.correlation !== null)
    .sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation));
  if (rows.length < 2) return null;
  const title = t('drivers', { measure: measureName(asked, measure) });
  const hue = hueFor(asked, measure);
  return h(
    'section',
    { 'aria-label': title, key: 'drivers' },
    sectionHead(title),
    h(
      'table',
      { class: 'tornado drivers' },
      h(
        'tbody',
        null,
        rows.slice(0, 12).map(({ input, correlation }) =>
          h(
            'tr',
            { key: input },
            h('th', { scope: 'row' }, inputName(asked, input)),
            h(
              'td',
              { class: 'bars', 'aria-hidden': 'true' },
              h('i', {
                class: `high hue-${hue}`,
                style: `${correlation < 0 ? 'right' : 'left'}:50%;width:${46 * Math.abs(correlation)}%`,
              }),
            ),
            h('td', null, formatAmount(correlation, asked.view.locale, 2)),
          ),
        ),
      ),
    ),
    h('p', { class: 'quiet' }, t('driversNote')),
  );
}
