import {
  isoOf,
  partyName,
  tierName,
  type Definition,
  type NominalRate,
  type PreferredReturn,
  type Tier,
} from '../engine/index.ts';
import { potName } from './explain.ts';
import { WORDS } from './tier-phrases.ts';
import { testWords } from './tier-tests.ts';
import { formatAmount, formatPercent, inSentence, say, withoutGaps, type Locale } from './text.ts';

/** A rate in words: one figure, its steps, or an index with what is added to it. */
export function rateWords(rate: NominalRate, locale: Locale): string {
  const list = (parts: readonly string[]) => parts.join(locale === 'en' ? ', ' : '，');
  const percent = (fraction: number) => formatPercent(fraction, locale);
  if (typeof rate === 'number') return percent(rate);
  if ('index' in rate)
    return list([
      say(WORDS.floating, locale, { spread: percent(rate.spread) }),
      ...(rate.floor === undefined ? [] : [say(WORDS.floor, locale, { floor: percent(rate.floor) })]),
      ...(rate.cap === undefined ? [] : [say(WORDS.cap, locale, { cap: percent(rate.cap) })]),
    ]);
  return list(
    rate.map(({ from, rate }) => {
      if (from === undefined) return percent(rate);
      const day =
        from.date === undefined ? say(WORDS.period, locale, { k: String(from.period) }) : isoOf(from.date);
      return say(WORDS.stepFrom, locale, { rate: percent(rate), from: day });
    }),
  );
}

/** One tier in words, for the pane, the templates and explanations. */
export interface TierInWords {
  readonly title: string;
  readonly text: string;
  /** Ids of the parties it pays. */
  readonly parties: readonly string[];
}

interface About {
  readonly unit?: string | undefined;
  readonly invested?: number | undefined;
}

/** The tiers of a definition in the order of payment. `invested` is each class's capital, when it is known. */
export function describeTiers(definition: Definition, locale: Locale, about: About = {}): TierInWords[] {
  return definition.pots.flatMap((pot) =>
    pot.tiers.map((tier, i) => ({
      title: [
        ...(definition.pots.length > 1 ? [potName(definition, pot.id, locale)] : []),
        say(tierName(tier), locale),
      ].join(' · '),
      text: [
        words(tier, pot.tiers.slice(0, i), definition, locale, about),
        testWords(tier, definition, locale),
      ]
        .filter((part) => part !== '')
        .join(locale === 'en' ? ' ' : ''),
      parties: payees(tier),
    })),
  );
}

function payees(tier: Tier): string[] {
  switch (tier.kind) {
    case 'returnOfCapital':
    case 'preferredReturn':
      return [...tier.to];
    case 'catchUp':
    case 'amount':
      return [tier.to];
    case 'hurdle':
      return Object.keys(tier.split).filter((id) => tier.split[id]! > 0);
    case 'split':
      return Object.keys(tier.shares).filter((id) => tier.shares[id]! > 0);
    case 'reserve':
      return [];
  }
}

/** Parts of sentences about the tiers of a definition. */
function speakerOf(definition: Definition, locale: Locale, unit: string | undefined) {
  const isEnglish = locale === 'en';
  const nameOf = (id: string) => inSentence(say(partyName(definition, id), locale), locale);
  const percent = (fraction: number) => formatPercent(fraction, locale);
  const tiers = definition.pots.flatMap((pot) => pot.tiers);
  return {
    nameOf,
    percent,
    who: (ids: readonly string[]) => ids.map(nameOf).join(isEnglish ? ', ' : '、'),
    tiersCalled: (ids: readonly string[]) =>
      ids
        .map((id) => {
          const found = tiers.find((x) => x.id === id);
          return found ? say(tierName(found), locale) : id;
        })
        .join(isEnglish ? ', ' : '、'),
    money: (sum: number) => `${formatAmount(sum, locale)}${unit ? ` ${unit}` : ''}`,
    splitIn: (shares: Readonly<Record<string, number>>) =>
      Object.keys(shares)
        .filter((id) => shares[id]! > 0)
        .map((id) => say(WORDS.to, locale, { share: percent(shares[id]!), who: nameOf(id).trimEnd() }))
        .join(isEnglish ? ', ' : '，'),
    promoted: (promote: number | undefined) =>
      promote === undefined ? [] : [say(WORDS.promote, locale, { promote: percent(promote) })],
  };
}
type Speaker = ReturnType<typeof speakerOf>;

function words(
  tier: Tier,
  above: readonly Tier[],
  definition: Definition,
  locale: Locale,
  { unit, invested }: About,
): string {
  const speaker = speakerOf(definition, locale, unit);
  const { nameOf, who, percent, money, splitIn, promoted } = speaker;
  const sentences = (...parts: readonly string[]) => withoutGaps(parts.join(locale === 'en' ? ' ' : ''));
  switch (tier.kind) {
    case 'returnOfCapital': {
      const share = definition.classes.reduce((sum, c) => (tier.to.includes(c.id) ? sum + c.share : sum), 0);
      return sentences(
        invested === undefined
          ? say(WORDS.capital, locale, { who: who(tier.to) })
          : say(WORDS.capitalOf, locale, { who: who(tier.to), amount: money(invested * share) }),
      );
    }
    case 'preferredReturn':
      return sentences(preferredReturnWords(tier, above, speaker, locale));
    case 'catchUp':
      return sentences(
        say(tier.stop === 'parity' ? WORDS.catchUpParity : WORDS.catchUpFixed, locale, {
          share: percent(tier.share),
          who: nameOf(tier.to),
          carry: percent(tier.carry),
        }),
        ...(tier.counts === 'all' ? [say(WORDS.countsAll, locale)] : []),
      );
    case 'hurdle':
      return sentences(
        say(WORDS[tier.metric], locale, {
          split: splitIn(tier.split),
          of: definition.options.hurdleOn === 'project' ? say(WORDS.project, locale) : nameOf(tier.of),
          rate: rateWords(tier.rate, locale),
          multiple: String(tier.multiple),
        }),
        ...(tier.style === 'cliff' ? [say(WORDS.cliff, locale)] : []),
        ...(tier.neverNegative ? [say(WORDS.neverNegative, locale)] : []),
        ...promoted(tier.promote),
      );
    case 'split': {
      // With capital among the tiers, or a promote, only a part of what the general partner gets is carry.
      const allIn = definition.options.gpCapital === 'allIn' && definition.classes.some((c) => c.id === 'gp');
      const isCarry = (tier.shares.gp ?? 0) > 0 && tier.promote === undefined && !allIn;
      const split = say(isCarry ? WORDS.splitCarry : WORDS.split, locale, { split: splitIn(tier.shares) });
      return sentences(split, ...promoted(tier.promote));
    }
    case 'amount': {
      const amount = money(tier.schedule.reduce((sum, s) => sum + s.amount, 0));
      return sentences(say(WORDS.amount, locale, { who: nameOf(tier.to), amount }));
    }
    case 'reserve':
      return sentences(
        say(WORDS.reserve, locale, { amount: money(tier.target) }),
        ...(tier.covers.length
          ? [say(WORDS.covers, locale, { tiers: speaker.tiersCalled(tier.covers) })]
          : []),
      );
  }
}

function preferredReturnWords(
  tier: PreferredReturn,
  above: readonly Tier[],
  { who, percent }: Speaker,
  locale: Locale,
): string {
  const afterCapital = above.some(
    (t) => t.kind === 'returnOfCapital' && t.to.some((id) => tier.to.includes(id)),
  );
  const part = partBefore(tier, above);
  const isSimple = tier.shortfall === 'accrue' && tier.compounding === 'simple';
  return say(part ? WORDS.hurdleRest : afterCapital ? WORDS.hurdle : WORDS.current, locale, {
    who: who(tier.to),
    rate: rateWords(tier.rate, locale),
    ...(part
      ? {
          above: inSentence(say(tierName(part.tier), locale), locale),
          part: percent(part.rate),
          all: percent(part.rate + part.rest),
        }
      : {}),
    base: say(tier.base === 'original' ? WORDS.original : WORDS.openCapital, locale),
    compounding:
      typeof tier.compounding === 'number'
        ? say(WORDS.times, locale, { m: tier.compounding })
        : say(WORDS[tier.compounding], locale),
    shortfall: say(isSimple ? WORDS.accrueSimple : WORDS[tier.shortfall], locale),
  });
}

/** A return that stands before capital, of which this tier pays the rest. Only simple rates add up to a whole one. */
export function partBefore(tier: PreferredReturn, above: readonly Tier[]) {
  const capitalAt = above.findIndex((t) => t.kind === 'returnOfCapital' && t.to.join() === tier.to.join());
  const before = above
    .slice(0, Math.max(0, capitalAt))
    .find(
      (t): t is PreferredReturn =>
        t.kind === 'preferredReturn' &&
        t.to.join() === tier.to.join() &&
        t.compounding === 'simple' &&
        tier.compounding === 'simple' &&
        t.dayCount === tier.dayCount &&
        t.base === tier.base,
    );
  const rest = tier.rate;
  return before && typeof before.rate === 'number' && typeof rest === 'number' && rest > 0
    ? { tier: before, rate: before.rate, rest }
    : undefined;
}
