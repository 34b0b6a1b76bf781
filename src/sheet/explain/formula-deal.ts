/** A function of a deal: its clauses, the turns that paid, the cells of terms and cash. */
import { isRateTerm } from '../../document/term-unit.ts';
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
import { readLines, type RangeGrid } from '../deal-ranges.ts';
import { readTermsBlock } from '../deal-terms.ts';
import type { CellValue, Grid } from '../grid.ts';
import { shownColumns } from '../spills.ts';
import type { Call } from './call.ts';
import type { ExplainedInput } from './columns.ts';
import { explainer, type CellExplanation } from './index.ts';
import { same } from './arithmetic.ts';
import {
  elsewhere,
  faultAt,
  flowCells,
  rangesOf,
  scalar,
  trimmed,
  type About,
  type FormulaCell,
  type Told,
} from './formula-about.ts';

/** Places of mode, terms, cash, dates and contributions among the arguments. */
export const DEALS: Readonly<Record<string, readonly [number, number, number, number, number]>> = {
  DISTRIBUTE: [0, 1, 2, 3, 4],
  SUMMARY: [0, 1, 2, 3, 4],
  CARRY: [0, 1, 2, 3, 4],
  CLAWBACK: [0, 1, 2, 3, 4],
  PAYOUT: [1, 2, 3, 4, 5],
  EXPLAIN: [0, 1, 2, 5, 6],
  SENSITIVITY: [1, 2, 3, 8, 9],
  SOLVE: [2, 3, 4, 6, 7],
  RECONCILE: [0, 1, 2, 4, 5],
  SIMULATE: [1, 2, 3, 6, 7],
};

/** More would be read by nobody. */
const MOST_TURNS = 8;

export function tellDeal(about: About): Told {
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

/** The terms of a block, each with its cell. */
const termCells = (block: Grid, cell: FormulaCell, locale: Locale): ExplainedInput[] =>
  readTermsBlock(block).terms.map(({ id, value, cell: at }) => ({
    label: fieldName([id], locale),
    amount: typeof value === 'number' ? value : null,
    text:
      typeof value !== 'number'
        ? value
        : isRateTerm(id)
          ? formatPercent(value, locale)
          : formatAmount(value, locale),
    cell: at,
    ...elsewhere(block, cell),
  }));
