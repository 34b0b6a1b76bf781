/** Writes a sheet: its cells first, then each other part in a request of its own, so that a failing part leaves the figures. */
import { excelTexts } from '../../i18n/excel.ts';
import { say, type Locale } from '../../i18n/text.ts';
import { CONTENTS_FROM, type SheetPlan } from '../../sheet/index.ts';
import { beyondExcel } from '../../sheet/write/excel-limits.ts';
import { uniqueSheetName } from './blocks.ts';
import { addChart } from './charts.ts';
import { addTable, foldRows, freezeAndName, setUpPage, writeCells, type Course } from './fill-sheet.ts';
import { ExcelTrouble, troubleOf, type Trouble } from './refusals.ts';
import { RUN } from './run.ts';
import { keep, keepContents, keptContents, keptSheets, type Kept, type KeptSheet } from './saved-runs.ts';
import type { Notice } from '../model/message.ts';

/** What is written beside the sheet of a run. */
export interface Beside {
  /** Kept with the workbook, to explain the sheet later. */
  readonly kept: Omit<Kept, 'version' | 'map'>;
  /** The list of all detail sheets, once there are several. */
  contents(sheets: readonly KeptSheet[]): SheetPlan;
}

type LackKey = Extract<keyof typeof excelTexts, `lacks${string}`>;

/** What a written sheet lacks, and why. */
export interface Lack {
  readonly key: LackKey;
  readonly chart?: string;
  readonly why: Trouble;
}

export interface Written {
  readonly name: string;
  readonly lacks: readonly Lack[];
}

/** What the user is told: what a sheet lacks is a warning, since it stands all the same. */
export function writtenNotice({ name, lacks }: Written, locale: Locale): Notice {
  if (!lacks.length) return { key: 'written', params: { sheet: name }, tone: 'ok' };
  const what = lacks.map(({ key, chart = '', why }) =>
    say(excelTexts[key], locale, { chart, why: say(why.key, locale, why.params) }),
  );
  return {
    key: excelTexts.writtenBut,
    params: { sheet: name, what: what.join(locale === 'zh-CN' ? '' : ' ') },
    tone: 'warn',
  };
}

type Part = (sheet: Excel.Worksheet, context: Excel.RequestContext) => void | Promise<void>;

/** A part of a sheet in a batch of its own. */
const onSheet = (name: string, part: Part): Promise<void> =>
  Excel.run(RUN, async (context) => {
    await part(context.workbook.worksheets.getItem(name), context);
    await context.sync();
  });

/** A sheet to be written, and what is kept of its run. */
export interface ToWrite {
  readonly plan: SheetPlan;
  readonly kept?: Beside['kept'];
}

/** Writes a plan to a sheet of its own. Nothing stays when its cells fail; what else fails is told. */
export const writePlan = (plan: SheetPlan, beside?: Beside, course?: Course): Promise<Written> =>
  writePlans([{ plan, ...(beside ? { kept: beside.kept } : {}) }], beside?.contents, course);

/**
 * Writes sheets that belong together, in the order of their tabs: all of them or none. What stands first may refer to those
 * behind it, by the names of their plans.
 */
export async function writePlans(
  sheets: readonly ToWrite[],
  contents?: Beside['contents'],
  course?: Course,
): Promise<Written> {
  const names = await newSheets(
    sheets.map(({ plan }) => plan),
    course,
  );
  const lacks: Lack[] = [];
  const also = async (key: LackKey, work: () => Promise<unknown>, chart?: string): Promise<void> => {
    if (course?.cancel.aborted) await unmade(names, course.cancel);
    try {
      await work();
    } catch (error) {
      const lack = { key, why: troubleOf(error), ...(chart === undefined ? {} : { chart }) };
      // What several sheets lack is said once.
      if (!lacks.some((known) => JSON.stringify(known) === JSON.stringify(lack))) lacks.push(lack);
    }
  };
  // From the last on, since those before it are computed from it.
  for (const [i, { plan, kept }] of [...sheets.entries()].reverse())
    await finish(names[i]!, plan, kept, also);
  if (contents) await also('lacksContents', () => list(contents));
  const [first] = names;
  // A sheet that is not in front is found by its name.
  await onSheet(first!, (sheet) => {
    sheet.activate();
    sheet.getRange('A1').select();
  }).catch(() => undefined);
  return { name: first!, lacks };
}

/** What a sheet has beside its cells, each part of it alone. */
async function finish(
  name: string,
  plan: SheetPlan,
  kept: ToWrite['kept'],
  also: (key: LackKey, work: () => Promise<unknown>, chart?: string) => Promise<void>,
): Promise<void> {
  await also('lacksCalculation', () => onSheet(name, calculateWhereManual));
  await also('lacksLooks', () => onSheet(name, (sheet) => freezeAndName(sheet, plan)));
  if (plan.table) await also('lacksTable', () => onSheet(name, (sheet) => addTable(sheet, plan.table!)));
  for (const chart of plan.charts)
    await also('lacksChart', () => onSheet(name, (sheet) => addChart(sheet, chart, name)), chart.title.text);
  if (plan.folded) await also('lacksLooks', () => onSheet(name, (sheet) => foldRows(sheet, plan.folded!)));
  await also('lacksPrint', () => onSheet(name, (sheet) => setUpPage(sheet, plan.print)));
  const { map } = plan;
  if (map && kept)
    await also('lacksMemory', () =>
      onSheet(name, async (sheet, context) => {
        const hasRoom = await keep(context, sheet, { version: 1, map, ...kept });
        if (!hasRoom) throw new ExcelTrouble({ key: excelTexts.lacksRoom });
      }),
    );
}

const remove = (name: string): Promise<void> => onSheet(name, (sheet) => sheet.delete());

/** What is cancelled leaves no half sheet. @throws the reason of the signal, or why a sheet stays */
async function unmade(names: readonly string[], cancel: AbortSignal): Promise<never> {
  for (const name of names) await remove(name);
  throw cancel.reason;
}

/** New sheets with the cells of plans, or none. */
async function newSheets(plans: readonly SheetPlan[], course?: Course): Promise<string[]> {
  if (plans.some(beyondExcel)) throw new ExcelTrouble({ key: excelTexts.troubleTooMuch });
  const names: string[] = [];
  try {
    // All of them first: a formula may name any of them.
    for (const plan of plans) names.push(await addSheet(plan.name, plans.length > 1));
    for (const [i, plan] of plans.entries()) {
      course?.cancel.throwIfAborted();
      await onSheet(names[i]!, (sheet, context) => writeCells(context, sheet, plan, course));
    }
  } catch (error) {
    if (course?.cancel.aborted) return unmade(names, course.cancel);
    // Report the first error, even if deleting a sheet fails too.
    for (const name of names) await remove(name).catch(() => undefined);
    throw error;
  }
  return names;
}

/** @param exactly others refer to it by this name */
const addSheet = (wanted: string, exactly: boolean): Promise<string> =>
  Excel.run(RUN, async (context) => {
    const sheets = context.workbook.worksheets;
    sheets.load({ name: true });
    await context.sync();
    const free = uniqueSheetName(
      wanted,
      sheets.items.map((s) => s.name),
      true,
    );
    if (exactly && free !== wanted) throw new ExcelTrouble({ key: excelTexts.troubleConflict });
    // Alone in its request: where it is refused there is no sheet to be taken away.
    sheets.add(free);
    await context.sync();
    return free;
  });

/** Where calculation is manual a formula is computed as it is entered, before what it refers to. */
async function calculateWhereManual(sheet: Excel.Worksheet, context: Excel.RequestContext): Promise<void> {
  const { application } = context.workbook;
  application.load({ calculationMode: true });
  await context.sync();
  if (application.calculationMode === 'Manual') sheet.calculate(true);
}

/** Brings the list of detail sheets up to date; a list in which something else stands below its entries is left alone. */
async function list(contents: Beside['contents']): Promise<void> {
  const { sheets, before } = await Excel.run(RUN, async (context) => ({
    sheets: await keptSheets(context),
    before: await keptContents(context),
  }));
  if (sheets.length < 2) return;
  const plan = contents(sheets);
  let name = before?.name;
  if (before && (await makeRoom(before, sheets.length, plan.widths.length)))
    await onSheet(before.name, (sheet, context) => writeCells(context, sheet, plan));
  else {
    [name] = await newSheets([plan]);
    await onSheet(name!, (sheet) => freezeAndName(sheet, plan));
    await onSheet(name!, (sheet) => setUpPage(sheet, plan.print)).catch(() => undefined);
  }
  await onSheet(name!, (sheet, context) => keepContents(context, sheet, sheets.length));
  if (name !== before?.name) await putBefore(name!, sheets[0]!.name);
}

/** Empties the rows of the entries; false where something else stands in those that are to come. */
const makeRoom = (
  before: { readonly name: string; readonly entries: number },
  entries: number,
  columns: number,
): Promise<boolean> =>
  Excel.run(RUN, async (context) => {
    const sheet = context.workbook.worksheets.getItem(before.name);
    const more = entries - before.entries;
    if (more > 0) {
      const below = sheet.getRangeByIndexes(CONTENTS_FROM + before.entries, 0, more, columns);
      below.load({ values: true });
      await context.sync();
      if (below.values.flat().some((value) => value !== '')) return false;
    }
    sheet.getRangeByIndexes(CONTENTS_FROM, 0, Math.max(1, before.entries), columns).clear('Contents');
    await context.sync();
    return true;
  });

/** A place among the tabs has no undo on the desktop: alone, it takes nothing else with it. */
const putBefore = (name: string, other: string): Promise<void> =>
  onSheet(other, async (first, context) => {
    first.load({ position: true });
    await context.sync();
    context.workbook.worksheets.getItem(name).position = first.position;
  });
