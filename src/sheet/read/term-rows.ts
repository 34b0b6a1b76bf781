/** Rows of terms: labels with their values, told from rows of flows. */
import { isEmpty, numberIn, textIn, transpose, wordsIn } from './cells.ts';
import { stepLabel, termLabel } from './labels.ts';
import type { Cell, Line } from './model.ts';
import { splitIn, termValue, type TermValue } from './term-value.ts';
import { headSays } from './words.ts';

/** A label with the cell of its value, and what stands after that. */
export interface Pair {
  readonly label: Cell;
  readonly text: string;
  readonly value: Cell;
  readonly unit: string | null;
}

/** The pairs of a row: a text, then the next filled cell; a text after a value is its unit or a note. */
export function pairsIn(line: Line): Pair[] {
  const filled = line.filter((cell) => !isEmpty(cell));
  // Heads of a table of tiers: IRR hurdle | LP | GP.
  if (filled.length > 2 && filled.every(isHead)) return [];
  // Heads of any table: a rate or an amount has no words for its value, but a mode may have a note beside it.
  if (filled.length > 3 && filled.every((c) => wordsIn(c) !== null && !isNamed(c))) return [];
  const pairs: Pair[] = [];
  for (let i = 0; i < filled.length; i++) {
    const label = filled[i]!;
    const text = textIn(label);
    if (text === null || (wordsIn(label) === null && !termLabel(text))) continue;
    const inside = insideOne(label, text);
    if (inside) {
      pairs.push(inside);
      continue;
    }
    const value = filled[i + 1];
    if (!value || isHint(value) || (textIn(value) !== null && termLabel(textIn(value)!))) continue;
    if (isSeries(filled.slice(i + 1))) continue;
    const next = filled[i + 2];
    const unit = next && textIn(next) !== null && !termLabel(textIn(next)!) ? textIn(next) : null;
    pairs.push({ label, text, value, unit });
    i += unit === null ? 1 : 2;
  }
  return pairs;
}

/** A label whose value may be words. */
const isNamed = (cell: Cell): boolean =>
  ['mode', 'option', 'text'].includes(String(termLabel(textIn(cell) ?? '')?.kind)) ||
  termLabel(textIn(cell) ?? '')?.id === 'catch_up_share';

const isHead = (cell: Cell): boolean => {
  const text = wordsIn(cell);
  const known = text === null ? undefined : termLabel(text);
  return (
    text !== null &&
    (known === undefined ? !/[\d:：]/.test(text) && headSays(text) !== null : known.kind !== 'mode')
  );
};

/** Amounts of several periods behind a label, as results by year have them: three numbers, or two that are not both rates. */
function isSeries(cells: readonly Cell[]): boolean {
  const end = cells.findIndex((c) => typeof numberIn(c) !== 'number');
  const numbers = cells.slice(0, end < 0 ? undefined : end).map((c) => numberIn(c)!);
  return numbers.length > 2 || (numbers.length === 2 && numbers.some((n) => Math.abs(n) > 1));
}

/** What is to be written there, behind an empty cell: `e.g. 万元`. */
const isHint = (cell: Cell): boolean =>
  /^(?:e\.?g\.?|for example|如|例如)[\s:：,，]/i.test(textIn(cell) ?? '');

/** `Hurdle rate: 8%` or `LP/GP split 80/20` in one cell. */
function insideOne(label: Cell, text: string): Pair | undefined {
  const plain = text.normalize('NFKC');
  const colon = /^([^:]{2,60}):\s*(.+)$/.exec(plain);
  const split =
    splitIn(plain) === undefined ? null : /^(.*?[^\d\s])\s*(\d[\d.%\s]*[/:]\s*\d[\d.%]*)$/.exec(plain);
  const match = split && termLabel(split[1]!) ? split : colon;
  if (!match || !termLabel(match[1]!)) return undefined;
  return { label, text: match[1]!, value: { ...label, value: match[2]! }, unit: null };
}

export const fits = (found: TermValue): boolean => found.kind !== 'unfit' && found.kind !== 'blank';

/** A row that is nothing but a known label with a value that fits it, and perhaps a unit. */
export function isTermRow(line: Line): boolean {
  const filled = line.filter((cell) => !isEmpty(cell));
  if (filled.length === 0 || filled.length > 3) return false;
  const [pair] = pairsIn(line);
  if (!pair || pair.label !== filled[0] || (filled.length === 3 && pair.unit === null)) return false;
  const known = termLabel(pair.text) ?? stepLabel(pair.text);
  if (!known) return false;
  const kind = 'kind' in known ? known : { id: known.id, kind: 'rate' as const };
  return (
    fits(termValue(kind, pair.value, pair.unit)) &&
    !(kind.kind === 'text' && typeof pair.value.value === 'number')
  );
}

/** Known labels over their values, in two rows. */
export const isUpright = (lines: readonly Line[]): boolean => {
  if (lines.length !== 2 || lines[0]!.length < 2) return false;
  const pairs = transpose(lines).map(([label, value]) => {
    const known = textIn(label!) === null ? undefined : termLabel(textIn(label!)!);
    return known !== undefined && fits(termValue(known, value!, null));
  });
  return pairs.filter(Boolean).length >= 2;
};

/** How many terms a block names with values that fit. */
export const termCount = (lines: readonly Line[]): number =>
  isUpright(lines)
    ? lines[0]!.length
    : lines.reduce(
        (count, line) =>
          count +
          pairsIn(line).filter(({ text, value, unit }) => {
            const known = termLabel(text);
            return (
              known !== undefined &&
              (known.kind !== 'text' || known.id === 'unit') &&
              fits(termValue(known, value, unit))
            );
          }).length,
        0,
      );

/** Whether a block is a list of labels with one value each. */
export const isPairs = (lines: readonly Line[]): boolean =>
  lines.every((line) => {
    const filled = line.filter((c) => !isEmpty(c));
    const numbers = filled.filter((c) => typeof numberIn(c) === 'number');
    return numbers.length <= 1 && filled.length <= 3 && (filled.length === 0 || wordsIn(filled[0]!) !== null);
  });
