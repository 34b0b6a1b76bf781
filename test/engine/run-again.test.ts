/** What a program keeps from one run to the next changes no figure of the next. */
import assert from 'node:assert/strict';
import { compile, distribute, type Definition, type Flows, type Program } from '../../src/engine/index.ts';
import { forAnyDeal } from './for-any-deal.ts';
import { withRates } from './batch-compared.ts';

/** The same flows with one part another, each time after the first again. */
function inTurn(flows: Flows): Flows[] {
  const { contributions, cash, deals, closings, fees, nav } = flows;
  const half = <T extends { readonly amount: number }>(of: readonly T[]): T[] =>
    of.map((f) => ({ ...f, amount: f.amount / 2 }));
  const some: Partial<Flows>[] = [
    { cash: half(cash) },
    { cash: cash.map((c, i) => (i % 2 ? { ...c, amount: -c.amount / 10 } : c)) },
    { contributions: half(contributions) },
    { nav: half(nav) },
    ...(deals ? [{ deals: deals.map((d) => ({ ...d, cost: d.cost / 2, writeDowns: [] })) }] : []),
    ...(closings ? [{ closings: [] }] : []),
    ...(fees ? [{ fees: { ...fees, commitment: fees.commitment / 2, offset: [] } }] : []),
  ];
  return some.flatMap((part) => [{ ...flows, ...part }, flows]);
}

/** Other shares of the classes. */
function withShares(definition: Definition): Definition {
  const [first, second, ...others] = definition.classes;
  if (!first || !second) return definition;
  const moved = first.share / 4;
  const classes = [
    { ...first, share: first.share - moved },
    { ...second, share: second.share + moved },
    ...others,
  ];
  return { ...definition, classes };
}

const deals = (law: (definition: Definition, flows: Flows) => void): void =>
  forAnyDeal(80, ({ value }) => law(value.definition, value.flows));

/** What is paid and owed, as it stands in a record that the next run overwrites. */
const figures = ({ received, contributed, carry, fees, recycled, borne, tiers }: Program['record']) =>
  [
    ...received,
    ...contributed,
    carry,
    fees,
    recycled,
    borne,
    ...tiers.flatMap((t) => [t.paid, t.closing]),
  ].map((column) => [...column]);

describe('A definition run again', () => {
  it('on other flows gives what a new one gives', () => {
    deals((definition, flows) => {
      distribute(definition, flows);
      for (const other of inTurn(flows))
        assert.deepEqual(
          figures(distribute(definition, other)),
          figures(distribute({ ...definition }, other)),
        );
    });
  });

  it('with other rates and shares on one program gives what a new one gives', () => {
    deals((definition, flows) => {
      const program = compile(definition, flows);
      for (const other of [withRates(definition, 0.5), withShares(definition), definition])
        for (const given of [flows, { ...flows, cash: flows.cash.slice(1) }]) {
          program.bind(other);
          program.load(given);
          program.run(null);
          assert.deepEqual(figures(program.record), figures(distribute({ ...other }, given)));
        }
    });
  });
});
