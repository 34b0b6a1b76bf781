/** The sheet a simulation is written to. */
import { isoOf, type Measure } from '../../engine/index.ts';
import { formatAmount } from '../../i18n/index.ts';
import type { SheetPlan } from '../../sheet/index.ts';
import { HUES } from '../../sheet/write/colors.ts';
import { simulationSheet } from '../../sheet/write/simulation.ts';
import { hueOf, partyLabel } from '../../charts/bars.ts';
import type { Simulating } from '../model/questions.ts';
import { modeName } from '../views/results.ts';
import { originText } from '../views/view.ts';
import { isMoney, measureId, measureName, measureText, periodName, type Asked } from './asked.ts';
import {
  entryNames,
  inputName,
  likelihoods,
  percentileName,
  sayIn,
  spreadOf,
  toldMeasures,
} from './simulation-words.ts';

const formatOf = (measure: Measure) =>
  isMoney(measure) ? 'amount' : measure.what === 'irr' ? 'rate' : 'multiple';

export function simulationSheetOf(asked: Asked, simulating: Simulating): SheetPlan {
  const { base, run, study, view } = asked;
  const { dates } = study.flows.timeline;
  const t = sayIn(asked);
  const { since, simulated } = simulating;
  const { result, where } = simulated!;
  const told = toldMeasures(asked).filter((m) => spreadOf(result!, m));
  const measure = told.find((m) => measureId(m) === view.state.questions.risk.measure) ?? told[0]!;
  const hue = measure.of === 'project' ? 'cash' : measure.what === 'carry' ? 'gp' : hueOf(base, measure.of);
  const { unit, investment_target: target } = run.document;
  const { histogram } = spreadOf(result!, measure)!;
  const party = measure.what === 'carry' || measure.what === 'clawback' ? 'gp' : measure.of;
  const bands = result!.fan.parties.find((p) => p.id === party)?.percentiles;
  const who = party === 'project' ? asked.t('deal') : partyLabel(base, party, view.locale);
  const mode = modeName(run.document, view);
  const amounts = view.amounts(histogram ? [histogram.from, histogram.width] : []);
  const edgeText = (value: number) =>
    isMoney(measure) ? amounts(value) : measureText(asked, measure, value);
  return simulationSheet({
    name: t('sheet'),
    title: t('sheetTitle', { deal: target ?? mode }),
    notes: [
      [target, mode, originText(run.taken.origin, view), unit].filter(Boolean).join(' · '),
      t(where === 'here' ? 'byHere' : 'byService', {
        n: formatAmount(result!.scenarios, view.locale, 0),
        seed: String(result!.seed),
      }),
      t('entries', { entries: entryNames(asked, simulating).join(view.t('listComma')) }),
      t('sheetNote', {
        when: new Date(since).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' }),
        drawn: result!.drivers.inputs.map((input) => inputName(asked, input)).join(view.t('listComma')),
      }),
    ],
    heads: [
      t('measure'),
      t('run'),
      t('meanHead'),
      t('deviation'),
      t('errorHead'),
      ...result!.percentiles.map((_, i) => percentileName(result!, i)),
    ],
    figures: told.map((m) => {
      const spread = spreadOf(result!, m)!;
      return {
        name: measureName(asked, m),
        format: formatOf(m),
        values: [
          spread.forecast,
          spread.mean,
          spread.deviation,
          spread.error,
          ...result!.percentiles.map((_, i) => spread.percentiles[i] ?? null),
        ],
      };
    }),
    probabilities: { title: t('probability'), lines: likelihoods(asked, result!) },
    histogram: histogram && {
      title: t('histogram', { measure: measureName(asked, measure) }),
      heads: [t('bandFrom', { measure: measureName(asked, measure) }), t('count')],
      bands: histogram.counts.map((_, i) => edgeText(histogram.from + histogram.width * i)),
      counts: histogram.counts,
      fill: HUES[hue] ?? HUES.cash!,
    },
    fan: bands?.length
      ? {
          title: t('fan', { who }),
          heads: [dates ? t('date') : view.t('period'), ...bands.map((_, i) => percentileName(result!, i))],
          periods: bands[0]!.map((_, k) => (dates ? isoOf(dates[k]!) : periodName(asked, k))),
          bands,
          fill: HUES[hue] ?? HUES.cash!,
        }
      : null,
  });
}
