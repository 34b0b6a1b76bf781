/** What must hold between the parts of a definition, however it was made: read from JSON, a preset's, with other options. */
import { checkClasses } from './check-classes.ts';
import { checkSum, checkTier } from './check-tier.ts';
import type { Definition, Options, Tier } from '../definition.ts';
import type { Timeline } from '../flows.ts';
import { below, type Note, type Path, type Say } from './moments.ts';
import { GP, partyIds } from '../parties.ts';
import { checkLevels } from './read-rates.ts';

/**
 * @param timeline null where it could not be read: what needs it is then not checked
 * @param tiersAt where the tiers of a pot stand
 */
export function checkDefinition(
  definition: Definition,
  timeline: Timeline | null,
  tiersAt: (pot: number) => Path,
  say: Say,
): void {
  const { classes, parties, pots, options } = definition;
  const note = say.refuse;
  checkSum(
    classes.map((c) => c.share),
    ['classes'],
    note,
  );
  unique(classes, ['classes'], note);
  unique(parties, ['parties'], note);
  unique(pots, ['pots'], note);
  if (options.measures.index)
    checkLevels(options.measures.index, timeline, ['options', 'measures', 'index'], note);
  if (options.recycling && options.recycling.share === 1 && options.recycling.cap >= 1)
    say.warn('recyclesEverything', ['options', 'recycling', 'cap'], options.recycling.cap);

  const names = {
    everybody: new Set(partyIds(definition)),
    classes: new Set(classes.map((c) => c.id)),
    tiers: new Map(pots.flatMap((pot) => pot.tiers.map((tier) => [tier.id, tier] as const))),
  };
  const places = new Map<string, string>();
  pots.forEach(({ tiers }, i) => {
    const base = tiersAt(i);
    checkOrder(tiers, base, note);
    checkLapse(tiers, base, note);
    checkCapitalOfGp(tiers, names.classes, options, base, note);
    checkIds(tiers, places, base, note);
    tiers.forEach((tier, j) => checkTier(tier, names, options, timeline, below(say, ...base, j)));
  });
  checkClasses(definition, tiersAt, say);
}

function unique(items: readonly { readonly id: string }[], path: Path, note: Note): void {
  const seen = new Set<string>();
  items.forEach(({ id }, i) => {
    if (seen.has(id)) note('duplicateId', [...path, i, 'id'], id);
    seen.add(id);
  });
}

/** Within a pot an id names one tier; over several pots one id is one tier, and must say the same. */
function checkIds(tiers: readonly Tier[], places: Map<string, string>, base: Path, note: Note): void {
  const ids = new Set<string>();
  tiers.forEach((tier, j) => {
    const same = JSON.stringify(tier);
    if (ids.has(tier.id) || (places.get(tier.id) ?? same) !== same)
      note('duplicateId', [...base, j, 'id'], tier.id);
    ids.add(tier.id);
    places.set(tier.id, same);
  });
}

/** A split takes everything left: one stands at the end, and none above other tiers unless a test may skip it. */
function checkOrder(tiers: readonly Tier[], base: Path, note: Note): void {
  const last = tiers[tiers.length - 1];
  if (last && (last.kind !== 'split' || last.when)) note('noSplitAtEnd', base, last.kind);
  tiers.slice(0, -1).forEach((tier, j) => {
    if (tier.kind === 'split' && !tier.when)
      note('splitNotLast', [...base, j, 'kind'], 'split', { tier: tier.id });
  });
}

/** A return that lapses is a current return: it has no meaning once capital ranks before it. */
function checkLapse(tiers: readonly Tier[], base: Path, note: Note): void {
  tiers.forEach((tier, j) => {
    if (tier.kind !== 'preferredReturn' || tier.shortfall !== 'lapse') return;
    const behind = tiers
      .slice(0, j)
      .some((t) => t.kind === 'returnOfCapital' && t.to.some((id) => tier.to.includes(id)));
    if (behind) note('lapseAfterCapital', [...base, j, 'shortfall'], 'lapse');
  });
}

/** With `pariPassu` the general partner's capital has its own slice: no tier may return it a second time. */
function checkCapitalOfGp(
  tiers: readonly Tier[],
  classes: ReadonlySet<string>,
  options: Options,
  base: Path,
  note: Note,
): void {
  if (options.gpCapital === 'allIn' || !classes.has(GP)) return;
  tiers.forEach((tier, j) => {
    if ((tier.kind === 'returnOfCapital' || tier.kind === 'preferredReturn') && tier.to.includes(GP))
      note('optionConflict', [...base, j, 'to'], GP, { with: 'gpCapital: pariPassu' });
  });
}
