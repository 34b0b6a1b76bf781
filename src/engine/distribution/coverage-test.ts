/** Coverage tests: what they read, and whether a tier passes. */
import type { Operand, When } from '../definition.ts';

/** Where a test finds its operands. */
export interface Operands {
  owedTo(tier: string): number;
  held(reserve: string): number;
  unreturned(party: string): number;
}

/** What an operand stands at; `cash` is what enters the tiers of the pot. */
export function readOperand(operand: Operand, cash: number, operands: Operands): number {
  if (operand === 'cash') return cash;
  if (typeof operand === 'number') return operand;
  if ('owed' in operand) return [operand.owed].flat().reduce((sum, id) => sum + operands.owedTo(id), 0);
  if ('reserve' in operand) return operands.held(operand.reserve);
  return [operand.unreturned].flat().reduce((sum, id) => sum + operands.unreturned(id), 0);
}

/** What a test reads; null where its denominator is zero, which passes. */
export function readTest(when: When, cash: number, operands: Operands): number | null {
  const value = readOperand(when.of, cash, operands);
  if (when.over === undefined) return value;
  const over = readOperand(when.over, cash, operands);
  return over === 0 ? null : value / over;
}

export const passes = ({ min = -Infinity, max = Infinity }: When, value: number | null): boolean =>
  value === null || (value >= min && value <= max);
