/** Runs in the workbook's settings, each under a key of its own: what a co-author keeps meanwhile is not overwritten. */
import type { KeptRun } from '../model/kept-runs.ts';
import { RUN } from './run.ts';

const KEY = 'waterfall.run.';
/** Settings of an add-in hold about 1 MB together; sheets need some of it. */
const MOST = 30;
const LARGEST = 60_000;

function parsed(value: unknown): KeptRun | null {
  try {
    const kept = JSON.parse(String(value)) as KeptRun | null;
    return kept?.version === 1 ? kept : null;
  } catch {
    // Another release may keep runs in another form.
    return null;
  }
}

/** Kept runs, the latest first. */
export async function readRuns(): Promise<KeptRun[]> {
  return Excel.run(RUN, async (context) => {
    const { settings } = context.workbook;
    settings.load({ key: true, value: true });
    await context.sync();
    return settings.items
      .flatMap(({ key, value }) => (key.startsWith(KEY) ? (parsed(value) ?? []) : []))
      .sort((a, b) => (a.at < b.at ? 1 : -1));
  });
}

/**
 * Keeps a run; the oldest make way.
 * @returns false where it is too large to be kept
 */
export async function keepRun(run: KeptRun): Promise<boolean> {
  const text = JSON.stringify(run);
  if (text.length > LARGEST) return false;
  const older = (await readRuns()).filter((r) => r.key !== run.key).slice(MOST - 1);
  await Excel.run(RUN, async (context) => {
    const { settings } = context.workbook;
    for (const { key } of older) settings.getItemOrNullObject(KEY + key).delete();
    settings.add(KEY + run.key, text);
    await context.sync();
  });
  return true;
}

export async function forgetRun(key: string): Promise<void> {
  await Excel.run(RUN, async (context) => {
    const setting = context.workbook.settings.getItemOrNullObject(KEY + key);
    setting.load({ key: true });
    await context.sync();
    // A co-author may have deleted it already.
    if (setting.isNullObject) return;
    setting.delete();
    await context.sync();
  });
}
