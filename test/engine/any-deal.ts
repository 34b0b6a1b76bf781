import fc from 'fast-check';

/** Any definition the specification can say, as JSON with its flows: every tier kind, option and flow, pots, deals and closings. It may be refused. */
export const anyDeal = fc
  .record({
    classes: fc.integer({ min: 1, max: 3 }),
    gpClass: fc.boolean(),
    options: fc.record(
      {
        dayCount: fc.constantFrom('act365', 'act360', '30360', '30E360', 'actact', 'periods'),
        gpCapital: fc.constantFrom('pariPassu', 'allIn'),
        apportion: fc.constantFrom('none', 'none', 'none', 'byContribution'),
        hurdleOn: fc.constantFrom('investors', 'project'),
        dealByDeal: fc.constantFrom('none', 'carryforward', 'strict'),
        clawback: fc.record(
          {
            taxRate: fc.constantFrom(0, 0.3, 0.5),
            escrow: fc.constantFrom(0.2, 0.5),
            interest: fc.constantFrom(0.05, 0.1),
            trueUpAt: fc.constantFrom([2], [1, 3]),
            nav: fc.integer({ min: 1, max: 1_000_000 }),
          },
          { requiredKeys: [] },
        ),
        lateCall: fc.constantFrom('stand', 'recompute'),
        negativeCash: fc.constantFrom('call', 'reserve'),
        recycling: fc.record(
          {
            share: fc.constantFrom(0.5, 1),
            cap: fc.constantFrom(0.1, 0.5),
            commitment: fc.constant(1_000_000),
            until: fc.constantFrom(1, 3),
          },
          { requiredKeys: ['share', 'cap'] },
        ),
        rounding: fc.constantFrom(0, 2),
        payback: fc.constantFrom('linear', 'whole'),
        measures: fc.constant({ discountRate: 0.1, financeRate: 0.05, reinvestRate: 0.08 }),
      },
      { requiredKeys: [] },
    ),
    pots: fc.array(fc.array(fc.nat({ max: 999 }), { minLength: 0, maxLength: 6 }), {
      minLength: 1,
      maxLength: 2,
    }),
    draws: fc.array(fc.nat({ max: 9_999 }), { minLength: 60, maxLength: 60 }),
    unit: fc.constantFrom('year', 'quarter', 'month'),
    start: fc.option(fc.constantFrom('2020-01-31', '2023-12-31', '2024-02-29'), { nil: undefined }),
    calls: fc.array(
      fc.record({
        at: fc.nat({ max: 4 }),
        amount: fc.integer({ min: 1, max: 1_000_000 }),
        own: fc.nat({ max: 5 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    cash: fc.array(
      fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 0, max: 2_000_000 }) },
        fc.integer({ min: -100_000, max: 0 }),
      ),
      { minLength: 4, maxLength: 12 },
    ),
    deals: fc.array(
      fc.record({
        cost: fc.integer({ min: 1, max: 900_000 }),
        at: fc.nat({ max: 2 }),
        expenses: fc.nat({ max: 1000 }),
        down: fc.nat({ max: 500_000 }),
        closedAt: fc.option(fc.integer({ min: 2, max: 4 }), { nil: undefined }),
      }),
      { maxLength: 3 },
    ),
    closing: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    fee: fc.option(
      fc.record({
        rate: fc.constantFrom(0.01, 0.02),
        base: fc.constantFrom('commitment', 'contributed', 'unreturned', 'activeCost', 'nav'),
        step: fc.constantFrom('commitment', 'contributed', 'unreturned'),
        offset: fc.nat({ max: 5000 }),
      }),
      { nil: undefined },
    ),
    nav: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
    paid: fc.option(fc.integer({ min: 1, max: 500_000 }), { nil: undefined }),
  })
  .map((d) => {
    let drawn = 0;
    const pick = <T>(of: readonly T[]): T => of[d.draws[drawn++ % d.draws.length]! % of.length]!;
    const ids = ['a', 'b', 'c'].slice(0, d.classes);
    const all = d.gpClass ? [...ids, 'gp'] : ids;
    const weights = all.map(() => 1 + pick([0, 1, 2, 3]));
    const sum = weights.reduce((a, b) => a + b, 0);
    const byContribution = d.options.apportion === 'byContribution';
    const classes = all.map((id, i) => ({
      id,
      share: weights[i]! / sum,
      ...(byContribution && pick([true, false]) ? { carry: pick([0, 0.1, 0.3]) } : {}),
      ...(pick([true, false, false]) ? { feeDiscount: pick([0.25, 1]) } : {}),
    }));
    const allIn = d.options.gpCapital === 'allIn' && d.gpClass;
    const ranked = allIn ? all : ids;
    const shares = (with0: string) => {
      const gp = pick([0, 0.1, 0.2, 0.5]);
      const other = pick([0, 0, 0.1]);
      const rest = 1 - gp - other;
      const share: Record<string, number> = { [with0]: 0, gp, partner: other };
      const to = pick([ids, [with0]]);
      to.forEach((id) => (share[id] = (share[id] ?? 0) + rest / to.length));
      return share;
    };
    const when = (known: readonly string[]) =>
      pick([0, 0, 0, 0, 1])
        ? {
            when: {
              of: pick<unknown>(['cash', { unreturned: ranked }, ...known.map((id) => ({ owed: id }))]),
              ...(pick([0, 1]) ? { over: pick<unknown>([{ unreturned: ranked[0] }, 1000]) } : {}),
              ...(pick([0, 1]) ? { min: pick([0.5, 100_000]) } : { max: pick([1, 500_000]) }),
              ...(known.length && pick([0, 1]) ? { sweepTo: pick(known) } : {}),
            },
          }
        : {};
    const periods = d.cash.length;
    /** A constant rate, steps, or an index with a spread. */
    const rate = (of: readonly number[]): unknown =>
      pick<() => unknown>([
        () => pick(of),
        () => pick(of),
        () => pick(of),
        () => [{ rate: pick(of) }, { from: pick([2, 3]), rate: pick(of) }],
        () => [{ from: d.start ? `${Number(d.start.slice(0, 4)) + 1}-02-10` : 2, rate: pick(of) }],
        () => ({
          index: Array.from({ length: periods + 1 }, () => pick([0.01, 0.03, 0.05])),
          spread: pick([-0.02, 0.02]),
          floor: 0.01,
          ...(pick([0, 1]) ? { cap: 0.06 } : {}),
        }),
      ])();
    const common = new Map<string, object>();
    const tierOf = (draw: number, known: readonly string[], id: string): object => {
      const to = pick([ranked, ranked, [pick(ranked)]]);
      switch (draw % 9) {
        case 0:
        case 1:
          return { kind: 'returnOfCapital', to, ...when(known) };
        case 2:
        case 3:
          return {
            kind: 'preferredReturn',
            to,
            rate: rate([0, 0.05, 0.08, 0.12]),
            compounding: pick(['simple', 'annual', 'quarterly', 'continuous', 'perPeriod', 6]),
            base: pick(['unreturned', 'original']),
            shortfall: pick(['accrue', 'accrue', 'pik', 'lapse']),
            ...when(known),
          };
        case 4: {
          const carry = pick([0.1, 0.2, 0.3]);
          return {
            kind: 'catchUp',
            carry,
            share: pick([0.5, 0.8, 1]),
            stop: pick(['parity', 'fixed']),
            counts: pick(['investors', 'all']),
            ...when(known),
          };
        }
        case 5: {
          const of = pick(ids);
          const split = shares(of);
          if (!split[of]) split[of] = 0;
          return {
            kind: 'hurdle',
            of,
            metric: pick(['irr', 'multiple', 'greaterOf', 'lesserOf']),
            rate: rate([0.06, 0.1, 0.2]),
            multiple: pick([1.2, 1.5, 2]),
            split,
            style: pick(['marginal', 'marginal', 'cliff']),
            neverNegative: pick([false, false, true]),
            ...(pick([0, 0, 1]) ? { promote: pick([0, 0.1]) } : {}),
            ...when(known),
          };
        }
        case 6:
          return pick([0, 1])
            ? { kind: 'amount', to: pick(['partner', 'gp', ids[0]!]), amount: pick([1000, 50_000]) }
            : {
                kind: 'amount',
                to: 'partner',
                schedule: [
                  { at: 1, amount: 5000 },
                  { at: 3, amount: pick([1, 20_000]) },
                ],
              };
        case 7:
          return {
            kind: 'reserve',
            target: pick([1000, 200_000]),
            opening: pick([0, 0, 5000]),
            covers: known.length ? [pick(known)] : [],
          };
        default:
          return common.get(id) ?? { kind: 'returnOfCapital', id, to: ranked };
      }
    };
    const pots = d.pots.map((draws, i) => {
      const known: string[] = [];
      const tiers = draws.map((draw, j) => {
        const id = draw % 9 === 8 ? 'shared' : `p${i}t${j}`;
        if (known.includes(id)) return null;
        const tier = { id, ...tierOf(draw, known, id) };
        known.push(id);
        return tier;
      });
      const promote = pick([0, 0, 1]) ? { promote: pick([0.05, 0.2]) } : {};
      const last = { kind: 'split', id: `p${i}split`, shares: shares(ids[0]!), ...promote };
      return { id: `pot${i}`, tiers: [...tiers.filter((t) => t !== null), last] };
    });
    const deals = d.deals.map((deal, i) => ({
      id: `deal${i}`,
      cost: deal.cost,
      at: deal.at,
      expenses: deal.expenses,
      ...(deal.down ? { writeDowns: [{ at: 2, amount: Math.min(deal.down, deal.cost) }] } : {}),
      ...(deal.closedAt === undefined ? {} : { closedAt: deal.closedAt }),
    }));
    const definition = {
      classes,
      parties: [{ id: 'partner' }],
      pots,
      options: d.options,
    };
    const letters = pots.flatMap(({ tiers }) => tiers as { id: string; kind: string }[]);
    const letter = pick(letters);
    const term = {
      preferredReturn: { rate: 0.03 },
      hurdle: { rate: 0.04, multiple: 1.1 },
      catchUp: { carry: 0.05 },
      split: { carry: 0.05 },
    }[letter.kind];
    if (byContribution && term && pick([0, 1]))
      Object.assign(classes[0]!, { terms: [{ tier: letter.id, ...term }] });
    const flows = {
      timeline: { unit: d.unit, periods, ...(d.start ? { start: d.start } : {}) },
      contributions: d.calls.map(({ at, amount, own }) => ({
        at: d.start && own === 4 ? `20${d.start.slice(2, 4)}-12-31` : at,
        amount,
        ...(all[own] ? { class: all[own] } : {}),
        ...(pick([0, 0, 0, 1]) ? { accruesFrom: pick([0, 1, 2]) } : {}),
      })),
      cash: d.cash.map((amount, i) => ({
        at: i + 1,
        amount,
        pot: pick(pots).id,
        ...(deals.length && pick([0, 1, 1]) ? { deal: pick(deals).id } : {}),
      })),
      ...(deals.length ? { deals } : {}),
      ...(d.closing && d.classes > 1 ? { closings: [{ at: d.closing, class: 'b', rate: 0.08 }] } : {}),
      ...(d.fee
        ? {
            fees: {
              commitment: 1_000_000,
              schedule: [
                { from: 0, rate: d.fee.rate, base: d.fee.base },
                { from: 3, rate: d.fee.rate / 2, base: d.fee.step },
              ],
              ...(pick([0, 0, 1]) ? { cap: { year: 6000, total: pick([9000, 20_000]) } } : {}),
              ...(d.fee.offset ? { offset: [{ at: 2, amount: d.fee.offset }] } : {}),
            },
          }
        : {}),
      ...(d.nav === undefined
        ? {}
        : {
            nav: [
              { at: 2, amount: d.nav },
              { at: periods, amount: d.nav },
            ],
          }),
      ...(d.paid ? { paid: [{ at: pick([1, 2]), party: 'gp', amount: d.paid }] } : {}),
    };
    return { definition, flows };
  });
