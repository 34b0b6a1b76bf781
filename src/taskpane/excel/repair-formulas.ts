/** Formulas that were opened or entered before Excel knew our functions stay errors until they are entered again. */
import { excelTexts } from '../../i18n/excel.ts';
import type { Locale } from '../../i18n/text.ts';
import type { Notice } from '../model/message.ts';
import { piecesOf } from './blocks.ts';
import { RUN } from './run.ts';
import { codeOf } from './refusals.ts';

export interface Repaired {
  readonly count: number;
  /** Sheets that could not be changed. */
  readonly locked: readonly string[];
}

export function repairNotice({ count: n, locked }: Repaired, locale: Locale): Notice {
  if (!locked.length) return { key: 'formulasRepaired', params: { n }, tone: 'ok' };
  const sheets = locked.join(locale === 'zh-CN' ? '、' : ', ');
  return { key: excelTexts.formulasRepairedBut, params: { n, sheets }, tone: 'warn' };
}

/** Until the add-in is registered Excel writes `_xldudf_WATERFALL_IRR_ALL(`, in a copied workbook `[2]!_xldudf_…`. */
const UNREGISTERED = /(?:'?\[\d+\][^'!]*'?!)?_xldudf_WATERFALL_([A-Z]+(?:_[A-Z]+)*)(?=\()/gi;
const NAMED = /^=.*\bWATERFALL\./is;

/** A formula with our functions under their real names, or null where it has none. */
export function repairedFormula(formula: unknown): string | null {
  if (typeof formula !== 'string' || !formula.startsWith('=')) return null;
  const real = formula.replace(
    UNREGISTERED,
    (_, name: string) => `WATERFALL.${name.toUpperCase().replaceAll('_', '.')}`,
  );
  return real !== formula || NAMED.test(formula) ? real : null;
}

/** Enters every formula with a function of the add-in again, on all sheets. */
export const repairFormulas = (): Promise<Repaired> =>
  Excel.run(RUN, async (context) => {
    const { worksheets } = context.workbook;
    worksheets.load({ name: true });
    await context.sync();
    let count = 0;
    const locked: string[] = [];
    for (const sheet of worksheets.items) {
      try {
        count += await repairSheet(context, sheet);
      } catch (error) {
        if (codeOf(error) !== 'AccessDenied') throw error;
        locked.push(sheet.name);
      }
    }
    return { count, locked };
  });

async function repairSheet(context: Excel.RequestContext, sheet: Excel.Worksheet): Promise<number> {
  const used = sheet.getUsedRangeOrNullObject(true);
  used.load({ rowIndex: true, columnIndex: true, rowCount: true, columnCount: true });
  await context.sync();
  if (used.isNullObject) return 0;
  let count = 0;
  for (const { row, rows } of piecesOf(used.rowCount, used.columnCount)) {
    const piece = sheet.getRangeByIndexes(used.rowIndex + row, used.columnIndex, rows, used.columnCount);
    piece.load({ formulas: true });
    await context.sync();
    count += await repairCells(context, piece, used.rowIndex + row, used.columnIndex);
  }
  return count;
}

/** @param top row and column of the block on its sheet */
async function repairCells(
  context: Excel.RequestContext,
  block: Excel.Range,
  top: number,
  left: number,
): Promise<number> {
  const spills = Office.context.requirements.isSetSupported('ExcelApi', '1.12');
  const found = (block.formulas as unknown[][]).flatMap((line, r) =>
    line.flatMap((formula, c) => {
      const repaired = repairedFormula(formula);
      if (repaired === null) return [];
      const cell = block.getCell(r, c);
      const parent = spills ? cell.getSpillParentOrNullObject() : null;
      parent?.load({ rowIndex: true, columnIndex: true });
      return [{ cell, parent, repaired, row: top + r, column: left + c }];
    }),
  );
  if (!found.length) return 0;
  await context.sync();
  // A cell that a spill covers may show the formula of its anchor; one of its own there would block the spill.
  const own = found.filter(
    ({ parent, row, column }) =>
      !parent || parent.isNullObject || (parent.rowIndex === row && parent.columnIndex === column),
  );
  for (const { cell, repaired } of own) cell.formulas = [[repaired]];
  await context.sync();
  return own.length;
}
