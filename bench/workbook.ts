/** How long workbooks take: an export of 1,200 periods, and an ordinary upload once the reader runs. */
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
const small = await written(ordinary);
console.log(`xlsx of 5 periods: ${(await best(20, () => written(ordinary))).toFixed(1)} ms`);
const reader = new WorkbookReader(path.join(import.meta.dirname, '../server/workbook/import/child.ts'));
await reader.read(small, 'a.xlsx');
console.log(
  `upload of 5 periods, read by a warm process: ${(await best(20, () => reader.read(small, 'a.xlsx'))).toFixed(1)} ms`,
);
reader.close();
