import assert from 'node:assert/strict';
import { calculate } from '../../src/document/index.ts';
import { presets, total } from '../../src/engine/index.ts';
import { describeTiers, pathText } from '../../src/i18n/index.ts';

const answer = (body: unknown) => {
  const read = calculate(body);
  assert.ok(read.ok, JSON.stringify(read));
  return read.value;
};
const faults = (body: unknown) => {
  const read = calculate(body);
  return read.ok ? [] : read.issues.map((i) => `${pathText(i.path)} ${i.code}`);
};
const AMERICAN = {
  basic_params: { investment_amount: 115, investment_period: 3, hurdle_rate: 0, carry_rate: 20 },
  deals: [
    { id: 'one', cost: 20 },
    { id: 'two', cost: 45 },
    { id: 'three', cost: 50 },
  ],
  cash_flows: [
    { year: 1, amount: 25, deal: 'one' },
    { year: 2, amount: 35, deal: 'two' },
    { year: 3, amount: 30, deal: 'three' },
  ],
  distribution_params: { mode: 'american', catch_up_share: 100, clawback_tax_rate: 0 },
};

describe('The document of a deal by deal mode', () => {
  it('tells cash apart by deal and gives the clawback', () => {
    const { tables, summary } = answer(AMERICAN);
    assert.equal(summary.total_carry, 1);
    assert.equal(tables.clawback!.total, 1);
    assert.equal(total(tables.contributions), 115);
  });
  it('refuses two deals of one name', () =>
    assert.deepEqual(
      faults({
        ...AMERICAN,
        deals: [...AMERICAN.deals.slice(0, 2), { id: 'one', cost: 50 }],
        cash_flows: [{ year: 1, amount: 25, deal: 'one' }],
      }),
      ['deals[2].id duplicateId'],
    ));
  it('refuses write-downs and ends beyond the timeline, before the deal, or above its cost', () =>
    assert.deepEqual(
      faults({
        ...AMERICAN,
        deals: [
          { id: 'one', cost: 20, write_downs: [{ year: 9, amount: 5 }], closed_year: 4 },
          {
            id: 'two',
            cost: 45,
            year: 2,
            write_downs: [
              { year: 1, amount: 40 },
              { year: 3, amount: 5.01 },
            ],
            closed_year: 1,
          },
          { id: 'three', cost: 50, write_downs: [{ year: 3, amount: 50 }], closed_year: 3 },
        ],
      }),
      [
        'deals[0].write_downs[0].year outOfTimeline',
        'deals[0].closed_year outOfTimeline',
        'deals[1].write_downs[0].year beforeDeal',
        'deals[1].write_downs tooLarge',
        'deals[1].closed_year beforeDeal',
      ],
    ));
  it('puts what no deal costs into the fund at closing', () => {
    const { tables } = answer({
      ...AMERICAN,
      basic_params: { ...AMERICAN.basic_params, investment_amount: 120 },
    });
    assert.equal(tables.contributions[0], 120);
  });
  it('refuses unknown deals, deals beyond the investment, and deals in another mode, all at once', () => {
    assert.deepEqual(
      faults({
        ...AMERICAN,
        basic_params: { ...AMERICAN.basic_params, investment_amount: 100 },
        cash_flows: [{ year: 1, amount: 25, deal: 'four' }],
      }),
      ['cash_flows[0].deal unknownParty', 'deals tooLarge'],
    );
    assert.deepEqual(
      faults({
        basic_params: AMERICAN.basic_params,
        deals: AMERICAN.deals,
        cash_flows: [{ year: 1, amount: 25, deal: 'one' }],
        distribution_params: { mode: 'flat_principal_first' },
      }),
      ['deals unknownKey', 'cash_flows[0].deal unknownKey'],
    );
  });
});

describe('The document of a mode with pots', () => {
  const body = {
    basic_params: { investment_amount: 100, investment_period: 2, hurdle_rate: 10, carry_rate: 30 },
    cash_flows: [
      { year: 1, amount: 15 },
      { year: 2, amount: 5, pot: 'operating' },
      { year: 2, amount: 150, pot: 'capital' },
    ],
    distribution_params: { mode: 're_operating_and_capital', gp_ratio: 0, operating_carry_rate: 20 },
  };
  it('runs each pot down its own tiers', () =>
    assert.ok(Math.abs(answer(body).summary.total_carry - 14.5) < 1e-9));
  it('refuses an unknown pot and the same year twice', () =>
    assert.deepEqual(
      faults({
        ...body,
        cash_flows: [
          { year: 1, amount: 15, pot: 'rent' },
          { year: 2, amount: 5 },
          { year: 2, amount: 6 },
        ],
      }),
      ['cash_flows[0].pot unknownTier', 'cash_flows[2].year duplicateYear'],
    ));
  it('takes a row without a pot for the first pot’s, and refuses it beside one that names it', () =>
    assert.deepEqual(faults({ ...body, cash_flows: [...body.cash_flows, { year: 2, amount: 5 }] }), [
      'cash_flows[3].year duplicateYear',
    ]));
});

describe('Every mode', () => {
  const body = {
    basic_params: { investment_amount: 100, investment_period: 2, hurdle_rate: 8, carry_rate: 20 },
    cash_flows: [
      { year: 1, amount: 33.333 },
      { year: 2, amount: 100.001 },
    ],
    distribution_params: {
      mode: 'european',
      catch_up_share: 100,
      options: { rounding: 2, payback: 'whole' },
    },
  };
  it('takes the options of the engine beside its own', () => {
    const { tables, payback_period } = answer(body);
    assert.equal(payback_period, 2);
    for (const { received } of tables.parties)
      for (const amount of received) assert.ok(Math.abs(amount * 100 - Math.round(amount * 100)) < 1e-9);
  });
  it('warns of a rate below one percent, which may have been meant as a fraction', () => {
    const read = calculate({ ...body, basic_params: { ...body.basic_params, hurdle_rate: 0.08 } });
    assert.deepEqual(read.ok && read.warnings.map((i) => [i.code, pathText(i.path), i.received]), [
      ['percentMeant', 'basic_params.hurdle_rate', 0.08],
    ]);
  });
  it('refuses an option that does not exist or is out of bounds at its place', () =>
    assert.deepEqual(
      faults({
        ...body,
        distribution_params: { ...body.distribution_params, options: { rounding: -1, speed: 'fast' } },
      }).sort(),
      ['distribution_params.options.rounding tooSmall', 'distribution_params.options.speed unknownKey'],
    ));
  it('takes dates of any distance; the classic ones a year apart when whole years are counted', () => {
    const dated = {
      ...body,
      cash_flows: [
        { date: '2024-01-01', amount: -100 },
        { date: '2024-07-01', amount: 20 },
        { date: '2025-01-01', amount: 110 },
      ],
    };
    assert.equal(answer(dated).tables.timeline.unit, 'date');
    const mode = 'flat_principal_first';
    assert.equal(answer({ ...dated, distribution_params: { mode } }).options.accrual, 'days');
    const distribution_params = { mode, options: { accrual: 'wholeYears' } };
    assert.deepEqual(faults({ ...dated, distribution_params }), [
      'cash_flows[1].date notWholeYears',
      'cash_flows[2].date notWholeYears',
    ]);
  });
  it('has its tiers in words in both languages', () => {
    for (const preset of presets) {
      const terms = Object.fromEntries(preset.terms.map((t) => [t.id, Number(t.default ?? 0.5)]));
      const options = Object.fromEntries(preset.options.map((o) => [o.id, o.default ?? 'wholeYears']));
      const definition = preset.define({ terms, hurdle: 0.08, options });
      for (const locale of ['en', 'zh-CN'] as const)
        for (const { title, text } of describeTiers(definition, locale)) {
          assert.ok(title && text, preset.id);
          assert.doesNotMatch(text, /[{}]|undefined/, `${preset.id} ${title}: ${text}`);
        }
    }
  });
});
