/** A comparison written into the workbook, with the detail sheets it is computed from. */
import { RUN } from '../excel/run.ts';
import type { Course } from '../excel/fill-sheet.ts';
import type { Written } from '../excel/write-sheet.ts';
import type { Asked } from './asked.ts';
import { comparisonSheetsOf } from './compare-sheet.ts';

export async function writeComparison(asked: Asked, course: Course): Promise<Written> {
  const { aboutRun, listOf, writePlans } = await import('../lazy.ts');
  const about = await aboutRun(asked.run, asked.view);
  const taken = await Excel.run(RUN, async (context) => {
    const { worksheets } = context.workbook;
    worksheets.load({ name: true });
    await context.sync();
    return worksheets.items.map(({ name }) => name);
  });
  return writePlans(comparisonSheetsOf(asked, about, taken), listOf(about.locale), course);
}
