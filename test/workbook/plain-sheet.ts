import type { SheetPlan } from '../../src/sheet/index.ts';

/** A sheet of cells and nothing else. */
export const plainSheet = (name: string, cells: SheetPlan['cells']): SheetPlan => ({
  name,
  cells,
  styles: [],
  names: [],
  widths: [],
  freeze: { rows: 0, columns: 0 },
  charts: [],
  table: null,
  map: null,
  print: {
    area: { row: 0, column: 0, rows: 1, columns: 1 },
    titleRows: [0, 0],
    footer: { left: '', center: '' },
  },
});
