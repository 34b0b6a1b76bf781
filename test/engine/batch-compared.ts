/** Batches against runs of their scenarios, and a fund to try them on. */
import assert from 'node:assert/strict';
import {
  openBatch,
  parse,
  run,
  type Batch,
  type Definition,
  type Figures,
  type Flows,
  type Measures,
  type Tier,
} from '../../src/engine/index.ts';

/** The same cash in other amounts, some of it gone and some below zero, and the same terms with other rates. */
export interface Scenario {
  readonly factors: readonly number[];
  readonly rate: number;
}
const other = (tier: Tier, by: number): Tier => {
  if (tier.kind === 'preferredReturn' || tier.kind === 'hurdle')
    return typeof tier.rate === 'number' ? { ...tier, rate: tier.rate * by } : tier;
  return tier.kind === 'catchUp' ? { ...tier, carry: Math.min(tier.carry * by, 0.9 * tier.share) } : tier;
};
export const withRates = (definition: Definition, by: number): Definition => ({
  ...definition,
  pots: definition.pots.map((pot) => ({ ...pot, tiers: pot.tiers.map((tier) => other(tier, by)) })),
});

/** What a batch is asked for. */
export interface Wanted {
  readonly parties: readonly string[];
  readonly totals: boolean;
}

export const cashOf = (flows: Flows, { factors }: Scenario): Flows['cash'] =>
  flows.cash.map((c, i) => ({ ...c, amount: c.amount * factors[i % factors.length]! }));

export function put(batch: Batch, definition: Definition, flows: Flows, cash: Flows['cash']): void {
  for (const pot of batch.cash) for (const column of pot) column.fill(0);
  const sources = batch.cash[0]!.length;
  const deals = sources > 1 ? flows.deals!.map((d) => d.id) : [];
  for (const { pot, deal, period, amount } of cash) {
    const source = sources === 1 ? 0 : deal === undefined ? deals.length : deals.indexOf(deal);
    batch.cash[definition.pots.findIndex((p) => p.id === pot)]![source]![period]! += amount;
  }
  batch.put();
}

/** What a scenario of a block gave, against a run of its own. */
export function compare(
  batch: Batch,
  lane: number,
  definition: Definition,
  flows: Flows,
  wanted: Wanted,
): void {
  const found = run(definition, flows);
  const size = flows.cash.reduce((sum, c) => sum + Math.abs(c.amount), found.project.contributed);
  const same = (figure: number, right: number, what: string) =>
    assert.ok(Math.abs(figure - right) <= 1e-12 * (1 + size), `${what}: ${figure}, not ${right}`);
  const sameMeasures = ({ rates, paidIn, profits }: Figures, right: Measures, what: string): void => {
    same(paidIn[lane]!, right.contributed, `paid in by ${what}`);
    same(profits[lane]!, right.profit, `profit of ${what}`);
    const rate = rates[lane]!;
    if (right.irr === null) assert.ok(Number.isNaN(rate), `${rate}, and there is none`);
    else assert.ok(near(rate, right.irr) || !Number.isFinite(right.irr), `${rate}, not ${right.irr}`);
  };
  wanted.parties.forEach((id, i) => {
    const party = found.parties.find((p) => p.id === id);
    const whose = party ? [party] : found.parties;
    sameMeasures(batch.parties[i]!, party?.measures ?? found.project, id);
    if (batch.after && party)
      sameMeasures(batch.after[i]!, found.clawback!.after.find((a) => a.party === id)!.measures, id);
    flows.cash.forEach(({ period: k }) => {
      const right = whose.reduce((sum, p) => sum + p.received[k]! - p.contributed[k]!, 0);
      same(batch.parties[i]!.nets[k * batch.size + lane]!, right, `net of ${id} in ${k}`);
    });
  });
  if (!wanted.totals) return;
  same(batch.carry[lane]!, sum(found.carry), 'carry');
  same(batch.clawback[lane]!, found.clawback?.total ?? 0, 'clawback');
  found.tiers.forEach((tier, t) =>
    same(batch.paid[t]![lane]!, tier.kind === 'reserve' ? 0 : sum(tier.paid), tier.id),
  );
}
const sum = (column: readonly number[]): number => column.reduce((a, b) => a + b, 0);
const near = (a: number, b: number): boolean => Math.abs(Math.log1p(a) - Math.log1p(b)) <= 1e-12;

/** One batch over all scenarios in turn, in blocks of as many as it takes. */
export function same(
  definition: Definition,
  flows: Flows,
  wanted: Wanted,
  scenarios: readonly Scenario[],
): Batch {
  const batch = openBatch(definition, flows, wanted.parties, wanted.totals);
  for (let from = 0; from < scenarios.length; from += batch.size) {
    const block = scenarios.slice(from, from + batch.size).map((each) => ({
      terms: withRates(definition, each.rate),
      cash: cashOf(flows, each),
    }));
    for (const { terms, cash } of block) {
      batch.bind(terms);
      put(batch, definition, flows, cash);
    }
    batch.run();
    block.forEach(({ terms, cash }, lane) => compare(batch, lane, terms, { ...flows, cash }, wanted));
  }
  return batch;
}

/** By id: what is another in a tier, undefined where it has none; and other parts of the flows. */
interface Changed {
  readonly tiers?: Readonly<Record<string, object>>;
  readonly flows?: object;
}

/** Two classes and the general partner's capital, every kind of tier that runs side by side. */
export function smallFund(options: object = {}, changed: Changed = {}) {
  const parsed = parse(
    {
      classes: [
        { id: 'a', share: 0.6 },
        { id: 'b', share: 0.3 },
        { id: 'gp', share: 0.1 },
      ],
      tiers: [
        { kind: 'amount', id: 'costs', to: 'gp', amount: 10 },
        { kind: 'returnOfCapital', id: 'capital', to: ['a', 'b'] },
        { kind: 'preferredReturn', id: 'return', to: ['a', 'b'], rate: 0.08, compounding: 'annual' },
        { kind: 'catchUp', id: 'catchUp', share: 0.5, carry: 0.2 },
        { kind: 'hurdle', id: 'hurdle', of: 'a', rate: 0.15, split: { a: 0.5, b: 0.3, gp: 0.2 } },
        { kind: 'split', id: 'split', shares: { a: 0.5, b: 0.2, gp: 0.3 } },
      ].map((tier) => JSON.parse(JSON.stringify({ ...tier, ...changed.tiers?.[tier.id] })) as object),
      options,
    },
    {
      timeline: { unit: 'year', periods: 6 },
      contributions: [
        { at: 0, amount: 500 },
        { at: 2, amount: 300 },
      ],
      cash: [1, 2, 3, 4, 5, 6].map((at) => ({ at, amount: 100 * at })),
      ...changed.flows,
    },
  );
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return parsed.value;
}
