/** A simulation in cells: percentiles of one measure, which settle while scenarios arrive. */
import { getReady, simulate, type Simulated } from '../client/simulate.ts';
import { theService } from '../client/service.ts';
import type { SimulationAsked } from '../client/simulation-messages.ts';
import { definitionJson, flowsJson, LIMITS, type Distribution, type Measure } from '../engine/index.ts';
import { formatAmount, say, type Locale } from '../i18n/index.ts';
import { simulationTexts as texts } from '../i18n/simulation.ts';
import { language, refuse } from './cell.ts';
import { measureOf } from './studies.ts';
import { dealCells, readCells, type DealArguments } from './waterfall.ts';

type Spill = (string | number)[][];
type Streaming = CustomFunctions.StreamingInvocation<Spill>;

const PERCENTILES = [5, 25, 50, 75, 95];
const SEED = 42;
export const USUAL_SCENARIOS = 10_000;
/** Excel computes every cell below anew with each result. */
const TELL_EVERY = 500;

/**
 * Streams two columns: what, and the figure. Rates as fractions; a figure no scenario has yet is a dash.
 * @param volatility of a year, a fraction
 * @param cancel aborted once the formula is gone: nothing is asked or told from then on
 */
export function streamSimulation(
  measure: string,
  deal: DealArguments,
  volatility: number,
  scenarios: number | null | undefined,
  invocation: Streaming,
  cancel: AbortSignal,
): void {
  if (cancel.aborted) return;
  getReady();
  const locale = language();
  const last = { text: '', at: 0 };
  const show = (spill: Spill, isLast: boolean): void => {
    const text = JSON.stringify(spill);
    const now = Date.now();
    if (cancel.aborted || text === last.text || (!isLast && now - last.at < TELL_EVERY)) return;
    Object.assign(last, { text, at: now });
    invocation.setResult(spill);
  };
  const fail = (error: unknown): void => {
    if (cancel.aborted) return;
    const { Error: CellError, ErrorCode } = CustomFunctions;
    invocation.setResult(error instanceof CellError ? error : new CellError(ErrorCode.notAvailable));
  };
  begin(measure, deal, volatility, scenarios ?? USUAL_SCENARIOS, locale, cancel, show).catch(fail);
}

async function begin(
  text: string,
  deal: DealArguments,
  volatility: number,
  scenarios: number,
  locale: Locale,
  cancel: AbortSignal,
  show: (spill: Spill, isLast: boolean) => void,
): Promise<void> {
  const { asked, measure } = simulationAsked(text, deal, volatility, scenarios, locale);
  let latest: Simulated | null = null;
  const outcome = await simulate(theService(), asked, locale, cancel, (simulated) => {
    latest = simulated;
    show(spillOf(simulated, measure, locale), false);
  });
  if (outcome.kind === 'refused') refuse(outcome.faults[0]!.message);
  // Throttled results may have left the last one out.
  if (latest) show(spillOf(latest, measure, locale), true);
}

/** What is simulated, and the measure of it that is shown; a fault is refused in the cell. */
export function simulationAsked(
  text: string,
  deal: DealArguments,
  volatility: number,
  scenarios: number,
  locale: Locale,
): { asked: SimulationAsked; measure: Measure } {
  checkNumbers(volatility, scenarios, locale);
  const read = readCells(dealCells(deal, undefined));
  const measure = measureOf(text, read);
  if (measure.what === 'received') refuse(say(texts.notSimulated, locale, { received: text }));
  const request = {
    distribution_params: {
      mode: 'custom',
      definition: definitionJson(read.definition),
      flows: flowsJson(read.flows),
    },
  };
  const cash = { distribution: 'lognormal', volatility: Number((volatility * 100).toPrecision(12)) };
  const uncertainty = { cash, percentiles: PERCENTILES };
  return { asked: { request, uncertainty, scenarios, seed: SEED }, measure };
}

/** A rate above 1 was meant as percent. */
function checkNumbers(volatility: number, scenarios: number, locale: Locale): void {
  const between = (what: string, min: number, max: number, received: number) =>
    refuse(say(texts.outside, locale, { what, min, max: formatAmount(max, locale, 0), received }));
  if (!(volatility > 0 && volatility <= 1)) between(say(texts.volatility, locale), 0, 1, volatility);
  if (!Number.isInteger(scenarios) || scenarios < 1 || scenarios > LIMITS.scenarios)
    between(say(texts.scenarios, locale), 1, LIMITS.scenarios, scenarios);
}

/** @returns two columns: what, and the figure */
export function spillOf({ result, done, where }: Simulated, measure: Measure, locale: Locale): Spill {
  const spread: Distribution | undefined =
    measure.what === 'carry'
      ? result?.carry
      : measure.what === 'clawback'
        ? result?.clawback
        : measure.what === 'received'
          ? undefined
          : result?.parties.find((p) => p.id === measure.of)?.[measure.what];
  const name = say(where === 'here' ? texts.scenariosHere : texts.scenarios, locale);
  return [
    ...PERCENTILES.map((p, i): [string, number | string] => [`P${p}`, spread?.percentiles[i] ?? '–']),
    [say(texts.meanHead, locale), spread?.mean ?? '–'],
    [say(texts.run, locale), spread?.forecast ?? '–'],
    [name, done],
  ];
}
