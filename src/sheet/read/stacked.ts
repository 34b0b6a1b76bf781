/** Tables of one sheet under the same heads, each going on where another ends, such as one a year: together they are one. */
import { isNothing, textIn, transpose } from './cells.ts';
import type { Table } from './blocks.ts';
import { bestLayout, type Layout, type Said } from './layout.ts';
import type { Line } from './model.ts';
import { normalWords } from './head-words.ts';
import { isTotalName } from './words.ts';

export interface Stacked extends Table {
  readonly of: readonly Table[];
}

/** Titles above the heads. */
const MOST_TITLES = 3;

/** Positions of a block in their order, whichever way it reads. */
const positionsOf = (block: readonly Line[], { direction }: Pick<Layout, 'direction'>): readonly Line[] =>
  direction === 'down' ? block : transpose(block);

const wordsOf = (line: Line): string => line.map((c) => normalWords(textIn(c) ?? '')).join('\n');

/** The heads next to the first period of a table; null where not every line has one. */
function headsOf({ block, layout, crossed }: Table): string | null {
  const heads = positionsOf(block, layout)[layout.first - 1];
  const isFull = heads && heads.length > 1 && heads.every((c) => textIn(c) !== null);
  return isFull && !crossed && layout.periods ? wordsOf(heads) : null;
}

/** What stands in a table below the heads of another; null where it has others. */
function below(heads: string, { block, crossed }: Table, layout: Layout): readonly Line[] | null {
  const lines = positionsOf(block, layout);
  const at = lines.slice(0, MOST_TITLES + 1).findIndex((line) => wordsOf(line) === heads);
  return at < 0 || crossed || at === lines.length - 1 ? null : lines.slice(at + 1);
}

/** Each period comes after the one before it, none of them twice, and every amount has one. */
function isInOrder({ periods, lines }: Layout): boolean {
  if (!periods) return false;
  const entries = periods.entries.filter((e) => e !== null);
  const first = periods.entries.findIndex(Boolean);
  const isTotal = (p: number) => isTotalName(textIn(periods.line[p]!) ?? '');
  const isAmount = (p: number) => lines.some((l) => !isNothing(l.cells[p]!) && textIn(l.cells[p]!) === null);
  return (
    entries.every((e, i) => i === 0 || e.ordinal > entries[i - 1]!.ordinal) &&
    new Set(entries.map((e) => e.cell.value)).size === entries.length &&
    periods.entries.every((entry, p) => entry !== null || p < first || isTotal(p) || !isAmount(p))
  );
}

/** The longest run of tables that go on with the first that others follow. */
export function stackedIn(tables: readonly Table[], said: Said): Stacked | undefined {
  for (const [i, first] of tables.entries()) {
    const heads = headsOf(first);
    if (heads === null) continue;
    let found: Stacked | undefined;
    let lines = [...positionsOf(first.block, first.layout)];
    const of = [first];
    for (const next of tables.slice(i + 1)) {
      const more = below(heads, next, first.layout);
      if (!more) continue;
      const whole = [...lines, ...more];
      const block = first.layout.direction === 'down' ? whole : transpose(whole);
      const layout = bestLayout(block, said);
      if (layout.direction !== first.layout.direction || !isInOrder(layout)) break;
      lines = whole;
      of.push(next);
      found = { block, layout, of: [...of] };
    }
    if (found) return found;
  }
  return undefined;
}
