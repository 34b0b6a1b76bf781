/** What presets are made of: the shape of a preset, terms and tiers that several of them share. */
import { GP } from '../parties.ts';
import type { Definition, InvestorClass, NominalRate, Options, Text, Tier } from '../definition.ts';
import type { Timeline } from '../flows.ts';
import type { Parsed } from '../issue.ts';
import { LIMITS } from '../limits.ts';
import type { RawStep } from '../parse/read-rates.ts';

export interface TermSpec {
  readonly id: string;
  readonly label: Text;
  readonly unit: 'percent' | 'amount' | 'text';
  readonly default?: number | string;
  readonly min?: number;
  readonly max?: number;
  /** May be left out; follows from the others or is not needed. */
  readonly optional?: boolean;
  /** May be given in steps: it changes over time. */
  readonly stepped?: boolean;
}

/** A term as given: a number, or where it may change over time its steps, `from` a period or an ISO date. */
export type TermValue = number | readonly RawStep[];

export interface OptionSpec {
  readonly id: 'shortfall' | 'senior_order' | 'accrual';
  readonly label: Text;
  readonly choices: readonly { readonly id: string; readonly label: Text }[];
  /** Left out where it follows from the timeline. */
  readonly default?: string;
}

/** Values of a preset's terms by id, bounds checked, and of its options. */
export interface PresetInput {
  readonly terms: Readonly<Record<string, number>>;
  /** The hurdle rate, its steps placed in time; 0 in a preset without one. */
  readonly hurdle: NominalRate;
  readonly options: Readonly<Record<string, string>>;
}

export interface Preset {
  readonly id: string;
  readonly group: 'flat' | 'structured' | 'other';
  readonly name: Text;
  /** Cash is told apart by the deal it comes from. */
  readonly byDeal?: boolean;
  /** Deals have balances of their own, so that what one pays never nets what another calls. */
  readonly strict?: boolean;
  /** Pots of its definition, where cash is told apart by them. */
  readonly pots?: readonly string[];
  /** The tiers in one line, e.g. `Capital → hurdle → split`. */
  readonly order: Text;
  readonly terms: readonly TermSpec[];
  readonly options: readonly OptionSpec[];
  /** Terms that must sum to 1, the last of which may be left out. */
  readonly ratios?: readonly string[];
  /** Of a mode that a user saved: its definition as JSON, and what is read of it on a timeline. */
  readonly own?: { readonly json: object; parse(timeline: Timeline | null): Parsed<Definition> };
  define(input: PresetInput): Definition;
}

export const text = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

export const rate = (id: string, label: Text, value: number, max = 1): TermSpec => ({
  id,
  label,
  unit: 'percent',
  default: value,
  min: 0,
  max,
});

/** Terms every mode has; the unit is printed, never computed with. */
export const commonTerms: readonly TermSpec[] = [
  {
    id: 'investment_amount',
    label: text('Investment', '投资金额'),
    unit: 'amount',
    optional: true,
  },
  { id: 'unit', label: text('Unit', '单位'), unit: 'text', optional: true },
];

export const HURDLE_RATE: TermSpec = {
  ...rate('hurdle_rate', text('Hurdle rate', '门槛收益率'), 0.08),
  stepped: true,
};
export const CARRY_RATE = rate('carry_rate', text('Carry rate', '业绩报酬比例'), 0.2);

export const LP: InvestorClass = { id: 'lp', name: text('LP', 'LP'), share: 1 };

export const capital = (to: string, id = 'capital', name = text('Capital', '本金')): Tier => ({
  kind: 'returnOfCapital',
  id,
  name,
  to: [to],
});

export const split = (to: string, carry: number): Tier => ({
  kind: 'split',
  id: 'split',
  name: text('Split', '超额分成'),
  shares: { [to]: 1 - carry, [GP]: carry },
});

export const defaultOptions: Options = {
  dayCount: 'act365',
  gpCapital: 'pariPassu',
  apportion: 'none',
  hurdleOn: 'investors',
  dealByDeal: 'none',
  lateCall: 'stand',
  negativeCash: 'call',
  payback: 'linear',
  measures: {},
};

/** The rates of a hurdle in their order; a preset takes no index. */
export const ratesOf = (hurdle: NominalRate): readonly number[] =>
  typeof hurdle === 'number' ? [hurdle] : 'index' in hurdle ? [] : hurdle.map((step) => step.rate);

/** One pot; values are discounted at the hurdle where there is one, at the first rate of one in steps. */
export const fund = (
  classes: readonly InvestorClass[],
  tiers: readonly Tier[],
  hurdle?: NominalRate,
): Definition => ({
  classes,
  parties: [],
  pots: [{ id: 'cash', tiers }],
  options: {
    ...defaultOptions,
    measures: hurdle === undefined ? {} : { discountRate: ratesOf(hurdle)[0]! },
  },
});

/** How time counts in the classic modes when nothing is said: by days where dates lie otherwise than a year apart. */
export const usualAccrual = (timeline: Timeline | null): 'wholeYears' | 'days' =>
  timeline?.dates && !timeline.dates.every((d, k, all) => k === 0 || isYearApart(all[k - 1]!, d))
    ? 'days'
    : 'wholeYears';

export const isYearApart = (from: number, to: number): boolean =>
  to - from >= LIMITS.yearDays.least && to - from <= LIMITS.yearDays.most;
