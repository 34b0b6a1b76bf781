import { formatAmount, formatPercent, say, type Locale, type Text } from '../../i18n/index.ts';
import { pane, type PaneText } from '../../i18n/pane.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { inSheet, type Reading, type Role } from '../../sheet/index.ts';
import { icons } from './icons.ts';
import type { Input } from '../model/request.ts';
import type { Result } from '../../engine/index.ts';
import type { Origin, Run, State } from '../model/state.ts';
import type { Store } from '../model/store.ts';
import type { Message } from '../model/message.ts';
import type { UsedFile } from '../model/uploaded-deal.ts';

/** What the views may do; everything that waits for Excel or the service is behind it. */
export interface Actions {
  useSelection(): void;
  selectCell(cell: string, sheet?: string): void;
  repair(cell: string, value: string | number): void;
  /** Answers a question of the reader, or with `null` forgets what was said of the range. */
  answer(question: string | null, choice: string): void;
  setRole(range: string, role: Role): void;
  /** Reads again what the mode takes otherwise. */
  refresh(): void;
  run(): void;
  cancel(): void;
  tryAgain(): void;
  /** @param stale the run is written by name, although its inputs no longer give it */
  writeDetail(stale: boolean): void;
  writeStatements(): void;
  forgetRun(run: Run): void;
  /** Takes back the run that was deleted last. */
  takeBackRun(): void;
  /** Tells of the selected cell while the Explain view is open. */
  explain(): void;
  clearData(): void;
  setLocale(locale: Locale): void;
  focus(id: string): void;
  /** Workbooks in and out, once their part is here. */
  files(): Files | undefined;
  /** What is asked after the first result; null while its part is on its way. */
  questions(): QuestionPart | null;
  /** Writes a block of inputs for the chosen mode at the cursor, or on a new sheet. */
  writeInputs(newSheet: boolean): void;
  /** Begins to edit the tiers of the chosen mode. */
  editTiers(): void;
  /** The tier editor, once its part is here; fetched when `fetch` says so. */
  tiers(fetch: boolean): TierEditor | undefined;
  /** Does something with that part, which is fetched if it has to be; tells when it cannot be. */
  withFiles(work: (files: Files) => void): void;
}

/** Workbooks into the pane and out of it, once that part is here. */
export interface Files {
  /** How an upload goes, below its button. */
  banner(view: View): Child;
  /** What was read of an upload, in place of the input, and its footer. */
  preview(view: View): Child;
  footer(view: View): Child;
  /** The file in use, or how to come by one. */
  card(view: View, input: Input): Child;
  /** Why the mode chosen cannot take the file's cash. */
  fitsNot(view: View, file: UsedFile): string;
  /** Downloads of the run that is shown. */
  exports(view: View): Child;
  /** What the service holds, behind a button. */
  held(view: View): Child;
  /** Over the pane while a file is held over it. */
  veil(view: View): Child;
}

/** Definitions of one's own: begun from a mode, edited in place of the input, saved in the workbook. */
export interface TierEditor {
  view(view: View): Child;
  footer(view: View): Child;
  /** Below the choice of the mode: what can be done with a saved one, tiers that wait to be saved. */
  aside(view: View, input: Input): Child;
}

/** What if, solve for, sensitivity and reconcile. */
export interface QuestionPart {
  view(view: View, run: Run): Child;
  /** What the list of runs shows of one that is opened: its receipt, its name, what can be done with it. */
  receipt(view: View, run: Run): Child;
  /** Null where the footer of the results stays. */
  footer(view: View, run: Run): Child;
}

/** What every view gets: the state, the words, and what can be done. */
export interface View {
  readonly state: State;
  readonly store: Store;
  readonly act: Actions;
  readonly locale: Locale;
  t(key: Message['key'], params?: Message['params']): string;
  /** `one` for 1, else `many` with `{n}`. */
  count(n: number, one: PaneText, many: PaneText): string;
  /** Amounts of a run: without decimals where they are whole or large, the same for all that stand together. */
  amounts(values: readonly number[]): (value: number) => string;
  percent(fraction: number | null, decimals?: number): string;
}

export const wordsOf = (key: Message['key']): Text => (typeof key === 'string' ? pane[key] : key);

const SHOW_DECIMALS_BELOW = 10_000;

export function viewOf(state: State, store: Store, act: Actions): View {
  const { locale } = state;
  const t: View['t'] = (key, params) => say(wordsOf(key), locale, params);
  return {
    state,
    store,
    act,
    locale,
    t,
    count: (n, one, many) => (n === 1 ? t(one) : t(many, { n })),
    amounts(values) {
      const whole = values.every((v) => Math.abs(v - Math.round(v)) < 0.005);
      const large = values.some((v) => Math.abs(v) >= SHOW_DECIMALS_BELOW);
      return (value) => formatAmount(value, locale, whole || large ? 0 : 2);
    },
    percent: (fraction, decimals = 2) =>
      fraction === null ? '–' : formatPercent(fraction, locale, decimals).replace(' ', '\u00a0'),
  };
}

export const originText = (origin: Origin, { t }: View): string =>
  origin.kind === 'form'
    ? t('fromForm')
    : origin.kind === 'file'
      ? origin.name
      : inSheet(origin.sheet, origin.address);

const two = (n: number): string => String(n).padStart(2, '0');
export const clock = (at: Date): string => `${two(at.getHours())}:${two(at.getMinutes())}`;
export const clockWithSeconds = (at: Date): string => `${clock(at)}:${two(at.getSeconds())}`;

/** Section head: title, and what stands at the right. */
export const sectionHead = (title: string, aside?: Child, level = 'h2'): VNode =>
  h('div', { class: 'head' }, h(level, null, title), aside ? h('span', { class: 'aside' }, aside) : null);

/** Two or three choices of which one holds, as radio buttons. */
export function segments<T extends string>(
  name: string,
  label: string,
  choices: readonly { id: T; label: string; lang?: string }[],
  chosen: T,
  choose: (id: T) => void,
): VNode {
  return h(
    'fieldset',
    { class: 'segments' },
    h('legend', { class: 'unseen' }, label),
    choices.map((c) =>
      h(
        'label',
        { key: c.id, lang: c.lang },
        h('input', {
          type: 'radio',
          name,
          value: c.id,
          checked: c.id === chosen,
          onchange: () => choose(c.id),
        }),
        h('span', null, c.label),
      ),
    ),
  );
}

/** How far something is, below the button that ends it; `part` is not known of everything. */
export const progress = (
  view: View,
  cancel: () => void,
  text: string,
  part?: { readonly done: number; readonly of: number },
): Child => [
  h(
    'button',
    { type: 'button', id: 'cancel', class: 'block', key: 'cancel', onclick: cancel },
    view.t('cancel'),
  ),
  h(
    'div',
    { class: 'progress', key: 'progress' },
    h('progress', { 'aria-label': text, ...(part && { value: part.done, max: part.of }) }),
    h('span', null, text),
  ),
];

/** A fault or doubt: icon, where, one sentence, what can be done. */
export function issueRow(
  view: View,
  severity: 'error' | 'warning',
  where: Child,
  message: string,
  ...actions: Child[]
): VNode {
  return h(
    'li',
    { class: `issue ${severity}` },
    severity === 'error' ? icons.error() : icons.warning(),
    h('span', { class: 'unseen' }, view.t(severity)),
    where,
    h(
      'div',
      { class: 'what' },
      h('span', null, message),
      actions.length ? h('div', { class: 'actions' }, actions) : null,
    ),
  );
}

export const cellButton = (view: View, cell: string, id?: string): VNode =>
  h(
    'button',
    {
      type: 'button',
      class: 'cell',
      id,
      'aria-label': view.t('selectCell', { cell }),
      onclick: () => view.act.selectCell(cell),
    },
    cell,
  );

const FLOWS = {
  date: ['datedFlow', 'datedFlows'],
  year: ['annualFlow', 'annualFlows'],
  quarter: ['quarterFlow', 'quarterFlows'],
  month: ['monthFlow', 'monthFlows'],
} as const;

/** So many flows, by what a period is. */
export const flowCount = (
  { count }: Pick<View, 'count'>,
  n: number,
  { dated, unit = 'year' }: Pick<Reading, 'dated' | 'unit'>,
): string => {
  const [one, many] = FLOWS[dated ? 'date' : unit];
  return count(n, one, many);
};

const FLOW_OF = { year: 'flowOfYear', quarter: 'flowOfQuarter', month: 'flowOfMonth' } as const;

export const periodName = ({ t }: View, unit: keyof typeof FLOW_OF, n: number): string =>
  t(FLOW_OF[unit], { n: String(n) });

/** Head of the periods of a run, which are years where each ends so. */
export const periodHead = ({ t }: View, { years }: Pick<Result, 'years'>): string =>
  t(years.every((end, k) => end === k) ? 'year' : 'period');
