/** One deal run many times over: other cash, and where wanted other terms, each time; only one party's net flows are kept. */
import { axesOf } from './axis.ts';
import type { Definition } from './definition.ts';
import { compile, type Program } from './distribution/index.ts';
import { runsInLanes } from './distribution/lanes.ts';
import { fillCash, listsOf, sameShares } from './distribution/loading.ts';
import { MOST_LANES } from './distribution/state.ts';
import type { Flows } from './flows.ts';
import { InvariantError } from './issue.ts';
import { partyIds } from './parties.ts';
import { ROOT } from './returns/series.ts';
import { run } from './run.ts';

export interface Batch {
  /** How many scenarios a block takes. */
  readonly size: number;
  /**
   * By pot, then by deal (in the order of `flows.deals`, cash of none last) where deals have a part in it, else once:
   * distributable cash of periods 0..N of the next scenario. It holds the cash of the flows; overwrite it.
   */
  readonly cash: readonly (readonly Float64Array[])[];
  /**
   * Takes other rates, shares, multiples and amounts, from the next scenario on.
   * @throws InvariantError for a definition of another form: other kinds, order, parties or options
   */
  bind(definition: Definition): void;
  /** Takes the cash and the terms as they stand as the next scenario of the block. */
  put(): void;
  /** Runs what was put, and empties the block. */
  run(): void;
  /** By scenario of the block that ran: the party's annual IRR as `run` gives it, a fraction; NaN where it has none. */
  readonly rates: Float64Array;
  /** By scenario of the block that ran, by period 0..N: what the party received less what it paid in. */
  readonly nets: readonly Float64Array[];
}

/**
 * Compiles a parsed deal for many runs, which leave nothing on the heap. Where capital hangs on the cash (a call by
 * negative cash, the first cash of a deal carried forward), on terms that differ in the shares of classes, or where a
 * value is left at the end, a scenario is a whole `run` instead.
 */
export function openBatch(definition: Definition, flows: Flows, party: string): Batch {
  const { options, pots } = definition;
  const { timeline, deals = [] } = flows;
  const p = partyIds(definition).indexOf(party);
  if (p < 0) throw new InvariantError(`no party ${party}`);
  const carried = options.dealByDeal === 'carryforward' && deals.length > 0;
  const isWhole = carried || flows.nav.some((v) => v.period === timeline.periods);
  const lanes = runsInLanes(definition, flows) ? MOST_LANES : 1;
  const program = compile(definition, flows, [party], lanes);
  program.load({ ...flows, cash: [] });
  const sources = carried ? [...deals.map((d) => d.id), null] : listsOf(definition, flows);
  const cash = pots.map(() => sources.map(() => new Float64Array(timeline.periods + 1)));
  fillCash(cash, definition, sources, flows);
  const rates = new Float64Array(lanes);
  const nets = Array.from(rates, () => new Float64Array(timeline.periods + 1));
  const kept = program.record.net[p]!;
  const findRate = rateFinder(program, flows, options, p);
  let bound = definition;
  /** For scenarios that are whole runs. */
  let recorded: Program | null = null;
  /** Scenarios of the block: how many, and which have been run whole. */
  let count = 0;
  const ran = new Uint8Array(lanes);

  /** Puts the cash into a lane of the program, where it can run on it. */
  function take(lane: number): boolean {
    if (isWhole || !sameShares(bound, definition)) return false;
    for (let pot = 0; pot < cash.length; pot++)
      for (let list = 0; list < sources.length; list++) {
        const [from, to] = [cash[pot]![list]!, program.cash[pot]![list]!];
        for (let k = 0; k < from.length; k++) {
          if (from[k]! < 0 && options.negativeCash !== 'reserve') return false;
          to[k * lanes + lane] = from[k]!;
        }
      }
    program.bind(bound, lane);
    return true;
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
    const { received, contributed, measures } = run(bound, { ...flows, cash: given }, recorded).parties[p]!;
    for (let k = 0; k < received.length; k++) nets[lane]![k] = received[k]! - contributed[k]!;
    rates[lane] = measures.irr ?? NaN;
  }

  return {
    size: lanes,
    cash,
    rates,
    nets,
    bind(next) {
      if (!program.fits(next)) throw new InvariantError('a definition of another form');
      bound = next;
    },
    put() {
      if (count === lanes) throw new InvariantError('a block that is full');
      ran[count] = take(count) ? 0 : 1;
      if (ran[count]) runWhole(count);
      count++;
    },
    run() {
      program.run(null);
      for (let lane = 0; lane < count; lane++) {
        if (ran[lane]) continue;
        const net = nets[lane]!;
        for (let k = 0; k < net.length; k++) net[k] = kept[k * lanes + lane]!;
        findRate(net);
        rates[lane] = Math.expm1(ROOT[0]!);
      }
      count = 0;
    },
  };
}

/** Puts the annual rate of a party's net flows by period into `ROOT`, calls between two dates at their own. */
function rateFinder(
  { calls }: Program,
  { timeline }: Flows,
  options: Definition['options'],
  party: number,
): (net: Float64Array) => void {
  const called = calls.filter((c) => c.party === party);
  const axis = axesOf(timeline, options)(called);
  const own = called.filter((c) => axis.placeOf(c) !== axis.placeOf({ period: c.period }));
  if (own.length === 0) return axis.find;
  const series = new Float64Array(axis.years.length);
  const places = Array.from({ length: timeline.periods + 1 }, (_, period) => axis.placeOf({ period }));
  const moved = own.map((c) => ({ amount: c.amount, from: places[c.period]!, to: axis.placeOf(c) }));
  const noise = new Float64Array(series.length);
  for (const { amount, from } of moved) noise[from]! += 1e-12 * amount;
  return (net) => {
    series.fill(0);
    for (let k = 0; k < places.length; k++) series[places[k]!] = net[k]!;
    for (const { amount, from, to } of moved) {
      const left = series[from]! + amount;
      series[from] = Math.abs(left) <= noise[from]! ? 0 : left;
      series[to]! -= amount;
    }
    axis.find(series);
  };
}
