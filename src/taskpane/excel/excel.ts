/** What the pane does in Excel from its start; what reads and writes whole sheets is fetched after it. */
import { RUN } from './run.ts';

export const selectCell = (sheet: string, address: string): Promise<void> =>
  Excel.run(RUN, async (context) => {
    const target = context.workbook.worksheets.getItem(sheet);
    target.activate();
    target.getRange(address).select();
    await context.sync();
  });

export const writeCell = (sheet: string, address: string, value: string | number): Promise<void> =>
  Excel.run(RUN, async (context) => {
    context.workbook.worksheets.getItem(sheet).getRange(address).values = [[value]];
    await context.sync();
  });

/** Calls back after cells of the workbook changed or were calculated: flows may be formulas fed from elsewhere. */
export const onCellsChanged = (changed: () => void): Promise<void> =>
  Excel.run(RUN, async (context) => {
    const { worksheets } = context.workbook;
    worksheets.onChanged.add(() => Promise.resolve(changed()));
    worksheets.onCalculated.add(() => Promise.resolve(changed()));
    await context.sync();
  });

/** Calls back after another cell was selected. */
export const onSelectionMoved = (moved: () => void): Promise<void> =>
  Excel.run(RUN, async (context) => {
    context.workbook.onSelectionChanged.add(() => Promise.resolve(moved()));
    await context.sync();
  });
