/** A measure under two terms as a sheet: the heads are the values of the terms, one line a value of the term down. */
import type { SheetPlan } from '../plan.ts';
import { Canvas, FORMATS, plain } from './canvas.ts';
import { INK } from './colors.ts';

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
}

const NAMES = 28;
const VALUES = 14;

/** Values, not formulas: each is a run of its own. */
export function sensitivitySheet({
  name,
  title,
  notes,
  down,
  across,
  cells,
  format,
}: Sensitivity): SheetPlan {
  const canvas = new Canvas();
  canvas.put(0, 0, plain(title), { bold: true, size: 14 });
  notes.forEach((note, i) => canvas.put(1 + i, 0, plain(note), { color: INK.muted }));
  const top = notes.length + 2;
  const columns = across.values.length;
  canvas.put(top, 1, plain(across.name), { bold: true });
  canvas.put(top + 1, 0, plain(down.name), { bold: true });
  across.values.forEach((value, c) => canvas.put(top + 1, 1 + c, value));
  canvas.style(top + 1, 1, 1, columns, { bold: true, align: 'right', numberFormat: FORMATS[across.format] });
  cells.forEach((line, r) => {
    canvas.put(top + 2 + r, 0, down.values[r]!);
    line.forEach((value, c) => canvas.put(top + 2 + r, 1 + c, value ?? '–'));
  });
  canvas.style(top + 2, 0, cells.length, 1, {
    bold: true,
    align: 'right',
    numberFormat: FORMATS[down.format],
  });
  canvas.style(top + 2, 1, cells.length, columns, { align: 'right', numberFormat: FORMATS[format] });
  // The run itself.
  if (down.own >= 0 && across.own >= 0)
    canvas.style(top + 2 + down.own, 1 + across.own, 1, 1, { bold: true });
  const grid = canvas.rectangle();
  return {
    name,
    cells: grid,
    styles: canvas.styles,
    names: [],
    widths: [NAMES, ...new Array<number>(columns).fill(VALUES)],
    freeze: { rows: top + 2, columns: 1 },
    charts: [],
    print: {
      area: { row: 0, column: 0, rows: grid.length, columns: 1 + columns },
      titleRows: [top, top + 1],
      footer: { left: title, center: '' },
    },
    table: null,
    map: null,
  };
}
