/** What the user says is uncertain: fields, their bounds, and the request they make. */
import type { SimulationAsked } from '../../client/simulation-messages.ts';
import { LIMITS } from '../../engine/index.ts';
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
  readonly id: 'multiple' | 'period';
  readonly label: SimulationText;
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
const triangle = (id: Triangle['id'], min: number, max: number, more: Partial<Field> = {}): Triangle => ({
  id,
  label: id,
  of: ENDS.map((end) => field(`${id}.${end}`, end, min, max, more)),
});

export const CASH = field('volatility', 'volatility', 0, 1000, { unit: '%' });
export const EXITS = [triangle('multiple', 0, 1000), triangle('period', 1, LIMITS.periods, { whole: true })];
/** Of funds whose cash is told apart by deal. */
export const DEALS = [
  field('write_offs', 'writeOffs', 0, 99, { unit: '%' }),
  field('recovery', 'recovery', 0, 100, { unit: '%' }),
  field('deal_volatility', 'dealVolatility', 0, 1000, { unit: '%' }),
  field('correlation', 'correlation', -1, 1),
];
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

/** @param byDeal whether the deal's cash is told apart by deals */
export function readFields({ texts, overTime }: Risk, byDeal: boolean): ReadFields {
  const faults: Record<string, Fault> = {};
  const read = (f: Field): number | null => {
    const text = (texts[f.id] ?? '')
      .normalize('NFKC')
      .replace(/[\s%x×]+$/i, '')
      .trim();
    if (text === '') return null;
    const value = readNumber(text);
    if (
      typeof value === 'number' &&
      value >= f.min &&
      value <= f.max &&
      !(f.whole && !Number.isInteger(value))
    )
      return value;
    faults[f.id] = {
      text: f.whole ? 'whole' : f.unit === '%' ? 'percent' : 'between',
      params: { min: f.min, max: f.max },
    };
    return null;
  };
  const drawn = ({ id, of }: Triangle): object | null => {
    const [min, mode, max] = of.map(read);
    if (of.some((f) => faults[f.id])) return null;
    if ([min, mode, max].every((x) => x === null)) return null;
    if (min != null && mode != null && max != null && min <= mode && mode <= max) return { min, mode, max };
    faults[`${id}.least`] = { text: 'three' };
    return null;
  };
  const volatility = read(CASH);
  const [multiple, period] = EXITS.map(drawn);
  const [writeOffs, recovery, dealVolatility, correlation] = byDeal
    ? DEALS.map(read)
    : [null, null, null, null];
  const [scenarios, seed] = SIZE.map(read);
  for (const f of SIZE)
    if (read(f) === null) faults[f.id] ??= { text: 'whole', params: { min: f.min, max: f.max } };
  const uncertainty = {
    ...(volatility ? { cash: { distribution: 'lognormal', volatility, over_time: overTime } } : {}),
    ...(multiple || period
      ? { exit: { ...(period ? { period } : {}), ...(multiple ? { multiple, of: 'capital' } : {}) } }
      : {}),
    ...(writeOffs || dealVolatility
      ? {
          deals: {
            write_offs: writeOffs ?? 0,
            recovery: recovery ?? 0,
            volatility: dealVolatility ?? 0,
            correlation: correlation ?? 0,
          },
        }
      : {}),
  };
  if (Object.keys(uncertainty).length === 0 && Object.keys(faults).length === 0)
    faults.volatility = { text: 'nothing' };
  if (Object.keys(faults).length > 0) return { faults, asked: null };
  return {
    faults,
    asked: { uncertainty: { ...uncertainty, percentiles: PERCENTILES }, scenarios: scenarios!, seed: seed! },
  };
}
