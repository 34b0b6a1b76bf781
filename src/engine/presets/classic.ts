/** The five classic modes: simple interest on the capital open at the start of the period, by whole years or by days. */
import type { NominalRate, PreferredReturn, Text } from '../definition.ts';
import {
  capital,
  CARRY_RATE,
  fund,
  HURDLE_RATE,
  LP,
  rate,
  split,
  text,
  type OptionSpec,
  type Preset,
  type PresetInput,
  type TermSpec,
} from './parts.ts';

const SENIOR_RATIO = rate('senior_ratio', text('Senior ratio', '优先级比例'), 0.7);
const MEZZANINE_RATIO = rate('mezzanine_ratio', text('Mezzanine ratio', '夹层级比例'), 0.2);
const SUBORDINATE_RATIO: TermSpec = {
  id: 'subordinate_ratio',
  label: text('Subordinated ratio', '劣后级比例'),
  unit: 'percent',
  min: 0,
  max: 1,
  optional: true,
};

const SHORTFALL: OptionSpec = {
  id: 'shortfall',
  label: text('Unpaid current return', '未付期间收益'),
  choices: [
    { id: 'accrue', label: text('Carried forward', '累计结转') },
    { id: 'lapse', label: text('Lapses', '不结转') },
  ],
  default: 'accrue',
};
const SENIOR_ORDER: OptionSpec = {
  id: 'senior_order',
  label: text('Senior order', '优先级顺序'),
  choices: [
    { id: 'return_first', label: text('Return, then capital', '先收益后本金') },
    { id: 'capital_first', label: text('Capital, then return', '先本金后收益') },
  ],
  default: 'return_first',
};

const ACCRUAL: OptionSpec = {
  id: 'accrual',
  label: text('Accrual', '计息方式'),
  choices: [
    { id: 'days', label: text('By days', '按实际天数') },
    { id: 'wholeYears', label: text('By whole years', '按整年') },
  ],
};

const SENIOR = { id: 'senior', name: text('Senior', '优先级') };
const MEZZANINE = { id: 'mezzanine', name: text('Mezzanine', '夹层级') };
const SUBORDINATED = { id: 'subordinated', name: text('Subordinated', '劣后级') };

/** Simple interest on the balance; by whole years under any day count, or by days under the definition's own. */
function simpleReturn(
  { options }: PresetInput,
  id: string,
  name: Text,
  to: string,
  rate: NominalRate,
  shortfall: PreferredReturn['shortfall'] = 'accrue',
): PreferredReturn {
  return {
    kind: 'preferredReturn',
    id,
    name,
    to: [to],
    rate,
    compounding: 'simple',
    ...(options.accrual === 'days' ? {} : { dayCount: 'periods' }),
    base: 'unreturned',
    shortfall,
  };
}

/** What is left of a hurdle once a current return is paid, never below 0, step by step. */
function less(hurdle: NominalRate, current: number): NominalRate {
  if (typeof hurdle === 'number') return Math.max(0, hurdle - current);
  if ('index' in hurdle) return { ...hurdle, spread: hurdle.spread - current };
  return hurdle.map((step) => ({ ...step, rate: Math.max(0, step.rate - current) }));
}

const shortfallOf = ({ options }: PresetInput) => options.shortfall as PreferredReturn['shortfall'];
const HURDLE = text('Hurdle', '门槛收益');
const SENIOR_RETURN = text('Senior return', '优先级收益');
const seniorCapital = capital('senior', 'senior_capital', text('Senior capital', '优先级本金'));
const subordinatedCapital = capital(
  'subordinated',
  'subordinated_capital',
  text('Subordinated capital', '劣后级本金'),
);

const flatPrincipalFirst: Preset = {
  id: 'flat_principal_first',
  group: 'flat',
  name: text('Capital first', '优先还本'),
  order: text('Capital → hurdle → split', '本金 → 门槛收益 → 超额分成'),
  terms: [HURDLE_RATE, CARRY_RATE],
  options: [ACCRUAL],
  define: (input) =>
    fund(
      [LP],
      [
        capital('lp'),
        simpleReturn(input, 'hurdle', HURDLE, 'lp', input.hurdle),
        split('lp', input.terms.carry_rate!),
      ],
      input.hurdle,
    ),
};

const flatPeriodic: Preset = {
  id: 'flat_periodic',
  group: 'flat',
  name: text('Current return first', '期间分配'),
  order: text('Current return → capital → hurdle → split', '期间收益 → 本金 → 门槛收益 → 超额分成'),
  terms: [HURDLE_RATE, CARRY_RATE, rate('periodic_rate', text('Current return rate', '期间收益率'), 0.04)],
  options: [SHORTFALL, ACCRUAL],
  define: (input) => {
    const { terms, hurdle } = input;
    const current = terms.periodic_rate!;
    return fund(
      [LP],
      [
        simpleReturn(input, 'current', text('Current return', '期间收益'), 'lp', current, shortfallOf(input)),
        capital('lp'),
        simpleReturn(input, 'hurdle', HURDLE, 'lp', less(hurdle, current)),
        split('lp', terms.carry_rate!),
      ],
      hurdle,
    );
  },
};

const seniorSubordinate: Preset = {
  id: 'structured_senior_subordinate',
  group: 'structured',
  name: text('Senior-subordinated', '优先劣后'),
  order: text('Senior return, capital → sub. capital → split', '优先级收益与本金 → 劣后级本金 → 超额分成'),
  terms: [HURDLE_RATE, CARRY_RATE, SENIOR_RATIO, SUBORDINATE_RATIO],
  options: [SHORTFALL, SENIOR_ORDER, ACCRUAL],
  ratios: ['senior_ratio', 'subordinate_ratio'],
  define: (input) => {
    const { terms, options } = input;
    const capitalFirst = options.senior_order === 'capital_first';
    const seniorReturn = simpleReturn(
      input,
      'senior_return',
      SENIOR_RETURN,
      'senior',
      input.hurdle,
      capitalFirst ? 'accrue' : shortfallOf(input),
    );
    return fund(
      [
        { ...SENIOR, share: terms.senior_ratio! },
        { ...SUBORDINATED, share: terms.subordinate_ratio! },
      ],
      [
        ...(capitalFirst ? [seniorCapital, seniorReturn] : [seniorReturn, seniorCapital]),
        subordinatedCapital,
        split('subordinated', terms.carry_rate!),
      ],
      input.hurdle,
    );
  },
};

const mezzanine: Preset = {
  id: 'structured_mezzanine',
  group: 'structured',
  name: text('With mezzanine', '包含夹层'),
  order: text('Returns by rank → capital by rank → split', '优先级、夹层级收益 → 依次还本 → 超额分成'),
  terms: [
    HURDLE_RATE,
    CARRY_RATE,
    SENIOR_RATIO,
    MEZZANINE_RATIO,
    rate('mezzanine_rate', text('Mezzanine rate', '夹层级收益率'), 0.1),
    SUBORDINATE_RATIO,
  ],
  options: [SHORTFALL, ACCRUAL],
  ratios: ['senior_ratio', 'mezzanine_ratio', 'subordinate_ratio'],
  define: (input) => {
    const { terms } = input;
    return fund(
      [
        { ...SENIOR, share: terms.senior_ratio! },
        { ...MEZZANINE, share: terms.mezzanine_ratio! },
        { ...SUBORDINATED, share: terms.subordinate_ratio! },
      ],
      [
        simpleReturn(input, 'senior_return', SENIOR_RETURN, 'senior', input.hurdle, shortfallOf(input)),
        simpleReturn(
          input,
          'mezzanine_return',
          text('Mezzanine return', '夹层级收益'),
          'mezzanine',
          terms.mezzanine_rate!,
          shortfallOf(input),
        ),
        seniorCapital,
        capital('mezzanine', 'mezzanine_capital', text('Mezzanine capital', '夹层级本金')),
        subordinatedCapital,
        split('subordinated', terms.carry_rate!),
      ],
      input.hurdle,
    );
  },
};

const interestPrincipal: Preset = {
  id: 'structured_interest_principal',
  group: 'structured',
  name: text('Interest before principal', '息息本本'),
  order: text('All returns → all capital → split', '先付各级收益 → 再还各级本金 → 超额分成'),
  terms: [
    HURDLE_RATE,
    CARRY_RATE,
    SENIOR_RATIO,
    rate('subordinate_rate', text('Subordinated rate', '劣后级收益率'), 0.1),
    SUBORDINATE_RATIO,
  ],
  options: [SHORTFALL, ACCRUAL],
  ratios: ['senior_ratio', 'subordinate_ratio'],
  define: (input) => {
    const { terms } = input;
    return fund(
      [
        { ...SENIOR, share: terms.senior_ratio! },
        { ...SUBORDINATED, share: terms.subordinate_ratio! },
      ],
      [
        simpleReturn(input, 'senior_return', SENIOR_RETURN, 'senior', input.hurdle, shortfallOf(input)),
        simpleReturn(
          input,
          'subordinated_return',
          text('Subordinated return', '劣后级收益'),
          'subordinated',
          terms.subordinate_rate!,
          shortfallOf(input),
        ),
        seniorCapital,
        subordinatedCapital,
        split('subordinated', terms.carry_rate!),
      ],
      input.hurdle,
    );
  },
};

export const classicModes: readonly Preset[] = [
  flatPrincipalFirst,
  flatPeriodic,
  seniorSubordinate,
  mezzanine,
  interestPrincipal,
];
