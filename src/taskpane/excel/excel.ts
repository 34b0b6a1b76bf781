/** The only module that talks to Excel. */
import { CONTENTS_FROM, type CellValue, type Grid, type SheetPlan } from '../../sheet/index.ts';
import {
  activeCell,
  keep,
  keepContents,
  keptContents,
  keptSheets,
  valuesOf,
  type ActiveCell,
  type Kept,
  type KeptSheet,
} from './saved-runs.ts';
import { uniqueSheetName } from './blocks.ts';
import type { Message } from '../model/state.ts';

/** Beyond this a selection is whole columns or rows: only its used part is read. */
const CELLS_AT_ONCE = 20_000;
const CELLS_AT_MOST = 200_000;

/** Cells that cannot be read are a trouble of Excel, told with what to do. */
export class ExcelTrouble extends Error {
  constructor(readonly told: Message) {
    super(JSON.stringify(told.key));
  }
}

/** What Excel's error means to the user. */
export function troubleOf(error: unknown, what = ''): Message {
  if (error instanceof ExcelTrouble) return error.told;
  const code = String(
    (error as { code?: unknown } | null)?.code ?? (error as Error | null)?.message ?? error,
  );
  switch (code) {
    case 'InvalidOperationInCellEditMode':
      return { key: 'troubleEditing' };
    case 'InvalidSelection':
      return { key: 'troubleSelection' };
    case 'AccessDenied':
    case 'UnsupportedOperation':
      return { key: 'troubleProtected' };
    case 'ItemNotFound':
    case 'InvalidReference':
      return { key: 'troubleGone', params: { what } };
    case 'RequestPayloadSizeLimitExceeded':
    case 'ResponsePayloadSizeLimitExceeded':
      return { key: 'troubleLarge' };
    default:
      return { key: 'troubleOther', params: { code } };
  }
}

const RUN: Excel.RunOptions = { delayForCellEdit: true };

async function grid(context: Excel.RequestContext, chosen: Excel.Range): Promise<Grid | null> {
  chosen.load({
    rowIndex: true,
    columnIndex: true,
    rowCount: true,
    columnCount: true,
    worksheet: { name: true },
  });
  await context.sync();
  let range = chosen;
  const { name } = chosen.worksheet;
  if (chosen.rowCount * chosen.columnCount > CELLS_AT_ONCE) {
    range = chosen.getUsedRangeOrNullObject(true);
    range.load({ rowIndex: true, columnIndex: true, rowCount: true, columnCount: true });
    await context.sync();
    if (range.isNullObject) return null;
    if (range.rowCount * range.columnCount > CELLS_AT_MOST) throw new ExcelTrouble({ key: 'troubleLarge' });
  }
  range.load({ values: true, numberFormat: true });
  await context.sync();
  return {
    sheet: name,
    row: range.rowIndex,
    column: range.columnIndex,
    values: range.values as CellValue[][],
    numberFormats: range.numberFormat as string[][],
  };
}

/** The selected block; null when it is empty. */
export const readSelected = (): Promise<Grid | null> =>
  Excel.run(RUN, (context) => grid(context, context.workbook.getSelectedRange()));

export const readRange = (sheet: string, address: string): Promise<Grid | null> =>
  Excel.run(RUN, (context) => grid(context, context.workbook.worksheets.getItem(sheet).getRange(address)));

export const selectCell = (sheet: string, address: string): Promise<void> =>
  Excel.run(RUN, async (context) => {
    const target = context.workbook.worksheets.getItem(sheet);
    target.activate();
    target.getRange(address).select();
    await context.sync();
  });

export const writeCell = (sheet: string, address: string, value: string | number): Promise<void> =>
  Excel.run(RUN, async (context) => {
    context.workbook.worksheets.getItem(sheet).getRange(address).values = [[value]];
    await context.sync();
  });

/** Calls back after any cell of the workbook changed. */
export async function onCellsChanged(changed: () => void): Promise<void> {
  if (!Office.context.requirements.isSetSupported('ExcelApi', '1.9')) return;
  await Excel.run(async (context) => {
    context.workbook.worksheets.onChanged.add(() => Promise.resolve(changed()));
    await context.sync();
  });
}

/** What is written beside a plan's own sheet. */
export interface Beside {
  /** Kept with the workbook, to explain the sheet later. */
  readonly kept: Omit<Kept, 'version' | 'map'>;
  /** The list of all detail sheets, once there are several. */
  contents(sheets: readonly KeptSheet[]): SheetPlan;
}

/** Writes a plan to a sheet of its own, in one undo step where Excel can; the sheet's name. Nothing stays when it fails. */
export const writePlan = (plan: SheetPlan, { kept, contents }: Beside): Promise<string> =>
  Excel.run(
    Office.context.requirements.isSetSupported('ExcelApi', '1.20') ? { ...RUN, mergeUndoGroup: true } : RUN,
    async (context) => {
      const { sheet, name } = await addSheet(context, plan.name);
      try {
        await (await import('../lazy.ts')).fill(context, sheet, plan);
        sheet.load({ id: true });
        await context.sync();
        if (plan.map) keep(context, sheet.id, { version: 1, map: plan.map, ...kept });
        await list(context, contents);
        sheet.activate();
        sheet.getRange('A1').select();
        await context.sync();
      } catch (error) {
        sheet.delete();
        await context.sync();
        throw error;
      }
      return name;
    },
  );

/** A new sheet under a name that no other has; `plain`: without a number where that is free. */
async function addSheet(
  context: Excel.RequestContext,
  wanted: string,
  plain = false,
): Promise<{ sheet: Excel.Worksheet; name: string }> {
  const sheets = context.workbook.worksheets;
  sheets.load({ name: true });
  await context.sync();
  const name = uniqueSheetName(
    wanted,
    sheets.items.map((s) => s.name),
    plain,
  );
  return { sheet: sheets.add(name), name };
}

/** Brings the list of detail sheets up to date; a list in which something else stands below its entries is left alone. */
async function list(context: Excel.RequestContext, contents: Beside['contents']): Promise<void> {
  const sheets = await keptSheets(context);
  if (sheets.length < 2) return;
  const plan = contents(sheets);
  const before = await keptContents(context);
  const known = before && context.workbook.worksheets.getItemOrNullObject(before.id);
  known?.load({ id: true });
  await context.sync();
  let sheet = known && !known.isNullObject ? known : null;
  const width = plan.widths.length;
  if (sheet && before) {
    const more = Math.max(0, sheets.length - before.entries);
    const below = sheet.getRangeByIndexes(CONTENTS_FROM + before.entries, 0, Math.max(1, more), width);
    below.load({ values: true });
    await context.sync();
    if (more && below.values.flat().some((v) => v !== '')) sheet = null;
    else sheet.getRangeByIndexes(CONTENTS_FROM, 0, Math.max(1, before.entries), width).clear('Contents');
  }
  if (!sheet) {
    ({ sheet } = await addSheet(context, plan.name, true));
    const first = context.workbook.worksheets.getItem(sheets[0]!.id);
    first.load({ position: true });
    await context.sync();
    sheet.position = first.position;
  }
  await (await import('../lazy.ts')).fill(context, sheet, plan);
  sheet.load({ id: true });
  await context.sync();
  keepContents(context, { id: sheet.id, entries: sheets.length });
}

/** The cell in front, with what is kept of its sheet. */
export const readActiveCell = (): Promise<ActiveCell> => Excel.run(RUN, activeCell);

/** What cells hold now; a range as the sum of its numbers. */
export const readCells = (sheet: string, addresses: readonly string[]): Promise<CellValue[]> =>
  Excel.run(RUN, (context) => valuesOf(context, sheet, addresses));

/** Calls back after another cell was selected; false where Excel does not tell. */
export async function onSelectionMoved(moved: () => void): Promise<boolean> {
  if (!Office.context.requirements.isSetSupported('ExcelApi', '1.2')) return false;
  await Excel.run(async (context) => {
    context.workbook.onSelectionChanged.add(() => Promise.resolve(moved()));
    await context.sync();
  });
  return true;
}

/** Enters every formula with a function of ours on the active sheet again: it cures #NAME? after a late start. */
export const repairFormulas = (): Promise<number> =>
  Excel.run(RUN, async (context) => {
    const used = context.workbook.worksheets.getActiveWorksheet().getUsedRangeOrNullObject(true);
    used.load({ formulas: true });
    await context.sync();
    if (used.isNullObject) return 0;
    let count = 0;
    (used.formulas as unknown[][]).forEach((line, r) =>
      line.forEach((formula, c) => {
        if (typeof formula !== 'string' || !/^=.*\bWATERFALL\./i.test(formula)) return;
        used.getCell(r, c).formulas = [[formula]];
        count++;
      }),
    );
    await context.sync();
    return count;
  });
