/** The blocks of a sheet: terms apart from tables that may hold flows. */
import { isEmpty, rangeOf } from './cells.ts';
import { crossedIn, type Crossed } from './crossed.ts';
import { bestLayout, contentOf, downLayout, type Layout, type Said } from './layout.ts';
import type { Line } from './model.ts';
import { tablesIn, within } from './tables.ts';
import { withSections } from './sections.ts';
import { isPairs, isTermRow, isUpright, termCount } from './term-rows.ts';
import { headSays } from './words.ts';

/** A block that may hold flows, in the direction in which it reads. */
export interface Table {
  readonly block: readonly Line[];
  readonly layout: Layout;
  /** Years down and parts of a year across, unfolded into the layout. */
  readonly crossed?: Crossed;
}

export interface Blocks {
  readonly terms: readonly (readonly Line[])[];
  readonly tables: readonly Table[];
}

const filledWidth = (line: Line): number => line.filter((c) => !isEmpty(c)).length;

export function blocksIn(lines: readonly Line[], said: Said): Blocks {
  const terms: (readonly Line[])[] = [];
  const tables: Table[] = [];
  const crossed = (block: readonly Line[]): boolean => {
    const found = crossedIn(block);
    if (!found || said.role(rangeOf(found.years)) !== undefined) return false;
    tables.push({ block, layout: downLayout(found.block, said), crossed: found });
    return true;
  };
  for (const box of withSections(lines, tablesIn(lines))) {
    const block = within(lines, box);
    if (crossed(block)) continue;
    if (
      (isPairs(block) || isUpright(block)) &&
      termCount(block) > 0 &&
      isTermsBlock(block, bestLayout(block, said))
    ) {
      terms.push(block);
      continue;
    }
    const { above, rest, below } = peeled(block);
    for (const rows of [above, below]) if (rows.length) terms.push(rows);
    const isPeeled = above.length + below.length > 0;
    if (!rest.length) continue;
    const boxes = isPeeled ? withSections(rest, tablesIn(rest)).map((b) => within(rest, b)) : [rest];
    for (const inner of boxes) {
      if (isPeeled && crossed(inner)) continue;
      const layout = bestLayout(inner, said);
      if (isTermsBlock(inner, layout)) terms.push(inner);
      else tables.push({ block: inner, layout });
    }
  }
  return { terms: inOrder(terms), tables };
}

/** Rows of terms at the top or the bottom of a table, without a blank row between. */
function peeled(block: readonly Line[]): { above: Line[]; rest: Line[]; below: Line[] } {
  let top = 0;
  while (top < block.length && isTermRow(block[top]!)) top++;
  let bottom = block.length;
  while (bottom > top && isTermRow(block[bottom - 1]!)) bottom--;
  return { above: block.slice(0, top), rest: block.slice(top, bottom), below: block.slice(bottom) };
}

/** Labels with a value each, or labels over values, and no periods along them. */
function isTermsBlock(block: readonly Line[], layout: Layout): boolean {
  const placed = layout.periods?.entries.filter(Boolean).length ?? 0;
  if (placed >= 2) return false;
  const heads = block.find((line) => filledWidth(line) > 0);
  const headsCash =
    heads?.some(
      (c) =>
        typeof c.value === 'string' &&
        ['net', 'paidIn', 'paidOut', 'period'].includes(String(headSays(c.value))),
    ) ?? false;
  const numbers = block.some((line) => contentOf(line).numbers > 0);
  const isHeaded =
    headsCash && heads!.every((c) => isEmpty(c) || contentOf([c]).words > 0) && filledWidth(heads!) > 1;
  if (termCount(block) > 0 && !(isHeaded && termCount([heads!]) === 0 && termCount(block) < 2)) return true;
  return (
    isPairs(block) && !isHeaded && (numbers || !headsCash) && block.some((line) => filledWidth(line) > 1)
  );
}

const inOrder = (terms: readonly (readonly Line[])[]): (readonly Line[])[] =>
  [...terms].sort((a, b) => a[0]![0]!.row - b[0]![0]!.row || a[0]![0]!.column - b[0]![0]!.column);
