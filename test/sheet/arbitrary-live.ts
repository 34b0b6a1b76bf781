/** Random deals for sheets of formulas: every preset with its own terms, and definitions of every clause that has a formula. */
import fc from 'fast-check';
import { define, isoOf, parse, presetOf, type Flows, type Preset } from '../../src/engine/index.ts';
import { yearly } from '../engine/arbitrary.ts';
import type { LiveCase } from './live-deals.ts';
import { cash, definition, flows, type Drawn, type DrawnFlows } from './draws-live.ts';

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
