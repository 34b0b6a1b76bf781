/** Random layouts of deals, read back as they were or asked: `npm run fuzz:reading -- [count] [seed]`. */
import fc from 'fast-check';
import { crossedLayout, layOutCrossed } from '../test/sheet/read/crossed-layouts.ts';
import { difference, layOut, layout, readBack } from '../test/sheet/read/layouts.ts';
import { layOutParties, partyLayout } from '../test/sheet/read/party-layouts.ts';
import { inWords } from '../test/sheet/read/grids.ts';

const count = Number(process.argv[2] ?? 20_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
if (!(count > 0) || !Number.isInteger(seed)) throw new Error('Usage: npm run fuzz:reading -- [count] [seed]');

const SHOWN = 5;
const tally = { ready: 0, question: 0, refused: 0 };
const asked = new Map<string, number>();
let failed = 0;
/** One in six is a block of years and parts of a year, one a deal of several parties. */
const drawn = fc.oneof(
  { weight: 4, arbitrary: layout.map((x) => ({ x, laid: layOut(x) })) },
  { weight: 1, arbitrary: crossedLayout.map((x) => ({ x, laid: layOutCrossed(x) })) },
  { weight: 1, arbitrary: partyLayout.map((x) => ({ x, laid: layOutParties(x) })) },
);
for (const { x, laid } of fc.sample(drawn, { numRuns: count, seed })) {
  const reading = readBack(x, laid);
  tally[reading.status]++;
  if (reading.status === 'question')
    for (const { code } of reading.questions) asked.set(code, (asked.get(code) ?? 0) + 1);
  const wrong = difference(laid, reading);
  if (wrong === undefined || ++failed > SHOWN) continue;
  console.log(`${wrong}\n${laid.rows.map((row) => JSON.stringify(row)).join('\n')}\n${inWords(reading)}\n`);
}
console.log(`Seed ${seed}: ${count - failed} of ${count} layouts read back or asked, ${failed} otherwise`);
console.log(
  `ready ${tally.ready}, asked ${tally.question}, refused ${tally.refused}; ${[...asked].map(([code, n]) => `${code} ${n}`).join(', ')}`,
);
process.exitCode = failed ? 1 : 0;
