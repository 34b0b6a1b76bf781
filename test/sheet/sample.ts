import type { Grid } from '../../src/sheet/index.ts';

/** The worked example as a selection of a sheet, two columns wide: years and cash, and its terms below. */
export const sampleRows: Grid['values'] = [
  ['Year', 'Net cash flow'],
  [0, -10_000],
  [1, 1000],
  [2, 2000],
  [3, 3000],
  [4, 4000],
  [5, 5000],
  ['', ''],
  ['', ''],
  ['Hurdle rate', 0.08],
  ['Carry rate', 0.2],
  ['Unit', '万元'],
];
