/** Coverage tests: what they read, and whether a tier passes. */
import type { Operand, When } from '../definition.ts';

/** Where a test finds its operands. */
export interface Operands {
  owedTo(tier: string): number;
  held(reserve: string): number;
  unreturned(party: string): number;
}

function sumOver(ids: string | readonly string[], amount: (id: string) => number): number {
  if (typeof ids === 'string') return amount(ids);
  let sum = 0;
  for (const id of ids) sum += amount(id);
  return sum;
}

/** What an operand stands at; `cash` is what enters the tiers of the pot. */
export function readOperand(operand: Operand, cash: number, operands: Operands): number {
  if (operand === 'cash') return cash;
  if (typeof operand === 'number') return operand;
  if ('owed' in operand) return sumOver(operand.owed, operands.owedTo);
  if ('reserve' in operand) return operands.held(operand.reserve);
  return sumOver(operand.unreturned, operands.unreturned);
}

/** What a test reads; `NaN` where its denominator is zero, which passes. */
export function readTest(when: When, cash: number, operands: Operands): number {
  const value = readOperand(when.of, cash, operands);
  if (when.over === undefined) return value;
  const over = readOperand(when.over, cash, operands);
  return over === 0 ? NaN : value / over;
}

export const passes = ({ min = -Infinity, max = Infinity }: When, value: number): boolean =>
  value !== value || (value >= min && value <= max);
