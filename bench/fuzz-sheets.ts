/**
 * Random deals written as sheets of formulas, recalculated by LibreOffice and held to the engine in every cell, as they
 * are and with rates, cash, capital, costs and write-downs changed in the sheet: `npm run fuzz:sheets -- [count] [seed]`.
 * So are the statements and the comparisons over them. Their sheets, those of what is asked of a run, those without formulas and those of half
 * as many wide deals are held to what Excel takes, as plans and as files.
 */
import fc from 'fast-check';
import { whyNoFormulas } from '../src/sheet/index.ts';
import { classicDeal } from '../test/engine/arbitrary.ts';
import { anyDeal, presetDeal } from '../test/sheet/arbitrary-live.ts';
import { xlsxOf } from '../server/workbook/export/xlsx.ts';
import { beyondInFile, beyondInPlan } from '../test/sheet/excel-gate.ts';
import { comparedCases, comparisonDifferences } from '../test/sheet/comparison-compared.ts';
import { questionPlansOf } from '../test/sheet/question-sheets.ts';
import { statementDifferences } from '../test/sheet/statements-compared.ts';
import { plansOf, wideDeal } from '../test/sheet/wide-deal.ts';
import {
  about,
  changed,
  compared,
  differences,
  recalculate,
  type LiveCase,
} from '../test/sheet/live-deals.ts';

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
  const stated = [
    ...some.map((deal) => ({ written: deal, now: deal })),
    ...edits.map(({ before, after, edit }) => ({ written: before, now: after, edit })),
  ];
  const found = await statementDifferences(stated);
  found.forEach((list, n) => tell(stated[n]!.now, list, 'statements'));
}
/** Each is computed a dozen times. */
const COMPARED = 5;
for (let i = 0; i < live.length; i += AT_ONCE) {
  const cases = live
    .slice(i, i + AT_ONCE)
    .filter((_, n) => n % COMPARED === 0)
    .flatMap((deal) => comparedCases(deal, about(null).computedAt).map((one) => ({ deal, one })));
  const found = await comparisonDifferences(cases.map(({ one }) => one));
  found.forEach((list, n) => tell(cases[n]!.deal, list, 'comparison'));
}
console.log(
  `${checked - failed} sheets equal the engine, ${failed} do not; ${compared.cells} cells compared`,
);

let beyond = 0;
const looked = { sheets: 0, formulas: 0, charts: 0 };
/** What is asked of a deal takes a hundred runs. */
const ASKED = 10;
const wide = fc.sample(wideDeal, { numRuns: Math.ceil(count / 2), seed });
for (const [i, deal] of [...deals, ...wide].entries()) {
  const asked = i % ASKED ? [] : questionPlansOf(deal, about(null).computedAt).plans;
  const plans = plansOf(deal);
  const file = beyondInFile(await xlsxOf(plans, about(null).computedAt));
  const found = [...[...plans, ...asked].flatMap(beyondInPlan), ...file.found];
  looked.sheets += plans.length + asked.length;
  looked.formulas += file.formulas;
  looked.charts += file.charts;
  if (found.length && ++beyond <= SHOWN)
    console.log(
      `beyond Excel ${JSON.stringify([deal.definition, deal.flows])}\n  ${found.slice(0, 6).join('\n  ')}`,
    );
}
console.log(
  `${looked.sheets} sheets with ${looked.formulas} formulas and ${looked.charts} charts looked at: ${beyond} deals beyond what Excel takes`,
);
process.exitCode = failed + beyond ? 1 : 0;
