/** Runs of the deals that cells hold. */
import {
  overflowIn,
  run as runDeal,
  tierName,
  total,
  traceOf,
  type Definition,
  type Flows,
  type Result,
} from '../engine/index.ts';
import { explainTurn, say } from '../i18n/index.ts';
import { readDeal, shownColumns, summaryValues, tableValues, type Deal } from '../sheet/index.ts';
import { modesCalled } from '../sheet/mode.ts';
import { cached, fail, failAt, language, listed, noAnswer, one } from './cell.ts';
import { gridOf, optionalRange, rangeOf, type Range } from './range.ts';
import { refuseUnread } from './saved-modes.ts';

/** What the formulas of a deal have in common, as Excel hands it over. */
export type DealArguments = readonly [
  mode: string,
  terms: unknown[][],
  cash: unknown[][],
  dates: unknown[][] | null | undefined,
  contributions: unknown[][] | null | undefined,
];

/** The run of a deal; `#NUM!` where its numbers leave the doubles. */
function run(definition: Definition, flows: Flows): Result {
  const result = runDeal(definition, flows);
  return overflowIn(result) ? noAnswer() : result;
}

/** A deal with its ranges as they were read; what is computed of it is remembered by them. */
export interface DealCells {
  readonly mode: string;
  /** Definitions of the modes of the workbook that the name may mean. */
  readonly own: readonly unknown[];
  readonly terms: Range;
  readonly cash: Range;
  readonly dates: Range | undefined;
  readonly contributions: Range | undefined;
}

/** @param places of mode, terms, cash, dates and contributions among the parameters */
export function dealCells(
  [mode, terms, cash, dates, contributions]: DealArguments,
  invocation: CustomFunctions.Invocation | undefined,
  places: readonly number[] = [0, 1, 2, 3, 4],
): DealCells {
  const found = modesCalled(mode);
  if (!found.length) refuseUnread();
  return {
    mode,
    own: found.flatMap((m) => m.own?.json ?? []),
    terms: rangeOf(terms, places[1]!, invocation),
    cash: rangeOf(cash, places[2]!, invocation),
    dates: optionalRange(dates, places[3]!, invocation),
    contributions: optionalRange(contributions, places[4]!, invocation),
  };
}

/** Ranges that stand beside each other are compared as they were given. */
const sized = (range: Range) => ({ ...gridOf(range), height: range.height, width: range.width });

export function readCells({ mode, terms, cash, dates, contributions }: DealCells): Deal {
  const read = readDeal({
    mode,
    terms: gridOf(terms),
    cash: sized(cash),
    dates: dates && sized(dates),
    contributions: contributions && sized(contributions),
  });
  return read.ok ? read.value : failAt(read.issues, cash.address !== '');
}

/**
 * The run of a deal, once for all formulas that ask for it.
 * @param first place of the mode among the parameters
 */
export function resultOf(
  deal: DealArguments,
  invocation: CustomFunctions.Invocation | undefined,
  first = 0,
): Result {
  const cells = dealCells(
    deal,
    invocation,
    [0, 1, 2, 3, 4].map((i) => first + i),
  );
  return cached(invocation, 'RUN', [cells], () => {
    const { definition, flows } = readCells(cells);
    return run(definition, flows);
  });
}

/** What the general partner gives back at the end; where the mode names no clawback, all that exceeds its carry on the whole fund. */
export function clawbackOf(
  deal: DealArguments,
  invocation: CustomFunctions.Invocation | undefined,
): number[][] {
  const cells = dealCells(deal, invocation);
  return cached(invocation, 'CLAWBACK', [cells], () => {
    const { definition, flows } = readCells(cells);
    const { clawback = { taxRate: 0 }, ...options } = definition.options;
    return one(run({ ...definition, options: { ...options, clawback } }, flows).clawback!.total);
  });
}

/** One row for each turn of a tier in a period, in words; of one tier when `tier` names it. */
export function explanationOf(
  deal: DealArguments,
  period: number,
  tier: string | null | undefined,
  invocation: CustomFunctions.Invocation | undefined,
): string[][] {
  const locale = language();
  const cells = dealCells(deal, invocation, [0, 1, 2, 5, 6]);
  return cached(invocation, `EXPLAIN ${locale}`, [cells, period, tier], () => {
    const { definition, flows } = readCells(cells);
    const last = flows.timeline.periods;
    if (!Number.isInteger(period) || period < 0 || period > last)
      return fail(locale, 'unknownPeriod', { received: String(period), last });
    const tiers = definition.pots.flatMap((pot) => pot.tiers);
    const named = (id: string) => {
      const name = tierName(tiers.find((x) => x.id === id)!);
      return [id, name.en, name['zh-CN']].map(normal);
    };
    const wanted = tier == null || tier === '' ? undefined : normal(String(tier));
    if (wanted !== undefined && !tiers.some(({ id }) => named(id).includes(wanted)))
      return fail(locale, 'unknownTier', {
        received: String(tier),
        known: listed([...new Set(tiers.map((x) => say(tierName(x), locale)))], locale),
      });
    run(definition, flows);
    const steps = traceOf(definition, flows).filter(
      (step) =>
        step.period === period &&
        (wanted === undefined || (step.tier !== null && named(step.tier).includes(wanted))),
    );
    return steps.length ? steps.map((step) => [explainTurn(step, definition, locale)]) : [['—']];
  });
}

const normal = (name: string): string => name.trim().toLowerCase();

/** What a party receives in one period, or in all when `period` is left out. */
export function payoutOf(
  { parties, timeline }: Result,
  party: string,
  period: number | null | undefined,
): number[][] {
  const locale = language();
  const wanted = normal(String(party));
  const found = parties.find(({ id, name }) =>
    [id, name.en, name['zh-CN']].some((known) => normal(known) === wanted),
  );
  if (!found)
    return fail(locale, 'unknownParty', {
      received: String(party),
      known: listed(
        parties.map(({ name }) => say(name, locale)),
        locale,
      ),
    });
  const amount = period == null ? total(found.received) : found.received[period];
  if (amount === undefined)
    return fail(locale, 'unknownPeriod', { received: String(period), last: timeline.periods });
  return one(amount);
}

/** The detail table of a deal; `columns` as the function's parameter names them. */
export function table(
  deal: DealArguments,
  columns: string | undefined,
  invocation: CustomFunctions.Invocation | undefined,
): ReturnType<typeof tableValues> {
  const locale = language();
  const dated = deal[3] != null;
  return tableValues(
    shownColumns(resultOf(deal, invocation), locale, { which: columns ?? '', dated }),
    locale,
  );
}

export const summaryOf = (
  deal: DealArguments,
  invocation: CustomFunctions.Invocation | undefined,
): ReturnType<typeof summaryValues> => summaryValues(resultOf(deal, invocation), language());

export const carryOf = (
  deal: DealArguments,
  invocation: CustomFunctions.Invocation | undefined,
): number[][] => one(total(resultOf(deal, invocation).carry));
