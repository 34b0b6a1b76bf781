/** What is drawn for a random deal: every clause that has a formula, and flows of every kind. */
import fc from 'fast-check';

export const cash = (most: number, length: number) =>
  fc.array(
    fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: 0, max: most }) },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: most * 100 }).map((n) => n / 100) },
      fc.integer({ min: -Math.round(most / 15), max: 0 }),
    ),
    { minLength: 2, maxLength: length },
  );

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

export const definition = fc.record({
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

export const flows = fc.record({
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

export type Drawn = typeof definition extends fc.Arbitrary<infer T> ? T : never;
export type DrawnFlows = typeof flows extends fc.Arbitrary<infer T> ? T : never;
