/**
 * Random deals written as sheets of formulas, recalculated by LibreOffice and held to the engine in every cell, as they
 * are and with rates, cash, capital, costs and write-downs changed in the sheet: `npm run fuzz:sheets -- [count] [seed]`.
 */
import fc from 'fast-check';
import { whyNoFormulas } from '../src/sheet/index.ts';
import { classicDeal } from '../test/engine/arbitrary.ts';
import { anyDeal, presetDeal } from '../test/sheet/arbitrary-live.ts';
import { changed, compared, differences, recalculate, type LiveCase } from '../test/sheet/live-deals.ts';

const count = Number(process.argv[2] ?? 500);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
if (!(count > 0) || !Number.isInteger(seed)) throw new Error('Usage: npm run fuzz:sheets -- [count] [seed]');

/** Deals in one book: one start of the spreadsheet for all of them. */
const AT_ONCE = 50;
const SHOWN = 5;

const deals = fc.sample(
  fc.oneof(
    { weight: 1, arbitrary: classicDeal.map((d): LiveCase => ({ mode: d.preset.id, ...d })) },
    { weight: 1, arbitrary: presetDeal },
    { weight: 8, arbitrary: anyDeal },
  ),
  { numRuns: count, seed },
);
const live = deals.filter((d) => whyNoFormulas(d.definition, d.flows) === null);
console.log(`Seed ${seed}: ${live.length} of ${count} deals have formulas`);

let failed = 0;
let checked = 0;
const tell = (deal: LiveCase, found: readonly string[], how: string) => {
  checked++;
  if (!found.length || ++failed > SHOWN) return;
  console.log(`${how} ${JSON.stringify([deal.definition, deal.flows])}\n  ${found.slice(0, 6).join('\n  ')}`);
};
for (let i = 0; i < live.length; i += AT_ONCE) {
  const some = live.slice(i, i + AT_ONCE);
  const edits = some.flatMap((deal) => (deal.mode === 'custom' && changed(deal)) || []);
  const rows = await recalculate([...some, ...edits.map((c) => c.before)], (cells, n) =>
    n < some.length ? cells : edits[n - some.length]!.edit(cells),
  );
  some.forEach((deal, n) => tell(deal, differences(deal, rows[n]!), 'as it is'));
  edits.forEach(({ before, after }, n) =>
    tell(after, differences(after, rows[some.length + n]!, before), 'changed'),
  );
}
console.log(
  `${checked - failed} sheets equal the engine, ${failed} do not; ${compared.cells} cells compared`,
);
process.exitCode = failed ? 1 : 0;
