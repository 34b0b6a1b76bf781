/** A reconciliation as a sheet: each figure of theirs from its own cell, ours beside it, the difference as a formula. */
import type { SheetPlan } from '../plan.ts';
import { Canvas, FORMATS, plain } from './canvas.ts';
import { INK } from './colors.ts';
import { textWidth } from './widths.ts';
import { cellAddress, rangeAddress } from '../grid.ts';

export interface ReconciledFigure {
  readonly when: string;
  readonly party: string;
  readonly ours: number;
  /** Their cell as a formula of another sheet names it, and what to multiply it with. */
  readonly theirs: string;
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
    readonly lines: readonly { readonly words: string; readonly left: string }[];
  };
}

const AMOUNT = 18;

/** Ours is of the run and stays; theirs and the difference follow their cells. */
export function reconciliationSheet(about: ReconciliationAbout): SheetPlan {
  const { heads, figures, notes, readings } = about;
  const canvas = new Canvas();
  canvas.put(0, 0, plain(about.title), { bold: true, size: 14 });
  notes.forEach((note, i) => canvas.put(1 + i, 0, plain(note), { color: INK.muted }));
  const head = notes.length + 2;
  const first = head + 1;
  const columns = [heads.when, heads.party, heads.ours, heads.theirs, heads.difference];
  columns.forEach((text, c) =>
    canvas.put(head, c, plain(text), { bold: true, align: c > 1 ? 'right' : 'left' }),
  );
  canvas.style(head, 0, 1, columns.length, { borders: { bottom: { style: 'thin', color: INK.rule } } });
  figures.forEach(({ when, party, ours, theirs, factor }, i) => {
    const row = first + i;
    canvas.put(row, 0, plain(when));
    canvas.put(row, 1, plain(party));
    canvas.put(row, 2, ours);
    canvas.put(row, 3, factor === 1 ? `=${theirs}` : `=${theirs}*${factor}`, { color: INK.link });
    canvas.put(row, 4, `=${cellAddress(row, 3)}-${cellAddress(row, 2)}`, { alarmFill: INK.danger });
  });
  const total = first + figures.length;
  canvas.put(total, 0, plain(heads.total));
  // What one party has too much another has too little: with their signs they would seem to match.
  canvas.put(total, 4, `=SUMPRODUCT(ABS(${rangeAddress(first, 4, figures.length, 1)}))`);
  canvas.style(total, 0, 1, columns.length, {
    bold: true,
    borders: { top: { style: 'thin', color: INK.rule } },
  });
  canvas.style(first, 2, figures.length + 1, 3, { numberFormat: FORMATS.amount, align: 'right' });
  const below = total + 2;
  if (readings.lines.length) {
    canvas.put(below, 0, plain(readings.title), { bold: true });
    readings.lines.forEach(({ words, left }, i) => {
      canvas.put(below + 1 + i, 0, plain(words));
      canvas.put(below + 1 + i, 4, plain(left), { align: 'right', color: INK.muted });
    });
  }
  const cells = canvas.rectangle();
  const widest = (texts: readonly string[]) => Math.max(12, ...texts.map((text) => textWidth(text) + 2));
  return {
    name: about.name,
    cells,
    styles: canvas.styles,
    names: [],
    widths: [
      widest([heads.when, heads.total, ...figures.map((f) => f.when)]),
      widest([heads.party, ...figures.map((f) => f.party)]),
      AMOUNT,
      AMOUNT,
      AMOUNT,
    ],
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
