import type { Program } from './distribution/program.ts';
import type { Check } from './result.ts';
import { totalRecorded } from './returns/measures.ts';

/** The identities a run must meet, each within rounding of the sums it compares. */
export function checksOf({ record, ledgers, state }: Program): Check[] {
  const { tiers, parties } = record;
  const reserves = tiers.filter((t) => t.tier.kind === 'reserve');
  const opening = reserves.reduce((sum, s) => sum + s.opening[0]!, 0);
  const cash = totalRecorded(record.cash) + opening;
  const withheld = reserves.reduce(
    (sum, s) => sum + s.closing[s.closing.length - 1]!,
    totalRecorded(record.fees) + totalRecorded(record.recycled) + totalRecorded(record.borne),
  );
  const paidByTiers = tiers.reduce(
    (sum, s) => (s.tier.kind === 'reserve' ? sum : sum + totalRecorded(s.paid)),
    totalRecorded(record.gpSlice),
  );
  const toParties = record.received.reduce((sum, r) => sum + totalRecorded(r), 0);
  const check = (id: Check['id'], left: number, right: number): Check => {
    const difference = left - right;
    return {
      id,
      left,
      right,
      difference,
      pass: Math.abs(difference) <= 1e-9 * (1 + Math.abs(left) + Math.abs(right)),
    };
  };
  const capital = tiers.filter((t) => t.tier.kind === 'returnOfCapital');
  const returned = parties.map((_, p) => p);
  const over = (amount: (ledger: (typeof ledgers)[number], party: number) => number) =>
    ledgers.reduce(
      (sum, ledger) => returned.reduce((s, p) => (ledger.returns(p) ? s + amount(ledger, p) : s), sum),
      0,
    );
  return [
    check('cashIsPaid', cash - withheld, toParties),
    check('tiersArePaid', paidByTiers, cash - withheld),
    ...(capital.length
      ? [
          check(
            'capitalCloses',
            capital.reduce((sum, s) => sum + totalRecorded(s.paid), 0) +
              over((l, p) => l.unreturnedOf(state, p)),
            over((l, p) => l.contributedOf(state, p)) + totalRecorded(record.capitalised),
          ),
        ]
      : []),
  ];
}
