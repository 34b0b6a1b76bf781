/**
 * What the workbook keeps of the detail sheets written from here, so that their numbers can be explained later. It hangs on
 * a hidden name inside the sheet: ids of worksheets change when a file is opened again or saved by another program.
 */
import type { CellValue, SheetMap } from '../../sheet/index.ts';

const KEY = 'waterfall.sheet.';
/** Name of the mark in a detail sheet; its value is the key of what is kept of it. */
const MARK = '_waterfall_sheet';
/** Name of the mark in the list of detail sheets; its value is how many entries it has. */
const CONTENTS_MARK = '_waterfall_contents';

/** What is kept of a written detail sheet beside its figures. */
export interface SheetNote {
  readonly title: string;
  /** Id of the mode. */
  readonly mode: string;
  readonly source: string;
  /** ISO date and time of the run. */
  readonly at: string;
  /** Of the project, as a fraction, and of the general partner; sheets of older releases kept neither. */
  readonly irr?: number | null;
  readonly carry?: number;
}

/** A written sheet: where its figures stand, and the request its run was asked with. */
export interface Kept {
  readonly version: 1;
  readonly map: SheetMap;
  readonly body: unknown;
  readonly note: SheetNote;
}

export interface KeptSheet {
  readonly name: string;
  readonly kept: Kept;
}

/** A hidden name of a sheet, with a text as its value. */
async function mark(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  name: string,
  value: string,
): Promise<void> {
  const known = sheet.names.getItemOrNullObject(name);
  known.load({ name: true });
  await context.sync();
  if (!known.isNullObject) known.delete();
  sheet.names.add(name, `="${value}"`).visible = false;
  await context.sync();
}

const valueOf = (item: Excel.NamedItem): string | null =>
  item.isNullObject ? null : (/^="?(.*?)"?$/.exec(String(item.formula))?.[1] ?? null);

/** Settings of an add-in hold about 1 MB together on some platforms; one run may take most of it. */
const LARGEST = 900_000;

/**
 * Keeps a sheet's run under a key of its own. Where there is no room, runs of sheets that are gone make way, then the oldest.
 * @returns false where there is no room for it at all
 */
export async function keep(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  kept: Kept,
): Promise<boolean> {
  const text = JSON.stringify(kept);
  if (text.length > LARGEST) return false;
  const key = `${Date.now().toString(36)}${Math.floor(Math.random() * 36 ** 6).toString(36)}`;
  const { settings } = context.workbook;
  const older = await oldestFirst(context);
  for (;;) {
    try {
      settings.add(KEY + key, text);
      await context.sync();
      break;
    } catch (error) {
      // This is how Excel says that there is no room.
      if ((error as { code?: unknown }).code !== 'InvalidArgument') throw error;
      const oldest = older.shift();
      if (oldest === undefined) return false;
      settings.getItemOrNullObject(oldest).delete();
      await context.sync();
    }
  }
  await mark(context, sheet, MARK, key);
  return true;
}

async function oldestFirst(context: Excel.RequestContext): Promise<string[]> {
  const { settings } = context.workbook;
  settings.load({ key: true, value: true });
  const marks = await marksOf(context, MARK);
  const standing = new Set(marks.map(([, value]) => KEY + value));
  const age = ({ key, value }: Excel.Setting) => (standing.has(key) ? (parsed(value)?.note.at ?? '') : '');
  return settings.items
    .filter((s) => s.key.startsWith(KEY))
    .sort((a, b) => (age(a) < age(b) ? -1 : 1))
    .map((s) => s.key);
}

/** The sheets that have a mark, in the order of their tabs, and its value; sends what waits. */
async function marksOf(context: Excel.RequestContext, name: string): Promise<[Excel.Worksheet, string][]> {
  const { worksheets } = context.workbook;
  worksheets.load({ name: true });
  await context.sync();
  const marks = worksheets.items.map((sheet) => loadedMark(sheet, name));
  await context.sync();
  return worksheets.items.flatMap((sheet, i): [Excel.Worksheet, string][] => {
    const value = valueOf(marks[i]!);
    return value === null ? [] : [[sheet, value]];
  });
}

/** Written sheets that still stand, in the order of their tabs. */
export async function keptSheets(context: Excel.RequestContext): Promise<KeptSheet[]> {
  const { settings } = context.workbook;
  settings.load({ key: true, value: true });
  const marks = await marksOf(context, MARK);
  const values = new Map(settings.items.map((s) => [s.key, s.value as unknown]));
  return marks.flatMap(([{ name }, key]) => {
    const kept = parsed(values.get(KEY + key));
    return kept ? [{ name, kept }] : [];
  });
}

function loadedMark(sheet: Excel.Worksheet, name: string): Excel.NamedItem {
  const item = sheet.names.getItemOrNullObject(name);
  item.load({ formula: true });
  return item;
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

/** The list of detail sheets made from here: its sheet, and how many entries it has. */
export async function keptContents(
  context: Excel.RequestContext,
): Promise<{ readonly name: string; readonly entries: number } | null> {
  const [found] = await marksOf(context, CONTENTS_MARK);
  return found ? { name: found[0].name, entries: Number(found[1]) } : null;
}

export const keepContents = (
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  entries: number,
): Promise<void> => mark(context, sheet, CONTENTS_MARK, String(entries));

export interface ActiveCell {
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
  worksheet.load({ name: true });
  const item = loadedMark(worksheet, MARK);
  await context.sync();
  const key = valueOf(item);
  const found = { sheet: worksheet.name, row: cell.rowIndex, column: cell.columnIndex };
  if (key === null) return { ...found, kept: null };
  const setting = context.workbook.settings.getItemOrNullObject(KEY + key);
  setting.load({ value: true });
  await context.sync();
  return { ...found, kept: setting.isNullObject ? null : parsed(setting.value) };
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
