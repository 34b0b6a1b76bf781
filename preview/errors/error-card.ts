import './errors.css';
import { beside, overlap } from '../beside.ts';
import type { Box, CellPlace, Place } from '../grid/index.ts';
import { isErrorText } from '../host/cell-values.ts';
import type { WorkbookHost } from '../host/workbook-host.ts';
import type { PageTexts } from '../texts.ts';
import { errorText, type ErrorText } from './error-text.ts';

/** From a cell to the card, the pointer crosses others. */
const LINGERS = 400;

/** Beside the selected cell, or the one pointed at: its error in full, with the way to the cell at fault, which is outlined. */
export class ErrorCard {
  readonly #host: WorkbookHost;
  readonly #texts: () => PageTexts;
  readonly #card = document.createElement('div');
  readonly #outline = document.createElement('div');
  #pointed: CellPlace | null = null;
  #shown = '';
  /** What was put away with Esc stays away until another is shown. */
  #dismissed = '';
  #leaving = 0;

  constructor(workbook: HTMLElement, host: WorkbookHost, texts: () => PageTexts) {
    this.#host = host;
    this.#texts = texts;
    this.#card.id = 'error-card';
    this.#card.role = 'status';
    this.#card.hidden = true;
    this.#outline.id = 'error-outline';
    const cells = document.createElement('div');
    cells.id = 'over-cells';
    cells.append(this.#outline);
    workbook.append(cells, this.#card);
    this.#listen();
  }

  #listen(): void {
    const { grid } = this.#host;
    const update = () => {
      this.#update();
    };
    for (const event of ['selected', 'calculated', 'activated', 'opened', 'moved'] as const)
      grid.on(event, update);
    grid.typing.onChange(update);
    grid.on('pointed', (cell) => {
      this.#pointAt(cell);
    });
    this.#card.addEventListener('pointerenter', () => {
      clearTimeout(this.#leaving);
    });
    this.#card.addEventListener('pointerleave', () => {
      this.#pointAt(null);
    });
    // Cells are painted anew a moment after their place in the page has changed.
    new ResizeObserver(() => requestAnimationFrame(update)).observe(
      this.#card.parentElement!.querySelector('#grid')!,
    );
    addEventListener('keydown', ({ key }) => {
      if (key !== 'Escape' || this.#card.hidden) return;
      this.#dismissed = this.#shown;
      this.#update();
    });
  }

  #pointAt(cell: CellPlace | null): void {
    clearTimeout(this.#leaving);
    const isFault = cell && this.#errorAt(cell);
    if (!isFault && !this.#pointed) return;
    const point = () => {
      this.#pointed = isFault ? cell : null;
      this.#update();
    };
    if (isFault) point();
    else this.#leaving = window.setTimeout(point, LINGERS);
  }

  #errorAt({ sheet, row, column }: CellPlace): ErrorText | null {
    const { grid, functions } = this.#host;
    if (!this.#host.exists(sheet)) return null;
    const { value, formula } = grid.read(sheet, { row, column, rows: 1, columns: 1 })[0]![0]!;
    if (!isErrorText(value)) return null;
    return errorText(String(value), functions.messageAt(sheet, row, column), formula, this.#texts());
  }

  #update(): void {
    const { grid } = this.#host;
    const sheet = grid.activeSheet();
    const selected = { sheet, ...grid.activeCell() };
    const pointed = this.#pointed?.sheet === sheet ? this.#pointed : null;
    const cell = [pointed, selected].find((one) => one && this.#errorAt(one));
    const error = cell && !grid.isEditing() ? this.#errorAt(cell) : null;
    const key = error && cell ? `${sheet} ${cell.row} ${cell.column} ${error.title} ${error.text}` : '';
    if (key !== this.#dismissed) this.#dismissed = '';
    const box = cell && key && !this.#dismissed ? grid.pageBox(sheet, cell.row, cell.column) : null;
    const isSeen = box !== null && overlap(box, grid.cellsBox());
    this.#card.hidden = !isSeen;
    this.#outline.hidden = !isSeen;
    if (!isSeen || !error || !cell) return;
    const place = error.address === null ? null : this.#placeOf(error.address, sheet);
    if (key !== this.#shown) this.#fill(error, place);
    this.#shown = key;
    const fault = place?.sheet === sheet ? this.#boxOf(place) : undefined;
    this.#outlineAt(fault);
    beside(this.#card, box, ['right', 'left', 'below', 'above'], fault);
  }

  /** Null where an address is none of this workbook. */
  #placeOf(address: string, home: string): Place | null {
    try {
      return this.#host.place(address, home);
    } catch {
      return null;
    }
  }

  #fill({ title, text, address }: ErrorText, place: Place | null): void {
    const texts = this.#texts();
    const code = title.split(' · ')[0]!;
    const heading = Object.assign(document.createElement('strong'), { textContent: title });
    const words = Object.assign(document.createElement('p'), { textContent: text });
    const help = Object.assign(document.createElement('a'), {
      className: 'quiet',
      textContent: texts.helpOn(code),
      href: texts.helpOnErrors,
      target: '_blank',
      rel: 'noopener',
    });
    const buttons = document.createElement('div');
    if (place && address !== null) {
      const go = Object.assign(document.createElement('button'), {
        className: 'quiet',
        type: 'button',
        textContent: texts.goTo(address),
      });
      go.addEventListener('click', () => {
        this.#pointed = null;
        this.#host.grid.select(place.sheet, place.rect);
      });
      buttons.append(go);
    }
    buttons.append(help);
    this.#card.replaceChildren(heading, words, buttons);
  }

  #boxOf({ sheet, rect: { row, column, rows, columns } }: Place): Box {
    const { grid } = this.#host;
    const first = grid.pageBox(sheet, row, column);
    const last = grid.pageBox(sheet, row + rows - 1, column + columns - 1);
    return {
      ...first,
      width: last.left + last.width - first.left,
      height: last.top + last.height - first.top,
    };
  }

  #outlineAt(fault: Box | undefined): void {
    const cells = this.#host.grid.cellsBox();
    const around = this.#card.parentElement!.getBoundingClientRect();
    put(this.#outline.parentElement!, {
      ...cells,
      left: cells.left - around.left,
      top: cells.top - around.top,
    });
    this.#outline.hidden = !fault;
    if (fault) put(this.#outline, { ...fault, left: fault.left - cells.left, top: fault.top - cells.top });
  }
}

function put({ style }: HTMLElement, { left, top, width, height }: Box): void {
  Object.assign(style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
}
