import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calculate } from '../../src/document/index.ts';
import type { IssueCode } from '../../src/engine/index.ts';
import { issueMessage, pathText } from '../../src/i18n/index.ts';

const GOOD = {
  basic_params: { investment_amount: 10_000, investment_period: 2, hurdle_rate: 8, carry_rate: 20 },
  cash_flows: [
    { year: 1, amount: 6000 },
    { year: 2, amount: 9000 },
  ],
  distribution_params: { mode: 'flat_principal_first' },
};
const faults = (body: unknown) => {
  const answer = calculate(body);
  return answer.ok ? [] : answer.issues.map((i) => `${pathText(i.path)} ${i.code}`);
};
const withBasic = (change: object) => ({ ...GOOD, basic_params: { ...GOOD.basic_params, ...change } });
const withMode = (params: object) => ({ ...GOOD, distribution_params: params });
const withCash = (cash_flows: unknown) => ({ ...GOOD, cash_flows });

describe('A request is refused with the place and the fault', () => {
  it('and a good one is not', () => assert.deepEqual(faults(GOOD), []));
  const cases: [string, unknown, string[]][] = [
    ['text for an amount', withCash([{ year: 1, amount: 'abc' }]), ['cash_flows[0].amount notNumber']],
    ['a missing term', withBasic({ carry_rate: undefined }), ['basic_params.carry_rate missing']],
    ['a rate of 800 %', withBasic({ hurdle_rate: 800 }), ['basic_params.hurdle_rate rateAboveOne']],
    ['a negative rate', withBasic({ carry_rate: -1 }), ['basic_params.carry_rate tooSmall']],
    ['31 years', withBasic({ investment_period: 31 }), ['basic_params.investment_period tooLarge']],
    [
      'a name of 61 characters for a definition',
      withMode({
        mode: 'custom',
        name: 'x'.repeat(61),
        definition: { classes: [{ id: 'lp', share: 1 }], tiers: [{ kind: 'split', shares: { lp: 1 } }] },
        flows: { timeline: { unit: 'year', periods: 1 }, contributions: [{ at: 0, amount: 1 }] },
      }),
      ['distribution_params.name tooMany', 'cash_flows unknownKey'],
    ],
    ['an amount of 0', withBasic({ investment_amount: 0 }), ['basic_params.investment_amount tooSmall']],
    [
      'ratios that do not sum to 100',
      withMode({ mode: 'structured_senior_subordinate', senior_ratio: 70, subordinate_ratio: 20 }),
      ['distribution_params.senior_ratio ratiosDoNotSum'],
    ],
    [
      'a missing ratio',
      withMode({ mode: 'structured_senior_subordinate' }),
      ['distribution_params.senior_ratio missing'],
    ],
    ['an unknown mode', withMode({ mode: 'flat' }), ['distribution_params.mode notChoice']],
    [
      'an unknown term',
      withMode({ mode: 'flat_principal_first', periodic: 1 }),
      ['distribution_params.periodic unknownKey'],
    ],
    [
      'an unknown option',
      withMode({ mode: 'flat_periodic', periodic_rate: 4, options: { shortfall: 'roll' } }),
      ['distribution_params.options.shortfall notChoice'],
    ],
    [
      'a year twice',
      withCash([
        { year: 1, amount: 1 },
        { year: 1, amount: 2 },
      ]),
      ['cash_flows[1].year duplicateYear'],
    ],
    ['a year beyond the period', withCash([{ year: 3, amount: 1 }]), ['cash_flows[0] outOfTimeline']],
    [
      'an investment that differs',
      withCash([{ year: 0, amount: -5 }]),
      ['cash_flows[0].amount investmentMismatch'],
    ],
    [
      'dates backwards',
      withCash([
        { date: '2024-12-31', amount: -10_000 },
        { date: '2023-12-31', amount: 1 },
      ]),
      ['cash_flows[1].date datesNotAscending'],
    ],
    [
      'a date that is none',
      withCash([{ date: '2024-02-30', amount: -10_000 }]),
      ['cash_flows[0].date notDate'],
    ],
    [
      'dates half a year apart where whole years are counted',
      {
        ...withCash([
          { date: '2024-01-01', amount: -10_000 },
          { date: '2024-07-01', amount: 1 },
        ]),
        distribution_params: { mode: 'flat_principal_first', options: { accrual: 'wholeYears' } },
      },
      ['cash_flows[1].date notWholeYears'],
    ],
    ['nothing', null, [' notObject']],
    [
      'an inherited name as a key',
      withMode({ mode: 'flat_principal_first', constructor: 1 }),
      ['distribution_params.constructor unknownKey'],
    ],
  ];
  for (const [what, body, expected] of cases) it(what, () => assert.deepEqual(faults(body), expected));

  it('five faults are told at once', () =>
    assert.equal(
      faults({
        basic_params: { investment_amount: 'x', investment_period: 31, hurdle_rate: 800 },
        cash_flows: [{ year: 1, amount: 'abc' }],
        distribution_params: { mode: 'flat_principal_first' },
      }).length,
      5,
    ));

  it('a current return above the hurdle is a warning', () => {
    const answer = calculate(withMode({ mode: 'flat_periodic', periodic_rate: 12 }));
    assert.ok(answer.ok);
    assert.deepEqual(
      answer.value.warnings.map((w) => w.code),
      ['currentAboveHurdle'],
    );
  });

  it('money that ends with capital still out is a warning that tells how much', () => {
    const answer = calculate(withCash([1000, 3000].map((amount, i) => ({ year: i + 1, amount }))));
    assert.ok(answer.ok);
    assert.deepEqual(
      answer.warnings.map((w) => [w.code, w.received]),
      [['capitalStaysOut', 6000]],
    );
  });

  it('a leading amount of minus the investment is period 0', () => {
    const answer = calculate(withCash([{ year: 0, amount: -10_000 }, ...GOOD.cash_flows]));
    assert.ok(answer.ok);
    assert.equal(answer.value.tables.contributions[1], 0);
  });
});

describe('A name that is not there', () => {
  const IDS = (n: number) => Array.from({ length: n }, (_, i) => `deal ${i + 1}`);
  const first = (n: number) => IDS(n).join(', ');
  const classic = (n: number) => ({
    ...GOOD,
    cash_flows: [{ year: 1, amount: 6000, deal: 'other' }],
    deals: IDS(n).map((id) => ({ id, cost: 1 })),
    distribution_params: { mode: 'american', catch_up_share: 100, clawback_tax_rate: 0 },
  });
  const custom = (n: number) => ({
    distribution_params: {
      mode: 'custom',
      definition: {
        classes: [{ id: 'lp', share: 1 }],
        tiers: [{ kind: 'split', shares: { lp: 0.8, gp: 0.2 } }],
        options: { dealByDeal: 'full' },
      },
      flows: {
        timeline: { unit: 'year', periods: 2 },
        contributions: [],
        cash: [{ at: 1, amount: 1, deal: 'other' }],
        deals: IDS(n).map((id) => ({ id, at: 0, cost: 1 })),
      },
    },
  });
  const words = (body: unknown, locale: 'en' | 'zh-CN') => {
    const answer = calculate(body);
    const issue = answer.ok ? undefined : answer.issues.find(({ code }) => code === 'unknownParty');
    assert.ok(issue);
    return issueMessage(issue, locale);
  };

  for (const [kind, body] of [
    ['a mode', classic],
    ['a definition of one’s own', custom],
  ] as const) {
    it(`is told with all there are while they are few (${kind})`, () => {
      assert.ok(words(body(10), 'en').endsWith(`Known: ${first(10)}.`));
      assert.ok(words(body(10), 'zh-CN').endsWith(`已有：${first(10)}。`));
    });

    it(`is told with ten of many, and how many more there are (${kind})`, () => {
      assert.ok(words(body(1000), 'en').endsWith(`Known: ${first(10)} and 990 more.`));
      assert.ok(words(body(1000), 'zh-CN').endsWith(`已有：${first(10)}，另有 990 个。`));
    });
  }
});

describe('Whatever is sent', () => {
  it('is answered or refused in words, in both languages, without throwing', () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    const mutated = fc
      .record({ key: fc.constantFrom('basic_params', 'cash_flows', 'distribution_params'), value: json })
      .map(({ key, value }) => ({ ...GOOD, [key]: value }));
    const custom = fc
      .record({ definition: json, flows: json })
      .map((d) => ({ distribution_params: { mode: 'custom', ...d } }));
    fc.assert(
      fc.property(fc.oneof(json, mutated, custom), (body) => {
        const answer = calculate(body);
        if (answer.ok) return;
        assert.ok(answer.issues.length > 0);
        for (const issue of answer.issues)
          for (const locale of ['en', 'zh-CN'] as const) {
            const words = issueMessage(issue, locale);
            assert.doesNotMatch(
              words,
              /\{(what|received|choices|known|more|min|max|last|carry|with|ratios|years)\}|NaN/,
              `${issue.code}: ${words}`,
            );
          }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the words of a fault', () => {
  it('name its bound as it is: what is above, how many characters, which form, and that there is none', () => {
    const say = (code: IssueCode, received: unknown, params: Record<string, string | number>) =>
      (['en', 'zh-CN'] as const).map((l) => issueMessage({ code, path: [], received, params }, l, 'A'));
    assert.deepEqual(say('tooSmall', 0, { min: 0, exclusive: 1 }), [
      'A must be above 0, not 0.',
      'A须大于 0，当前为 0。',
    ]);
    assert.deepEqual(say('tooMany', 'x', { max: 200, letters: 1 }), [
      'A may have at most 200 characters.',
      'A最多 200 个字符。',
    ]);
    assert.deepEqual(say('notChoice', 'red', { form: '/^#[0-9A-F]{6}$/' }), [
      'A cannot be “red”. It must match /^#[0-9A-F]{6}$/.',
      'A不能为“red”，须符合 /^#[0-9A-F]{6}$/。',
    ]);
    assert.deepEqual(say('unknownTier', 'x', { known: '' }), [
      'A: there is no “x”. Known: none.',
      'A：没有“x”，已有：无。',
    ]);
    assert.equal(say('notNumber', null, {})[1], 'A应为数字，当前为空。');
  });
});
