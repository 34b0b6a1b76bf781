import type { Box } from './grid/index.ts';

export type Side = 'below' | 'above' | 'right' | 'left';
const GAP = 6;

/**
 * Puts a box of the page at a cell: on the first side where it fits into the workbook and leaves what else is to be seen
 * uncovered, else below or above with what room there is. It never covers the cell.
 * @param cell in pixels of the page, as is `clear`
 */
export function beside(box: HTMLElement, cell: Box, sides: readonly Side[], clear?: Box): void {
  const around = box.parentElement!.getBoundingClientRect();
  box.style.maxHeight = '';
  const size = { width: box.offsetWidth, height: box.offsetHeight };
  const boxAt = (side: Side): Box => ({ ...size, ...cornerAt(side, cell, size, around) });
  const fits = (one: Box) =>
    one.left >= around.left + GAP &&
    one.left + one.width <= around.right - GAP &&
    one.top >= around.top + GAP &&
    one.top + one.height <= around.bottom - GAP;
  const fitting = sides.map(boxAt).filter(fits);
  const found = fitting.find((one) => !clear || !overlap(one, clear)) ?? fitting[0];
  if (found) {
    put(box, found, around);
    return;
  }
  const below = around.bottom - cell.top - cell.height - 2 * GAP;
  const above = cell.top - around.top - 2 * GAP;
  box.style.maxHeight = `${Math.max(below, above)}px`;
  size.height = Math.min(size.height, Math.max(below, above));
  put(box, boxAt(below >= above ? 'below' : 'above'), around);
}

/** Along the cell's edge, moved as far as it must be to stay inside. */
function cornerAt(side: Side, cell: Box, { width, height }: Pick<Box, 'width' | 'height'>, around: DOMRect) {
  const within = (wanted: number, from: number, to: number) =>
    Math.max(from + GAP, Math.min(wanted, to - GAP));
  const left = within(cell.left, around.left, around.right - width);
  const top = within(cell.top, around.top, around.bottom - height);
  switch (side) {
    case 'below':
      return { left, top: cell.top + cell.height + GAP };
    case 'above':
      return { left, top: cell.top - height - GAP };
    case 'right':
      return { left: cell.left + cell.width + GAP, top };
    case 'left':
      return { left: cell.left - width - GAP, top };
  }
}

function put({ style }: HTMLElement, { left, top }: Box, around: DOMRect): void {
  style.left = `${left - around.left}px`;
  style.top = `${top - around.top}px`;
}

export const overlap = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width &&
  b.left < a.left + a.width &&
  a.top < b.top + b.height &&
  b.top < a.top + a.height;
