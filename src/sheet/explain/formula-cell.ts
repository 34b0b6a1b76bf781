/** What a cell with one of our functions says, on the user's own sheet: its clauses, its turns, the cells that drive it. */
import {
  overflowIn,
  run,
  total,
  traceOf,
  type Definition,
  type Flows,
  type Locale,
  type Result,
  type Turn,
} from '../../engine/index.ts';
import {
  cellIssueMessage,
  cellTexts,
  describeTiers,
  explainClawback,
  explainTurn,
  fieldName,
  formatAmount,
  formatPercent,
  say,
} from '../../i18n/index.ts';
import { formulaTexts } from '../../i18n/explain-formula.ts';
import { readDeal, type Deal } from '../deal.ts';
import { readLines, type Lines, type RangeGrid } from '../deal-ranges.ts';
import { readTermsBlock } from '../deal-terms.ts';
import { rangeAddress, type CellValue, type Grid } from '../grid.ts';
import type { CellIssue } from '../reading.ts';
import { shownColumns } from '../table.ts';
import type { Argument, Call } from './call.ts';
import type { ExplainedInput } from './columns.ts';
import { explainer, type CellExplanation } from './index.ts';
import { same } from './arithmetic.ts';

/** A cell, and what the arguments of its formula hold now. */
export interface FormulaCell {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  /** Where the formula stands: elsewhere for a cell that a table spills into. */
  readonly anchor: { readonly row: number; readonly column: number };
  readonly formula: string;
  readonly call: Call;
  readonly value: CellValue;
  /** By argument; null where it names no cells. */
  readonly grids: readonly (Grid | null)[];
}

/** A function as the host describes it, in the user's language. */
export interface Signature {
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly { readonly name: string }[];
}

/** Places of mode, terms, cash, dates and contributions among the arguments. */
const DEALS: Readonly<Record<string, readonly [number, number, number, number, number]>> = {
  DISTRIBUTE: [0, 1, 2, 3, 4],
  SUMMARY: [0, 1, 2, 3, 4],
  CARRY: [0, 1, 2, 3, 4],
  CLAWBACK: [0, 1, 2, 3, 4],
  PAYOUT: [1, 2, 3, 4, 5],
  EXPLAIN: [0, 1, 2, 5, 6],
  SENSITIVITY: [1, 2, 3, 8, 9],
  SOLVE: [2, 3, 4, 6, 7],
  RECONCILE: [0, 1, 2, 4, 5],
};
/** Place of the flows among the arguments, and of their dates. */
const SERIES: Readonly<Record<string, readonly [flows: number, dates?: number]>> = {
  IRR: [0, 1],
  'IRR.ALL': [0, 1],
  NPV: [1, 2],
  MIRR: [0],
  DPI: [0],
  RVPI: [0],
  TVPI: [0],
  MOIC: [0],
  PAYBACK: [0, 1],
  KSPME: [0],
  DIRECTALPHA: [0, 3],
  LNPME: [0, 2],
  PMEPLUS: [0, 3],
};
const RATES = ['IRR', 'IRR.ALL', 'MIRR', 'DIRECTALPHA', 'LNPME'];
const MULTIPLES = ['DPI', 'RVPI', 'TVPI', 'MOIC', 'KSPME'];
/** More would be read by nobody. */
const MOST_TURNS = 8;
const MOST_CELLS = 60;

/** @param signature undefined where the host's description could not be had */
export function explainFormula(
  cell: FormulaCell,
  signature: Signature | undefined,
  locale: Locale,
): CellExplanation {
  const { call, value } = cell;
  const about = { cell, signature, locale };
  const told = DEALS[call.name] ? tellDeal(about) : SERIES[call.name] ? tellSeries(about) : null;
  if (told?.whole) return told.whole;
  const error =
    typeof value === 'string' && value.startsWith('#') ? errorOf(value, told?.why ?? [], locale) : [];
  return {
    title: `WATERFALL.${call.name}`,
    when: '',
    text: typeof value === 'number' ? shown(call.name, value, locale) : '',
    value: null,
    rule: told?.rule ?? null,
    sentences: [
      ...error,
      ...(signature ? [signature.description] : []),
      ...(error.length ? [] : (told?.sentences ?? [])),
      ...(call.isWhole ? [] : [say(formulaTexts.part, locale, { formula: cell.formula })]),
      ...argumentsOf(about),
    ],
    inputs: told?.inputs ?? rangesOf(about),
  };
}

interface About {
  readonly cell: FormulaCell;
  readonly signature: Signature | undefined;
  readonly locale: Locale;
}

interface Told {
  readonly sentences: readonly string[];
  readonly inputs: readonly ExplainedInput[];
  readonly rule?: string;
  /** Why there is no figure. */
  readonly why?: readonly string[];
  /** Everything there is to say. */
  readonly whole?: CellExplanation;
}

const shown = (name: string, value: number, locale: Locale): string =>
  RATES.includes(name)
    ? formatPercent(value, locale, 2)
    : MULTIPLES.includes(name)
      ? `${formatAmount(value, locale, 2)}x`
      : formatAmount(value, locale);

/** The one value of an argument; undefined where it is left out or only Excel knows it. */
function scalar({ call, grids }: FormulaCell, at: number): CellValue | undefined {
  const argument = call.arguments[at];
  if (argument?.kind === 'value') return argument.value;
  return grids[at]?.values[0]?.[0];
}

function tellDeal(about: About): Told {
  const { cell, locale } = about;
  const [mode, terms, cash, dates, contributions] = DEALS[cell.call.name]!;
  const grid = (at: number): RangeGrid | undefined => {
    const found = cell.grids[at];
    return found ? trimmed(found) : undefined;
  };
  const [block, flows, modeName] = [grid(terms), grid(cash), scalar(cell, mode)];
  if (!block || !flows || modeName === undefined) return { sentences: [], inputs: rangesOf(about) };
  const others = rangesOf(about).filter(({ place }) => place !== terms);
  const inputs = [...termCells(block, cell, locale), ...others];
  const read = readDeal({
    mode: String(modeName),
    terms: block,
    cash: flows,
    dates: grid(dates),
    contributions: grid(contributions),
  });
  if (!read.ok) return { sentences: [], inputs, why: read.issues.map((issue) => faultAt(issue, locale)) };
  const deal = read.value;
  const result = run(deal.definition, deal.flows);
  if (overflowIn(result)) return { sentences: [], inputs };
  const rule = describeTiers(deal.definition, locale, {
    ...(deal.unit === undefined ? {} : { unit: deal.unit }),
    ...(result.contributions[0] ? { invested: result.contributions[0] } : {}),
  })
    .map(({ title, text }) =>
      say({ en: '{title}: {text}', 'zh-CN': '{title}：{text}' }, locale, { title, text }),
    )
    .join(locale === 'en' ? ' ' : '');
  if (cell.call.name === 'DISTRIBUTE') {
    const whole = tableCell(about, result, deal.flows, inputs);
    if (whole) return { sentences: [], inputs, whole };
  }
  const eachFlow = cashCells(flows, result, cell, locale);
  const driving = eachFlow
    ? [...inputs.filter((input) => !('place' in input && input.place === cash)), ...eachFlow]
    : inputs;
  return { sentences: sentencesOf(about, deal, result), inputs: driving, rule };
}

function sentencesOf({ cell, locale }: About, deal: Deal, result: Result): string[] {
  const { call, value } = cell;
  const { definition, flows } = deal;
  const party = (id: string, amounts: readonly number[], period?: number): string[] => [
    ...byPeriod(amounts, result, locale, period),
    ...turnsOf(definition, flows, id, result, locale, period),
  ];
  if (call.name === 'CARRY')
    return [...differs(total(result.carry), value, call, locale), ...party('gp', result.carry)];
  if (call.name === 'PAYOUT') {
    const wanted = String(scalar(cell, 0) ?? '')
      .trim()
      .toLowerCase();
    const found = result.parties.find(({ id, name }) =>
      [id, name.en, name['zh-CN']].some((known) => known.toLowerCase() === wanted),
    );
    const given = scalar(cell, 6);
    const period = typeof given === 'number' ? given : undefined;
    if (!found) return [];
    const now = period === undefined ? total(found.received) : (found.received[period] ?? 0);
    return [...differs(now, value, call, locale), ...party(found.id, found.received, period)];
  }
  if (call.name === 'CLAWBACK') {
    const { clawback = { taxRate: 0 }, ...options } = definition.options;
    const last = run({ ...definition, options: { ...options, clawback } }, flows).clawback?.entries.at(-1);
    return last ? explainClawback(last, clawback.taxRate, locale) : [];
  }
  return [];
}

/** A cell whose figure is not what its inputs now give was not calculated since they changed. */
function differs(now: number, value: CellValue, { isWhole }: Call, locale: Locale): string[] {
  if (!isWhole || typeof value !== 'number' || same(now, value)) return [];
  const params = { shown: formatAmount(value, locale), now: formatAmount(now, locale) };
  return [say(formulaTexts.differs, locale, params)];
}

const periodName = (result: Result, k: number, locale: Locale): string =>
  say(cellTexts[result.timeline.unit], locale, { k: String(k) });

function byPeriod(amounts: readonly number[], result: Result, locale: Locale, only?: number): string[] {
  if (only !== undefined) return [];
  const parts = amounts.flatMap((amount, k) =>
    amount === 0
      ? []
      : [
          say(formulaTexts.amountIn, locale, {
            period: periodName(result, k, locale),
            amount: formatAmount(amount, locale),
          }),
        ],
  );
  if (!parts.length) return [];
  return [say(formulaTexts.perPeriod, locale, { parts: parts.join(locale === 'en' ? ', ' : '，') })];
}

/** The turns that paid a party, the first of them; those of one period where it is asked for. */
function turnsOf(
  definition: Definition,
  flows: Flows,
  party: string,
  result: Result,
  locale: Locale,
  period?: number,
): string[] {
  const pays = (turn: Turn) =>
    (period === undefined || turn.period === period) &&
    turn.payments.some((p) => p.party === party && p.amount !== 0);
  const turns = traceOf(definition, flows).filter(pays);
  const said = turns
    .slice(0, MOST_TURNS)
    .map((turn) => `${periodName(result, turn.period, locale)} · ${explainTurn(turn, definition, locale)}`);
  const more = turns.length - said.length;
  return more > 0 ? [...said, say(formulaTexts.more, locale, { n: more })] : said;
}

/** A figure of a table that spills is told as one of a detail sheet, by the cells of the spill. */
function tableCell(
  { cell, locale }: About,
  result: Result,
  flows: Flows,
  inputs: readonly ExplainedInput[],
): CellExplanation | null {
  const columns = shownColumns(result, locale, {
    which: String(scalar(cell, 5) ?? ''),
    dated: cell.grids[3] != null,
  });
  const map = {
    firstRow: cell.anchor.row + 1,
    periods: result.timeline.periods,
    columns: [...new Array<string>(cell.anchor.column).fill(''), ...columns.map((c) => c.key)],
    workings: [0, 0] as const,
    live: false,
    cells: {},
  };
  const told = explainer({ result, flows, map, unit: null }, locale)(cell.row, cell.column);
  return told && { ...told, inputs: [...told.inputs, ...inputs] };
}

function tellSeries(about: About): Told {
  const { cell, locale } = about;
  const [at, datesAt] = SERIES[cell.call.name]!;
  const [flows, dates] = [cell.grids[at], datesAt === undefined ? null : cell.grids[datesAt]];
  const inputs = rangesOf(about).filter(({ place }) => place !== at);
  if (!flows) return { sentences: [], inputs };
  const read = readLines([
    { grid: trimmed(flows), kind: 'amount' },
    ...(dates ? [{ grid: trimmed(dates), kind: 'date' as const }] : []),
  ]);
  if (!read.ok)
    return { sentences: [], inputs: rangesOf(about), why: read.issues.map((i) => faultAt(i, locale)) };
  const amounts = read.value.columns[0]!;
  const sum = (sign: number) => total(amounts.filter((amount) => amount * sign > 0));
  const cells = flowCells(flows, read.value, cell, locale, (i) =>
    say(formulaTexts.cash, locale, { n: i + 1 }),
  );
  const changes = sum(1) !== 0 && sum(-1) !== 0;
  return {
    sentences: [
      say(formulaTexts.flows, locale, {
        n: amounts.length,
        paidIn: formatAmount(-sum(-1), locale),
        received: formatAmount(sum(1), locale),
      }),
    ],
    inputs: [...cells, ...inputs],
    why: [say(changes ? formulaTexts.noRoot : formulaTexts.noSign, locale)],
  };
}

/** The cells of a series, the first of them, each under the name of its place. */
function flowCells(
  grid: Grid,
  { columns, cellOf }: Lines,
  cell: FormulaCell,
  locale: Locale,
  nameOf: (i: number) => string,
): ExplainedInput[] {
  return columns[0]!.slice(0, MOST_CELLS).map((amount, i) => ({
    label: nameOf(i),
    amount,
    text: formatAmount(amount, locale),
    cell: cellOf(0, i),
    ...elsewhere(grid, cell),
  }));
}

/** The cash of a deal cell by cell where it is one column or row. */
function cashCells(
  flows: RangeGrid,
  result: Result,
  cell: FormulaCell,
  locale: Locale,
): ExplainedInput[] | null {
  if (flows.height !== 1 && flows.width !== 1) return null;
  const read = readLines([{ grid: flows, kind: 'amount' }]);
  if (!read.ok) return null;
  // The amounts end with the last period.
  const first = result.timeline.periods + 1 - read.value.columns[0]!.length;
  return flowCells(flows, read.value, cell, locale, (i) => periodName(result, first + i, locale));
}

/** Rows to the last that is not blank, with the size that was given. */
function trimmed(grid: Grid): RangeGrid {
  const last = grid.values.findLastIndex((row) => row.some((v) => v !== null && v !== '' && v !== 0));
  return {
    ...grid,
    values: grid.values.slice(0, last + 1),
    height: grid.values.length,
    width: grid.values[0]?.length ?? 0,
  };
}

const faultAt = (issue: CellIssue, locale: Locale): string => {
  const words = cellIssueMessage(issue, locale);
  if (!issue.cell || words.includes(issue.cell)) return words;
  return say({ en: '{cell}: {words}', 'zh-CN': '{cell}：{words}' }, locale, { cell: issue.cell, words });
};

function errorOf(error: string, why: readonly string[], locale: Locale): string[] {
  const word = (text: keyof typeof formulaTexts) => [`${error} ${say(formulaTexts[text], locale)}`];
  switch (error) {
    case '#BUSY!':
      return word('busy');
    case '#NAME?':
      return word('name');
    case '#SPILL!':
      return word('spill');
    case '#REF!':
      return word('reference');
    case '#NUM!':
      return [
        `${error} ${say(formulaTexts.noAnswer, locale, { why: why[0] ?? say(formulaTexts.noRoot, locale) })}`,
      ];
    default:
      return [...word('fault'), ...why];
  }
}

/** The terms of a block, each with its cell. */
const termCells = (block: Grid, cell: FormulaCell, locale: Locale): ExplainedInput[] =>
  readTermsBlock(block).terms.map(({ id, value, cell: at }) => ({
    label: fieldName([id], locale),
    amount: typeof value === 'number' ? value : null,
    text:
      typeof value !== 'number'
        ? value
        : Math.abs(value) <= 1
          ? formatPercent(value, locale)
          : formatAmount(value, locale),
    cell: at,
    ...elsewhere(block, cell),
  }));

const elsewhere = ({ sheet }: Grid, cell: FormulaCell): { sheet?: string } =>
  sheet === cell.sheet ? {} : { sheet };

const parameterName = ({ signature }: About, place: number): string =>
  signature?.parameters[place]?.name ?? String(place + 1);

/** The ranges among the arguments, each as one line; a single cell with what it holds. */
function rangesOf(about: About): (ExplainedInput & { readonly place: number })[] {
  const { cell, locale } = about;
  return cell.grids.flatMap((grid, place) => {
    if (!grid) return [];
    const { values, row, column } = grid;
    const numbers = values.flat().filter((v): v is number => typeof v === 'number');
    const only = values.flat().length === 1 ? values[0]![0]! : null;
    const sum = formatAmount(total(numbers), locale);
    return [
      {
        place,
        label: parameterName(about, place),
        amount: null,
        text:
          only === null
            ? numbers.length
              ? `Σ ${sum}`
              : ''
            : typeof only === 'number'
              ? formatAmount(only, locale)
              : String(only),
        cell: rangeAddress(row, column, values.length, values[0]?.length ?? 1),
        ...elsewhere(grid, cell),
      },
    ];
  });
}

/** Arguments without cells: those that are formulas, and those left out. */
function argumentsOf(about: About): string[] {
  const { cell, locale } = about;
  return cell.call.arguments.flatMap((argument: Argument, place) =>
    argument.kind === 'formula' || (argument.kind === 'name' && !cell.grids[place])
      ? [
          say(formulaTexts.computed, locale, {
            name: parameterName(about, place),
            formula: argument.kind === 'formula' ? argument.text : argument.name,
          }),
        ]
      : [],
  );
}
