import assert from 'node:assert/strict';
import { calculate, readRequest } from '../../src/document/index.ts';
import { addMonths, isoOf, serialOf } from '../../src/engine/index.ts';
import { issueMessage, pathText } from '../../src/i18n/index.ts';

const BASIC = { investment_amount: 10_000, investment_period: 5, hurdle_rate: 8, carry_rate: 20 };
const START = serialOf('2020-01-01')!;
/** The investment and amounts every so many months. */
const every = (months: number, amounts: readonly number[]) => [
  { date: isoOf(START), amount: -10_000 },
  ...amounts.map((amount, i) => ({ date: isoOf(addMonths(START, months * (i + 1))), amount })),
];
const body = (cash_flows: object[], options?: object, basic: object = {}) => ({
  basic_params: { ...BASIC, ...basic },
  cash_flows,
  distribution_params: { mode: 'flat_principal_first', ...(options ? { options } : {}) },
});
const answer = (request: unknown) => {
  const read = calculate(request);
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
};
const faults = (request: unknown) => {
  const read = calculate(request);
  if (read.ok) return [];
  for (const issue of read.issues)
    for (const locale of ['en', 'zh-CN'] as const)
      assert.doesNotMatch(issueMessage(issue, locale), /[{}]|undefined|NaN/);
  return read.issues.map((i) => `${pathText(i.path)} ${i.code}`);
};
const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) <= 1e-9 * Math.abs(expected), `${actual} against ${expected}`);

describe('The classic five', () => {
  it('count whole years where dates lie about a year apart or there are none, else days, and say which', () => {
    const years = [1000, 2000, 3000, 4000, 5000];
    assert.equal(answer(body(every(12, years))).options.accrual, 'wholeYears');
    const undated = years.map((amount, i) => ({ year: i + 1, amount }));
    assert.equal(answer(body(undated)).options.accrual, 'wholeYears');
    assert.equal(answer(body(every(6, years))).options.accrual, 'days');
    assert.equal(answer(body(every(12, years), { accrual: 'days' })).options.accrual, 'days');
  });

  it('accrue by days on the capital that is open, under Actual/365 or Actual/360', () => {
    for (const [dayCount, year] of [
      [undefined, 365],
      ['act360', 360],
    ] as const) {
      // 10,000 for the 182 days to July 2020, 6,000 for the 184 to January 2021, then nothing.
      const options = dayCount && { dayCount };
      const { tables, summary } = answer(body(every(6, [4000, 8000]), options));
      const hurdle = tables.tiers.find((t) => t.id === 'hurdle')!;
      near(hurdle.accrued[1]!, (10_000 * 0.08 * 182) / year);
      near(hurdle.accrued[2]!, (6000 * 0.08 * 184) / year);
      near(summary.total_carry, 0.2 * (2000 - (800 * 182 + 480 * 184) / year));
    }
  });

  it('run over ten years of quarters', () => {
    const { tables } = answer(
      body(every(3, new Array<number>(40).fill(500)), undefined, { investment_period: 10 }),
    );
    assert.equal(tables.timeline.periods, 40);
    assert.ok(tables.checks.every((c) => c.pass));
  });

  const halves = every(6, [4000, 8000]);
  const refused: [string, unknown, string[]][] = [
    [
      'days without dates',
      body([{ year: 1, amount: 1 }], { accrual: 'days' }),
      ['distribution_params.options.accrual daysWithoutDates'],
    ],
    [
      'days under another day count',
      body(halves, { dayCount: '30360' }),
      ['distribution_params.options.dayCount notChoice'],
    ],
    [
      'whole years between dates half a year apart',
      body(halves, { accrual: 'wholeYears' }),
      ['cash_flows[1].date notWholeYears', 'cash_flows[2].date notWholeYears'],
    ],
    [
      'more than thirty years of days',
      body([...halves, { date: '2050-01-02', amount: 1 }]),
      ['cash_flows[3].date tooLong'],
    ],
    [
      'an accrual that is neither',
      body(halves, { accrual: 'weeks' }),
      ['distribution_params.options.accrual notChoice'],
    ],
    [
      'negative cash where it is refused, in its row',
      body(every(6, [4000, -1, 8000]), { negativeCash: 'refuse' }),
      ['cash_flows[2].amount negativeCash'],
    ],
  ];
  for (const [what, request, expected] of refused)
    it(`refuse ${what}`, () => assert.deepEqual(faults(request), expected));

  it('take thirty years of days', () =>
    assert.deepEqual(faults(body([...halves, { date: '2050-01-01', amount: 1 }])), []));
});

describe('A hurdle rate in steps', () => {
  const rates = (...hurdle_rate: object[]) => body(every(6, [4000, 8000]), undefined, { hurdle_rate });
  const read = (request: unknown) => {
    const answer = readRequest(request);
    assert.ok(answer.ok, JSON.stringify(answer));
    return answer;
  };
  it('stands in percent in the request and as fractions in what is made of it', () =>
    assert.deepEqual(read(rates({ rate: 8 }, { from: '2020-07-01', rate: 10 })).value.terms.hurdle_rate, [
      { rate: 0.08 },
      { from: '2020-07-01', rate: 0.1 },
    ]));
  it('is refused at its step, in percent', () => {
    const refused = readRequest(rates({ rate: 8 }, { from: '2020-07-01', rate: 120 }));
    assert.ok(!refused.ok);
    assert.equal(pathText(refused.issues[0]!.path), 'basic_params.hurdle_rate[1].rate');
    assert.match(issueMessage(refused.issues[0]!, 'en'), /between 0 and 100\s?%, not 120\s?%/);
    assert.deepEqual(faults(rates({ from: '2019-12-31', rate: 8 })), [
      'basic_params.hurdle_rate[0].from outOfTimeline',
    ]);
  });
  it('that was meant in percent is asked after', () =>
    assert.deepEqual(
      read(rates({ rate: 8 }, { from: '2020-07-01', rate: 0.1 })).warnings.map(
        (i) => `${pathText(i.path)} ${i.code}`,
      ),
      ['basic_params.hurdle_rate[1].rate percentMeant'],
    ));
});

it('A mode by name hands on what is said of its options', () => {
  const { warnings } = answer(
    body(every(6, [4000, 8000]), { dealByDeal: 'strict', recycling: { share: 1, cap: 1 } }),
  );
  assert.deepEqual(
    warnings.map((i) => `${pathText(i.path)} ${i.code}`),
    [
      'distribution_params.options.recycling.cap recyclesEverything',
      'distribution_params.options.dealByDeal strictWithoutDeals',
      'cash_flows capitalStaysOut',
    ],
  );
});

describe('Quarters and months', () => {
  const body = (period_unit: string, change: object = {}) => ({
    basic_params: {
      investment_amount: 1000,
      investment_period: 4,
      period_unit,
      hurdle_rate: 8,
      carry_rate: 20,
      ...change,
    },
    cash_flows: [1, 2, 3].map((year) => ({ year, amount: 0 })).concat([{ year: 4, amount: 1200 }]),
    distribution_params: { mode: 'flat_principal_first' },
  });

  it('count as a fourth and a twelfth of a year, in returns, rates and the conventions', () => {
    for (const [unit, owed, irr] of [
      ['year', 320, 1.2 ** (1 / 4) - 1],
      ['quarter', 80, 0.2],
      ['month', 1000 * 0.08 * (4 / 12), 1.2 ** 3 - 1],
    ] as const) {
      const answer = calculate(body(unit));
      assert.ok(answer.ok, JSON.stringify(answer));
      const { tables } = answer.value;
      const hurdle = tables.tiers.find((t) => t.kind === 'preferredReturn')!;
      const accrued = hurdle.accrued.reduce((a, b) => a + b, 0);
      assert.ok(Math.abs(accrued - owed) < 1e-9, `${unit}: ${accrued}`);
      assert.ok(Math.abs(tables.project.irr! - irr) < 1e-9, `${unit}: ${tables.project.irr}`);
      assert.equal(tables.timeline.unit, unit);
      assert.equal(
        tables.conventions.find((c) => c.topic === 'dayCount')!.choice,
        { year: 'periods', quarter: 'quarters', month: 'months' }[unit],
      );
    }
  });

  it('last thirty years at most, and stand beside no dates', () => {
    const codes = (given: unknown) => {
      const answer = calculate(given);
      return answer.ok ? [] : answer.issues.map((i) => `${pathText(i.path)} ${i.code}`);
    };
    assert.deepEqual(codes(body('quarter', { investment_period: 121 })), [
      'basic_params.investment_period tooLarge',
    ]);
    assert.deepEqual(codes(body('year', { investment_period: 31 })), [
      'basic_params.investment_period tooLarge',
    ]);
    assert.deepEqual(codes(body('week')), ['basic_params.period_unit notChoice']);
    const dated = {
      ...body('month'),
      cash_flows: [
        { date: '2020-01-01', amount: -1000 },
        { date: '2021-01-01', amount: 1200 },
      ],
    };
    assert.ok(codes(dated).includes('basic_params.period_unit optionConflict'));
  });
});
