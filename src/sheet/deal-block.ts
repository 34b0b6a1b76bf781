/** A deal as cells that the functions take: its mode, terms, and cash with dates and contributions beside it. */
import type { ResultDocument } from '../document/result.ts';
import { commonTerms, type Definition, type Flows, type Locale, type Preset } from '../engine/index.ts';
import { functionTexts } from '../i18n/functions.ts';
import { inputBlockTexts as texts } from '../i18n/input-block.ts';
import { say } from '../i18n/text.ts';
import { readDeal } from './deal.ts';
import type { Grid } from './grid.ts';
import { modeOf } from './mode.ts';
import { potNames } from './pot-names.ts';
import { hasSources } from './sources.ts';
import { stepLabel } from './step-label.ts';

export interface DealBlock {
  /** Name of the mode, as the functions take it. */
  readonly mode: string;
  /** Label, value and unit, as `TERMS` spills them; a fraction where `isRate`. */
  readonly terms: readonly {
    readonly id: string;
    readonly cells: readonly [label: string, value: string | number, unit: string];
    readonly isRate: boolean;
  }[];
  /** Period or date of each line. */
  readonly when: { readonly head: string; readonly values: readonly number[]; readonly isDates: boolean };
  /** Columns of cash from the closing on. */
  readonly cash: readonly Column[];
  /** The heads of the cash name its deals or pots: they belong to it. */
  readonly hasHeads: boolean;
  /** Paid in after the closing, cell beside cell; null where nothing is. */
  readonly contributions: Column | null;
}

interface Column {
  readonly head: string;
  readonly values: readonly number[];
}

type Said = Pick<ResultDocument, 'mode' | 'mode_name' | 'terms' | 'options' | 'unit'>;

/** Null where the functions would not read this very deal from it: other options, clauses or periods than they can be told. */
export function dealBlock(
  document: Said,
  definition: Definition,
  flows: Flows,
  locale: Locale,
): DealBlock | null {
  const preset = modeOf(document.mode_name ?? document.mode);
  if (!preset) return null;
  const rows = Array.from({ length: flows.timeline.periods + 1 }, (_, period) => period);
  const calls = rows.map((period) => (period ? sumOf(flows.contributions, period) : 0));
  const { dates } = flows.timeline;
  const block: DealBlock = {
    mode: say(preset.name, locale),
    terms: termsOf(preset, document, locale),
    when: {
      head: say(dates ? texts.date : texts.year, locale),
      values: dates ?? rows,
      isDates: dates !== undefined,
    },
    cash: cashOf(preset, flows, rows, locale),
    hasHeads: hasSources(preset),
    contributions: calls.some((amount) => amount !== 0)
      ? { head: say(texts.calls, locale), values: calls }
      : null,
  };
  const read = readDeal(rangesOf(block));
  const isSame =
    read.ok &&
    textOf(read.value.definition) === textOf(definition) &&
    textOf(amountsOf(read.value.flows)) === textOf(amountsOf(flows));
  return isSame ? block : null;
}

const sumOf = (
  flows: readonly { readonly period: number; readonly amount: number }[],
  period: number,
): number => flows.reduce((sum, flow) => (flow.period === period ? sum + flow.amount : sum), 0);

function termsOf(preset: Preset, { terms, options, unit }: Said, locale: Locale): DealBlock['terms'] {
  const units = {
    percent: functionTexts.percentUnit,
    amount: functionTexts.amountUnit,
    text: functionTexts.textUnit,
  };
  const given = preset.terms.flatMap(({ id, label, unit: of }): DealBlock['terms'][number][] => {
    const [name, value] = [say(label, locale), terms[id]];
    const line = (own: string, amount: number) => ({
      id,
      cells: [own, amount, say(units[of], locale)] as const,
      isRate: of === 'percent',
    });
    if (value === undefined) return [];
    if (typeof value === 'number') return [line(name, value)];
    return value.map(({ from, rate }) =>
      line(from === undefined ? name : stepLabel(name, from, locale), rate),
    );
  });
  const chosen = preset.options.flatMap(({ id, label, choices }): DealBlock['terms'][number][] => {
    const choice = choices.find((c) => c.id === options[id]);
    return choice ? [{ id, cells: [say(label, locale), say(choice.label, locale), ''], isRate: false }] : [];
  });
  const money = commonTerms.find(({ id }) => id === 'unit')!;
  const printed = [say(money.label, locale), unit ?? '', say(functionTexts.textUnit, locale)] as const;
  return [...given, ...chosen, { id: money.id, cells: printed, isRate: false }];
}

/** Capital is a negative amount: of the closing, or of each deal in its own period. */
function cashOf(preset: Preset, flows: Flows, rows: readonly number[], locale: Locale): Column[] {
  const closing = sumOf(flows.contributions, 0);
  const column = (head: string, own: Flows['cash'], paidIn: (period: number) => number): Column => ({
    head,
    values: rows.map((period) => sumOf(own, period) - paidIn(period)),
  });
  if (preset.byDeal)
    return (flows.deals ?? []).map(({ id, cost, period: at }) =>
      column(
        id,
        flows.cash.filter((c) => c.deal === id),
        (period) => (period === at ? cost : 0),
      ),
    );
  const atClosing = (period: number): number => (period === 0 ? closing : 0);
  if (!preset.pots) return [column(say(texts.net, locale), flows.cash, atClosing)];
  const names = potNames(preset, locale);
  return preset.pots.map((id, p) =>
    column(
      names?.[id] ?? id,
      flows.cash.filter((c) => c.pot === id),
      p === preset.pots!.length - 1 ? atClosing : () => 0,
    ),
  );
}

/** The cells as a formula would hand them over. */
function rangesOf({ mode, terms, when, cash, hasHeads, contributions }: DealBlock) {
  const grid = (column: number, values: Grid['values']) => ({ sheet: '', row: 0, column, values });
  const list = (column: number, head: string, values: readonly number[]) =>
    grid(
      column,
      [...(hasHeads ? [head] : []), ...values].map((value) => [value]),
    );
  const lines = when.values.map((_, k) => cash.map(({ values }) => values[k]!));
  return {
    mode,
    terms: grid(
      0,
      terms.map(({ cells }) => [...cells]),
    ),
    cash: grid(4, [...(hasHeads ? [cash.map(({ head }) => head)] : []), ...lines]),
    dates: when.isDates ? list(3, when.head, when.values) : undefined,
    contributions: contributions
      ? list(4 + cash.length, contributions.head, contributions.values)
      : undefined,
  };
}

/** Flows in an order of their own, without those that are nothing. */
const amountsOf = ({ contributions, cash, ...others }: Flows) => ({
  ...others,
  contributions: contributions
    .filter((c) => c.amount !== 0)
    .map(textOf)
    .sort(),
  cash: cash
    .filter((c) => c.amount !== 0)
    .map(textOf)
    .sort(),
});

/** The same for the same values, in whatever order their keys stand. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
