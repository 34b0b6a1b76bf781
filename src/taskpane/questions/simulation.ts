/** The simulation of a run: what is uncertain, how far it is, and what came of it. */
import { getReady } from '../../client/simulate.ts';
import type { Measure, SimulationResult } from '../../engine/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { formatAmount } from '../../i18n/index.ts';
import type { Simulating } from '../model/questions.ts';
import { folded } from '../views/folding.ts';
import { staleBadge } from '../views/results.ts';
import { issueRow, sectionHead } from '../views/view.ts';
import { isMoney, measureId, measureName, measureText, type Asked } from './asked.ts';
import { distributionChart, drivers, fanChart } from './simulation-charts.ts';
import { setRisk } from './measure-rows.ts';
import { fieldsOf, simulationForm } from './simulation-form.ts';
import { likelihoods, percentileName, sayIn, spreadOf, toldMeasures } from './simulation-words.ts';
import { writeButton } from './write-button.ts';
import { choice } from './solve-for.ts';

/** The simulation of the run that is shown; null where none was asked for. */
export function simulatingOf({ view, run }: Asked): Simulating | null {
  const { simulating } = view.state.questions.risk;
  return simulating?.run === run.id ? simulating : null;
}

export function simulationView(
  asked: Asked,
  write: (simulating: Simulating) => void,
  useHistory: () => void,
): Child {
  getReady();
  const simulating = simulatingOf(asked);
  const result = simulating?.simulated?.result ?? null;
  return [
    simulationForm(asked, simulating?.phase === 'running', useHistory),
    simulating?.phase === 'refused'
      ? h(
          'ul',
          { class: 'card issues', id: 'simulation-faults', key: 'faults' },
          simulating.faults.map((message) => issueRow(asked.view, 'error', null, message)),
        )
      : null,
    simulating && result && result.scenarios > 0
      ? results(asked, simulating, result, write)
      : simulating?.phase === 'cancelled'
        ? h('p', { class: 'quiet', key: 'none', id: 'simulated' }, sayIn(asked)('noFigures'))
        : null,
  ];
}

/** Others stand in the fields by now than those that were simulated. */
function isOfOlderEntries(asked: Asked, { asked: { request: _request, ...then } }: Simulating): boolean {
  return JSON.stringify(fieldsOf(asked).asked) !== JSON.stringify(then);
}

/** Where figures come from, or that more are on their way. */
function sourceText(asked: Asked, { phase, simulated }: Simulating): string {
  const t = sayIn(asked);
  if (phase === 'running') return t('soFar');
  const by = t(simulated!.where === 'here' ? 'byHere' : 'byService', {
    n: formatAmount(simulated!.result!.scenarios, asked.view.locale, 0),
    seed: String(simulated!.result!.seed),
  });
  return phase === 'refused' ? by : `${t(phase)}${asked.view.locale === 'en' ? '. ' : '。'}${by}`;
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
  return [
    h(
      'section',
      { 'aria-label': t('measure'), key: 'chosen', id: 'simulated' },
      h(
        'p',
        { class: 'quiet' },
        sourceText(asked, simulating),
        isOfOlderEntries(asked, simulating) ? [' ', staleBadge(view)] : null,
      ),
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
    writeButton(
      asked,
      { id: 'write-simulation', text: t('writeSheet'), isReady: simulating.phase !== 'running' },
      () => write(simulating),
    ),
  ];
}

const clausesOf = (asked: Asked, { whole }: SimulationResult): string =>
  whole.map(({ clause }) => sayIn(asked)(clause)).join(asked.view.locale === 'en' ? ', ' : '、');

function percentileTable(asked: Asked, result: SimulationResult, told: readonly Measure[]): VNode {
  const { view } = asked;
  const t = sayIn(asked);
  return h(
    'section',
    { 'aria-label': t('percentiles'), key: 'percentiles' },
    sectionHead(t('percentiles'), asked.run.document.unit),
    folded(
      view.state.width,
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
            const all = [...spread.percentiles, spread.forecast ?? 0];
            // Cents would not fit beside four other figures, and say nothing of a draw.
            const amount = view.amounts(all.some((x) => Math.abs(x) >= 100) ? all.map(Math.round) : all);
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
      100,
    ),
  );
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
