/**
 * The interpreter: one fold over the periods, in each period
 * accrue on opening balances, add contributions, pay each pot's cash down its tiers.
 */
import { GP, type Books } from './books.ts';
import { callsOf } from './calls.ts';
import type { EqualisationResult } from './result.ts';
import type { Definition, Flows } from './definition.ts';
import { openLedger, type Ledger, type Payment } from './ledger.ts';
import { openRecord, type Record } from './record.ts';
import { feeOf } from './fees.ts';
import { tieToCash, wholeUnits } from './rounding.ts';
import { sliceOf } from './slices.ts';

/** The bare outcome of the fold. Columns have one entry per period, 0..N. */
export interface Distribution extends Record {
  readonly books: readonly Books[];
  /** Distributable cash; negative cash counts as 0: it is a call, or was taken from a reserve. */
  readonly cash: readonly number[];
  /** Reserves' opening balances: cash in that is no contribution. */
  readonly openingReserves: number;
  readonly equalisation: readonly EqualisationResult[];
}

/** A ledger and the cash it runs: all of it, a class's part (`party`), or a deal's (`deal`, null for cash of no deal). */
interface Account {
  readonly ledger: Ledger;
  readonly party?: number;
  readonly deal?: string | null;
}

/**
 * Runs a parsed definition over its flows. Total: for parsed input it neither throws nor returns NaN.
 * Cost is linear in periods x tiers x parties.
 */
export function distribute(definition: Definition, flows: Flows): Distribution {
  const { timeline } = flows;
  const { options, classes } = definition;
  const { negativeCash, rounding, recycling } = options;
  const record = openRecord(definition, timeline);
  const accounts = openAccounts(definition, flows, record);
  const { calls, joinings, equalisation } = callsOf(definition, flows);
  const cash = cashOf(definition, flows, accounts);
  const paidIn = new Float64Array(record.parties.length);
  const cashPaid = new Array<number>(timeline.periods + 1).fill(0);
  const gp = classes.findIndex((c) => c.id === GP);
  const ownSlice = options.gpCapital === 'pariPassu' && gp >= 0;
  const commitment = flows.contributions.reduce((sum, c) => sum + c.amount, 0);
  let recycledSoFar = 0;

  const accountOf = (party: number, deal: string | undefined): Account =>
    accounts.find((a) =>
      a.party !== undefined ? a.party === party : a.deal === undefined || a.deal === (deal ?? null),
    )!;
  const payIn = (k: number, party: number, amount: number) => {
    paidIn[party]! += amount;
    record.contributed[party]![k]! += amount;
    record.contributions[k]! += amount;
  };
  const callOnAll = (k: number, amount: number) =>
    classes.forEach((c, party) => {
      if (c.share === 0) return;
      payIn(k, party, amount * c.share);
      accountOf(party, undefined).ledger.contribute(k, party, amount * c.share, { period: k });
    });
  const paidInByAll = () => paidIn.reduce((a, b) => a + b, 0);
  /** Part of an account in cash that is not its own: by capital contributed to date. */
  const partOf = ({ party }: Account): number => {
    if (party === undefined) return 1;
    const total = paidInByAll();
    return total > 0 ? paidIn[party]! / total : classes[party]!.share;
  };
  const gpPartOf = ({ party }: Account): number => {
    if (!ownSlice) return 0;
    if (party !== undefined) return party === gp ? 1 : 0;
    const total = paidInByAll();
    return total > 0 ? paidIn[gp]! / total : 0;
  };
  /** Recompute: what is paid in later counts from the start, but for capital of deals that joins when they are realised. */
  const isForeseen = (at: number, deal: string | undefined) =>
    options.lateCall === 'recompute' && at > 0 && (options.dealByDeal === 'none' || deal === undefined);

  const pools = options.apportion === 'byContribution' ? accounts.map((a) => [a]) : [accounts];
  const feeOwed = pools.map(() => 0);
  /** Fees fall due on the balances the period opens with; what is unpaid stays owed. */
  const chargeFees = (k: number) => {
    const { fees } = flows;
    if (!fees || k === 0) return;
    const offset = fees.offset.reduce((sum, o) => (o.period === k ? sum + o.amount : sum), 0);
    pools.forEach((pool, i) => {
      const { party } = pool[0]!;
      const own = classes.flatMap((c, p) =>
        party === undefined || party === p
          ? [
              {
                ...c,
                contributed: paidIn[p]!,
                unreturned: pool.reduce(
                  (sum, { ledger: { books } }) => sum + books.unreturned[p]! - books.pending[p]!,
                  0,
                ),
              },
            ]
          : [],
      );
      const share = own.reduce((sum, c) => sum + c.share, 0);
      feeOwed[i]! += feeOf(fees, k, timeline, options.dayCount, own) - offset * share;
    });
  };
  const payFee = (k: number, account: number, available: number): number => {
    const pool = pools.length === 1 ? 0 : account;
    const fee = wholeUnits(feeOwed[pool]!, available, rounding);
    feeOwed[pool]! -= fee;
    record.fees[k]! += fee;
    return fee;
  };
  /** Withholds the recycled share of a pot's cash from what fees have left of it. */
  const recycle = (k: number, amount: number, left: number): number => {
    if (!recycling || k > (recycling.until ?? Infinity)) return 0;
    const cap = recycling.cap * (recycling.commitment ?? commitment);
    const withheld = wholeUnits(Math.min(recycling.share * amount, cap - recycledSoFar), left, rounding);
    recycledSoFar += withheld;
    record.recycled[k]! += withheld;
    return withheld;
  };

  for (let k = 0; k <= timeline.periods; k++) {
    chargeFees(k);
    for (const { ledger } of accounts) ledger.open(k);
    for (const { party, amount } of calls[k]!) payIn(k, party, amount);
    for (const { party, amount, since, deal } of joinings[k]!)
      accountOf(party, deal).ledger.contribute(k, party, amount, since, isForeseen(k, deal));
    if (k === 0)
      for (const [at, later] of joinings.entries())
        for (const { party, amount, deal } of later)
          if (isForeseen(at, deal)) accountOf(party, deal).ledger.foresee(party, amount);
    if (negativeCash === 'reserve')
      cash.forEach((own, pot) => {
        let short = Math.max(0, -own.reduce((sum, byPeriod) => sum + byPeriod[k]!, 0));
        for (const { ledger } of accounts) if (short > 0) short -= ledger.draw(k, pot, short);
        if (short > 0) callOnAll(k, short);
      });
    for (let pot = 0; k > 0 && pot < cash.length; pot++) {
      const own = cash[pot]!;
      const shares = accounts.map(
        (account, i) => Math.max(0, own[account.deal === undefined ? 0 : i]![k]!) * partOf(account),
      );
      const amount = shares.reduce((a, b) => a + b, 0);
      cashPaid[k]! += amount;
      const left = shares.map((share, i) => share - payFee(k, i, share));
      const afterFees = left.reduce((a, b) => a + b, 0);
      const kept = afterFees > 0 ? 1 - recycle(k, amount, afterFees) / afterFees : 1;
      const row: Payment[] = [];
      accounts.forEach((account, i) => account.ledger.pay(k, pot, left[i]! * kept, gpPartOf(account), row));
      if (rounding !== undefined) tieToCash(row, rounding);
      for (const payment of row) payment.ledger.enter(k, payment);
    }
    for (const { ledger } of accounts) ledger.close(k);
  }
  return {
    ...record,
    books: accounts.map((a) => a.ledger.books),
    cash: cashPaid,
    equalisation,
    openingReserves: record.slots.reduce(
      (sum, s) => (s.tier.kind === 'reserve' ? sum + s.opening[0]! : sum),
      0,
    ),
  };
}

function openAccounts(definition: Definition, flows: Flows, record: Record): Account[] {
  const { apportion, dealByDeal } = definition.options;
  const open = (own: Definition) => openLedger(own, flows.timeline, record);
  if (apportion === 'byContribution')
    return definition.classes.map((c, party) => ({ ledger: open(sliceOf(definition, c)), party }));
  if (dealByDeal === 'strict')
    return [null, ...(flows.deals ?? []).map((d) => d.id)].map((deal) => ({
      ledger: open(definition),
      deal,
    }));
  return [{ ledger: open(definition) }];
}

/** Cash by pot and period: for each account its own where accounts are deals, else one sum for all. */
function cashOf(definition: Definition, flows: Flows, accounts: readonly Account[]): number[][][] {
  const strict = accounts[0]!.deal !== undefined;
  const lists = strict ? accounts.length : 1;
  const sums = definition.pots.map(() =>
    Array.from({ length: lists }, () => new Array<number>(flows.timeline.periods + 1).fill(0)),
  );
  const potOf = new Map(definition.pots.map((p, i) => [p.id, i]));
  const listOf = new Map(accounts.map((a, i) => [a.deal, i]));
  for (const { period, pot, amount, deal } of flows.cash)
    sums[potOf.get(pot)!]![strict ? listOf.get(deal ?? null)! : 0]![period]! += amount;
  return sums;
}
