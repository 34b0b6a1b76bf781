/** A real spreadsheet for tests: sheets written to xlsx, recalculated from scratch by LibreOffice, read back as values. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { writeXlsx } from 'hucre/xlsx';
import { type PlanCell } from '../../src/sheet/index.ts';
import { temporaryFolder } from './at-exit.ts';

const run = promisify(execFile);

/**
 * LibreOffice shows cached values unless told to recalculate whatever it loads. And it draws hundreds of test pictures before
 * anything else where it takes itself for upgraded, which is five sixths of a conversion: no version is above 999.
 */
const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>999.0</value></prop></item>
</oor:items>`;

/** Values of every sheet after a hard recalculation, row by row; numbers at full precision as text. */
export async function recalculated(
  sheets: Record<string, readonly (readonly PlanCell[])[]>,
): Promise<Record<string, string[][]>> {
  const book = await writeXlsx({
    sheets: Object.entries(sheets).map(([name, cells]) => sheetOf(name, cells)),
  });
  return openedAfresh(book, Object.keys(sheets));
}

/** The same of a workbook that was written before. */
export function openedAfresh(
  bytes: Uint8Array,
  names: readonly string[],
): Promise<Record<string, string[][]>> {
  // Comma, double quote, UTF-8, unformatted values, every sheet into a file of its own.
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';
  return converted(bytes, filter, (folder) =>
    Object.fromEntries(
      names.map((name) => [name, parseCsv(readFileSync(path.join(folder, `book-${name}.csv`), 'utf8'))]),
    ),
  );
}

/** The same as each cell shows it, in its format. */
export function shownCells(bytes: Uint8Array, names: readonly string[]): Promise<Record<string, string[][]>> {
  return converted(
    bytes,
    'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1',
    (folder) =>
      Object.fromEntries(
        names.map((name) => [name, parseCsv(readFileSync(path.join(folder, `book-${name}.csv`), 'utf8'))]),
      ),
  );
}

/** A workbook as the spreadsheet itself saves it. */
export const convertedTo = (format: 'xlsx' | 'xls', bytes: Uint8Array): Promise<Buffer> =>
  converted(bytes, format, (folder) => readFileSync(path.join(folder, 'out', `book.${format}`)), 'out');

/** Profiles that nobody uses now, so that the next conversion need not make one. They go with the process. */
const profiles: string[] = [];
const made = temporaryFolder('spreadsheets');

function newProfile(): string {
  const profile = mkdtempSync(path.join(made, 'profile-'));
  mkdirSync(path.join(profile, 'user'));
  writeFileSync(path.join(profile, 'user/registrymodifications.xcu'), SETTINGS);
  return profile;
}

async function converted<T>(
  bytes: Uint8Array,
  format: string,
  take: (folder: string) => T,
  into = '',
): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'recalculated-'));
  try {
    const profile = profiles.pop() ?? newProfile();
    const book = path.join(folder, 'book.xlsx');
    writeFileSync(book, bytes);
    await run(
      'soffice',
      [
        `-env:UserInstallation=${pathToFileURL(profile).href}`,
        '--headless',
        '--convert-to',
        format,
        '--outdir',
        path.join(folder, into),
        book,
      ],
      { timeout: 120_000 },
    );
    profiles.push(profile);
    return take(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function sheetOf(name: string, rows: readonly (readonly PlanCell[])[]) {
  const cells = new Map<string, { formula: string; formulaResult: number }>();
  rows.forEach((row, r) =>
    row.forEach((cell, c) => {
      // A deliberately wrong cached value: only a recalculation can give the right one.
      if (typeof cell === 'string' && cell.startsWith('='))
        cells.set(`${r},${c}`, { formula: cell.slice(1), formulaResult: -12345 });
    }),
  );
  return {
    name,
    rows: rows.map((row) =>
      row.map((cell) => (typeof cell === 'string' && cell.startsWith('=') ? null : cell)),
    ),
    cells,
  };
}

function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r?\n|$)/g)) {
    rows[rows.length - 1]!.push(quoted === undefined ? bare! : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
    if (end === '') break;
  }
  return rows;
}
