/** One deal run many times over: other cash, and where wanted other terms, each time; only one party's net flows are kept. */
import { axesOf } from './axis.ts';
import type { Definition } from './definition.ts';
import { compile, type Program } from './distribution/index.ts';
import { fillCash, listsOf } from './distribution/loading.ts';
import type { Flows } from './flows.ts';
import { InvariantError } from './issue.ts';
import { partyIds } from './parties.ts';
import { ROOT } from './returns/series.ts';
import { run } from './run.ts';

export interface Batch {
  /**
   * By pot, then by deal (in the order of `flows.deals`, cash of none last) where deals have a part in it, else once:
   * distributable cash of periods 0..N. It holds the cash of the flows; overwrite it before a run.
   */
  readonly cash: readonly (readonly Float64Array[])[];
  /** By period 0..N, after a run: what the party received less what it paid in. */
  readonly net: Float64Array;
  /**
   * Takes other rates, shares, multiples and amounts.
   * @throws InvariantError for a definition of another form: other kinds, order, parties or options
   */
  bind(definition: Definition): void;
  /**
   * Runs on the cash as it stands, and puts the party's annual IRR, as `run` gives it, into entry i of `rates`: a
   * fraction, NaN where it has none. (A number given back would be an object on the heap.)
   */
  run(rates: Float64Array, i: number): void;
}

/**
 * Compiles a parsed deal for many runs, which allocate nothing. Where capital hangs on the cash (a call by negative cash,
 * the first cash of a deal carried forward) or a value is left at the end, a scenario is a whole `run` instead.
 */
export function openBatch(definition: Definition, flows: Flows, party: string): Batch {
  const { options, pots } = definition;
  const { timeline, deals = [] } = flows;
  const p = partyIds(definition).indexOf(party);
  if (p < 0) throw new InvariantError(`no party ${party}`);
  const carried = options.dealByDeal === 'carryforward' && deals.length > 0;
  const valued = flows.nav.some((v) => v.period === timeline.periods);
  const borne = options.negativeCash === 'reserve';
  const program = compile(definition, flows, [party]);
  program.load({ ...flows, cash: [] });
  const sources = carried ? [...deals.map((d) => d.id), null] : listsOf(definition, flows);
  const cash = pots.map(() => sources.map(() => new Float64Array(timeline.periods + 1)));
  fillCash(cash, definition, sources, flows);
  const net = program.record.net[p]!;
  const series = seriesOf(program, flows, options, p, net);
  let bound = definition;
  /** For scenarios that are whole runs. */
  let recorded: Program | null = null;

  /** Whether the program can run on the cash, which it then has. */
  function take(): boolean {
    if (carried || valued) return false;
    for (let pot = 0; pot < cash.length; pot++)
      for (let list = 0; list < sources.length; list++) {
        const [from, to] = [cash[pot]![list]!, program.cash[pot]![list]!];
        for (let k = 0; k < from.length; k++) {
          if (from[k]! < 0 && !borne) return false;
          to[k] = from[k]!;
        }
      }
    return true;
  }
  function whole(): number {
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
    for (let k = 0; k < net.length; k++) net[k] = received[k]! - contributed[k]!;
    return measures.irr ?? NaN;
  }

  return {
    cash,
    net,
    bind(next) {
      program.bind(next);
      bound = next;
    },
    run(rates, i) {
      if (!take()) {
        rates[i] = whole();
        return;
      }
      program.run(null);
      series.find();
      rates[i] = Math.expm1(ROOT[0]!);
    },
  };
}

/** Net flows by moment, calls between two dates of the timeline at their own, and the rate of them. */
function seriesOf(
  { calls }: Program,
  { timeline }: Flows,
  options: Definition['options'],
  party: number,
  net: Float64Array,
) {
  const called = calls.filter((c) => c.party === party);
  const axis = axesOf(timeline, options)(called);
  const own = called.filter((c) => axis.placeOf(c) !== axis.placeOf({ period: c.period }));
  if (own.length === 0) return { find: () => axis.find(net) };
  const series = new Float64Array(axis.years.length);
  const places = Array.from(net, (_, period) => axis.placeOf({ period }));
  const moved = own.map((c) => ({ amount: c.amount, from: places[c.period]!, to: axis.placeOf(c) }));
  const noise = new Float64Array(series.length);
  for (const { amount, from } of moved) noise[from]! += 1e-12 * amount;
  return {
    find() {
      series.fill(0);
      for (let k = 0; k < places.length; k++) series[places[k]!] = net[k]!;
      for (const { amount, from, to } of moved) {
        const left = series[from]! + amount;
        series[from] = Math.abs(left) <= noise[from]! ? 0 : left;
        series[to]! -= amount;
      }
      axis.find(series);
    },
  };
}
