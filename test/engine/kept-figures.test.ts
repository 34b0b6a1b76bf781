/**
 * What random deals gave when it was last looked at, one number for a deal: a figure that changes is seen. Where it is
 * meant to, `KEEP=1 npx mocha --no-config --import=tsx test/engine/kept-figures.test.ts` writes them anew; say under Changed what is another.
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  distribute,
  openBatch,
  parse,
  PROJECT,
  run,
  traceOf,
  type Definition,
  type Flows,
} from '../../src/engine/index.ts';
import { anyDeal } from './any-deal.ts';
import { customDeal } from './arbitrary.ts';
import { cashOf, put, withRates } from './batch-compared.ts';

interface Deal {
  readonly definition: Definition;
  readonly flows: Flows;
}

const FILE = new URL('../cases/kept-figures.json', import.meta.url);
const kept = JSON.parse(readFileSync(FILE, 'utf8')) as Readonly<Record<string, readonly number[]>>;
const found: Record<string, number[]> = {};

const START = 0x811c9dc5;
const PRIME = 0x01000193;
const hash = (text: string, from: number): number => {
  let h = from;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), PRIME);
  return h;
};
const weight = (h: number): number => 0.5 + (h >>> 0) / 2 ** 32;
/** Below it, an amount is what doubles leave of a difference. */
const NOTHING = 1e-6;

/** A number that moves with every figure, name and place of a tree. */
function mark(tree: unknown, place = START): number {
  if (typeof tree === 'number' && Number.isFinite(tree))
    return Math.abs(tree) < NOTHING ? 0 : weight(place) * Math.asinh(tree);
  if (typeof tree !== 'object' || tree === null) return weight(hash(String(tree), place));
  if (ArrayBuffer.isView(tree))
    return (tree as Float64Array).reduce((sum, x, i) => sum + mark(x, Math.imul(place ^ i, PRIME)), 0);
  let sum = 0;
  for (const [key, value] of Object.entries(tree)) sum += mark(value, hash(key, place));
  return sum;
}

const anyDeals: readonly Deal[] = fc
  .sample(anyDeal, { seed: 20, numRuns: 1000 })
  .flatMap(({ definition, flows }) => {
    const read = parse(definition, flows);
    return read.ok ? [read.value] : [];
  });
const funds: readonly Deal[] = fc.sample(customDeal, { seed: 20, numRuns: 300 });

/** Three scenarios side by side: other cash, some of it below zero, and other rates. */
function scenarios({ definition, flows }: Deal): unknown {
  const parties = [definition.classes[0]!.id, PROJECT];
  const batch = openBatch(definition, flows, parties, true);
  const all = [
    { factors: [1], rate: 1 },
    { factors: [0.3, 1.7, 0], rate: 1.25 },
    { factors: [5, 1, 0.3, -0.4], rate: 0.5 },
  ];
  const blocks: unknown[] = [];
  const read = (lanes: number) => {
    batch.run();
    for (let l = 0; l < lanes; l++)
      blocks.push(
        batch.parties.map((p) => [p.rates, p.paidIn, p.profits].map((of) => of[l])),
        batch.parties.map(({ nets }) => nets.filter((_, i) => i % batch.size === l)),
        [batch.carry[l], batch.clawback[l], batch.paid.map((of) => of[l])],
      );
  };
  let lanes = 0;
  for (const each of all) {
    batch.bind(withRates(definition, each.rate));
    put(batch, definition, flows, cashOf(flows, each));
    if (++lanes < batch.size && each !== all.at(-1)) continue;
    read(lanes);
    lanes = 0;
  }
  return blocks;
}

const GROUP = 50;
/** A test for every fifty deals. */
function keeps(name: string, deals: readonly Deal[], figures: (deal: Deal) => unknown): void {
  // A mutant that lives costs all of them: each is tried on a third.
  const step = process.env.MUTATE ? 3 * GROUP : GROUP;
  for (let from = 0; from < deals.length; from += step) {
    const group = deals.slice(from, from + GROUP);
    it(`${name} of deals ${from} to ${from + group.length - 1}`, () => {
      group.forEach(({ definition, flows }, i) => {
        // A definition keeps the program that it was compiled to: another one is compiled anew.
        const now = mark(figures({ definition: { ...definition }, flows }));
        (found[name] ??= [])[from + i] = Math.round(now * 1e6) / 1e6;
        const before = kept[name]?.[from + i] ?? NaN;
        if (!process.env.KEEP)
          assert.ok(Math.abs(now - before) <= 3e-6, `deal ${from + i}: ${now}, not ${before}`);
      });
    });
  }
}

describe('Random deals give what they gave:', () => {
  keeps('payments', anyDeals, ({ definition, flows }) => distribute(definition, flows));
  keeps('payments from funds', funds, ({ definition, flows }) => distribute(definition, flows));
  keeps('results', anyDeals.slice(0, 150), ({ definition, flows }) => run(definition, flows));
  keeps('turns', anyDeals.slice(150, 350), ({ definition, flows }) => traceOf(definition, flows));
  keeps('scenarios', [...anyDeals.slice(350, 450), ...funds.slice(0, 50)], scenarios);
  after(() => {
    if (process.env.KEEP) writeFileSync(FILE, `${JSON.stringify(found)}\n`);
  });
});
