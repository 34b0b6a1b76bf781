/** A measure under many changes, whose runs go side by side: as `measured` of each run is, to the noise of doubles. */
import { openBatch, PROJECT } from '../batch/batch.ts';
import type { BlockResult } from '../batch/result.ts';
import { CASH, EXIT, measured, type Changes, type Measure, type Study } from './study.ts';

/** By change: the measure; null where it has none or the terms do not go together. */
export type MeasuredRuns = (changes: readonly Changes[]) => (number | null)[];

export function openMeasuredRuns(study: Study, measure: Measure): MeasuredRuns {
  const { definition, flows, exitPeriod } = study;
  const { of, what } = measure;
  const ofAll = what === 'carry' || what === 'clawback';
  const batch = openBatch(definition, flows, [ofAll ? PROJECT : of], ofAll);
  const given = batch.cash.map((lists) => lists.map((column) => column.slice()));
  const exit = study.levers.find((lever) => lever.id === EXIT)?.value;

  function putCash({ [EXIT]: changed, [CASH]: factor = 1 }: Changes): void {
    const part = changed === undefined || exit === undefined ? 1 : changed / exit;
    given.forEach((lists, pot) =>
      lists.forEach((column, list) => {
        const row = batch.cash[pot]![list]!;
        for (let k = 0; k < row.length; k++) row[k] = column[k]! * factor * (k === exitPeriod ? part : 1);
      }),
    );
    batch.put();
  }
  const alone = (changes: Changes): number | null => {
    const result = study.run(changes);
    return result.ok ? measured(result.value, measure) : null;
  };

  return (changes) => {
    const found = new Array<number | null>(changes.length).fill(null);
    /** Of the block: which changes its scenarios are. */
    let block: number[] = [];
    const run = () => {
      batch.run();
      block.forEach((i, scenario) => (found[i] = figureOf(batch, what, scenario, batch.size)));
      block = [];
    };
    changes.forEach((own, i) => {
      const defined = study.define(own);
      if (!defined.ok) return;
      if (!batch.fits(defined.value)) {
        found[i] = alone(own);
        return;
      }
      batch.bind(defined.value);
      putCash(own);
      if (block.push(i) === batch.size) run();
    });
    if (block.length > 0) run();
    return found;
  };
}

/** A sum of amounts that are `of` in all, or nothing where that is only the noise of doubles. */
const settled = (sum: number, of: number): number => (Math.abs(sum) <= 1e-12 * of ? 0 : sum);

function figureOf(
  { parties, carry, clawback }: BlockResult,
  what: Measure['what'],
  scenario: number,
  scenarios: number,
): number | null {
  const { rates, paidIn, profits, nets } = parties[0]!;
  const [into, profit] = [paidIn[scenario]!, profits[scenario]!];
  /** Without a value that is left. */
  const received = (): number => {
    let sum = into;
    for (let at = scenario; at < nets.length; at += scenarios) sum += nets[at]!;
    return settled(sum, into);
  };
  const figure = {
    irr: () => rates[scenario]!,
    carry: () => carry[scenario]!,
    clawback: () => clawback[scenario]!,
    profit: () => settled(profit, into),
    received,
    multiple: () => (into > 0 ? settled(into + profit, into) / into : NaN),
  }[what]();
  return Number.isFinite(figure) ? figure : null;
}
