/** Tables that are wider than the pane: no column is ever out of sight. */
import { h, type VNode, type VText } from '../../charts/markup.ts';

type Part = VNode | VText;
const isElement = (part: Part): part is VNode => 'tag' in part;
const inside = (part: VNode, tags: readonly string[]): VNode[] =>
  part.children.filter(isElement).filter(({ tag }) => tags.includes(tag));

/** Room of a letter at 12 px, bold as totals are, and of a gap between columns. */
const LETTER = 7;
const HAN = 12.5;
const GAP = 10;
const widthOf = (text: string): number =>
  [...text].reduce((sum, c) => sum + (c > '\u2e7f' ? HAN : /[.,:·|il ]/.test(c) ? 3.6 : LETTER), 0);

/** A note below a figure is in 11 px. */
const NOTE = 11 / 12;

/** The widest line of a cell: a note below a figure is one of its own, and heads that wrap take one for each word. */
function cellWidth(cell: VNode): number {
  if (cell.props.class === 'wraps')
    return Math.max(
      ...cell.children.flatMap((part) =>
        isElement(part) ? [] : part.text.split(/\s|(?<=\p{Script=Han})/u).map(widthOf),
      ),
    );
  let line = '';
  let widest = 0;
  for (const part of cell.children)
    if (!isElement(part)) line += part.text;
    else if (part.tag === 'small') widest = Math.max(widest, NOTE * cellWidth(part));
    else if (part.tag === 'i' || part.tag === 'svg') widest += 16;
    else widest = Math.max(widest, cellWidth(part));
  return Math.max(widest, widthOf(line));
}

const rowsOf = (table: VNode): VNode[] =>
  inside(table, ['thead', 'tbody', 'tfoot']).flatMap((group) => inside(group, ['tr']));

function columnsOf(table: VNode): number[] {
  const widths: number[] = [];
  for (const row of rowsOf(table))
    inside(row, ['th', 'td']).forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cellWidth(cell))));
  return widths;
}

const ROLES: Readonly<Record<string, string>> = {
  table: 'table',
  thead: 'rowgroup',
  tbody: 'rowgroup',
  tfoot: 'rowgroup',
  tr: 'row',
  td: 'cell',
};

/** Laid out as blocks, a table is one no more for some readers of screens, unless it says so. */
function named(node: VNode): VNode {
  const role =
    node.tag === 'th' ? (node.props.scope === 'col' ? 'columnheader' : 'rowheader') : ROLES[node.tag];
  if (!role) return node;
  return {
    ...node,
    props: { ...node.props, role },
    children: node.children.map((c) => (isElement(c) ? named(c) : c)),
  };
}

/**
 * The table; where its figures do not fit side by side, each row has its name on a line of its own and the figures below it in
 * as many columns as fit, the heads likewise.
 * @param width room in pixels
 * @param wraps how wide names are at least, where they may take several lines
 */
export function folded(width: number, table: VNode, wraps?: number): VNode {
  const [names = 0, ...figures] = columnsOf(table);
  const first = Math.min(names, wraps ?? names);
  if (first + figures.reduce((sum, w) => sum + w + GAP, 0) <= width) return table;
  const columns = Math.max(1, Math.min(figures.length, Math.floor(width / (Math.max(...figures) + GAP))));
  const { class: own = '', style = '' } = table.props as { class?: string; style?: string };
  return named(
    h(
      'table',
      { ...table.props, class: `${own} folded`.trim(), style: `${style}--columns:${columns}` },
      table.children as VNode[],
    ),
  );
}

/** How many of the columns of a table that scrolls are out of sight at first. */
export function columnsBeyond(width: number, table: VNode): number {
  let room = width;
  return columnsOf(table).filter((w, i) => (room -= w + (i ? GAP : 0)) < 0).length;
}
