/** A number that is wider than its column is painted as signs, as Excel does; its cell keeps it. */
import { CellValueType, ICommandService, InterceptorEffectEnum, type ICellData } from '@univerjs/presets';
import { BEFORE_CELL_EDIT, INTERCEPTOR_POINT, SheetInterceptorService } from '@univerjs/preset-sheets-core';
import type { Core } from './core.ts';

/** Pixels that a number takes with the margins of its cell: digits are of one width, what stands between them is narrower. */
function numberWidth(text: string, size: number): number {
  const digits = [...text].reduce((sum, sign) => sum + (/[.,\-:() ]/.test(sign) ? 4 : 7), 0);
  return (digits * size) / 11 + 5;
}

const signs = (width: number): string => '#'.repeat(Math.max(1, Math.floor((width - 4) / 8)));

/** After number formats, which have 10. */
const AFTER_FORMATS = 5;
const FITS_COLUMN = 'sheet.command.set-col-auto-width';

export function paintSignsWhereNarrow({ injector }: Core): void {
  const commands = injector.get(ICommandService);
  const interceptors = injector.get(SheetInterceptorService);
  // A column that is fitted to its cells is fitted to their numbers.
  let isFitting = false;
  commands.beforeCommandExecuted(({ id }) => {
    if (id === FITS_COLUMN) isFitting = true;
  });
  commands.onCommandExecuted(({ id }) => {
    if (id === FITS_COLUMN) isFitting = false;
  });
  interceptors.intercept(INTERCEPTOR_POINT.CELL_CONTENT, {
    effect: InterceptorEffectEnum.Value,
    priority: AFTER_FORMATS,
    handler(cell, { worksheet, workbook, row, col }, next) {
      if (isFitting || cell?.t !== CellValueType.NUMBER || cell.v == null) return next(cell);
      const style = workbook.getStyles().getStyleByCell(cell as ICellData);
      // Without a format, decimals go before digits do.
      const isFormatted = style?.n && style.n.pattern !== 'General';
      const shown = isFormatted ? String(cell.v) : String(cell.v).split('.')[0]!;
      const width = worksheet.getColumnWidth(col);
      const isNarrow = numberWidth(shown, style?.fs ?? 11) > width && !worksheet.getMergedCell(row, col);
      return next(isNarrow ? { ...cell, v: signs(width) } : cell);
    },
  });
  // The editor takes what is painted.
  interceptors.writeCellInterceptor.intercept(BEFORE_CELL_EDIT, {
    priority: 1000,
    handler(cell, { worksheet, row, col }, next) {
      const raw = worksheet.getCellRaw(row, col);
      return next(raw?.t === CellValueType.NUMBER && cell ? { ...cell, v: raw.v } : cell);
    },
  });
}
