import type { ResultDocument } from '../../document/index.ts';
import type { Locale } from '../../i18n/index.ts';
import type { CellExplanation, Reading } from '../../sheet/index.ts';
import { typedText } from './entry.ts';
import type { Fault } from './faults.ts';
import type { Holdings } from './holdings.ts';
import type { Message, Notice } from './message.ts';
import type { PasteTaken, PeriodUnit } from './pasted.ts';
import { noQuestions, type Questions } from './questions.ts';
import type { ServiceState } from './service-state.ts';
import type { Upload, UsedFile } from './uploaded-deal.ts';
import type { Draft } from '../tiers/draft.ts';

export type Tab = 'input' | 'results' | 'explain' | 'runs';
export const TABS: readonly Tab[] = ['input', 'results', 'explain', 'runs'];

export type Origin =
  | { readonly kind: 'form' }
  | { readonly kind: 'file'; readonly name: string; readonly upload: number }
  | { readonly kind: 'selection'; readonly sheet: string; readonly address: string };

/** What a run took from the sheet or the form, to tell later whether it still stands there. */
export interface Taken {
  readonly origin: Origin;
  readonly flows: string;
  readonly terms: readonly { readonly id: string; readonly value: number | string; readonly cell?: string }[];
  /** Cells of the amounts, by the year or ISO date of their row in the request, then pot or deal. */
  readonly cells?: Readonly<Record<string, string>>;
  /** A saved mode with its definition then. */
  readonly mode?: { readonly id: string; readonly text: string };
}

export interface Run {
  readonly id: number;
  readonly at: Date;
  readonly document: ResultDocument;
  readonly where: 'service' | 'here';
  readonly cached: boolean;
  readonly ms: number;
  readonly taken: Taken;
  /** The request document it was asked with. */
  readonly body: unknown;
  /** Its key in the workbook. */
  readonly key: string;
  /** The workbook keeps it. */
  readonly kept?: boolean;
  readonly name?: string;
  /** Of a run that was kept: by which release, and its figures then. */
  readonly engine?: string;
  readonly figures?: Readonly<Record<string, number | null>>;
}

/** The cell that was last asked about. */
export interface Asked {
  readonly sheet: string;
  readonly cell: string;
  /** Null where the cell holds no figure of a run and none of our functions. */
  readonly told: CellExplanation | null;
  /** The nearest cell with one of our functions, where this one has none. */
  readonly nearest?: string | null;
  /** What cells of the explanation hold now, by address, where that is no longer what the run gave. */
  readonly changed: Readonly<Record<string, number | string>>;
}

/** Texts typed into term fields, by term. */
type Entries = Readonly<Record<string, string>>;

export const INVESTMENT = 'investment_amount';

export interface State {
  readonly locale: Locale;
  readonly tab: Tab;
  readonly menu: boolean;
  /** Width of the content in CSS pixels; charts are drawn to it. */
  readonly width: number;
  readonly host: 'starting' | 'excel' | 'none';
  readonly source: Origin['kind'];
  readonly reading: Reading | null;
  /** When its cells were read last. */
  readonly readAt: Date | null;
  /** Choices of questions that are not answered yet. */
  readonly choices: Readonly<Record<string, string>>;
  /** Ranges that earlier runs took, as they stand now, by `originKey`. */
  readonly earlier: Readonly<Record<string, Reading>>;
  readonly upload: Upload | null;
  /** A file is held over the pane. */
  readonly dropping: boolean;
  readonly file: UsedFile | null;
  /** Amounts of periods 1..N as typed in the form. */
  readonly rows: readonly string[];
  readonly rowUnit: PeriodUnit;
  /** What was made of a paste, and what stood there before; until the next change. */
  readonly pasted: PasteTaken | null;
  readonly deal: string;
  /** Missing entries are marked once a run was tried. */
  readonly tried: boolean;
  readonly mode: string | null;
  readonly entries: Readonly<Record<Origin['kind'], Entries>>;
  readonly options: Readonly<Record<string, string>>;
  /** Why the last run was refused. */
  readonly faults: readonly Fault[];
  readonly phase: 'idle' | 'reading' | 'computing' | 'writing';
  /** Rows of a large sheet that are written. */
  readonly writing: { readonly done: number; readonly of: number } | null;
  readonly notice: Notice | null;
  /** Why a block of inputs was not written where the cursor is. */
  readonly noPlace: Message | null;
  /** What the service said it holds; until the menu closes. */
  readonly held: Holdings | null;
  /** Format of the download that is being made. */
  readonly exporting: string | null;
  readonly runs: readonly Run[];
  readonly shown: number | null;
  readonly service: ServiceState;
  /** Charts shown as tables. */
  readonly tables: readonly string[];
  /** The tier whose periods are shown where not all tiers fit. */
  readonly tier: string | null;
  /** The run deleted last, and where it stood in the list: it can be taken back. */
  readonly forgotten: { readonly run: Run; readonly at: number } | null;
  readonly live: boolean;
  readonly asked: Asked | null;
  readonly questions: Questions;
  /** Tiers that are not saved yet, and whether they stand in place of the input. */
  readonly draft: Draft | null;
  readonly editing: boolean;
  /** The Explain view follows the selection; else it has a button. */
  readonly follows: boolean;
}

export const initialState = (locale: Locale): State => ({
  locale,
  tab: 'input',
  menu: false,
  width: 328,
  host: 'starting',
  source: 'selection',
  reading: null,
  readAt: null,
  choices: {},
  earlier: {},
  upload: null,
  dropping: false,
  file: null,
  rows: ['', '', '', '', ''],
  rowUnit: 'year',
  pasted: null,
  deal: '',
  tried: false,
  mode: null,
  entries: { selection: {}, form: {}, file: {} },
  options: {},
  faults: [],
  phase: 'idle',
  writing: null,
  notice: null,
  noPlace: null,
  held: null,
  exporting: null,
  runs: [],
  shown: null,
  service: {
    status: 'unknown',
    reachedAt: null,
    sessionUntil: null,
    nextTry: null,
    trying: false,
    recoveredAt: null,
  },
  tables: [],
  tier: null,
  forgotten: null,
  live: true,
  asked: null,
  questions: noQuestions,
  draft: null,
  editing: false,
  follows: false,
});

/** Every change of what is computed forgets why the last run was refused, and what was pasted before it. */
const edited = { faults: [], notice: null, noPlace: null, pasted: null } as const;

/** A mode or an option chosen for a file stays with it. */
const chosen = (state: State, choice: Partial<Pick<State, 'mode' | 'options'>>): State =>
  state.source === 'file' && state.file
    ? { ...state, ...edited, file: { ...state.file, ...choice } }
    : { ...state, ...edited, ...choice };

export const choicesOf = (state: State): Pick<State, 'mode' | 'options'> =>
  state.source === 'file' && state.file ? state.file : state;

/** Cells that hold the input, of the sheet or of a file. */
export const readingOf = ({ source, reading, file }: State): Reading | null =>
  source === 'selection' ? reading : source === 'file' ? (file?.reading ?? null) : null;

export const chooseMode = (state: State, mode: string): State => chosen(state, { mode });

export const chooseOption = (state: State, id: string, choice: string): State =>
  chosen(state, { options: { ...choicesOf(state).options, [id]: choice } });

const typed = (state: State, source: Origin['kind'], terms: Entries): State => ({
  ...state,
  ...edited,
  entries: { ...state.entries, [source]: terms },
});

export const typeTerm = (state: State, id: string, text: string): State =>
  typed(state, state.source, { ...state.entries[state.source], [id]: text });

export const forgetTerm = (state: State, id: string): State =>
  typed(state, state.source, without(state.entries[state.source], [id]));

const without = (entries: Entries, ids: readonly string[]): Entries =>
  Object.fromEntries(Object.entries(entries).filter(([id]) => !ids.includes(id)));

export const setRows = (state: State, rows: readonly string[]): State => ({ ...state, ...edited, rows });

/** A new selection: what it says about terms goes before what was typed. */
export function select(state: State, reading: Reading): State {
  const read = reading.terms.map((t) => t.id);
  if (reading.flows[0]?.period === 0) read.push(INVESTMENT);
  const next = typed(state, 'selection', without(state.entries.selection, read));
  return { ...next, source: 'selection', reading, mode: read.includes('mode') ? null : state.mode };
}

/** A workbook taken into use; what stood in the pane waits under its own source. */
export const useFile = (state: State, file: UsedFile): State => ({
  ...typed(state, 'file', {}),
  source: 'file',
  file,
  upload: null,
});

/** The same cells read again: what was typed over them stays. */
export const reread = (state: State, reading: Reading): State =>
  JSON.stringify(reading) === JSON.stringify(state.reading) ? state : { ...state, reading, faults: [] };

/** To the form and back; an empty form begins with what was read. */
export function chooseSource(state: State, source: Origin['kind']): State {
  const next: State = { ...state, ...edited, source };
  const { reading } = state;
  const flows = reading?.flows.filter((f) => f.period !== 0) ?? [];
  if (source !== 'form' || !reading || !flows.length || state.rows.some((r) => r !== '')) return next;
  // The form has no dates: dated flows would be taken as years there.
  if (reading.dated) return next;
  const termOf = (id: string) => reading.terms.find((t) => t.id === id)?.value;
  const entries: Record<string, string> = {};
  // The form has one rate for a term: steps of later dates stay with the cells.
  for (const { id, value, from } of reading.terms)
    if (from === undefined) entries[id] = typedText(value, id === INVESTMENT ? 'amount' : 'percent');
  const investment = reading.flows.find((f) => f.period === 0)?.amount;
  if (typeof investment === 'number') entries[INVESTMENT] = typedText(-investment, 'amount');
  return {
    ...next,
    rows: flows.map((f) => typedText(f.amount, 'amount')),
    rowUnit: reading.unit ?? 'year',
    deal: String(termOf('investment_target') ?? state.deal),
    entries: { ...state.entries, form: { ...entries, ...state.entries.selection } },
    mode: state.mode ?? (termOf('mode') === undefined ? null : String(termOf('mode'))),
  };
}

let runsMade = 0;
/** Ids are not used twice: a deleted run may be taken back beside a newer one. */
export const nextId = (): number => ++runsMade;

/** Co-authors add runs to the same workbook, so a count would not be unique. */
export const newKey = (): string =>
  `${Date.now().toString(36)}${Math.floor(Math.random() * 36 ** 6).toString(36)}`;

export const addRun = (state: State, run: Run): State => ({
  ...state,
  runs: [run, ...state.runs],
  forgotten: state.forgotten && { ...state.forgotten, at: state.forgotten.at + 1 },
  shown: run.id,
  questions: { ...noQuestions, theirs: state.questions.theirs },
  tab: 'results',
  phase: 'idle',
  faults: [],
  notice: null,
});

export const shownRun = (state: State): Run | undefined => state.runs.find((r) => r.id === state.shown);

/** Excel raises no event when another workbook feeds the cells, so the pane shows when it read them. */
export const readNow = (state: State): State => ({ ...state, readAt: new Date() });

export const isOfSameCells = (one: Reading | null, other: Reading): boolean =>
  one?.sheet === other.sheet && one.address === other.address;
