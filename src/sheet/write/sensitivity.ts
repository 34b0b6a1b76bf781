/** A measure under two terms as a sheet: the heads are the values of the terms, one line a value of the term down. */
import type { SheetPlan } from '../plan.ts';
import { Canvas, FORMATS, plain } from './canvas.ts';
import { INK, inkOn, overWhite } from './colors.ts';
import { breaksOf } from './detail-layout.ts';
import { fittedWidths, putTitle } from './page.ts';
import { putInputs, type GridInputs } from './sensitivity-inputs.ts';
import { shownLength, textWidth } from './widths.ts';

/** A term with the values it is given. */
export interface Axis {
  readonly name: string;
  readonly values: readonly number[];
  readonly format: keyof typeof FORMATS;
  /** Place of the run's own value; -1 where it is not among them. */
  readonly own: number;
}

export interface Sensitivity {
  /** Wanted name of the sheet. */
  readonly name: string;
  readonly title: string;
  /** What it was computed from, line by line. */
  readonly notes: readonly string[];
  readonly down: Axis;
  readonly across: Axis;
  /** By the values down, then across; null where the measure has no value. */
  readonly cells: readonly (readonly (number | null)[])[];
  readonly format: keyof typeof FORMATS;
  /** Colour of the party measured. */
  readonly hue: string;
  /** What the grid is computed from in the sheet; null where it holds values. */
  readonly inputs: GridInputs | null;
}

const NAMES = 14;
const VALUES = 12;

/** One formula of the add-in over cells below the grid; without it each cell is the value of a run of its own. */
export function sensitivitySheet(about: Sensitivity): SheetPlan {
  const { name, title, notes, down, across, cells, format, inputs } = about;
  const canvas = new Canvas();
  const top = putTitle(canvas, title, notes) + 1;
  const columns = across.values.length;
  canvas.put(top, 1, plain(inputs ? `${across.name} →` : across.name), { bold: true });
  const least = [NAMES, ...new Array<number>(columns).fill(VALUES)];
  if (inputs) {
    canvas.put(top, 0, plain(`${down.name} ↓`), { bold: true });
    putLive(canvas, top + 1, about, inputs);
    // What a formula spills sets no width by itself.
    widen(least, 0, down.values, FORMATS[down.format]);
    least[0] = Math.max(least[0]!, textWidth(inputs.measure) + 2);
    across.values.forEach((value, c) => {
      widen(least, 1 + c, [value], FORMATS[across.format]);
      widen(
        least,
        1 + c,
        cells.flatMap((line) => line[c] ?? []),
        FORMATS[format],
      );
    });
  } else {
    canvas.put(top + 1, 0, plain(down.name), { bold: true });
    across.values.forEach((value, c) => canvas.put(top + 1, 1 + c, value));
    cells.forEach((line, r) => {
      canvas.put(top + 2 + r, 0, down.values[r]!);
      line.forEach((value, c) => canvas.put(top + 2 + r, 1 + c, value ?? '–'));
    });
    putHeat(canvas, top + 2, about);
  }
  canvas.style(top + 1, 1, 1, columns, { bold: true, align: 'right', numberFormat: FORMATS[across.format] });
  canvas.style(top + 2, 0, cells.length, 1, {
    bold: true,
    align: 'right',
    numberFormat: FORMATS[down.format],
  });
  canvas.style(top + 2, 1, cells.length, columns, { align: 'right', numberFormat: FORMATS[format] });
  const grid = canvas.rectangle();
  const widths = fittedWidths(canvas, [
    ...least,
    ...new Array<number>(grid[0]!.length - least.length).fill(VALUES),
  ]);
  const breaks = breaksOf(
    widths.map(() => ({ group: '' })),
    widths,
    1,
  );
  return {
    name,
    cells: grid,
    styles: canvas.styles,
    names: [],
    widths,
    freeze: { rows: top + 2, columns: 0 },
    charts: [],
    print: {
      area: { row: 0, column: 0, rows: grid.length, columns: grid[0]!.length },
      titleRows: [top, top + 1],
      ...(breaks.length ? { breaks, titleColumns: 1 } : {}),
      footer: { left: title, center: '' },
    },
    table: null,
    map: null,
  };
}

const widen = (least: number[], column: number, values: readonly number[], format: string): void => {
  for (const value of values) least[column] = Math.max(least[column]!, shownLength(value, format) + 2);
};

/** Fill up to which black figures can be read. */
const STRONGEST = 0.6;

/** The formula at the corner of the grid, and looks that follow what it spills. */
function putLive(
  canvas: Canvas,
  corner: number,
  { down, across, cells, hue }: Sensitivity,
  inputs: GridInputs,
): void {
  const [rows, columns] = [cells.length, across.values.length];
  const call = putInputs(canvas, corner + rows + 2, inputs, { down, across });
  canvas.put(corner, 0, `=${call}`, { color: INK.muted });
  canvas.style(corner + 1, 1, rows, columns, {
    colorScale: { least: overWhite(hue, 0.06), most: overWhite(hue, STRONGEST) },
  });
}

const SHADES = 20;

/** The higher the stronger; neighbours of one shade are coloured together. The run itself has an outline. */
function putHeat(canvas: Canvas, top: number, { down, across, cells, hue }: Sensitivity): void {
  const all = cells.flat().filter((value) => value !== null);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const shadeOf = (value: number | null | undefined): number | null =>
    value === null || value === undefined || most <= least
      ? null
      : Math.round((SHADES * (value - least)) / (most - least));
  cells.forEach((line, r) => {
    for (let from = 0, to = 0; from < line.length; from = to) {
      const shade = shadeOf(line[from]);
      do to++;
      while (to < line.length && shadeOf(line[to]) === shade);
      if (shade === null) continue;
      const fill = overWhite(hue, 0.06 + (0.9 * shade) / SHADES);
      canvas.style(top + r, 1 + from, 1, to - from, { fill, color: inkOn(fill) });
    }
  });
  if (down.own < 0 || across.own < 0) return;
  const edge = { style: 'thick', color: INK.text } as const;
  canvas.style(top + down.own, 1 + across.own, 1, 1, {
    bold: true,
    borders: { top: edge, bottom: edge, left: edge, right: edge },
  });
}
