import assert from 'node:assert/strict';
import fc from 'fast-check';
import { many } from '../support/many.ts';
import { definitionSubject, InvariantError, openBatch, parse } from '../../src/engine/index.ts';
import { anyDeal } from './any-deal.ts';
import { customDeal } from './arbitrary.ts';
import { compare, put, same, smallFund } from './batch-compared.ts';

const scenario = fc.record({
  factors: fc.array(fc.constantFrom(0, 0.3, 1, 1.7, 5, -0.4), { minLength: 4, maxLength: 9 }),
  rate: fc.constantFrom(0.5, 1, 1.25),
});

describe('A batch of scenarios', () => {
  it('gives what a run of each gives, on any deal with any cash and rates', () => {
    let deals = 0;
    fc.assert(
      fc.property(
        anyDeal,
        fc.array(scenario, { minLength: 2, maxLength: 3 }),
        fc.nat(),
        (given, scenarios, n) => {
          const parsed = parse(given.definition, given.flows);
          if (!parsed.ok) return;
          deals++;
          const { definition, flows } = parsed.value;
          const parties = [...definition.classes.map((c) => c.id), 'partner', 'gp'];
          const one = parties[n % parties.length]!;
          same(
            definition,
            flows,
            { parties: n % 3 ? [one, 'project'] : [one], totals: n % 2 === 0 },
            scenarios,
          );
        },
      ),
      { numRuns: many(1500) },
    );
    assert.ok(deals > many(800), `${deals} deals parse`);
  });

  it('and on deals of funds', () => {
    fc.assert(
      fc.property(
        customDeal,
        fc.array(scenario, { minLength: 2, maxLength: 3 }),
        ({ definition, flows }, scenarios) =>
          void same(definition, flows, { parties: ['project', 'gp', 'a'], totals: true }, scenarios),
      ),
      { numRuns: many(1600) },
    );
  });

  it('runs block after block, with scenarios between that only a whole run can do', () => {
    const { definition, flows } = smallFund();
    const factors = (n: number) =>
      Array.from({ length: 4 }, (_, k) => ((n * 7 + k * 13) % 11) / 4 - (n % 10 ? 0 : 1));
    const scenarios = Array.from({ length: 70 }, (_, n) => ({
      factors: factors(n),
      rate: 0.5 + (n % 3) / 4,
    }));
    for (const parties of [['a', 'gp'], ['b'], ['project']])
      same(definition, flows, { parties, totals: true }, scenarios);
    assert.ok(openBatch(definition, flows, ['a'], true).size > 1);
  });

  it('has the terms of its own in each scenario, where some tiers change and others come back', () => {
    const { definition, flows } = smallFund();
    const { define } = definitionSubject(definition, flows);
    const given = [
      {},
      { 'return.rate': 0.02 },
      { 'return.rate': 0.02, 'hurdle.rate': 0.3 },
      { 'catchUp.carry': 0.1 },
    ];
    const terms = given.map((values) => {
      const defined = define(values);
      assert.ok(defined.ok);
      return defined.value;
    });
    const wanted = { parties: ['a', 'gp'], totals: true };
    const batch = openBatch(definition, flows, wanted.parties, true);
    for (let block = 0; block < 6; block++) {
      const own = Array.from({ length: batch.size }, (_, lane) => terms[(lane * (block + 1) + block) % 4]!);
      for (const each of own) {
        batch.bind(each);
        put(batch, definition, flows, flows.cash);
      }
      batch.run();
      own.forEach((each, lane) => compare(batch, lane, each, flows, wanted));
    }
  });

  it('gives back beside each other what runs give back, at true-ups, after tax, with interest', () => {
    let due = 0;
    for (const clawback of [{}, { taxRate: 0.3, interest: 0.05, trueUpAt: [2, 4] }, { nav: 200 }])
      for (const gpCapital of ['pariPassu', 'allIn']) {
        const { definition, flows } = smallFund({ clawback, gpCapital });
        const cash = flows.cash.map((c) => ({ ...c, amount: c.amount + (c.period === 1 ? 900 : 0) }));
        const scenarios = Array.from({ length: 40 }, (_, n) => ({
          factors: Array.from({ length: 6 }, (_v, k) => ((n * 7 + k * 5) % 11) / 8),
          rate: 0.5 + (n % 3) / 4,
        }));
        const wanted = { parties: ['a', 'b', 'gp', 'project'], totals: true };
        const batch = same(definition, { ...flows, cash }, wanted, scenarios);
        assert.ok(batch.size > 1 && batch.wholeFor.every((clause) => clause === null));
        due += batch.clawback.filter((amount) => amount > 0).length;
      }
    assert.ok(due > 20, `${due} scenarios give something back`);
  });

  it('takes no more scenarios than fit, and other shares of the classes too', () => {
    const { definition, flows } = smallFund();
    const batch = openBatch(definition, flows, ['a']);
    const classes = definition.classes.map((c) => ({
      ...c,
      share: c.id === 'a' ? 0.7 : c.id === 'b' ? 0.2 : 0.1,
    }));
    batch.bind({ ...definition, classes });
    for (let i = 0; i < batch.size; i++) batch.put();
    assert.throws(() => batch.put(), InvariantError);
    batch.run();
    compare(batch, batch.size - 1, { ...definition, classes }, flows, { parties: ['a'], totals: false });
  });

  const forms: [kind: string, other: object][] = [
    ['amount', { to: 'b' }],
    ['returnOfCapital', { to: ['a'] }],
    ['preferredReturn', { to: ['a'] }],
    ['preferredReturn', { compounding: 'simple' }],
    ['preferredReturn', { dayCount: 'act360' }],
    ['preferredReturn', { base: 'original' }],
    ['preferredReturn', { shortfall: 'lapse' }],
    ['catchUp', { to: 'a' }],
    ['catchUp', { stop: 'fixed' }],
    ['catchUp', { counts: 'all' }],
    ['hurdle', { of: 'b' }],
    ['hurdle', { metric: 'multiple' }],
    ['hurdle', { dayCount: 'act360' }],
    ['hurdle', { style: 'cliff' }],
    ['hurdle', { neverNegative: true }],
    ['hurdle', { promote: 0.1 }],
    ['hurdle', { split: { a: 0.5, gp: 0.5 } }],
    ['split', { promote: 0.1 }],
    ['split', { shares: { a: 0.5, b: 0.5 } }],
  ];
  for (const [kind, other] of forms)
    it(`refuses a ${kind} of another form: ${JSON.stringify(other)}`, () => {
      const { definition, flows } = smallFund();
      const batch = openBatch(definition, flows, ['a']);
      const bind = (change: object) =>
        batch.bind({
          ...definition,
          pots: definition.pots.map((pot) => ({
            ...pot,
            tiers: pot.tiers.map((tier) => (tier.kind === kind ? { ...tier, ...change } : tier)),
          })),
        });
      bind({});
      assert.throws(() => bind(other), InvariantError);
    });

  it('refuses fewer tiers, and a party that is not there', () => {
    const { definition, flows } = fc.sample(customDeal, 1)[0]!;
    const batch = openBatch(definition, flows, ['a']);
    const pots = definition.pots.map((pot) => ({ ...pot, tiers: pot.tiers.slice(1) }));
    assert.throws(() => batch.bind({ ...definition, pots }), InvariantError);
    assert.throws(() => openBatch(definition, flows, ['nobody']), InvariantError);
  });
});
