/** Sums over many columns, for the checks above the table: a formula takes 255 arguments and 8,192 characters. */
import type { Locale } from '../../engine/definition.ts';
import { detailTexts as texts, say } from '../../i18n/index.ts';
import { rangeAddress } from '../grid.ts';
import type { Place, Writer } from '../live/cells.ts';
import { allOf, type Expr } from '../live/expression.ts';
import type { LiveDeal } from '../live/index.ts';
import { type Canvas, FORMATS } from './canvas.ts';
import { INK } from './colors.ts';

/** So many columns are added up in one formula; more are added up row by row first. */
const AT_ONCE = 100;

export interface CheckSums {
  /** Columns it takes, with the empty one after them. */
  readonly width: number;
  /** A formula of the sum of columns, without the equals sign. */
  of(refs: readonly Expr[]): string;
}

/** @param left first column it may take */
export function checkSums(
  canvas: Canvas,
  deal: LiveDeal,
  writer: Writer,
  { firstRow, periods }: Place,
  left: number,
  locale: Locale,
): CheckSums {
  const groups: Expr[][] = [];
  if (deal.taken.length > AT_ONCE)
    for (let i = 0; i < deal.taken.length; i += AT_ONCE) groups.push(deal.taken.slice(i, i + AT_ONCE));
  groups.forEach((refs, i) => {
    canvas.put(firstRow - 1, left + i, say(texts.tiersCheck, locale), { color: INK.muted });
    for (let k = 0; k <= periods; k++)
      canvas.put(firstRow + k, left + i, `=SUM(${refs.map((ref) => writer.written(ref, k)).join()})`);
    canvas.style(firstRow, left + i, periods + 1, 1, { color: INK.muted, numberFormat: FORMATS.amount });
  });
  return {
    width: groups.length ? groups.length + 1 : 0,
    of: (refs) =>
      refs === deal.taken && groups.length
        ? `SUM(${rangeAddress(firstRow, left, periods + 1, groups.length)})`
        : refs.map((ref) => `SUM(${writer.written(allOf(ref), 0)})`).join('+') || '0',
  };
}
