/** What a file has beside its cells, counted by kind: it is told, since it is not opened with them. */
import type { Cell, Sheet, Workbook } from 'hucre/xlsx';
import type { NotKept } from './document.ts';

type What = NotKept[number]['what'];

/** What is known of a file before it is read. */
export interface Beside {
  readonly hasMacros: boolean;
  /** Addresses of cells too far from the others to be read. */
  readonly beyond: readonly string[];
}

/** Rows or columns that follow each other in a group are one. */
function groupsOf(lines: readonly (readonly [number, { readonly outlineLevel?: number }])[]): number {
  const grouped = new Set(
    lines.flatMap(([place, { outlineLevel = 0 }]) => (outlineLevel > 0 ? [place] : [])),
  );
  return [...grouped].filter((place) => !grouped.has(place - 1)).length;
}

export function leftOf(book: Workbook, { hasMacros, beyond }: Beside): NotKept {
  const inSheets = (count: (sheet: Sheet) => number): number =>
    book.sheets.reduce((sum, sheet) => sum + count(sheet), 0);
  const inCells = (holds: (cell: Cell) => boolean): number =>
    inSheets(({ cells }) => [...(cells?.values() ?? [])].filter(holds).length);
  const counts: Readonly<Record<What, number>> = {
    charts: inSheets(({ charts }) => charts?.length ?? 0),
    pictures:
      inSheets(({ images, backgroundImage }) => (images?.length ?? 0) + (backgroundImage ? 1 : 0)) +
      (book.cellImages?.length ?? 0),
    shapes: inSheets(({ textBoxes }) => textBoxes?.length ?? 0),
    conditionalFormats: inSheets(({ conditionalRules }) => conditionalRules?.length ?? 0),
    validations: inSheets(({ dataValidations }) => dataValidations?.length ?? 0),
    filters: inSheets(({ autoFilter }) => (autoFilter ? 1 : 0)),
    tables: inSheets(({ tables }) => tables?.length ?? 0),
    pivotTables: inSheets(({ pivotTables }) => pivotTables?.length ?? 0),
    slicers: inSheets(({ slicers, timelines }) => (slicers?.length ?? 0) + (timelines?.length ?? 0)),
    sparklines: inSheets(({ sparklines }) => sparklines?.length ?? 0),
    comments:
      inCells(({ comment }) => comment !== undefined) +
      inSheets(({ threadedComments }) => threadedComments?.length ?? 0),
    hyperlinks: inCells(({ hyperlink }) => hyperlink !== undefined),
    richTexts: inCells(({ richText }) => (richText?.length ?? 0) > 1),
    protection:
      inSheets(({ protection }) => (protection ? 1 : 0)) + (book.workbookProtection?.lockStructure ? 1 : 0),
    printSetups: inSheets(({ pageSetup, headerFooter }) =>
      (pageSetup?.printArea ?? pageSetup?.printTitlesRow ?? pageSetup?.printTitlesColumn ?? headerFooter)
        ? 1
        : 0,
    ),
    groups: inSheets(
      ({ rowDefs, columns }) => groupsOf([...(rowDefs ?? [])]) + groupsOf([...(columns ?? []).entries()]),
    ),
    externalLinks: book.externalLinks?.length ?? 0,
    macros: hasMacros ? 1 : 0,
    farCells: beyond.length,
  };
  return (Object.entries(counts) as [What, number][]).flatMap(([what, count]) =>
    count > 0 ? [{ what, count }] : [],
  );
}
