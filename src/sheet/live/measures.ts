/** Measures of a sheet of formulas by Excel's own functions, where they count as the engine does. */
import { PERIODS_PER_YEAR, total } from '../../engine/index.ts';
import type { Result } from '../../engine/result.ts';
import type { Expr } from './expression.ts';
import type { LiveDeal } from './index.ts';

export interface LiveMeasures {
  /** Formula of the rate of a column of flows; null where no Excel function counts time this way. */
  rateOf(column: number, values: readonly number[], near: number | null): string | null;
  /** Of the project. */
  readonly irr: string | null;
  readonly dpi: string;
  readonly tvpi: string;
  /** What the tiers took less what the parties had: 0. */
  readonly tiersCheck: string;
  /**
   * How far the parties' totals are from those the sheet was written with; where they are the same, a sum that tells
   * whether the same amounts are paid at other times. 0 until an input is changed.
   */
  readonly change: string;
  /** All distributable cash, without the equals sign. */
  readonly cash: string;
}

interface Cells {
  /** Range of a column's periods, from a period on. */
  rangeOf(column: number, from?: number): string;
  columnOf(key: string): number;
  written(expr: Expr): string;
  /** The sum of whole columns, without the equals sign. */
  sumOf(refs: readonly Expr[]): string;
}

/**
 * The rate of a range of flows; null where no Excel function counts time as the engine does.
 * @param at range of their dates, or of the numbers of their periods
 * @param regular the flows stand at the dates of the timeline
 * @param near annual rate of the engine, from which the search begins
 */
export function rateFormula(
  { timeline, definition }: Result,
  flows: string,
  at: string,
  regular: boolean,
  near: number | null = null,
): string | null {
  const { dayCount } = definition.options;
  const m = PERIODS_PER_YEAR[timeline.unit];
  const dated = timeline.dates !== undefined && dayCount !== 'periods';
  if (dated ? dayCount !== 'act365' : !regular) return null;
  const usual = m === 1 ? '' : `,1.1^(1/${m})-1`;
  const guess = near === null ? usual : `,${guessOf((1 + near) ** (1 / m) - 1)}`;
  const rate = dated ? guessing(`XIRR(${flows},${at})`, near)! : `IRR(${flows}${guess})`;
  const time = dated ? `((${at}-${at.split(':')[0]!})/365)` : at;
  const discounted = (amounts: string) => `SUMPRODUCT(${amounts}/(1+${rate})^${time})`;
  // Both are known to give numbers that are no answer: one is shown only where the flows come to nothing at it.
  const isRoot = `AND(${rate}>-1,ABS(${discounted(flows)})<=0.000001*${discounted(`ABS(${flows})`)})`;
  const annual = m === 1 || dated ? rate : `(1+${rate})^${m}-1`;
  return `=IFERROR(IF(${isRoot},${annual},"–"),"–")`;
}

/** Without a guess Excel begins at 10 %, and far from there it gives no answer, or one that is none. */
const guessOf = (rate: number): string => String(Number(Math.min(1e9, Math.max(-0.999, rate)).toFixed(6)));

/** A formula of dated flows that begins its search at the rate the engine found. */
export const guessing = (formula: string | null, rate: number | null): string | null =>
  rate === null
    ? formula
    : (formula?.replace(/XIRR\(([^(),]+),([^(),]+)\)/g, `XIRR($1,$2,${guessOf(rate)})`) ?? null);

/**
 * How far each party's flows, and the dates, are from the run's when they are weighed by their period: by roots, so that
 * what is moved back and forth does not cancel out.
 */
function timingOf(
  { contributed }: LiveDeal,
  { timeline, parties }: Result,
  range: (key: string) => string,
): string[] {
  const { periods, dates } = timeline;
  const weighed = (cells: string, values: readonly number[]) => {
    const right = total(values.map((v, k) => v * ((1 + k) / (1 + periods)) ** 0.5));
    return `ABS(SUMPRODUCT(${cells}*((1+${range('period')})/${1 + periods})^0.5)-${right})`;
  };
  return [
    ...parties.map((p) =>
      p.role === 'class'
        ? weighed(
            `(${range(`total>${p.id}`)}-${range(contributed(p.id))})`,
            p.received.map((r, k) => r - p.contributed[k]!),
          )
        : weighed(range(`total>${p.id}`), p.received),
    ),
    ...(dates ? [weighed(range('date'), dates)] : []),
  ];
}

export function liveMeasures(deal: LiveDeal, result: Result, cells: Cells): LiveMeasures {
  const { timeline, definition, parties } = result;
  const dated = timeline.dates !== undefined && definition.options.dayCount !== 'periods';
  const rateOf: LiveMeasures['rateOf'] = (column, values, near) => {
    // XIRR takes no leading zero.
    const first = values.findIndex((v) => v !== 0);
    const start = dated ? Math.max(0, first) : 0;
    const at = cells.rangeOf(cells.columnOf(dated ? 'date' : 'period'), start);
    return rateFormula(result, cells.rangeOf(column, start), at, true, near);
  };
  const range = (key: string) => cells.rangeOf(cells.columnOf(key));
  const classes = parties.filter((p) => p.role === 'class').map((p) => p.id);
  const paidIn = classes.map((id) => range(deal.contributed(id))).join();
  const received = parties.map((p) => range(`total>${p.id}`)).join();
  const over = (amount: string) => `=IF(SUM(${paidIn})=0,"–",${amount}/SUM(${paidIn}))`;
  const net = range('net');
  const flows = result.parties.reduce<number[]>(
    (sum, p) => sum.map((s, k) => s + p.received[k]! - p.contributed[k]!),
    result.cash.map(() => 0),
  );
  const plain = deal.project === 'net';
  const totals = parties.map((p) => `ABS(SUM(${range(`total>${p.id}`)})-${total(p.received)})`);
  const nav = deal.nav === '0' ? '' : `+${cells.written(deal.nav)}`;
  const left = result.liquidations.find((l) => l.period === timeline.periods)?.nav ?? 0;
  const timing = [...timingOf(deal, result, range), ...(nav ? [`ABS(${nav.slice(1)}-${left})`] : [])];
  return {
    rateOf,
    irr: rateOf(cells.columnOf(deal.project), flows, result.project.irr),
    dpi: plain ? `=SUMIF(${net},">0")/-SUMIF(${net},"<0")` : over(`SUM(${received})`),
    tvpi: plain ? `=SUMIF(${net},">0")/-SUMIF(${net},"<0")` : over(`(SUM(${received})${nav})`),
    tiersCheck: `=ROUND(${cells.sumOf(deal.taken)}-(${cells.sumOf(deal.received)}),6)`,
    change: `=MAX(ROUND(${totals.join('+')},6),ROUND(${timing.join('+')},6))`,
    cash: deal.plainFlows
      ? `SUMIF(${net},">0")`
      : definition.pots.map((p) => `SUMIF(${range(`cash>${p.id}`)},">0")`).join('+'),
  };
}
