/** The fields of a tier, of a class and of the options: every key the schema knows, in the order it is read in. */
import type { TierText } from '../../i18n/tier-editor.ts';
import { choice, party, tierIds, type Choice, type Field, type Hint } from './field.ts';
import { isRecord, valueAt, type Json, type Path } from './json.ts';
import { classesIn, partiesIn, type Kind } from './new-tier.ts';
import { testFields } from './test-fields.ts';

const named = (values: readonly TierText[], labels: readonly TierText[] = values): Choice[] =>
  values.map((value, i) => ({ value, label: labels[i]! }));

const RATE: Hint = { text: 'boundRate' };
const AMOUNT: Hint = { text: 'boundAmount' };

const COMPOUNDINGS = [
  'simple',
  'annual',
  'semiannual',
  'quarterly',
  'monthly',
  'daily',
  'continuous',
  'perPeriod',
  'calendarYear',
] as const;
const DAY_COUNTS = ['act365', 'act360', '30360', '30E360', 'actact', 'periods'] as const;
const dayCounts = (): Choice[] => DAY_COUNTS.map((value) => ({ value, label: `day_${value}` as const }));

/** How many times a year a number says that is compounded. */
const TIMES = 12;

/**
 * The fields of a tier that stands at `path` of the definition.
 * @param dates of the timeline, the closing included: a rate by an index has a level for each
 */
export function tierFields(definition: Json, path: Path, dates: number): Field[] {
  const tier = valueAt(definition, path);
  if (!isRecord(tier)) return [];
  const own = KIND_FIELDS[tier.kind as Kind]?.(tier, path, definition, dates) ?? [];
  return [...own, ...(tier.when === undefined ? [] : testFields(definition, path))];
}

/** Name and id: what others call the tier. */
export const nameFields = (path: Path): Field[] => [
  { path: [...path, 'name'], label: 'name', as: 'text', hint: { text: 'boundName' } },
  { path: [...path, 'id'], label: 'tierId', as: 'text', hint: { text: 'boundId' } },
];

type Fields = (tier: Json, path: Path, definition: Json, dates: number) => Field[];

const toClasses = (path: Path, definition: Json): Field => ({
  path: [...path, 'to'],
  label: 'pays',
  as: 'some',
  among: classesIn(definition),
  names: 'party',
});

/** A rate: one, in steps or by an index; the last two as text. */
function rateFields({ rate }: Json, path: Path, dates: number): Field[] {
  const at = [...path, 'rate'];
  const one =
    typeof rate === 'number' ? rate : isRecord(rate) ? 0.08 : Number(valueAt(rate, [0, 'rate']) ?? 0.08);
  const isSteps = Array.isArray(rate);
  const isIndex = isRecord(rate);
  const forms: Choice[] = [
    { value: isSteps || isIndex ? one : rate, label: 'rateOne' },
    { value: isSteps ? rate : [{ rate: one }, { from: 2, rate: one }], label: 'rateSteps' },
    {
      value: isIndex ? rate : { index: Array.from({ length: dates }, () => 0.02), spread: 0.03 },
      label: 'rateIndex',
    },
  ];
  return [
    {
      path: at,
      label: 'rateForm',
      isForm: true,
      as: 'choice',
      choices: forms,
      chosen: isSteps ? 1 : isIndex ? 2 : 0,
    },
    isSteps || isIndex
      ? { path: at, label: 'rate', as: 'json', hint: { text: isSteps ? 'boundSteps' : 'boundIndex' } }
      : { path: at, label: 'rate', as: 'rate', hint: RATE },
  ];
}

const dayCountField = ({ dayCount }: Json, path: Path): Field =>
  choice([...path, 'dayCount'], 'dayCount', dayCount, [
    { value: undefined, label: 'asDefinition' },
    ...dayCounts(),
  ]);

const promoteField = (path: Path): Field => ({
  path: [...path, 'promote'],
  label: 'promote',
  as: 'rate',
  hint: { text: 'boundPromote' },
});

const KIND_FIELDS: Readonly<Record<Kind, Fields>> = {
  returnOfCapital: (_, path, definition) => [toClasses(path, definition)],
  preferredReturn: (tier, path, definition, dates) => {
    const isTimes = typeof tier.compounding === 'number';
    const times = isTimes ? tier.compounding : TIMES;
    return [
      toClasses(path, definition),
      ...rateFields(tier, path, dates),
      choice([...path, 'compounding'], 'compounding', tier.compounding, [
        ...named(COMPOUNDINGS),
        { value: times, label: 'timesAYear' },
      ]),
      ...(isTimes
        ? [
            {
              path: [...path, 'compounding'],
              label: 'times',
              as: 'number',
              hint: { text: 'boundTimes' },
            } as const,
          ]
        : []),
      choice([...path, 'base'], 'base', tier.base, named(['unreturned', 'original']), 'unreturned'),
      choice(
        [...path, 'shortfall'],
        'shortfall',
        tier.shortfall,
        named(['accrue', 'lapse', 'pik']),
        'accrue',
      ),
      dayCountField(tier, path),
    ];
  },
  catchUp: (tier, path, definition) => {
    const isFixed = tier.stop === 'fixed';
    const { carry, share = 1 } = tier;
    const rateOr = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);
    return [
      choice([...path, 'to'], 'pays', tier.to, partiesIn(definition).map(party), 'gp'),
      {
        path: [...path, 'share'],
        label: 'itsShare',
        as: 'rate',
        hint: isFixed
          ? { text: 'boundShareFixed' }
          : { text: 'boundShare', rates: { carry: rateOr(carry, 0.2) } },
      },
      {
        path: [...path, 'carry'],
        label: 'carry',
        as: 'rate',
        hint: isFixed
          ? { text: 'boundCarryFixed' }
          : { text: 'boundCarry', rates: { share: rateOr(share, 1) } },
      },
      choice([...path, 'stop'], 'stopsAt', tier.stop, named(['parity', 'fixed']), 'parity', 'segments'),
      choice(
        [...path, 'counts'],
        'counts',
        tier.counts,
        [
          { value: 'investors', label: 'countsInvestors' },
          { value: 'all', label: 'countsAll' },
        ],
        'investors',
      ),
    ];
  },
  hurdle: (tier, path, definition, dates) => [
    choice([...path, 'of'], 'measures', tier.of, classesIn(definition).map(party)),
    choice(
      [...path, 'metric'],
      'until',
      tier.metric,
      named(['irr', 'multiple', 'greaterOf', 'lesserOf']),
      'irr',
    ),
    ...(tier.metric !== 'multiple' || tier.rate !== undefined ? rateFields(tier, path, dates) : []),
    ...((tier.metric ?? 'irr') !== 'irr' || tier.multiple !== undefined
      ? [
          {
            path: [...path, 'multiple'],
            label: 'multipleOf',
            as: 'number',
            hint: { text: 'boundMultiple' },
          } as const,
        ]
      : []),
    {
      path: [...path, 'split'],
      label: 'shares',
      as: 'shares',
      among: partiesIn(definition),
      hint: { text: 'boundShares' },
    },
    choice([...path, 'style'], 'style', tier.style, named(['marginal', 'cliff']), 'marginal', 'segments'),
    { path: [...path, 'neverNegative'], label: 'neverNegative', as: 'flag' },
    promoteField(path),
    dayCountField(tier, path),
  ],
  split: (_, path, definition) => [
    {
      path: [...path, 'shares'],
      label: 'shares',
      as: 'shares',
      among: partiesIn(definition),
      hint: { text: 'boundShares' },
    },
    promoteField(path),
  ],
  amount: (tier, path, definition) => {
    const { schedule, amount, ...rest } = tier;
    const isSchedule = schedule !== undefined;
    const sum = typeof amount === 'number' ? amount : 100;
    return [
      choice([...path, 'to'], 'pays', tier.to, partiesIn(definition).map(party)),
      {
        ...choice(
          path,
          'due',
          tier,
          [
            { value: isSchedule ? { ...rest, amount: sum } : tier, label: 'dueOnce' },
            {
              value: isSchedule ? tier : { ...rest, schedule: [{ at: 1, amount: sum }] },
              label: 'dueSchedule',
            },
          ],
          undefined,
        ),
        isForm: true,
      },
      // One of the two; where a text has both, both are shown.
      ...(isSchedule
        ? [
            {
              path: [...path, 'schedule'],
              label: 'schedule',
              as: 'json',
              hint: { text: 'boundSchedule' },
            } as const,
          ]
        : []),
      ...(isSchedule && tier.amount === undefined
        ? []
        : [
            {
              path: [...path, 'amount'],
              label: 'amount',
              as: 'amount',
              hint: AMOUNT,
            } as const,
          ]),
    ];
  },
  reserve: (_, path, definition) => [
    { path: [...path, 'target'], label: 'target', as: 'amount', hint: AMOUNT },
    { path: [...path, 'opening'], label: 'opening', as: 'amount', hint: AMOUNT },
    {
      path: [...path, 'covers'],
      label: 'covers',
      as: 'some',
      among: coverable(definition, path),
      names: 'tier',
    },
  ],
};

/** Tiers that are owed a sum, the reserve itself left out. */
function coverable(definition: Json, path: Path): string[] {
  const own = valueAt(definition, [...path, 'id']);
  return [...tierIds(definition, (tier) => tier.kind !== 'split')].filter((id) => id !== own);
}
