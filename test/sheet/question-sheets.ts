/** The sheets that are written of what is asked of a run: sensitivity, comparison, reconciliation, simulation, as the pane plans them. */
import assert from 'node:assert/strict';
import { calculate } from '../../src/document/index.ts';
import {
  definitionJson,
  flowsJson,
  parseSimulationRun,
  parseUncertainty,
  reconcile,
  simulation,
  tally,
  type Claim,
  type Locale,
  type Measure,
} from '../../src/engine/index.ts';
import type { SheetPlan } from '../../src/sheet/index.ts';
import type { Simulating } from '../../src/taskpane/model/questions.ts';
import { initialState, type Run } from '../../src/taskpane/model/state.ts';
import { createStore } from '../../src/taskpane/model/store.ts';
import { ask, measuresOf, type Asked } from '../../src/taskpane/questions/asked.ts';
import { comparisonSheetsOf } from '../../src/taskpane/questions/compare-sheet.ts';
import { reconciliationSheetOf } from '../../src/taskpane/questions/reconcile-sheet.ts';
import { gridOf } from '../../src/taskpane/questions/sensitivity.ts';
import { sensitivitySheetOf } from '../../src/taskpane/questions/sensitivity-sheet.ts';
import { simulationSheetOf } from '../../src/taskpane/questions/simulation-sheet.ts';
import { viewOf, type Actions } from '../../src/taskpane/views/view.ts';
import type { LiveCase } from './live-deals.ts';

/** A run of a request that stands in the pane, ready to be asked. */
export function askedOf(body: object, locale: Locale, at: Date, measure = 'gp.carry'): Asked {
  const answer = calculate(body);
  assert.ok(answer.ok, JSON.stringify(answer));
  const run: Run = {
    id: 1,
    key: 'one',
    at,
    document: answer.value,
    where: 'here',
    cached: false,
    ms: 1,
    taken: { origin: { kind: 'selection', sheet: 'Deal', address: 'B2:C13' }, flows: '', terms: [] },
    body,
  };
  const start = initialState(locale);
  const { grid: chosen, risk } = start.questions;
  const state = {
    ...start,
    questions: { ...start.questions, grid: { ...chosen, measure }, risk: { ...risk, measure } },
  };
  const asked = ask(
    viewOf(
      state,
      createStore(state, () => undefined),
      {} as Actions,
    ),
    run,
  );
  assert.ok(asked);
  return asked;
}

/** A map of a measure over the first two terms; none where a deal has but one. */
export function sensitivityOf(asked: Asked): SheetPlan | null {
  const shown = gridOf(asked);
  return 'fault' in shown ? null : sensitivitySheetOf(asked, shown);
}

/** The same with what its formula spills. */
export function sensitivityShown(asked: Asked): SheetPlan | null {
  const shown = gridOf(asked);
  if ('fault' in shown) return null;
  const plan = sensitivitySheetOf(asked, shown);
  const corner = plan.cells.findIndex((line) => String(line[0]).startsWith('=WATERFALL.'));
  if (corner < 0) return plan;
  const { measure, across, down, cells } = shown;
  const spilled = [
    [`${measure.of}.${measure.what}`, ...across.values],
    ...cells.map((line, r) => [down.values[r]!, ...line.map((value) => value ?? '–')]),
  ];
  return {
    ...plan,
    cells: plan.cells.map((line, r) => line.map((cell, c) => spilled[r - corner]?.[c] ?? cell)),
  };
}

/** Claims of each party in each period, one of them wrong, on a sheet of their own. */
export function reconciliationOf(asked: Asked): {
  readonly name: string;
  readonly theirs: SheetPlan['cells'];
  readonly plan: SheetPlan;
} {
  const name = "Their 'own' figures";
  const { base, study } = asked;
  const claims = base.parties.flatMap(({ id, received }): Claim[] =>
    received.map((amount, period) => ({ period, party: id, amount: period === 1 ? amount + 0.75 : amount })),
  );
  const found = reconcile({ definition: study.definition, flows: study.flows }, claims);
  assert.ok(found.ok);
  const claimed = {
    sheet: name,
    address: `A1:A${claims.length}`,
    claims,
    cells: claims.map((_, i) => `A${i + 1}`),
    texts: [],
    factor: 1,
  };
  return {
    name,
    theirs: claims.map(({ amount }) => [amount]),
    plan: reconciliationSheetOf(asked, claimed, found.value),
  };
}

/** The sheet of a few hundred draws of the cash. */
export const simulationOf = (asked: Asked, since: Date, scenarios = 200): SheetPlan =>
  simulationSheetOf(
    asked,
    simulated(asked, since, {
      uncertainty: { cash: { distribution: 'lognormal', volatility: 20 } },
      scenarios,
      seed: 42,
    }),
  );

/** What was asked, as a simulation of the pane draws it. */
export function simulated(
  asked: Asked,
  since: Date,
  given: Omit<Simulating['asked'], 'request'>,
): Simulating {
  const { study, run } = asked;
  const { scenarios } = given;
  const uncertainty = parseUncertainty(given.uncertainty, study.definition, study.flows);
  const read = parseSimulationRun(given);
  assert.ok(uncertainty.ok && read.ok, JSON.stringify([uncertainty, read]));
  const { definition, flows } = study;
  const plan = { definition, flows, uncertainty: uncertainty.value, ...read.value };
  const [drawn, sum] = [simulation(plan), tally(plan)];
  for (let block = 0; block < drawn.blocks; block++) sum.add(block, drawn.run(block));
  return {
    run: run.id,
    asked: { request: run.body, ...given },
    phase: 'done',
    since: since.getTime(),
    simulated: { where: 'here', scenarios, done: scenarios, result: sum.result() },
    faults: [],
  };
}

/** The request that asks for a deal by its definition. */
export const requestOf = ({ definition, flows }: LiveCase) => ({
  basic_params: { investment_target: "R&D 'Fund'", unit: 'USD' },
  distribution_params: { mode: 'custom', definition: definitionJson(definition), flows: flowsJson(flows) },
});

/** Three scenarios of all levers, beside the run. */
export function comparedScenarios(asked: Asked): Readonly<Record<string, number>>[] {
  const { study } = asked;
  const changedTo = (factor: number): Record<string, number> => {
    const changes: Record<string, number> = {};
    for (const { id, value, min, max = Infinity } of study.levers) {
      const to = Math.min(max, Math.max(min, Number((value * factor).toPrecision(4))));
      // Terms that do not go together with the others stay.
      if (to !== value && study.run({ ...changes, [id]: to }).ok) changes[id] = to;
    }
    return changes;
  };
  return [1.25, 1.1, 0.5].map(changedTo);
}

/** The same with scenarios that are kept. */
export function askedWith(asked: Asked, scenarios: readonly Readonly<Record<string, number>>[]): Asked {
  const { run, view } = asked;
  const kept = scenarios.map((changes) => ({ run: run.id, changes }));
  const questions = { ...view.state.questions, kept };
  return { ...asked, view: { ...view, state: { ...view.state, questions } } };
}

/** The comparison with the sheets of its columns, which it is computed from. */
export function comparisonOf(
  asked: Asked,
  scenarios: readonly Readonly<Record<string, number>>[] = comparedScenarios(asked),
  title = "R&D 'Fund'",
  taken: readonly string[] = ['Deal'],
): SheetPlan[] {
  const { run, view } = asked;
  const about = {
    title,
    mode: run.document.mode,
    source: 'Deal!B2:C13',
    computedAt: run.at,
    locale: view.locale,
    termCells: {},
    live: null,
  };
  return comparisonSheetsOf(askedWith(asked, scenarios), about, taken).map(({ plan }) => plan);
}

/** All four of a deal, and theirs. */
export function questionPlansOf(deal: LiveCase, at: Date) {
  const asked = askedOf(requestOf(deal), 'en', at);
  const { name, theirs, plan } = reconciliationOf(asked);
  const plans = [sensitivityOf(asked), ...comparisonOf(asked), simulationOf(asked, at), plan].filter(
    (p) => p !== null,
  );
  return { plans, name, theirs };
}

/** Measures that a run is asked about. */
export const measureIds = (asked: Asked): string[] =>
  measuresOf(asked).map(({ of, what }: Measure) => `${of}.${what}`);
