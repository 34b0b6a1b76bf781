/** How long workbooks take: exports of 1,200 periods, of four tiers and of ten, and an ordinary upload once the reader runs. */
import path from 'node:path';
import { calculate } from '../src/document/index.ts';
import { WorkbookReader } from '../server/workbook/import/reader.ts';
import { exportWorkbook } from '../server/workbook/export/write.ts';
import { fund } from './deal.ts';

const PERIODS = 1200;
const large = fund(
  { unit: 'month', periods: PERIODS },
  Array.from({ length: 900 }, (_, i) => ({ at: i + 1 + 300, amount: 1000 + i })),
);
const TEN_TIERS = [
  { kind: 'returnOfCapital', to: ['lp', 'co'] },
  { id: 'pref', kind: 'preferredReturn', to: 'lp', rate: 0.06, compounding: 'annual' },
  { id: 'coPref', kind: 'preferredReturn', to: 'co', rate: 0.07, compounding: 'annual' },
  { kind: 'catchUp', carry: 0.2 },
  ...[0.1, 0.12, 0.15, 0.18].map((rate, i) => ({
    id: `hurdle${i}`,
    kind: 'hurdle',
    of: 'lp',
    metric: 'irr',
    rate,
    split: { lp: 0.8 - i * 0.05, co: 0.1, gp: 0.1 + i * 0.05 },
  })),
  { id: 'costs', kind: 'amount', to: 'gp', amount: 1000 },
  { kind: 'split', shares: { lp: 0.6, co: 0.1, gp: 0.3 } },
];
const tall = {
  ...large,
  distribution_params: {
    ...large.distribution_params,
    definition: {
      classes: [
        { id: 'lp', share: 0.9 },
        { id: 'co', share: 0.1 },
      ],
      tiers: TEN_TIERS,
    },
  },
};
const ordinary = {
  basic_params: { investment_amount: 10_000, investment_period: 5, hurdle_rate: 8, carry_rate: 20 },
  cash_flows: [1, 2, 3, 4, 5].map((year) => ({ year, amount: 1000 * year })),
  distribution_params: { mode: 'flat_principal_first' },
};

async function best(times: number, work: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    await work();
    least = Math.min(least, performance.now() - started);
  }
  return least;
}

function resultOf(body: object) {
  const answer = calculate(body);
  if (!answer.ok) throw new Error(JSON.stringify(answer.issues));
  return answer.value;
}

const written = (body: object) => exportWorkbook(body, resultOf(body), 'en', new Date());
const longest = await best(3, () => written(large));
console.log(
  `xlsx of ${PERIODS} periods: ${longest.toFixed(0)} ms (${((await written(large)).length / 2 ** 20).toFixed(1)} MiB)`,
);
const started = process.cpuUsage();
await written(tall);
const { user, system } = process.cpuUsage(started);
console.log(
  `xlsx of ${PERIODS} periods with ten tiers: ${((user + system) / 1e6).toFixed(2)} s of a thread, the run included`,
);
const small = await written(ordinary);
console.log(`xlsx of 5 periods: ${(await best(20, () => written(ordinary))).toFixed(1)} ms`);
const reader = new WorkbookReader(path.join(import.meta.dirname, '../server/workbook/import/child.ts'));
await reader.read(small, 'a.xlsx');
console.log(
  `upload of 5 periods, read by a warm process: ${(await best(20, () => reader.read(small, 'a.xlsx'))).toFixed(1)} ms`,
);
reader.close();
