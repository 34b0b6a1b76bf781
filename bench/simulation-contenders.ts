/** What is measured of a simulation, each against one IRR of 40 flows. */
import type * as Engine from '../src/engine/index.ts';

type Shipped = typeof Engine;

export interface Contender {
  readonly name: string;
  readonly guide?: string;
  /** Makes what runs `BLOCK` scenarios at each call. */
  make(engine: Shipped): () => void;
}

export interface Measured {
  readonly ns: number;
  readonly ratio: number;
  readonly bytes: number;
}

const BLOCK = 1024;
const ROUNDS = 81;
const WARM_MS = 800;

interface Deal {
  readonly periods?: number;
  readonly classes?: number;
  /** Hurdles besides capital, return, catch-up and split. */
  readonly hurdles?: number;
  readonly options?: object;
}

/** A fund with calls in the first eighth: capital, 8 %, full catch-up, hurdles, 80/20. */
function fund({ parse }: Shipped, { periods = 40, classes = 1, hurdles = 0, options = {} }: Deal) {
  const ids = Array.from({ length: classes }, (_, i) => `lp${i || ''}`);
  const shares = (gp: number) => ({ ...Object.fromEntries(ids.map((id) => [id, (1 - gp) / classes])), gp });
  const calls = Math.max(1, periods >> 3);
  const parsed = parse(
    {
      classes: ids.map((id) => ({ id, share: 1 / classes })),
      tiers: [
        { kind: 'returnOfCapital', to: ids },
        { kind: 'preferredReturn', id: 'preferred', to: ids, rate: 0.08, compounding: 'annual' },
        { kind: 'catchUp', to: 'gp', share: 1, carry: 0.2 },
        ...Array.from({ length: hurdles }, (_, i) => ({
          kind: 'hurdle',
          of: 'lp',
          rate: 0.1 + 0.03 * i,
          split: shares(0.2 + 0.02 * i),
        })),
        { kind: 'split', shares: shares(0.3) },
      ],
      options,
    },
    {
      timeline: { unit: 'quarter', periods },
      contributions: Array.from({ length: calls }, (_, at) => ({ at, amount: 1000 / calls })),
      cash: Array.from({ length: periods - calls }, (_, k) => ({
        at: calls + 1 + k,
        amount: 4000 / periods,
      })).filter(({ at }) => at <= periods),
    },
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

const shocks = { cash: { distribution: 'lognormal', volatility: 20 } };
const ofLp = { ...shocks, parties: ['lp'] };

function planOf(engine: Shipped, deal: Deal, uncertainty: object, scenarios: number): Engine.SimulationPlan {
  const value = fund(engine, deal);
  const read = engine.parseUncertainty(uncertainty, value.definition, value.flows);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return { ...value, uncertainty: read.value, scenarios, seed: 1 };
}

/** Runs one block after the other, beyond those whose inputs and cash by period are kept. */
const simulated =
  (deal: Deal, uncertainty: object) =>
  (engine: Shipped): (() => void) => {
    const { run, blocks } = engine.simulation(planOf(engine, deal, uncertainty, 10_000_000));
    let block = blocks >> 1;
    return () => void run(block++ % blocks);
  };

/** A million scenarios in one tally, and its result, as a part of each call. */
const tallied = (engine: Shipped): (() => void) => {
  const plan = planOf(engine, {}, ofLp, 1_000_000);
  const { run, blocks } = engine.simulation(plan);
  let all = engine.tally(plan);
  let block = 0;
  return () => {
    all.add(block, run(block));
    if (++block < blocks) return;
    all.result();
    all = engine.tally(plan);
    block = 0;
  };
};

/** The same waterfall on cash that is there. */
const batched =
  (deal: Deal) =>
  (engine: Shipped): (() => void) => {
    const { definition, flows } = fund(engine, deal);
    const batch = engine.openBatch(definition, flows, ['lp']);
    const [cash] = batch.cash[0]!;
    const given = Array.from({ length: 64 }, () => cash!.map((amount) => amount * (0.5 + random())));
    return () => {
      for (let i = 0; i < BLOCK; i++) {
        cash!.set(given[i % 64]!);
        batch.put();
        if (i % batch.size === batch.size - 1) batch.run();
      }
    };
  };

export const contenders: readonly Contender[] = [
  { name: 'Batch without draws: 4 tiers x 40 quarters, LP IRR', guide: '<= 4 x', make: batched({}) },
  { name: '  three classes', make: batched({ classes: 3 }) },
  { name: '  eight tiers', make: batched({ hurdles: 4 }) },
  { name: 'Simulation of the same, LP told', guide: '<= 5 x', make: simulated({}, ofLp) },
  { name: '  with its tally and result, a million scenarios', make: tallied },
  { name: '  all parties and the project told', make: simulated({}, shocks) },
  { name: '  Sobol points', make: simulated({}, { ...ofLp, sampling: 'sobol' }) },
  { name: '  10 quarters', make: simulated({ periods: 10 }, ofLp) },
  { name: '  160 quarters', guide: '4 x of 40: linear', make: simulated({ periods: 160 }, ofLp) },
  { name: '  three classes', make: simulated({ classes: 3 }, ofLp) },
  { name: '  eight tiers', make: simulated({ hurdles: 4 }, ofLp) },
  {
    name: '  rates of terms drawn too',
    make: simulated({}, { ...ofLp, terms: { 'preferred.rate': { min: 6, mode: 8, max: 10 } } }),
  },
  {
    name: '  with a clawback: its entitlement runs too',
    make: simulated({ options: { clawback: {} } }, ofLp),
  },
];

let seed = 20260101;
const random = (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

/** As many IRRs of 40 flows as a block has scenarios. */
function rates({ irr }: Shipped): () => void {
  const series = Array.from({ length: 64 }, () =>
    Float64Array.from({ length: 40 }, (_, k) => (k ? (25 + 12 * random()) * (1 + random() / 3) : -1000)),
  );
  let sum = 0;
  return () => {
    for (let i = 0; i < BLOCK; i++) {
      const found = irr(series[i % 64]!);
      if (found.ok) sum += found.rate;
    }
    if (Number.isNaN(sum)) throw new Error('no rate');
  };
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;
const timed = (work: () => void): number => {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start) / BLOCK;
};

export function measure({ make }: Contender, engine: Shipped): Measured {
  const unit = rates(engine);
  const work = make(engine);
  for (const each of [unit, work])
    for (const end = performance.now() + WARM_MS; performance.now() < end;) each();
  const rounds = Array.from({ length: ROUNDS }, () => [timed(unit), timed(work)] as const);
  gc!();
  let grown = 0;
  for (let i = 0; i < 20; i++) {
    const before = process.memoryUsage().heapUsed;
    work();
    grown += Math.max(0, process.memoryUsage().heapUsed - before);
  }
  return {
    ns: median(rounds.map(([, ns]) => ns)),
    ratio: median(rounds.map(([one, ns]) => ns / one)),
    bytes: grown / 20 / BLOCK,
  };
}
