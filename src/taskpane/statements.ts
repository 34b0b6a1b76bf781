/** Statements of a run: a sheet for each investor and one of all parties, over the run's detail sheet where it stands. */
import type { Locale } from '../i18n/index.ts';
import { statementSheets } from '../sheet/index.ts';
import { RUN } from './excel/run.ts';
import { keptSheets } from './excel/saved-runs.ts';
import { nameOfDeal } from './excel/workbook-name.ts';
import { writePlan, type Written } from './excel/write-sheet.ts';
import { hashOf } from './model/kept-runs.ts';
import type { Run } from './model/state.ts';

/** @param source where the flows were read, in words */
export async function writeStatements(run: Run, source: string, locale: Locale): Promise<Written> {
  const { document, taken, at, body } = run;
  const linked = await detailSheetOf(body);
  const plans = statementSheets(document, {
    title: document.investment_target ?? (await nameOfDeal(taken.origin, source)),
    locale,
    computedAt: at,
    receipt: await hashOf(body),
    linked,
  });
  const written: Written[] = [];
  for (const plan of plans) written.push(await writePlan(plan));
  const [first] = written;
  await Excel.run(RUN, async (context) => {
    context.workbook.worksheets.getItem(first!.name).activate();
    await context.sync();
  });
  return {
    name: written.map(({ name }) => name).join(locale === 'en' ? ', ' : '、'),
    lacks: written.flatMap(({ lacks }) => lacks),
  };
}

/** The last detail sheet with formulas that was written from the same request. */
async function detailSheetOf(body: unknown) {
  const asked = JSON.stringify(body);
  const sheets = await Excel.run(RUN, keptSheets);
  const found = sheets.findLast(({ kept }) => kept.map.live && JSON.stringify(kept.body) === asked);
  return found ? { sheet: found.name, map: found.kept.map } : null;
}
