import { isoOf, isYearApart, presets, type Definition, type Preset } from '../../engine/index.ts';
import { percentOf, readAmounts, type Amount } from './entry.ts';
import type { Place } from './faults.ts';
import { ownBody } from './own-request.ts';
import { INVESTMENT, readingOf, type Origin, type State, type Taken } from './state.ts';
import { rowName } from '../../document/row-name.ts';
import { apart, type Apart, type SentDeal } from '../../sheet/apart.ts';
import { modeById } from '../../sheet/mode.ts';
import type { CellIssue } from '../../sheet/index.ts';
import { hasSources } from '../../sheet/sources.ts';
import { foreignTerms, termsOf, type Field, type Terms } from './terms.ts';
import type { UsedFile } from './uploaded-deal.ts';

/** An amount on its way into the request, with where it stands. */
export interface SentFlow {
  readonly period: number;
  readonly date?: number;
  readonly amount: number | null | undefined;
  readonly cell?: string;
  /** Where the cash comes from, in a mode that tells it apart. */
  readonly deal?: string;
  readonly pot?: string;
}

/** Everything the next run would take. */
export interface Input extends Terms {
  readonly origin: Origin | null;
  /** The leading investment first, when the cells hold it. */
  readonly flows: readonly SentFlow[];
  /** Rows of `cash_flows`, in their order. */
  readonly sent: readonly SentFlow[];
  readonly deals: readonly SentDeal[];
  /** The mode takes a column for each deal or pot, and they were not found. */
  readonly lacksSources: boolean;
  readonly unit: string | undefined;
  readonly target: string | undefined;
  /** The file it comes from. */
  readonly file: UsedFile | null;
  /** Faults that block a run. */
  readonly errors: number;
  /** Questions of the reader that block a run. */
  readonly questions: number;
  /** What a period is. */
  readonly periodUnit: 'year' | 'quarter' | 'month';
  /** Empty entries that block a run. */
  readonly missing: number;
  readonly warnings: number;
  /** Faults and doubts at the cells of the selection. */
  readonly issues: readonly CellIssue[];
}

let last: { state: State; input: Input } | undefined;

/** What the state holds, read and checked. */
export function inputOf(state: State): Input {
  if (last?.state !== state) last = { state, input: derive(state) };
  return last.input;
}

function derive(state: State): Input {
  const form = state.source === 'form';
  const file = state.source === 'file' ? state.file : null;
  if (file?.custom) return asItStands(file, file.custom.definition);
  const { preset } = termsOf(state);
  const whole = readingOf(state);
  const found = file ? apartIn(file, preset) : apart(preset, whole);
  const lacksSources = found === 'lacking';
  const separate = found === 'lacking' ? null : found;
  const reading = whole && separate ? { ...whole, flows: separate.flows } : whole;
  const terms = termsOf(file ? state : { ...state, reading });
  const flows: readonly SentFlow[] = form
    ? taken(state.rows, terms).map((amount, i) => ({ period: i + 1, amount }))
    : (reading?.flows ?? []);
  const leading = flows[0]?.period === 0;
  // With dates the investment's own date opens the timeline, so its row is sent too.
  const opening = leading && reading?.dated ? flows.slice(0, 1) : [];
  const sent = separate
    ? [...opening, ...separate.cash]
    : leading && !opening.length
      ? flows.slice(1)
      : flows;
  const issues = form || !reading ? [] : [...reading.issues, ...foreignTerms(reading, preset)];
  const inCells = issues.filter((i) => i.severity === 'error');
  const shownInCells = new Set(inCells.map((i) => i.cell));
  const wrong = terms.fields.filter((f) => f.problem && !f.missing && !(f.cell && shownInCells.has(f.cell)));
  const unreadable = form ? flows.filter((f) => f.amount === null).length : 0;
  const empty = form ? flows.filter((f) => f.amount === undefined).length : 0;
  const textOf = (id: string) => terms.fields.find((f) => f.spec.id === id)?.value;
  const unit = textOf('unit');
  const target = form ? state.deal.trim() : reading?.terms.find((t) => t.id === 'investment_target')?.value;
  return {
    ...terms,
    origin: form
      ? { kind: 'form' }
      : file
        ? originOf(file)
        : reading
          ? { kind: 'selection', sheet: reading.sheet, address: reading.address }
          : null,
    flows,
    sent,
    deals: separate?.deals ?? [],
    lacksSources,
    unit: typeof unit === 'string' ? unit : undefined,
    target: target === undefined || target === '' ? undefined : String(target),
    file,
    errors: inCells.length + wrong.length + unreadable,
    questions: form ? 0 : (reading?.questions?.length ?? 0),
    periodUnit: form ? state.rowUnit : (reading?.unit ?? 'year'),
    missing:
      terms.fields.filter((f) => f.missing).length + empty + (sent.length ? 0 : 1) + (lacksSources ? 1 : 0),
    issues,
    warnings: issues.length - inCells.length,
  };
}

const originOf = ({ name, upload }: UsedFile): Origin => ({ kind: 'file', name, upload });

/** A definition of the file's own has no terms to change. */
const asItStands = (file: UsedFile, definition: Definition): Input => ({
  preset: presets[0]!,
  fields: [],
  options: {},
  accrual: '',
  definition,
  origin: originOf(file),
  flows: [],
  sent: [],
  deals: [],
  lacksSources: false,
  unit: undefined,
  target: undefined,
  file,
  errors: 0,
  questions: 0,
  periodUnit: 'year',
  missing: 0,
  warnings: 0,
  issues: [],
});

/** A file has its cash as its own mode takes it; another that wants deals or pots, or wants none, finds them lacking. */
function apartIn({ read, apart: told }: UsedFile, preset: Preset): Apart | 'lacking' | null {
  if (preset.id === read.mode) return told;
  return told || hasSources(preset) ? 'lacking' : null;
}

export const isReady = (input: Input): boolean =>
  input.origin !== null && input.errors === 0 && input.questions === 0 && input.missing === 0;

const BASIC = new Set([INVESTMENT, 'hurdle_rate', 'carry_rate', 'unit']);

/** The request document: percent as percent, ISO dates; empty terms are left out. */
export function requestBody(input: Input): Record<string, unknown> {
  const { file } = input;
  if (file?.custom) return { ...file.custom.body };
  if (input.preset.own) return ownBody(input, input.preset.own.json);
  const basic: Record<string, unknown> = {};
  const distribution: Record<string, unknown> = { mode: input.preset.id };
  if (input.target !== undefined) basic.investment_target = input.target;
  for (const { spec, value, steps } of input.fields) {
    if (value === undefined || value === null) continue;
    const sent: unknown = steps
      ? steps.map((step) => ({ ...step, rate: percentOf(step.rate) }))
      : spec.unit === 'percent' && typeof value === 'number'
        ? percentOf(value)
        : value;
    (BASIC.has(spec.id) ? basic : distribution)[spec.id] = sent;
  }
  const { preset } = input;
  const investment = basic[INVESTMENT] as number;
  const dated = input.sent.some((f) => f.date !== undefined);
  basic.investment_period =
    file?.period ??
    (dated && (preset.group === 'other' || !isByYears(input)) ? yearsOf(input) : lastOf(input.sent));
  if (!dated && input.periodUnit !== 'year') basic.period_unit = input.periodUnit;
  const options = { ...file?.further, ...input.options };
  if (Object.keys(options).length) distribution.options = options;
  return {
    basic_params: basic,
    ...(input.deals.length ? { deals: input.deals } : {}),
    cash_flows: input.sent.map(({ period, date, amount, deal, pot }) => ({
      ...(dated ? { date: date === undefined ? '' : isoOf(date) } : { year: period }),
      amount: period === 0 ? -investment : amount,
      ...(deal === undefined ? {} : { deal }),
      ...(pot === undefined ? {} : { pot }),
    })),
    distribution_params: distribution,
  };
}

/** The dates lie about a year apart, so that their number is that of the years. */
const isByYears = ({ sent }: Input): boolean => {
  const dates = sent.flatMap((f) => (f.date === undefined ? [] : [f.date]));
  return dates.every((date, k) => k === 0 || isYearApart(dates[k - 1]!, date));
};

const lastOf = (flows: readonly SentFlow[]): number => Math.max(0, ...flows.map((f) => f.period));

/** Whole years from the first date to the last. */
function yearsOf({ sent }: Input): number {
  const dates = sent.flatMap((f) => (f.date === undefined ? [] : [f.date]));
  return Math.max(1, Math.ceil((Math.max(...dates) - Math.min(...dates)) / 366));
}

/** The cell a place of the request came from, else the field or the year of the form it was typed into. */
export type Standing = { readonly cell: string } | { readonly field: Field } | { readonly year: number };

export function standsAt(place: Place, input: Input): Standing | null {
  if (place.at === 'flow') {
    // A definition of one's own has the closing apart from its cash.
    const flow = input.sent[place.index + (input.preset.own && input.sent[0]?.period === 0 ? 1 : 0)];
    return flow === undefined ? null : flow.cell === undefined ? { year: flow.period } : { cell: flow.cell };
  }
  const field = place.at === 'term' ? input.fields.find((f) => f.spec.id === place.id) : undefined;
  if (!field) return null;
  const inCell = !input.file && field.cell !== undefined && field.held === undefined;
  return inCell ? { cell: field.cell } : { field };
}

/** Amounts of the form up to the last that is filled: rows left empty behind it are no periods. */
function taken(rows: readonly string[], { fields }: Terms): Amount['value'][] {
  const unit = fields.find((f) => f.spec.id === 'unit')?.text;
  const amounts = readAmounts(rows, unit).map((a) => a.value);
  return amounts.slice(0, amounts.findLastIndex((a) => a !== undefined) + 1 || undefined);
}

const flowsText = ({ flows, sent, periodUnit }: Input): string =>
  periodUnit +
  JSON.stringify(
    [...flows, ...sent].map((f) => [f.period, f.date ?? null, f.amount ?? null, f.deal ?? f.pot ?? null]),
  );

/** What a run takes, to be compared with what stands there later. */
export const takenFrom = (input: Input): Taken => ({
  origin: input.origin!,
  flows: flowsText(input),
  // Cells of a file are in no sheet of this workbook.
  ...(input.preset.own ? { mode: { id: input.preset.id, text: JSON.stringify(input.preset.own.json) } } : {}),
  terms: input.fields.flatMap(({ spec, value, cell, held }) =>
    value === undefined || value === null
      ? []
      : [
          {
            id: spec.id,
            value,
            ...(cell !== undefined && held === undefined && !input.file ? { cell } : {}),
          },
        ],
  ),
  ...(input.file
    ? {}
    : {
        cells: Object.fromEntries(
          input.sent.flatMap(({ period, date, deal, pot, cell }) =>
            cell === undefined ? [] : [[rowName(date === undefined ? period : isoOf(date), pot, deal), cell]],
          ),
        ),
      }),
});

/** A key that is equal for runs of the same cells. */
export const originKey = (origin: Origin): string =>
  origin.kind === 'selection'
    ? `${origin.sheet}!${origin.address}`
    : `${origin.kind}${origin.kind === 'file' ? origin.upload : ''}`;

/** `here`: the pane shows what the run took; else only its cells are compared, what was typed then is past. */
function differs(taken: Taken, now: Input, here: boolean): boolean {
  if (taken.flows !== flowsText(now)) return true;
  const { mode } = taken;
  if (mode && JSON.stringify(modeById(mode.id)?.own?.json) !== mode.text) return true;
  return taken.terms.some(({ id, value, cell }) => {
    const field = now.fields.find((f) => f.spec.id === id);
    return field !== undefined && (here || cell !== undefined) && field.value !== value;
  });
}

/** Whether what a run took no longer stands in its cells or in the form. */
export function isStale(state: State, taken: Taken): boolean {
  const input = inputOf(state);
  const key = originKey(taken.origin);
  if (input.origin && originKey(input.origin) === key) return differs(taken, input, true);
  // What was read of a file stays as it was.
  if (taken.origin.kind === 'file') return false;
  if (taken.origin.kind === 'form') return differs(taken, derive({ ...state, source: 'form' }), false);
  const reading =
    state.earlier[key] ??
    (state.reading && originKey({ kind: 'selection', ...state.reading }) === key ? state.reading : undefined);
  return (
    reading !== undefined &&
    differs(
      taken,
      derive({ ...state, source: 'selection', reading, entries: { ...state.entries, selection: {} } }),
      false,
    )
  );
}
