/** A workbook of any making as a request: what the one reader made of it, with every question and doubt at its cell. */
import { isoOf, presetOf, type Preset } from '../../../src/engine/index.ts';
import { quotedText, readingText } from '../../../src/i18n/reading.ts';
import { apart, type Apart } from '../../../src/sheet/apart.ts';
import type { DateOrder, Said } from '../../../src/sheet/index.ts';
import { readWorkbook, type ReadableGrid, type Reading } from '../../../src/sheet/read/index.ts';
import type { WorkbookNote } from '../../../src/sheet/workbook.ts';
import { readOwn } from './own/read.ts';
import {
  checked,
  faultAt,
  leftOut,
  withFewFaults,
  withReceived,
  type Fault,
  type OwnReading,
  type ReadRow,
  type Understood,
  type WorkbookReading,
} from './reading.ts';
import { NOTHING_SAID } from './saying.ts';
import { requestOf } from './to-request.ts';

export interface Circumstances {
  /** Addresses of cells too far away to be read. */
  readonly beyond?: readonly string[];
  readonly hasMacros?: boolean;
  /** Answers and roles that the user gave. */
  readonly said?: Said;
}

/** @param grids the used cells of each sheet, in blocks that stand far from each other */
export function understand(
  grids: readonly ReadableGrid[],
  { beyond = [], hasMacros = false, said = NOTHING_SAID }: Circumstances = {},
): WorkbookReading {
  const own = readOwn(grids);
  const understood = own ? withStatus(own) : readForeign(grids, said);
  const far = beyond.map((address) => faultAt('', leftOut('', address)));
  const macros = hasMacros ? [faultAt('', { severity: 'warning', code: 'macrosIgnored', cell: '' })] : [];
  return withFewFaults({ ...understood, faults: [...understood.faults, ...far, ...macros] });
}

const withStatus = (own: OwnReading): Understood => ({
  status: own.faults.some((f) => f.severity === 'error') ? 'refused' : 'ready',
  lines: [],
  questions: [],
  notes: [],
  ...own,
});

function readForeign(grids: readonly ReadableGrid[], said: Said): Understood {
  const reading = readWorkbook(grids, said);
  const preset = presetOf(reading.mode ?? '');
  const isReady = reading.status === 'ready';
  const found = preset && isReady ? apart(preset, { sources: sourcesOf(preset, reading) }) : null;
  const separate = found === 'lacking' ? null : found;
  const terms = withReceived(reading.terms, grids);
  const rows = rowsOf(reading, separate);
  const faults: Fault[] = [
    ...faultsOf(reading),
    ...(found === 'lacking' ? [lacking(preset!, reading)] : []),
    ...hiddenTerms(reading, grids),
    ...(preset || rows.length === 0
      ? []
      : [faultAt(reading.sheet, { severity: 'warning', code: 'modeMissing', cell: '' })]),
  ];
  const unit = reading.timeline?.unit;
  const base = {
    status: found === 'lacking' ? 'refused' : reading.status,
    lines: reading.lines,
    questions: reading.questions,
    notes: [...notesOf(reading), ...(preset ? unusedTerms(preset, reading) : [])],
    sheet: rows.length ? reading.sheet : null,
    mode: preset?.id ?? null,
    terms,
    flows: rows,
    periodUnit: unit === 'quarter' || unit === 'month' ? unit : 'year',
    dateOrder: dateOrderOf(reading),
  } as const;
  if (!preset || !isReady || found === 'lacking') return { ...base, request: null, faults };
  const request = requestOf(preset, {
    terms,
    rows,
    project: separate?.flows ?? reading.flows,
    deals: separate?.deals ?? [],
    periodUnit: base.periodUnit === 'year' ? undefined : base.periodUnit,
    money: reading.unit,
  });
  const origins = {
    term: (id: string, step = 0) => terms.filter((t) => t.id === id)[step],
    row: (i: number) => rows[i],
  };
  return { ...base, ...checked(request, origins, faults) };
}

/** In the order of the mode's pots, where it has any. */
const sourcesOf = ({ pots }: Preset, { sources }: Reading) =>
  pots ? pots.flatMap((pot) => sources.filter((s) => s.pot === pot)) : sources;

/** Faults and open questions as errors, what may change figures as warnings. */
function faultsOf({ sheet, faults, questions, notes }: Reading): Fault[] {
  const at = (range: string) => {
    const [, other, cell] = /^(?:(.*?)!)?([A-Z]+\d+)/.exec(range) ?? [];
    return { sheet: other ?? sheet, cell: cell ?? null };
  };
  return [
    ...faults.map(({ code, sheet, cell, message }): Fault => ({
      severity: 'error',
      code,
      sheet,
      cell: cell || null,
      message,
    })),
    ...questions.map(({ code, range, message }): Fault => ({
      severity: 'error',
      code,
      ...at(range),
      message,
    })),
    ...notes
      .filter((n) => n.severity === 'warning')
      .map(({ code, sheet, range, message }): Fault => ({
        severity: 'warning',
        code,
        ...at(range),
        sheet,
        message,
      })),
  ];
}

const notesOf = ({ notes }: Reading): WorkbookNote[] =>
  notes
    .filter((n) => n.severity === 'info')
    .map(({ code, sheet, range, message }) => ({ code, sheet, range, message }));

/** Terms of other modes, which this one does not take. */
function unusedTerms(preset: Preset, { terms }: Reading): WorkbookNote[] {
  const known = new Set([
    'mode',
    'unit',
    'investment_target',
    'investment_amount',
    ...[...preset.terms, ...preset.options].map((t) => t.id),
  ]);
  return terms
    .filter((t) => !known.has(t.id))
    .map(({ sheet, cell, value }) => ({
      code: 'termNotUsed',
      sheet,
      range: cell,
      message: readingText('termNotUsed', { received: quotedText(String(value)), cell }),
    }));
}

/** Sheets that are hidden and give terms; the reader tells of the sheet of the flows. */
const hiddenTerms = ({ sheet, terms }: Reading, grids: readonly ReadableGrid[]): Fault[] =>
  [...new Set(grids.filter((g) => g.hidden).map((g) => g.sheet))]
    .filter((name) => name !== sheet && terms.some((t) => t.sheet === name))
    .map((name) => ({
      severity: 'warning',
      code: 'hiddenRead',
      sheet: name,
      cell: null,
      message: readingText('hiddenRead', { range: name }),
    }));

/** The mode takes several lines of amounts, and they are not there. */
const lacking = ({ byDeal, pots }: Preset, { sheet, flows, sources }: Reading): Fault =>
  faultAt(sheet, {
    severity: 'error',
    code: byDeal ? 'dealWithoutCost' : 'columnsDiffer',
    cell: flows[0]!.cell,
    received: byDeal ? (sources[0]?.name ?? '1') : sources.length,
    params: { columns: pots?.length ?? 0, known: pots?.join(', ') ?? '' },
  });

/** Rows of `cash_flows`; amounts told apart follow the opening one where there are dates. */
function rowsOf({ flows, timeline, sheet }: Reading, separate: Apart | null): ReadRow[] {
  const opening = separate && timeline?.unit === 'date' ? separate.flows.slice(0, 1) : [];
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

/** How dates were read that can be read in two ways: as one of them shows whose day is no month. */
function dateOrderOf({ periods, questions }: Reading): DateOrder | null {
  if (questions.some((q) => q.code === 'dayOrMonthFirst')) return null;
  for (const { label, date } of periods) {
    const [, first, second] = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}$/.exec(label.trim()) ?? [];
    if (date === undefined || first === undefined || first === second) continue;
    const day = Number(isoOf(date).slice(8));
    return day === Number(first) ? 'dayFirst' : 'monthFirst';
  }
  return null;
}
