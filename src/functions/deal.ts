/** Runs of the deals that cells hold. */
import { run, total, type Result } from '../engine/index.ts';
import { say } from '../i18n/index.ts';
import { readDeal } from '../sheet/index.ts';
import { asGrid, cached, fail, failAt, language } from './cell.ts';

/** What the formulas of a deal have in common, as Excel hands it over. */
export type DealArguments = readonly [
  mode: string,
  terms: unknown[][],
  cash: unknown[][],
  dates: unknown[][] | null | undefined,
  contributions: unknown[][] | null | undefined,
];

/**
 * The run of a deal, once for all formulas that ask for it.
 * @param first place of the mode among the parameters
 */
export function resultOf(
  deal: DealArguments,
  invocation: CustomFunctions.Invocation | undefined,
  first = 0,
): Result {
  return cached(invocation, 'RUN', deal, () => {
    const [mode, terms, cash, dates, contributions] = deal;
    const read = readDeal({
      mode,
      terms: asGrid(terms, invocation, first + 1),
      cash: asGrid(cash, invocation, first + 2),
      dates: dates == null ? undefined : asGrid(dates, invocation, first + 3),
      contributions: contributions == null ? undefined : asGrid(contributions, invocation, first + 4),
    });
    if (!read.ok) return failAt(read.issues);
    return run(read.value.definition, read.value.flows);
  });
}

const normal = (name: string): string => name.trim().toLowerCase();

/** What a party receives in one period, or in all when `period` is left out. */
export function payoutOf(
  { parties, timeline }: Result,
  party: string,
  period: number | null | undefined,
): number {
  const locale = language();
  const wanted = normal(String(party));
  const found = parties.find(({ id, name }) =>
    [id, name.en, name['zh-CN']].some((known) => normal(known) === wanted),
  );
  if (!found)
    return fail(locale, 'unknownParty', {
      received: String(party),
      known: parties.map(({ name }) => say(name, locale)).join(', '),
    });
  if (period == null) return total(found.received);
  return (
    found.received[period] ??
    fail(locale, 'unknownPeriod', { received: String(period), last: timeline.periods })
  );
}
