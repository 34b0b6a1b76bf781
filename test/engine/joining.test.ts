import {
  called,
  capital,
  creditOnJoiningDeal,
  half,
  lp,
  original,
  residual,
  split,
  years,
} from '../support/small-deals.ts';
import { near, partyOf, runDeal as result, tierOf } from './run-deal.ts';

describe('A later closing', () => {
  it('has no part in what everybody would have had before it', () => {
    const r = result(
      { classes: half('a', 'b'), tiers: [capital('a', 'b'), split({ a: 0.4, b: 0.4, gp: 0.2 })] },
      {
        timeline: years(2),
        contributions: called(100),
        closings: [{ at: 2, class: 'b' }],
        nav: [{ at: 1, amount: 100 }],
      },
    );
    near(
      r.liquidations[0]!.values.map((v) => v.value),
      [100, 0, 0],
    );
  });
  it('takes along the return on a deal that joins in its period, from its day on', () => {
    const r = result(creditOnJoiningDeal.definition, creditOnJoiningDeal.flows);
    // 100 at 8 % for two years, of which half bears for b in the last 220 days.
    const moved = (50 * 0.08 * 220) / 365;
    near(tierOf(r, 'pref').accrued, [0, 0, 16]);
    near(partyOf(r, 'a').received, [0, 0, 66 - moved]);
    near(partyOf(r, 'b').received, [0, 0, 50 + moved]);
  });
});

describe('What a class is credited at a closing', () => {
  const dates = ['2021-01-01', '2022-01-01', '2023-01-01'];
  /** a has had so much back of its 100 when half of them become b's, half a year before the end. */
  const accruedBy = (base: string, back: number, deal?: string): number => {
    const r = result(
      {
        classes: half('a', 'b'),
        tiers: [capital('a'), { ...original, to: ['a'], base, rate: 0.1 }, split({ gp: 1 })],
        options: { dayCount: 'act365', ...(deal ? { dealByDeal: 'carryforward' } : {}) },
      },
      {
        timeline: { dates },
        ...(deal ? { deals: [{ id: deal, cost: 100, at: 0 }] } : { contributions: called(100) }),
        cash: [{ at: 1, amount: back, deal }],
        closings: [{ at: '2022-07-02', class: 'b' }],
      },
    );
    return tierOf(r, 'pref').accrued[2]!;
  };
  const rest = 183 / 365;

  it('takes along the return on capital that bore one, and no other', () => {
    near([accruedBy('unreturned', 60)], [4 - 4 * rest]);
    near([accruedBy('unreturned', 20)], [8 - 5 * rest]);
    near([accruedBy('unreturned', 60, 'd')], [4 - 4 * rest]);
  });

  it('bears for the class that takes it over from its closing on', () => {
    const r = result(
      {
        classes: half('a', 'b'),
        tiers: [
          capital('a', 'b'),
          { ...original, to: ['a', 'b'], base: 'unreturned', rate: 0.1 },
          split({ gp: 1 }),
        ],
        options: { dayCount: 'act365' },
      },
      {
        timeline: { dates },
        contributions: called(100),
        cash: [{ at: 1, amount: 60 }],
        closings: [{ at: '2022-07-02', class: 'b' }],
      },
    );
    near([tierOf(r, 'pref').accrued[2]!], [4 - 4 * rest + 5 * rest]);
  });

  it('takes along all of it under a return on original capital, while some is out', () => {
    near([accruedBy('original', 60)], [10 - 5 * rest]);
    near([accruedBy('original', 100)], [0]);
  });
});

describe('A deal that joins as it is realised', () => {
  const joined = (deal: object, amounts: readonly (readonly [at: number, amount: number])[]) =>
    tierOf(
      result(
        { classes: lp, tiers: [capital('lp'), residual], options: { dealByDeal: 'carryforward' } },
        {
          timeline: years(4),
          deals: [{ id: 'd', cost: 100, at: 0, ...deal }],
          cash: amounts.map(([at, amount]) => ({ at, amount, deal: 'd' })),
        },
      ),
      'capital',
    ).added;

  it('is written down in order of time, in whatever order that is given', () =>
    near(
      joined(
        {
          expenses: 10,
          writeDowns: [
            { at: 2, amount: 60 },
            { at: 1, amount: 50 },
          ],
        },
        [[4, 10]],
      ),
      [0, 55, 55, 0, 0],
    ));

  it('brings what was capitalised or has lapsed of each period before; 1 of it is paid', () => {
    const waited = (shortfall: string) =>
      tierOf(
        result(
          {
            classes: lp,
            tiers: [{ ...original, base: 'unreturned', rate: 0.1, shortfall }, capital('lp'), residual],
            options: { dealByDeal: 'carryforward' },
          },
          {
            timeline: years(3),
            deals: [{ id: 'd', cost: 100, at: 0 }],
            cash: [{ at: 3, amount: 1, deal: 'd' }],
          },
        ),
        'pref',
      );
    near(waited('pik').accrued, [0, 0, 0, 33.1]);
    near(waited('pik').capitalised, [0, 0, 0, 32.1]);
    near(waited('lapse').accrued, [0, 0, 0, 30]);
    near(waited('lapse').lapsed, [0, 0, 0, 29]);
  });

  it('waits beside what is called for no deal, which joins at once', () => {
    const r = result(
      { classes: lp, tiers: [capital('lp'), residual], options: { dealByDeal: 'carryforward' } },
      {
        timeline: years(2),
        contributions: called(10),
        deals: [{ id: 'd', cost: 100, at: 0 }],
        cash: [{ at: 2, amount: 5, deal: 'd' }],
      },
    );
    near(tierOf(r, 'capital').added, [10, 0, 100]);
  });

  it('joins with its expenses, also where they are more than its cost', () =>
    near(joined({ cost: 1, expenses: 10 }, [[2, 1]]), [0, 0, 11, 0, 0]));

  it('is not realised by cash of zero', () =>
    near(
      joined({}, [
        [1, 0],
        [3, 10],
      ]),
      [0, 0, 0, 100, 0],
    ));
});

describe('Capital that bears later', () => {
  const dates = ['2021-01-01', '2022-01-01', '2023-01-01', '2024-01-01'];
  const definition = (base: string) => ({
    classes: lp,
    tiers: [capital('lp'), { ...original, base, rate: 0.1 }, split({ gp: 1 })],
    options: { dayCount: 'act365' },
  });

  it('is paid back last, and bears on what is left of it', () => {
    const r = result(definition('unreturned'), {
      timeline: { dates },
      contributions: [
        { at: 0, amount: 100 },
        { at: 0, amount: 100, accruesFrom: '2022-07-02' },
      ],
      cash: [{ at: 1, amount: 150 }],
    });
    near(tierOf(r, 'pref').accrued, [0, 10, (5 * 183) / 365, 5]);
  });

  it('is paid its return once it bears, though nothing was owed before', () => {
    const { tiers, ...rest } = definition('unreturned');
    const r = result(
      { ...rest, tiers: [tiers[1]!, tiers[0]!, tiers[2]!] },
      {
        timeline: { dates },
        contributions: [
          { at: 0, amount: 100 },
          { at: 0, amount: 100, accruesFrom: '2023-07-02' },
        ],
        cash: [
          { at: 1, amount: 110 },
          { at: 2, amount: 1 },
          { at: 3, amount: 20 },
        ],
      },
    );
    near(tierOf(r, 'pref').paid, [0, 10, 0, (9.9 * 183) / 365]);
  });

  it('bears nothing before in years of the calendar either', () => {
    const { tiers, ...rest } = definition('unreturned');
    const r = result(
      { ...rest, tiers: [tiers[0]!, { ...tiers[1], compounding: 'calendarYear' }, tiers[2]!] },
      {
        timeline: { dates: ['2021-01-01', '2021-12-31'] },
        contributions: [
          { at: 0, amount: 100 },
          { at: 0, amount: 100, accruesFrom: '2021-12-31' },
        ],
        cash: [{ at: 1, amount: 1 }],
      },
    );
    near(tierOf(r, 'pref').accrued, [0, (10 * 364) / 365]);
  });

  it('bears nothing while all that was paid in is back, though more is owed from the start', () => {
    const { options, ...rest } = definition('original');
    const r = result(
      { ...rest, options: { ...options, lateCall: 'recompute' } },
      {
        timeline: { dates: dates.slice(0, 3) },
        contributions: [
          { at: 0, amount: 100 },
          { at: 2, amount: 50 },
        ],
        cash: [{ at: 1, amount: 100 }],
      },
    );
    near(tierOf(r, 'pref').accrued, [0, 10, 0]);
  });

  it('and is fully back, bears nothing under a return on original capital when more is called', () => {
    const r = result(definition('original'), {
      timeline: { dates },
      contributions: [
        { at: 0, amount: 100, accruesFrom: '2023-07-02' },
        { at: 2, amount: 40 },
      ],
      cash: [{ at: 1, amount: 100 }],
    });
    near(tierOf(r, 'pref').accrued, [0, 0, 0, 4]);
  });
});
