import type { Definition, Hurdle, Split, Tier } from './definition.ts';
import type { Flows } from './flows.ts';
import { tiersOf } from './distribution/record.ts';
import { GP } from './parties.ts';
import type { Convention } from './result.ts';

/**
 * The choices contracts differ in, as this run took them: each that could move a figure of this deal, defaults
 * included, and no other. The catalogue puts them into words.
 */
export function conventionsOf(definition: Definition, flows: Flows): Convention[] {
  const tiers = tiersOf(definition).map(({ tier }) => tier);
  return [
    ...timeOf(definition, flows, tiers),
    ...returnsOf(tiers),
    ...carryOf(definition, flows, tiers),
    ...cashOf(definition, flows),
    { topic: 'payback', choice: definition.options.payback },
    definition.options.rounding === undefined
      ? { topic: 'rounding', choice: 'none' }
      : { topic: 'rounding', choice: 'decimals', params: { decimals: definition.options.rounding } },
  ];
}

/** One line for each value that occurs. */
const each = (topic: string, choices: readonly string[]): Convention[] =>
  [...new Set(choices)].map((choice) => ({ topic, choice }));
const percent = (fraction: number): number => Number((fraction * 100).toPrecision(12));
const ofKind = <K extends Tier['kind']>(tiers: readonly Tier[], kind: K) =>
  tiers.filter((t): t is Extract<Tier, { kind: K }> => t.kind === kind);

/** What time is counted by. Without dates every day count comes to whole periods. */
function timeOf({ options }: Definition, { timeline }: Flows, tiers: readonly Tier[]): Convention[] {
  if (!timeline.dates) {
    const choices = { year: 'periods', quarter: 'quarters', month: 'months', date: 'periods' } as const;
    return [{ topic: 'dayCount', choice: choices[timeline.unit] }];
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

function carryOf(
  { classes, options }: Definition,
  { deals = [] }: Flows,
  tiers: readonly Tier[],
): Convention[] {
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
    ...(deals.length ? each('dealByDeal', [options.dealByDeal]) : []),
    ...(clawback
      ? [{ topic: 'clawback', choice: 'due', params: { tax: percent(clawback.taxRate) } }]
      : carries
        ? each('clawback', ['none'])
        : []),
  ];
}

function cashOf(
  { options }: Definition,
  { cash, contributions, closings, deals, fees }: Flows,
): Convention[] {
  const { recycling } = options;
  const negative = cash.some((c) => c.amount < 0);
  const calledLater =
    contributions.some((c) => c.period > 0) ||
    (deals ?? []).some((d) => d.period > 0) ||
    (closings ?? []).length > 0 ||
    negative;
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
