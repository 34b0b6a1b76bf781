/** What the readers of workbooks share: faults at their cells, requests checked, rates and dates told apart. */
import { isYearApart, type Issue, type Locale } from '../../../src/engine/index.ts';
import { readRequest } from '../../../src/document/index.ts';
import {
  cellIssueMessage,
  issueMessage,
  isWorkbookFault,
  workbookFaultMessage,
  type WorkbookFaultCode,
} from '../../../src/i18n/index.ts';
import {
  type CellIssue,
  type Grid,
  type ReadTerm,
  type WorkbookFault as Fault,
  type WorkbookReading,
  type WorkbookTerm,
} from '../../../src/sheet/index.ts';
import type { ReadableGrid } from '../../../src/sheet/read/index.ts';
import { plainValue } from './grids.ts';

export type {
  WorkbookFault as Fault,
  WorkbookReading,
  WorkbookRow as ReadRow,
} from '../../../src/sheet/index.ts';

/** A fault of a reader, of a selection's or of this one. */
export type FoundIssue = Omit<CellIssue, 'code'> & { readonly code: CellIssue['code'] | WorkbookFaultCode };

/** A fault of a reader, where it was found. */
export function faultAt(sheet: string, issue: FoundIssue): Fault {
  const { severity, code, cell, received, params = {} } = issue;
  const inWords = (locale: Locale) =>
    isWorkbookFault(code)
      ? workbookFaultMessage(code, received, params, locale)
      : cellIssueMessage({ ...issue, code }, locale);
  return {
    severity,
    code,
    sheet,
    cell: cell || null,
    message: { en: inWords('en'), 'zh-CN': inWords('zh-CN') },
    ...('received' in issue ? { received } : {}),
  };
}

/** What a reader made of a workbook, with every fault. */
export type Understood = Omit<WorkbookReading, 'faultsLeftOut'>;

/** What is read of a workbook of our own, in which no line is doubtful. */
export type OwnReading = Omit<Understood, 'status' | 'lines' | 'questions' | 'notes'>;

/** Faults listed at most. */
const MOST_FAULTS = 100;

/** The first hundred in their order; errors before warnings where there are more. */
const foremost = <T extends { readonly severity: Fault['severity'] }>(found: readonly T[]): readonly T[] =>
  found.length <= MOST_FAULTS
    ? found
    : (['error', 'warning'] as const)
        .flatMap((severity) => found.filter((f) => f.severity === severity))
        .slice(0, MOST_FAULTS);

export function withFewFaults({ questions, notes, ...reading }: Understood): WorkbookReading {
  const faults = foremost(reading.faults);
  return {
    ...reading,
    questions: questions.slice(0, MOST_FAULTS),
    notes: notes.slice(0, MOST_FAULTS),
    faults,
    faultsLeftOut: reading.faults.length - faults.length,
  };
}

/** A table far from the one that is read, or cells too far away to be read. */
export const leftOut = (cell: string, range: string): FoundIssue => ({
  severity: 'warning',
  code: 'leftOut',
  cell,
  params: { range },
});

/** Where the parts of a request were read. */
export interface Origins {
  /** @param step of a rate in steps */
  term(id: string, step?: number): { readonly sheet: string; readonly cell: string } | undefined;
  row(index: number): { readonly sheet: string; readonly cell: string } | undefined;
  deal?(index: number): { readonly sheet: string; readonly cell: string } | undefined;
}

/** The request if it can be run, and what is wrong with it at the cells it came from. */
export function checked(
  request: Record<string, unknown>,
  origins: Origins,
  before: readonly Fault[],
): { request: object | null; faults: Fault[] } {
  const parsed = readRequest(request);
  const issues: readonly Issue[] = parsed.ok ? parsed.warnings : parsed.issues;
  const placeOf = ({ path: [part, key, last] }: Issue) =>
    part === 'cash_flows'
      ? origins.row(Number(key))
      : part === 'deals'
        ? origins.deal?.(Number(key))
        : origins.term(String(key === 'options' ? last : key), typeof last === 'number' ? last : 0);
  const known = new Set(before.filter((f) => f.severity === 'error').map((f) => `${f.sheet}!${f.cell}`));
  const found = issues
    .map((issue): Fault => {
      const place = placeOf(issue);
      return {
        severity: parsed.ok ? 'warning' : 'error',
        code: issue.code,
        sheet: place?.sheet ?? null,
        cell: place?.cell ?? null,
        message: { en: issueMessage(issue, 'en'), 'zh-CN': issueMessage(issue, 'zh-CN') },
        ...('received' in issue ? { received: issue.received } : {}),
      };
    })
    // A cell that could not be read has had its fault told, and so have flows of which there are none.
    .filter((fault) => fault.cell === null || !known.has(`${fault.sheet}!${fault.cell}`))
    .filter((fault) => fault.code !== 'tooFew' || !before.some((f) => f.code === 'noAmounts'));
  const faults = [...before, ...found];
  const isReady = parsed.ok && !before.some((f) => f.severity === 'error');
  return { request: isReady ? request : null, faults };
}

/** Percent of a fraction, to the 15 digits that Excel keeps: what the multiplication leaves is behind them. */
export const percentOf = (fraction: number): number => Number((fraction * 100).toPrecision(15));

/** Fraction of a percent. */
export const inHundredths = (percent: number): number => Number((percent / 100).toPrecision(15));

/** A rate, or each step of one, in percent as the document has it. */
export function inPercent(value: unknown): unknown {
  if (typeof value === 'number') return percentOf(value);
  if (!Array.isArray(value)) return value;
  return value.map((step: { readonly rate: unknown }) => ({ ...step, rate: inPercent(step.rate) }));
}

/** Years that flows run over: their periods, or the days between their dates where those lie otherwise than a year apart. */
export function yearsIn(flows: readonly { readonly period: number; readonly date?: number }[]): number {
  const dates = flows.flatMap(({ date }) => (date === undefined ? [] : [date]));
  const byYears = dates.every((date, k) => k === 0 || isYearApart(dates[k - 1]!, date));
  const last = flows[flows.length - 1]?.period ?? 1;
  return Math.max(1, byYears ? last : Math.ceil((dates[dates.length - 1]! - dates[0]!) / 366));
}

/** Terms with what stands in their cells. */
export const withReceived = (
  terms: readonly (ReadTerm & { readonly sheet: string })[],
  grids: readonly ReadableGrid[],
): WorkbookTerm[] =>
  terms.map((term) => {
    const at = grids
      .filter((g) => g.sheet === term.sheet)
      .map((grid) => ({ grid, ...placeIn(grid, term.cell) }))
      .find(({ grid, row, column }) => grid.values[row]?.[column] !== undefined);
    const value = at ? plainValue(at.grid.values[at.row]![at.column]!) : null;
    const isPercent =
      typeof value === 'number' && at?.grid.numberFormats?.[at.row]?.[at.column]?.includes('%');
    return { ...term, received: isPercent ? `${percentOf(value)}%` : value };
  });

function placeIn(grid: Pick<Grid, 'row' | 'column'>, address: string): { row: number; column: number } {
  const [, letters, digits] = /^([A-Z]+)(\d+)$/.exec(address)!;
  const column = [...letters!].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(digits) - 1 - grid.row, column: column - grid.column };
}
