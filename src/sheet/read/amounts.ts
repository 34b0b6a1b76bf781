/** The amounts of a line at the periods of its table: blanks as 0, and every doubt at its cell. */
import { LIMITS } from '../../engine/index.ts';
import { quotedText, readingText } from '../../i18n/reading.ts';
import { isEmpty, isPercentFormat, numberIn, rangeOf, textIn } from './cells.ts';
import type { Findings } from './findings.ts';
import { series } from './arithmetic.ts';
import type { LayoutLine } from './layout.ts';
import type { Cell } from './model.ts';
import { parseNumber, styleOf, type Style } from './number.ts';
import type { NumberLine } from './relations.ts';

/** The line as plain numbers, for arithmetic: what cannot be read counts as 0 here. */
export function numbersOf(line: LayoutLine, at: readonly number[]): NumberLine {
  const cells = at.map((p) => line.cells[p]!);
  const style = styleIn(cells);
  const values = cells.map((cell) => numberIn(cell, style) ?? 0);
  const first = (is: (v: number) => boolean) => {
    const t = values.findIndex(is);
    return t < 0 ? undefined : { cell: cells[t]!.address, value: values[t]! };
  };
  const filled = cells.filter((c) => typeof numberIn(c, style) === 'number');
  const [negative, positive] = [first((v) => v < 0), first((v) => v > 0)];
  return {
    index: line.index,
    head: line.head,
    range: line.range,
    says: line.says,
    series: series(values),
    percent:
      filled.length > 0 && filled.every((c) => isPercentFormat(c.format) || /%\s*$/.test(textIn(c) ?? '')),
    cells: cells.map((c) => c.address),
    ...(negative ? { negative } : {}),
    ...(positive ? { positive } : {}),
  };
}

const textsOf = (cells: readonly Cell[]): string[] => cells.flatMap((c) => textIn(c) ?? []);

function styleIn(cells: readonly Cell[]): Style | undefined {
  const style = styleOf(textsOf(cells));
  return style === 'mixed' ? undefined : style;
}

/** Amounts of a line of cash; null where a fault stands at the cell. */
export function amountsOf(line: LayoutLine, at: readonly number[], findings: Findings): (number | null)[] {
  const cells = at.map((p) => line.cells[p]!);
  const style = askStyle(line, cells, findings);
  return cells.map((cell) => {
    if (cell.error !== undefined) return fault(findings, 'errorValue', cell, cell.error);
    if (cell.notComputed) return fault(findings, 'notComputed', cell, '');
    if (isEmpty(cell)) {
      findings.note('blankIsZero', cell, {}, 'warning');
      return 0;
    }
    const number = numberIn(cell, style);
    if (number === undefined) return 0;
    if (number === null || cell.day !== undefined)
      return fault(findings, 'notNumber', cell, quotedText(textIn(cell) ?? String(cell.value)));
    if (Math.abs(number) > LIMITS.amount) return fault(findings, 'numberTooLarge', cell, String(number));
    if (typeof cell.value === 'string') findings.note('numberAsText', cell, { received: number }, 'warning');
    return number;
  });
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

/** Asks for the decimal mark where a text may be read in two ways and no other text of the line settles it. */
function askStyle(line: LayoutLine, cells: readonly Cell[], findings: Findings): Style | undefined {
  const style = styleOf(textsOf(cells));
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
