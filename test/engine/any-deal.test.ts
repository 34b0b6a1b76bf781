import assert from 'node:assert/strict';
import { many } from '../support/many.ts';
import { compile, distribute, parse, run, traceOf } from '../../src/engine/index.ts';
import { forAnyDeal } from './for-any-deal.ts';

const lawOf = (law: Parameters<typeof forAnyDeal>[1]): void => forAnyDeal(many(1000), law);

const numbersOf = (value: unknown, path = ''): [string, number][] => {
  if (typeof value === 'number') return [[path, value]];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) => numbersOf(part, `${path}.${key}`));
};

/** Other rates, multiples, sums, bounds and shares of classes in a definition of the same form. */
function withOtherNumbers(definition: object): object {
  const rates = new Set([
    'rate',
    'spread',
    'promote',
    'multiple',
    'target',
    'opening',
    'amount',
    'min',
    'max',
    'feeDiscount',
  ]);
  const other = JSON.parse(JSON.stringify(definition), function (this: object, key: string, value: unknown) {
    return typeof value === 'number' && rates.has(key) ? value * 0.75 : value;
  }) as { classes: { share: number }[] };
  const [first, second] = other.classes;
  if (second) {
    second.share += first!.share / 4;
    first!.share *= 0.75;
  }
  return other;
}

const total = (column: ArrayLike<number>): number => Array.from(column).reduce((a, b) => a + b, 0);

describe('any definition that parses', () => {
  it('runs to finite numbers and meets every check', () => {
    lawOf(({ value }) => {
      const result = run(value.definition, value.flows);
      for (const [path, number] of numbersOf(result)) assert.ok(Number.isFinite(number), path);
      for (const check of result.checks) assert.ok(check.pass, JSON.stringify(check));
    });
  });

  it('pays nothing below zero, unrounded', () => {
    lawOf(({ value }) => {
      if (value.definition.options.rounding !== undefined) return;
      for (const column of distribute(value.definition, value.flows).received)
        for (const amount of column) assert.ok(amount >= -1e-9, String(amount));
    });
  });

  it('pays the same in whatever order its flows are told', () => {
    lawOf(({ value: { definition, flows } }) => {
      // A cent that is left over may fall to another.
      if (definition.options.rounding !== undefined) return;
      const turned = {
        ...flows,
        contributions: flows.contributions.toReversed(),
        cash: flows.cash.toReversed(),
      };
      const [told, other] = [flows, turned].map((each) => distribute(definition, each).received);
      const scale = 1 + total(flows.contributions.map((c) => c.amount)) + total(told!.map(total));
      told!.forEach((column, party) =>
        column.forEach((amount, k) => {
          const differs = Math.abs(amount - other![party]![k]!);
          assert.ok(differs <= 1e-9 * scale, `party ${party}, period ${k}: ${amount}, ${other![party]![k]!}`);
        }),
      );
    });
  });

  it('rolls each balance forward, whatever kind of tier it belongs to', () => {
    const seen = new Map<string, number>();
    lawOf(({ value: { definition, flows } }) => {
      const { tiers, parties, contributions, cash } = run(definition, flows);
      const { apportion, dealByDeal, hurdleOn } = definition.options;
      const oneBook = apportion === 'none' && dealByDeal === 'none';
      const given = new Map(definition.pots.flatMap((pot) => pot.tiers).map((tier) => [tier.id, tier]));
      /** A hurdle goes down by all that its class, or everybody, received from whichever tier. */
      const paidOf = (t: (typeof tiers)[number]): readonly number[] => {
        const tier = given.get(t.id)!;
        if (tier.kind !== 'hurdle') return t.paid;
        const whose = parties.filter((p) => hurdleOn === 'project' || p.id === tier.of);
        return t.paid.map((_, k) => total(whose.map((p) => p.received[k]!)));
      };
      for (const t of tiers) {
        const tier = given.get(t.id)!;
        if (tier.kind === 'hurdle' && (!oneBook || tier.neverNegative)) continue;
        // Tiers that return the same capital have one balance between them; in a slice all return its class's.
        const capital = [...given.values()].filter((other) => other.kind === 'returnOfCapital');
        if (tier.kind === 'returnOfCapital' && capital.length > 1) continue;
        const paid = paidOf(t);
        // A balance that grows by itself may be larger than all cash.
        const size = 1 + total(contributions) + total(cash) + Math.max(...t.closing.map(Math.abs));
        t.closing.forEach((closing, k) => {
          const before = k ? t.closing[k - 1]! : t.opening[0]!;
          const gone = tier.kind === 'reserve' ? t.drawn[k]! - paid[k]! : paid[k]!;
          const rolled =
            t.opening[k]! + t.added[k]! + t.accrued[k]! - gone - t.lapsed[k]! - t.capitalised[k]!;
          const right = t.hasBalance ? closing : rolled;
          assert.ok(
            Math.abs(rolled - right) <= 1e-9 * size,
            `${t.id}, period ${k}: ${rolled}, not ${closing}`,
          );
          assert.equal(t.opening[k], before, `${t.id} opens period ${k}`);
        });
        if (t.hasBalance) seen.set(t.kind, (seen.get(t.kind) ?? 0) + 1);
      }
    });
    for (const kind of ['returnOfCapital', 'preferredReturn', 'hurdle', 'amount', 'reserve'])
      assert.ok((seen.get(kind) ?? 0) >= Math.floor(many(1000) / 40), `${kind}: ${seen.get(kind)}`);
  });

  it('is traced without a change, and the trace adds up to what each party received', () => {
    lawOf(({ value: { definition, flows } }) => {
      const trace = traceOf(definition, flows);
      const traced = distribute(definition, flows);
      const size = 1 + total(traced.cash);
      traced.parties.forEach((party, p) => {
        const paid = trace.flatMap((s) => s.payments.filter((x) => x.party === party).map((x) => x.amount));
        assert.ok(Math.abs(total(paid) - total(traced.received[p]!)) < 1e-9 * size, party);
      });
      for (const { turn, owed, available, payments } of trace) {
        const paid = total(payments.map((x) => x.amount));
        if (definition.options.rounding === undefined)
          assert.ok(
            paid <= Math.min(owed, available) * (1 + 1e-9) + 1e-9,
            `${turn} ${paid} ${owed} ${available}`,
          );
      }
    });
  });

  it('runs on a program bound to other numbers as on one of its own', () => {
    lawOf(({ value: { definition, flows } }, given) => {
      const other = parse(withOtherNumbers(given.definition as object), given.flows);
      if (!other.ok) return;
      const program = compile(definition, flows);
      program.bind(definition);
      program.load(flows);
      program.bind(other.value.definition);
      program.run(null);
      const own = distribute(other.value.definition, flows);
      const size = 1 + total(own.cash);
      const near = (a: ArrayLike<number>, b: ArrayLike<number>, what: string) => {
        for (let k = 0; k < a.length; k++)
          assert.ok(Math.abs(a[k]! - b[k]!) <= 1e-9 * size, `${what}, period ${k}: ${a[k]} and ${b[k]}`);
      };
      own.parties.forEach((party, p) => {
        near(program.record.received[p]!, own.received[p]!, `received by ${party}`);
        near(program.record.contributed[p]!, own.contributed[p]!, `paid in by ${party}`);
      });
      for (const what of ['carry', 'fees', 'recycled', 'unreturned'] as const)
        near(program.record[what], own[what], what);
      own.tiers.forEach(({ tier, closing }, i) => near(program.record.tiers[i]!.closing, closing, tier.id));
    });
  });
});
