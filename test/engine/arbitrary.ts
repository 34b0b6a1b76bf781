import fc from 'fast-check';
import { define, parse, presets, type Definition, type Flows, type Preset } from '../../src/engine/index.ts';

/** A random deal in one of the classic modes, terms within their bounds. */
export const classicDeal = fc
  .record({
    preset: fc.constantFrom(...presets.filter((p) => p.group !== 'other')),
    rates: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 4, maxLength: 4 }),
    carry: fc.integer({ min: 0, max: 100 }),
    senior: fc.integer({ min: 0, max: 70 }),
    mezzanine: fc.integer({ min: 0, max: 30 }),
    shortfall: fc.constantFrom('accrue', 'lapse'),
    seniorOrder: fc.constantFrom('return_first', 'capital_first'),
    investment: fc.integer({ min: 1, max: 100_000_000 }),
    cash: fc.array(
      fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 0, max: 30_000_000 }) },
        fc.integer({ min: -2_000_000, max: 0 }),
      ),
      {
        minLength: 1,
        maxLength: 30,
      },
    ),
  })
  .map((d) => ({ preset: d.preset, ...dealOf(d.preset, d) }));

interface Drawn {
  rates: number[];
  carry: number;
  senior: number;
  mezzanine: number;
  shortfall: string;
  seniorOrder: string;
  investment: number;
  cash: number[];
}

function dealOf(
  preset: Preset,
  d: Drawn,
): { definition: Definition; flows: Flows; terms: Readonly<Record<string, number>> } {
  const terms = {
    hurdle_rate: d.rates[0]! / 100,
    periodic_rate: d.rates[1]! / 100,
    mezzanine_rate: d.rates[2]! / 100,
    subordinate_rate: d.rates[3]! / 100,
    carry_rate: d.carry / 100,
    senior_ratio: d.senior / 100,
    mezzanine_ratio: d.mezzanine / 100,
  };
  const defined = define(preset, terms, { shortfall: d.shortfall, senior_order: d.seniorOrder });
  if (!defined.ok) throw new Error(JSON.stringify(defined.issues));
  const { definition, terms: whole } = defined.value;
  return {
    definition,
    terms: whole as Readonly<Record<string, number>>,
    flows: yearly(d.investment, d.cash),
  };
}

/** Yearly flows: the investment at closing, then cash of years 1..N. */
export const yearly = (investment: number, cash: readonly number[]): Flows => ({
  timeline: { unit: 'year', periods: cash.length },
  contributions: [{ period: 0, amount: investment }],
  cash: cash.map((amount, i) => ({ period: i + 1, amount, pot: 'cash' })),
  nav: [],
});

const compounding = fc.constantFrom('simple', 'annual', 'quarterly', 'continuous', 'perPeriod', 6);

/** A random definition of tiers beyond the classic modes, as JSON, with its flows. */
export const customDeal = fc
  .record({
    gpShare: fc.constantFrom(0, 0.02, 0.1),
    gpCapital: fc.constantFrom('pariPassu', 'allIn'),
    rate: fc.integer({ min: 0, max: 20 }),
    compounding,
    base: fc.constantFrom('unreturned', 'original'),
    shortfall: fc.constantFrom('accrue', 'pik'),
    returnFirst: fc.boolean(),
    catchUp: fc.option(
      fc.record({
        share: fc.constantFrom(0.5, 0.8, 1),
        stop: fc.constantFrom('parity', 'fixed'),
        counts: fc.constantFrom('investors', 'all'),
      }),
      { nil: undefined },
    ),
    hurdles: fc.array(
      fc.record({
        rate: fc.integer({ min: 5, max: 30 }),
        gp: fc.integer({ min: 0, max: 50 }),
        style: fc.constantFrom('marginal', 'cliff'),
      }),
      { maxLength: 2 },
    ),
    amount: fc.option(fc.integer({ min: 1, max: 100_000 }), { nil: undefined }),
    reserve: fc.option(fc.integer({ min: 1, max: 200_000 }), { nil: undefined }),
    carry: fc.integer({ min: 0, max: 40 }),
    unit: fc.constantFrom('year', 'quarter', 'month'),
    start: fc.option(fc.constantFrom('2020-01-31', '2023-12-31', '2024-02-29'), { nil: undefined }),
    apportion: fc.constantFrom('none', 'none', 'byContribution'),
    ownCarry: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
    rounding: fc.constantFrom(undefined, undefined, 0, 2),
    recycling: fc.option(
      fc.record({
        share: fc.constantFrom(0.5, 1),
        cap: fc.constantFrom(0.1, 0.3),
        commitment: fc.constant(1_000_000),
      }),
      {
        nil: undefined,
      },
    ),
    fee: fc.option(
      fc.record({
        rate: fc.constantFrom(0.01, 0.02),
        base: fc.constantFrom('commitment', 'contributed', 'unreturned'),
      }),
      {
        nil: undefined,
      },
    ),
    dayCount: fc.constantFrom('act365', 'act360', '30360', '30E360', 'actact'),
    calls: fc.array(fc.record({ at: fc.nat({ max: 3 }), amount: fc.integer({ min: 1, max: 1_000_000 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
    cash: fc.array(
      fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 0, max: 2_000_000 }) },
        fc.integer({ min: -100_000, max: 0 }),
      ),
      { minLength: 4, maxLength: 24 },
    ),
  })
  .map((d) => {
    const lp = 1 - d.gpShare;
    const ownCarry =
      d.apportion === 'byContribution' && d.ownCarry !== undefined ? d.ownCarry / 100 : undefined;
    const classes = [
      { id: 'a', share: lp / 2 },
      { id: 'b', share: lp - lp / 2, ...(ownCarry === undefined ? {} : { carry: ownCarry }) },
      ...(d.gpShare ? [{ id: 'gp', share: d.gpShare }] : []),
    ];
    const to = d.gpShare && d.gpCapital === 'allIn' ? ['a', 'b', 'gp'] : ['a', 'b'];
    const carry = d.carry / 100;
    const capital = { kind: 'returnOfCapital', id: 'capital', to };
    const pref = {
      kind: 'preferredReturn',
      id: 'pref',
      to,
      rate: d.rate / 100,
      compounding: d.compounding,
      base: d.base,
      shortfall: d.shortfall,
    };
    const investors = (gp: number) => ({ a: (1 - gp) / 2, b: 1 - gp - (1 - gp) / 2, gp });
    const tiers = [
      ...(d.amount ? [{ kind: 'amount', id: 'fee', to: 'gp', amount: d.amount }] : []),
      ...(d.returnFirst ? [pref, capital] : [capital, pref]),
      ...(d.reserve ? [{ kind: 'reserve', id: 'reserve', target: d.reserve, covers: ['pref'] }] : []),
      ...(d.catchUp && d.catchUp.share > carry
        ? [{ kind: 'catchUp', id: 'catchUp', carry, ...d.catchUp }]
        : []),
      ...d.hurdles.map((h, i) => ({
        kind: 'hurdle',
        id: `hurdle${i}`,
        of: 'a',
        rate: h.rate / 100,
        split: investors(h.gp / 100),
        style: h.style,
      })),
      { kind: 'split', id: 'split', shares: investors(carry) },
    ];
    const { dayCount, gpCapital, apportion, rounding, recycling } = d;
    const definition = { classes, tiers, options: { dayCount, gpCapital, apportion, rounding, recycling } };
    const flows = {
      timeline: { unit: d.unit, periods: d.cash.length, ...(d.start ? { start: d.start } : {}) },
      contributions: [{ at: 0, amount: 1_000_000 }, ...d.calls],
      cash: d.cash.map((amount, i) => ({ at: i + 1, amount })),
      ...(d.fee ? { fees: { commitment: 1_000_000, schedule: [{ from: 0, ...d.fee }] } } : {}),
    };
    const parsed = parse(definition, flows);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    return { ...parsed.value, traits: d };
  });
