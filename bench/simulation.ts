/**
 * Ratios of a simulation in one run: a scenario with its draws, its waterfall and its figures against one IRR of 40 flows.
 * Contenders take turns, so that what else the machine does falls on all of them alike: `npm run bench:simulation`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type * as Engine from '../src/engine/index.ts';

/** The engine as it is shipped: tsx keeps the names of functions at a cost that the bundle does not have. */
async function shippedEngine(): Promise<typeof Engine> {
  const folder = await mkdtemp(path.join(tmpdir(), 'waterfall-bench-'));
  const outfile = path.join(folder, 'engine.mjs');
  try {
    await build({
      entryPoints: [path.join(import.meta.dirname, '../src/engine/index.ts')],
      outfile,
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
    });
    return (await import(pathToFileURL(outfile).href)) as typeof Engine;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const { irr, openBatch, parse, parseUncertainty, simulation, tally } = await shippedEngine();

const ROUNDS = 41;
const WARM_MS = 600;
/** Scenarios whose time is one measurement: a block. */
const BLOCK = 1024;

interface Deal {
  readonly periods?: number;
  readonly classes?: number;
  /** Hurdles besides capital, return, catch-up and split. */
  readonly hurdles?: number;
}

/** A fund with calls in the first eighth: capital, 8 %, full catch-up, hurdles, 80/20. */
function fund({ periods = 40, classes = 1, hurdles = 0 }: Deal) {
  const ids = Array.from({ length: classes }, (_, i) => `lp${i || ''}`);
  const shares = (gp: number) => ({ ...Object.fromEntries(ids.map((id) => [id, (1 - gp) / classes])), gp });
  const calls = Math.max(1, periods >> 3);
  const parsed = parse(
    {
      classes: ids.map((id) => ({ id, share: 1 / classes })),
      tiers: [
        { kind: 'returnOfCapital', to: ids },
        { kind: 'preferredReturn', to: ids, rate: 0.08, compounding: 'annual' },
        { kind: 'catchUp', to: 'gp', share: 1, carry: 0.2 },
        ...Array.from({ length: hurdles }, (_, i) => ({
          kind: 'hurdle',
          of: 'lp',
          rate: 0.1 + 0.03 * i,
          split: shares(0.2 + 0.02 * i),
        })),
        { kind: 'split', shares: shares(0.3) },
      ],
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

/** Runs one block after the other, and takes each in where that is measured too. */
function simulated(deal: Deal, uncertainty: object, tallied = false): () => void {
  const value = fund(deal);
  const read = parseUncertainty(uncertainty, value.definition, value.flows);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  const plan = { ...value, uncertainty: read.value, scenarios: 10_000_000, seed: 1 };
  const { run, blocks } = simulation(plan);
  const all = tallied ? tally({ ...plan, scenarios: 1_000_000 }) : null;
  // The blocks that keep inputs and cash by period are few of a million.
  let block = blocks >> 1;
  return () => {
    const part = run(block++ % blocks);
    all?.add(block % 900, part);
  };
}

/** A batch without draws: the same waterfall on cash that is there. */
function batched(deal: Deal): () => void {
  const value = fund(deal);
  const batch = openBatch(value.definition, value.flows, ['lp']);
  const [cash] = batch.cash[0]!;
  const given = Array.from({ length: 64 }, () => cash!.map((amount) => amount * (0.5 + random())));
  return () => {
    for (let i = 0; i < BLOCK; i++) {
      cash!.set(given[i % 64]!);
      batch.put();
      if (i % batch.size === batch.size - 1) batch.run();
    }
  };
}

let seed = 20260101;
const random = (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

/** As many IRRs of 40 flows as a block has scenarios. */
function rates(): () => void {
  const series = Array.from({ length: 64 }, () => [
    -1000,
    ...Array.from({ length: 39 }, () => (40 + 20 * random()) * (1.1 + 0.3 * random()) * 0.6),
  ]);
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

const contenders: readonly (readonly [string, () => void, string])[] = [
  ['IRR of 40 flows', rates(), 'the unit'],
  ['Batch without draws: 4 tiers x 40 quarters, LP IRR', batched({}), ''],
  ['Simulation: 4 tiers x 40 quarters, LP told', simulated({}, { ...shocks, parties: ['lp'] }), '<= 5 x'],
  ['  taken into a tally as well', simulated({}, { ...shocks, parties: ['lp'] }, true), ''],
  ['  all parties and the project told', simulated({}, shocks), ''],
  ['  Sobol points, LP told', simulated({}, { ...shocks, sampling: 'sobol', parties: ['lp'] }), ''],
  ['  10 quarters, LP told', simulated({ periods: 10 }, { ...shocks, parties: ['lp'] }), ''],
  [
    '  160 quarters, LP told',
    simulated({ periods: 160 }, { ...shocks, parties: ['lp'] }),
    '<= 4 x of 40 quarters',
  ],
  ['  three classes, LP told', simulated({ classes: 3 }, { ...shocks, parties: ['lp'] }), ''],
  ['  eight tiers, LP told', simulated({ hurdles: 4 }, { ...shocks, parties: ['lp'] }), ''],
];

for (const [, work] of contenders)
  for (const end = performance.now() + WARM_MS; performance.now() < end;) work();
const rounds = Array.from({ length: ROUNDS }, () => contenders.map(([, work]) => timed(work)));
const width = Math.max(...contenders.map(([name]) => name.length));
console.log(`${'a scenario'.padEnd(width)} ${'ns'.padStart(8)} ${'ratio'.padStart(9)}   guide`);
contenders.forEach(([name, , guide], i) => {
  const ns = median(rounds.map((r) => r[i]!));
  const ratio = median(rounds.map((r) => r[i]! / r[0]!));
  console.log(
    `${name.padEnd(width)} ${ns.toFixed(0).padStart(8)} ${`${ratio.toFixed(2)} x`.padStart(9)}   ${guide}`,
  );
});
console.log(
  `Medians of ${ROUNDS} interleaved rounds of ${BLOCK} scenarios on one core, Node ${process.version}.`,
);
