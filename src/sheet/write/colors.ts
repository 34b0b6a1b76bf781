/** Colours of sheets: hue says who is paid, its step says why. Excel's own background is white whatever the theme. */
import type { Result, TierResult } from '../../engine/index.ts';

export const INK = {
  input: '#0000FF',
  inputFill: '#FFF9E3',
  formula: '#000000',
  link: '#00703C',
  muted: '#535C67',
  rule: '#767F8A',
  line: '#DDE1E6',
  head: '#F1F3F5',
  danger: '#FCEDEB',
  text: '#1A1F25',
} as const;

/** Parties and project cash that have a hue of their own. */
export const HUES: Readonly<Record<string, string>> = {
  cash: '#505A66',
  lp: '#2A6CB5',
  gp: '#BC5310',
  senior: '#1B3F73',
  mezzanine: '#B868C8',
  subordinated: '#1F9A7C',
};
const OTHERS = ['lp', 'subordinated', 'mezzanine', 'senior'];

/** Steps of a hue, by why it is paid; what a hue has no step for takes the next one that is free. */
const STEPS: Readonly<Record<string, Readonly<Partial<Record<Why, string>>>>> = {
  lp: { current: '#0B2F60', capital: '#2A6CB5', return: '#86B1DF', residual: '#D3E3F4' },
  gp: { catchUp: '#7A2F00', residual: '#BC5310', return: '#E5985F', capital: '#F6D9C3' },
};
type Why = 'current' | 'capital' | 'return' | 'residual' | 'catchUp';

/** The party whose hue another without one of its own borrows. */
function hueParty(result: Result, party: string): string {
  if (HUES[party]) return party;
  const without = result.parties.filter((p) => !HUES[p.id]);
  return OTHERS[without.findIndex((p) => p.id === party) % OTHERS.length] ?? 'lp';
}

export const hueOf = (result: Result, party: string): string => HUES[hueParty(result, party)]!;

/** What a tier or a part of it is paid for, to one party. */
function whyOf(result: Result, tier: TierResult, party: string, promoted: boolean): Why {
  if (tier.kind === 'returnOfCapital') return 'capital';
  if (tier.kind === 'catchUp') return party === 'gp' ? 'catchUp' : 'current';
  const { tiers } = result;
  const at = tiers.indexOf(tier);
  if (tier.kind === 'preferredReturn') {
    const before = tiers.slice(at).some((t) => t.kind === 'returnOfCapital' && t.to.includes(party));
    return before ? 'current' : 'return';
  }
  if (party !== 'gp')
    return tier.kind === 'hurdle'
      ? tiers.findIndex((t) => t.kind === 'hurdle') === at
        ? 'capital'
        : 'return'
      : 'residual';
  const ownCapital = result.definition.classes.some((c) => c.id === 'gp');
  if (ownCapital && !promoted) return 'capital';
  const last = tiers.findLastIndex((t) => t.kind === 'split' || t.kind === 'hurdle');
  return at === last ? 'residual' : 'return';
}

/** A colour over white, `part` of it. */
export function overWhite(color: string, part: number): string {
  const channel = (i: number) => parseInt(color.slice(1 + 2 * i, 3 + 2 * i), 16);
  const values = [0, 1, 2].map((i) => Math.round(channel(i) * part + 255 * (1 - part)));
  return `#${values.map((v) => v.toString(16).padStart(2, '0').toUpperCase()).join('')}`;
}

/** The steps of parties with fewer of them: capital solid, a return 52 %, the residual 18 %. */
const PARTS: Readonly<Record<Why, number>> = {
  current: 0.78,
  capital: 1,
  return: 0.52,
  residual: 0.18,
  catchUp: 0.35,
};

const stepOf = (party: string, why: Why): string =>
  STEPS[party]?.[why] ?? overWhite(HUES[party]!, PARTS[why]);
const ORDER: readonly Why[] = ['capital', 'return', 'residual', 'current', 'catchUp'];

/** Relative luminance, as WCAG has it. */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = parseInt(color.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Lost on white without an outline: below 3:1. */
export const isLight = (color: string): boolean => 1.05 / (luminance(color) + 0.05) < 3;

/** Black or white, whichever is read better on a colour. */
export const inkOn = (color: string): string =>
  1.05 / (luminance(color) + 0.05) > (luminance(color) + 0.05) / 0.05 ? '#FFFFFF' : INK.formula;

export interface Step {
  readonly fill: string;
  /** Of its outline: light steps would be lost on white without one. */
  readonly hue: string;
}

/**
 * A step for each payment of each tier; no two of one hue are the same while the hue has steps left, and none repeats
 * the one before it.
 * @param payments in the order in which they are shown
 */
export function stepsOf(
  result: Result,
  payments: readonly { readonly tier: TierResult; readonly party: string; readonly promoted?: boolean }[],
): Step[] {
  const taken = new Map<string, string[]>();
  return payments.map(({ tier, party, promoted = false }) => {
    const owner = hueParty(result, party);
    const used = taken.get(owner) ?? [];
    taken.set(owner, used);
    const wanted = stepOf(owner, whyOf(result, tier, party, promoted));
    const others = [...new Set(ORDER.map((why) => stepOf(owner, why)))].filter((s) => s !== wanted);
    const free = [wanted, ...others].find((s) => !used.includes(s));
    const fill = free ?? [wanted, ...others].find((s) => s !== used.at(-1))!;
    used.push(fill);
    return { fill, hue: HUES[owner]! };
  });
}
