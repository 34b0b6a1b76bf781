/**
 * Where a program keeps its numbers: one array of doubles. What stands where is settled once, when it is compiled.
 * A place holds one double for each lane, side by side: a batch runs as many scenarios at once as it has lanes, all else
 * has one. Lane l of a place is at `place + l`, entry k of a column at `column + k * lanes + l`.
 */
import { InvariantError } from '../issue.ts';

export type State = Float64Array;

export interface Layout {
  readonly lanes: number;
  /** Places that stay as they are between runs: what is bound or loaded. They all come before the first slot. */
  numbers(n: number): number;
  /** Places that are 0 when a run starts: balances, sums and columns. */
  slots(n: number): number;
  /** The array, once everything has its place. */
  state(): State;
  clear(state: State): void;
}

export const MOST_LANES = 32;
/**
 * Places that every state has: by lane the cash that is left for the next step of a list, what a step takes of it, and
 * what a payee gets of that and what the others have yet to get; and the general partner's own part of what comes in. (A double that a function takes or
 * gives would be an object on the heap.)
 */
export const LEFT = 0;
export const TAKEN = MOST_LANES;
export const PAID = 2 * MOST_LANES;
export const REST = 3 * MOST_LANES;
export const PART = 4 * MOST_LANES;

export function openLayout(lanes: number): Layout {
  let numbers = PART + 1;
  let slots = 0;
  return {
    lanes,
    numbers(n) {
      if (slots > 0) throw new InvariantError('a number behind the first slot');
      numbers += n * lanes;
      return numbers - n * lanes;
    },
    slots(n) {
      slots += n * lanes;
      return numbers + slots - n * lanes;
    },
    state: () => new Float64Array(numbers + slots),
    clear: (state) => void state.fill(0, numbers),
  };
}

/** The place of a column that is not kept. */
export const NONE = -1;

/** Adds to a column, where it is kept; only records keep them, and have one lane. */
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

export function setTo(s: State, balance: number, value: number, lanes = 1): void {
  const size = Math.abs(value);
  const largest = balance + lanes;
  if (size > s[largest]!) s[largest] = size;
  // What has grown beyond any number stays so: it is told, not lost.
  s[balance] = size <= 1e-12 * s[largest]! && size < Infinity ? 0 : value;
}

/** Of a program with one lane. */
export function move(s: State, balance: number, by: number): void {
  setTo(s, balance, s[balance]! + by);
}

function shift(s: State, balance: number, by: number, lanes: number, sign: 1 | -1): void {
  for (let l = 0; l < lanes; l++) setTo(s, balance + l, s[balance + l]! + sign * s[by + l]!, lanes);
}

/** Adds by lane what stands at the place `by`. */
export function raise(s: State, balance: number, by: number, lanes: number): void {
  shift(s, balance, by, lanes, 1);
}

/** Takes off by lane what stands at the place `by`. */
export function lower(s: State, balance: number, by: number, lanes: number): void {
  shift(s, balance, by, lanes, -1);
}

/** The same in all lanes. */
export function fill(s: State, place: number, amount: number, lanes: number): void {
  for (let l = 0; l < lanes; l++) s[place + l] = amount;
}

/** Of what is owed by lane, in `TAKEN`, takes what the cash that is left allows; whether that is anything. */
export function take(s: State, lanes: number): boolean {
  const [left, taken] = [LEFT, TAKEN];
  let any = false;
  for (let l = 0; l < lanes; l++) {
    const amount = Math.min(s[left + l]!, s[taken + l]!);
    s[taken + l] = amount;
    s[left + l]! -= amount;
    if (amount > 0) any = true;
  }
  return any;
}

/** Puts by lane what stands at `from`. */
export function copy(s: State, place: number, from: number, lanes: number): void {
  for (let l = 0; l < lanes; l++) s[place + l] = s[from + l]!;
}

/** Whether any lane has cash left. */
export function isLeft(s: State, lanes: number): boolean {
  for (let l = 0; l < lanes; l++) if (s[LEFT + l]! > 0) return true;
  return false;
}

/** What a sum of the size `of` leaves, or nothing where that is only the noise of doubles. */
export const unlessNoise = (left: number, of: number): number => (left <= 1e-12 * Math.abs(of) ? 0 : left);
