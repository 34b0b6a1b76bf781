import { createElement, useEffect, useRef } from 'react';
import { withoutUndo } from './undo.ts';
import { activeSheet } from './sheets.ts';
import { book, sheetOf, type Core } from './core.ts';
import type { Box } from './types.ts';

/** A picture floating over a sheet, drawn by `draw` into an element of its size. */
export interface Drawing {
  readonly id: string;
  readonly sheet: string;
  readonly box: Box;
  readonly draw: (element: HTMLElement, box: Box) => void;
}

const component = 'preview-drawing';

/**
 * The drawings of all sheets. A floating element can only be placed on the sheet in front,
 * because its cells are measured there, so each is placed when its sheet comes to the front.
 */
export class Drawings {
  readonly #core: Core;
  readonly #drawings = new Map<string, Drawing>();
  readonly #placed = new Set<string>();
  readonly #elements = new Map<string, HTMLElement>();

  constructor(core: Core) {
    this.#core = core;
    core.api.registerComponent(component, this.#component);
    core.api.addEvent(core.api.Event.ActiveSheetChanged, () => {
      // The sheet's cells are measured a moment after it comes to the front.
      setTimeout(() => {
        this.#place();
      });
    });
  }

  put(drawing: Drawing): void {
    this.#unplace(drawing.id);
    this.#drawings.set(drawing.id, drawing);
    this.#place();
  }

  /** Only its contents have changed. */
  redraw(id: string): void {
    const drawing = this.#drawings.get(id);
    const element = this.#elements.get(id);
    if (drawing && element) drawing.draw(element, drawing.box);
  }

  remove(id: string): void {
    this.#unplace(id);
    this.#drawings.delete(id);
  }

  removeFrom(sheet: string): void {
    for (const drawing of [...this.#drawings.values()]) if (drawing.sheet === sheet) this.remove(drawing.id);
  }

  clear(): void {
    this.#drawings.clear();
    this.#placed.clear();
  }

  #place(): void {
    const sheet = activeSheet(this.#core);
    for (const { id, sheet: home, box } of this.#drawings.values()) {
      if (home !== sheet || this.#placed.has(id)) continue;
      const { rowHeader, columnHeader } = sheetOf(this.#core, sheet).getSheet().getConfig();
      const left = box.left + rowHeader.width;
      const top = box.top + columnHeader.height;
      withoutUndo(this.#core, () => {
        sheetOf(this.#core, sheet).addFloatDomToPosition(
          {
            componentKey: component,
            data: { id },
            allowTransform: true,
            initPosition: { startX: left, endX: left + box.width, startY: top, endY: top + box.height },
          },
          id,
        );
      });
      this.#placed.add(id);
    }
  }

  #unplace(id: string): void {
    if (!this.#placed.delete(id)) return;
    const home = this.#drawings.get(id)?.sheet;
    if (home && book(this.#core).getSheetBySheetId(home))
      withoutUndo(this.#core, () => {
        sheetOf(this.#core, home).removeFloatDom(id);
      });
  }

  readonly #component = ({ data }: { data?: { id: string } }) => {
    const element = useRef<HTMLDivElement>(null);
    const id = data?.id ?? '';
    useEffect(() => {
      if (!element.current) return;
      this.#elements.set(id, element.current);
      this.redraw(id);
      return () => {
        this.#elements.delete(id);
      };
    }, [id]);
    return createElement('div', {
      ref: element,
      className: 'drawing',
      style: { width: '100%', height: '100%' },
    });
  };
}
