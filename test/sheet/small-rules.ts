/** Rules of the waterfall, each with the smallest deal that shows it and what its sheet must say. */
import {
  called,
  capital,
  cash,
  classFreeOfCarry,
  cliffWithoutCapital,
  creditBeyondCapital,
  creditOnJoiningDeal,
  feeOnWaitingDeal,
  half,
  oneDealShort,
  original,
  paidBackBeforeItsCall,
  reserveOfTwoPots,
  residual,
  split,
  testInSlice,
  writeDownWithExpenses,
  years,
  type SmallDeal,
} from '../support/small-deals.ts';

const lp = { id: 'lp', share: 1 };

export interface Rule extends SmallDeal {
  /** Total of a column of the table. */
  readonly right: readonly (readonly [key: string, total: number])[];
}

/** Smallest inputs at which the rules of waterfall.md part from what is near to them. */
export const rules: Record<string, Rule> = {
  'R1: capital repaid in cents earns nothing more': {
    definition: { classes: [lp], tiers: [capital('lp'), original, residual] },
    flows: {
      timeline: years(10),
      contributions: called(1),
      cash: [...cash(0.7, 0.3), { at: 10, amount: 50 }],
    },
    right: [['pref.paid', 0.16]],
  },
  'R1: so does capital repaid in three sums': {
    definition: { classes: [lp], tiers: [capital('lp'), original, residual] },
    flows: {
      timeline: years(10),
      contributions: called(1469.46),
      cash: [...cash(685.56, 484.51, 299.39), { at: 10, amount: 5000 }],
    },
    right: [['pref.paid', 352.6704]],
  },
  'R2: a cliff without capital is not passed': {
    ...cliffWithoutCapital,
    right: [['total>gp', 0]],
  },
  "R5: a released reserve is not cut by the general partner's slice": {
    definition: {
      classes: half('lp', 'gp'),
      tiers: [{ kind: 'reserve', id: 'reserve', target: 50, opening: 0, covers: [] }, split({ lp: 1 })],
    },
    flows: { timeline: years(2), contributions: called(100), cash: cash(100, 0) },
    right: [
      ['total>lp', 50],
      ['total>gp', 50],
    ],
  },
  "R6: a test in a slice reads the slice's class": {
    ...testInSlice,
    right: [['total>a', 10]],
  },
  'R7: expenses join with a write-down': {
    ...writeDownWithExpenses,
    right: [['capital.paid', 56]],
  },
  'R8: no deal makes up for another that is short': {
    ...oneDealShort,
    right: [['capital.added', 140]],
  },
  'R8: a reserve bears shortfalls of each pot that has it': {
    ...reserveOfTwoPots,
    right: [['borne', 60]],
  },
  'R9: a class that has not closed is not called': {
    definition: {
      classes: half('a', 'b'),
      tiers: [capital('a'), { ...capital('b'), id: 'capital.b' }, split({ a: 0.5, b: 0.5 })],
      options: { negativeCash: 'reserve' },
    },
    flows: {
      timeline: years(2),
      contributions: [{ at: 0, amount: 100, class: 'a' }],
      cash: cash(-10, 0),
      closings: [{ at: 2, class: 'b', rate: 0 }],
    },
    right: [['capital.b.added', 0]],
  },
  "R10: the slice pays back the general partner's capital": {
    definition: { classes: half('lp', 'gp'), tiers: [capital('lp'), split({ lp: 1 })] },
    flows: {
      timeline: years(2),
      contributions: called(100),
      cash: cash(100, 100),
      fees: { commitment: 100, schedule: [{ from: 2, rate: 0.1, base: 'unreturned' }] },
    },
    right: [['fees', 0]],
  },
  'R11: a carry-free class gives nothing up in a hurdle': {
    ...classFreeOfCarry,
    right: [['total>b', 100]],
  },
  'R12: capital beside the list is not counted': {
    definition: {
      classes: half('lp', 'gp'),
      tiers: [
        {
          kind: 'hurdle',
          id: 'hurdle',
          of: 'lp',
          metric: 'multiple',
          multiple: 1.5,
          split: { lp: 0.8, gp: 0.2 },
        },
        { kind: 'catchUp', id: 'catchUp', to: 'gp', share: 1, carry: 0.2, counts: 'all' },
        residual,
      ],
    },
    flows: { timeline: years(1), contributions: called(100), cash: cash(400) },
    right: [['catchUp>gp', 0]],
  },
  'R13: costs of deals count for the cap of recycling': {
    definition: {
      classes: [lp],
      tiers: [capital('lp'), residual],
      options: { recycling: { share: 1, cap: 0.2 } },
    },
    flows: { timeline: years(1), deals: [{ id: 'd', cost: 100, at: 0 }], cash: cash(100) },
    right: [['recycled', 20]],
  },
  'Stepped rate: each step is a cell, and cuts a period at its day': {
    definition: {
      classes: [lp],
      tiers: [
        { ...original, base: 'unreturned', rate: [{ rate: 0.08 }, { from: '2022-07-02', rate: 0.1 }] },
        capital('lp'),
        residual,
      ],
    },
    flows: {
      timeline: { dates: ['2021-01-01', '2022-01-01', '2023-01-01'] },
      contributions: called(1000),
      cash: cash(80, 2000),
    },
    right: [['pref.paid', 80 + (1000 * (182 * 0.08 + 183 * 0.1)) / 365]],
  },
  'Fee caps cut what falls due': {
    definition: { classes: [lp], tiers: [capital('lp'), residual] },
    flows: {
      timeline: years(3),
      contributions: called(1000),
      cash: cash(500, 500, 500),
      fees: { commitment: 1000, schedule: [{ from: 1, rate: 0.02 }], cap: { year: 15, total: 40 } },
    },
    right: [['fees', 40]],
  },
  'A fee on unreturned capital counts deals that have not joined': {
    ...feeOnWaitingDeal,
    right: [['fees', 5]],
  },
  'A fee changes on its day where periods count as whole': {
    definition: { classes: [lp], tiers: [capital('lp'), residual], options: { dayCount: 'periods' } },
    flows: {
      timeline: { dates: ['2021-01-01', '2022-01-01', '2023-01-01'] },
      contributions: called(1000),
      cash: cash(600, 600),
      fees: {
        commitment: 1000,
        schedule: [
          { from: '2021-03-15', rate: 0.02 },
          { from: '2022-05-27', rate: 0.01 },
          { from: 12, rate: 0.5 },
        ],
      },
    },
    right: [['fees', (20 * 293 + 20 * 145 + 10 * 220) / 365]],
  },
  'Original capital starts anew where a call was paid back before it was made': {
    ...paidBackBeforeItsCall,
    right: [['pref.paid', 5]],
  },
  'and where a closing credits more than was out': {
    definition: {
      classes: half('a', 'b'),
      tiers: [capital('a', 'b'), { ...original, to: ['a', 'b'], rate: 0.1 }, split({ gp: 1 })],
    },
    flows: {
      timeline: years(5),
      contributions: [
        { at: 0, amount: 100 },
        { at: 3, amount: 20 },
        { at: 4, amount: 140 },
      ],
      cash: cash(90, 0, 0, 0, 400),
      closings: [{ at: 2, class: 'b', rate: 0 }],
    },
    right: [],
  },
  'A class credited at a closing is owed nothing in a test': {
    ...creditBeyondCapital,
    right: [['total>b', 30]],
  },
  'A credit takes along the return on a deal that joins in its period': {
    ...creditOnJoiningDeal,
    right: [
      ['pref.accrued', 16],
      ['total>a', 66 - (50 * 0.08 * 220) / 365],
    ],
  },
};
