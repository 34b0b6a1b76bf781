/** A definition and its flows from JSON: every fault at once, every default resolved, every shorthand expanded. */
import { GP, partyIds } from './parties.ts';
import type { Definition, Flows, Hurdle, Options, Pot, Shares, Tier, Timeline } from './definition.ts';
import type * as z from 'zod/mini';
import { faults } from './faults.ts';
import { known, type Issue, type Parsed } from './issue.ts';
import { isUnder, mend } from './mend.ts';
import { periodOf, readFlows, readTimeline, type Note, type Path } from './parse-flows.ts';
import { defaultOptions } from './preset-parts.ts';
import { reservedKeys } from './reserved.ts';
import { definitionSchema, flowsSchema, type RawDefinition, type RawTier } from './schema.ts';

/**
 * Parses a definition and the flows it runs on.
 * @param definition JSON of the definition (keys of `Definition`, shorthand allowed)
 * @param flows JSON of the flows; `at` is a period or an ISO date
 * @param paths where the two stand in the caller's input, for the paths of faults
 */
export function parse(
  definition: unknown,
  flows: unknown,
  paths: { definition: Path; flows: Path } = { definition: ['definition'], flows: ['flows'] },
): Parsed<{ definition: Definition; flows: Flows }> {
  const rawDefinition = definitionSchema.safeParse(definition);
  const rawFlows = flowsSchema.safeParse(flows);
  const reserved = reservedKeys(definition, paths.definition);
  const issues: Issue[] = [
    ...(rawDefinition.success ? [] : faults(rawDefinition.error, definition, paths.definition)),
    ...reserved,
    ...(rawFlows.success ? [] : faults(rawFlows.error, flows, paths.flows)),
  ];
  const note =
    (base: Path) => (code: Issue['code'], at: Path, received?: unknown, params?: Issue['params']) => {
      const path = [...base, ...at];
      // Of shares that were not all read nothing else can be said.
      if (reserved.some((fault) => isUnder(path, fault.path))) return;
      issues.push({ code, path, received, ...(params ? { params } : {}) });
    };
  const timeline = rawFlows.success ? readTimeline(rawFlows.data, note(paths.flows)) : null;
  const parsed = rawDefinition.success
    ? readDefinition(rawDefinition.data, timeline, note(paths.definition))
    : readAround(definition, rawDefinition.error.issues, timeline, note(paths.definition));
  const read =
    rawFlows.success && timeline ? readFlows(rawFlows.data, timeline, parsed, note(paths.flows)) : null;
  if (issues.length || !parsed || !read) return { ok: false, issues };
  return { ok: true, value: { definition: parsed, flows: read }, warnings: [] };
}

/**
 * A definition with other options, checked as one that came from JSON.
 * @param options JSON; `clawback` and `measures` are added to those of the definition
 * @param path where the options stand in the caller's input
 */
export function withOptions(
  definition: Definition,
  options: Readonly<Record<string, unknown>>,
  timeline: Timeline,
  path: Path,
): Parsed<Definition> {
  const merged = (key: 'clawback' | 'measures') =>
    isObject(options[key]) ? { [key]: { ...definition.options[key], ...options[key] } } : {};
  const given = {
    ...definition,
    options: { ...definition.options, ...options, ...merged('clawback'), ...merged('measures') },
  };
  const base = path.slice(0, -1);
  const raw = definitionSchema.safeParse(given);
  if (!raw.success) return { ok: false, issues: faults(raw.error, given, base) };
  const issues: Issue[] = [];
  const value = readDefinition(
    raw.data,
    timeline,
    (code, at, received, params) =>
      void issues.push({ code, path: [...base, ...at], received, ...(params ? { params } : {}) }),
  );
  return issues.length ? { ok: false, issues } : { ok: true, value, warnings: [] };
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What else is wrong with a definition whose shape is at fault in places. It is never run. */
function readAround(
  definition: unknown,
  issues: readonly z.core.$ZodIssue[],
  timeline: Timeline | null,
  note: Note,
): Definition | null {
  const mended = mend(definition, issues);
  if (!mended) return null;
  const raw = definitionSchema.safeParse(mended.definition);
  if (!raw.success) return null;
  return readDefinition(raw.data, timeline, (code, path, ...rest) => {
    if (!mended.places.some((place) => isUnder(path, place))) note(code, path, ...rest);
  });
}

const sumsToOne = (values: readonly number[]): boolean =>
  Math.abs(values.reduce((a, b) => a + b, 0) - 1) <= 1e-9;

function readDefinition(raw: RawDefinition, timeline: Timeline | null, note: Note): Definition {
  if (!sumsToOne(raw.classes.map((c) => c.share)))
    note(
      'sharesDoNotSumToOne',
      ['classes'],
      raw.classes.reduce((sum, c) => sum + c.share, 0),
    );
  unique(raw.classes, ['classes'], note);
  unique(raw.parties, ['parties'], note);
  const options = readOptions(raw, timeline, note);
  if ((raw.tiers === undefined) === (raw.pots === undefined))
    note('optionConflict', ['tiers'], undefined, { with: 'pots' });
  const given: NonNullable<RawDefinition['pots']> = raw.pots ?? [{ id: 'cash', tiers: raw.tiers ?? [] }];
  unique(given, ['pots'], note);
  const everybody = new Set(partyIds(raw as Pick<Definition, 'classes' | 'parties'>));
  const classes = new Set(raw.classes.map((c) => c.id));
  const ownCarries = raw.classes.flatMap((c) => (c.carry === undefined ? [] : [c.carry]));
  const places = new Map<string, string>();
  const pots: Pot[] = given.map((pot, i) => {
    const base: Path = raw.pots ? ['pots', i, 'tiers'] : ['tiers'];
    const ids = new Set<string>();
    const tiers = pot.tiers.map((tier, j) => {
      const fallbackId = `${given.length > 1 ? `${pot.id}.` : ''}${tier.kind}${j + 1}`;
      const read = readTier(tier, fallbackId, options, ownCarries, timeline, (code, path, ...rest) =>
        note(code, [...base, j, ...path], ...rest),
      );
      checkParties(read, everybody, classes, (code, path, ...rest) =>
        note(code, [...base, j, ...path], ...rest),
      );
      const same = JSON.stringify(read);
      // Within a pot an id names one tier; over several pots one id is one tier, and must say the same.
      if (ids.has(read.id) || (places.get(read.id) ?? same) !== same)
        note('duplicateId', [...base, j, 'id'], read.id);
      ids.add(read.id);
      places.set(read.id, same);
      return read;
    });
    const last = tiers[tiers.length - 1];
    if (last && (last.kind !== 'split' || last.when)) note('noSplitAtEnd', base, last.kind);
    checkLapse(tiers, base, note);
    checkCapitalOfGp(tiers, classes, options, base, note);
    if (options.dealByDeal === 'strict')
      tiers.forEach((tier, j) => {
        if (tier.kind === 'amount' || tier.kind === 'reserve')
          note('optionConflict', [...base, j, 'kind'], tier.kind, { with: 'dealByDeal: strict' });
      });
    return { id: pot.id, ...(pot.name === undefined ? {} : { name: pot.name }), tiers } as Pot;
  });
  checkTierReferences(pots, raw, note);
  return {
    classes: raw.classes as Definition['classes'],
    parties: raw.parties as Definition['parties'],
    pots,
    options,
  };
}

function unique(items: readonly { id: string }[], path: Path, note: Note): void {
  const seen = new Set<string>();
  items.forEach(({ id }, i) => {
    if (seen.has(id)) note('duplicateId', [...path, i, 'id'], id);
    seen.add(id);
  });
}

/** Defaults filled in, times as periods. What is not built is refused by name, never ignored. */
function readOptions(raw: RawDefinition, timeline: Timeline | null, note: Note): Options {
  const given = raw.options;
  raw.classes.forEach((c, i) => {
    if (c.carry !== undefined && given.apportion !== 'byContribution')
      note('optionConflict', ['classes', i, 'carry'], c.carry, { with: 'apportion' });
  });
  const until = given.recycling?.until;
  const recycling = given.recycling && {
    ...given.recycling,
    ...(until === undefined
      ? {}
      : { until: periodOf(until, timeline, ['options', 'recycling', 'until'], note) }),
  };
  const clawback = given.clawback && {
    ...given.clawback,
    trueUpAt: (given.clawback.trueUpAt ?? []).map((at, i) =>
      periodOf(at, timeline, ['options', 'clawback', 'trueUpAt', i], note),
    ),
  };
  return {
    ...defaultOptions,
    ...given,
    measures: given.measures ?? {},
    ...(clawback ? { clawback } : {}),
    ...(recycling ? { recycling } : {}),
  } as Options;
}

const asList = (to: string | string[]): string[] => (typeof to === 'string' ? [to] : to);

function readTier(
  raw: RawTier,
  fallbackId: string,
  options: Options,
  ownCarries: readonly number[],
  timeline: Timeline | null,
  note: Note,
): Tier {
  const id = raw.id ?? fallbackId;
  switch (raw.kind) {
    case 'returnOfCapital':
      return { ...raw, id, to: asList(raw.to) } as Tier;
    case 'preferredReturn': {
      if (
        raw.compounding === 'calendarYear' &&
        timeline &&
        (!timeline.dates || (raw.dayCount ?? options.dayCount) === 'periods')
      )
        note('optionConflict', ['compounding'], raw.compounding, { with: 'timeline' });
      return { ...raw, id, to: asList(raw.to) } as Tier;
    }
    case 'catchUp':
      for (const carry of new Set([raw.carry, ...ownCarries]))
        if (raw.stop === 'parity' && raw.share <= carry)
          note('catchUpNeverEnds', ['share'], raw.share, { carry });
      if (raw.stop === 'fixed' && raw.carry >= 1) note('tooLarge', ['carry'], raw.carry, { max: 1 });
      return { ...raw, id } as Tier;
    case 'hurdle': {
      if (raw.metric !== 'multiple' && raw.rate === undefined) note('missing', ['rate']);
      if (raw.metric !== 'irr' && raw.multiple === undefined) note('missing', ['multiple']);
      checkShares(raw.split, ['split'], note);
      if (options.hurdleOn === 'investors' && !(raw.split[raw.of]! > 0))
        note('hurdleWithoutShare', ['split', raw.of], raw.split[raw.of]);
      return { ...raw, id, rate: raw.rate ?? 0, multiple: raw.multiple ?? 0 } as Hurdle;
    }
    case 'split':
      checkShares(raw.shares, ['shares'], note);
      return { ...raw, id } as Tier;
    case 'amount': {
      if ((raw.amount === undefined) === (raw.schedule === undefined))
        note(raw.amount === undefined ? 'missing' : 'optionConflict', ['amount'], raw.amount, {
          with: 'schedule',
        });
      const schedule = raw.schedule?.map(({ at, amount }, i) => ({
        at: periodOf(at, timeline, ['schedule', i, 'at'], note),
        amount,
      })) ?? [{ at: 0, amount: raw.amount ?? 0 }];
      const { amount: _amount, ...rest } = raw;
      return { ...rest, id, schedule } as Tier;
    }
    case 'reserve':
      return { ...raw, id } as Tier;
  }
}

function checkShares(shares: Shares, path: Path, note: Note): void {
  if (!sumsToOne(Object.values(shares)))
    note(
      'sharesDoNotSumToOne',
      path,
      Object.values(shares).reduce((a, b) => a + b, 0),
    );
}

function checkParties(
  tier: Tier,
  everybody: ReadonlySet<string>,
  classes: ReadonlySet<string>,
  note: Note,
): void {
  const must = (id: string, path: Path, among = everybody) => {
    if (!among.has(id)) note('unknownParty', path, id, known([...among]));
  };
  switch (tier.kind) {
    case 'returnOfCapital':
    case 'preferredReturn':
      tier.to.forEach((id, i) => must(id, ['to', i], classes));
      if (new Set(tier.to).size < tier.to.length) note('duplicateId', ['to'], tier.to.join(', '));
      break;
    case 'catchUp':
    case 'amount':
      must(tier.to, ['to']);
      break;
    case 'hurdle':
      must(tier.of, ['of'], classes);
      for (const id of Object.keys(tier.split)) must(id, ['split', id]);
      break;
    case 'split':
      for (const id of Object.keys(tier.shares)) must(id, ['shares', id]);
      break;
    case 'reserve':
      break;
  }
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

function checkTierReferences(pots: readonly Pot[], raw: RawDefinition, note: Note): void {
  const tiers = pots.flatMap((p) => p.tiers);
  const ids = new Set(tiers.map((t) => t.id));
  const reserves = new Set(tiers.filter((t) => t.kind === 'reserve').map((t) => t.id));
  const classes = new Set(raw.classes.map((c) => c.id));
  const must = (id: string, among: ReadonlySet<string>, code: 'unknownTier' | 'unknownParty', path: Path) => {
    if (!among.has(id)) note(code, path, id, known([...among]));
  };
  pots.forEach((pot, i) =>
    pot.tiers.forEach((tier, j) => {
      const base: Path = raw.pots ? ['pots', i, 'tiers', j] : ['tiers', j];
      if (tier.kind === 'reserve')
        tier.covers.forEach((id, c) => must(id, ids, 'unknownTier', [...base, 'covers', c]));
      if (!tier.when) return;
      for (const key of ['of', 'over'] as const) {
        const operand = tier.when[key];
        if (operand === undefined || typeof operand !== 'object') continue;
        if ('owed' in operand) must(operand.owed, ids, 'unknownTier', [...base, 'when', key, 'owed']);
        else if ('reserve' in operand)
          must(operand.reserve, reserves, 'unknownTier', [...base, 'when', key, 'reserve']);
        else
          for (const id of asList(operand.unreturned as string | string[]))
            must(id, classes, 'unknownParty', [...base, 'when', key, 'unreturned']);
      }
      if (tier.when.sweepTo !== undefined)
        must(tier.when.sweepTo, ids, 'unknownTier', [...base, 'when', 'sweepTo']);
    }),
  );
}
