/** The amounts of a line at the periods of its table: blanks as 0, and every doubt at its cell. */
import { LIMITS } from '../../engine/index.ts';
import { quotedText, readingText, type ReadingParams, type ReadingText } from '../../i18n/reading.ts';
import { isEmpty, isPercentFormat, numberIn, rangeOf, textIn } from './cells.ts';
import type { Findings } from './findings.ts';
import { series } from './arithmetic.ts';
import type { LayoutLine } from './layout.ts';
import type { Cell, NoteCode } from './model.ts';
import { parseNumber, styleOfCells, unitFactor, unitInSome, type Style } from './number.ts';
import type { NumberLine } from './relations.ts';
import { scaled } from './units.ts';

/** The line as plain numbers, for arithmetic: what cannot be read counts as 0 here. */
/** @param scale brings its amounts to the unit of the other lines */
export function numbersOf(line: LayoutLine, at: readonly number[], scale = 1): NumberLine {
  const cells = at.map((p) => line.cells[p]!);
  const style = styleIn(cells);
  const shown = series(cells.map((cell) => numberIn(cell, style) ?? 0));
  const values = shown.values.map((v) => scaled(v, scale));
  const first = (is: (v: number) => boolean) => {
    const t = values.findIndex(is);
    return t < 0 ? undefined : { cell: cells[t]!.address, value: values[t]! };
  };
  const filled = cells.filter((c) => typeof numberIn(c, style) === 'number');
  const [negative, positive] = [first((v) => v < 0), first((v) => v > 0)];
  return {
    index: line.index,
    head: line.head,
    ...(line.over === undefined ? {} : { over: line.over }),
    range: line.range,
    says: line.says,
    series: { values, halves: shown.halves.map((h) => h * scale) },
    percent:
      filled.length > 0 && filled.every((c) => isPercentFormat(c.format) || /%\s*$/.test(textIn(c) ?? '')),
    cells: cells.map((c) => c.address),
    ...(negative ? { negative } : {}),
    ...(positive ? { positive } : {}),
  };
}

const textsOf = (cells: readonly Cell[]): string[] => cells.flatMap((c) => textIn(c) ?? []);

function styleIn(cells: readonly Cell[]): Style | undefined {
  const style = styleOfCells(textsOf(cells));
  return style === 'mixed' ? undefined : style;
}

/** Amounts of a line of cash; null where a fault stands at the cell. */
export function amountsOf(line: LayoutLine, at: readonly number[], findings: Findings): (number | null)[] {
  const cells = at.map((p) => line.cells[p]!);
  const style = askStyle(line, cells, findings);
  const isOneUnit = askUnit(cells, findings) === 'oneUnit';
  const blank: Cell[] = [];
  const texts: Cell[] = [];
  const amounts = cells.map((cell) => {
    if (cell.error !== undefined) return fault(findings, 'errorValue', cell, cell.error);
    if (cell.notComputed) return fault(findings, 'notComputed', cell, '');
    if (isEmpty(cell)) {
      blank.push(cell);
      return 0;
    }
    const read = numberIn(cell, style);
    if (read === undefined) return 0;
    const unit = isOneUnit && cell.parsed?.kind === 'number' ? cell.parsed.unit : undefined;
    const number = read === null || unit === undefined ? read : scaled(read, 1 / unitFactor(unit));
    const isPercent = typeof cell.value === 'string' && cell.parsed?.kind === 'number' && cell.parsed.percent;
    if (number === null || cell.day !== undefined || isPercent)
      return fault(findings, 'notNumber', cell, quotedText(textIn(cell) ?? String(cell.value)));
    if (Math.abs(number) > LIMITS.amount) return fault(findings, 'numberTooLarge', cell, String(number));
    if (typeof cell.value === 'string') texts.push(cell);
    return number;
  });
  noteAll(['blankIsZero', 'blanksAreZero'], blank, {}, findings);
  const [first] = texts;
  if (first)
    noteAll(['numberAsText', 'numbersAsText'], texts, { received: amounts[cells.indexOf(first)]! }, findings);
  return amounts;
}

/** What holds of several cells of a line is said once. */
export function noteAll(
  [code, ofSeveral]: readonly [NoteCode & ReadingText, ReadingText],
  cells: readonly Cell[],
  params: ReadingParams,
  findings: Findings,
): void {
  const [first, ...more] = cells;
  if (!first) return;
  const range = rangeOf(cells);
  const said = { cell: first.address, range, n: cells.length, ...params };
  if (more.length) findings.note(code, { address: range }, said, 'warning', undefined, ofSeveral);
  else findings.note(code, first, said, 'warning');
}

function fault(
  findings: Findings,
  code: 'errorValue' | 'notComputed' | 'notNumber' | 'numberTooLarge',
  cell: Cell,
  received: string,
): null {
  findings.fault(code, cell, { received });
  return null;
}

/** Asks where some amounts of a line have a unit and others none: -1000 | 300万. */
function askUnit(cells: readonly Cell[], findings: Findings): string | undefined {
  const cell = cells[unitInSome(cells.map((c) => c.value))];
  if (cell?.parsed?.kind !== 'number') return undefined;
  const { unit, value } = cell.parsed;
  return findings.askAt(
    'numberStyle',
    cell.address,
    { received: quotedText(textIn(cell)!), cell: cell.address, range: rangeOf(cells) },
    [
      { id: 'ownUnit', label: readingText('ownUnit', { value }) },
      { id: 'oneUnit', label: readingText('oneUnit', { value: scaled(value, 1 / unitFactor(unit!)) }) },
    ],
    undefined,
    'unitInSome',
  );
}

/** Asks for the decimal mark where a text may be read in two ways and no other text of the line settles it. */
function askStyle(line: LayoutLine, cells: readonly Cell[], findings: Findings): Style | undefined {
  const style = styleOfCells(textsOf(cells));
  const parsed = cells.map((cell) => (typeof cell.value === 'string' ? parseNumber(cell.value) : null));
  const i = parsed.findIndex(
    (p) => p?.kind === 'ambiguous' || (style === 'mixed' && p?.kind === 'number' && p.style === 'comma'),
  );
  if (i < 0 || (style !== undefined && style !== 'mixed')) return style === 'mixed' ? undefined : style;
  const cell = cells[i]!;
  const text = textIn(cell)!;
  const as = (s: Style) => {
    const found = parseNumber(text, s);
    return found.kind === 'number' ? found.value : text;
  };
  const values = { first: as('point'), second: as('comma') };
  const answer = findings.askAt(
    'numberStyle',
    line.range,
    { received: quotedText(text), cell: cell.address, range: rangeOf(cells), ...values },
    [
      { id: 'point', label: readingText('pointMark', { value: values.first }) },
      { id: 'comma', label: readingText('commaMark', { value: values.second }) },
    ],
  );
  return answer as Style | undefined;
}
