/** Flows at their own dates, right of the table: rates and payback where calls lie between two dates of the timeline. */
import type { Locale, Result } from '../engine/index.ts';
import { liveTexts as texts, say } from '../i18n/index.ts';
import { FORMATS, plain, type Canvas } from './write/canvas.ts';
import { INK } from './write/colors.ts';
import { cellAddress, rangeAddress } from './grid.ts';
import type { Writer } from './live/cells.ts';
import type { LiveDeal } from './live/index.ts';
import { rateFormula } from './live/measures.ts';

export interface DatedMeasures {
  /** Columns it takes. */
  readonly width: number;
  readonly payback: string;
  /** Of a class, or of the project (null); null where no Excel function counts time so. */
  rateOf(party: string | null): string | null;
}

/** @param at first column and row of the list, zero-based */
export function writeMoments(
  canvas: Canvas,
  deal: LiveDeal,
  writer: Writer,
  result: Result,
  locale: Locale,
  at: { readonly row: number; readonly column: number },
): DatedMeasures | null {
  const { moments } = deal;
  if (!moments) return null;
  const { row, column: left } = at;
  const word = (text: keyof typeof texts) => say(texts[text], locale);
  const classes = result.parties.filter((p) => p.role === 'class');
  const cell = (i: number, c: number) => cellAddress(row + i, left + c);
  const [DATE, YEARS, PROJECT, RUNNING, CROSSING, CLASSES] = [0, 1, 2, 3, 4, 5];
  const heads = [
    word('date'),
    word('since'),
    word('projectFlow'),
    word('toDate'),
    word('payback'),
    ...classes.map((p) => say(p.name, locale)),
  ];
  canvas.put(row - 2, left, word('ownDates'), { color: INK.muted });
  heads.forEach((head, c) => canvas.put(row - 1, left + c, plain(head), { color: INK.muted }));
  const whole = result.definition.options.payback === 'whole';
  moments.forEach((moment, i) => {
    const put = (c: number, formula: string) => canvas.put(row + i, left + c, `=${formula}`);
    const write = (expr: string) => writer.written(expr, moment.period);
    put(DATE, write(moment.date));
    put(YEARS, write(moment.years));
    put(PROJECT, write(moment.project));
    put(RUNNING, i === 0 ? cell(i, PROJECT) : `${cell(i - 1, RUNNING)}+${cell(i, PROJECT)}`);
    const part = `${cell(i - 1, RUNNING)}/${cell(i, PROJECT)}`;
    const reached = whole
      ? cell(i, YEARS)
      : `${cell(i - 1, YEARS)}-${part}*(${cell(i, YEARS)}-${cell(i - 1, YEARS)})`;
    if (i > 0) put(CROSSING, `IF(AND(${cell(i - 1, RUNNING)}<0,${cell(i, RUNNING)}>=0),${reached},"")`);
    moment.classes.forEach((flow, c) => put(CLASSES + c, write(flow)));
  });
  const count = moments.length;
  canvas.style(row, left, count, 1, { color: INK.muted, numberFormat: FORMATS.date });
  canvas.style(row, left + 1, count, heads.length - 1, { color: INK.muted, numberFormat: '#,##0.00' });
  const crossings = rangeAddress(row + 1, left + CROSSING, count - 1, 1);
  return {
    width: heads.length + 1,
    payback: `=IF(COUNT(${crossings})=0,"–",MIN(${crossings}))`,
    rateOf(party) {
      const c = party === null ? PROJECT : CLASSES + classes.findIndex((p) => p.id === party);
      // XIRR takes no leading zero.
      const start = Math.max(
        0,
        moments.findIndex((m) => m.moves && (party === null || m.classes[c - CLASSES] !== '0')),
      );
      const range = (of: number) => rangeAddress(row + start, left + of, count - start, 1);
      return rateFormula(result, range(c), range(DATE), false);
    },
  };
}
