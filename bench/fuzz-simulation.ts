/** Random deals under random uncertainty: every simulated scenario against a run of its own: `npm run fuzz:simulation -- [count] [seed]`. */
import fc from 'fast-check';
import { anyDeal } from '../test/engine/any-deal.ts';
import { compareMany } from '../test/engine/simulation/against-runs.ts';

const count = Number(process.argv[2] ?? 18_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
if (!(count > 0) || !Number.isInteger(seed))
  throw new Error('Usage: npm run fuzz:simulation -- [count] [seed]');

console.log(`Seed ${seed}`);
fc.configureGlobal({ seed });
const compared = compareMany(anyDeal, count, 8);
console.log(`${compared} deals of ${count} could be simulated; each of 8 scenarios is its run within 1e-12`);
