/** Tiers as they begin: of a kind, for the classes and parties that there are. */
import { isRecord, type Json } from './json.ts';

export const KINDS = [
  'returnOfCapital',
  'preferredReturn',
  'catchUp',
  'hurdle',
  'split',
  'amount',
  'reserve',
] as const;
export type Kind = (typeof KINDS)[number];

const GP = 'gp';

const ids = (list: unknown): string[] =>
  Array.isArray(list)
    ? list.flatMap((one: unknown) => (isRecord(one) && typeof one.id === 'string' ? [one.id] : []))
    : [];

export const classesIn = ({ classes }: Json): string[] => ids(classes);

/** Everybody who may be paid: classes, the general partner, other parties. */
export const partiesIn = (definition: Json): string[] => [
  ...new Set([...classesIn(definition), GP, ...ids(definition.parties)]),
];

const isAllIn = ({ options }: Json): boolean => isRecord(options) && options.gpCapital === 'allIn';

/** Classes whose capital is in the tiers. */
const investorsIn = (definition: Json): string[] => {
  const classes = classesIn(definition);
  return isAllIn(definition) ? classes : classes.filter((id) => id !== GP);
};

const tiersOf = ({ tiers, pots }: Json): Json[] =>
  [
    tiers,
    ...(Array.isArray(pots) ? pots.map((pot: unknown) => (isRecord(pot) ? pot.tiers : [])) : []),
  ].flatMap((list) => (Array.isArray(list) ? list.filter(isRecord) : []));

/** An id that no tier has: the given one, or with a number. */
export function unusedId(wanted: string, definition: Json): string {
  const taken = new Set(tiersOf(definition).map((tier) => tier.id));
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/_?\d+$/, '');
  for (let n = 2; ; n++) if (!taken.has(`${stem}_${n}`)) return `${stem}_${n}`;
}

const USUAL_IDS: Readonly<Record<Kind, string>> = {
  returnOfCapital: 'capital',
  preferredReturn: 'preferred',
  catchUp: 'catch_up',
  hurdle: 'hurdle',
  split: 'split',
  amount: 'amount',
  reserve: 'reserve',
};

const USUAL_CARRY = 0.2;
const USUAL_RATE = 0.08;

/** Shares of the last split, else 80/20. */
function sharesIn(definition: Json): Json {
  const last = tiersOf(definition)
    .filter((tier) => tier.kind === 'split' && isRecord(tier.shares))
    .at(-1);
  const [first] = investorsIn(definition);
  return last ? (last.shares as Json) : { [first ?? 'lp']: 1 - USUAL_CARRY, [GP]: USUAL_CARRY };
}

export function newTier(kind: Kind, definition: Json): Json {
  const investors = investorsIn(definition);
  const shares = sharesIn(definition);
  const carry = typeof shares[GP] === 'number' ? shares[GP] : USUAL_CARRY;
  const id = unusedId(USUAL_IDS[kind], definition);
  switch (kind) {
    case 'returnOfCapital':
      return { kind, id, to: investors };
    case 'preferredReturn':
      return { kind, id, to: investors, rate: USUAL_RATE, compounding: 'annual' };
    case 'catchUp':
      return { kind, id, to: GP, share: 1, carry };
    case 'hurdle': {
      const of = investors.find((one) => Number(shares[one]) > 0) ?? investors[0] ?? 'lp';
      return { kind, id, of, rate: USUAL_RATE, split: shares };
    }
    case 'split':
      return { kind, id, shares };
    case 'amount':
      return { kind, id, to: GP, amount: 100 };
    case 'reserve':
      return { kind, id, target: 100 };
  }
}

const asList = (to: unknown): unknown[] => (Array.isArray(to) ? (to as unknown[]) : [to]);

/** A tier as one of another kind: its id, name and test stay, and what both kinds have. */
export function otherKind(tier: Json, kind: Kind, definition: Json): Json {
  const { id, name, when } = tier;
  const made = newTier(kind, definition);
  const classes = new Set(classesIn(definition));
  const kept: Record<string, unknown> = {};
  for (const key of ['rate', 'dayCount', 'carry', 'promote'] as const)
    if (tier[key] !== undefined && made[key] !== undefined) kept[key] = tier[key];
  const shares = tier.shares ?? tier.split;
  if (shares !== undefined && made.shares !== undefined) kept.shares = shares;
  if (shares !== undefined && made.split !== undefined) kept.split = shares;
  if (Array.isArray(made.to) && tier.to !== undefined) {
    const to = asList(tier.to).filter((one) => classes.has(String(one)));
    if (to.length) kept.to = to;
  }
  return {
    ...made,
    ...(id === undefined ? {} : { id }),
    ...(name === undefined ? {} : { name }),
    ...kept,
    ...(when === undefined ? {} : { when }),
  };
}
