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

const lp = [{ id: 'lp', share: 1 }];

export interface SmallDeal {
  readonly definition: { classes: object[]; tiers: object[]; options?: object };
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
