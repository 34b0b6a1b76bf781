import { workbookTexts as texts, type Text } from '../../../../src/i18n/index.ts';
import { cellsOf } from '../../../../src/sheet/read/cells.ts';
import { termLabel } from '../../../../src/sheet/read/labels.ts';
import type { ReadableGrid } from '../../../../src/sheet/read/index.ts';
import { checked, faultAt, withReceived, type FoundIssue, type OwnReading } from '../reading.ts';
import { parsed, readParameters } from './parameters.ts';
import { given, isCalled } from './rows.ts';

/** A definition and its flows as data, a line of JSON a row. */
export function readCustom(grids: readonly ReadableGrid[]): OwnReading | null {
  const below = (text: Text) => {
    for (const grid of grids) {
      const at = grid.values.findIndex((row) => isCalled(row[0], text));
      if (at >= 0) return { grid, first: at + 1 };
    }
    return undefined;
  };
  const [definition, flows] = [below(texts.definition), below(texts.flowsAsData)];
  if (!definition || !flows) return null;
  const { terms, issues } = readParameters(definition.grid);
  const faults = issues.map((issue) => faultAt(definition.grid.sheet, issue));
  const data = ({ grid, first }: { grid: ReadableGrid; first: number }) => {
    const lines = cellsOf(grid)
      .slice(first)
      .flatMap((row) => (row[0] ? [row[0]] : []));
    const text = lines
      .filter((c) => typeof c.value !== 'string' || termLabel(c.value) === undefined)
      .map((c) => c.value ?? '')
      .join('\n');
    const found: FoundIssue[] = [];
    const value = lines[0] && parsed(text, lines[0], found);
    faults.push(...found.map((issue) => faultAt(grid.sheet, issue)));
    return value;
  };
  const { sheet } = definition.grid;
  const placed = withReceived(
    terms.map((t) => ({ ...t, sheet })),
    [definition.grid],
  );
  const valueOf = (id: string) => terms.find((t) => t.id === id)?.value;
  const request = {
    basic_params: given({ investment_target: valueOf('investment_target'), unit: valueOf('unit') }),
    distribution_params: { mode: 'custom', definition: data(definition), flows: data(flows) },
  };
  return {
    sheet: flows.grid.sheet,
    mode: 'custom',
    terms: placed,
    flows: [],
    periodUnit: 'year',
    dateOrder: null,
    ...checked(request, { term: (id) => placed.find((t) => t.id === id), row: () => undefined }, faults),
  };
}
