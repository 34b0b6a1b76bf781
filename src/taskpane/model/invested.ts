import type { Input } from './request.ts';

/** What is paid in, where all of it is at the start; undefined where capital is called later, too. */
export function investedOf({ fields, sent }: Input): number | undefined {
  const investment = fields.find((f) => f.spec.id === 'investment_amount')?.value;
  const isCalledLater = sent.some(({ period, amount }) => period > 0 && (amount ?? 0) < 0);
  return typeof investment === 'number' && !isCalledLater ? investment : undefined;
}
