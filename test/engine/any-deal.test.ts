import assert from 'node:assert/strict';
import fc from 'fast-check';
import { distribute, parse, run, total, traceOf } from '../../src/engine/index.ts';
import { anyDeal } from './any-deal.ts';

/** Runs `law` on the deals that parse. */
const forAnyDeal = (
  law: (
    deal: ReturnType<typeof parse> & { ok: true },
    given: { definition: unknown; flows: unknown },
  ) => void,
): void =>
  fc.assert(
    fc.property(anyDeal, (given) => {
      const parsed = parse(given.definition, given.flows);
      if (parsed.ok) law(parsed, given);
    }),
    { numRuns: 1000 },
  );

const numbersOf = (value: unknown, path = ''): [string, number][] => {
  if (typeof value === 'number') return [[path, value]];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) => numbersOf(part, `${path}.${key}`));
};

describe('any definition that parses', () => {
  it('runs to finite numbers and meets every check', () => {
    forAnyDeal(({ value }) => {
      const result = run(value.definition, value.flows);
      for (const [path, number] of numbersOf(result)) assert.ok(Number.isFinite(number), path);
      for (const check of result.checks) assert.ok(check.pass, JSON.stringify(check));
    });
  });

  it('pays nothing below zero, unrounded', () => {
    forAnyDeal(({ value }) => {
      if (value.definition.options.rounding !== undefined) return;
      for (const column of distribute(value.definition, value.flows).received)
        for (const amount of column) assert.ok(amount >= -1e-9, String(amount));
    });
  });

  it('is traced without a change, and the trace adds up to what each party received', () => {
    forAnyDeal(({ value: { definition, flows } }) => {
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
});
