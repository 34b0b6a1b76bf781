import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { distribute, parse, run, type Result } from '../../src/engine/index.ts';

/** By what it is, the amounts of its periods; those that are not there are 0. */
type Columns = Readonly<Record<string, Readonly<Record<string, number>>>>;
interface Deal {
  readonly touches: readonly string[];
  readonly definition: { readonly tiers?: readonly object[] };
  readonly flows: {
    readonly contributions: readonly { readonly amount: number }[];
    readonly deals?: readonly { readonly cost: number; readonly expenses?: number }[];
  };
  readonly columns: Columns;
  readonly measures?: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
  readonly clawback?: readonly (Readonly<Record<'period' | 'received' | 'entitlement' | 'amount', number>> & {
    readonly investorShortfall: { readonly before: number; readonly after: number };
  })[];
}
const { deals } = JSON.parse(
  readFileSync(new URL('../cases/random-deals.json', import.meta.url), 'utf8'),
) as { deals: readonly Deal[] };

/** Every amount of a run under the names of the cases. */
function columnsOf(definition: unknown, flows: unknown): Record<string, Float64Array> {
  const parsed = parse(definition, flows);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  const record = distribute(parsed.value.definition, parsed.value.flows);
  const { parties, tiers, carry, fees, recycled } = record;
  const found: Record<string, Float64Array> = { carry, fees, recycled };
  parties.forEach((party, p) => (found[`received by ${party}`] = record.received[p]!));
  for (const { tier, payments, paid, drawn } of tiers)
    if (tier.kind === 'reserve') found[`${tier.id} to @reserve`] = paid.map((x, k) => x - drawn[k]!);
    else
      payments.forEach((amounts, p) => {
        if (amounts) found[`${tier.id} to ${parties[p]!}`] = amounts;
      });
  return found;
}

function runOf({ definition, flows }: Deal): Result {
  const parsed = parse(definition, flows);
  assert.ok(parsed.ok);
  return run(parsed.value.definition, parsed.value.flows);
}

/** @param tolerance of the figure, and absolute below 1 */
function near(found: number | null, right: number | null, tolerance: number, what: string): void {
  const same =
    right === null || found === null
      ? found === right
      : Math.abs(found - right) <= tolerance * (1 + Math.abs(right));
  assert.ok(same, `${what}: ${found}, not ${right}`);
}

describe('Random deals pay what an independent engine pays', () => {
  it('every party from every tier in every period', () => {
    for (const [i, { touches, definition, flows, columns }] of deals.entries()) {
      const capital = (flows.deals ?? []).reduce(
        (sum, d) => sum + d.cost + (d.expenses ?? 0),
        flows.contributions.reduce((sum, c) => sum + c.amount, 1),
      );
      const found = columnsOf(definition, flows);
      for (const name of new Set([...Object.keys(found), ...Object.keys(columns)]))
        (found[name] ?? new Float64Array(0)).forEach((amount, k) => {
          const right = columns[name]?.[k] ?? 0;
          assert.ok(
            Math.abs(amount - right) <= 1e-9 * capital,
            `deal ${i} (${touches.join(', ')}), ${name}, period ${k}: ${amount}, not ${right}`,
          );
        });
      for (const name of Object.keys(columns)) assert.ok(found[name], `deal ${i}: no ${name}`);
    }
  });

  it('with the measures of the deal and of every party, where nothing is valued', () => {
    let compared = 0;
    for (const [i, deal] of deals.entries()) {
      if (!deal.measures) continue;
      const { project, parties } = runOf(deal);
      for (const [of, measures] of Object.entries(deal.measures)) {
        const own = of === 'net' ? project : parties.find((p) => p.id === of)!.measures;
        for (const [name, right] of Object.entries(measures)) {
          const found =
            (name === 'ksPme' ? own.pme?.ks : own[name as keyof typeof own]) ?? own.pme?.[name as never];
          near((found as number | null | undefined) ?? null, right, 1e-8, `deal ${i}, ${name} of ${of}`);
          compared++;
        }
      }
    }
    assert.ok(compared > 1000, `${compared}`);
  });

  it('and give back what it takes back', () => {
    let compared = 0;
    for (const [i, deal] of deals.entries())
      deal.clawback?.forEach(({ investorShortfall, ...entry }, e) => {
        const found = runOf(deal).clawback!.entries[e]!;
        for (const name of ['period', 'received', 'entitlement', 'amount'] as const)
          near(found[name], entry[name], 1e-7, `deal ${i}, ${name} of entry ${e}`);
        for (const when of ['before', 'after'] as const)
          near(found.investorShortfall[when], investorShortfall[when], 1e-7, `deal ${i}, shortfall ${when}`);
        compared++;
      });
    assert.ok(compared > 20, `${compared}`);
  });
});
