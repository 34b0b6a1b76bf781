/** What the cash is split into in the charts: a series for each payment of a tier, the smallest together where there are many. */
import type { Locale } from '../../engine/definition.ts';
import { detailTexts as texts, say } from '../../i18n/index.ts';
import type { DetailColumn } from '../table.ts';
import { hueOf, tintOf } from './colors.ts';

export interface ChartPiece {
  readonly name: string;
  readonly color: string;
  readonly total: number;
  /** Column of its amounts. */
  readonly column: number;
  /** It is a column of the table, which has a row of totals. */
  readonly inTable: boolean;
}

/** Excel draws 255 series, but sixty colours cannot be told apart. */
const MOST = 60;

/** @param addUp writes a column that adds up others, and gives its number */
export function chartPieces(
  columns: readonly DetailColumn[],
  locale: Locale,
  columnOf: ReadonlyMap<string, number>,
  addUp: (name: string, values: readonly number[], columns: readonly number[]) => number,
): readonly ChartPiece[] {
  const all = columns.filter((c) => c.tier && (c.party !== undefined || c.key.endsWith('.paid')));
  const bySize = [...all].sort((a, b) => Math.abs(b.total ?? 0) - Math.abs(a.total ?? 0));
  const shown = new Set(all.length > MOST ? bySize.slice(0, MOST - 1) : all);
  const pieces = all
    .filter((c) => shown.has(c))
    .map((c) => ({
      name: pieceName(c, locale),
      color: pieceColor(c),
      total: c.total ?? 0,
      column: columnOf.get(c.key)!,
      inTable: true,
    }));
  const others = all.filter((c) => !shown.has(c));
  if (!others.length) return pieces;
  const name = say(texts.others, locale);
  const values = all[0]!.values.map((_, k) => others.reduce((sum, c) => sum + (c.values[k] ?? 0), 0));
  const column = addUp(
    name,
    values,
    others.map((c) => columnOf.get(c.key)!),
  );
  return [
    ...pieces,
    { name, color: hueOf('cash'), total: values.reduce((a, b) => a + b, 0), column, inTable: false },
  ];
}

/** What a piece is called: carry by that name, a hurdle's parts by party and hurdle, else its head or its tier. */
function pieceName({ head, group, party, tier }: DetailColumn, locale: Locale): string {
  if (party === undefined) return group;
  if (tier?.kind === 'hurdle') return `${head} · ${group}`;
  return party === 'gp' ? say(texts.gpCarry, locale) : head;
}

/** GP carry is solid; the others take their payee's hue, tinted by why they are paid. */
function pieceColor({ tier, party }: DetailColumn): string {
  const payee = party ?? tier!.to[0]!;
  const hue = hueOf(payee);
  if (payee === 'gp' || tier!.kind === 'returnOfCapital') return hue;
  return tintOf(hue, tier!.kind === 'preferredReturn' ? 'return' : 'residual');
}
