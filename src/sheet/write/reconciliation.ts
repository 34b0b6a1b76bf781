/** Plans the reconciliation sheet: each claimed figure links to its cell, with ours and a formula for the difference beside it. */
import type { SheetPlan } from '../plan.ts';
import { Canvas, FORMATS, plain } from './canvas.ts';
import { INK } from './colors.ts';
import { fittedWidths, linesOf, putTitle } from './page.ts';
import { shownLength } from './widths.ts';
import { cellAddress, rangeAddress } from '../grid.ts';

export interface ReconciledFigure {
  readonly when: string;
  readonly party: string;
  readonly ours: number;
  /** What their cell holds. */
  readonly theirs: number;
  /** Their cell as a formula of another sheet names it; null where it holds a text that was read. */
  readonly cell: string | null;
  /** What to multiply it with. */
  readonly factor: number;
}

export interface ReconciliationAbout {
  /** Wanted name of the sheet. */
  readonly name: string;
  readonly title: string;
  /** What it was computed from, and how it came out, line by line. */
  readonly notes: readonly string[];
  readonly heads: {
    readonly when: string;
    readonly party: string;
    readonly ours: string;
    readonly theirs: string;
    readonly difference: string;
    readonly total: string;
  };
  readonly figures: readonly ReconciledFigure[];
  /** Readings of the contract, each with what it leaves. */
  readonly readings: {
    readonly title: string;
    /** How they were found, line by line. */
    readonly notes: readonly string[];
    readonly lines: readonly { readonly words: readonly string[]; readonly left: string }[];
  };
}

const LABEL = 12;
const AMOUNT = 18;
/** Digits of a reading's words, which run over all columns but the last. */
const WORDS = 84;

/** Ours is of the run and stays; theirs and the difference follow their cells. */
export function reconciliationSheet(about: ReconciliationAbout): SheetPlan {
  const { heads, figures, notes, readings } = about;
  const canvas = new Canvas();
  const head = putTitle(canvas, about.title, notes) + 1;
  const first = head + 1;
  const columns = [heads.when, heads.party, heads.ours, heads.theirs, heads.difference];
  columns.forEach((text, c) =>
    canvas.put(head, c, plain(text), { bold: true, align: c > 1 ? 'right' : 'left' }),
  );
  canvas.style(head, 0, 1, columns.length, { borders: { bottom: { style: 'thin', color: INK.rule } } });
  figures.forEach(({ when, party, ours, theirs, cell, factor }, i) => {
    const row = first + i;
    canvas.put(row, 0, plain(when));
    canvas.put(row, 1, plain(party));
    canvas.put(row, 2, ours);
    canvas.put(row, 3, cell === null ? theirs * factor : factor === 1 ? `=${cell}` : `=${cell}*${factor}`);
    canvas.put(row, 4, `=${cellAddress(row, 3)}-${cellAddress(row, 2)}`);
  });
  canvas.style(first, 3, figures.length, 1, { color: INK.link });
  canvas.style(first, 4, figures.length, 1, { alarmFill: INK.danger });
  const total = first + figures.length;
  canvas.put(total, 0, plain(heads.total));
  // What one party has too much another has too little: with their signs they would seem to match.
  canvas.put(total, 4, `=SUMPRODUCT(ABS(${rangeAddress(first, 4, figures.length, 1)}))`);
  canvas.style(total, 0, 1, columns.length, {
    bold: true,
    borders: { top: { style: 'thin', color: INK.rule } },
  });
  canvas.style(first, 2, figures.length + 1, 3, { numberFormat: FORMATS.amount, align: 'right' });
  putReadings(canvas, total + 2, readings);
  const cells = canvas.rectangle();
  const amount = figures.reduce(
    (width, { ours, theirs, factor }) =>
      Math.max(
        width,
        shownLength(-2 * Math.abs(ours), FORMATS.amount) + 1,
        shownLength(-2 * Math.abs(theirs * factor), FORMATS.amount) + 1,
      ),
    AMOUNT,
  );
  return {
    name: about.name,
    cells,
    styles: canvas.styles,
    names: [],
    widths: fittedWidths(canvas, [LABEL, LABEL, amount, amount, amount]),
    freeze: { rows: head + 1, columns: 0 },
    charts: [],
    print: {
      area: { row: 0, column: 0, rows: cells.length, columns: columns.length },
      titleRows: [head, head],
      portrait: true,
      footer: { left: about.title, center: '' },
    },
    table: null,
    map: null,
  };
}

/** How readings were tried, and each with those that give the same figures below it and what it leaves. */
function putReadings(canvas: Canvas, from: number, about: ReconciliationAbout['readings']): void {
  const { title, notes, lines } = about;
  if (!notes.length && !lines.length) return;
  canvas.put(from, 0, plain(title), { bold: true });
  let row = from + 1;
  for (const note of notes.flatMap((one) => linesOf(one, WORDS)))
    canvas.put(row++, 0, plain(note), { color: INK.muted });
  for (const { words, left } of lines) {
    canvas.put(row, 4, plain(left), { align: 'right', color: INK.muted });
    for (const line of words.flatMap((one) => linesOf(one, WORDS))) canvas.put(row++, 0, plain(line));
  }
}
