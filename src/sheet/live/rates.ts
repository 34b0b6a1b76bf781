/** A rate of a tier as cells, one for each step, and what it makes of 1 over a period or a part of one. */
import { orderOf, type Compounding, type DayCount, type NominalRate } from '../../engine/index.ts';
import { compoundsInside, growth, type Span } from './clock.ts';
import { atClosing, before, sum, type Expr } from './expression.ts';
import type { Setting } from './context.ts';

/** A day inside a period: its cell, the day as written, and the dates around it. */
export interface Day {
  readonly cell: Expr;
  readonly place: number;
  readonly period: number;
  readonly start: Expr;
  readonly end: Expr;
}

export interface LiveRate {
  /** The rate, where it is one for the whole life. */
  readonly cell: Expr | null;
  /** Return on 1 over period k. */
  over(k: number): Expr;
  /** Return on 1 from a day inside a period to the period's end. */
  from(day: Day): Expr;
}

interface Step {
  readonly from: number;
  readonly cell: Expr;
}

export function openRate(
  setting: Setting,
  key: string,
  label: string,
  rate: NominalRate,
  way: { readonly compounding: Compounding; readonly dayCount: DayCount; readonly fromClosing: boolean },
): LiveRate {
  const { clock, flows, terms, book } = setting;
  const { timeline } = flows;
  const { compounding, dayCount, fromClosing } = way;
  const date = book.ref('date');
  const steps: Step[] = terms
    .rate(key, label, rate)
    .map(({ from, cell }) => ({
      cell,
      from:
        from === undefined
          ? -Infinity
          : (from.date ?? orderOf(timeline, { period: Math.max(0, from.period - 1) })),
    }))
    .sort((a, b) => a.from - b.from);
  const single = steps.length === 1 && steps[0]!.from === -Infinity ? steps[0]!.cell : null;
  /** Pieces of time under one rate each: the rate's cell, null before the first step, and the days. */
  const stretches = (start: number, end: number, first: Expr, last: Expr) => {
    const found: { rate: Expr | null; from: Expr; to: Expr }[] = [];
    let [begin, cell] = [first, null as Expr | null];
    for (const step of steps) {
      if (step.from > start && step.from < end) {
        found.push({ rate: cell, from: begin, to: String(step.from) });
        begin = String(step.from);
      }
      if (step.from < end) cell = step.cell;
    }
    return [...found, { rate: cell, from: begin, to: last }];
  };
  const joined = (parts: readonly Expr[]): Expr => {
    if (parts.length < 2) return parts[0] ?? '0';
    return compoundsInside(compounding) ? `${parts.map((p) => `(1+${p})`).join('*')}-1` : sum(parts);
  };
  const grown = (pieces: ReturnType<typeof stretches>, years: (from: Expr, to: Expr) => Expr) =>
    joined(
      pieces.flatMap((p) => (p.rate === null ? [] : [growth(p.rate, compounding, years(p.from, p.to))])),
    );
  return {
    cell: single,
    over(k) {
      const whole = clock.period(dayCount, fromClosing);
      if (single !== null) return growth(single, compounding, whole);
      const [start, end] = [k - 1, k].map((period) => orderOf(timeline, { period })) as [number, number];
      const pieces = stretches(start, end, before(date), date);
      const around = { start: before(date), end: date, closing: atClosing(date) };
      return grown(pieces, (from, to) =>
        pieces.length === 1 ? whole : clock.within({ from, to, ...around }, dayCount, fromClosing),
      );
    },
    from({ cell, place, period, start, end }) {
      const span = (from: Expr, to: Expr): Span => ({ from, to, start, end, closing: atClosing(date) });
      const last = orderOf(timeline, { period });
      return grown(stretches(place, last, cell, end), (from, to) =>
        clock.within(span(from, to), dayCount, fromClosing),
      );
    },
  };
}

/** The column of a rate's return on 1, shared by all that use it, or the formula itself where that is short. */
export function factorOf(
  setting: Setting,
  key: string,
  group: string,
  rate: LiveRate,
  compounding: Compounding,
): Expr {
  const { book, word } = setting;
  const formula = rate.over(1);
  if (rate.cell !== null && (compounding === 'simple' || formula === rate.cell)) return formula;
  return book.has(key)
    ? book.ref(key)
    : book.define(key, group, word('growth'), rate.cell === null ? rate.over : formula, { format: 'factor' });
}
