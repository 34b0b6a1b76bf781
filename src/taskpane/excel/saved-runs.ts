/** What the workbook keeps of the detail sheets written from here, so that their numbers can be explained later. */
import type { CellValue, SheetMap } from '../../sheet/index.ts';
import type { SheetNote } from '../model/state.ts';

const KEY = 'waterfall.sheet.';

/** A written sheet: where its figures stand, and the request its run was asked with. */
export interface Kept {
  readonly version: 1;
  readonly map: SheetMap;
  readonly body: unknown;
  readonly note: SheetNote;
}

export interface KeptSheet {
  readonly id: string;
  readonly name: string;
  readonly kept: Kept;
}

/** Kept in the workbook's settings under the sheet's own id, which stays when the sheet is renamed. */
export function keep(context: Excel.RequestContext, id: string, kept: Kept): void {
  context.workbook.settings.add(KEY + id, JSON.stringify(kept));
}

/** Written sheets that still stand, in the order of their tabs. What is kept of others is let go. */
export async function keptSheets(context: Excel.RequestContext): Promise<KeptSheet[]> {
  const { settings, worksheets } = context.workbook;
  settings.load({ key: true, value: true });
  worksheets.load({ id: true, name: true });
  await context.sync();
  const found = new Map<string, Kept>();
  for (const setting of settings.items) {
    if (!setting.key.startsWith(KEY)) continue;
    const id = setting.key.slice(KEY.length);
    const kept = parsed(setting.value);
    if (kept && worksheets.items.some((s) => s.id === id)) found.set(id, kept);
    else setting.delete();
  }
  return worksheets.items.flatMap(({ id, name }) => {
    const kept = found.get(id);
    return kept ? [{ id, name, kept }] : [];
  });
}

function parsed(value: unknown): Kept | null {
  try {
    const kept = JSON.parse(String(value)) as Kept | null;
    return kept?.version === 1 ? kept : null;
  } catch {
    // Written by something else under this key: as good as nothing.
    return null;
  }
}

const CONTENTS = 'waterfall.contents';

/** The list of detail sheets made from here: its sheet, and how many entries it has. */
export interface KeptContents {
  readonly id: string;
  readonly entries: number;
}

export async function keptContents(context: Excel.RequestContext): Promise<KeptContents | null> {
  const setting = context.workbook.settings.getItemOrNullObject(CONTENTS);
  setting.load({ value: true });
  await context.sync();
  return setting.isNullObject ? null : (JSON.parse(String(setting.value)) as KeptContents);
}

export const keepContents = (context: Excel.RequestContext, kept: KeptContents): void =>
  void context.workbook.settings.add(CONTENTS, JSON.stringify(kept));

export interface ActiveCell {
  readonly id: string;
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  /** Null where the sheet was not written from here. */
  readonly kept: Kept | null;
}

/** The cell in front, with what is kept of its sheet. */
export async function activeCell(context: Excel.RequestContext): Promise<ActiveCell> {
  const cell = context.workbook.getActiveCell();
  cell.load({ rowIndex: true, columnIndex: true });
  const { worksheet } = cell;
  worksheet.load({ id: true, name: true });
  await context.sync();
  const { id, name } = worksheet;
  const setting = context.workbook.settings.getItemOrNullObject(KEY + id);
  setting.load({ value: true });
  await context.sync();
  return {
    id,
    sheet: name,
    row: cell.rowIndex,
    column: cell.columnIndex,
    kept: setting.isNullObject ? null : parsed(setting.value),
  };
}

/** First values of some ranges of a sheet; a range's numbers are added up. */
export async function valuesOf(
  context: Excel.RequestContext,
  sheet: string,
  addresses: readonly string[],
): Promise<CellValue[]> {
  const ranges = addresses.map((address) => {
    const range = context.workbook.worksheets.getItem(sheet).getRange(address);
    range.load({ values: true });
    return range;
  });
  await context.sync();
  return ranges.map(({ values }) => {
    const all = (values as CellValue[][]).flat();
    if (all.length === 1) return all[0]!;
    return all.reduce<number>((sum, v) => sum + (typeof v === 'number' ? v : 0), 0);
  });
}
