/** Coverage tests: what they read, and whether a tier passes. */
import type { Operand, When } from '../definition.ts';
import { LEFT, type State } from './state.ts';

/** Where a test finds its operands. */
export interface Operands {
  owedTo(s: State, tier: string): number;
  held(s: State, reserve: string): number;
  unreturned(s: State, party: string): number;
}

type Read = (s: State, id: string) => number;
function sumOver(s: State, ids: string | readonly string[], read: Read): number {
  if (typeof ids === 'string') return read(s, ids);
  let sum = 0;
  for (const id of ids) sum += read(s, id);
  return sum;
}

/** What an operand stands at; `cash` is what enters the tiers of the pot. */
export function readOperand(s: State, operand: Operand, operands: Operands): number {
  if (operand === 'cash') return s[LEFT]!;
  if (typeof operand === 'number') return operand;
  if ('owed' in operand) return sumOver(s, operand.owed, operands.owedTo);
  if ('reserve' in operand) return operands.held(s, operand.reserve);
  return sumOver(s, operand.unreturned, operands.unreturned);
}

/** What a test reads; `NaN` where its denominator is zero, which passes. */
export function readTest(s: State, when: When, operands: Operands): number {
  const value = readOperand(s, when.of, operands);
  if (when.over === undefined) return value;
  const over = readOperand(s, when.over, operands);
  return over === 0 ? NaN : value / over;
}

export const passes = ({ min = -Infinity, max = Infinity }: When, value: number): boolean =>
  value !== value || (value >= min && value <= max);
