/** Columns before and after the tiers: cash, what was paid in and withheld, the check. */
import { total, type Result, type Turn } from '../../engine/index.ts';
import { cellTexts, explainTurn, formatAmount, formatPercent, say } from '../../i18n/index.ts';
import type { DetailColumn } from '../table.ts';
import { inWords, summand } from './arithmetic.ts';
import type { ExplainedInput, Table } from './columns.ts';
import { cashCells, type Told } from './tier.ts';

/** Of one period, or of all when `k` is null. */
export function tellFlow(
  column: DetailColumn,
  k: number | null,
  result: Result,
  table: Table,
  turns: readonly Turn[] = [],
): Told {
  const { locale } = table;
  const { key } = column;
  const of = (values: readonly number[]) => (k === null ? total(values) : values[k]!);
  const amount = formatAmount((k === null ? column.total : column.values[k]) ?? 0, locale);
  const only = (text: (typeof cellTexts)[keyof typeof cellTexts]): Told => ({
    sentences: [say(text, locale, { amount })],
    inputs: [],
  });
  const withTurns = ({ sentences, inputs }: Told): Told => ({
    sentences: [...sentences, ...turns.map((turn) => explainTurn(turn, result.definition, locale))],
    inputs,
  });
  const cash = k === null ? [] : cashCells(k, table).filter((i) => i.amount !== null && key !== 'net');
  switch (key) {
    case 'period':
      return only(cellTexts.period);
    case 'date':
      return only(result.timeline.dates ? cellTexts.dateOf : cellTexts.undated);
    case 'net': {
      const terms = inWords([
        summand(cellTexts.cash, of(result.cash), locale),
        summand(cellTexts.paidIn, of(result.contributions), locale, true),
        summand(cellTexts.recycled, of(result.recycled), locale, true),
        summand(cellTexts.borne, of(result.borne), locale, true),
      ]);
      const inputs = [...table.columns].flatMap(([x, c]) => (isMoney(c) ? [x] : []));
      return {
        sentences: [say(cellTexts.net, locale, { terms, amount })],
        inputs: k === null ? periodsOf(column, table) : inputs.flatMap((x) => table.cell(x, k)),
      };
    }
    case 'rate': {
      const invested = result.contributions[0] || total(result.contributions);
      const rate = (k === null ? column.total : column.values[k]) ?? null;
      if (rate === null) return { sentences: [], inputs: [] };
      return {
        sentences: [
          say(cellTexts.rate, locale, {
            cash: formatAmount(of(result.cash), locale),
            invested: formatAmount(invested, locale),
            rate: formatPercent(rate, locale, 2),
          }),
        ],
        inputs: [...cash, ...table.cell('net', 0)],
      };
    }
    case 'fees':
      return withTurns(only(cellTexts.fees));
    case 'recycled':
      return withTurns(only(cellTexts.recycledText));
    case 'borne':
      return only(cellTexts.borneText);
    case 'check':
      return {
        sentences: [
          say(cellTexts.check, locale, {
            amount: formatAmount(k === null ? 0 : (column.values[k] ?? 0), locale, 2),
          }),
        ],
        inputs:
          k === null
            ? periodsOf(column, table)
            : [...cash, ...result.parties.flatMap((p) => table.cell(`total>${p.id}`, k))],
      };
    default:
      if (column.input) return only(cellTexts.input);
      return {
        sentences: [say(cellTexts.allCash, locale, { amount })],
        inputs: k === null ? periodsOf(column, table) : cashOf(column, k, table),
      };
  }
}

/** Inputs that are paid in or out; a write-down moves no money. */
const isMoney = ({ input, key }: DetailColumn): boolean => input === true && !key.endsWith('.down');

/** The inputs a pot's cash adds up from. */
const cashOf = ({ key }: DetailColumn, k: number, table: Table): ExplainedInput[] =>
  [...table.columns.keys()].filter((x) => x.endsWith(`.${key}`)).flatMap((x) => table.cell(x, k));

export const periodsOf = (column: DetailColumn, table: Table): ExplainedInput[] =>
  table.range(column.key, 0, table.map.periods);
