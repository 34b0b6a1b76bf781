import type { Box } from './grid/index.ts';

const GAP = 6;

/**
 * Puts a box of the page under a cell or to the right of it, on the other side where there is no room, inside the
 * workbook, and never over the cell.
 * @param cell in pixels of the page
 */
export function beside(box: HTMLElement, cell: Box, side: 'below' | 'right'): void {
  const around = box.parentElement!.getBoundingClientRect();
  const at = { left: cell.left - around.left, top: cell.top - around.top };
  const end = { left: at.left + cell.width, top: at.top + cell.height };
  box.style.maxHeight = '';
  const { offsetWidth: width, offsetHeight: height } = box;
  const room = { left: at.left - GAP, right: around.width - end.left - GAP };
  const isRight = side === 'right' && (room.right >= width || room.left >= width);
  if (isRight) {
    const left = room.right >= width ? end.left + GAP : at.left - GAP - width;
    place(box, left, Math.max(GAP, Math.min(at.top, around.height - height - GAP)));
    return;
  }
  const below = around.height - end.top - 2 * GAP;
  const above = at.top - 2 * GAP;
  const isBelow = below >= height || below >= above;
  box.style.maxHeight = `${isBelow ? below : above}px`;
  const left = Math.max(GAP, Math.min(at.left, around.width - width - GAP));
  place(box, left, isBelow ? end.top + GAP : at.top - GAP - Math.min(height, above));
}

function place(box: HTMLElement, left: number, top: number): void {
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}
