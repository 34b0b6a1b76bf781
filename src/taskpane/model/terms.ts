import {
  commonTerms,
  define,
  presets,
  usualAccrual,
  type Definition,
  type Issue,
  type Preset,
  type TermSpec,
  type TermValue,
  type Timeline,
} from '../../engine/index.ts';
import { fieldName, formatAmount, formatPercent, issueMessage, say, type Locale } from '../../i18n/index.ts';
import { pane, type PaneText } from '../../i18n/pane.ts';
import { givenTerms, modeOf, stepLabel, type CellIssue, type Reading } from '../../sheet/index.ts';
import { entryText, readEntry, type EntryValue } from './entry.ts';
import { choicesOf, INVESTMENT, readingOf, type State } from './state.ts';

/** One term as the pane shows it. */
export interface Field {
  readonly spec: TermSpec;
  /** What stands in the entry. */
  readonly text: string;
  readonly value: EntryValue;
  /** Where the cells hold a rate that changes over time: its steps, of which `value` is the text. */
  readonly steps?: Exclude<TermValue, number>;
  /** The cell it was read from, or that holds another value than the one typed. */
  readonly cell?: string;
  readonly held?: string;
  /** Value that follows from the others while the entry is empty. */
  readonly implied?: string;
  readonly problem?: string;
  /** Empty where a value is needed; marked once a run was tried. */
  readonly missing: boolean;
}

export interface Terms {
  readonly preset: Preset;
  readonly fields: readonly Field[];
  /** Those chosen, and those that have a default. */
  readonly options: Readonly<Record<string, string>>;
  /** How time counts in the classic modes while nothing is chosen. */
  readonly accrual: string;
  /** Null while a term is missing or wrong. */
  readonly definition: Definition | null;
}

interface Read {
  readonly value: EntryValue;
  readonly steps?: Exclude<TermValue, number>;
  readonly cell: string;
}

/** The terms in force: typed before read from the sheet, read before the mode's default. */
export function termsOf(state: State): Terms {
  const reading = readingOf(state);
  const read = reading ? readTerms(reading, state.locale) : new Map<string, Read>();
  const choices = choicesOf(state);
  const preset = chosenPreset(choices.mode, read);
  const options: Record<string, string> = {};
  for (const spec of preset.options) {
    const choice = choices.options[spec.id] ?? spec.default;
    if (choice !== undefined) options[spec.id] = choice;
  }
  const timeline = reading?.dated ? timelineOf(reading) : null;

  const [investment, ...others] = [...commonTerms].sort((a, b) => order(a) - order(b));
  const drafts = [investment!, ...preset.terms, ...others].map((spec) =>
    draft(spec, state, read.get(spec.id)),
  );
  const given: Record<string, unknown> = {};
  for (const { spec, value, steps } of drafts)
    if (preset.terms.includes(spec) && value !== null) given[spec.id] = steps ?? value;
  const defined = define(preset, given, options, undefined, timeline);
  const issues = defined.ok ? [] : defined.issues;
  const fields = drafts.map((field): Field => {
    const issue = issues.find((i) => i.path[0] === field.spec.id);
    const problem = problemOf(field, issue, state);
    return {
      ...field,
      ...(problem ? { problem } : {}),
      ...implied(field, preset, drafts),
      missing: field.value === undefined && (field.spec.id === INVESTMENT || issue?.code === 'missing'),
    };
  });
  const whole = defined.ok && fields.every((f) => !f.problem && !f.missing);
  const definition = whole ? defined.value.definition : null;
  return { preset, fields, options, accrual: usualAccrual(timeline), definition };
}

/** The dates as they were read; null where some are missing or out of order, which has been told at its cell. */
function timelineOf({ flows }: Reading): Timeline | null {
  const dates = flows.flatMap(({ date }) => (date === undefined ? [] : [date]));
  const ascend = dates.every((date, k) => k === 0 || date > dates[k - 1]!);
  return ascend && dates.length > 1 ? { unit: 'date', periods: dates.length - 1, dates } : null;
}

const COMMON = new Set(['mode', 'unit', 'investment_target', INVESTMENT]);

/** Terms of the cells that are none of the chosen mode: told, since nothing else shows that they are not used. */
export function foreignTerms({ terms }: Pick<Reading, 'terms'>, preset: Preset): CellIssue[] {
  if (preset.own) return [];
  const known = new Set([...preset.terms, ...preset.options].map((t) => t.id));
  const words = (id: string, locale: Locale) =>
    say(pane.termForeign, locale, { term: fieldName([id], locale), mode: say(preset.name, locale) });
  return terms
    .filter(({ id }) => !COMMON.has(id) && !known.has(id))
    .map(({ id, cell }) => ({
      severity: 'warning',
      code: 'read',
      cell,
      message: { en: words(id, 'en'), 'zh-CN': words(id, 'zh-CN') },
    }));
}

const order = (spec: TermSpec) => (spec.id === INVESTMENT ? 0 : 1);

function chosenPreset(mode: string | null, read: ReadonlyMap<string, Read>): Preset {
  const named = mode ?? read.get('mode')?.value;
  return (typeof named === 'string' ? modeOf(named) : undefined) ?? presets[0]!;
}

/** Terms of the sheet with their cells; the leading amount is the investment, a refused rate is kept to be shown. */
function readTerms(reading: Reading, locale: Locale): Map<string, Read> {
  const read = new Map<string, Read>();
  const first = reading.flows[0];
  if (first?.period === 0 && first.amount !== null)
    read.set(INVESTMENT, { value: -first.amount, cell: first.cell });
  const given = givenTerms(reading.terms);
  for (const { id, value, cell } of reading.terms) {
    if (read.has(id)) continue;
    const steps = given[id];
    read.set(
      id,
      Array.isArray(steps)
        ? {
            value: inWords(steps as Exclude<TermValue, number>, locale),
            steps: steps as Exclude<TermValue, number>,
            cell,
          }
        : { value, cell },
    );
  }
  for (const { severity, cell, params, received } of reading.issues) {
    const id = params?.term;
    if (severity === 'error' && typeof id === 'string' && !read.has(id))
      read.set(id, { value: typeof received === 'number' ? received : null, cell });
  }
  return read;
}

/** `8 %; 9 % from 2026-01-01` */
const inWords = (steps: Exclude<TermValue, number>, locale: Locale): string =>
  steps
    .map(({ from, rate }) => {
      const percent = formatPercent(rate, locale);
      return from === undefined ? percent : stepLabel(percent, from, locale);
    })
    .join(locale === 'en' ? '; ' : '；');

function draft(
  spec: TermSpec,
  state: State,
  read: Read | undefined,
): Pick<Field, 'spec' | 'text' | 'value' | 'steps' | 'cell' | 'held'> {
  const typed = state.entries[state.source][spec.id];
  const cell = read ? { cell: read.cell } : {};
  if (typed !== undefined) {
    const value = readEntry(typed, spec.unit);
    const differs = read && read.value !== value;
    return {
      spec,
      text: typed,
      value,
      ...cell,
      ...(differs ? { held: shown(read.value, spec, state.locale) } : {}),
    };
  }
  if (read) {
    const { value, steps } = read;
    return { spec, text: entryText(value, spec.unit), value, ...(steps ? { steps } : {}), ...cell };
  }
  if (misspelt(spec.id, state)) return { spec, text: '', value: null, cell: misspelt(spec.id, state)! };
  return { spec, text: entryText(spec.default, spec.unit), value: spec.default };
}

/** The cell of a label that is nearly this term's: its value was not read. */
const misspelt = (id: string, state: State): string | undefined =>
  state.source === 'selection'
    ? state.reading?.issues.find((i) => i.code === 'unknownTerm' && i.params?.nearest === id)?.cell
    : undefined;

function shown(value: EntryValue, spec: TermSpec, locale: Locale): string {
  if (typeof value === 'number')
    return spec.unit === 'percent' ? formatPercent(value, locale) : formatAmount(value, locale);
  return value ?? say(pane.unreadable, locale);
}

function problemOf(
  { spec, text, value, cell, held }: Pick<Field, 'spec' | 'text' | 'value' | 'cell' | 'held'>,
  issue: Issue | undefined,
  state: State,
): string | undefined {
  const { locale } = state;
  const t = (key: PaneText, params?: Record<string, string | number>) => say(pane[key], locale, params);
  if (value === null) return text === '' ? t('notRead', { cell: cell ?? '' }) : t('notANumber', { text });
  if (spec.id === INVESTMENT && typeof value === 'number' && value <= 0) return t('abovezero');
  if (value === undefined) return state.tried && issue?.code === 'missing' ? t('needed') : undefined;
  if (!issue) return undefined;
  const bound = (n: number | undefined) =>
    n === undefined
      ? ''
      : spec.unit === 'percent' && n !== 0
        ? formatPercent(n, locale)
        : formatAmount(n, locale);
  const inCell = cell && held === undefined && typeof value === 'number';
  const source = inCell ? t('sentenceGap') + t('cellHolds', { cell, value: String(value) }) : '';
  if (issue.code === 'rateAboveOne' || issue.code === 'tooLarge' || issue.code === 'tooSmall')
    return (
      (spec.max === undefined
        ? t('atLeast', { min: bound(spec.min) })
        : t('between', { min: bound(spec.min), max: bound(spec.max) })) + source
    );
  return issueMessage(issue, locale);
}

/** The last of a mode's ratios may be left out: it is what the others leave. */
function implied(
  field: Pick<Field, 'spec' | 'value'>,
  preset: Preset,
  all: readonly Pick<Field, 'spec' | 'value'>[],
): { implied?: string } {
  const ratios = preset.ratios ?? [];
  if (field.value !== undefined || ratios.at(-1) !== field.spec.id) return {};
  const others = all.filter((f) => f !== field && ratios.includes(f.spec.id));
  if (others.some((f) => typeof f.value !== 'number')) return {};
  const rest = 1 - others.reduce((sum, f) => sum + (f.value as number), 0);
  return rest < 0 ? {} : { implied: entryText(Number(rest.toFixed(12)), 'percent') };
}
