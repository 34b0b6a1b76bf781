/** A list of the detail sheets of a workbook, each with a link to it. */
import type { Locale } from '../../engine/definition.ts';
import { presetOf } from '../../engine/index.ts';
import { contentsTexts as texts, say } from '../../i18n/index.ts';
import { stamp } from '../local-time.ts';
import type { SheetPlan } from '../plan.ts';
import { Canvas, plain } from './canvas.ts';
import { INK } from './colors.ts';

export interface ContentsEntry {
  readonly sheet: string;
  readonly title: string;
  /** Id of the mode. */
  readonly mode: string;
  readonly source: string;
  /** ISO date and time. */
  readonly at: string;
}

/** Row of the first entry, zero-based. */
export const CONTENTS_FROM = 3;

export function contentsSheet(entries: readonly ContentsEntry[], locale: Locale): SheetPlan {
  const canvas = new Canvas();
  const heads = [texts.sheet, texts.deal, texts.mode, texts.source, texts.computed];
  canvas.put(0, 0, say(texts.title, locale), { bold: true, size: 14 });
  heads.forEach((head, c) => canvas.put(CONTENTS_FROM - 1, c, say(head, locale)));
  canvas.style(CONTENTS_FROM - 1, 0, 1, heads.length, { bold: true, fill: INK.head });
  entries.forEach(({ sheet, title, mode, source, at }, i) => {
    const row = CONTENTS_FROM + i;
    canvas.put(row, 0, linkTo(sheet), { color: INK.link });
    const name = presetOf(mode)?.name;
    [title, name ? say(name, locale) : mode, source, stamp(new Date(at))].forEach((text, c) =>
      canvas.put(row, 1 + c, plain(text)),
    );
  });
  const rows = CONTENTS_FROM + entries.length;
  return {
    name: say(texts.name, locale),
    cells: canvas.rectangle(),
    styles: canvas.styles,
    names: [],
    widths: [20, 24, 28, 24, 26],
    freeze: { rows: CONTENTS_FROM, columns: 0 },
    charts: [],
    print: {
      area: { row: 0, column: 0, rows, columns: heads.length },
      titleRows: [CONTENTS_FROM - 1, CONTENTS_FROM - 1],
      footer: { left: say(texts.name, locale), center: '' },
    },
    table: null,
    map: null,
  };
}

const quotes = (text: string) => text.replace(/"/g, '""');

const linkTo = (sheet: string): string =>
  `=HYPERLINK("#'${quotes(sheet.replace(/'/g, "''"))}'!A1","${quotes(sheet)}")`;
