/** The simulation of a run: what is uncertain, how far it is, and what came of it. */
import { getReady } from '../../client/simulate.ts';
import type { Distribution, Measure, Pot, Result, SimulationResult } from '../../engine/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { fan, histogram } from '../../charts/risk-charts.ts';
import { hueOf, partyLabel } from '../../charts/bars.ts';
import { formatAmount, percentSign, say, type Locale } from '../../i18n/index.ts';
import { simulationTexts, type SimulationText } from '../../i18n/simulation.ts';
import type { Risk, Simulating } from '../model/questions.ts';
import { figure, spoken } from '../views/result-charts.ts';
import { issueRow, sectionHead } from '../views/view.ts';
import { isMoney, leverText, measureId, measureName, measureText, type Asked } from './asked.ts';
import { setQuestions } from './measure-rows.ts';
import { CASH, DEALS, EXITS, readFields, SIZE, type Fault, type Field } from './simulation-fields.ts';
import { choice } from './solve-for.ts';

export type Say = (key: SimulationText, params?: Readonly<Record<string, string | number>>) => string;
export const sayIn =
  ({ view }: Asked): Say =>
  (key, params) =>
    say(simulationTexts[key], view.locale, params);

export const isByDeal = ({ study }: Asked): boolean =>
  study.flows.cash.some((c) => c.deal !== undefined && c.amount !== 0);

export const setRisk = (asked: Asked, change: Partial<Risk>): void =>
  setQuestions(asked, { risk: { ...asked.view.state.questions.risk, ...change } });

/** The simulation of the run that is shown; null where none was asked for. */
export function simulatingOf({ view, run }: Asked): Simulating | null {
  const { simulating } = view.state.questions.risk;
  return simulating?.run === run.id ? simulating : null;
}

export function simulationView(asked: Asked, write: (simulating: Simulating) => void): Child {
  getReady();
  const simulating = simulatingOf(asked);
  const result = simulating?.simulated?.result ?? null;
  return [
    fields(asked, simulating?.phase === 'running'),
    simulating ? progress(asked, simulating) : null,
    result && result.scenarios > 0 ? results(asked, simulating!, result, write) : null,
  ];
}

function fields(asked: Asked, running: boolean): VNode {
  const { risk } = asked.view.state.questions;
  const t = sayIn(asked);
  const byDeal = isByDeal(asked);
  const { faults } = readFields(risk, byDeal);
  const hint = (id: string): Child => {
    const fault: Fault | undefined = faults[id];
    // What was not typed yet is no fault before it is asked for.
    const isShown = fault && (risk.tried || (risk.texts[id] ?? '') !== '');
    return isShown
      ? h('p', { class: 'hint bad', role: 'alert', id: `${id}-fault` }, t(fault.text, amounts(asked, fault)))
      : null;
  };
  const input = (f: Field, label?: string): VNode =>
    h(
      'div',
      { class: faults[f.id] && risk.tried ? 'entry invalid' : 'entry', key: f.id },
      h('input', {
        id: `risk-${f.id}`,
        type: 'text',
        inputmode: 'decimal',
        autocomplete: 'off',
        'aria-label': label,
        placeholder: label ? t(f.label) : undefined,
        disabled: running,
        value: risk.texts[f.id] ?? '',
        oninput: (e: Event) =>
          setRisk(asked, { texts: { ...risk.texts, [f.id]: (e.target as HTMLInputElement).value } }),
      }),
      f.unit === '%' ? h('span', { class: 'unit' }, '%') : null,
    );
  const row = (f: Field): VNode =>
    h(
      'div',
      { class: 'field', key: f.id },
      h('label', { for: `risk-${f.id}` }, t(f.label)),
      input(f),
      hint(f.id),
    );
  return h(
    'section',
    { 'aria-label': t('uncertain'), key: 'fields' },
    sectionHead(t('uncertain')),
    h('p', { class: 'quiet' }, t('blank')),
    row(CASH),
    choice(
      'risk-over-time',
      t('overTime'),
      [
        { id: 'cumulative', name: t('cumulative') },
        { id: 'independent', name: t('independent') },
      ],
      risk.overTime,
      (id) => setRisk(asked, { overTime: id as Risk['overTime'] }),
    ),
    EXITS.map(({ id, label, of }) =>
      h(
        'fieldset',
        { class: 'three', key: id },
        h('legend', null, t(label)),
        h(
          'div',
          null,
          of.map((f) => input(f, `${t(label)}: ${t(f.label)}`)),
        ),
        hint(`${id}.least`) ?? hint(`${id}.likely`) ?? hint(`${id}.most`),
      ),
    ),
    byDeal ? DEALS.map(row) : null,
    SIZE.map(row),
  );
}

const amounts = ({ view }: Asked, { params = {} }: Fault): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([key, n]) => [key, formatAmount(n, view.locale, 0)]));

function progress(
  asked: Asked,
  { phase, since, asked: { scenarios }, simulated, faults }: Simulating,
): Child {
  const t = sayIn(asked);
  const { locale } = asked.view;
  if (phase === 'refused')
    return h(
      'ul',
      { class: 'card issues', id: 'simulation-faults' },
      faults.map((message) => issueRow(asked.view, 'error', null, message)),
    );
  const done = simulated?.done ?? 0;
  const all = simulated?.scenarios ?? scenarios;
  const seconds = done > 0 ? ((Date.now() - since) / 1000) * (all / done - 1) : null;
  const whole = (n: number) => formatAmount(n, locale, 0);
  if (phase !== 'running')
    return h(
      'p',
      { class: 'quiet', key: 'simulated' },
      `${t(phase)}${locale === 'en' ? '. ' : '。'}`,
      simulated
        ? t(simulated.where === 'here' ? 'byHere' : 'byService', {
            n: whole(done),
            seed: String(simulated.result?.seed ?? ''),
          })
        : '',
    );
  return h(
    'section',
    { 'aria-label': t('running'), key: 'progress' },
    h(
      'div',
      { class: 'head' },
      h('span', null, t('ofScenarios', { done: whole(done), all: whole(all) })),
      seconds === null || seconds < 1
        ? null
        : h('span', { class: 'aside quiet' }, t('left', { s: whole(Math.ceil(seconds)) })),
    ),
    h('progress', { max: all, value: done, 'aria-label': t('running') }),
    done > 0 ? h('p', { class: 'quiet' }, t('soFar')) : null,
  );
}

/** Figures that are told, in the order in which people ask. */
export function toldMeasures({ base }: Asked): Measure[] {
  const investors = base.parties.filter((p) => p.role === 'class' && p.id !== 'gp').map((p) => p.id);
  const of = (who: string): Measure[] => [
    { of: who, what: 'irr' },
    { of: who, what: 'multiple' },
    { of: who, what: 'profit' },
  ];
  return [
    ...investors.flatMap(of),
    { of: 'gp', what: 'carry' },
    ...(base.clawback ? [{ of: 'gp', what: 'clawback' } as const] : []),
    ...of('project'),
  ];
}

/** How a measure came out; null where the simulation has none of it. */
export function spreadOf(result: SimulationResult, { of, what }: Measure): Distribution | null {
  if (what === 'carry') return result.carry;
  if (what === 'clawback') return result.clawback ?? null;
  const party = result.parties.find((p) => p.id === of);
  return party && what !== 'received' ? party[what] : null;
}

function results(
  asked: Asked,
  simulating: Simulating,
  result: SimulationResult,
  write: (simulating: Simulating) => void,
): Child {
  const { view } = asked;
  const t = sayIn(asked);
  const told = toldMeasures(asked).filter((m) => spreadOf(result, m));
  const measure = told.find((m) => measureId(m) === view.state.questions.risk.measure) ?? told[0]!;
  const canWrite =
    view.state.host === 'excel' && view.state.phase === 'idle' && simulating.phase !== 'running';
  return [
    h(
      'section',
      { 'aria-label': t('measure'), key: 'chosen' },
      choice(
        'risk-measure',
        t('measure'),
        told.map((m) => ({ id: measureId(m), name: measureName(asked, m) })),
        measureId(measure),
        (id) => setRisk(asked, { measure: id }),
      ),
    ),
    distributionChart(asked, result, measure),
    percentileTable(asked, result, told),
    facts(asked, result),
    fanChart(asked, result, measure),
    drivers(asked, result, measure),
    result.whole.length
      ? h('p', { class: 'quiet' }, t('slower', { clause: clausesOf(asked, result) }))
      : null,
    h(
      'button',
      {
        type: 'button',
        id: 'write-simulation',
        class: 'block',
        'aria-disabled': !canWrite,
        title: view.state.host === 'excel' ? undefined : view.t('noOffice'),
        onclick: () => (canWrite ? write(simulating) : undefined),
      },
      t('writeSheet'),
    ),
  ];
}

const clausesOf = (asked: Asked, { whole }: SimulationResult): string =>
  whole.map(({ clause }) => sayIn(asked)(clause)).join(asked.view.locale === 'en' ? ', ' : '、');

const hueFor = ({ base }: Asked, { of, what }: Measure): string =>
  what === 'carry' || what === 'clawback' ? 'gp' : of === 'project' ? 'cash' : hueOf(base, of);

/** The hurdle rate of the run, where a rate of return is shown. */
const hurdleOf = ({ study }: Asked, { what }: Measure) =>
  what === 'irr' ? study.levers.find((l) => /hurdle/.test(l.id) && l.unit === 'rate') : undefined;

function distributionChart(asked: Asked, result: SimulationResult, measure: Measure): Child {
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

export const percentileName = ({ percentiles }: SimulationResult, i: number): string =>
  `P${Math.round(percentiles[i]! * 100)}`;

function percentileTable(asked: Asked, result: SimulationResult, told: readonly Measure[]): VNode {
  const { view } = asked;
  const t = sayIn(asked);
  return h(
    'section',
    { 'aria-label': t('percentiles'), key: 'percentiles' },
    sectionHead(t('percentiles'), asked.run.document.unit),
    h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('percentiles') },
      h(
        'table',
        { class: 'percentiles' },
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            h('th', { scope: 'col' }, t('measure')),
            result.percentiles.map((_, i) => h('th', { scope: 'col' }, percentileName(result, i))),
          ),
        ),
        h(
          'tbody',
          null,
          told.map((measure) => {
            const spread = spreadOf(result, measure)!;
            const amount = view.amounts([...spread.percentiles, spread.forecast ?? 0]);
            const shown = (x: number | null) =>
              x === null || !isMoney(measure) ? measureText(asked, measure, x) : amount(x);
            return h(
              'tr',
              { key: measureId(measure) },
              h(
                'th',
                { scope: 'row' },
                measureName(asked, measure),
                h('small', null, t('baseCase', { value: shown(spread.forecast) })),
              ),
              result.percentiles.map((_, i) => h('td', null, shown(spread.percentiles[i] ?? null))),
            );
          }),
        ),
      ),
    ),
  );
}

/** Who pays nothing in loses nothing. */
const paysIn = (base: Result, id: string): boolean =>
  id === 'project' || (base.parties.find((p) => p.id === id)?.measures.contributed ?? 0) > 0;

/** How likely the events are that people ask about, by name. */
export function likelihoods(asked: Asked, result: SimulationResult): [string, number][] {
  const { study, view, base } = asked;
  const t = sayIn(asked);
  const { probabilities, parties } = result;
  const tiers = study.definition.pots.flatMap((pot) => pot.tiers);
  const facts: [string, number | null | undefined][] = [
    ...probabilities.hurdles.map(({ tier, probability }): [string, number | null] => {
      const name = base.tiers.find((x) => x.id === tier)?.name;
      const known = tiers.some((x) => x.id === tier) && name ? say(name, view.locale) : tier;
      return [t('below', { tier: known }), probability === null ? null : 1 - probability];
    }),
    [t('carryPaid'), probabilities.carry],
    [t('clawbackDue'), probabilities.clawback],
    ...parties
      .filter(({ id }) => paysIn(base, id))
      .map((party): [string, number | null] => [
        t('loss', {
          who: party.id === 'project' ? asked.t('deal') : partyLabel(base, party.id, view.locale),
        }),
        (party.after ?? party).loss,
      ]),
  ];
  return facts.flatMap(([name, p]) => (p == null ? [] : [[name, p] as [string, number]]));
}

function facts(asked: Asked, result: SimulationResult): VNode {
  const t = sayIn(asked);
  return h(
    'section',
    { 'aria-label': t('probability'), key: 'facts' },
    sectionHead(t('probability')),
    h(
      'table',
      { class: 'does' },
      h(
        'tbody',
        null,
        likelihoods(asked, result).map(([name, p]) =>
          h(
            'tr',
            { key: name },
            h('th', { scope: 'row' }, name),
            h('td', null, h('b', null, asked.view.percent(p, 1))),
          ),
        ),
      ),
    ),
  );
}

function fanChart(asked: Asked, result: SimulationResult, measure: Measure): Child {
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

const potName = ({ id, name }: Pot, locale: Locale): string =>
  typeof name === 'object' ? say(name, locale) : (name ?? id);

/** What was drawn, in words. */
export function inputName(asked: Asked, input: string): string {
  const t = sayIn(asked);
  const { study } = asked;
  const { pots } = study.definition;
  if (input === 'market') return t('market');
  if (input === 'exit.period') return t('exitPeriod');
  if (input === 'exit.multiple') return t('exitMultiple');
  const pot = pots.find(({ id }) => input === `cash.${id}`);
  if (pot) return pots.length === 1 ? t('cash') : t('cashOf', { pot: potName(pot, asked.view.locale) });
  const deal = /^deals\.(.*?)(\.exit)?$/.exec(input);
  if (deal) return deal[2] ? t('dealExit', { deal: deal[1]! }) : deal[1]!;
  return input;
}

function drivers(asked: Asked, result: SimulationResult, measure: Measure): Child {
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
      { class: 'tornado' },
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
