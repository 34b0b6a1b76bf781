/**
 * The interpreter: one fold over the periods, in each period
 * accrue on opening balances, add contributions, take fees, pay each pot's cash down its tiers.
 */
import { zeros } from './books.ts';
import { callsOf, type Call, type Shared } from './calls.ts';
import type { Definition, Flows } from './definition.ts';
import { chargeFees, type Pool } from './fees.ts';
import { Ledger, type Payment } from './ledger.ts';
import { planOf, type Plan } from './plan.ts';
import { openRegister, type Register } from './register.ts';
import { tieToCash, wholeUnits } from './rounding.ts';
import type { Trace } from './trace.ts';

/** The bare outcome of the fold. Columns have one entry per period, 0..N. */
export type Distribution = Readonly<Register>;

/** A ledger and the cash it runs: all of it, a class's part (`party`), a deal's (`deal`, null for cash of no deal), or both. */
interface Account {
  readonly ledger: Ledger;
  readonly party?: number;
  readonly deal?: string | null;
  /** Which list of a pot's cash is its own. */
  readonly list: number;
}

/**
 * Runs a parsed definition over its flows. Total: for parsed input it does not throw, and returns finite numbers unless
 * its rates compound beyond what a double holds (see overflow.ts).
 * Cost is linear in periods x tiers x parties.
 * @param trace filled with every turn of every tier, when given
 */
export function distribute(definition: Definition, flows: Flows, trace: Trace | null = null): Distribution {
  const { periods } = flows.timeline;
  const { options, classes } = definition;
  const { rounding } = options;
  const plan = planOf(definition);
  const register = openRegister(plan, flows.timeline, flows.fees !== undefined);
  const accounts = openAccounts(plan, flows, register, trace);
  const cash = cashOf(plan, flows);
  const { calls, joinings, equalisation } = callsOf(plan, flows, negativeCalls(plan, flows, cash));
  register.equalisation.push(...equalisation);
  const paidIn = zeros(plan.parties.length);
  const gp = plan.ownSlice ? plan.gp : -1;
  const pools = flows.fees ? poolsOf(plan, accounts) : [];
  const { recycling } = options;
  const recycleCap = recycling
    ? recycling.cap * (recycling.commitment ?? flows.contributions.reduce((sum, c) => sum + c.amount, 0))
    : 0;
  let recycledSoFar = 0;

  const accountOf = (party: number, deal: string | undefined): Account => {
    if (accounts.length === 1) return accounts[0]!;
    return accounts.find(
      (a) => (a.party ?? party) === party && (a.deal === undefined || a.deal === (deal ?? null)),
    )!;
  };
  const payIn = (k: number, party: number, amount: number) => {
    paidIn[party]! += amount;
    register.contributed[party]![k]! += amount;
    register.contributions[k]! += amount;
  };
  const paidInByAll = () => {
    let sum = 0;
    for (let p = 0; p < paidIn.length; p++) sum += paidIn[p]!;
    return sum;
  };
  /** Part of an account in cash that is not its own: by capital contributed to date. */
  const partOf = ({ party }: Account): number => {
    if (party === undefined) return 1;
    const total = paidInByAll();
    return total > 0 ? paidIn[party]! / total : classes[party]!.share;
  };
  const gpPartOf = ({ party }: Account): number => {
    if (gp < 0) return 0;
    if (party !== undefined) return party === gp ? 1 : 0;
    const total = paidInByAll();
    return total > 0 ? paidIn[gp]! / total : 0;
  };
  /** Recompute: what is paid in later counts from the start, but for capital of deals that joins when they are realised. */
  const isForeseen = ({ at, deal }: Call) =>
    options.lateCall === 'recompute' && at > 0 && (options.dealByDeal === 'none' || deal === undefined);

  /** Negative cash is taken from the pot's reserves; what they cannot bear is called. */
  const takeFromReserves = (k: number) => {
    for (let pot = 0; pot < cash.length; pot++) {
      let short = Math.max(0, -cash[pot]!.reduce((sum, list) => sum + list[k]!, 0));
      for (const { ledger } of accounts)
        if (short > 0) {
          const drawn = ledger.draw(k, pot, short);
          register.borne[k]! += drawn;
          short -= drawn;
        }
      if (short > 0)
        classes.forEach(({ share }, party) => {
          if (share === 0) return;
          const call: Call = {
            period: k,
            date: undefined,
            party,
            amount: short * share,
            at: k,
            deal: undefined,
          };
          payIn(k, party, call.amount);
          accountOf(party, undefined).ledger.contribute(k, call, false);
        });
    }
  };
  /** Withholds the recycled share of a pot's cash from what fees have left of it. */
  const recycle = (k: number, amount: number, left: number): number => {
    if (!recycling || k > (recycling.until ?? Infinity)) return 0;
    const wanted = Math.min(recycling.share * amount, recycleCap - recycledSoFar);
    const withheld = wholeUnits(wanted, left, rounding);
    recycledSoFar += withheld;
    register.recycled[k]! += withheld;
    return withheld;
  };

  const left = zeros(accounts.length);
  /** Fees first, then what is recycled; the rest goes down the tiers of each account. */
  const payPot = (k: number, pot: number) => {
    let amount = 0;
    let afterFees = 0;
    for (let i = 0; i < accounts.length; i++) {
      const account = accounts[i]!;
      const share = Math.max(0, cash[pot]![account.list]![k]!) * partOf(account);
      amount += share;
      left[i] = share;
      const pool = pools.find((p) => p.accounts.includes(i));
      if (pool) {
        const fee = wholeUnits(pool.owed, share, rounding);
        pool.owed -= fee;
        register.fees[k]! += fee;
        left[i] = share - fee;
      }
      afterFees += left[i]!;
    }
    register.cash[k]! += amount;
    const kept = recycling && afterFees > 0 ? 1 - recycle(k, amount, afterFees) / afterFees : 1;
    const row: Payment[] | null = rounding === undefined ? null : [];
    for (let i = 0; i < accounts.length; i++)
      accounts[i]!.ledger.pay(k, pot, left[i]! * kept, gpPartOf(accounts[i]!), row);
    if (!row) return;
    tieToCash(row, rounding!);
    for (const { ledger, place, party, amount: paid } of row) ledger.enter(k, place, party, paid);
  };

  let nextCall = 0;
  let nextJoining = 0;
  for (let k = 0; k <= periods; k++) {
    if (flows.fees && k > 0) for (const pool of pools) chargeFees(pool, flows.fees, k, plan, paidIn, flows);
    for (let i = 0; i < accounts.length; i++) accounts[i]!.ledger.open(k);
    for (; calls[nextCall]?.period === k; nextCall++)
      payIn(k, calls[nextCall]!.party, calls[nextCall]!.amount);
    for (; joinings[nextJoining]?.at === k; nextJoining++) {
      const call = joinings[nextJoining]!;
      accountOf(call.party, call.deal).ledger.contribute(k, call, isForeseen(call));
    }
    if (k === 0 && options.lateCall === 'recompute')
      for (const call of joinings)
        if (isForeseen(call)) accountOf(call.party, call.deal).ledger.foresee(call);
    if (options.negativeCash === 'reserve') takeFromReserves(k);
    if (k > 0) for (let pot = 0; pot < cash.length; pot++) payPot(k, pot);
    for (let i = 0; i < accounts.length; i++) accounts[i]!.ledger.close(k);
  }
  return register;
}

/** Every turn of every tier of a run. */
export function traceOf(definition: Definition, flows: Flows): Trace {
  const trace: Trace = [];
  distribute(definition, flows, trace);
  return trace;
}

/** One account for the whole fund; else one for each class, each deal, or each class of each deal. */
function openAccounts(plan: Plan, flows: Flows, register: Register, trace: Trace | null): Account[] {
  const { classes, options } = plan.definition;
  const open = (own: Plan, list: number, owner: { party?: number; deal?: string | null }): Account => ({
    ledger: new Ledger(
      own,
      flows.timeline,
      register,
      {
        ...(owner.party === undefined ? {} : { class: classes[owner.party]!.id }),
        ...(owner.deal === undefined ? {} : { deal: owner.deal }),
      },
      trace,
    ),
    list,
    ...owner,
  });
  const owners = plan.slices.length
    ? plan.slices.map((slice, party) => ({ slice, owner: { party } }))
    : [{ slice: plan, owner: {} }];
  if (options.dealByDeal !== 'strict') return owners.map(({ slice, owner }) => open(slice, 0, owner));
  return dealsOf(flows).flatMap((deal, list) =>
    owners.map(({ slice, owner }) => open(slice, list, { ...owner, deal })),
  );
}

const dealsOf = (flows: Flows): (string | null)[] => [null, ...(flows.deals ?? []).map((d) => d.id)];

/** Cash by pot, list and period: a list for each deal where each has its own balances, else one for all. */
function cashOf(plan: Plan, flows: Flows): number[][][] {
  const { pots, options } = plan.definition;
  const deals = options.dealByDeal === 'strict' ? dealsOf(flows) : null;
  const sums = pots.map(() =>
    Array.from({ length: deals?.length ?? 1 }, () => zeros(flows.timeline.periods + 1)),
  );
  for (const { period, pot, amount, deal } of flows.cash) {
    const p = pots.length === 1 ? 0 : pots.findIndex(({ id }) => id === pot);
    sums[p]![deals ? deals.indexOf(deal ?? null) : 0]![period]! += amount;
  }
  return sums;
}

/** Cash below zero that the classes are called for. */
function negativeCalls(plan: Plan, flows: Flows, cash: readonly number[][][]): Shared[] {
  if (plan.definition.options.negativeCash !== 'call') return [];
  const deals = plan.definition.options.dealByDeal === 'strict' ? dealsOf(flows) : null;
  const found: Shared[] = [];
  for (const lists of cash)
    for (let list = 0; list < lists.length; list++) {
      const column = lists[list]!;
      for (let period = 0; period < column.length; period++)
        if (column[period]! < 0)
          found.push({ period, amount: -column[period]!, deal: deals?.[list] ?? undefined });
    }
  return found;
}

/** Who bears fees together: all accounts, or those of one class. */
function poolsOf(plan: Plan, accounts: readonly Account[]): Pool[] {
  const { classes } = plan.definition;
  const all = accounts.map((_, i) => i);
  const books = (own: readonly number[]) => own.map((i) => accounts[i]!.ledger.books);
  if (!plan.slices.length)
    return [{ accounts: all, books: books(all), classes: classes.map((_, party) => party), owed: 0 }];
  return classes.map((_, party): Pool => {
    const own = all.filter((i) => accounts[i]!.party === party);
    return { accounts: own, books: books(own), classes: [party], owed: 0 };
  });
}
