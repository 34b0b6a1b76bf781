/** The smallest deals at which rules of the waterfall part from what is near to them, and the words they are written in. */

export const half = (...ids: string[]) => ids.map((id) => ({ id, share: 1 / ids.length }));
export const capital = (...to: string[]) => ({ kind: 'returnOfCapital', id: 'capital', to });
export const split = (shares: Record<string, number>) => ({ kind: 'split', id: 'split', shares });
export const residual = split({ lp: 0.8, gp: 0.2 });
/** Simple return on original capital. */
export const original = {
  kind: 'preferredReturn',
  id: 'pref',
  to: ['lp'],
  rate: 0.08,
  compounding: 'simple',
  base: 'original',
};

export const years = (periods: number) => ({ unit: 'year', periods });
export const called = (amount: number) => [{ at: 0, amount }];
export const cash = (...amounts: number[]) => amounts.map((amount, i) => ({ at: i + 1, amount }));

export const lp = [{ id: 'lp', share: 1 }];

export interface SmallDeal {
  readonly definition: { classes: object[]; options?: object } & ({ tiers: object[] } | { pots: object[] });
  readonly flows: object;
}

export const cliffWithoutCapital: SmallDeal = {
  definition: {
    classes: lp,
    tiers: [
      {
        kind: 'hurdle',
        id: 'cliff',
        of: 'lp',
        metric: 'multiple',
        multiple: 1.2,
        style: 'cliff',
        split: { lp: 1 },
      },
      residual,
    ],
    options: { dealByDeal: 'strict' },
  },
  flows: {
    timeline: years(3),
    deals: [{ id: 'd', cost: 100, at: 2 }],
    cash: [{ at: 3, amount: 110, deal: 'd' }],
  },
};

export const testInSlice: SmallDeal = {
  definition: {
    classes: half('a', 'b'),
    tiers: [
      {
        kind: 'preferredReturn',
        id: 'pref',
        to: ['a', 'b'],
        rate: 0.1,
        compounding: 'annual',
        when: { of: { unreturned: ['b'] }, max: 40 },
      },
      capital('a', 'b'),
      split({ a: 0.5, b: 0.5 }),
    ],
    options: { apportion: 'byContribution' },
  },
  flows: { timeline: years(1), contributions: called(100), cash: cash(20) },
};

export const writeDownWithExpenses: SmallDeal = {
  definition: { classes: lp, tiers: [capital('lp'), residual], options: { dealByDeal: 'carryforward' } },
  flows: {
    timeline: years(1),
    deals: [
      { id: 'd', cost: 100, at: 0, expenses: 10, writeDowns: [{ at: 1, amount: 50 }] },
      { id: 'e', cost: 1, at: 0 },
    ],
    cash: [{ at: 1, amount: 60, deal: 'e' }],
  },
};

export const oneDealShort: SmallDeal = {
  definition: {
    classes: lp,
    tiers: [capital('lp'), residual],
    options: { dealByDeal: 'strict', negativeCash: 'reserve' },
  },
  flows: {
    timeline: years(1),
    deals: [
      { id: 'd', cost: 50, at: 0 },
      { id: 'e', cost: 50, at: 0 },
    ],
    cash: [
      { at: 1, amount: -40, deal: 'd' },
      { at: 1, amount: 100, deal: 'e' },
    ],
  },
};

/** One reserve stands in two pots: it is filled by the first and asked for by the second, then by the first. */
export const reserveOfTwoPots: SmallDeal = {
  definition: {
    classes: lp,
    pots: ['rent', 'sale'].map((id) => ({
      id,
      tiers: [
        { kind: 'reserve', id: 'reserve', target: 60, opening: 0, covers: [] },
        { ...split({ gp: 1 }), id: `${id}Split` },
      ],
    })),
    options: { negativeCash: 'reserve' },
  },
  flows: {
    timeline: years(3),
    cash: [
      { at: 1, amount: 60, pot: 'rent' },
      { at: 2, amount: -40, pot: 'sale' },
      { at: 3, amount: -50, pot: 'rent' },
    ],
  },
};

export const classFreeOfCarry: SmallDeal = {
  definition: {
    classes: [
      { id: 'a', share: 0.5 },
      { id: 'b', share: 0.5, carry: 0 },
    ],
    tiers: [
      capital('a', 'b'),
      { kind: 'hurdle', id: 'hurdle', of: 'a', rate: 0.1, split: { a: 0.9, gp: 0.1 } },
      split({ a: 0.4, b: 0.4, gp: 0.2 }),
    ],
    options: { apportion: 'byContribution' },
  },
  flows: { timeline: years(1), contributions: called(100), cash: cash(200) },
};

/** Capital, then 80 / 20. */
export const fund = { classes: lp, tiers: [capital('lp'), residual] };
export const fundWith = (options: object) => ({ ...fund, options });

/** Three deals of 20, 45 and 50 that return 25, 35 and 65 in periods 1, 2 and 3. */
export const threeDeals = {
  timeline: years(3),
  deals: [
    { id: 'one', cost: 20, at: 0 },
    { id: 'two', cost: 45, at: 0 },
    { id: 'three', cost: 50, at: 0 },
  ],
  cash: [
    { at: 1, amount: 25, deal: 'one' },
    { at: 2, amount: 35, deal: 'two' },
    { at: 3, amount: 65, deal: 'three' },
  ],
};

/** Of two deals the second has not joined the balances before its cash. */
export const feeOnWaitingDeal: SmallDeal = {
  definition: fundWith({ dealByDeal: 'carryforward' }),
  flows: {
    timeline: years(2),
    deals: [
      { id: 'd', cost: 100, at: 0 },
      { id: 'e', cost: 50, at: 0 },
    ],
    cash: [
      { at: 1, amount: 60, deal: 'e' },
      { at: 2, amount: 100, deal: 'd' },
    ],
    fees: { schedule: [{ from: 0, rate: 0.02, base: 'unreturned' }] },
  },
};

/** A deal of 100 joins the balances in the period in which b closes and takes over half of it. */
export const creditOnJoiningDeal: SmallDeal = {
  definition: {
    classes: half('a', 'b'),
    tiers: [{ ...original, to: ['a', 'b'] }, capital('a', 'b'), split({ gp: 1 })],
    options: { dealByDeal: 'carryforward', dayCount: 'act365' },
  },
  flows: {
    timeline: { dates: ['2021-01-01', '2022-01-01', '2023-01-01'] },
    deals: [{ id: 'd', cost: 100, at: 0 }],
    cash: [{ at: 2, amount: 300, deal: 'd' }],
    closings: [{ at: '2022-05-26', class: 'b', rate: 0 }],
  },
};

/** Capital is paid back before it is called, and a second call of 50 is the first that bears a return. */
export const paidBackBeforeItsCall: SmallDeal = {
  definition: {
    classes: lp,
    tiers: [capital('lp'), { ...original, rate: 0.1 }, residual],
    options: { dealByDeal: 'carryforward', lateCall: 'recompute' },
  },
  flows: {
    timeline: years(4),
    contributions: [{ at: 2, amount: 100 }],
    cash: [
      { at: 1, amount: 100 },
      { at: 3, amount: -50 },
      { at: 4, amount: 100 },
    ],
  },
};

/** a has had its 100 back when b takes over 50 of them. */
export const creditBeyondCapital: SmallDeal = {
  definition: {
    classes: half('a', 'b'),
    tiers: [{ ...capital('a', 'b'), when: { of: { unreturned: ['a', 'b'] }, min: 1 } }, split({ gp: 1 })],
  },
  flows: {
    timeline: years(2),
    contributions: called(100),
    cash: cash(100, 30),
    closings: [{ at: 2, class: 'b', rate: 0 }],
  },
};
