/**
 * Where a program keeps its numbers: one array of doubles. What stands where is settled once, when it is compiled;
 * a place is the number of its first double.
 */
import { InvariantError } from '../issue.ts';

export type State = Float64Array;

export interface Layout {
  /** Places that stay as they are between runs: what is bound or loaded. They all come before the first slot. */
  numbers(n: number): number;
  /** Places that are 0 when a run starts: balances, sums and columns. */
  slots(n: number): number;
  /** The array, once everything has its place. */
  state(): State;
  clear(state: State): void;
}

/**
 * Two places that every state has: the cash that is left for the next step of a list, and the general partner's own part
 * of what comes in. A double that a function takes or gives would be an object on the heap.
 */
export const LEFT = 0;
export const PART = 1;

export function openLayout(): Layout {
  let numbers = 2;
  let slots = 0;
  return {
    numbers(n) {
      if (slots > 0) throw new InvariantError('a number behind the first slot');
      numbers += n;
      return numbers - n;
    },
    slots(n) {
      slots += n;
      return numbers + slots - n;
    },
    state: () => new Float64Array(numbers + slots),
    clear: (state) => void state.fill(0, numbers),
  };
}

/** The place of a column that is not kept. */
export const NONE = -1;

/** Adds to a column, where it is kept. */
export function add(s: State, column: number, k: number, amount: number): void {
  if (column !== NONE) s[column + k]! += amount;
}

/** Not below zero; what is no number stays so. */
export const positive = (x: number): number => (x < 0 ? 0 : x);

/**
 * Balances that know zero. A balance is two places, its value and the largest absolute value it has had: within 1e-12
 * of that it is zero, at once and for every reader. 1.00 repaid as 0.70 and 0.30 leaves nothing.
 */
export const BALANCE = 2;
const ZERO = 1e-12;

export function setTo(s: State, balance: number, value: number): void {
  const size = Math.abs(value);
  if (size > s[balance + 1]!) s[balance + 1] = size;
  // What has grown beyond any number stays so: it is told, not lost.
  s[balance] = size <= ZERO * s[balance + 1]! && size < Infinity ? 0 : value;
}

export function move(s: State, balance: number, by: number): void {
  setTo(s, balance, s[balance]! + by);
}

/** What a sum of the size `of` leaves, or nothing where that is only the noise of doubles. */
export const unlessNoise = (left: number, of: number): number => (left <= ZERO * Math.abs(of) ? 0 : left);
