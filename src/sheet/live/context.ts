import { sliceOf, type Definition, type Flows, type Locale, type Result } from '../../engine/index.ts';
import type { liveTexts } from '../../i18n/index.ts';
import type { Book } from './book.ts';
import type { Clock } from './clock.ts';
import type { Terms } from './terms.ts';

/** What every part of a sheet of formulas is made from. */
export interface Setting {
  readonly definition: Definition;
  readonly flows: Flows;
  readonly result: Result;
  readonly locale: Locale;
  readonly book: Book;
  readonly terms: Terms;
  readonly clock: Clock;
  /** Numbers of all periods, the closing's first. */
  readonly periods: readonly number[];
  /** One sum at the closing, one pot, nothing withheld: the net cash flow is itself the input. */
  readonly plainFlows: boolean;
  /** Every formula says in place what cash reaches it; else that stands in a column of its own. */
  readonly inPlace: boolean;
  /** Each class runs the tiers over its own part of the cash. */
  readonly sliced: boolean;
  /** When capital of deals joins the balances: with them, as each is realised, or each deal has balances of its own. */
  readonly deals: Definition['options']['dealByDeal'];
  word(text: keyof typeof liveTexts): string;
  party(id: string): string;
  /** What stands above the columns of a tier. */
  titleOf(tier: string): string;
  nameOf(tier: string): string;
}

/** Whether the net cash flow and the investment say all that happens. */
export function hasPlainFlows({ pots, options }: Definition, flows: Flows): boolean {
  return (
    pots.length === 1 &&
    options.negativeCash !== 'reserve' &&
    options.lateCall === 'stand' &&
    !options.recycling &&
    !flows.fees &&
    !flows.deals?.length &&
    !flows.closings?.length &&
    flows.contributions.every((c) => c.class === undefined && c.period === 0 && c.accruesFrom === undefined)
  );
}

/** Capital, returns of single classes and splits, one after the other: short enough to be said in place. */
export function isPlain({ pots, options, classes }: Definition): boolean {
  return (
    pots.length === 1 &&
    options.apportion === 'none' &&
    !classes.some((c) => c.id === 'gp') &&
    pots[0]!.tiers.every(
      (t) =>
        !t.when &&
        (t.kind === 'split' ||
          ((t.kind === 'returnOfCapital' || t.kind === 'preferredReturn') && t.to.length === 1)),
    )
  );
}

/** Whether capital of a class stands in the columns of one tier that pays back no other class. */
export function ownTierOf(
  { definition, sliced, deals }: Pick<Setting, 'definition' | 'sliced' | 'deals'>,
  party: string,
) {
  if (sliced || deals === 'strict') return undefined;
  const tiers = new Map(definition.pots.flatMap((p) => p.tiers).map((t) => [t.id, t]));
  const own = [...tiers.values()].filter((t) => t.kind === 'returnOfCapital' && t.to.includes(party));
  const [tier] = own;
  return own.length === 1 && tier?.kind === 'returnOfCapital' && tier.to.length === 1 ? tier : undefined;
}

/** How deals are run: without any, all is one. */
export const dealsOf = ({ options }: Definition, flows: Flows): Setting['deals'] =>
  flows.deals?.length ? options.dealByDeal : 'none';

/** Returns whose unpaid part joins the capital of a class, as its slice reads them. */
export function pikTiers(
  { definition, sliced }: Pick<Setting, 'definition' | 'sliced'>,
  party: string,
): string[] {
  // The general partner's own slice runs no tiers.
  if (party === 'gp' && definition.options.gpCapital === 'pariPassu') return [];
  const own = sliced && definition.classes.find((c) => c.id === party);
  const { pots } = own ? sliceOf(definition, own) : definition;
  const tiers = new Map(pots.flatMap((p) => p.tiers).map((t) => [t.id, t]));
  return [...tiers.values()].flatMap((t) =>
    t.kind === 'preferredReturn' && t.shortfall === 'pik' && t.to.includes(party) ? [t.id] : [],
  );
}

/** Whether unpaid return joins capital of a class. */
export const joinsCapital = ({ pots }: Definition, party: string): boolean =>
  pots.some((p) =>
    p.tiers.some((t) => t.kind === 'preferredReturn' && t.shortfall === 'pik' && t.to.includes(party)),
  );
