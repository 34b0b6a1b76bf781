/** What the service read of a workbook as an input of the pane. */
import { commonTerms, presetOf, serialOf, type Definition } from '../../engine/index.ts';
import type { Apart } from '../../sheet/apart.ts';
import {
  gridAt,
  inSheet,
  rangeAddress,
  type ReadFlow,
  type Reading,
  type ReadTerm,
  type WorkbookReading,
} from '../../sheet/index.ts';
import { hasSources } from '../../sheet/sources.ts';
import type { UsedFile } from '../model/uploaded-deal.ts';

const INVESTMENT = commonTerms[0]!.id;

interface Body {
  readonly basic_params?: { readonly investment_amount?: number; readonly investment_period?: number };
  readonly deals?: Apart['deals'];
  readonly distribution_params?: { readonly options?: Readonly<Record<string, unknown>> };
}

type Row = ReadFlow & { readonly deal?: string; readonly pot?: string };

/** Nothing stands in its way: what is missing, such as the mode, is chosen in the pane. */
export const isUsable = ({ faults, flows, mode, request }: WorkbookReading): boolean =>
  !faults.some((f) => f.severity === 'error') && (mode === 'custom' ? request !== null : flows.length > 0);

/**
 * @param definition what a custom workbook defines, read; null in every other mode
 */
export function usedFile(
  read: WorkbookReading,
  known: Pick<UsedFile, 'name' | 'id' | 'upload' | 'said'>,
  definition: Definition | null,
): UsedFile {
  const { request, mode } = read;
  const { basic_params: basic, deals = [], distribution_params: given } = (request ?? {}) as Body;
  const preset = presetOf(mode ?? '');
  const own = new Set<string>(preset?.options.map((o) => o.id));
  const options = Object.entries(given?.options ?? {});
  const reading = readingIn(read);
  const cash = rowsIn(read).filter((row) => row.period > 0);
  return {
    ...known,
    read,
    reading: { ...reading, terms: [...reading.terms, ...investmentOf(reading, read, basic)] },
    apart: preset && hasSources(preset) ? { flows: reading.flows, cash, deals } : null,
    mode,
    options: Object.fromEntries(options.filter(([id]) => own.has(id))) as UsedFile['options'],
    further: Object.fromEntries(options.filter(([id]) => !own.has(id))),
    period: basic?.investment_period ?? null,
    custom: definition && request ? { body: request, definition } : null,
  };
}

/** The investment where neither a term nor the first flow holds it: the deals' costs do. */
function investmentOf(
  { flows, terms }: Reading,
  { sheet }: WorkbookReading,
  basic: Body['basic_params'],
): ReadTerm[] {
  const value = basic?.investment_amount;
  const isThere = flows[0]?.period === 0 || terms.some((t) => t.id === INVESTMENT);
  return isThere || value === undefined ? [] : [{ id: INVESTMENT, value, cell: sheet ?? '' }];
}

/** The rows with their periods: the year given, else the place of the date among the dates. */
function rowsIn({ flows }: WorkbookReading): Row[] {
  const days = [...new Set(flows.flatMap(({ date }) => (date === undefined ? [] : [serialOf(date)])))];
  return flows.map(({ year = 0, date, amount, sheet, cell, ...source }) => {
    const day = date === undefined ? null : serialOf(date);
    return {
      ...source,
      ...(day === null ? { period: year } : { period: days.indexOf(day), date: day }),
      amount,
      cell: inSheet(sheet, cell),
    };
  });
}

/** The whole project's flows and the terms, as a selection gives them. */
export function readingIn(read: WorkbookReading): Reading {
  const rows = rowsIn(read);
  const isApart = rows.some((r) => r.deal !== undefined || r.pot !== undefined);
  return {
    sheet: read.sheet ?? '',
    address: rangeOf(read) ?? '',
    flows: isApart ? byPeriod(rows) : rows,
    dated: rows.some((r) => r.date !== undefined),
    unit: read.periodUnit,
    terms: read.terms.map(({ id, value, from, sheet, cell }) => ({
      id,
      value: id === 'mode' ? (read.mode ?? value) : value,
      ...(from === undefined ? {} : { from }),
      cell: inSheet(sheet, cell),
    })),
    issues: [],
  };
}

function byPeriod(rows: readonly Row[]): ReadFlow[] {
  const sums = new Map<number, ReadFlow>();
  for (const { deal: _, pot: __, ...row } of rows) {
    const before = sums.get(row.period);
    const amount =
      before && (before.amount === null || row.amount === null ? null : before.amount + row.amount);
    sums.set(row.period, before ? { ...before, amount: amount ?? null } : row);
  }
  return [...sums.values()].sort((a, b) => a.period - b.period);
}

/** The block of cells the amounts stand in; null where there are none. */
export function rangeOf({ flows }: WorkbookReading): string | null {
  if (!flows.length) return null;
  const places = flows.map(({ cell }) => gridAt([], cell));
  const rows = places.map((p) => p.row);
  const columns = places.map((p) => p.column);
  const [top, left] = [Math.min(...rows), Math.min(...columns)];
  return rangeAddress(top, left, Math.max(...rows) - top + 1, Math.max(...columns) - left + 1);
}
