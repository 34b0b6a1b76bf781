/** What a cell of a detail sheet says and where it came from: tier, rule, arithmetic, and the cells it rests on. */
import { traceOf, type Flows, type Locale, type Result, type Turn } from '../../engine/index.ts';
import { cellTexts, describeTiers, formatAmount, formatPercent, say, type Text } from '../../i18n/index.ts';
import { cellAddress } from '../grid.ts';
import type { SheetMap } from '../plan.ts';
import { promoteOf, tierTitle, type DetailColumn } from '../table.ts';
import { tableOf, type ExplainedInput, type Table } from './columns.ts';
import { periodsOf, tellFlow } from './flows.ts';
import { tellMeasure } from './measure.ts';
import { tellPartyTotal } from './party.ts';
import { tellBalance, tellPayment, type Told } from './tier.ts';

export type { ExplainedInput } from './columns.ts';

export interface CellExplanation {
  /** Tier or column, then what of it. */
  readonly title: string;
  /** Period. */
  readonly when: string;
  /** The figure of the run, as text and as number; null where the cell holds no figure. */
  readonly text: string;
  readonly value: number | null;
  /** The tier in words. */
  readonly rule: string | null;
  readonly sentences: readonly string[];
  readonly inputs: readonly ExplainedInput[];
}

export interface Explained {
  readonly result: Result;
  readonly flows: Flows;
  readonly map: SheetMap;
  readonly unit: string | null;
}

const BEFORE: Readonly<Record<string, Turn['turn']>> = { fees: 'fee', recycled: 'recycled' };

/** Explains cells of one sheet; the run is traced once. */
export function explainer({ result, flows, map, unit }: Explained, locale: Locale) {
  const table = tableOf(result, flows, map, locale);
  let trace: readonly Turn[] | undefined;
  const turns = (tier: string, k: number) =>
    (trace ??= traceOf(result.definition, flows)).filter((s) => s.tier === tier && s.period === k);
  /** Turns of what comes before the tiers. */
  const withheld = (key: string, k: number) =>
    (trace ??= traceOf(result.definition, flows)).filter((s) => s.turn === BEFORE[key] && s.period === k);
  const rules = new Map(
    describeTiers(result.definition, locale, {
      unit: unit ?? undefined,
      invested: result.contributions[0] || undefined,
    }).map(({ text }, i) => [result.definition.pots.flatMap((p) => p.tiers)[i]!.id, text]),
  );

  /** Zero-based row and column of the sheet; null where no figure of the run stands. */
  return (row: number, column: number): CellExplanation | null => {
    const single = map.cells[cellAddress(row, column)];
    if (single) {
      const [what, label] = single;
      const { value, sentences, inputs } = tellMeasure(what, label, result, table);
      return { title: label, when: '', text: '', value, rule: null, sentences, inputs };
    }
    const place = placeIn(map, row, column);
    if (!place) return null;
    const { k, key } = place;
    const isTotal = k === map.periods + 1;
    const [from, count] = map.workings;
    if (!place.ofDeals && column >= from && column < from + count && !isTotal)
      return {
        title: '',
        when: table.periodName(k),
        text: '',
        value: null,
        rule: null,
        sentences: [say(cellTexts.working, locale)],
        inputs: [],
      };
    const found = table.columns.get(key);
    if (!found) return null;
    const value = (isTotal ? found.total : found.values[k]) ?? null;
    const tier = found.tier;
    const { sentences, inputs } = isTotal
      ? tellTotal(found, result, table)
      : tell(found, k, tier ? turns(tier.id, k) : withheld(found.key, k), result, table);
    if (isTotal && value === null) return null;
    return {
      title: tier
        ? `${tierTitle(tier, result, locale)} · ${found.head}`
        : found.group
          ? `${found.group} · ${found.head}`
          : found.head,
      when: isTotal ? say(cellTexts.allPeriods as Text, locale) : table.periodName(k),
      text: found.format === 'date' ? '' : table.text(found, value),
      value: found.format === 'date' ? null : value,
      rule: tier ? (rules.get(tier.id) ?? null) : null,
      sentences,
      inputs,
    };
  };
}

/** Period and column of a cell, in the table with the tiers or in that of the deals. */
function placeIn(map: SheetMap, row: number, column: number) {
  const { deals, periods } = map;
  const within = (first: number) => row >= first && row <= first + periods + 1;
  if (deals && within(deals.firstRow))
    return { k: row - deals.firstRow, key: deals.columns[column - deals.from] ?? '', ofDeals: true };
  if (!within(map.firstRow)) return null;
  return { k: row - map.firstRow, key: map.columns[column] ?? '', ofDeals: false };
}

function tell(column: DetailColumn, k: number, steps: readonly Turn[], result: Result, table: Table): Told {
  if (!column.tier)
    return column.party && column.key.startsWith('total>')
      ? tellPartyTotal(column, k, result, table)
      : tellFlow(column, k, result, table, steps);
  const field = column.key.slice(column.tier.id.length + 1);
  if (field === 'promote') return tellPromote(column, k, result, table);
  if (column.party !== undefined || field === 'paid') return tellPayment(column, k, steps, result, table);
  return tellBalance(column, field as Parameters<typeof tellBalance>[1], k, steps, result, table);
}

/** What of the general partner's payment counts as carry. */
function tellPromote(column: DetailColumn, k: number, result: Result, table: Table): Told {
  const { locale } = table;
  const tier = column.tier!;
  const paid = tier.payments.reduce((sum, p) => sum + p.amounts[k]!, 0);
  const said = say(cellTexts.promoteOf, locale, {
    share: formatPercent(promoteOf(tier, result) ?? 0, locale),
    paid: formatAmount(paid, locale),
    amount: formatAmount(column.values[k] ?? 0, locale),
  });
  return {
    sentences: [said],
    inputs: tier.payments.flatMap((p) => table.cell(`${tier.id}>${p.party}`, k)),
  };
}

function tellTotal(column: DetailColumn, result: Result, table: Table): Told {
  if (!column.tier && !column.party) return tellFlow(column, null, result, table);
  const amount = formatAmount(column.total ?? 0, table.locale);
  return {
    sentences: [say(cellTexts.sumOfPeriods, table.locale, { amount })],
    inputs: periodsOf(column, table),
  };
}
