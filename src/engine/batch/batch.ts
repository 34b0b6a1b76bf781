/** One deal run many times over: other cash, and where wanted other terms, each time; only some parties' flows and totals are kept. */
import type { Definition } from '../definition.ts';
import { compile } from '../distribution/index.ts';
import { runsInLanes } from '../distribution/lanes.ts';
import { listsOf, sameShares } from '../distribution/loading.ts';
import { MOST_LANES } from '../distribution/state.ts';
import type { Flows } from '../flows.ts';
import { InvariantError } from '../issue.ts';
import { partyIds } from '../parties.ts';
import { openBlockClawback } from './clawback.ts';
import { ratesFinder } from './rates.ts';
import type { BlockResult, Figures } from './result.ts';
import { openRow } from './row.ts';
import { openWholeRuns } from './whole-runs.ts';

/** All parties together, where the id of one may stand. */
export const PROJECT = 'project';

/** A clause for which a scenario does not run on the batch's program, but is a whole `run`. */
export type WholeClause =
  'carryforward' | 'dealEnds' | 'clawback' | 'valueLeft' | 'negativeCash' | 'classShares';

export interface Batch extends BlockResult {
  /** How many scenarios a block takes. */
  readonly size: number;
  /**
   * By pot, then by deal (in the order of `flows.deals`, cash of none last) where deals have a part in it, else once:
   * distributable cash of periods 0..N of the next scenario. It holds the cash of the flows; overwrite it.
   */
  readonly cash: readonly (readonly Float64Array[])[];
  /** By deal of the flows: the period in which it ends, where no cash tells it; NaN for none. It holds those of the flows. */
  readonly closedAt: Float64Array;
  /** All that a scenario takes, side by side: `cash` list by list, then `closedAt`. */
  readonly row: Float64Array;
  /** Whether a definition is of the form that was compiled. */
  fits(definition: Definition): boolean;
  /**
   * Takes other rates, shares, multiples and amounts, from the next scenario on.
   * @throws InvariantError for a definition of another form: other kinds, order, parties or options
   */
  bind(definition: Definition): void;
  /**
   * Takes a row, and the terms as they are bound, as the next scenario of the block.
   * @param rows `row`, or an array in which one like it begins at `from`
   */
  put(rows?: Float64Array, from?: number): void;
  /** Runs what was put, and empties the block. */
  run(): void;
  /** By scenario of the block that ran: why it was a whole run; null where it was none. */
  readonly wholeFor: readonly (WholeClause | null)[];
}

/** What makes every scenario a whole run: capital that hangs on the cash, and what is measured beside the payments. */
export function wholeClause({ options }: Definition, flows: Flows, totals: boolean): WholeClause | null {
  if (options.dealByDeal === 'carryforward' && flows.deals?.length) return 'carryforward';
  if (flows.nav.some((v) => v.period === flows.timeline.periods)) return 'valueLeft';
  // Payments actually made stand in for a run's, and calls beside reserves are known by a whole run alone.
  const isOfRun = !flows.paid?.length && options.negativeCash !== 'reserve';
  return totals && options.clawback && !isOfRun ? 'clawback' : null;
}

/**
 * Compiles a parsed deal for many runs, which leave nothing on the heap. A scenario is a whole `run` instead where
 * capital hangs on the cash (a call by negative cash, the first cash of a deal carried forward), the shares of classes
 * differ, or a value is left at the end.
 * @param wanted ids of parties, or `project`
 * @param totals whether carry, clawback and what tiers pay are kept too
 */
export function openBatch(
  definition: Definition,
  flows: Flows,
  wanted: readonly string[],
  totals = false,
): Batch {
  const { options } = definition;
  const {
    deals = [],
    timeline: { periods },
  } = flows;
  const ids = partyIds(definition);
  /** By party asked for: its number, null for all together. */
  const asked = wanted.map((id) => {
    const p = ids.indexOf(id);
    if (p < 0 && id !== PROJECT) throw new InvariantError(`no party ${id}`);
    return id === PROJECT ? null : p;
  });
  const always = wholeClause(definition, flows, totals);
  const lanes = runsInLanes(definition, flows) ? MOST_LANES : 1;
  const givesBack = totals && options.clawback !== undefined;
  const kept = { parties: asked.includes(null) ? ids : wanted, totals, carry: givesBack };
  const program = compile(definition, flows, kept, lanes);
  program.load({ ...flows, cash: [] });
  const sources = always === 'carryforward' ? [...deals.map((d) => d.id), null] : listsOf(definition, flows);
  const row = openRow(definition, flows, sources);

  const byLane = () => new Float64Array(lanes);
  const figures = (): Figures => ({ rates: byLane(), paidIn: byLane(), profits: byLane() });
  const result: BlockResult = {
    parties: asked.map(() => ({ ...figures(), nets: new Float64Array((periods + 1) * lanes) })),
    after: givesBack ? asked.map(figures) : null,
    carry: byLane(),
    clawback: byLane(),
    paid: totals ? program.record.tiers.map(byLane) : [],
  };
  const finders = asked.map((p) =>
    ratesFinder(
      p === null ? program.calls : program.calls.filter((c) => c.party === p),
      flows,
      options,
      lanes,
    ),
  );
  const clawback =
    givesBack && !always
      ? openBlockClawback(definition, flows, program, lanes, asked, result, finders)
      : null;
  const wholes = openWholeRuns(definition, flows, asked, result, lanes);
  /** By party asked for: columns whose sum is its flows. */
  const columns = asked.map((p) => (p === null ? program.record.net : [program.record.net[p]!]));
  /** Whether what is charged hangs on when deals end. */
  const feesByDeal = flows.fees?.schedule.some(({ base }) => base === 'activeCost') ?? false;
  const mayBeNegative = options.negativeCash === 'reserve';
  let bound = definition;
  /** Scenarios of the block, and those of them that run on the program. */
  let count = 0;
  let inLanes = 0;
  const wholeFor = new Array<WholeClause | null>(lanes).fill(null);

  /** Why the next scenario cannot run on the program, if it cannot, whatever its cash. */
  function clauseNow(): WholeClause | null {
    if (always) return always;
    if (!sameShares(bound, definition)) return 'classShares';
    if (feesByDeal && row.endsElsewhere()) return 'dealEnds';
    return clawback && !clawback.fits(bound) ? 'clawback' : null;
  }
  /** Copies a row's cash into a lane; returns false where some of it would be a capital call. */
  function putCash(rows: Float64Array, from: number, lane: number): boolean {
    let at = from;
    for (let pot = 0; pot < program.cash.length; pot++)
      for (let list = 0; list < sources.length; list++) {
        const to = program.cash[pot]![list]!;
        for (let i = lane; i < to.length; i += lanes) {
          const amount = rows[at++]!;
          if (amount < 0 && !mayBeNegative) return false;
          to[i] = amount;
        }
      }
    return true;
  }
  /** What the program kept of a party asked for. */
  function read(i: number): void {
    const { nets, rates, paidIn, profits } = result.parties[i]!;
    const own = columns[i]!;
    nets.set(own[0]!);
    for (let c = 1; c < own.length; c++) for (let n = 0; n < nets.length; n++) nets[n]! += own[c]![n]!;
    profits.fill(0);
    for (let n = 0; n < nets.length; n += lanes)
      for (let lane = 0; lane < lanes; lane++) profits[lane]! += nets[n + lane]!;
    let into = 0;
    for (let p = 0; p < ids.length; p++) if (asked[i] === null || asked[i] === p) into += program.paidIn(p);
    paidIn.fill(into);
    // A party that paid nothing in has no rate, even if something was taken back.
    if (into > 0) finders[i]!(nets, count, rates);
    else rates.fill(NaN);
  }
  function runLanes(): void {
    program.run(null);
    for (let i = 0; i < asked.length; i++) read(i);
    if (!totals) return;
    result.carry.set(program.record.carryTotal);
    for (let t = 0; t < result.paid.length; t++) result.paid[t]!.set(program.record.tiers[t]!.total);
    clawback?.run(count);
  }

  return {
    ...result,
    size: lanes,
    cash: row.cash,
    closedAt: row.closedAt,
    row: row.values,
    wholeFor,
    fits: program.fits,
    bind(next) {
      if (next === bound) return;
      if (!program.fits(next)) throw new InvariantError('a definition of another form');
      bound = next;
    },
    put(rows = row.values, from = 0) {
      if (count === lanes) throw new InvariantError('a block that is full');
      if (rows !== row.values && feesByDeal) row.take(rows, from);
      let clause = clauseNow();
      if (!clause && !putCash(rows, from, count)) clause = 'negativeCash';
      wholeFor[count] = clause;
      if (clause) {
        if (rows !== row.values) row.take(rows, from);
        wholes.put(count, bound, row.flows());
      } else {
        program.bind(bound, count);
        clawback?.put(bound, count);
        inLanes++;
      }
      count++;
    },
    run() {
      if (inLanes > 0) runLanes();
      for (let lane = 0; lane < count; lane++) if (wholeFor[lane]) wholes.tell(lane);
      count = inLanes = 0;
    },
  };
}
