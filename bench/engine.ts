/**
 * Ratios of the engine in one run: against `node-irr` and `xirr`, of a waterfall against one IRR, and over length.
 * Contenders take turns batch by batch, so that what else the machine does falls on all of them alike.
 */
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type * as Engine from '../src/engine/index.ts';

const require = createRequire(import.meta.url);
const { irr: nodeIrr } = require('node-irr') as { irr(values: number[]): number };
const npmXirr = require('xirr') as (transactions: { amount: number; when: Date }[]) => number;

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

const { irr, xirr, parse, compile, distribute, openBatch, run, serialOf, isoOf } = await shippedEngine();

/** Inputs of one kind; each call takes the next one, so that no result can be kept from the call before. */
const VARIANTS = 64;
const BATCHES = 101;
const BATCH_MS = 4;
/** A contender has been compiled for its inputs by then, on a busy machine too. */
const WARM_MS = 400;

let seed = 20260101;
const random = (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const variants = <T>(make: () => T): T[] => Array.from({ length: VARIANTS }, make);

/** Computes variant i; the number goes into a sum that is printed, so that no call can be left out. */
type Contender = (i: number) => number;

let consumed = 0;
function time(contender: Contender, calls: number): number {
  const start = process.hrtime.bigint();
  for (let i = 0; i < calls; i++) consumed += contender(i % VARIANTS);
  return Number(process.hrtime.bigint() - start) / calls;
}

function callsPerBatch(contender: Contender): number {
  const warm = performance.now() + WARM_MS;
  while (performance.now() < warm) time(contender, VARIANTS);
  let calls = VARIANTS;
  while (time(contender, calls) * calls < BATCH_MS * 1e6) calls *= 2;
  return calls;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

/** Median nanoseconds of each contender, and the median over the batches of each one's time over the first one's. */
function race(contenders: readonly Contender[]): { ns: number[]; ratio: number[] } {
  const calls = contenders.map(callsPerBatch);
  const batches = Array.from({ length: BATCHES }, () => contenders.map((c, i) => time(c, calls[i]!)));
  return {
    ns: contenders.map((_, i) => median(batches.map((batch) => batch[i]!))),
    ratio: contenders.map((_, i) => median(batches.map((batch) => batch[i]! / batch[0]!))),
  };
}

function agree(ours: Contender, theirs: Contender): void {
  for (let i = 0; i < VARIANTS; i++)
    if (!(Math.abs(ours(i) - theirs(i)) < 1e-6))
      throw new Error(`Contenders differ on variant ${i}: ${ours(i)} and ${theirs(i)}`);
}

const rateOf = (found: Engine.Rate): number => {
  if (!found.ok) throw new Error(`No rate: ${found.reason}`);
  return found.rate;
};

/** An investment and what comes back of it, 1.1 to 2 times over all periods. */
const flowsOf = (n: number): number[] => {
  const multiple = 1.1 + 0.9 * random();
  const parts = Array.from({ length: n - 1 }, () => 0.5 + random());
  const sum = parts.reduce((a, b) => a + b);
  return [-1000, ...parts.map((part) => (1000 * multiple * part) / sum)];
};

const FIRST_DAY = serialOf('2015-01-15')!;
const daysOf = (n: number): number[] => {
  let day = FIRST_DAY;
  return Array.from({ length: n }, () => {
    const today = day;
    day += 1 + Math.floor((2 * 3650 * random()) / n);
    return today;
  });
};

/** Bytes that a call leaves on the heap: the median of rounds, since in some of them code is compiled or memory collected. */
function heapPer(contender: Contender): number {
  const CALLS = 1024;
  const grown = Array.from({ length: BATCHES }, () => {
    const before = process.memoryUsage().heapUsed;
    let sum = 0;
    for (let i = 0; i < CALLS; i++) sum += contender(i % VARIANTS);
    consumed += sum;
    return process.memoryUsage().heapUsed - before;
  });
  return median(grown) / CALLS;
}

interface Row {
  readonly what: string;
  readonly ours: number;
  readonly ratio: string;
  readonly guide: string;
}
const rows: Row[] = [];
const times = (ratio: number): string => `${ratio.toFixed(2)} x`;

for (const { n, guide } of [
  { n: 12, guide: 1.5 },
  { n: 120, guide: 4 },
]) {
  const series = variants(() => flowsOf(n));
  const ours: Contender = (i) => rateOf(irr(series[i]!));
  const theirs: Contender = (i) => nodeIrr(series[i]!);
  agree(ours, theirs);
  const { ns, ratio } = race([ours, theirs]);
  rows.push({
    what: `IRR of ${n} flows: node-irr / ours`,
    ours: ns[0]!,
    ratio: times(ratio[1]!),
    guide: `>= ${guide} x`,
  });
}

for (const { n, guide } of [
  { n: 40, guide: 35 },
  { n: 500, guide: 50 },
]) {
  const series = variants(() => ({ flows: flowsOf(n), days: daysOf(n) }));
  const transactions = series.map(({ flows, days }) =>
    flows.map((amount, k) => ({ amount, when: new Date(isoOf(days[k]!)) })),
  );
  const ours: Contender = (i) => rateOf(xirr(series[i]!.flows, series[i]!.days));
  const theirs: Contender = (i) => npmXirr(transactions[i]!);
  agree(ours, theirs);
  const { ns, ratio } = race([ours, theirs]);
  rows.push({
    what: `XIRR of ${n} flows: xirr / ours`,
    ours: ns[0]!,
    ratio: times(ratio[1]!),
    guide: `>= ${guide} x`,
  });
}

/** A fund of four tiers: capital, 8 % compounded annually, full catch-up, 80/20. Calls in the first eighth. */
function fund(periods: number): { definition: Engine.Definition; flows: Engine.Flows } {
  const calls = Math.max(1, periods >> 3);
  const parsed = parse(
    {
      classes: [{ id: 'lp', share: 1 }],
      tiers: [
        { kind: 'returnOfCapital', to: 'lp' },
        { kind: 'preferredReturn', to: 'lp', rate: 0.08, compounding: 'annual' },
        { kind: 'catchUp', to: 'gp', share: 1, carry: 0.2 },
        { kind: 'split', shares: { lp: 0.8, gp: 0.2 } },
      ],
    },
    {
      timeline: { unit: 'quarter', periods },
      contributions: Array.from({ length: calls }, (_, at) => ({ at, amount: 1000 / calls })),
      cash: Array.from({ length: Math.min(1000, periods - calls) }, (_, k) => ({
        at: calls + 1 + k,
        amount: (4000 / periods) * (0.5 + random()),
      })),
    },
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.value;
}

{
  const funds = variants(() => fund(40));
  const series = variants(() => flowsOf(40));
  const one: Contender = (i) => rateOf(irr(series[i]!));
  const program = compile(funds[0]!.definition, funds[0]!.flows);
  program.bind(funds[0]!.definition);
  program.load(funds[0]!.flows);
  const cash = funds.map(({ flows }) => {
    const column = new Float64Array(41);
    for (const { period, amount } of flows.cash) column[period]! += amount;
    return column;
  });
  const net = new Float64Array(41);
  const bound: Contender = (i) => {
    const { record } = program;
    program.cash[0]![0]!.set(cash[i]!);
    program.run(null);
    const [received, contributed] = [record.received[0]!, record.contributed[0]!];
    for (let k = 0; k < net.length; k++) net[k] = received[k]! - contributed[k]!;
    return rateOf(irr(net));
  };
  const others = variants(() => fund(40).definition);
  const rebound: Contender = (i) => {
    program.bind(others[i]!);
    return 1;
  };
  const batch = openBatch(funds[0]!.definition, funds[0]!.flows, ['lp']);
  /** Scenarios run in blocks: the time of a block falls on all of it. */
  const scenario: Contender = (i) => {
    batch.cash[0]![0]!.set(cash[i]!);
    batch.put();
    if (i % batch.size < batch.size - 1) return 0;
    batch.run();
    return batch.parties[0]!.rates[batch.size - 1]!;
  };
  for (let i = 0; i < VARIANTS; i++) {
    const found = scenario(i);
    if (found !== 0 && !(Math.abs(found - ((1 + bound(i)) ** 4 - 1)) < 1e-6))
      throw new Error(`The batch differs on variant ${i}: ${found}`);
  }
  const parsed: Contender = (i) => run(funds[i]!.definition, funds[i]!.flows).project.irr!;
  const { ns, ratio } = race([one, bound, rebound, parsed, scenario]);
  const row = (i: number, what: string, guide: string) =>
    rows.push({ what, ours: ns[i]!, ratio: times(ratio[i]!), guide });
  row(1, 'Bound run of 4 tiers x 40 quarters with its record + LP IRR / IRR of 40 flows', '<= 15 x');
  row(2, 'Binding other rates to a program / IRR of 40 flows', '<= 5 x');
  row(3, 'run() from a parsed definition to the whole result / IRR of 40 flows', '<= 60 x');
  row(4, 'A scenario of a batch: new cash, LP net flows, LP IRR / IRR of 40 flows', '<= 4 x');
  rows.push({
    what: 'A scenario of a batch: bytes on the heap',
    ours: heapPer(scenario),
    ratio: '',
    guide: '< 1',
  });
}

{
  const lengths = [10, 100, 1000];
  const { ns, ratio } = race(
    lengths.map((periods) => {
      const funds = variants(() => fund(periods));
      return (i) => distribute(funds[i]!.definition, funds[i]!.flows).carry[periods]!;
    }),
  );
  lengths.forEach((periods, i) =>
    rows.push({
      what: `Waterfall of 4 tiers x ${periods} periods, per period and tier`,
      ours: ns[i]! / periods / 4,
      ratio: times(ratio[i]! / (periods / lengths[0]!)),
      guide: i === 0 ? 'is 1' : '<= 1 x: linear',
    }),
  );
}

const widths = { what: Math.max(...rows.map((r) => r.what.length)), ours: 10, ratio: 10 };
const line = (what: string, ours: string, ratio: string, guide: string): string =>
  `${what.padEnd(widths.what)} ${ours.padStart(widths.ours)} ${ratio.padStart(widths.ratio)}   ${guide}`;
console.log(line('', 'ours, ns', 'ratio', 'guide'));
for (const { what, ours, ratio, guide } of rows) console.log(line(what, ours.toFixed(1), ratio, guide));
console.log(
  `Medians of ${BATCHES} interleaved batches, Node ${process.version}; sum ${consumed.toExponential(3)}.`,
);
