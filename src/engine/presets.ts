/**
 * The distribution modes: plain functions from terms to a definition, composed of public tiers,
 * with no logic of their own. This one table is what the pane, `TERMS()`, the API's templates and the docs show.
 * Rates and ratios are fractions here.
 */
import type { Definition, InvestorClass, Options, PreferredReturn, Text, Tier } from './definition.ts';
import { GP } from './books.ts';

export interface TermSpec {
  readonly id: string;
  readonly label: Text;
  readonly unit: 'percent' | 'amount' | 'text';
  readonly default?: number | string;
  readonly min?: number;
  readonly max?: number;
  /** May be left out; follows from the others or is not needed. */
  readonly optional?: boolean;
}

export interface OptionSpec {
  readonly id: 'shortfall' | 'senior_order';
  readonly label: Text;
  readonly choices: readonly { readonly id: string; readonly label: Text }[];
  readonly default: string;
}

/** Values of a preset's terms by id, bounds checked, and of its options. */
export interface PresetInput {
  readonly terms: Readonly<Record<string, number>>;
  readonly options: Readonly<Record<string, string>>;
}

export interface Preset {
  readonly id: string;
  readonly group: 'flat' | 'structured' | 'other';
  readonly name: Text;
  readonly description: Text;
  /** The tiers in one line, e.g. `Capital → hurdle → split`. */
  readonly order: Text;
  readonly terms: readonly TermSpec[];
  readonly options: readonly OptionSpec[];
  /** Terms that must sum to 1, the last of which may be left out. */
  readonly ratios?: readonly string[];
  define(input: PresetInput): Definition;
}

const text = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

const rate = (id: string, label: Text, value: number, max = 1): TermSpec => ({
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

const HURDLE_RATE = rate('hurdle_rate', text('Hurdle rate', '门槛收益率'), 0.08);
const CARRY_RATE = rate('carry_rate', text('Carry rate', '业绩报酬比例'), 0.2);
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

const LP: InvestorClass = { id: 'lp', name: text('LP', 'LP'), share: 1 };
const SENIOR = { id: 'senior', name: text('Senior', '优先级') };
const MEZZANINE = { id: 'mezzanine', name: text('Mezzanine', '夹层级') };
const SUBORDINATED = { id: 'subordinated', name: text('Subordinated', '劣后级') };

/** Simple interest by whole years on the balance at the start of the year. */
function simpleReturn(
  id: string,
  name: Text,
  to: string,
  rate: number,
  shortfall: PreferredReturn['shortfall'] = 'accrue',
): PreferredReturn {
  return {
    kind: 'preferredReturn',
    id,
    name,
    to: [to],
    rate,
    compounding: 'simple',
    dayCount: 'periods',
    base: 'unreturned',
    shortfall,
  };
}

const capital = (to: string, id = 'capital', name = text('Capital', '本金')): Tier => ({
  kind: 'returnOfCapital',
  id,
  name,
  to: [to],
});

const split = (to: string, carry: number): Tier => ({
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

/** One pot; values are discounted at the hurdle where there is one. */
const fund = (
  classes: readonly InvestorClass[],
  tiers: readonly Tier[],
  hurdleRate?: number,
): Definition => ({
  classes,
  parties: [],
  pots: [{ id: 'cash', tiers }],
  options: { ...defaultOptions, measures: hurdleRate === undefined ? {} : { discountRate: hurdleRate } },
});

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
  description: text(
    'Cash pays back capital first, then the hurdle, then the split.',
    '净现金流优先还本，再分配门槛收益，其余按比例分成。',
  ),
  order: text('Capital → hurdle → split', '本金 → 门槛收益 → 超额分成'),
  terms: [HURDLE_RATE, CARRY_RATE],
  options: [],
  define: ({ terms }) =>
    fund(
      [LP],
      [
        capital('lp'),
        simpleReturn('hurdle', HURDLE, 'lp', terms.hurdle_rate!),
        split('lp', terms.carry_rate!),
      ],
      terms.hurdle_rate!,
    ),
};

const flatPeriodic: Preset = {
  id: 'flat_periodic',
  group: 'flat',
  name: text('Current return first', '期间分配'),
  description: text(
    'A current return is paid each year before capital; the rest of the hurdle follows capital.',
    '每年先分配期间收益，再还本，其后补足门槛收益，其余按比例分成。',
  ),
  order: text('Current return → capital → hurdle → split', '期间收益 → 本金 → 门槛收益 → 超额分成'),
  terms: [HURDLE_RATE, CARRY_RATE, rate('periodic_rate', text('Current return rate', '期间收益率'), 0.04)],
  options: [SHORTFALL],
  define: (input) => {
    const { hurdle_rate: hurdleRate, periodic_rate: periodicRate } = input.terms;
    return fund(
      [LP],
      [
        simpleReturn('current', text('Current return', '期间收益'), 'lp', periodicRate!, shortfallOf(input)),
        capital('lp'),
        simpleReturn('hurdle', HURDLE, 'lp', Math.max(0, hurdleRate! - periodicRate!)),
        split('lp', input.terms.carry_rate!),
      ],
      hurdleRate!,
    );
  },
};

const seniorSubordinate: Preset = {
  id: 'structured_senior_subordinate',
  group: 'structured',
  name: text('Senior-subordinated', '优先劣后'),
  description: text(
    'The senior class has its return and capital before the subordinated class; the subordinated class shares the rest with the GP.',
    '优先级先取得收益与本金，劣后级随后还本，剩余由劣后级与 GP 分成。',
  ),
  order: text('Senior return, capital → sub. capital → split', '优先级收益与本金 → 劣后级本金 → 超额分成'),
  terms: [HURDLE_RATE, CARRY_RATE, SENIOR_RATIO, SUBORDINATE_RATIO],
  options: [SHORTFALL, SENIOR_ORDER],
  ratios: ['senior_ratio', 'subordinate_ratio'],
  define: (input) => {
    const { terms, options } = input;
    const capitalFirst = options.senior_order === 'capital_first';
    const seniorReturn = simpleReturn(
      'senior_return',
      SENIOR_RETURN,
      'senior',
      terms.hurdle_rate!,
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
      terms.hurdle_rate!,
    );
  },
};

const mezzanine: Preset = {
  id: 'structured_mezzanine',
  group: 'structured',
  name: text('With mezzanine', '包含夹层'),
  description: text(
    'Returns are paid by rank, then capital by rank; the subordinated class shares the rest with the GP.',
    '依次分配优先级、夹层级收益，再依次偿还各级本金，剩余由劣后级与 GP 分成。',
  ),
  order: text('Returns by rank → capital by rank → split', '各级收益 → 各级本金 → 超额分成'),
  terms: [
    HURDLE_RATE,
    CARRY_RATE,
    SENIOR_RATIO,
    MEZZANINE_RATIO,
    rate('mezzanine_rate', text('Mezzanine rate', '夹层级收益率'), 0.1),
    SUBORDINATE_RATIO,
  ],
  options: [SHORTFALL],
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
        simpleReturn('senior_return', SENIOR_RETURN, 'senior', terms.hurdle_rate!, shortfallOf(input)),
        simpleReturn(
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
      terms.hurdle_rate!,
    );
  },
};

const interestPrincipal: Preset = {
  id: 'structured_interest_principal',
  group: 'structured',
  name: text('Interest before principal', '息息本本'),
  description: text(
    'Both classes have their returns before either has its capital; the subordinated class shares the rest with the GP.',
    '优先级收益、劣后级收益、优先级本金、劣后级本金依次分配，剩余由劣后级与 GP 分成。',
  ),
  order: text('All returns → all capital → split', '各级收益 → 各级本金 → 超额分成'),
  terms: [
    HURDLE_RATE,
    CARRY_RATE,
    SENIOR_RATIO,
    rate('subordinate_rate', text('Subordinated rate', '劣后级收益率'), 0.1),
    SUBORDINATE_RATIO,
  ],
  options: [SHORTFALL],
  ratios: ['senior_ratio', 'subordinate_ratio'],
  define: (input) => {
    const { terms } = input;
    return fund(
      [
        { ...SENIOR, share: terms.senior_ratio! },
        { ...SUBORDINATED, share: terms.subordinate_ratio! },
      ],
      [
        simpleReturn('senior_return', SENIOR_RETURN, 'senior', terms.hurdle_rate!, shortfallOf(input)),
        simpleReturn(
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
      terms.hurdle_rate!,
    );
  },
};

const CATCH_UP_SHARE = rate('catch_up_share', text('Catch-up share', '追赶比例'), 1);
const PREFERRED = text('Preferred return', '优先回报');

/** Compounded annually, by the dates where there are any. */
const preferredReturn = (rate: number): Tier => ({
  kind: 'preferredReturn',
  id: 'preferred',
  name: PREFERRED,
  to: ['lp'],
  rate,
  compounding: 'annual',
  base: 'unreturned',
  shortfall: 'accrue',
});

const european: Preset = {
  id: 'european',
  group: 'other',
  name: text('European, full catch-up', '欧洲式（含追赶）'),
  description: text(
    'Capital and a compounding preferred return come back first on the whole fund; the GP then catches up to its carry.',
    '以整个基金为单位先还本并支付复利优先回报，GP 追赶后按比例分成。',
  ),
  order: text('Capital → preferred return → catch-up → split', '本金 → 优先回报 → 追赶 → 超额分成'),
  terms: [HURDLE_RATE, CARRY_RATE, CATCH_UP_SHARE],
  options: [],
  define: ({ terms }) =>
    fund(
      [LP],
      [
        capital('lp'),
        preferredReturn(terms.hurdle_rate!),
        {
          kind: 'catchUp',
          id: 'catch_up',
          name: text('Catch-up', '追赶'),
          to: GP,
          share: terms.catch_up_share!,
          carry: terms.carry_rate!,
          stop: 'parity',
          counts: 'investors',
        },
        split('lp', terms.carry_rate!),
      ],
      terms.hurdle_rate!,
    ),
};

const europeanHardHurdle: Preset = {
  id: 'european_hard_hurdle',
  group: 'other',
  name: text('European, hard hurdle', '欧洲式（硬门槛）'),
  description: text(
    'As European without a catch-up: carry is taken only on what exceeds the preferred return.',
    '同欧洲式但无追赶，仅对超过优先回报的部分计提业绩报酬。',
  ),
  order: text('Capital → preferred return → split', '本金 → 优先回报 → 超额分成'),
  terms: [HURDLE_RATE, CARRY_RATE],
  options: [],
  define: ({ terms }) =>
    fund(
      [LP],
      [capital('lp'), preferredReturn(terms.hurdle_rate!), split('lp', terms.carry_rate!)],
      terms.hurdle_rate!,
    ),
};

const europeanNoHurdle: Preset = {
  id: 'european_no_hurdle',
  group: 'other',
  name: text('European, no hurdle', '欧洲式（无门槛）'),
  description: text('Capital comes back first; all profit is split.', '先还本，全部收益按比例分成。'),
  order: text('Capital → split', '本金 → 超额分成'),
  terms: [CARRY_RATE],
  options: [],
  define: ({ terms }) => fund([LP], [capital('lp'), split('lp', terms.carry_rate!)]),
};

/** A party measured by a hurdle must have a part in its split. */
const NEARLY_ALL = 0.99;

const jvIrrHurdles: Preset = {
  id: 'jv_irr_hurdles',
  group: 'other',
  name: text('Joint venture, IRR hurdles', '合资项目（IRR 门槛）'),
  description: text(
    'Partners share pari passu until the LP has a first IRR; the GP then takes a promote, and a larger one after a second IRR.',
    '双方先按出资比例分配至 LP 达到第一档 IRR，之后 GP 收取超额分成，达到第二档 IRR 后比例提高。',
  ),
  order: text('Pari passu to first IRR → promote → larger promote', '同比例至第一档 IRR → 分成 → 更高分成'),
  terms: [
    rate('gp_ratio', text('GP ratio', 'GP 出资比例'), 0.1, NEARLY_ALL),
    rate('first_hurdle', text('First IRR hurdle', '第一档 IRR'), 0.08),
    rate('first_promote', text('First promote', '第一档分成'), 0.2, NEARLY_ALL),
    rate('second_hurdle', text('Second IRR hurdle', '第二档 IRR'), 0.15),
    rate('second_promote', text('Second promote', '第二档分成'), 0.3),
  ],
  options: [],
  define: ({ terms }) => {
    const lpShare = 1 - terms.gp_ratio!;
    const shared = (promote: number) => ({ lp: lpShare * (1 - promote), [GP]: 1 - lpShare * (1 - promote) });
    const hurdle = (id: string, name: Text, rate: number, promote: number): Tier => ({
      kind: 'hurdle',
      id,
      name,
      of: 'lp',
      metric: 'irr',
      rate,
      multiple: 0,
      split: shared(promote),
      style: 'marginal',
    });
    const definition = fund(
      [
        { ...LP, share: lpShare },
        { id: GP, name: text('GP', 'GP'), share: terms.gp_ratio! },
      ],
      [
        hurdle('first', text('To first IRR', '至第一档 IRR'), terms.first_hurdle!, 0),
        hurdle('second', text('To second IRR', '至第二档 IRR'), terms.second_hurdle!, terms.first_promote!),
        {
          kind: 'split',
          id: 'split',
          name: text('Split', '超额分成'),
          shares: shared(terms.second_promote!),
        },
      ],
      terms.first_hurdle!,
    );
    return { ...definition, options: { ...definition.options, gpCapital: 'allIn' } };
  },
};

export const presets: readonly Preset[] = [
  flatPrincipalFirst,
  flatPeriodic,
  seniorSubordinate,
  mezzanine,
  interestPrincipal,
  european,
  europeanHardHurdle,
  europeanNoHurdle,
  jvIrrHurdles,
];

export const presetOf = (id: string): Preset | undefined => presets.find((p) => p.id === id);
