import type { Column, Result, Tier, TierKind } from '../engine/index.ts';
import { formatPercent, say, type Locale } from '../i18n/index.ts';
import { pane } from '../i18n/pane.ts';

/** Why a payment is made: capital and carry solid, a return half, the rest light. */
export type Tint = 'solid' | 'mid' | 'light';

/** What one party takes in one tier: a bar of the charts. */
export interface Slice {
  readonly id: string;
  readonly tier: string;
  readonly party: string;
  /** Name in the charts; `legend` where colour already says the party. */
  readonly label: string;
  readonly legend: string;
  readonly hue: string;
  readonly tint: Tint;
  readonly amounts: Column;
  readonly total: number;
}

const sum = (column: Column): number => column.reduce((a, b) => a + b, 0);

const HUES = ['lp', 'gp', 'senior', 'mezzanine', 'subordinated'];
const SPARE = ['lp', 'senior', 'subordinated', 'mezzanine'];

/** The colour a party has everywhere; parties without one of their own take turns. */
export function hueOf(result: Result, party: string): string {
  if (HUES.includes(party)) return party;
  const others = result.parties.filter((p) => !HUES.includes(p.id));
  return SPARE[others.findIndex((p) => p.id === party) % SPARE.length] ?? 'lp';
}

const RETURNS: readonly TierKind[] = ['preferredReturn', 'hurdle'];

function tintOf(kind: TierKind, party: string): Tint {
  if (party === 'gp' && kind !== 'preferredReturn' && kind !== 'returnOfCapital') return 'solid';
  if (RETURNS.includes(kind)) return 'mid';
  return kind === 'split' || kind === 'catchUp' ? 'light' : 'solid';
}

export const partyLabel = (result: Result, id: string, locale: Locale): string => {
  const party = result.parties.find((p) => p.id === id);
  return party ? say(party.name, locale) : id;
};

function shareIn(result: Result, tierId: string, party: string): number | undefined {
  const tier = result.definition.pots.flatMap((p): readonly Tier[] => p.tiers).find((t) => t.id === tierId);
  if (tier?.kind === 'split') return tier.shares[party];
  return tier?.kind === 'hurdle' ? tier.split[party] : undefined;
}

/** Payments by tier and party in the order of payment; they add up to the cash paid out. */
export function slicesOf(result: Result, locale: Locale): Slice[] {
  const own = sum(result.gpSlice);
  const gp = partyLabel(result, 'gp', locale);
  const first: Slice[] = own
    ? [
        {
          id: 'own',
          tier: say(pane.ownCapital, locale, { who: gp }),
          party: 'gp',
          label: say(pane.ownCapital, locale, { who: gp }),
          legend: say(pane.ownCapital, locale, { who: gp }),
          hue: 'gp',
          tint: 'mid',
          amounts: result.gpSlice,
          total: own,
        },
      ]
    : [];
  return [
    ...first,
    ...result.tiers.flatMap((tier) =>
      tier.payments.map(({ party, amounts }): Slice => {
        const name = say(tier.name, locale);
        const who = partyLabel(result, party, locale);
        const share = tier.payments.length > 1 ? shareIn(result, tier.id, party) : undefined;
        const label =
          tier.payments.length === 1
            ? name
            : share === undefined
              ? `${name} · ${who}`
              : `${who} ${formatPercent(share, locale)}`;
        const carry = party === 'gp' && tier.kind === 'split' && tier.payments.length > 1;
        return {
          id: `${tier.id}.${party}`,
          tier: name,
          party,
          label,
          legend: carry ? say(pane.carryOf, locale, { who }) : label,
          hue: hueOf(result, party),
          tint: tintOf(tier.kind, party),
          amounts,
          total: sum(amounts),
        };
      }),
    ),
  ];
}

/**
 * Capital not yet paid back at the end of each period, by the tier that pays it back; its `total` is what is left. Where
 * several tiers pay back the same capital, as in two pots, it is one slice: each of them has the whole balance.
 */
export function capitalOpen(result: Result, locale: Locale): Slice[] {
  const { tiers, unreturned } = result;
  const slice = (id: string, tier: string, to: readonly string[], amounts: Column): Slice => ({
    id,
    tier,
    party: to[0]!,
    label: tier,
    legend: to.map((party) => partyLabel(result, party, locale)).join(say(pane.listComma, locale)),
    hue: hueOf(result, to[0]!),
    tint: 'solid',
    amounts,
    total: amounts.at(-1)!,
  });
  const returned = tiers.filter((tier) => tier.kind === 'returnOfCapital');
  const slices = returned.map(({ id, name, to, closing }) => slice(id, say(name, locale), to, closing));
  const isWhole = unreturned.every((open, k) => {
    const shown = slices.reduce((all, { amounts }) => all + amounts[k]!, 0);
    return Math.abs(shown - open) <= 1e-9 * (1 + Math.abs(shown) + Math.abs(open));
  });
  if (isWhole || !returned.length) return slices;
  const parties = [...new Set(returned.flatMap(({ to }) => to))];
  return [slice('capital', say(pane.remainingCapital, locale), parties, unreturned)];
}
