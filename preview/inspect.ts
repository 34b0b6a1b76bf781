import type { Box } from './grid/index.ts';
import { parseCells } from './host/address.ts';
import { isErrorText } from './host/cell-values.ts';
import type { ChartPicture } from './host/chart-svg.ts';
import type { Action } from './host/office-namespace.ts';
import type { WorkbookHost } from './host/workbook-host.ts';

/**
 * What tests may ask of the page, as `window.preview`. The grid paints its cells on a canvas, so a test cannot find
 * them in the document. Sheets are named as on their tabs, addresses are A1 without a sheet.
 */
export interface Preview {
  /** The grid is painted, the pane is loaded, and the sample's formulas are computed. */
  readonly ready: Promise<void>;
  /** `value` is as Excel would give it, `formula` empty without one, `error` the text shown with an error. */
  getCell(sheet: string, a1: string): { value: unknown; formula: string; text: string; error: string | null };
  /** Address with the sheet, such as `Deal!B2:C13`. */
  getSelection(): string;
  select(sheet: string, a1: string): void;
  /** A cell is typed into. */
  isEditing(): boolean;
  /** Names in the order of the tabs. */
  sheets(): string[];
  activeSheet(): string;
  /** No formula is being computed or waited for. Streams do not end and are not waited for. */
  settled(): Promise<void>;
  charts(sheet: string): (ChartPicture & { readonly name: string; readonly box: Box })[];
  /** Where a cell of the sheet in front stands in the page, in pixels. */
  cellRect(a1: string): Box;
  style(sheet: string, a1: string): ReturnType<WorkbookHost['grid']['styleAt']>;
  /** Which Excel this is and what state it is in; what is changed here holds at once. */
  readonly excel: WorkbookHost['excel'];
  /** Closes the workbook and opens it again: its sheets have other ids, and the pane starts again. */
  reopen(): void;
  /** Undoes one step, as Ctrl+Z does. */
  undo(): Promise<boolean>;
  /** Runs what the add-in associated with a button of the ribbon. */
  runAction(id: string): Promise<void>;
}

export function inspection(
  host: WorkbookHost,
  actions: ReadonlyMap<string, Action>,
  ready: Promise<void>,
): Preview {
  const { grid } = host;
  const sheetId = (name: string) => {
    const id = host.sheetByName(name);
    if (id === null) throw new Error(`no sheet ${name}`);
    return id;
  };
  const rect = (sheet: string, a1: string) => {
    const found = parseCells(a1, grid.size(sheet));
    if (!found) throw new Error(`${a1} is no address`);
    return found;
  };
  return {
    ready,
    getCell(sheet, a1) {
      const id = sheetId(sheet);
      const at = rect(id, a1);
      const view = host.read({ sheet: id, rect: { ...at, rows: 1, columns: 1 } })[0]![0]!;
      return {
        ...view,
        error: isErrorText(view.value) ? (host.functions.messageAt(id, at.row, at.column) ?? '') : null,
      };
    },
    getSelection: () => host.address(grid.selection()),
    select(sheet, a1) {
      const id = sheetId(sheet);
      grid.select(id, rect(id, a1));
    },
    isEditing: grid.isEditing,
    sheets: () => grid.sheets().map(({ name }) => name),
    activeSheet: () => host.sheetName(grid.activeSheet()),
    settled: () => settled(host),
    charts: (sheet) =>
      host.charts
        .onSheet(sheetId(sheet))
        .map((chart) => ({ name: chart.name, box: chart.box, ...host.charts.picture(chart) })),
    cellRect(a1) {
      const sheet = grid.activeSheet();
      const { row, column } = rect(sheet, a1);
      return grid.pageBox(sheet, row, column);
    },
    style(sheet, a1) {
      const id = sheetId(sheet);
      const { row, column } = rect(id, a1);
      return grid.styleAt(id, row, column);
    },
    excel: host.excel,
    reopen: () => {
      host.reopen();
      document.querySelector('iframe')?.contentWindow?.location.reload();
    },
    undo: () => grid.undo(),
    runAction: (id) =>
      new Promise((done, fail) => {
        const action = actions.get(id);
        if (!action) throw new Error(`no action ${id}`);
        const event = { completed: done, source: { id } };
        Promise.resolve(action(event)).catch(fail);
      }),
  };
}

/** Quiet twice in a row: an answer that arrives may start another pass. */
export async function settled({ grid, functions }: WorkbookHost): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    await new Promise((done) => setTimeout(done, 25));
    quiet = grid.calculation.idle && functions.waiting === 0 ? quiet + 1 : 0;
  }
}
