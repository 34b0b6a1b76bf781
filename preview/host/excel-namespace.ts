import { Batch } from './batch.ts';
import type { Frame } from './add-in-window.ts';
import { enumeration } from './office-namespace.ts';
import type { WorkbookHost } from './workbook-host.ts';

interface RunOptions {
  readonly delayForCellEdit?: boolean;
  readonly mergeUndoGroup?: boolean;
}
type Work = (context: object) => Promise<unknown>;

const enumerations = [
  'BorderIndex',
  'BorderLineStyle',
  'BorderWeight',
  'CalculationMode',
  'CalculationType',
  'ChartAxisPosition',
  'ChartLegendPosition',
  'ChartLineStyle',
  'ChartMarkerStyle',
  'ChartSeriesBy',
  'ChartTitlePosition',
  'ChartType',
  'ClearApplyTo',
  'ConditionalCellValueOperator',
  'ConditionalFormatColorCriterionType',
  'ConditionalFormatType',
  'ErrorCodes',
  'HorizontalAlignment',
  'NamedItemType',
  'PageOrientation',
  'PaperType',
  'RangeUnderlineStyle',
  'RangeValueType',
  'SheetVisibility',
  'VerticalAlignment',
];

/** `Excel`: batches over the workbook. */
export function excelNamespace(frame: Frame, host: WorkbookHost): object {
  const run = async (first: RunOptions | object | Work, second?: Work): Promise<unknown> => {
    const work = second ?? (first as Work);
    const options = (second ? first : {}) as RunOptions;
    const batch = new Batch(host, frame, optionIn(options, 'delayForCellEdit'));
    const perform = async () => {
      const result = await work(frame.contextOf(batch));
      await frame.sync(batch);
      return result;
    };
    if (!optionIn(options, 'mergeUndoGroup')) return perform();
    host.undoGroup = { formulas: 0 };
    return host.grid.undoTogether(perform).finally(() => {
      host.undoGroup = null;
    });
  };
  return frame.strict('Excel', {
    run,
    ...Object.fromEntries(enumerations.map((name) => [name, enumeration()])),
  });
}

/** The first argument may also be objects of an earlier run, which describe no options. */
const optionIn = (options: RunOptions, name: keyof RunOptions) =>
  Object.prototype.hasOwnProperty.call(options, name) && options[name] === true;
