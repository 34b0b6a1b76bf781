/** The columns of a written detail table, found again by their keys, and the cells they stand in. */
import type { Flows, Locale, Result } from '../../engine/index.ts';
import { cellTexts, formatAmount, formatPercent, liveTexts, partyCalled, say } from '../../i18n/index.ts';
import { cellAddress, rangeAddress } from '../grid.ts';
import { inputColumns } from '../live/inputs.ts';
import { hasPlainFlows } from '../live/context.ts';
import type { SheetMap } from '../plan.ts';
import { detailTable, type DetailColumn } from '../table.ts';

/** A figure that another came from, with its cells. */
export interface ExplainedInput {
  readonly label: string;
  /** As the run has it; null where its cells are a range without a sum. */
  readonly amount: number | null;
  /** As text, in the format of its column. */
  readonly text: string;
  /** `F17` or `F13:F17`. */
  readonly cell: string;
  /** Where it stands on another sheet than what it explains. */
  readonly sheet?: string;
}

export interface Table {
  readonly columns: ReadonlyMap<string, DetailColumn>;
  readonly map: SheetMap;
  readonly locale: Locale;
  /** `Year 5`. */
  periodName(k: number): string;
  /** One cell of a column, under its own heads unless `label` is given; nothing where the sheet has no such column. */
  cell(key: string, k: number, label?: string): ExplainedInput[];
  /** Periods `from` to `to` of a column with their sum. */
  range(key: string, from: number, to: number, label?: string): ExplainedInput[];
  text(column: DetailColumn, value: number | null): string;
}

export function tableOf(result: Result, flows: Flows, map: SheetMap, locale: Locale): Table {
  const plain = hasPlainFlows(result.definition, flows);
  const inputs = map.live
    ? inputColumns({
        definition: result.definition,
        flows,
        plainFlows: plain,
        word: (text) => say(liveTexts[text], locale),
        party: (id) => partyCalled(result.definition, id, locale),
      }).columns
    : [];
  const all = [...detailTable(result, locale, map.live ? flows : undefined), ...inputs];
  const columns = new Map(all.map((c) => [c.key, c]));
  const placeOf = new Map([
    ...map.columns.map((key, i) => [key, [map.firstRow, i]] as const),
    ...(map.deals?.columns ?? []).map((key, i) => [key, [map.deals!.firstRow, map.deals!.from + i]] as const),
  ]);
  const headOf = (c: DetailColumn) => (c.group ? `${c.group} · ${c.head}` : c.head);
  const text: Table['text'] = (column, value) =>
    value === null
      ? '–'
      : column.format === 'rate'
        ? formatPercent(value, locale, 2)
        : column.format === 'period'
          ? String(value)
          : formatAmount(value, locale);
  const periodName = (k: number) => say(cellTexts[result.timeline.unit], locale, { k: String(k) });
  return {
    columns,
    map,
    locale,
    periodName,
    text,
    cell(key, k, label) {
      const [column, place] = [columns.get(key), placeOf.get(key)];
      if (!column || !place || k < 0) return [];
      const amount = column.values[k] ?? null;
      return [
        {
          label: label ?? headOf(column),
          amount,
          text: text(column, amount),
          cell: cellAddress(place[0] + k, place[1]),
        },
      ];
    },
    range(key, from, to, label) {
      const [column, place] = [columns.get(key), placeOf.get(key)];
      if (!column || !place || to < from) return [];
      if (from === to) return this.cell(key, from, label);
      const amount = column.values.slice(from, to + 1).reduce<number>((sum, v) => sum + (v ?? 0), 0);
      const head = label ?? headOf(column);
      return [
        {
          label: say(cellTexts.through, locale, { head, from: String(from), to: String(to) }),
          amount,
          text: text(column, amount),
          cell: rangeAddress(place[0] + from, place[1], to - from + 1, 1),
        },
      ];
    },
  };
}
