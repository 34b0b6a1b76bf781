/** The sheet of parameters: labels with a value, and where each stands. */
import { commonTerms, presets } from '../../../../src/engine/index.ts';
import { workbookTexts as texts } from '../../../../src/i18n/index.ts';
import type { ReadTerm } from '../../../../src/sheet/index.ts';
import type { Cell, ReadableGrid } from '../../../../src/sheet/read/index.ts';
import { cellsOf, isEmpty, isPercentFormat, textIn } from '../../../../src/sheet/read/cells.ts';
import { stepLabel, termLabel } from '../../../../src/sheet/read/labels.ts';
import { inHundredths, type FoundIssue } from '../reading.ts';
import { isCalled, numberAt } from './rows.ts';

export function readParameters(grid: ReadableGrid) {
  const issues: FoundIssue[] = [];
  const terms = new Map<string, ReadTerm>();
  let period: number | undefined;
  let periodUnit: 'quarter' | 'month' | undefined;
  const options: Record<string, unknown> = {};
  /** Where each value stands, or is to be written. */
  const places = new Map<string, { sheet: string; cell: string }>();
  for (const [label, value, unit] of cellsOf(grid)) {
    const text = label && textIn(label);
    if (!text || !value) continue;
    const isPeriod = isCalled(text, texts.investment_period);
    const step = isPeriod ? undefined : stepLabel(text);
    const id = isPeriod ? 'investment_period' : (step?.id ?? termLabel(text)?.id);
    if (id !== undefined && !step) places.set(id, { sheet: grid.sheet, cell: value.address });
    if (isPeriod && isCalled(unit?.value, texts.quarters)) periodUnit = 'quarter';
    if (isPeriod && isCalled(unit?.value, texts.months)) periodUnit = 'month';
    // What is left empty is the mode's to ask for.
    if (isEmpty(value)) continue;
    if (isPeriod) period = numberAt(value) ?? undefined;
    else if (id !== undefined) takeTerm({ id, step, label, value, unit }, terms, issues);
    const [, option] = /^options\.(\w+)$/.exec(text) ?? [];
    if (option !== undefined) options[option] = parsed(String(value.value), value, issues);
  }
  const periodAt = places.get('investment_period');
  if (period !== undefined && periodAt)
    terms.set('investment_period', { id: 'investment_period', value: period, cell: periodAt.cell });
  return { terms: [...terms.values()], period, periodUnit, options, issues, places };
}

interface Row {
  readonly id: string;
  /** A rate that stands from a moment on. */
  readonly step: ReturnType<typeof stepLabel>;
  readonly label: Cell;
  readonly value: Cell;
  readonly unit: Cell | undefined;
}

function takeTerm({ id, step, label, value, unit }: Row, terms: Map<string, ReadTerm>, issues: FoundIssue[]) {
  const fault = (code: FoundIssue['code'], params?: FoundIssue['params']): void =>
    void issues.push({
      severity: 'error',
      code,
      cell: label.address,
      received: label.value,
      ...(params ? { params } : {}),
    });
  if (step?.from === null) return fault('notDate');
  const from = step ? { from: step.from! } : {};
  const key = step ? `${id} ${step.from}` : id;
  const before = terms.get(key);
  if (before) return fault('duplicateTerm', { term: id, other: before.cell });
  const read = valueOf(id, value, unit, from, issues);
  if (read !== undefined) terms.set(key, { id, value: read, ...from, cell: value.address });
}

const UNITS: ReadonlyMap<string, string> = new Map(
  [...commonTerms, ...presets.flatMap((p) => p.terms)].map((t) => [t.id, t.unit]),
);
const isPercentUnit = (unit: Cell | undefined): boolean =>
  /^(%|percent|per cent|百分比)$/i.test(
    String(unit?.value ?? '')
      .normalize('NFKC')
      .trim(),
  );

/**
 * Rates above 1 as percent: without a word where the unit beside them says so, with a warning where nothing does.
 * A cell in a format of percent means what it shows.
 */
function valueOf(
  id: string,
  cell: Cell,
  unit: Cell | undefined,
  from: Pick<ReadTerm, 'from'>,
  issues: FoundIssue[],
): number | string | undefined {
  const params = { term: id, ...from };
  const tell = (severity: FoundIssue['severity'], code: FoundIssue['code'], more: FoundIssue['params']) =>
    void issues.push({
      severity,
      code,
      cell: cell.address,
      received: cell.error ?? cell.value,
      params: { ...params, ...more },
    });
  if (cell.notComputed) return tell('error', 'notComputed', {});
  const kind = UNITS.get(id);
  if (kind !== 'percent' && kind !== 'amount') return String(cell.value ?? cell.error);
  const number = numberAt(cell);
  if (number === null) return tell('error', 'notNumber', {});
  if (number < 0) return tell('error', 'tooSmall', { min: 0 });
  if (kind === 'percent' && number > 1) {
    if (number > 100 || isPercentFormat(cell.format)) return tell('error', 'rateLooksLikePercent', {});
    const fraction = inHundredths(number);
    if (!isPercentUnit(unit)) tell('warning', 'readAsPercent', { fraction });
    return fraction;
  }
  if (typeof cell.value === 'string')
    tell('warning', 'numberAsText', { number: kind === 'percent' ? `${number * 100}%` : number });
  return number;
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
