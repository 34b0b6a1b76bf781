/**
 * Scenarios that wait for the batch, so that those alike run side by side. Lanes that go the same ways through the tiers
 * take about a third less time; what comes of a scenario does not hang on its neighbours.
 */
import type { Batch } from '../batch/batch.ts';
import type { Definition } from '../definition.ts';

export interface Rows {
  /** How many may wait. */
  readonly size: number;
  /** Keeps the batch's row as it stands, and terms, as row n. */
  keep(n: number, terms: Definition): void;
  /** Numbers of the first n rows, those that have their capital back early first. */
  order(n: number): Uint32Array;
  /** Puts row n into the batch. */
  put(n: number): void;
}

/** Doubles that may wait. */
const MOST_WAITING = 1_000_000;

/** @param most scenarios of a block */
export function openRows(batch: Batch, capital: number, most: number): Rows {
  const width = batch.row.length;
  const blocks = Math.floor(Math.min(most, MOST_WAITING / width) / batch.size);
  // Alone in its lane a scenario has no neighbours.
  const size = batch.size === 1 ? 1 : batch.size * Math.max(1, blocks);
  const rows = new Float64Array(size * width);
  const terms = new Array<Definition | null>(size).fill(null);
  const { length } = batch.cash[0]![0]!;
  const steps = 16;
  const place = new Uint16Array(size);
  const starts = new Uint32Array(length * steps + 2);
  const order = new Uint32Array(size);
  const cash = batch.cash.flat();

  /** When the cash to date comes to the capital, in sixteenths of a period. */
  function placeOf(): number {
    let left = capital;
    for (let k = 0; k < length; k++) {
      let now = 0;
      for (let c = 0; c < cash.length; c++) now += cash[c]![k]!;
      if (now >= left && now > 0) return Math.max(0, Math.floor(steps * (k + left / now)));
      left -= now;
    }
    return length * steps;
  }
  return {
    size,
    keep(n, own) {
      rows.set(batch.row, n * width);
      terms[n] = own;
      place[n] = size === 1 ? 0 : Math.min(length * steps, placeOf());
    },
    order(n) {
      starts.fill(0);
      for (let i = 0; i < n; i++) starts[place[i]! + 1]!++;
      for (let p = 1; p < starts.length; p++) starts[p]! += starts[p - 1]!;
      for (let i = 0; i < n; i++) order[starts[place[i]!]!++] = i;
      return order;
    },
    put(n) {
      batch.bind(terms[n]!);
      batch.put(rows, n * width);
    },
  };
}
