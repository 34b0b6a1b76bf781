/** An investment among the terms beside cash that begins with an outlay: the cash holds, and the other figure is told. */
import type { Findings } from './findings.ts';
import type { Flow, Term } from './model.ts';

export function noteInvestment(terms: readonly Term[], flows: readonly Flow[], findings: Findings): void {
  const given = terms.find((t) => t.id === 'investment_amount');
  const [first] = flows;
  if (!given || first?.period !== 0 || first.amount === null || first.amount >= 0) return;
  const paidIn = flows.reduce((sum, { amount }) => sum + Math.max(0, -(amount ?? 0)), 0);
  const isSame = (amount: number) => Math.abs(amount - Number(given.value)) <= 1e-9 * amount;
  if (isSame(-first.amount) || isSame(paidIn)) return;
  const params = { received: Number(given.value), amount: -first.amount, other: first.cell };
  findings.note('termNotUsed', { address: given.cell }, params, 'warning', given.sheet, 'investmentNotUsed');
}
