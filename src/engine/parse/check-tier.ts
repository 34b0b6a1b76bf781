/** What must hold of one tier: the parties and tiers it names, its test, what its kind needs. */
import type { Operand, Options, Reserve, Tier, When } from '../definition.ts';
import type { Timeline } from '../flows.ts';
import { known } from '../issue.ts';
import type { Note, Path, Say } from './moments.ts';

/** The names a tier may refer to. */
export interface Names {
  readonly everybody: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
  readonly tiers: ReadonlyMap<string, Tier>;
}

export function checkTier(
  tier: Tier,
  names: Names,
  options: Options,
  timeline: Timeline | null,
  { refuse }: Say,
): void {
  const must = (id: string, path: Path, among: ReadonlySet<string> = names.everybody) => {
    if (!among.has(id)) refuse('unknownParty', path, id, known([...among]));
  };
  switch (tier.kind) {
    case 'returnOfCapital':
    case 'preferredReturn':
      tier.to.forEach((id, i) => must(id, ['to', i], names.classes));
      if (new Set(tier.to).size < tier.to.length) refuse('duplicateId', ['to'], tier.to.join(', '));
      break;
    case 'catchUp':
    case 'amount':
      must(tier.to, ['to']);
      break;
    case 'hurdle':
      must(tier.of, ['of'], names.classes);
      for (const id of Object.keys(tier.split)) must(id, ['split', id]);
      checkSum(Object.values(tier.split), ['split'], refuse);
      if (options.hurdleOn === 'investors' && !(tier.split[tier.of]! > 0))
        refuse('hurdleWithoutShare', ['split', tier.of], tier.split[tier.of]);
      break;
    case 'split':
      for (const id of Object.keys(tier.shares)) must(id, ['shares', id]);
      checkSum(Object.values(tier.shares), ['shares'], refuse);
      break;
    case 'reserve':
      checkCovers(tier, names, refuse);
      break;
  }
  if (
    tier.kind === 'preferredReturn' &&
    tier.compounding === 'calendarYear' &&
    timeline &&
    (!timeline.dates || (tier.dayCount ?? options.dayCount) === 'periods')
  )
    refuse('optionConflict', ['compounding'], tier.compounding, { with: 'timeline' });
  if (options.dealByDeal === 'strict' && (tier.kind === 'amount' || tier.kind === 'reserve'))
    refuse('optionConflict', ['kind'], tier.kind, { with: 'dealByDeal: strict' });
  if (tier.when) checkWhen(tier.when, tier.id, names, refuse);
}

export function checkSum(shares: readonly number[], path: Path, note: Note): void {
  const sum = shares.reduce((a, b) => a + b, 0);
  if (Math.abs(sum - 1) > 1e-9) note('sharesDoNotSumToOne', path, sum);
}

/** A reserve tops up what is owed a sum: not itself, and not a split, which is owed nothing. */
function checkCovers({ id: own, covers }: Reserve, { tiers }: Names, note: Note): void {
  covers.forEach((id, c) => {
    const tier = tiers.get(id);
    if (!tier) note('unknownTier', ['covers', c], id, known([...tiers.keys()]));
    else if (id === own || tier.kind === 'split') note('cannotCover', ['covers', c], id);
  });
}

function checkWhen(when: When, own: string, names: Names, note: Note): void {
  checkOperand(when.of, ['when', 'of'], names, note);
  if (when.over !== undefined) checkOperand(when.over, ['when', 'over'], names, note);
  const { min, max, sweepTo } = when;
  if (min === undefined && max === undefined) note('whenWithoutBounds', ['when']);
  if (min !== undefined && max !== undefined && min > max) note('minAboveMax', ['when', 'min'], min, { max });
  if (sweepTo === undefined) return;
  if (!names.tiers.has(sweepTo))
    note('unknownTier', ['when', 'sweepTo'], sweepTo, known([...names.tiers.keys()]));
  else if (sweepTo === own) note('sweepToItself', ['when', 'sweepTo'], sweepTo);
}

function checkOperand(operand: Operand, path: Path, { classes, tiers }: Names, note: Note): void {
  if (typeof operand !== 'object') return;
  const tierIds = [...tiers.keys()];
  if ('owed' in operand) {
    for (const id of asList(operand.owed))
      if (!tiers.has(id)) note('unknownTier', [...path, 'owed'], id, known(tierIds));
  } else if ('reserve' in operand) {
    const reserves = tierIds.filter((id) => tiers.get(id)!.kind === 'reserve');
    if (!reserves.includes(operand.reserve))
      note('unknownTier', [...path, 'reserve'], operand.reserve, known(reserves));
  } else
    for (const id of asList(operand.unreturned))
      if (!classes.has(id)) note('unknownParty', [...path, 'unreturned'], id, known([...classes]));
}

const asList = (ids: string | readonly string[]): readonly string[] =>
  typeof ids === 'string' ? [ids] : ids;
