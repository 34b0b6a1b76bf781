/**
 * The sheets of a workbook that hold a request: parameters, cash flows and, where carry is paid deal by deal, deals.
 * What is written here is read back by its labels, in either language, to the same request.
 */
import {
  commonTerms,
  presetOf,
  serialOf,
  type Locale,
  type Preset,
  type Text,
} from '../../../src/engine/index.ts';
import { descriptions } from '../../../src/document/descriptions.ts';
import { say, workbookTexts as texts } from '../../../src/i18n/index.ts';
import {
  cellAddress,
  potNames,
  stepLabel,
  type InputCells,
  type PlanCell,
  type SheetPlan,
} from '../../../src/sheet/index.ts';
import { FIRST, table, type Cell } from './input-table.ts';

const FORMATS = { percent: '0.00##%', amount: '#,##0.00##', date: 'yyyy-mm-dd', whole: '0' } as const;

/** A request as the sheets hold it, in the document's own keys; what is left out is an empty cell to fill in. */
export interface Held {
  readonly basic_params?: Readonly<Record<string, unknown>>;
  readonly cash_flows?: readonly {
    readonly year?: number;
    readonly date?: string;
    readonly amount?: number;
    readonly deal?: string;
    readonly pot?: string;
  }[];
  readonly deals?: readonly {
    readonly id: string;
    readonly cost?: number;
    readonly year?: number;
    readonly expenses?: number;
    readonly write_downs?: readonly { readonly year: number; readonly amount: number }[];
    readonly closed_year?: number;
  }[];
  readonly distribution_params: Readonly<Record<string, unknown>>;
}

/** @param note what stands above the parameters */
export function requestSheets(held: Held, locale: Locale, note: Text): SheetPlan[] {
  const preset = presetOf(String(held.distribution_params.mode));
  const word = (text: Text) => say(text, locale);
  if (!preset) {
    const { definition, flows } = held.distribution_params;
    const lines = (data: unknown) => JSON.stringify(data, null, 2).split('\n');
    return [
      table(
        word(texts.parameters),
        word(note),
        [word(texts.definition)],
        [
          ...headerLines(held, word).map(([label, value]) => [label, value]),
          ...lines(definition).map((line): Cell[] => [line]),
        ],
        [60, 24],
      ),
      table(
        word(texts.flows),
        '',
        [word(texts.flowsAsData)],
        lines(flows).map((line): Cell[] => [line]),
        [60],
      ),
    ];
  }
  return [
    table(
      word(texts.parameters),
      word(note),
      [texts.term, texts.value, texts.unit, texts.note].map(word),
      parameters(held, preset, locale),
      [28, 26, 10, 80],
    ),
    flowsSheet(held, preset, locale),
    ...(preset.byDeal ? [dealsSheet(held, word)] : []),
  ];
}

/**
 * Where these sheets hold the terms and flows of a run, for formulas of another sheet.
 * @param dates of the run's periods
 */
export function inputCells(held: Held, locale: Locale, dates: readonly number[] = []): InputCells | null {
  const preset = presetOf(String(held.distribution_params.mode));
  if (!preset) return null;
  const on = (sheet: Text, row: number, column: number) =>
    `'${say(sheet, locale)}'!${cellAddress(FIRST + row, column)}`;
  const terms = new Map<string, string>();
  const rows = parameters(held, preset, locale);
  for (const { id, label } of [commonTerms[0]!, ...preset.terms]) {
    const row = rows.findIndex(([head]) => head === say(label, locale));
    // A rate whose steps all begin later has no row of this name.
    if (row < 0) continue;
    const [value] = rows[row]![1] as readonly [PlanCell];
    if (typeof value === 'number') terms.set(id, on(texts.parameters, row, 1));
  }
  const flows = new Map<string, Map<number, string>>();
  const add = (key: string, period: number, cell: string) => {
    const column = flows.get(key) ?? new Map<number, string>();
    const before = column.get(period);
    flows.set(key, column.set(period, before ? `${before}+${cell}` : cell));
  };
  const investment = terms.get(commonTerms[0]!.id);
  const spent: string[] = [];
  held.deals?.forEach(({ year = 0, expenses }, i) => {
    const cost = on(texts.deals, i, 1);
    const paid = expenses === undefined ? cost : `${cost}+${on(texts.deals, i, 3)}`;
    // A write-down brings its part of the expenses along.
    if (expenses !== undefined) terms.set(`deal${i + 1}.expenses`, on(texts.deals, i, 3));
    add(`deal${i + 1}.cost`, year, paid);
    spent.push(`-(${paid})`);
  });
  if (investment) add('in', 0, investment + spent.join(''));
  const amountAt = 2 + (preset.byDeal ? 1 : 0) + (preset.pots ? 1 : 0);
  held.cash_flows?.forEach(({ year, date, deal, pot = preset.pots?.[0] ?? 'cash' }, i) => {
    const period = date === undefined ? year! : dates.indexOf(serialOf(date)!);
    if (date !== undefined && !flows.get('date')?.has(period)) add('date', period, on(texts.flows, i, 1));
    if (period === 0) return;
    // The net cash flow is the input where it says all that happens, else the cash of each deal or pot.
    const from = held.deals?.findIndex(({ id }) => id === deal) ?? -1;
    const own = from >= 0 ? `deal${from + 1}.cash>${pot}` : held.deals ? `in.cash>${pot}` : `cash>${pot}`;
    for (const key of ['net', own]) add(key, period, on(texts.flows, i, amountAt));
  });
  return { terms, flows };
}

const typed = (value: unknown, format?: string): Cell =>
  format === undefined
    ? [typeof value === 'string' ? value : null]
    : [typeof value === 'number' ? value : null, format];

const headerLines = ({ basic_params: basic = {} }: Held, word: (text: Text) => string): Cell[][] => [
  [word(texts.investment_target), typed(basic.investment_target)],
  [word(commonTerms[1]!.label), typed(basic.unit)],
];

/** What the investment period counts, where it is no years. */
const PERIODS: Readonly<Record<string, Text>> = { quarter: texts.quarters, month: texts.months };

function parameters(held: Held, preset: Preset, locale: Locale): Cell[][] {
  const { basic_params: basic = {}, distribution_params: given } = held;
  const word = (text: Text) => say(text, locale);
  const money = typeof basic.unit === 'string' ? basic.unit : '';
  const options = (given.options ?? {}) as Readonly<Record<string, unknown>>;
  const own = new Set<string>(preset.options.map((o) => o.id));
  return [
    [word(texts.mode), [word(preset.name)], '', word(descriptions[preset.id]!)],
    ...headerLines(held, word).map((line) => [...line, '', word(texts.optional)]),
    [word(commonTerms[0]!.label), typed(basic.investment_amount, FORMATS.amount), money],
    [
      word(texts.investment_period),
      typed(basic.investment_period, FORMATS.whole),
      word(PERIODS[String(basic.period_unit)] ?? texts.years),
      word(texts.periodEmpty),
    ],
    ...preset.terms.flatMap(({ id, label, unit, optional }): Cell[][] => {
      const value = basic[id] ?? given[id];
      const note = optional ? word(texts.optional) : '';
      if (unit !== 'percent') return [[word(label), typed(value, FORMATS.amount), money, note]];
      const rate = (name: string, of: unknown): Cell[] => [
        name,
        typed(typeof of === 'number' ? fractionOf(of) : of, FORMATS.percent),
        '%',
        note,
      ];
      if (!Array.isArray(value)) return [rate(word(label), value)];
      return (value as readonly { from?: number | string; rate: unknown }[]).map((step) =>
        rate(step.from === undefined ? word(label) : stepLabel(word(label), step.from, locale), step.rate),
      );
    }),
    ...preset.options.map(({ id, label, choices, default: usual }): Cell[] => {
      const chosen = choices.find((c) => c.id === (options[id] ?? usual));
      const names = choices.map((c) => word(c.label)).join(' / ');
      return [
        word(label),
        [chosen ? word(chosen.label) : null],
        '',
        say(texts.oneOf, locale, { choices: names }),
      ];
    }),
    // Options of the engine beside the mode's own keep their names and notation.
    ...Object.entries(options)
      .filter(([id]) => !own.has(id))
      .map(([id, value]): Cell[] => [`options.${id}`, [JSON.stringify(value)]]),
  ];
}

/** Percent as a fraction, to the 15 digits that Excel keeps: what the division leaves is behind them. */
const fractionOf = (percent: number): number => Number((percent / 100).toPrecision(15));

function flowsSheet(
  { cash_flows: rows = [], distribution_params: given }: Held,
  preset: Preset,
  locale: Locale,
): SheetPlan {
  const word = (text: Text) => say(text, locale);
  const dated = rows.some((row) => row.date !== undefined);
  const pots = potNames(preset, locale);
  return table(
    word(texts.flows),
    word(texts.amounts) + (given.mode === undefined || dated ? '' : ` ${word(texts.datesOptional)}`),
    [
      texts.year,
      texts.date,
      ...(preset.byDeal ? [texts.deal] : []),
      ...(pots ? [texts.pot] : []),
      texts.amount,
    ].map(word),
    rows.map(({ year, date, deal, pot, amount }): Cell[] => [
      typed(year, FORMATS.whole),
      typed(date === undefined ? null : serialOf(date), FORMATS.date),
      ...(preset.byDeal ? [typed(deal)] : []),
      ...(pots ? [typed(pot === undefined ? undefined : pots[pot])] : []),
      typed(amount, FORMATS.amount),
    ]),
    [8, 12, ...(preset.byDeal || pots ? [20] : []), 18],
  );
}

const dealsSheet = ({ deals = [] }: Held, word: (text: Text) => string): SheetPlan =>
  table(
    word(texts.deals),
    '',
    [texts.deal, texts.cost, texts.bought, texts.expenses, texts.closed, texts.writeDowns].map(word),
    deals.map(({ id, cost, year, expenses, closed_year: closed, write_downs: downs = [] }): Cell[] => [
      typed(id),
      typed(cost, FORMATS.amount),
      typed(year, FORMATS.whole),
      typed(expenses, FORMATS.amount),
      typed(closed, FORMATS.whole),
      [downs.length ? downs.map((d) => `${d.year}: ${d.amount}`).join('; ') : null],
    ]),
    [20, 16, 16, 16, 16, 32],
  );
