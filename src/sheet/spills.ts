/** What functions spill into cells: the detail table, and the measures of parties. */
import { isoOf, total, type Locale, type Result, type Text } from '../engine/index.ts';
import { say, sheetTexts } from '../i18n/index.ts';
import { detailTable, type DetailColumn } from './table.ts';

/**
 * The columns that DISTRIBUTE shows.
 * @param which `payments`, `parties` or anything else for all
 * @param dated dates were given
 */
export function shownColumns(
  result: Result,
  locale: Locale,
  { which, dated }: { readonly which: string; readonly dated: boolean },
): DetailColumn[] {
  const isShown = (c: DetailColumn): boolean =>
    which === 'payments'
      ? !c.tier || c.party !== undefined || c.key.endsWith('.paid')
      : which !== 'parties' || !c.tier;
  return detailTable(result, locale).filter((c) => isShown(c) && (c.key !== 'date' || dated));
}

/** Cell values of a table, head first and total row last, for a spill. Blank where there is nothing to say. */
export function tableValues(columns: readonly DetailColumn[], locale: Locale): (string | number)[][] {
  const count = columns[0]!.values.length;
  const show = (value: number | null, format: DetailColumn['format']): string | number =>
    value === null ? '' : format === 'date' ? isoOf(value) : value;
  const head = columns.map((c) => (c.group ? `${c.group} · ${c.head}` : c.head));
  const rows = Array.from({ length: count }, (_, k) => columns.map((c) => show(c.values[k]!, c.format)));
  const totals = columns.map((c, i) => (i === 0 ? say(sheetTexts.total, locale) : show(c.total, c.format)));
  return [head, ...rows, totals];
}

/** Per party and in total: paid in, received, profit, DPI, IRR; a dash where there is none. */
export function summaryValues(result: Result, locale: Locale): (string | number)[][] {
  const word = (text: Text) => say(text, locale);
  const { party, paidIn, received, profit, dpi, irr } = sheetTexts;
  const row = (name: string, m: Result['project']) => [
    name,
    m.contributed,
    m.distributed,
    m.profit,
    m.dpi ?? '–',
    m.irr ?? '–',
  ];
  return [
    [party, paidIn, received, profit, dpi, irr].map(word),
    ...result.parties
      .filter((p) => p.role !== 'other' || total(p.received) !== 0)
      .map((p) => row(word(p.name), p.measures)),
    row(word(sheetTexts.total), result.project),
  ];
}
