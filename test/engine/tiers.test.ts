import assert from 'node:assert/strict';
import { compile, parse } from '../../src/engine/index.ts';
import { called, capital, half, lp, residual, split, years } from '../support/small-deals.ts';
import { near, runDeal, tierOf } from './run-deal.ts';

describe('A tier', () => {
  it('names whom it can pay where it has paid nobody', () => {
    const r = runDeal(
      {
        classes: half('a', 'b'),
        tiers: [
          { kind: 'amount', id: 'costs', to: 'a', amount: 0 },
          { kind: 'catchUp', id: 'full', share: 1, carry: 0.2 },
          { kind: 'catchUp', id: 'half', share: 0.5, carry: 0.2 },
          split({ a: 0.5, b: 0.5 }),
        ],
      },
      { timeline: years(1), contributions: called(100), cash: [] },
    );
    assert.deepEqual(
      r.tiers.map((t) => t.to),
      [['a'], ['gp'], ['a', 'b', 'gp'], ['a', 'b']],
    );
  });

  it('forgets an amount of the last period once other amounts are bound', () => {
    const parsed = (schedule: object[]) => {
      const read = parse(
        { classes: lp, tiers: [{ kind: 'amount', id: 'costs', to: 'gp', schedule }, residual] },
        { timeline: years(2), contributions: [{ at: 0, amount: 1 }], cash: [{ at: 2, amount: 50 }] },
      );
      assert.ok(read.ok, JSON.stringify(read));
      return read.value;
    };
    const [late, early] = [parsed([{ at: 2, amount: 30 }]), parsed([{ at: 1, amount: 10 }])];
    const program = compile(late.definition, late.flows);
    program.load(late.flows);
    program.bind(early.definition);
    program.run(null);
    near([...program.record.tiers[0]!.paid], [0, 0, 10]);
  });
});

describe('A preferred return', () => {
  const dates = ['2024-01-31', '2024-02-29', '2024-03-31'];
  const flows = { timeline: { dates }, contributions: called(100), cash: [] };
  it('counts days between dates of the timeline, where a hurdle counts them from the closing', () => {
    const r = runDeal(
      {
        classes: lp,
        tiers: [
          { kind: 'preferredReturn', id: 'pref', to: 'lp', rate: 0.12, compounding: 'simple' },
          { kind: 'hurdle', id: 'hurdle', of: 'lp', rate: 0.12, split: { lp: 1 } },
          residual,
        ],
        options: { dayCount: '30360' },
      },
      flows,
    );
    // 29 and 30 days, and 60 from 31 January to 31 March.
    near(r.tiers[0]!.accrued, [0, 0.12 * 100 * (29 / 360), 0.12 * 100 * (30 / 360)]);
    near(r.tiers[1]!.closing, [100, 100 * 1.12 ** (29 / 360), 100 * 1.12 ** (60 / 360)]);
  });

  it('in years of the calendar joins what it bears at the end of each year, inside a period too', () => {
    const r = runDeal(
      {
        classes: lp,
        tiers: [
          capital('lp'),
          { kind: 'preferredReturn', id: 'pref', to: 'lp', rate: 0.1, compounding: 'calendarYear' },
          split({ gp: 1 }),
        ],
        options: { dayCount: 'act365' },
      },
      {
        timeline: { dates: ['2020-07-01', '2021-06-30', '2021-12-31'] },
        contributions: [{ at: 0, amount: 1000 }],
        cash: [{ at: 2, amount: 2000 }],
      },
    );
    // 183 days to the end of 2020, 181 and 184 after it.
    const first = (1000 * 0.1 * 183) / 365;
    const day = ((1000 + first) * 0.1) / 365;
    near(tierOf(r, 'pref').accrued, [0, first + 181 * day, 184 * day]);
  });

  it('in years of the calendar accrues to two classes what it does to one', () => {
    const tiers = (to: string[]) => [
      { kind: 'returnOfCapital', id: 'capital', to },
      { kind: 'preferredReturn', id: 'pref', to, rate: 0.1, compounding: 'calendarYear' },
      split({ gp: 1 }),
    ];
    const paying = {
      timeline: { dates: ['2020-07-01', '2021-09-30', '2023-03-31', '2024-06-30'] },
      contributions: [{ at: 0, amount: 1000 }],
      cash: [
        { at: 1, amount: 1020 },
        { at: 2, amount: 30 },
        { at: 3, amount: 500 },
      ],
    };
    const options = { dayCount: 'act365' };
    const one = runDeal({ classes: [{ id: 'a', share: 1 }], tiers: tiers(['a']), options }, paying);
    const two = runDeal({ classes: half('a', 'b'), tiers: tiers(['a', 'b']), options }, paying);
    for (const t of [0, 1])
      for (const field of ['accrued', 'paid', 'closing'] as const)
        near(two.tiers[t]![field], one.tiers[t]![field], `${two.tiers[t]!.id}.${field}`);
    assert.ok(one.tiers[1]!.accrued.every((amount, k) => k === 0 || amount > 0));
    for (const { amounts } of two.tiers[1]!.payments)
      near(
        amounts,
        one.tiers[1]!.paid.map((v) => v / 2),
      );
  });

  it('wakes where capital that bore nothing begins to, after periods in which nothing bore', () => {
    const r = runDeal(
      {
        classes: lp,
        tiers: [
          capital('lp'),
          { kind: 'preferredReturn', id: 'pref', to: 'lp', rate: 0.08, compounding: 'annual' },
          residual,
        ],
      },
      {
        timeline: years(6),
        contributions: [
          { at: 0, amount: 100 },
          { at: 2, amount: 100, accruesFrom: 4 },
        ],
        cash: [
          { at: 1, amount: 108 },
          { at: 6, amount: 200 },
        ],
      },
    );
    near(r.tiers[1]!.accrued, [0, 8, 0, 0, 0, 8, 8.64]);
    near(r.tiers[1]!.paid, [0, 8, 0, 0, 0, 0, 16.64]);
  });
});

describe('A catch-up', () => {
  /** 80 of the investors and 20 of the general partner, 10 % on both. */
  const catching = (terms: object) =>
    runDeal(
      {
        classes: [
          { id: 'lp', share: 0.8 },
          { id: 'gp', share: 0.2 },
        ],
        tiers: [
          { kind: 'returnOfCapital', id: 'capital', to: ['lp', 'gp'] },
          { kind: 'preferredReturn', id: 'pref', to: ['lp', 'gp'], rate: 0.1, compounding: 'annual' },
          { kind: 'catchUp', id: 'catchUp', share: 1, counts: 'all', ...terms },
          residual,
        ],
        options: { gpCapital: 'allIn' },
      },
      { timeline: years(1), contributions: called(100), cash: [{ at: 1, amount: 200 }] },
    ).tiers[2]!.paid[1]!;

  it('that counts all starts from what the general partner has already', () => {
    near([catching({ carry: 0.2, stop: 'fixed' })], [(0.2 * (8 + 2)) / 0.8 - 2]);
    near([catching({ carry: 0.3 })], [(0.3 * (8 + 2) - 2) / (1 - 0.3)]);
    near([catching({ carry: 0.2 })], [0]);
  });

  it('shares with nobody where no investor has paid in', () => {
    const r = runDeal(
      {
        classes: [
          { id: 'lp', share: 0.5 },
          { id: 'gp', share: 0.5 },
        ],
        tiers: [
          { kind: 'amount', id: 'due', to: 'lp', amount: 50 },
          { kind: 'catchUp', id: 'catchUp', share: 0.5, carry: 0.2 },
          residual,
        ],
        options: { gpCapital: 'allIn' },
      },
      {
        timeline: years(1),
        contributions: [{ at: 0, amount: 100, class: 'gp' }],
        cash: [{ at: 1, amount: 200 }],
      },
    );
    const { payments } = r.tiers[1]!;
    near(payments.find((p) => p.party === 'gp')!.amounts, [0, (0.2 * 50) / (0.5 - 0.2)]);
    near(payments.find((p) => p.party === 'lp')!.amounts, [0, 0]);
  });
});

describe('A coverage test', () => {
  const capitalPaid = (when: object, cash: readonly number[]) =>
    runDeal(
      {
        classes: lp,
        tiers: [
          { kind: 'reserve', id: 'reserve', target: 10 },
          { kind: 'returnOfCapital', id: 'capital', to: 'lp', when },
          residual,
        ],
      },
      {
        timeline: years(cash.length + 1),
        contributions: [{ at: 0, amount: 1000 }],
        cash: cash.map((amount, k) => ({ at: k + 1, amount })),
      },
    ).tiers.find((t) => t.id === 'capital')!.paid;

  it('passes at its bounds', () => {
    near(capitalPaid({ of: 'cash', min: 30 }, [30, 29, 31]), [0, 20, 0, 31, 0]);
    near(capitalPaid({ of: 'cash', max: 30 }, [30, 29, 31]), [0, 20, 29, 0, 10]);
  });

  // In the last period the reserve has joined the cash.
  it('reads what a reserve held before the pot paid', () => {
    near(capitalPaid({ of: { reserve: 'reserve' }, min: 10 }, [30, 40]), [0, 0, 40, 0]);
  });

  it('passes with no ratio where nothing stands below it', () => {
    const ratio = { of: 'cash', over: { reserve: 'reserve' }, min: 2 };
    near(capitalPaid(ratio, [30, 15, 40]), [0, 20, 0, 40, 10]);
  });
});

describe('A reserve in whole units', () => {
  it('fills, covers and releases whole units, and its balance follows', () => {
    const r = runDeal(
      {
        classes: half('a', 'b'),
        tiers: [
          { kind: 'preferredReturn', id: 'pref', to: ['a', 'b'], rate: 0.077, compounding: 'annual' },
          { kind: 'reserve', id: 'reserve', target: 10.4, covers: ['pref'] },
          split({ a: 0.7, b: 0.2, gp: 0.1 }),
        ],
        options: { rounding: 0 },
      },
      {
        timeline: years(5),
        contributions: [{ at: 0, amount: 101.3 }],
        cash: [12.6, 9.7, 3.2, 0, 90.9].map((amount, k) => ({ at: k + 1, amount })),
      },
    );
    const reserve = r.tiers.find((t) => t.id === 'reserve')!;
    assert.ok(reserve.drawn.filter((v) => v > 0).length >= 2, reserve.drawn.join());
    reserve.closing.forEach((balance, k) => {
      assert.equal(balance, reserve.opening[k]! + reserve.paid[k]! - reserve.drawn[k]!);
      assert.ok(Number.isInteger(balance) && balance >= 0, reserve.closing.join());
      const received = r.parties.reduce((sum, p) => sum + p.received[k]!, 0);
      assert.equal(received + reserve.paid[k]! - reserve.drawn[k]!, r.cash[k]!);
    });
    for (const { received } of r.parties) assert.ok(received.every(Number.isInteger), received.join());
  });
});
