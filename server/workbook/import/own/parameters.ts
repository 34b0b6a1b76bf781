/** The sheet of parameters: labels with a value, and where each stands. */
import { workbookTexts as texts } from '../../../../src/i18n/index.ts';
import {
  amountIn,
  cellsOf,
  isBlank,
  readTermsBlock,
  stepOf,
  termOf,
  type Cell,
  type Grid,
} from '../../../../src/sheet/index.ts';
import { withPercents, type FoundIssue } from '../reading.ts';
import { isCalled } from './rows.ts';

export function readParameters(grid: Grid) {
  // Only labels with a value count: what is left empty is the mode's to ask for.
  const kept = grid.values.map(([label = null, value = null, unit = null]) =>
    typeof label === 'string' && (termOf(label) ?? stepOf(label)) !== undefined && !isBlank(value)
      ? [label, value, unit]
      : [null, null, null],
  );
  const read = readTermsBlock({ ...grid, values: kept });
  const { terms, issues } = withPercents(read.terms, read.issues, grid);
  let period: number | undefined;
  const options: Record<string, unknown> = {};
  /** Where each value stands, or is to be written. */
  const places = new Map<string, { sheet: string; cell: string }>();
  for (const [label, value] of cellsOf(grid)) {
    if (!label || !value) continue;
    const id = isCalled(label.value, texts.investment_period)
      ? 'investment_period'
      : termOf(String(label.value ?? ''));
    if (id !== undefined) places.set(id, { sheet: grid.sheet, cell: value.address });
    if (isBlank(value.value)) continue;
    if (id === 'investment_period') period = amountIn(value) ?? undefined;
    const [, option] = /^options\.(\w+)$/.exec(String(label.value)) ?? [];
    if (option !== undefined) options[option] = parsed(String(value.value), value, issues);
  }
  const periodAt = places.get('investment_period');
  if (period !== undefined && periodAt)
    terms.push({ id: 'investment_period', value: period, cell: periodAt.cell });
  return { terms, period, options, issues, places };
}

/** A value in JSON; undefined, and told, where it is none. */
export function parsed(text: string, at: Cell, issues: FoundIssue[]): unknown {
  try {
    return JSON.parse(text);
  } catch {
    issues.push({
      severity: 'error',
      code: 'dataUnreadable',
      cell: at.address,
      received: text.slice(0, 200),
    });
    return undefined;
  }
}
