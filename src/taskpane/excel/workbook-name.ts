/** What a deal is called where its cells do not say: by its file, as analysts name them. */
import type { Origin } from '../model/state.ts';
import { RUN } from './run.ts';

/** Names that Excel gives by itself. */
const UNNAMED = /^(book|workbook|sheet|工作簿|工作表|新建)[\s\d]*/i;
const withoutEnding = (name: string): string => name.replace(/\.xls[xmb]?$/i, '').trim();

/** @param source where the flows were read, in words */
export async function nameOfDeal(origin: Origin, source: string): Promise<string> {
  if (origin.kind === 'file') return withoutEnding(origin.name);
  if (origin.kind !== 'selection') return source;
  const name = await Excel.run(RUN, async (context) => {
    const { workbook } = context;
    workbook.load({ name: true });
    await context.sync();
    return withoutEnding(workbook.name);
  });
  return name !== '' && !UNNAMED.test(name) ? name : origin.sheet;
}
