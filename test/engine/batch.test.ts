import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  InvariantError,
  openBatch,
  parse,
  run,
  type Definition,
  type Flows,
  type Tier,
} from '../../src/engine/index.ts';
import { anyDeal } from './any-deal.ts';
import { customDeal } from './arbitrary.ts';

/** The same cash in other amounts, some of it gone and some below zero, and the same terms with other rates. */
interface Scenario {
  readonly factors: readonly number[];
  readonly rate: number;
}
const scenario = fc.record({
  factors: fc.array(fc.constantFrom(0, 0.3, 1, 1.7, 5, -0.4), { minLength: 4, maxLength: 9 }),
  rate: fc.constantFrom(0.5, 1, 1.25),
});

const other = (tier: Tier, by: number): Tier => {
  if (tier.kind === 'preferredReturn' || tier.kind === 'hurdle')
    return typeof tier.rate === 'number' ? { ...tier, rate: tier.rate * by } : tier;
  return tier.kind === 'catchUp' ? { ...tier, carry: Math.min(tier.carry * by, 0.9 * tier.share) } : tier;
};
const withRates = (definition: Definition, by: number): Definition => ({
  ...definition,
  pots: definition.pots.map((pot) => ({ ...pot, tiers: pot.tiers.map((tier) => other(tier, by)) })),
});

/** One batch over all scenarios in turn, each against a run of its own. */
function same(definition: Definition, flows: Flows, party: string, scenarios: readonly Scenario[]): void {
  const batch = openBatch(definition, flows, party);
  const rates = new Float64Array(1);
  for (const { factors, rate } of scenarios) {
    const changed = withRates(definition, rate);
    const cash = flows.cash.map((c, i) => ({ ...c, amount: c.amount * factors[i % factors.length]! }));
    for (const pot of batch.cash) for (const column of pot) column.fill(0);
    const deals = batch.cash[0]!.length > 1 ? flows.deals!.map((d) => d.id) : [];
    for (const { pot, deal, period, amount } of cash) {
      const source =
        batch.cash[0]!.length === 1 ? 0 : deal === undefined ? deals.length : deals.indexOf(deal);
      batch.cash[definition.pots.findIndex((p) => p.id === pot)]![source]![period]! += amount;
    }
    batch.bind(changed);
    batch.run(rates, 0);
    const rateOf = rates[0]!;
    const found = run(changed, { ...flows, cash }).parties.find((p) => p.id === party)!;
    const size = cash.reduce((sum, c) => sum + Math.abs(c.amount), found.measures.contributed);
    found.received.forEach((received, k) => {
      const right = received - found.contributed[k]!;
      assert.ok(Math.abs(batch.net[k]! - right) <= 1e-12 * (1 + size), `${k}: ${batch.net[k]}, not ${right}`);
    });
    const { irr } = found.measures;
    if (irr === null) assert.ok(Number.isNaN(rateOf), `${rateOf}, and there is none`);
    else
      assert.ok(
        Math.abs(Math.log1p(rateOf) - Math.log1p(irr)) <= 1e-12 || !Number.isFinite(irr),
        `${rateOf}, not ${irr}`,
      );
  }
}

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
          same(definition, flows, parties[n % parties.length]!, scenarios);
        },
      ),
      { numRuns: 1500 },
    );
    assert.ok(deals > 800, `${deals} deals parse`);
  });

  it('and on deals of funds', () => {
    fc.assert(
      fc.property(
        customDeal,
        fc.array(scenario, { minLength: 2, maxLength: 3 }),
        ({ definition, flows }, scenarios) => same(definition, flows, 'a', scenarios),
      ),
      { numRuns: 400 },
    );
  });

  it('refuses terms of another form, and a party that is not there', () => {
    const { definition, flows } = fc.sample(customDeal, 1)[0]!;
    const batch = openBatch(definition, flows, 'a');
    const pots = definition.pots.map((pot) => ({ ...pot, tiers: pot.tiers.slice(1) }));
    assert.throws(() => batch.bind({ ...definition, pots }), InvariantError);
    assert.throws(() => openBatch(definition, flows, 'nobody'), InvariantError);
  });
});
