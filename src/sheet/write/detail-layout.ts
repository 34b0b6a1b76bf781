/** The columns of a detail sheet: which table each stands in, how wide it is, and where a page ends. */
import type { Locale, Result } from '../../engine/index.ts';
import { detailTexts as texts, say } from '../../i18n/index.ts';
import { uniqueHeads } from '../unique-heads.ts';
import type { DetailColumn } from '../table.ts';
import { FORMATS } from './canvas.ts';
import { printedPoints, tableWidths, textWidth, widenForGroups } from './widths.ts';

/** Of A4, landscape, with margins of 10 mm, in points. */
export const PAGE = ((297 - 20) / 25.4) * 72;
/** What is printed smaller cannot be read. */
export const LEAST_SCALE = 0.6;

export interface Layout {
  /** Of the table with the tiers. */
  readonly columns: readonly DetailColumn[];
  /** As they stand above the columns; in a table of Excel's own each once. */
  readonly heads: readonly string[];
  /** Cost and cash of deals that tell their own, in a table above the tiers; its first column there. */
  readonly deals: readonly DetailColumn[];
  readonly dealsAt: number;
  readonly widths: number[];
  /** Columns before which a page ends; none where all fit onto one. */
  readonly breaks: readonly number[];
}

export function layOut(
  all: readonly DetailColumn[],
  result: Result,
  locale: Locale,
  amountFormat: string,
  live: boolean,
): Layout {
  const dated = result.timeline.dates !== undefined;
  const isDeal = ({ key }: DetailColumn) => /^deal\d+\./.test(key);
  const deals = all.filter(isDeal).map((c) => ({ ...c, group: c.group.replace(/^.*? · /, '') }));
  // Cash over what was invested says nothing where each deal is bought at its own time.
  const given = all.filter(
    (c) => !isDeal(c) && (dated || c.key !== 'date') && (!deals.length || c.key !== 'rate'),
  );
  const dealsAt = dated ? 2 : 1;
  const formatOf = ({ format }: DetailColumn) =>
    ({ period: '0', date: FORMATS.date, amount: amountFormat, rate: FORMATS.rate, check: FORMATS.check })[
      format
    ];
  const measured = (columns: readonly DetailColumn[]): number[] => {
    const widths = tableWidths(
      columns,
      columns.map((c) => c.head),
      formatOf,
    );
    widenForGroups(widths, columns);
    const own = [...deals, ...allDeals(deals)];
    const ofDeals = tableWidths(
      own,
      own.map((c) => c.head),
      formatOf,
    );
    widenForGroups(ofDeals, own);
    if (deals.length && !dated)
      widths[0] = Math.max(widths[0]!, 0.9 * textWidth(say(texts.gainMultiple, locale)));
    ofDeals.forEach((width, i) => (widths[dealsAt + i] = Math.max(widths[dealsAt + i] ?? 0, width)));
    return widths;
  };
  // Excel rounds the scale to a whole per cent.
  const fits = printedPoints(measured(given).slice(0, given.length)) * (LEAST_SCALE - 0.005) <= PAGE;
  const columns = fits ? given : totalsFirst(given);
  const widths = measured(columns);
  return {
    columns,
    heads: live ? columns.map((c) => c.head) : uniqueHeads(columns, locale),
    deals,
    dealsAt,
    widths,
    breaks: fits ? [] : breaksOf(columns, widths, dealsAt),
  };
}

/** Cost and cash of all deals together, in columns like theirs. */
export function allDeals(deals: readonly DetailColumn[]): DetailColumn[] {
  const sum = (ending: RegExp, key: string): DetailColumn[] => {
    const own = deals.filter((c) => ending.test(c.key));
    if (!own.length) return [];
    const values = own[0]!.values.map((_, k) => own.reduce((s, c) => s + (c.values[k] ?? 0), 0));
    return [{ ...own[0]!, key, group: '', input: false, values, total: values.reduce((a, b) => a + b, 0) }];
  };
  return [...sum(/\.cost$/, 'deals.cost'), ...sum(/\.cash>/, 'deals.cash')];
}

/** Where pages end inside the table, the first shows what each party has in total. */
function totalsFirst(columns: readonly DetailColumn[]): DetailColumn[] {
  const totals = columns.filter((c) => c.key.startsWith('total>'));
  const others = columns.filter((c) => !totals.includes(c));
  const at = others.findIndex((c) => c.tier || c.key === 'check');
  return [...others.slice(0, at), ...totals, ...others.slice(at)];
}

/** Other fonts than Excel's own are wider: what a page holds for sure. */
const SURE = 0.75;

/** Before the group that does not fit onto a page any more; the first columns stand on each. */
export function breaksOf(
  columns: readonly Pick<DetailColumn, 'group'>[],
  widths: readonly number[],
  repeated: number,
): number[] {
  const room = (SURE * PAGE) / LEAST_SCALE;
  const found: number[] = [];
  const points = (from: number, to: number) => printedPoints(widths.slice(from, to));
  let used = points(0, repeated);
  for (let c = repeated; c < columns.length;) {
    let end = c + 1;
    while (end < columns.length && columns[end]!.group === columns[c]!.group && columns[c]!.group) end++;
    if (used + points(c, end) > room && c > repeated) {
      found.push(c);
      used = points(0, repeated);
    }
    // A group wider than a page is cut where it must be.
    for (; c < end; c++) {
      if (used + points(c, c + 1) > room && found.at(-1) !== c) {
        found.push(c);
        used = points(0, repeated);
      }
      used += points(c, c + 1);
    }
  }
  return found;
}
