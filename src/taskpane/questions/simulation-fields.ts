/** What the user says is uncertain: fields, their bounds, and the request they make. */
import type { SimulationAsked } from '../../client/simulation-messages.ts';
import { LIMITS, type Lever } from '../../engine/index.ts';
import type { SimulationText } from '../../i18n/simulation.ts';
import { readNumber } from '../model/entry.ts';
import type { Risk } from '../model/questions.ts';

export interface Field {
  readonly id: string;
  readonly label: SimulationText;
  readonly unit?: '%' | 'x';
  readonly min: number;
  readonly max: number;
  readonly whole?: true;
}
/** Least, most likely and most of one number. */
export interface Triangle {
  readonly id: string;
  readonly of: readonly Field[];
}

const field = (
  id: string,
  label: SimulationText,
  min: number,
  max: number,
  more: Partial<Field> = {},
): Field => ({
  id,
  label,
  min,
  max,
  ...more,
});
const ENDS = ['least', 'likely', 'most'] as const;
const triangle = (id: string, min: number, max: number, more: Partial<Field> = {}): Triangle => ({
  id,
  of: ENDS.map((end) => field(`${id}.${end}`, end, min, max, more)),
});

export const CASH = field('volatility', 'volatility', 0, 1000, { unit: '%' });
export const EXITS = [
  { ...triangle('multiple', 0, 1000), label: 'multiple' },
  { ...triangle('period', 1, LIMITS.periods, { whole: true }), label: 'period' },
] as const;
/** Of funds whose cash is told apart by deal. */
export const DEALS = [
  field('write_offs', 'writeOffs', 0, 99, { unit: '%' }),
  field('recovery', 'recovery', 0, 100, { unit: '%' }),
  field('deal_volatility', 'dealVolatility', 0, 1000, { unit: '%' }),
  field('correlation', 'correlation', -1, 1),
];
/** One number for every two deals. */
export const BETWEEN = field('between', 'between', -1, 1);

/** A term that varies, from its least value to its most: rates in percent. */
export const termTriangle = ({ id, unit, min, max = 1000 }: Lever): Triangle =>
  unit === 'rate'
    ? triangle(`term.${id}`, 100 * min, 100 * max, { unit: '%' })
    : triangle(`term.${id}`, min, max);

export const SIZE = [
  field('scenarios', 'scenarios', 1, LIMITS.scenarios, { whole: true }),
  field('seed', 'seed', 0, Number.MAX_SAFE_INTEGER, { whole: true }),
];

/** What is told of each figure. */
const PERCENTILES = [5, 25, 50, 75, 95];

export interface Fault {
  readonly text: SimulationText;
  readonly params?: Readonly<Record<string, number>>;
}

export interface ReadFields {
  readonly faults: Readonly<Record<string, Fault>>;
  /** Null while there are faults, or nothing is uncertain. */
  readonly asked: Omit<SimulationAsked, 'request'> | null;
}

/** Reads fields as they stand, and notes what is wrong with each. */
interface Reader {
  readonly faults: Record<string, Fault>;
  /** Null where it is empty or wrong. */
  number(field: Field): number | null;
  triangle(fields: Triangle): object | null;
}

function openReader(texts: Risk['texts']): Reader {
  const faults: Record<string, Fault> = {};
  const number = (f: Field): number | null => {
    const text = (texts[f.id] ?? '')
      .normalize('NFKC')
      .replace(/[\s%x×]+$/i, '')
      .trim();
    if (text === '') return null;
    const value = readNumber(text);
    const isIn = typeof value === 'number' && value >= f.min && value <= f.max;
    if (isIn && !(f.whole && !Number.isInteger(value))) return value;
    faults[f.id] = {
      text: f.whole ? 'whole' : f.unit === '%' ? 'percent' : 'bounds',
      params: { min: f.min, max: f.max },
    };
    return null;
  };
  return {
    faults,
    number,
    triangle({ id, of }) {
      const [min, mode, max] = of.map(number);
      if (of.some((f) => faults[f.id])) return null;
      if ([min, mode, max].every((x) => x === null)) return null;
      if (min != null && mode != null && max != null && min <= mode && mode <= max) return { min, mode, max };
      faults[`${id}.least`] = { text: 'three' };
      return null;
    },
  };
}

/**
 * @param deals how many deals the cash is told apart by
 * @param levers terms that may vary
 */
export function readFields(
  { texts, overTime, terms, history, sampling }: Risk,
  deals: number,
  levers: readonly Lever[],
): ReadFields {
  const reader = openReader(texts);
  const { faults } = reader;
  const volatility = history ? null : reader.number(CASH);
  if (history?.fault) faults.history = { text: history.fault };
  const [multiple, period] = EXITS.map(reader.triangle);
  const drawnByDeal = readDeals(reader, deals);
  // Where deals are drawn one by one, their cash and their exits are theirs.
  const ofAll = { volatility, history, 'multiple.least': multiple, 'period.least': period };
  if (drawnByDeal)
    for (const [id, isSaid] of Object.entries(ofAll)) if (isSaid) faults[id] = { text: 'byDeal' };
  const varying = readTerms(
    reader,
    levers.filter(({ id }) => terms.includes(id)),
  );
  const [scenarios, seed] = SIZE.map(reader.number);
  for (const f of SIZE)
    if (reader.number(f) === null) faults[f.id] ??= { text: 'whole', params: { min: f.min, max: f.max } };
  const uncertainty = {
    ...(history
      ? { cash: { distribution: 'bootstrap', history: history.changes, over_time: overTime } }
      : {}),
    ...(volatility ? { cash: { distribution: 'lognormal', volatility, over_time: overTime } } : {}),
    ...(multiple || period
      ? { exit: { ...(period ? { period } : {}), ...(multiple ? { multiple, of: 'capital' } : {}) } }
      : {}),
    ...(drawnByDeal ? { deals: drawnByDeal } : {}),
    ...(Object.keys(varying).length ? { terms: varying } : {}),
  };
  if (Object.keys(uncertainty).length === 0 && Object.keys(faults).length === 0)
    faults.volatility = { text: 'nothing' };
  if (Object.keys(faults).length > 0) return { faults, asked: null };
  return {
    faults,
    asked: {
      uncertainty: {
        ...uncertainty,
        ...(sampling === 'sobol' ? { sampling } : {}),
        percentiles: PERCENTILES,
      },
      scenarios: scenarios!,
      seed: seed!,
    },
  };
}

/** How each deal is drawn; null where they are not drawn one by one. */
function readDeals({ number, faults }: Reader, deals: number): object | null {
  const [writeOffs, recovery, volatility, correlation] =
    deals > 0 ? DEALS.map(number) : [null, null, null, null];
  const between = deals > 1 ? number(BETWEEN) : null;
  if (between !== null) {
    // Deals cannot correlate less than the market they share makes them.
    const least = (deals * (correlation ?? 0) ** 2 - 1) / (deals - 1);
    const params = { min: Math.ceil(100 * least) / 100, max: 1, n: deals };
    if (!writeOffs && !volatility) faults.between = { text: 'betweenWhat' };
    else if (between < least) faults.between = { text: 'betweenLeast', params };
  }
  if (!writeOffs && !volatility) return null;
  return {
    write_offs: writeOffs ?? 0,
    recovery: recovery ?? 0,
    volatility: volatility ?? 0,
    correlation: correlation ?? 0,
    ...(between === null ? {} : { correlations: alike(deals, between) }),
  };
}

/** Draws of the terms that vary, by their ids. */
function readTerms({ triangle, faults }: Reader, levers: readonly Lever[]): Record<string, object> {
  const varying: Record<string, object> = {};
  for (const lever of levers) {
    const fields = termTriangle(lever);
    const draw = triangle(fields);
    if (draw) varying[lever.id] = draw;
    else if (!fields.of.some((f) => faults[f.id])) faults[`${fields.id}.least`] = { text: 'three' };
  }
  return varying;
}

const alike = (n: number, between: number): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : between)));
