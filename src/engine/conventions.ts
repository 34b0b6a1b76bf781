import type { Definition, Hurdle, Split, Tier } from './definition.ts';
import type { Flows, Timeline } from './flows.ts';
import { tiersOf } from './distribution/record.ts';
import { GP } from './parties.ts';
import type { Convention } from './result.ts';

/** What of the flows has a bearing on which choices matter. */
interface Traits {
  /** Without dates every day count comes to whole periods: of this unit. */
  readonly undated: Timeline['unit'] | null;
  readonly deals: boolean;
  readonly fees: boolean;
  readonly negative: boolean;
  readonly calledLater: boolean;
}

function traitsOf({ timeline, deals = [], fees, cash, contributions, closings = [] }: Flows): Traits {
  let negative = false;
  for (let i = 0; i < cash.length; i++) if (cash[i]!.amount < 0) negative = true;
  const later = negative || closings.length > 0 || deals.some((d) => d.period > 0);
  return {
    undated: timeline.dates ? null : timeline.unit,
    deals: deals.length > 0,
    fees: fees !== undefined,
    negative,
    calledLater: later || contributions.some((c) => c.period > 0),
  };
}

const known = new WeakMap<Definition, Map<string, readonly Convention[]>>();

/**
 * The choices contracts differ in, as this run took them: each that could move a figure of this deal, defaults
 * included, and no other. The catalogue puts them into words.
 */
export function conventionsOf(definition: Definition, flows: Flows): readonly Convention[] {
  const traits = traitsOf(flows);
  const { undated, deals, fees, negative, calledLater } = traits;
  const key = `${undated}${deals}${fees}${negative}${calledLater}`;
  let own = known.get(definition);
  if (!own) known.set(definition, (own = new Map<string, readonly Convention[]>()));
  let found = own.get(key);
  if (!found) own.set(key, (found = choicesOf(definition, traits)));
  return found;
}

function choicesOf(definition: Definition, traits: Traits): Convention[] {
  const tiers = tiersOf(definition).map(({ tier }) => tier);
  const { payback, rounding } = definition.options;
  return [
    ...timeOf(definition, traits, tiers),
    ...returnsOf(tiers),
    ...carryOf(definition, traits, tiers),
    ...cashOf(definition, traits),
    { topic: 'payback', choice: payback },
    rounding === undefined
      ? { topic: 'rounding', choice: 'none' }
      : { topic: 'rounding', choice: 'decimals', params: { decimals: rounding } },
  ];
}

/** One line for each value that occurs. */
const each = (topic: string, choices: readonly string[]): Convention[] =>
  [...new Set(choices)].map((choice) => ({ topic, choice }));
const percent = (fraction: number): number => Number((fraction * 100).toPrecision(12));
const ofKind = <K extends Tier['kind']>(tiers: readonly Tier[], kind: K) =>
  tiers.filter((t): t is Extract<Tier, { kind: K }> => t.kind === kind);

function timeOf({ options }: Definition, { undated }: Traits, tiers: readonly Tier[]): Convention[] {
  if (undated) {
    const choices = { year: 'periods', quarter: 'quarters', month: 'months', date: 'periods' } as const;
    return [{ topic: 'dayCount', choice: choices[undated] }];
  }
  const own = tiers.flatMap((t) => ('dayCount' in t && t.dayCount !== undefined ? [t.dayCount] : []));
  return each('dayCount', [options.dayCount, ...own]);
}

function returnsOf(tiers: readonly Tier[]): Convention[] {
  const returns = ofKind(tiers, 'preferredReturn');
  const compounding = [...new Set(returns.map((t) => t.compounding))];
  return [
    ...compounding.map((m) =>
      typeof m === 'number'
        ? { topic: 'compounding', choice: 'times', params: { m } }
        : { topic: 'compounding', choice: m },
    ),
    ...each(
      'base',
      returns.map((t) => t.base),
    ),
    ...each(
      'shortfall',
      returns.map((t) => t.shortfall),
    ),
  ];
}

const gpPart = (tier: Hurdle | Split): number => (tier.kind === 'split' ? tier.shares : tier.split)[GP] ?? 0;

function carryOf({ classes, options }: Definition, { deals }: Traits, tiers: readonly Tier[]): Convention[] {
  const catchUps = ofKind(tiers, 'catchUp');
  const hurdles = ofKind(tiers, 'hurdle');
  const sharing = [...hurdles, ...ofKind(tiers, 'split')].filter((t) => gpPart(t) > 0);
  const carries = sharing.length > 0 || catchUps.some((t) => t.to === GP);
  const hasGp = classes.some((c) => c.id === GP);
  const { clawback } = options;
  return [
    ...(catchUps.length || !carries
      ? each(
          'catchUp',
          catchUps.map((t) => t.stop),
        )
      : each('catchUp', ['none'])),
    ...each(
      'counts',
      catchUps.map((t) => t.counts),
    ),
    ...(hasGp ? each('gpCapital', [options.gpCapital]) : []),
    ...(classes.length > 1 ? each('apportion', [options.apportion]) : []),
    ...(hurdles.length ? each('hurdleOn', [options.hurdleOn]) : []),
    ...each(
      'cliff',
      hurdles.map((t) => t.style),
    ),
    ...each(
      'neverNegative',
      hurdles.map((t) => (t.neverNegative ? 'restarts' : 'runsOn')),
    ),
    // Without capital of its own all that the general partner gets is carry, unless a promote is stated.
    ...each(
      'promote',
      sharing.flatMap((t) => (t.promote !== undefined ? ['stated'] : hasGp ? [options.gpCapital] : [])),
    ),
    ...(deals ? each('dealByDeal', [options.dealByDeal]) : []),
    ...(clawback
      ? [{ topic: 'clawback', choice: 'due', params: { tax: percent(clawback.taxRate) } }]
      : carries
        ? each('clawback', ['none'])
        : []),
  ];
}

function cashOf({ options }: Definition, { fees, negative, calledLater }: Traits): Convention[] {
  const { recycling } = options;
  return [
    ...(calledLater || options.lateCall === 'recompute' ? each('lateCall', [options.lateCall]) : []),
    recycling
      ? {
          topic: 'recycling',
          choice: 'kept',
          params: { share: percent(recycling.share), cap: percent(recycling.cap) },
        }
      : { topic: 'recycling', choice: 'none' },
    ...(fees ? each('fees', [options.apportion]) : []),
    ...(negative ? each('negativeCash', [options.negativeCash]) : []),
  ];
}
