/** What would settle a fault, where one change does: each gives the definition without it. */
import { parseDefinition, type Issue } from '../../engine/index.ts';
import type { TierText } from '../../i18n/tier-editor.ts';

import { isRecord, valueAt, withValue, type Json, type Path } from './json.ts';
import { classesIn, newTier, partiesIn, unusedId } from './new-tier.ts';

export interface Repair {
  readonly label: TierText;
  /** What its words name: parties and tiers by id, rates as fractions. */
  readonly party?: string;
  readonly tier?: string;
  readonly rate?: number;
  readonly other?: number;
  readonly field?: TierText;
  readonly definition: Json;
}

/** 0.85 and not 0.8500000000000001. */
const tidy = (value: number): number => Number(value.toPrecision(12));

/** Repairs of a fault, the likelier first; none where the author alone can tell. */
export function repairsOf(definition: Json, { code, path, params, received }: Issue): Repair[] {
  const given = { definition, path, params, received };
  const repairs = REPAIRS[code]?.(given) ?? [];
  const before = repairs.length ? faultCount(definition) : 0;
  // What would bring another fault in its place settles nothing; a doubt is no fault.
  return repairs.filter((repair) => {
    const after = faultCount(repair.definition);
    return after < before || (before === 0 && after === 0);
  });
}

function faultCount(definition: Json): number {
  const parsed = parseDefinition(definition, null);
  return parsed.ok ? 0 : parsed.issues.length;
}

interface Given {
  readonly definition: Json;
  readonly path: Path;
  readonly params: Issue['params'];
  readonly received: unknown;
}

const set = ({ definition, path }: Given, value: unknown, below: Path = []): Json =>
  withValue(definition, [...path, ...below], value);
const at = ({ definition, path }: Given): unknown => valueAt(definition, path);

const REPAIRS: Partial<Record<Issue['code'], (given: Given) => Repair[]>> = {
  sharesDoNotSumToOne: (given) => (given.path[0] === 'classes' ? classShares(given) : shares(given)),
  catchUpNeverEnds: (given) => {
    const tier = given.path.slice(0, -1);
    return valueAt(given.definition, [...tier, 'kind']) === 'catchUp'
      ? [
          ...(Number(given.params?.carry) < 1
            ? [{ label: 'setTo', field: 'itsShare', rate: 1, definition: set(given, 1) } as const]
            : []),
          { label: 'stopFixed', definition: withValue(given.definition, [...tier, 'stop'], 'fixed') },
        ]
      : [];
  },
  carryIsAll: (given) => [{ label: 'setTo', field: 'carry', rate: 0.2, definition: set(given, 0.2) }],
  noSplitAtEnd,
  splitNotLast: (given) => {
    const tier = given.path.slice(0, -1);
    const list = tier.slice(0, -1);
    const tiers = valueAt(given.definition, list) as readonly Json[];
    const own = tiers[Number(tier.at(-1))]!;
    const others = tiers.filter((one) => one !== own);
    const ends = others.at(-1)?.kind === 'split';
    return ends
      ? [{ label: 'removeIt', definition: withValue(given.definition, tier, undefined) }]
      : [{ label: 'moveToEnd', definition: withValue(given.definition, list, [...others, own]) }];
  },
  tooSmall: (given) => {
    const { min, exclusive } = given.params ?? {};
    return typeof min === 'number' && !exclusive ? [bound(given, min)] : [];
  },
  tooLarge: (given) => {
    const max = given.params?.max;
    return typeof max === 'number' ? [bound(given, max)] : [];
  },
  missing: (given) => {
    const key = given.path.at(-1);
    const usual = { rate: 0.08, carry: 0.2, multiple: 1.5, compounding: 'annual' }[String(key)];
    if (usual === undefined) return [];
    const field =
      key === 'multiple' ? 'multipleOf' : key === 'carry' ? 'carry' : key === 'rate' ? 'rate' : 'compounding';
    return [
      {
        label: 'setTo',
        field,
        ...(typeof usual === 'number' ? { [field === 'multipleOf' ? 'other' : 'rate']: usual } : {}),
        definition: set(given, usual),
      },
    ];
  },
  unknownKey: (given) => [{ label: 'removeKey', definition: set(given, undefined) }],
  doesNotFit: (given) => [{ label: 'removeKey', definition: set(given, undefined) }],
  unknownParty: (given) => reference(given, known(given, partiesIn(given.definition))),
  unknownTier: (given) => reference(given, []),
  cannotCover: (given) => [{ label: 'removeKey', definition: set(given, undefined) }],
  duplicateId: (given) => {
    if (given.path.at(-1) !== 'id' || typeof at(given) !== 'string') return [];
    const id = unusedId(at(given) as string, given.definition);
    return [{ label: 'newId', tier: id, definition: set(given, id) }];
  },
  whenWithoutBounds: (given) => [{ label: 'removeTest', definition: set(given, undefined) }],
  minAboveMax: (given) => [exchange(given, 'min', 'max')],
  floorAboveCap: (given) => [exchange(given, 'floor', 'cap')],
  sweepToItself: (given) => [{ label: 'skipInstead', definition: set(given, undefined) }],
  lapseAfterCapital: (given) => {
    const tier = given.path.slice(0, -1);
    return [
      { label: 'carryForward', definition: set(given, 'accrue') },
      { label: 'moveAbove', definition: aboveCapital(given.definition, tier) },
    ];
  },
  hurdleWithoutShare: (given) => {
    const tier = given.path.slice(0, -2);
    const split = valueAt(given.definition, [...tier, 'split']);
    return classesIn(given.definition)
      .filter((id) => isRecord(split) && Number(split[id]) > 0)
      .slice(0, 2)
      .map((party) => ({
        label: 'measure',
        party,
        definition: withValue(given.definition, [...tier, 'of'], party),
      }));
  },
  optionConflict,
  carryDiffers: (given) => {
    const carry = given.params?.carry;
    if (typeof carry !== 'number' || given.path.at(-1) !== 'carry' || given.path[0] === 'classes') return [];
    return [{ label: 'sameCarry', rate: carry, definition: set(given, carry) }];
  },
};

/** What a number at the bound is called; a rate where the bound is that of one. */
function bound(given: Given, value: number): Repair {
  const key = String(given.path.at(-1));
  const isRate =
    ['share', 'carry', 'rate', 'promote', 'feeDiscount', 'taxRate'].includes(key) || inShares(given.path);
  return {
    label: 'setTo',
    ...(isRate ? { rate: value } : { other: value }),
    ...(inShares(given.path) ? { label: 'setShare', party: key } : {}),
    definition: set(given, value),
  };
}

const inShares = (path: Path): boolean => path.at(-2) === 'shares' || path.at(-2) === 'split';

/** One party takes what the others leave: those that are paid already, the last first. */
function shares(given: Given): Repair[] {
  const all = at(given);
  if (!isRecord(all)) return [];
  const ids = Object.keys(all);
  return ids
    .reverse()
    .flatMap((party): Repair[] => {
      const rest = tidy(1 - ids.reduce((sum, id) => (id === party ? sum : sum + Number(all[id])), 0));
      return rest >= 0 && rest <= 1
        ? [{ label: 'setShare', party, rate: rest, definition: set(given, rest, [party]) }]
        : [];
    })
    .slice(0, 3);
}

function classShares(given: Given): Repair[] {
  const list = at(given) as readonly Json[];
  return list
    .flatMap((one, i): Repair[] => {
      const rest = tidy(
        1 - list.reduce((sum, other) => (other === one ? sum : sum + Number(other.share)), 0),
      );
      return rest >= 0 && rest <= 1
        ? [
            {
              label: 'setShare',
              party: String(one.id),
              rate: rest,
              definition: set(given, rest, [i, 'share']),
            },
          ]
        : [];
    })
    .slice(0, 3);
}

function noSplitAtEnd(given: Given): Repair[] {
  const tiers = at(given) as readonly Json[];
  const split = tiers.findIndex((tier) => tier.kind === 'split' && tier.when === undefined);
  const made = newTier('split', given.definition);
  const parts = made.shares as Readonly<Record<string, number>>;
  const moved = [...tiers.filter((_, i) => i !== split), tiers[split]];
  return [
    ...(split >= 0 ? [{ label: 'moveToEnd', definition: set(given, moved) } as const] : []),
    ...(split >= 0
      ? []
      : [
          {
            label: 'endSplit',
            rate: tidy(1 - (parts.gp ?? 0)),
            other: parts.gp ?? 0,
            definition: set(given, [...tiers, made]),
          } as const,
        ]),
  ];
}

/** Those that could stand there and do not yet stand beside it. */
function known({ definition, path }: Given, ids: readonly string[]): string[] {
  const list = typeof path.at(-1) === 'number' ? valueAt(definition, path.slice(0, -1)) : [];
  const key = path.at(-1) === 'of' || path.includes('to') ? classesIn(definition) : ids;
  return key.filter((id) => !Array.isArray(list) || !list.includes(id));
}

/** A name that nobody has: of shares and lists it is taken out, else another stands in its place. */
function reference(given: Given, ids: readonly string[]): Repair[] {
  const isOneOfMany = typeof given.path.at(-1) === 'number' || inShares(given.path);
  const list = valueAt(given.definition, given.path.slice(0, -1));
  const isLast = Array.isArray(list) && list.length === 1;
  if (isOneOfMany && !isLast) return [{ label: 'removeKey', definition: set(given, undefined) }];
  if (given.path.at(-1) === 'sweepTo') return [{ label: 'skipInstead', definition: set(given, undefined) }];
  if (given.path.includes('covers')) return [{ label: 'removeKey', definition: set(given, undefined) }];
  return ids.slice(0, 2).map((party) => ({ label: 'newId', tier: party, definition: set(given, party) }));
}

function exchange({ definition, path }: Given, low: string, high: string): Repair {
  const place = path.slice(0, -1);
  const [a, b] = [valueAt(definition, [...place, low]), valueAt(definition, [...place, high])];
  return {
    label: 'exchange',
    definition: withValue(withValue(definition, [...place, low], b), [...place, high], a),
  };
}

/** A return above the first tier that pays back capital of its classes. */
function aboveCapital(definition: Json, tier: Path): Json {
  const list = tier.slice(0, -1);
  const tiers = valueAt(definition, list) as readonly Json[];
  const own = tiers[Number(tier.at(-1))]!;
  const others = tiers.filter((one) => one !== own);
  const first = others.findIndex((one) => one.kind === 'returnOfCapital');
  return withValue(definition, list, [...others.slice(0, first), own, ...others.slice(first)]);
}

function optionConflict(given: Given): Repair[] {
  const { definition, path, params } = given;
  const option = (key: string, value: string) => withValue(definition, ['options', key], value);
  switch (params?.with) {
    case 'gpCapital: pariPassu': {
      const to = at(given);
      const left = Array.isArray(to) ? to.filter((id) => id !== 'gp') : [];
      return [
        { label: 'allInRepair', definition: option('gpCapital', 'allIn') },
        ...(left.length
          ? [{ label: 'removeNamed', party: 'gp', definition: set(given, left) } as const]
          : []),
      ];
    }
    case 'apportion: none':
      return [
        { label: 'apartRepair', definition: option('apportion', 'byContribution') },
        { label: 'removeKey', definition: set(given, undefined) },
      ];
    case 'dealByDeal: strict':
      return [{ label: 'removeIt', definition: withValue(definition, path.slice(0, -1), undefined) }];
    case 'schedule':
      return [{ label: 'removeKey', definition: withValue(definition, path, undefined) }];
    case 'pots':
      return isRecord(definition) && definition.tiers === undefined && definition.pots === undefined
        ? [
            {
              label: 'endSplit',
              rate: 0.8,
              other: 0.2,
              definition: {
                ...definition,
                tiers: [newTier('returnOfCapital', definition), newTier('split', definition)],
              },
            },
          ]
        : [];
    default:
      return [];
  }
}
