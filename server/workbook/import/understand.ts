/** A workbook of any making as a request: the sheet with the most of a deal is read, and every doubt told at its cell. */
import { isoOf, type Preset } from '../../../src/engine/index.ts';
import { apart, type Apart } from '../../../src/sheet/apart.ts';
import { modeOf, type Grid, type WorkbookTerm } from '../../../src/sheet/index.ts';
import { readOwn } from './own/read.ts';
import {
  checked,
  faultAt,
  leftOut,
  withFewFaults,
  type Fault,
  type FoundIssue,
  type ReadRow,
  type Understood,
  type WorkbookReading,
} from './reading.ts';
import { requestOf } from './to-request.ts';
import { isOfTerm, readSheet, termsIn, worth, type SheetReading } from './sheet-reading.ts';

/**
 * @param grids the used cells of each sheet, in blocks that stand far from each other
 * @param beyond addresses of cells too far away to be read
 */
export function understand(grids: readonly Grid[], beyond: readonly string[] = []): WorkbookReading {
  const filled = grids.filter((g) => g.values.some((row) => row.some((v) => v !== null && v !== '')));
  const understood = readOwn(filled) ?? readForeign(filled);
  const far = beyond.map((address) => faultAt('', leftOut('', address)));
  return withFewFaults({ ...understood, faults: [...understood.faults, ...far] });
}

function readForeign(grids: readonly Grid[]): Understood {
  const readings = grids.map(readSheet);
  const best = most(readings, worth);
  if (!best || best.flows.length === 0) return nothing(best, grids);
  // Terms may stand on a sheet of their own.
  const termsFrom = termsIn(best) ? best : most(readings, termsIn)!;
  const { terms } = termsFrom;
  const { preset, faults: ofMode } = modeIn(terms, best.sheet);
  const found = preset ? apart(preset, best) : null;
  const faults: Fault[] = [
    ...best.issues.map((issue) => faultAt(best.sheet, issue)),
    ...(termsFrom === best ? [] : termsFrom.issues.filter(isOfTerm(termsFrom))).map((issue) =>
      faultAt(termsFrom.sheet, issue),
    ),
    ...besides(readings, [best, termsFrom]),
    ...ofMode,
    ...(found === 'lacking' ? [lacking(preset!, best)] : []),
  ];
  const separate = found === 'lacking' ? null : found;
  const flows = rowsOf(best, separate);
  const base = {
    sheet: best.sheet,
    mode: preset?.id ?? null,
    terms,
    flows,
    dateOrder: best.dated ? best.order : null,
    more: best.more + (termsFrom === best ? 0 : termsFrom.more),
  };
  if (!preset || found === 'lacking') return { ...base, request: null, faults };
  const request = requestOf(preset, terms, flows, separate?.flows ?? best.flows, separate?.deals ?? []);
  const origins = {
    term: (id: string, step = 0) => terms.filter((t) => t.id === id)[step],
    row: (i: number) => flows[i],
  };
  return { ...base, ...checked(request, origins, faults) };
}

/** The first of those with the most. */
const most = <T>(items: readonly T[], of: (item: T) => number): T | undefined =>
  items.reduce<T | undefined>(
    (found, item) => (found === undefined || of(item) > of(found) ? item : found),
    undefined,
  );

/** Blocks far from the one that is read, on its sheet, that hold flows or terms of their own. */
const besides = (readings: readonly SheetReading[], read: readonly SheetReading[]): Fault[] =>
  readings
    .filter((other) => other.sheet === read[0]!.sheet && !read.includes(other))
    .flatMap(({ sheet, flows, terms, address }) => {
      const cell = flows[0]?.cell ?? terms[0]?.cell;
      return cell === undefined ? [] : [faultAt(sheet, leftOut(cell, address))];
    });

/** The mode that the terms name, or what is wrong with its name; without one a sheet may be used all the same. */
function modeIn(
  terms: readonly WorkbookTerm[],
  sheet: string,
): { preset: Preset | undefined; faults: Fault[] } {
  const named = terms.find((t) => t.id === 'mode');
  const preset = named && modeOf(String(named.value));
  if (preset) return { preset, faults: [] };
  const fault = named
    ? faultAt(named.sheet, {
        severity: 'error',
        code: 'unknownMode',
        cell: named.cell,
        received: named.value,
        params: { known: '' },
      })
    : faultAt(sheet, { severity: 'warning', code: 'modeMissing', cell: '' });
  return { preset, faults: [fault] };
}

/** The mode takes several lines of amounts, and they are not there. */
const lacking = ({ byDeal, pots }: Preset, { sheet, flows, sources }: SheetReading): Fault =>
  faultAt(sheet, {
    severity: 'error',
    code: byDeal ? 'dealWithoutCost' : 'columnsDiffer',
    cell: flows[0]!.cell,
    received: byDeal ? (sources?.[0]?.name ?? '1') : (sources?.length ?? 1),
    params: { columns: pots?.length ?? 0, known: pots?.join(', ') ?? '' },
  });

/** Rows of `cash_flows`; amounts told apart follow the opening one where there are dates. */
function rowsOf({ flows, dated, sheet }: SheetReading, separate: Apart | null): ReadRow[] {
  const opening = separate && dated ? separate.flows.slice(0, 1) : [];
  return (separate ? [...opening, ...separate.cash] : flows).map(
    ({ period, date, amount, cell, ...more }): ReadRow => ({
      ...(date === undefined ? { year: period } : { date: isoOf(date) }),
      amount,
      ...('deal' in more ? { deal: String(more.deal) } : {}),
      ...('pot' in more ? { pot: String(more.pot) } : {}),
      sheet,
      cell,
    }),
  );
}

function nothing(best: SheetReading | undefined, grids: readonly Grid[]): Understood {
  const sheet = best?.sheet ?? grids[0]?.sheet ?? '';
  const issue: FoundIssue = grids.length
    ? {
        severity: 'error',
        code: 'noAmounts',
        cell: '',
        params: { range: [...new Set(grids.map((g) => g.sheet))].join(', ') },
      }
    : { severity: 'error', code: 'emptySelection', cell: '' };
  return {
    sheet: null,
    mode: null,
    terms: [],
    flows: [],
    dateOrder: null,
    request: null,
    faults: [faultAt(sheet, issue)],
  };
}
