import { InvariantError } from './issue.ts';
import type { Definition, Timeline } from './definition.ts';

/** The general partner: a party that always exists, and a class when it puts capital in. */
export const GP = 'gp';

/**
 * What every tier reads and writes: capital accounts and cash received, by party.
 * Parties are numbered: the classes in order, then `gp` unless it is a class, then the others.
 */
export interface Books {
  readonly timeline: Timeline;
  readonly parties: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Indices of the classes other than the general partner's own. */
  readonly investors: readonly number[];
  readonly gp: number;
  /** Capital not yet paid back, return that joined capital included. */
  readonly unreturned: Float64Array;
  /** Contributions since capital was last fully back. */
  readonly original: Float64Array;
  readonly contributed: Float64Array;
  /** Counted in `unreturned` and `counted` from the start, but paid in later (`lateCall: recompute`). */
  readonly pending: Float64Array;
  /** Capital the catch-up counts: contributed, and pending. */
  readonly counted: Float64Array;
  /** Cash received from anything. */
  readonly received: Float64Array;
}

export function openBooks(definition: Definition, timeline: Timeline): Books {
  const parties = partyIds(definition);
  const indexOf = new Map(parties.map((id, i) => [id, i]));
  const zeros = () => new Float64Array(parties.length);
  return {
    timeline,
    parties,
    indexOf,
    investors: definition.classes.flatMap((c, i) => (c.id === GP ? [] : [i])),
    gp: indexOf.get(GP)!,
    unreturned: zeros(),
    original: zeros(),
    contributed: zeros(),
    pending: zeros(),
    counted: zeros(),
    received: zeros(),
  };
}

/** Ids of all parties in their order. */
export function partyIds(definition: Pick<Definition, 'classes' | 'parties'>): string[] {
  return [...new Set([...definition.classes.map((c) => c.id), GP, ...definition.parties.map((p) => p.id)])];
}

export function partyIndex(books: Books, id: string): number {
  const index = books.indexOf.get(id);
  if (index === undefined) throw new InvariantError(`no party ${id}`);
  return index;
}

export function sumOf(values: ArrayLike<number>, at: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < at.length; i++) sum += values[at[i]!]!;
  return sum;
}
