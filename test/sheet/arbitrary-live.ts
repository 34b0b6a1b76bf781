/** Random deals for sheets of formulas: every preset with its own terms, and definitions of every clause that has a formula. */
import fc from 'fast-check';
import { define, isoOf, parse, presetOf, type Flows, type Preset } from '../../src/engine/index.ts';
import { yearly } from '../engine/arbitrary.ts';
import type { LiveCase } from './live-deals.ts';

const cash = (most: number, length: number) =>
  fc.array(
    fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0, max: most }) },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: most * 100 }).map((n) => n / 100) },
      fc.integer({ min: -Math.round(most / 15), max: 0 }),
    ),
    { minLength: 2, maxLength: length },
  );

const FUND_PRESETS = [
  'european',
  'european_hard_hurdle',
  'european_no_hurdle',
  'american',
  'jv_irr_hurdles',
  're_operating_and_capital',
];

/** A preset beyond the classic modes, over whole or dated years. */
export const presetDeal: fc.Arbitrary<LiveCase> = fc
  .record({
    preset: fc.constantFrom(...FUND_PRESETS.map((id) => presetOf(id)!)),
    percents: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 8, maxLength: 8 }),
    catchUpShare: fc.constantFrom(0.5, 0.8, 1),
    investment: fc.integer({ min: 1000, max: 100_000_000 }),
    part: cash(1_000_000, 30),
    start: fc.constantFrom(undefined, 43_861, 45_657),
  })
  .map(({ preset, percents, catchUpShare, investment, part, start }) => {
    const terms = Object.fromEntries(
      preset.terms.map((t, i) => [t.id, t.id === 'catch_up_share' ? catchUpShare : percents[i]! / 100]),
    );
    const defined = define(preset, terms, {});
    if (!defined.ok) throw new Error(JSON.stringify(defined.issues));
    const flows = sourcesOf(
      preset,
      yearly(
        investment,
        part.map((p) => Math.round((p / 1_000_000) * investment * 0.4)),
      ),
    );
    const dates =
      start && Array.from({ length: part.length + 1 }, (_, k) => start + k * 365 + Math.floor(k / 4));
    return {
      mode: preset.id,
      terms: defined.value.terms,
      definition: defined.value.definition,
      flows: dates ? { ...flows, timeline: { ...flows.timeline, dates } } : flows,
    };
  });

/** The flows told apart by deal or pot, where the preset wants them so: two deals in turn, two thirds from the second pot. */
function sourcesOf({ byDeal, pots }: Preset, flows: Flows): Flows {
  if (byDeal) {
    const cost = flows.contributions[0]!.amount / 2;
    const ids = ['Mill', 'Quay'];
    return {
      ...flows,
      contributions: [],
      deals: ids.map((id, period) => ({ id, cost, expenses: 0, period, writeDowns: [] })),
      cash: flows.cash.map((c) => ({ ...c, deal: ids[c.period % 2]! })),
    };
  }
  const [first, second] = pots ?? [];
  if (first === undefined || second === undefined) return flows;
  return { ...flows, cash: flows.cash.map((c) => ({ ...c, pot: c.period % 3 ? second : first })) };
}

const rate = (max: number) => fc.integer({ min: 0, max }).map((n) => n / 100);
/** A rate that may change from a moment on. */
const stepped = (max: number) =>
  fc.oneof(
    { weight: 3, arbitrary: rate(max) },
    {
      weight: 1,
      arbitrary: fc.record({
        first: rate(max),
        then: rate(max),
        at: fc.integer({ min: 1, max: 4 }),
        late: fc.boolean(),
      }),
    },
  );
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });

/** A coverage test over whatever a tier may read. */
const when = fc
  .record({
    of: fc.constantFrom<unknown>(
      'cash',
      { owed: 'pref' },
      { owed: 'capital' },
      { unreturned: ['a', 'b'] },
      { reserve: 'reserve' },
      { owed: 'fee' },
      { owed: 'catchUp' },
      { owed: ['pref', 'capital'] },
      { owed: 'hurdle0' },
    ),
    over: maybe(fc.constantFrom<unknown>('cash', 250_000, { unreturned: 'a' })),
    ratio: fc.constantFrom(0.25, 0.8, 1.5),
    sum: fc.integer({ min: 10_000, max: 900_000 }),
    low: fc.boolean(),
    high: fc.boolean(),
    sweepTo: maybe(fc.constantFrom('capital', 'pref')),
  })
  .map(({ of, over, ratio, sum, low, high, sweepTo }) => {
    const bound = over === undefined ? sum : ratio;
    return {
      of,
      ...(over === undefined ? {} : { over }),
      ...(low || !high ? { min: bound } : {}),
      ...(high ? { max: bound * 3 } : {}),
      ...(sweepTo ? { sweepTo } : {}),
    };
  });

const hurdle = fc.record({
  metric: fc.constantFrom('irr', 'multiple', 'greaterOf', 'lesserOf'),
  rate: stepped(30),
  multiple: fc.constantFrom(1.1, 1.5, 2.25),
  gp: fc.constantFrom(0, 0.1, 0.35),
  style: fc.constantFrom('marginal', 'marginal', 'cliff'),
  neverNegative: fc.boolean(),
  promote: fc.constantFrom(undefined, 0.1),
});

const definition = fc.record({
  gpShare: fc.constantFrom(0, 0, 0.05),
  gpCapital: fc.constantFrom('pariPassu', 'allIn'),
  dayCount: fc.constantFrom('act365', 'act360', '30360', '30E360', 'actact', 'periods'),
  pref: fc.record({
    rate: stepped(20),
    compounding: fc.constantFrom(
      'simple',
      'annual',
      'semiannual',
      'quarterly',
      'monthly',
      'daily',
      'continuous',
      'perPeriod',
      6,
    ),
    base: fc.constantFrom('unreturned', 'unreturned', 'original'),
    shortfall: fc.constantFrom('accrue', 'accrue', 'pik', 'lapse'),
  }),
  apart: fc.boolean(),
  returnFirst: fc.boolean(),
  catchUp: maybe(
    fc.record({
      share: fc.constantFrom(0.5, 0.8, 1),
      stop: fc.constantFrom('parity', 'fixed'),
      counts: fc.constantFrom('investors', 'all'),
    }),
  ),
  carry: rate(40),
  hurdles: fc.array(hurdle, { maxLength: 2 }),
  fee: maybe(
    fc.array(fc.record({ at: fc.nat({ max: 4 }), amount: fc.integer({ min: 1, max: 60_000 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
  ),
  reserve: maybe(
    fc.record({
      target: fc.integer({ min: 1, max: 200_000 }),
      opening: fc.constantFrom(0, 50_000),
      covers: fc.constantFrom(['pref'], ['pref', 'capital'], ['hurdle0'], []),
    }),
  ),
  tested: maybe(fc.record({ at: fc.constantFrom('pref', 'catchUp', 'hurdle0', 'fee', 'reserve'), when })),
  pots: fc.constantFrom(1, 1, 2),
  apportion: fc.constantFrom('none', 'none', 'byContribution'),
  ownCarry: rate(40),
  hurdleOn: fc.constantFrom('investors', 'project'),
  carryFree: fc.boolean(),
  third: fc.boolean(),
  lateCall: fc.constantFrom('stand', 'stand', 'recompute'),
  dealByDeal: fc.constantFrom('none', 'carryforward', 'carryforward', 'strict'),
  negativeCash: fc.constantFrom('call', 'call', 'reserve'),
  recycling: maybe(
    fc.record({
      share: fc.constantFrom(0.5, 1),
      cap: fc.constantFrom(0.1, 0.3),
      until: fc.constantFrom(2, 5),
    }),
  ),
});

const flows = fc.record({
  timeline: fc.oneof(
    fc.record({
      unit: fc.constantFrom('year', 'quarter', 'month'),
      start: fc.constantFrom(undefined, undefined, '2020-01-31', '2023-12-31', '2024-02-29'),
    }),
    fc.record({
      first: fc.integer({ min: 40_000, max: 46_000 }),
      gaps: fc.array(fc.integer({ min: 20, max: 700 }), { minLength: 16, maxLength: 16 }),
    }),
  ),
  contributions: fc.array(
    fc.record({
      at: fc.nat({ max: 3 }),
      amount: fc.integer({ min: 1, max: 100_000_000 }).map((n) => n / 100),
      class: fc.constantFrom(undefined, undefined, 'a', 'b'),
      inside: fc.constantFrom(0, 0, 0.1, 0.5, 0.9),
      accrues: fc.option(fc.record({ at: fc.nat({ max: 5 }), inside: fc.constantFrom(0, 0.3, 0.7) }), {
        nil: undefined,
        freq: 4,
      }),
    }),
    { maxLength: 4 },
  ),
  cash: cash(1_500_000, 14),
  other: cash(600_000, 14),
  fees: maybe(
    fc.record({
      first: fc.constantFrom('commitment', 'contributed', 'unreturned', 'activeCost', 'nav'),
      then: fc.constantFrom('commitment', 'contributed', 'unreturned', 'activeCost', 'nav'),
      change: fc.integer({ min: 1, max: 4 }),
      inside: fc.constantFrom(0, 0, 0.4),
      year: maybe(fc.integer({ min: 5_000, max: 30_000 })),
      total: maybe(fc.integer({ min: 10_000, max: 60_000 })),
      offset: maybe(fc.integer({ min: 1, max: 20_000 })),
      discount: fc.constantFrom(0, 0.25),
    }),
  ),
  closing: maybe(fc.record({ at: fc.integer({ min: 1, max: 3 }), inside: fc.constantFrom(0, 0, 0.5) })),
  deals: maybe(
    fc.record({
      list: fc.array(
        fc.record({
          cost: fc.integer({ min: 1, max: 500_000 }),
          at: fc.nat({ max: 3 }),
          inside: fc.constantFrom(0, 0, 0.4),
          expenses: fc.constantFrom(0, 0, 7_500),
          writeDowns: fc.array(
            fc.record({ at: fc.nat({ max: 5 }), amount: fc.integer({ min: 1, max: 300_000 }) }),
            { maxLength: 2 },
          ),
          closedAt: maybe(fc.nat({ max: 6 })),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      /** Which deal the cash of each period is of; beyond the list, of none. */
      of: fc.array(fc.nat({ max: 3 }), { minLength: 14, maxLength: 14 }),
    }),
  ),
  nav: maybe(fc.integer({ min: 1, max: 500_000 })),
  earlierNav: maybe(
    fc.record({ at: fc.integer({ min: 1, max: 3 }), amount: fc.integer({ min: 0, max: 900_000 }) }),
  ),
});

type Drawn = typeof definition extends fc.Arbitrary<infer T> ? T : never;
type DrawnFlows = typeof flows extends fc.Arbitrary<infer T> ? T : never;

/** A definition of any clauses that go together, with flows of every kind. */
export const anyDeal: fc.Arbitrary<LiveCase> = fc
  .record({ d: definition, f: flows })
  .map(({ d, f }) => parse(definitionOf(d, f), flowsOf(d, f)))
  .filter((parsed) => parsed.ok)
  .map((parsed) => ({
    mode: 'custom',
    terms: {},
    ...(parsed as Extract<typeof parsed, { ok: true }>).value,
  }));

/** A step by period number, or by a day inside one where there are dates. */
function ratesOf(
  rate: number | { first: number; then: number; at: number; late: boolean },
  days: readonly string[] | null,
) {
  if (typeof rate === 'number') return rate;
  const from = days?.[rate.at] ?? rate.at;
  return [...(rate.late ? [] : [{ rate: rate.first }]), { from, rate: rate.then }];
}

function definitionOf(d: Drawn, f: DrawnFlows) {
  const lp = 1 - d.gpShare;
  const sliced = d.apportion === 'byContribution';
  const carryOfB = sliced ? { carry: d.carryFree ? 0 : d.ownCarry } : {};
  const [a, c] = d.third ? [lp / 2 - 0.125, 0.125] : [lp / 2, 0];
  const classes = [
    { id: 'a', share: a },
    {
      id: 'b',
      share: lp - a - c,
      ...carryOfB,
      ...(f.fees?.discount ? { feeDiscount: f.fees.discount } : {}),
    },
    ...(c ? [{ id: 'c', share: c }] : []),
    ...(d.gpShare ? [{ id: 'gp', share: d.gpShare }] : []),
  ];
  // A step stands on a day between two dates as often as on one.
  const days =
    'first' in f.timeline
      ? f.timeline.gaps.map((_, i, gaps) =>
          isoOf(
            gaps.slice(0, i).reduce((sum, g) => sum + g, (f.timeline as { first: number }).first) +
              (i % 2 ? 7 : 0),
          ),
        )
      : null;
  const own = d.third ? ['a', 'b', 'c'] : ['a', 'b'];
  const to = d.gpShare && d.gpCapital === 'allIn' ? [...own, 'gp'] : own;
  const investors = (gp: number) => ({ a: (1 - gp) / 2, b: 1 - gp - (1 - gp) / 2, gp });
  const split = { kind: 'split', id: 'split', shares: investors(d.carry) };
  const capital = d.apart
    ? to.map((id, i) => ({ kind: 'returnOfCapital', id: i ? `capital.${id}` : 'capital', to: id }))
    : [{ kind: 'returnOfCapital', id: 'capital', to }];
  const pref = {
    kind: 'preferredReturn',
    id: 'pref',
    to: d.apart ? ['a'] : to,
    ...d.pref,
    rate: ratesOf(d.pref.rate, days),
  };
  // Fixed sums belong to no deal.
  const strict = d.dealByDeal === 'strict';
  const reserve = d.reserve && !strict ? [{ kind: 'reserve', id: 'reserve', ...d.reserve }] : [];
  const tiers = [
    ...(d.fee && !strict ? [{ kind: 'amount', id: 'fee', to: 'sponsor', schedule: d.fee }] : []),
    ...(d.returnFirst ? [pref, ...capital] : [...capital, pref]),
    ...reserve,
    ...(d.catchUp && d.catchUp.share > d.carry
      ? [{ kind: 'catchUp', id: 'catchUp', carry: d.carry, ...d.catchUp }]
      : []),
    ...d.hurdles.map(({ gp, ...h }, i) => ({
      kind: 'hurdle',
      id: `hurdle${i}`,
      of: 'a',
      ...h,
      rate: ratesOf(h.rate, days),
      split: investors(gp),
    })),
    split,
  ].map((tier) => (d.tested && tier.id === d.tested.at ? { ...tier, when: d.tested.when } : tier));
  // The second pot shares capital and return with the first and splits for itself.
  const second = [...capital, pref, { ...split, id: 'split2', shares: investors(0.1) }];
  const { dayCount, gpCapital, apportion, hurdleOn, dealByDeal, lateCall, negativeCash, recycling } = d;
  return {
    classes,
    parties: [{ id: 'sponsor' }],
    ...(d.pots === 1
      ? { tiers }
      : {
          pots: [
            { id: 'capital', tiers },
            { id: 'operating', tiers: second.map((t) => tiers.find((own) => own.id === t.id) ?? t) },
          ],
        }),
    options: { dayCount, gpCapital, apportion, hurdleOn, dealByDeal, lateCall, negativeCash, recycling },
  };
}

/** A day inside a period, before its end. */
const dayWithin = (days: readonly number[], k: number, part: number): number =>
  days[k - 1]! + 1 + Math.floor((days[k]! - days[k - 1]! - 2) * part);

function flowsOf(d: Drawn, f: DrawnFlows) {
  const periods = f.cash.length;
  const days =
    'first' in f.timeline
      ? f.timeline.gaps
          .slice(0, periods)
          .reduce((list, gap) => [...list, list.at(-1)! + gap], [f.timeline.first])
      : undefined;
  const timeline =
    'first' in f.timeline
      ? { dates: days!.map(isoOf) }
      : { unit: f.timeline.unit, periods, ...(f.timeline.start ? { start: f.timeline.start } : {}) };
  const within = <T extends { at: number }>(list: readonly T[]) => list.filter(({ at }) => at <= periods);
  const dayOf = (at: number, inside: number) =>
    inside && at > 0 && days ? isoOf(dayWithin(days, at, inside)) : at;
  const deals = within(f.deals?.list ?? []).map(({ at, inside, writeDowns, closedAt, ...deal }, i) => ({
    id: `d${i}`,
    ...deal,
    at: dayOf(at, inside),
    // By its cost at most, and not before it was bought.
    writeDowns: within(writeDowns).map((down, _, { length }) => ({
      at: Math.max(at, down.at),
      amount: Math.min(down.amount, deal.cost / length),
    })),
    ...(closedAt === undefined || closedAt > periods ? {} : { closedAt: Math.max(at, closedAt) }),
  }));
  const ofDeal = (i: number) => {
    const deal = deals[f.deals?.of[i] ?? deals.length];
    return deal ? { deal: deal.id } : {};
  };
  return {
    timeline,
    contributions: within([
      { at: 0, amount: 1_000_000, inside: 0, accrues: undefined },
      ...f.contributions,
    ]).map(({ inside, at, accrues, ...c }) => ({
      ...c,
      at: dayOf(at, inside),
      ...(accrues && accrues.at <= periods ? { accruesFrom: dayOf(accrues.at, accrues.inside) } : {}),
    })),
    cash: [
      ...f.cash.map((amount, i) => ({ at: i + 1, amount, ...ofDeal(i) })),
      ...(d.pots === 2
        ? f.other
            .slice(0, periods)
            .map((amount, i) => ({ at: i + 1, amount, pot: 'operating', ...ofDeal(13 - i) }))
        : []),
    ],
    ...(f.fees
      ? {
          fees: {
            commitment: 1_000_000,
            schedule: [
              { from: 0, rate: 0.02, base: f.fees.first },
              ...within([{ at: f.fees.change }]).map(({ at }) => ({
                from: dayOf(at, f.fees!.inside),
                rate: 0.01,
                base: f.fees!.then,
              })),
            ],
            offset: f.fees.offset ? [{ at: 1, amount: f.fees.offset }] : [],
            cap: {
              ...(f.fees.year ? { year: f.fees.year } : {}),
              ...(f.fees.total ? { total: f.fees.total } : {}),
            },
          },
        }
      : {}),
    ...(f.closing && f.closing.at <= periods
      ? { closings: [{ at: dayOf(f.closing.at, f.closing.inside), class: 'b', rate: 0.08 }] }
      : {}),
    ...(deals.length ? { deals } : {}),
    nav: [
      ...(f.earlierNav && f.earlierNav.at < periods ? [f.earlierNav] : []),
      ...(f.nav ? [{ at: periods, amount: f.nav }] : []),
    ],
  };
}
