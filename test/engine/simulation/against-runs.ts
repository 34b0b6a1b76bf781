/** A simulated scenario against a whole run on the same cash and terms. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  openBatch,
  parse,
  parseUncertainty,
  run,
  simulation,
  total,
  type Definition,
  type Flows,
  type Measures,
  type SimulationPlan,
} from '../../../src/engine/index.ts';
import { outlineOf } from '../../../src/engine/simulation/plan.ts';
import { randomPoints } from '../../../src/engine/simulation/random.ts';
import { inputsOf, openScenarios } from '../../../src/engine/simulation/scenarios.ts';
import { definitionSubject } from '../../../src/engine/studies/study.ts';

const triangle = (of: readonly number[]) => {
  const [min, mode, max] = [...of].sort((a, b) => a - b);
  return { min, mode, max };
};
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const three = (max: number) => fc.array(fc.integer({ min: 1, max }), { minLength: 3, maxLength: 3 });

/** Any uncertainty of a deal, in the notation of the document. It may be refused. */
export const anyUncertainty = fc
  .record({
    shocks: some(
      fc.record({
        distribution: fc.constantFrom('lognormal', 'normal'),
        volatility: fc.constantFrom(0, 20, 60),
        correlation: fc.constantFrom(1, 0.5, 0, -0.3),
        over_time: fc.constantFrom('cumulative', 'independent'),
      }),
    ),
    history: some(fc.array(fc.integer({ min: -40, max: 60 }), { minLength: 2, maxLength: 6 })),
    exit: some(
      fc.record({
        period: three(4),
        multiples: fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1, maxLength: 4 }),
        of: fc.constantFrom('capital', 'forecast'),
        correlation: fc.constantFrom(0, 0.6),
      }),
    ),
    deals: some(
      fc.record({
        write_offs: fc.constantFrom(0, 20, 60),
        recovery: fc.constantFrom(0, 0, 30),
        volatility: fc.constantFrom(0, 40),
        correlation: fc.constantFrom(0, 0.5),
        exit_delay: some(fc.constant({ values: [0, 1] })),
      }),
    ),
    rates: some(three(15)),
    seed: fc.nat(),
  })
  .map(({ shocks, history, exit, deals, rates, seed }) => ({
    seed,
    /** For a definition that has been parsed. */
    of({ pots }: Definition) {
      const rated = pots.flatMap((p) => p.tiers).find((t) => 'rate' in t && typeof t.rate === 'number');
      return {
        ...(shocks ? { cash: shocks } : history ? { cash: { distribution: 'bootstrap', history } } : {}),
        ...(deals ? { deals } : {}),
        ...(exit && !deals
          ? {
              exit: {
                period: triangle(exit.period),
                multiple: { values: exit.multiples },
                of: exit.of,
                correlation: exit.correlation,
              },
            }
          : {}),
        ...(rates && rated ? { terms: { [`${rated.id}.rate`]: triangle(rates) } } : {}),
      };
    },
  }));

/** Cash of a scenario as flows, from the columns of a batch. */
function cashOf({ pots }: Definition, { deals = [] }: Flows, columns: readonly (readonly Float64Array[])[]) {
  return columns.flatMap((lists, pot) =>
    lists.flatMap((column, list) =>
      Array.from(column, (amount, period) => ({
        period,
        amount,
        pot: pots[pot]!.id,
        ...(lists.length > 1 && deals[list] ? { deal: deals[list].id } : {}),
      })).filter((c) => c.amount !== 0),
    ),
  );
}

/** Every figure of every scenario of a plan's first block is that of a run, within 1e-12 of the money that moves. */
export function sameAsRuns(plan: SimulationPlan): void {
  const { definition, flows, uncertainty, seed } = plan;
  const part = simulation(plan).run(0);
  const batch = openBatch(definition, flows, ['project']);
  const scenarios = openScenarios(definition, flows, uncertainty, batch);
  const points = randomPoints(seed, scenarios.dimensions.uniforms, scenarios.dimensions.normals);
  const inputs = inputsOf(definition, flows, uncertainty);
  const { figures } = outlineOf(plan);
  points.open(0);
  for (let n = 0; n < part.scenarios; n++) {
    points.next();
    scenarios.draw(points, true);
    const terms = Object.fromEntries(
      uncertainty.terms.map(({ term }) => [term, scenarios.inputs[inputs.indexOf(term)]!]),
    );
    const defined = definitionSubject(definition, flows).define(terms);
    assert.ok(defined.ok);
    const cash = cashOf(definition, flows, batch.cash);
    const deals = flows.deals?.map(({ closedAt: _own, ...deal }, d) =>
      Number.isNaN(batch.closedAt[d]) ? deal : { ...deal, closedAt: batch.closedAt[d]! },
    );
    const found = run(defined.value, { ...flows, cash, ...(deals ? { deals } : {}) });
    const size = 1 + cash.reduce((sum, c) => sum + Math.abs(c.amount), found.project.contributed);
    figures.forEach(({ of, what, after }, f) => {
      const figure = part.figures[f * part.scenarios + n]!;
      const measuresIn = (id: string): Measures | undefined =>
        after
          ? found.clawback!.after.find((a) => a.party === id)?.measures
          : found.parties.find((p) => p.id === id)?.measures;
      const measures = measuresIn(of) ?? found.project;
      const right =
        what === 'carry'
          ? total(found.carry)
          : what === 'clawback'
            ? found.clawback!.total
            : what === 'multiple'
              ? measures.moic
              : measures[what];
      const told = `${what} of ${of}${after ? ' after the clawback' : ''}, scenario ${n}: ${figure}, not ${right}`;
      if (right === null || !Number.isFinite(right)) assert.ok(Number.isNaN(figure), told);
      else if (what === 'irr')
        assert.ok(figure === right || Math.abs(Math.log1p(figure) - Math.log1p(right)) <= 1e-12, told);
      else
        assert.ok(
          Math.abs(figure - right) <= 1e-12 * (what === 'multiple' ? size / measures.contributed : size),
          told,
        );
    });
  }
}

/** Draws deals with something uncertain and compares each; says how many there were. */
export function compareMany(
  deal: fc.Arbitrary<{ definition: unknown; flows: unknown }>,
  runs: number,
  scenarios: number,
): number {
  let compared = 0;
  fc.assert(
    fc.property(deal, anyUncertainty, ({ definition, flows }, { seed, of }) => {
      const parsed = parse(definition, flows);
      if (!parsed.ok) return;
      const given = of(parsed.value.definition);
      const read = parseUncertainty(given, parsed.value.definition, parsed.value.flows);
      if (!read.ok) return;
      compared++;
      sameAsRuns({ ...parsed.value, uncertainty: read.value, scenarios, seed });
    }),
    { numRuns: runs },
  );
  return compared;
}
