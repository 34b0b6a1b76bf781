/** A sheet that holds a table of labels and inputs. */
import { INK, plain, type PlanCell, type SheetPlan, type Style } from '../../../src/sheet/index.ts';

/** Rows above the values of each of these sheets: the note, an empty one, the heads. */
export const FIRST = 3;

/** A value of a cell with its number format; one in brackets is an input. */
export type Cell = PlanCell | readonly [input: PlanCell, format?: string];

const INPUT: Style = { color: INK.input, fill: INK.inputFill, align: 'left' };

export function table(
  name: string,
  note: string,
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
  widths: readonly number[],
): SheetPlan {
  const styles: { area: SheetPlan['print']['area']; style: Style }[] = [
    { area: { row: 0, column: 0, rows: 1, columns: 1 }, style: { color: INK.muted } },
    {
      area: { row: FIRST - 1, column: 0, rows: 1, columns: heads.length },
      style: { bold: true, fill: INK.head, borders: { bottom: { style: 'thin', color: INK.rule } } },
    },
  ];
  const width = Math.max(heads.length, ...rows.map((row) => row.length));
  const filled = (row: readonly PlanCell[]) => Array.from({ length: width }, (_, c) => row[c] ?? null);
  const values = rows.map((row, r) =>
    filled(
      row.map((cell, c) => {
        const [value, format] = Array.isArray(cell)
          ? (cell as readonly [PlanCell, string?])
          : [cell as PlanCell];
        const area = { row: FIRST + r, column: c, rows: 1, columns: 1 };
        if (Array.isArray(cell))
          styles.push({
            area,
            style: format === undefined ? INPUT : { ...INPUT, numberFormat: format, align: 'right' },
          });
        else if (c > 1) styles.push({ area, style: { color: INK.muted } });
        return typeof value === 'string' ? plain(value) || null : value;
      }),
    ),
  );
  return {
    name,
    cells: [filled([note || null]), filled([]), filled(heads), ...values],
    styles,
    names: [],
    widths,
    freeze: { rows: FIRST, columns: 0 },
    charts: [],
    table: null,
    map: null,
    print: {
      area: { row: 0, column: 0, rows: FIRST + rows.length, columns: width },
      titleRows: [FIRST - 1, FIRST - 1],
      footer: { left: name, center: '' },
    },
  };
}
