/** Layouts kept in the workbook's settings. */
import type { Layout } from '../model/layouts.ts';
import { RUN } from './run.ts';

const KEY = 'waterfall.layouts';

export async function readLayouts(): Promise<Layout[]> {
  return Excel.run(RUN, async (context) => {
    const kept = context.workbook.settings.getItemOrNullObject(KEY);
    kept.load('value');
    await context.sync();
    if (kept.isNullObject) return [];
    try {
      const layouts: unknown = JSON.parse(String(kept.value));
      return Array.isArray(layouts) ? (layouts as Layout[]) : [];
    } catch {
      // Another release may have kept them in another form; the user is then asked again.
      return [];
    }
  });
}

export async function keepLayouts(layouts: readonly Layout[]): Promise<void> {
  await Excel.run(RUN, async (context) => {
    context.workbook.settings.add(KEY, JSON.stringify(layouts));
    await context.sync();
  });
}
