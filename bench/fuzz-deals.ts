/** Random definitions with their flows, all that the schema can say: `npm run fuzz:deals -- [count] [seed]`. */
import fc from 'fast-check';
import { parse, run } from '../src/engine/index.ts';
import { anyDeal } from '../test/engine/any-deal.ts';

const count = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
if (!(count > 0) || !Number.isInteger(seed)) throw new Error('Usage: npm run fuzz:deals -- [count] [seed]');

let parsed = 0;
const lost = (_key: string, value: unknown): unknown => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('a number that is none');
  return value;
};
console.log(`Seed ${seed}`);
fc.assert(
  fc.property(anyDeal, ({ definition, flows }) => {
    const read = parse(definition, flows);
    if (!read.ok) return;
    parsed++;
    const result = run(read.value.definition, read.value.flows);
    JSON.stringify(result, lost);
    for (const check of result.checks) if (!check.pass) throw new Error(JSON.stringify(check));
  }),
  { numRuns: count, seed },
);
console.log(`${parsed} of ${count} definitions parsed and ran to finite numbers with every check met`);
