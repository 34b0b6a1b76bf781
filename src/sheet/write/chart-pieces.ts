/** What the cash is split into in the charts: a series for each payment of a tier, the smallest together where there are many. */
import { detailTexts as texts, partyCalled, say } from '../../i18n/index.ts';
import { cellAddress } from '../grid.ts';
import { isPromoted, type DetailColumn } from '../table.ts';
import { HUES, stepsOf } from './colors.ts';
import type { Sheet } from './detail-place.ts';

export interface ChartPiece {
  /** What it is called: a formula where its head tells a share. */
  readonly name: string;
  readonly fill: string;
  readonly hue: string;
  readonly total: number;
  /** Its amount in a row, without the equals sign. */
  at(row: number): string;
}

/** Excel draws 255 series, but sixty colours cannot be told apart. */
const MOST = 60;

type Payment = DetailColumn & { readonly promoted: boolean; readonly without?: DetailColumn | undefined };

export function chartPieces(sheet: Sheet): readonly ChartPiece[] {
  const { columns, about, columnOf, result } = sheet;
  const byKey = new Map(columns.map((c) => [c.key, c]));
  const all = columns.flatMap((column): Payment[] => {
    const { tier, key, party } = column;
    if (!tier) return [];
    const promote = byKey.get(`${tier.id}.promote`);
    if (promote && key === promote.key) return [{ ...column, party: 'gp', promoted: true }];
    if (party === undefined && !key.endsWith('.paid')) return [];
    const without = party === 'gp' ? promote : undefined;
    return [{ ...column, promoted: party === 'gp' && !without && isPromoted(tier, result), without }];
  });
  const size = ({ total, without }: Payment) => Math.abs((total ?? 0) - (without?.total ?? 0));
  const bySize = [...all].sort((a, b) => size(b) - size(a));
  const shown = new Set(all.length > MOST ? bySize.slice(0, MOST - 1) : all);
  const kept = all.filter((c) => shown.has(c));
  const steps = stepsOf(
    result,
    kept.map(({ tier, party, promoted }) => ({ tier: tier!, party: party ?? tier!.to[0]!, promoted })),
  );
  const cell = (key: string, row: number) => cellAddress(row, columnOf.get(key)!);
  const pieces = kept.map((c, i): ChartPiece => ({
    name: pieceName(sheet, c),
    fill: steps[i]!.fill,
    hue: steps[i]!.hue,
    total: (c.total ?? 0) - (c.without?.total ?? 0),
    at: (row) => cell(c.key, row) + (c.without ? `-${cell(c.without.key, row)}` : ''),
  }));
  if (kept.length === all.length) return pieces;
  // What the parties have beyond the pieces shown.
  const totals = columns.filter((c) => c.key.startsWith('total>'));
  const received = totals.reduce((sum, c) => sum + (c.total ?? 0), 0);
  const [first, last] = [totals[0]?.key, totals.at(-1)?.key];
  return [
    ...pieces,
    {
      name: say(texts.others, about.locale),
      fill: HUES['cash']!,
      hue: HUES['cash']!,
      total: received - pieces.reduce((sum, p) => sum + p.total, 0),
      at: (row) =>
        `SUM(${cell(first!, row)}:${cell(last!, row)})-(${pieces.map((p) => p.at(row)).join('+')})`,
    },
  ];
}

/** The tier; with several payees the payee; both where the tiers would be mistaken for each other. */
function pieceName({ about, result, columns, columnOf, headRow, deal }: Sheet, column: Payment): string {
  const { head, tier, party, key, promoted, without } = column;
  const { locale } = about;
  const name = say(tier!.name, locale);
  if (party === undefined) {
    const own = result.tiers.filter((t) => say(t.name, locale) === name);
    return own.length > 1 ? column.group : name;
  }
  const who = partyCalled(result.definition, party, locale);
  if (key.endsWith('.promote')) return `${name} · ${say(texts.promoteAlone, locale)}`;
  if (without || columns.some((c) => c.key === `${tier!.id}.promote`)) return `${name} · ${who}`;
  const splits = result.tiers.filter((t) => t.payments.length > 1 && t.kind === 'split');
  const isShare = deal?.heads.get(tier!.id)?.parties.has(party) === true;
  const alone = columns.filter((c) => c.head === head).length === 1 && splits.length < 2;
  if (!isShare || promoted === undefined) return tier!.kind === 'split' && alone ? head : `${name} · ${head}`;
  const reference = cellAddress(headRow, columnOf.get(key)!);
  return alone || splits.length < 2
    ? `=${reference}`
    : `="${name.replaceAll('"', '""').slice(0, 200)} · "&${reference}`;
}
