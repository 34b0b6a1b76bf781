import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  allRates,
  directAlpha,
  irr,
  irrAt,
  ksPme,
  longNickels,
  longNickelsNav,
  mirr,
  npv,
  parse,
  pmePlus,
  pmePlusFactor,
  run,
  serialOf,
  xirr,
  type Rate,
} from '../../src/engine/index.ts';

interface ReturnCase {
  id: string;
  kind: string;
  values: number[];
  dates?: string[];
  rate?: number;
  guess?: number;
  start?: number;
  dayCount?: string;
  index?: number[];
  nav?: number;
  financeRate?: number;
  reinvestRate?: number;
  expected: number | { error: string };
  tolerance: number;
  roots?: number[];
}

const cases = JSON.parse(
  readFileSync(new URL('../cases/returns.json', import.meta.url), 'utf8'),
) as ReturnCase[];
const daysOf = (c: ReturnCase) => c.dates!.map((d) => serialOf(d)!);

/** Names of the vectors for the day counts of a definition. */
const DAY_COUNTS: Readonly<Record<string, string>> = {
  'act/act-isda': 'actact',
  '30U/360': '30360',
  '30E/360': '30E360',
};

describe('Published return vectors under other day counts', () => {
  for (const c of cases.filter(({ dayCount }) => dayCount))
    it(c.id, () => {
      const parsed = parse(
        {
          classes: [{ id: 'lp', share: 1 }],
          tiers: [{ kind: 'split', shares: { lp: 1 } }],
          options: { dayCount: DAY_COUNTS[c.dayCount!] },
        },
        {
          timeline: { dates: c.dates },
          contributions: [{ at: 0, amount: -c.values[0]! }],
          cash: c.values.slice(1).map((amount, i) => ({ at: i + 1, amount })),
        },
      );
      assert.ok(parsed.ok, JSON.stringify(parsed));
      const { irr: found } = run(parsed.value.definition, parsed.value.flows).project;
      assert.ok(
        Math.abs(found! - (c.expected as number)) <= c.tolerance,
        `${found} is not ${String(c.expected)}`,
      );
    });
});

describe('Published return vectors', () => {
  for (const c of cases.filter(({ kind, dayCount }) => (kind === 'irr' || kind === 'xirr') && !dayCount))
    it(c.id, () => {
      const found: Rate = c.kind === 'irr' ? irr(c.values, c.guess) : xirr(c.values, daysOf(c), c.guess);
      if (typeof c.expected === 'number') {
        assert.ok(found.ok, `expected ${c.expected}, actual ${JSON.stringify(found)}`);
        assert.ok(
          Math.abs(found.rate - c.expected) <= c.tolerance,
          `expected ${c.expected}, actual ${found.rate}`,
        );
      } else assert.equal(found.ok, false);
      if (!c.roots) return;
      const { rates } = c.kind === 'irr' ? allRates(c.values) : allRates(c.values, daysOf(c), 1 / 365);
      // A rate that no double can tell from -100 % is no answer.
      const expected = c.roots.filter((r) => r > -1 + 1e-15);
      assert.equal(rates.length, expected.length);
      rates.forEach((r, i) =>
        assert.ok(Math.abs(r - expected[i]!) <= 1e-6 * (1 + Math.abs(expected[i]!)), `root ${i}: ${r}`),
      );
    });
  for (const c of cases.filter(({ kind }) => kind === 'npv' || kind === 'xnpv'))
    it(c.id, () => {
      const first = c.kind === 'xnpv' ? daysOf(c)[0]! : 0;
      const years =
        c.kind === 'xnpv'
          ? daysOf(c).map((d) => (d - first) / 365)
          : c.values.map((_, k) => k + (c.start ?? 1));
      const value = npv(c.rate!, c.values, years);
      assert.ok(
        Math.abs(value - (c.expected as number)) <= c.tolerance,
        `expected ${String(c.expected)}, actual ${value}`,
      );
    });
});

const rate = (found: Rate | null) => (found?.ok ? found.rate : null);
const sum = (flows: number[], sign: number) => flows.reduce((s, f) => s + Math.max(0, sign * f), 0);

/** What each kind of vector against an index or two rates asks for. */
const MEASURES: Record<string, (c: ReturnCase) => number | null> = {
  mirr: (c) => mirr(c.values, c.financeRate!, c.reinvestRate!),
  ks_pme: (c) => ksPme(c.values, c.index!, c.nav),
  direct_alpha: (c) => rate(directAlpha(c.values, c.index!, c.nav)),
  ln_pme: (c) => rate(longNickels(c.values, c.index!)),
  ln_pme_nav: (c) => longNickelsNav(c.values, c.index!),
  pme_plus: (c) => rate(pmePlus(c.values, c.index!, c.nav)),
  pme_plus_lambda: (c) => pmePlusFactor(c.values, c.index!, c.nav),
  dpi: (c) => sum(c.values, 1) / sum(c.values, -1),
  tvpi: (c) => (sum(c.values, 1) + c.nav!) / sum(c.values, -1),
};

describe('Published measures against an index', () => {
  for (const c of cases.filter(({ kind }) => kind in MEASURES))
    it(c.id, () => {
      const actual = MEASURES[c.kind]!(c);
      const expected = c.expected as number;
      assert.ok(
        actual !== null && Math.abs(actual - expected) <= c.tolerance,
        `expected ${expected}, actual ${actual}`,
      );
    });
});

describe('No answer has a name', () => {
  const reason = (rate: Rate) => (rate.ok ? rate.rate : rate.reason);
  it('without a sign change', () => assert.equal(reason(irr([1, 2, 3])), 'no-sign-change'));
  it('for nothing but zeros', () => assert.equal(reason(irr([0, 0])), 'no-sign-change'));
  it('for an empty series', () => assert.equal(reason(irr([])), 'no-sign-change'));
  it('on one date', () => assert.equal(reason(xirr([-100, 110], [40_000, 40_000])), 'same-date'));
  it('where the curve stays on one side', () => assert.equal(reason(irr([100, -100, 100])), 'no-real-root'));
  it('where the rate leaves the numbers', () =>
    assert.equal(reason(xirr([-1, 1e13], [40_000, 40_001])), 'overflow'));
});

const money = fc.integer({ min: -100_000, max: 100_000 });

describe('Dates in any order', () => {
  it('net flows of one day even where other days stand between them', () => {
    const found = xirr([-50, 0, -50, 110], [40_001, 40_000, 40_001, 40_366]);
    assert.ok(found.ok && Math.abs(found.rate - 0.1) < 1e-12);
  });
});

describe('Rates found by the solver', () => {
  it('make the present value vanish', () =>
    fc.assert(
      fc.property(fc.array(money, { minLength: 2, maxLength: 40 }), (flows) => {
        const found = irr(flows);
        if (!found.ok) return;
        const x = Math.log1p(found.rate);
        let sum = 0;
        let size = 0;
        flows.forEach((f, k) => {
          const term = f * Math.exp(-x * k);
          sum += term;
          size += Math.abs(term);
        });
        assert.ok(Math.abs(sum) <= 1e-9 * size, `residual ${sum / size} at ${found.rate}`);
      }),
      { numRuns: 500 },
    ));

  it('agree with bracketing where there is one sign change', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 10 }),
        fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 30 }),
        (paidIn, received) => {
          const flows = [...paidIn.map((a) => -a), ...received];
          const found = irr(flows);
          assert.ok(found.ok);
          const value = (x: number) => flows.reduce((s, f, k) => s + f * Math.exp(-x * k), 0);
          let [low, high] = [-30, 30];
          for (let i = 0; i < 200; i++) {
            const middle = (low + high) / 2;
            if (value(middle) > 0) low = middle;
            else high = middle;
          }
          assert.ok(Math.abs(found.rate - Math.expm1(low)) <= 1e-9 * (1 + Math.abs(found.rate)));
        },
      ),
      { numRuns: 300 },
    ));

  it('do not hang on the unit of the amounts, up to the largest that a double holds', () =>
    fc.assert(
      fc.property(
        fc.array(money, { minLength: 2, maxLength: 30 }),
        fc.constantFrom(2 ** -1000, 2 ** 300, NaN),
        (flows, unit) => {
          const largest = Math.max(1, ...flows.map(Math.abs));
          // A power of two changes no digit; NaN stands for the last that fits.
          const times = unit || 2 ** Math.floor(Math.log2(Number.MAX_VALUE / largest));
          const days = flows.map((_, k) => 40_000 + 365 * k);
          const all = flows.map((a) => a * times);
          for (const [found, scaled] of [
            [irr(flows), irr(all)],
            [xirr(flows, days), xirr(all, days)],
          ] as const) {
            assert.equal(scaled.ok, found.ok);
            if (found.ok && scaled.ok)
              assert.ok(Math.abs(found.rate - scaled.rate) <= 1e-9 * (1 + Math.abs(found.rate)));
          }
        },
      ),
      { numRuns: 300 },
    ));

  it('are the same for dates as for periods a year of 365 days apart, in any order', () =>
    fc.assert(
      fc.property(
        fc.array(money, { minLength: 2, maxLength: 20 }),
        fc.infiniteStream(fc.nat()),
        (flows, keys) => {
          const order = flows.map((_, i) => i).sort(() => ((keys.next().value as number) % 2 ? 1 : -1));
          const periodic = irr(flows);
          const dated = xirr(
            order.map((i) => flows[i]!),
            order.map((i) => 40_000 + 365 * i),
          );
          assert.equal(dated.ok, periodic.ok);
          if (periodic.ok && dated.ok)
            assert.ok(Math.abs(periodic.rate - dated.rate) <= 1e-6 * (1 + Math.abs(periodic.rate)));
        },
      ),
      { numRuns: 300 },
    ));
});

describe('A rate of flows that change sign several times', () => {
  it('is the root nearest the guess, found without looking for the others or with', () => {
    const flow = fc.oneof(fc.constant(0), fc.integer({ min: -1000, max: 1000 }));
    let several = 0;
    fc.assert(
      fc.property(
        fc.array(flow, { minLength: 3, maxLength: 40 }),
        fc.constantFrom(0.1, -0.5, 0, 1),
        (flows, guess) => {
          const { rates, signChanges } = allRates(flows);
          if (signChanges < 2) return;
          const found = irr(flows, guess);
          if (rates.length === 0) return assert.ok(!found.ok);
          several++;
          const far = (rate: number) => Math.abs(Math.log1p(rate) - Math.log1p(guess));
          const nearest = Math.min(...rates.map(far));
          assert.ok(found.ok && Math.abs(far(found.rate) - nearest) < 1e-6, JSON.stringify({ found, rates }));
        },
      ),
      { numRuns: 3000 },
    );
    assert.ok(several > 500, `${several}`);
  });

  it('is found where the curve turns beyond all rates, between flows a day apart', () => {
    // A second root lies at 39 ^ 360 - 1.
    const found = irrAt([1, -39, 1], [0, 1 / 360, 1046 / 360]);
    assert.ok(found.ok);
    const value = 1 - 39 * (1 + found.rate) ** (-1 / 360) + (1 + found.rate) ** (-1046 / 360);
    assert.ok(Math.abs(value) < 1e-9 && found.rate < 0, `${found.rate}`);
  });
});
