/** One deal run many times over: other cash, and where wanted other terms, each time; only some parties' flows and totals are kept. */
import type { Definition } from './definition.ts';
import { compile, type Program } from './distribution/index.ts';
import { runsInLanes } from './distribution/lanes.ts';
import { fillCash, listsOf, sameShares } from './distribution/loading.ts';
import { MOST_LANES } from './distribution/state.ts';
import type { Flows } from './flows.ts';
import { InvariantError } from './issue.ts';
import { partyIds } from './parties.ts';
import { rateFinder } from './rate-finder.ts';
import type { Measures } from './result.ts';
import { total } from './returns/measures.ts';
import { ROOT } from './returns/series.ts';
import { run } from './run.ts';

/** All parties together, where the id of one may stand. */
export const PROJECT = 'project';

/** A clause for which a scenario does not run on the batch's program, but is a whole `run`. */
export type WholeClause =
  'carryforward' | 'dealEnds' | 'clawback' | 'valueLeft' | 'negativeCash' | 'classShares';

/** Measures of one party, by scenario of the block that ran. */
export interface Figures {
  /** Annual IRR as `run` gives it, a fraction; NaN where it has none. */
  readonly rates: Float64Array;
  readonly paidIn: Float64Array;
  /** What it received and what is left for it, less what it paid in. */
  readonly profits: Float64Array;
}

export interface Outcomes extends Figures {
  /** By period 0..N: what the party received less what it paid in. */
  readonly nets: readonly Float64Array[];
}

export interface Batch {
  /** How many scenarios a block takes. */
  readonly size: number;
  /**
   * By pot, then by deal (in the order of `flows.deals`, cash of none last) where deals have a part in it, else once:
   * distributable cash of periods 0..N of the next scenario. It holds the cash of the flows; overwrite it.
   */
  readonly cash: readonly (readonly Float64Array[])[];
  /** By deal of the flows: the period in which it ends, where no cash tells it; NaN for none. It holds those of the flows. */
  readonly closedAt: Float64Array;
  /**
   * Takes other rates, shares, multiples and amounts, from the next scenario on.
   * @throws InvariantError for a definition of another form: other kinds, order, parties or options
   */
  bind(definition: Definition): void;
  /** Takes the cash and the terms as they stand as the next scenario of the block. */
  put(): void;
  /** Runs what was put, and empties the block. */
  run(): void;
  /** By party asked for, before any clawback, as the parties of a run are. */
  readonly parties: readonly Outcomes[];
  /** By party asked for, with the clawback paid; only where totals are asked for and the definition has one. */
  readonly after: readonly Figures[] | null;
  /** By scenario of the block that ran, where totals are asked for: all carry, and what is given back of it. */
  readonly carry: Float64Array;
  readonly clawback: Float64Array;
  /** What each tier paid to parties, by tier in order, then by scenario; 0 for a reserve. Only where totals are asked for. */
  readonly paid: readonly Float64Array[];
  /** By scenario of the block that ran: why it was a whole run; null where it was none. */
  readonly wholeFor: readonly (WholeClause | null)[];
}

/** What makes every scenario a whole run: capital that hangs on the cash, and what is measured beside the payments. */
function wholeClause({ options }: Definition, flows: Flows, totals: boolean): WholeClause | null {
  if (options.dealByDeal === 'carryforward' && flows.deals?.length) return 'carryforward';
  if (flows.nav.some((v) => v.period === flows.timeline.periods)) return 'valueLeft';
  return totals && options.clawback ? 'clawback' : null;
}

/**
 * Compiles a parsed deal for many runs, which leave nothing on the heap. A scenario is a whole `run` instead where
 * capital hangs on the cash (a call by negative cash, the first cash of a deal carried forward), the shares of classes
 * differ, a value is left at the end, or a clawback is asked for.
 * @param wanted ids of parties, or `project`
 * @param totals whether carry, clawback and what tiers pay are kept too
 */
export function openBatch(
  definition: Definition,
  flows: Flows,
  wanted: readonly string[],
  totals = false,
): Batch {
  const { options, pots } = definition;
  const { timeline, deals = [] } = flows;
  const ids = partyIds(definition);
  const places = wanted.map((id) => {
    const p = ids.indexOf(id);
    if (p < 0 && id !== PROJECT) throw new InvariantError(`no party ${id}`);
    return id === PROJECT ? null : p;
  });
  const kept = places.includes(null) ? ids : wanted;
  const always = wholeClause(definition, flows, totals);
  const lanes = runsInLanes(definition, flows) ? MOST_LANES : 1;
  const program = compile(definition, flows, { parties: kept, carry: totals }, lanes);
  program.load({ ...flows, cash: [] });
  const sources = always === 'carryforward' ? [...deals.map((d) => d.id), null] : listsOf(definition, flows);
  const cash = pots.map(() => sources.map(() => new Float64Array(timeline.periods + 1)));
  fillCash(cash, definition, sources, flows);
  const byLane = () => new Float64Array(lanes);
  const figures = (): Figures => ({ rates: byLane(), paidIn: byLane(), profits: byLane() });
  const parties = places.map((): Outcomes => ({
    ...figures(),
    nets: Array.from({ length: lanes }, () => new Float64Array(timeline.periods + 1)),
  }));
  const after = totals && options.clawback ? places.map(figures) : null;
  const [carry, clawback] = [byLane(), byLane()];
  const paid = totals ? program.record.tiers.map(byLane) : [];
  /** Columns whose sum is a party's flows. */
  const columns = places.map((p) => (p === null ? program.record.net : [program.record.net[p]!]));
  const finders = places.map((p) =>
    rateFinder(p === null ? program.calls : program.calls.filter((c) => c.party === p), flows, options),
  );
  const closedAt = Float64Array.from(deals, (d) => d.closedAt ?? NaN);
  /** Whether what is charged hangs on when deals end. */
  const feesByDeal = flows.fees?.schedule.some(({ base }) => base === 'activeCost') ?? false;
  const endsElsewhere = () => deals.some((d, i) => !Object.is(closedAt[i], d.closedAt ?? NaN));
  let bound = definition;
  /** For scenarios that are whole runs. */
  let recorded: Program | null = null;
  let count = 0;
  const wholeFor = new Array<WholeClause | null>(lanes).fill(null);

  /** Puts the cash into a lane of the program; why it cannot run there, if it cannot. */
  function take(lane: number): WholeClause | null {
    if (always) return always;
    if (!sameShares(bound, definition)) return 'classShares';
    if (feesByDeal && endsElsewhere()) return 'dealEnds';
    for (let pot = 0; pot < cash.length; pot++)
      for (let list = 0; list < sources.length; list++) {
        const [from, to] = [cash[pot]![list]!, program.cash[pot]![list]!];
        for (let k = 0; k < from.length; k++) {
          if (from[k]! < 0 && options.negativeCash !== 'reserve') return 'negativeCash';
          to[k * lanes + lane] = from[k]!;
        }
      }
    program.bind(bound, lane);
    return null;
  }
  /** Deals as they end in the next scenario. */
  function dealsNow(): Pick<Flows, 'deals'> {
    if (!endsElsewhere()) return {};
    return {
      deals: deals.map(({ closedAt: _own, ...deal }, d) =>
        Number.isNaN(closedAt[d]) ? deal : { ...deal, closedAt: closedAt[d]! },
      ),
    };
  }
  function runWhole(lane: number): void {
    recorded ??= compile(definition, flows);
    const given = cash.flatMap((pot, i) =>
      pot.flatMap((column, source) =>
        Array.from(column, (amount, period) => ({
          period,
          amount,
          pot: pots[i]!.id,
          ...(sources[source] ? { deal: sources[source] } : {}),
        })).filter((c) => c.amount !== 0),
      ),
    );
    const result = run(bound, { ...flows, cash: given, ...dealsNow() }, recorded);
    places.forEach((p, i) => {
      const own = parties[i]!;
      measuredAs(p === null ? result.project : result.parties[p]!.measures, own, lane);
      if (after)
        measuredAs(p === null ? result.project : result.clawback!.after[p]!.measures, after[i]!, lane);
      const whose = p === null ? result.parties : [result.parties[p]!];
      own.nets[lane]!.fill(0);
      for (const { received, contributed } of whose)
        for (let k = 0; k < received.length; k++) own.nets[lane]![k]! += received[k]! - contributed[k]!;
    });
    if (!totals) return;
    carry[lane] = total(result.carry);
    clawback[lane] = result.clawback?.total ?? 0;
    result.tiers.forEach((tier, t) => (paid[t]![lane] = tier.kind === 'reserve' ? 0 : total(tier.paid)));
  }
  /** What the program kept of one party's scenario. */
  function read(i: number, lane: number): void {
    const { nets, rates, paidIn, profits } = parties[i]!;
    const net = nets[lane]!;
    const own = columns[i]!;
    let profit = 0;
    for (let k = 0; k < net.length; k++) {
      let flow = 0;
      for (let c = 0; c < own.length; c++) flow += own[c]![k * lanes + lane]!;
      net[k] = flow;
      profit += flow;
    }
    const p = places[i]!;
    let into = 0;
    for (let c = 0; c < ids.length; c++) if (p === null || p === c) into += program.paidIn(c);
    paidIn[lane] = into;
    profits[lane] = profit;
    // A party that paid nothing in has no rate, even if something was taken back.
    if (into > 0) finders[i]!(net);
    else ROOT[0] = NaN;
    rates[lane] = Math.expm1(ROOT[0]!);
  }

  return {
    size: lanes,
    cash,
    closedAt,
    parties,
    after,
    carry,
    clawback,
    paid,
    wholeFor,
    bind(next) {
      if (next === bound) return;
      if (!program.fits(next)) throw new InvariantError('a definition of another form');
      bound = next;
    },
    put() {
      if (count === lanes) throw new InvariantError('a block that is full');
      wholeFor[count] = take(count);
      if (wholeFor[count]) runWhole(count);
      count++;
    },
    run() {
      program.run(null);
      for (let lane = 0; lane < count; lane++) {
        if (wholeFor[lane]) continue;
        for (let i = 0; i < places.length; i++) read(i, lane);
        if (!totals) continue;
        carry[lane] = program.record.carryTotal[lane]!;
        for (let t = 0; t < paid.length; t++) paid[t]![lane] = program.record.tiers[t]!.total[lane]!;
      }
      count = 0;
    },
  };
}

function measuredAs({ irr, contributed, profit }: Measures, into: Figures, lane: number): void {
  into.rates[lane] = irr ?? NaN;
  into.paidIn[lane] = contributed;
  into.profits[lane] = profit;
}
