import { VerticalAlign, WrapStrategy } from '@univerjs/presets';

const workbookFont =
  '"Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif';
/** How every sheet begins, those of files and samples and those the add-in makes. */
export const sheetDefaults = {
  rowCount: 200,
  columnCount: 30,
  defaultColumnWidth: 72,
  defaultRowHeight: 24,
  columnHeader: { height: 26 },
  rowHeader: { width: 46 },
  defaultStyle: {
    ff: workbookFont,
    fs: 10,
    vt: VerticalAlign.MIDDLE,
    tb: WrapStrategy.OVERFLOW,
    // No padding of our own: the grid decides on overflow without regard to it, and would cut texts that nearly fill a cell.
  },
};
