/** Conditional formats of cells that a formula spills into: the library reads what is written into cells alone. */
import type { ICellData } from '@univerjs/presets';
import {
  ConditionalFormattingRuleModel,
  ConditionalFormattingViewModel,
} from '@univerjs/presets/preset-sheets-conditional-formatting';
import type { Calculation } from './calculation.ts';
import { spilled } from './cells.ts';
import { book, type Core } from './core.ts';

/** How the library makes what reads the cells of a rule, of which it exports nothing. */
interface RuleReaders {
  _createRuleCalculateUnitInstance(
    unit: string,
    sheet: string,
    rule: unknown,
  ): { readonly _context: { getCellValue(row: number, column: number): ICellData } } | undefined;
}

export function formatSpilledCells(core: Core, calculation: Calculation): void {
  const model = core.injector.get(ConditionalFormattingViewModel);
  const rules = core.injector.get(ConditionalFormattingRuleModel);
  const readers = model as unknown as RuleReaders;
  const make = readers._createRuleCalculateUnitInstance.bind(model);
  readers._createRuleCalculateUnitInstance = (unit, sheet, rule) => {
    const reader = make(unit, sheet, rule);
    if (reader) {
      const written = reader._context.getCellValue;
      reader._context.getCellValue = (row, column) =>
        spilled(core, sheet)[row]?.[column] ?? written(row, column);
    }
    return reader;
  };
  // What is spilled anew is no change of a cell to the library.
  calculation.onFinished(() => {
    const unit = book(core).getId();
    for (const sheet of book(core).getSheets())
      for (const { cfId } of rules.getSubunitRules(unit, sheet.getSheetId()) ?? [])
        model.markRuleDirty(unit, sheet.getSheetId(), cfId);
  });
}
