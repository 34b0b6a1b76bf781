import type { Flows } from './flows.ts';
import { total } from './returns/measures.ts';
import { GP } from './parties.ts';
import type { Column, HistoryResult } from './result.ts';

/** What each party received and what of it was carry: as run, or as actually paid so far as the flows say. */
export interface Received {
  readonly parties: readonly string[];
  readonly byParty: readonly Column[];
  readonly carry: Column;
}

/**
 * Payments actually made stand in for the run's through the last period they name; the run goes on from there.
 * What the general partner was paid to date is carry, but for what the run pays it for its own capital or as fixed
 * amounts; where that is more than it was paid, there is no carry in it.
 */
export function receivedOf({ paid }: Flows, run: Received): Received {
  if (!paid?.length) return run;
  const { parties, byParty: received, carry } = run;
  const through = lastOf(paid);
  const byParty = received.map((column) => column.map((amount, k) => (k <= through ? 0 : amount)));
  for (const { period, party, amount } of paid) byParty[parties.indexOf(party)]![period]! += amount;
  const gp = parties.indexOf(GP);
  let beyond = 0;
  let before = 0;
  return {
    parties,
    byParty,
    carry: carry.map((amount, k) => {
      if (k > through) return amount;
      beyond += byParty[gp]![k]! - (received[gp]![k]! - amount);
      const toDate = Math.max(0, beyond);
      const own = toDate - before;
      before = toDate;
      return own;
    }),
  };
}

/** What each party was paid so far against what the definition gives it to the same date. */
export function historyOf({ paid }: Flows, { parties, byParty }: Received): HistoryResult | undefined {
  if (!paid?.length) return undefined;
  const through = lastOf(paid);
  return {
    through,
    parties: parties.map((party, p) => {
      const made = total(paid.flatMap((x) => (x.party === party ? [x.amount] : [])));
      const due = total(byParty[p]!.slice(0, through + 1));
      return { party, paid: made, due, over: made - due };
    }),
  };
}

const lastOf = (paid: NonNullable<Flows['paid']>): number =>
  paid.reduce((last, { period }) => Math.max(last, period), 0);
