import { isErrorText } from './host/cell-values.ts';
import type { WorkbookHost } from './host/workbook-host.ts';

/** Says under the cells what is wrong with the selected one, as Excel does at its error sign. */
export function showNotes(element: HTMLElement, host: WorkbookHost): void {
  const { grid, functions } = host;
  const update = () => {
    const sheet = grid.activeSheet();
    const { row, column } = grid.activeCell();
    const value = grid.read(sheet, { row, column, rows: 1, columns: 1 })[0]![0]!.value;
    const text = isErrorText(value) ? functions.messageAt(sheet, row, column) : undefined;
    element.hidden = !text;
    if (!text) return;
    const code = document.createElement('strong');
    code.textContent = String(value);
    element.replaceChildren(code, text);
  };
  for (const event of ['selected', 'calculated', 'activated', 'opened'] as const) grid.on(event, update);
}
