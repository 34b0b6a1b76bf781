/** What SIMULATE shows at last, computed here: the scenarios of a seed are the same wherever they are drawn. */
import { readRequest } from '../../src/document/index.ts';
import {
  parseSimulationRun,
  parseUncertainty,
  simulation,
  tally,
  type Locale,
  type Parsed,
} from '../../src/engine/index.ts';
import { simulationAsked, spillOf, USUAL_SCENARIOS } from '../../src/functions/simulate.ts';

/** A table as a function spills it, its head first. */
export type Spill = readonly (readonly (string | number)[])[];

function must<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

/** @param given the arguments of the function, in their order */
export function simulated(given: readonly unknown[], locale: Locale): Spill {
  const [text, mode, terms, cash, volatility, scenarios = USUAL_SCENARIOS] = given as [
    string,
    string,
    unknown[][],
    unknown[][],
    number,
    number?,
  ];
  const deal = [mode, terms, cash, undefined, undefined] as const;
  const { asked, measure } = simulationAsked(text, deal, volatility, scenarios, locale);
  const { definition, flows } = must(readRequest(asked.request));
  const uncertainty = must(parseUncertainty(asked.uncertainty, definition, flows));
  const plan = { definition, flows, uncertainty, ...must(parseSimulationRun(asked)) };
  const [drawn, sum] = [simulation(plan), tally(plan)];
  for (let block = 0; block < drawn.blocks; block++) sum.add(block, drawn.run(block));
  return spillOf({ result: sum.result(), done: scenarios, scenarios, where: 'service' }, measure, locale);
}
