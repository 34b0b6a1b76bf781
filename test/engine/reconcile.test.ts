import assert from 'node:assert/strict';
import fc from 'fast-check';
import { many } from '../support/many.ts';
import { parse, reconcile, run, type Claim } from '../../src/engine/index.ts';
import { readings } from '../../src/engine/studies/readings.ts';
import { anyDeal } from './any-deal.ts';

describe('Reconcile', () => {
  const deal = () => {
    const parsed = parse(
      {
        classes: [{ id: 'lp', share: 1 }],
        tiers: [
          { kind: 'returnOfCapital', id: 'capital', to: ['lp'] },
          { kind: 'preferredReturn', id: 'pref', to: ['lp'], rate: 0.08, compounding: 'annual' },
          { kind: 'catchUp', id: 'catch', share: 1, carry: 0.2 },
          { kind: 'split', id: 'split', shares: { lp: 0.8, gp: 0.2 } },
        ],
      },
      {
        timeline: { dates: ['2018-01-01', '2019-06-30', '2021-03-31', '2022-12-31'] },
        contributions: [{ at: '2018-01-01', amount: 100_000 }],
        cash: [
          { at: '2019-06-30', amount: 20_000 },
          { at: '2021-03-31', amount: 60_000 },
          { at: '2022-12-31', amount: 90_000 },
        ],
      },
    );
    assert.ok(parsed.ok);
    return parsed.value;
  };
  const byParty = ({ definition, flows }: ReturnType<typeof deal>): Claim[] =>
    run(definition, flows).parties.flatMap(({ id, received }) =>
      received.map((amount, period) => ({ period, party: id, amount: Math.round(amount * 100) / 100 })),
    );

  it('says that figures match to the cent', () => {
    const found = reconcile(deal(), byParty(deal()));
    assert.ok(found.ok);
    assert.equal(found.value.matched, found.value.figures.length);
    assert.equal(found.value.first, null);
  });

  it('names no reading that leaves more than the run does, such as for a slip in one figure', () => {
    const claims = byParty(deal());
    const at = claims.findIndex((c) => c.period === 3 && c.party === 'lp');
    const found = reconcile(deal(), claims.with(at, { ...claims[at]!, amount: claims[at]!.amount - 100 }));
    assert.ok(found.ok);
    assert.deepEqual([found.value.first?.period, found.value.first?.party], [3, 'lp']);
    assert.ok(found.value.tried > 50);
    assert.deepEqual(found.value.readings, []);
  });

  it('names the first figure that parts, its tier, and the reading that gives all of theirs', () => {
    const own = deal();
    const [pot] = own.definition.pots;
    const without = {
      ...own,
      definition: {
        ...own.definition,
        pots: [{ ...pot!, tiers: pot!.tiers.filter((t) => t.kind !== 'catchUp') }],
      },
    };
    const found = reconcile(own, byParty(without));
    assert.ok(found.ok);
    const { first, readings: given } = found.value;
    assert.deepEqual([first!.period, first!.party, first!.tier], [3, 'lp', 'catch']);
    assert.deepEqual(given[0]!.changes, [{ topic: 'catchUp', choice: 'none' }]);
    assert.equal(given[0]!.off < 0.05, true);
  });

  it('asks for the unit or sign under which theirs match', () => {
    const own = deal();
    const scaled = (factor: number) => byParty(own).map((c) => ({ ...c, amount: c.amount * factor }));
    for (const [factor, answer] of [
      [-1, -1],
      [1e-4, 1e4],
      [1000, 1e-3],
    ] as const) {
      const found = reconcile(own, scaled(factor));
      assert.ok(found.ok);
      assert.equal(found.value.factor, answer);
    }
  });

  it('finds the reading of random deals computed under one or two others, or those it cannot tell apart', () => {
    let told = 0;
    let asked = 0;
    const forms = ['tier', 'party', 'total'] as const;
    fc.assert(
      fc.property(
        anyDeal,
        fc.nat(999),
        fc.nat(999),
        fc.constantFrom(...forms),
        fc.boolean(),
        (raw, a, b, form, two) => {
          const parsed = parse(raw.definition, raw.flows);
          if (!parsed.ok) return;
          const own = parsed.value;
          const may = (from: typeof own, without?: string) =>
            readings.filter((r) => r.topic !== without && r.apply(from) !== null);
          const first = may(own)[a % Math.max(1, may(own).length)];
          const one = first?.apply(own);
          if (!first || !one) return;
          const others = two ? may(one, first.topic) : [];
          const second = others[b % Math.max(1, others.length)];
          const changed = second ? second.apply(one)! : one;
          const ours = run(own.definition, own.flows);
          const theirs = run(changed.definition, changed.flows);
          const claims: Claim[] =
            form === 'tier'
              ? theirs.tiers.flatMap(({ id, payments }) =>
                  payments.flatMap(({ party, amounts }) =>
                    amounts.map((amount, period) => ({ period, party, tier: id, amount })),
                  ),
                )
              : theirs.parties.flatMap(({ id, received }) =>
                  form === 'party'
                    ? received.map((amount, period) => ({ period, party: id, amount }))
                    : [{ party: id, amount: received.reduce((x, y) => x + y, 0) }],
                );
          const found = reconcile(own, claims);
          if (!found.ok) return;
          const { figures, readings: given, first: parts } = found.value;
          if (!parts) return;
          asked++;
          const names = new Set(
            [first, ...(second ? [second] : [])].map(({ topic, choice }) => `${topic} ${choice}`),
          );
          const isIt = (changes: readonly { topic: string; choice: string }[]) =>
            changes.length === names.size && changes.every((c) => names.has(`${c.topic} ${c.choice}`));
          const matching = given.filter((r) => r.matched === figures.length);
          if (matching.some(({ changes, alike }) => [changes, ...alike].some(isIt))) told++;
          const earliest = Math.min(...figures.filter((f) => !f.matches).map((f) => f.period ?? Infinity));
          assert.equal(parts.period ?? Infinity, earliest);
          assert.equal(ours.parties.length, theirs.parties.length);
        },
      ),
      { numRuns: many(400) },
    );
    assert.ok(asked > many(150), `${asked}`);
    assert.ok(told >= 0.99 * asked, `${told} of ${asked}`);
  });
});
