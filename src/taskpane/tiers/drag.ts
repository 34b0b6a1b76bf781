/** Moving a tier with the pointer: where it would go is marked, and it goes there when the pointer is let go. */

/** Within this of its edge the view scrolls along. */
const EDGE = 32;
const STEP = 12;

/**
 * @param handle what was pressed, in an item of the list
 * @param move is told the place to go to; not called where it stays
 */
export function drag(event: PointerEvent, handle: HTMLElement, move: (to: number) => void): void {
  const item = handle.closest('li')!;
  const list = item.parentElement!;
  const items = [...list.children] as HTMLElement[];
  const from = items.indexOf(item);
  const scroller = list.closest('main');
  let to = from;
  handle.setPointerCapture(event.pointerId);
  item.dataset.dragged = '';

  const mark = () => {
    for (const one of items) delete one.dataset.drop;
    if (to !== from) items[to]!.dataset.drop = to < from ? 'before' : 'after';
  };
  const follow = ({ clientY }: PointerEvent) => {
    const above = items.filter((one, i) => {
      const { top, height } = one.getBoundingClientRect();
      return i !== from && clientY > top + height / 2;
    });
    to = above.length;
    mark();
    const edges = scroller?.getBoundingClientRect();
    if (edges && clientY < edges.top + EDGE) scroller!.scrollTop -= STEP;
    if (edges && clientY > edges.bottom - EDGE) scroller!.scrollTop += STEP;
  };
  const end = () => {
    delete item.dataset.dragged;
    for (const one of items) delete one.dataset.drop;
    handle.removeEventListener('pointermove', follow);
    handle.removeEventListener('pointerup', drop);
    handle.removeEventListener('pointercancel', end);
    document.removeEventListener('keydown', escape, true);
  };
  const drop = () => {
    end();
    if (to !== from) move(to);
  };
  const escape = (e: KeyboardEvent) => {
    if (e.key !== 'Escape') return;
    e.stopPropagation();
    end();
  };
  handle.addEventListener('pointermove', follow);
  handle.addEventListener('pointerup', drop);
  handle.addEventListener('pointercancel', end);
  document.addEventListener('keydown', escape, true);
}
