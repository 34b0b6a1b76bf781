/** What a kind of job is: how its request is read, and how its work is cut into pieces and put together again. */
import type * as z from 'zod';
import type { Locale } from '../../../src/engine/definition.ts';
import type { Parsed } from '../../../src/engine/index.ts';

/**
 * A kind of job. A plan and a part are plain data that can be sent to another thread. Pieces depend on the plan alone and
 * are put together in whatever order they come, so that any number of threads and workers gives the same bits.
 */
export interface Kind<Plan, Part> {
  /** Bounds and shape of its request; the deal is in `request`. */
  readonly schema: z.ZodType;
  /** What it gives, once worded. */
  readonly result: z.ZodType;
  /** @param body what the schema took */
  read(body: never): Parsed<Plan>;
  /** Scenarios of each piece. */
  sizes(plan: Plan): readonly number[];
  /** Opens a plan on a thread; the pieces of a plan are then computed one by one. */
  open(plan: Plan): (piece: number) => Parsed<Part>;
  together(plan: Plan): Together<Part>;
  /** A result in the language of who asks; the same in all where left out. */
  worded?(result: never, locale: Locale): object;
}

/** The pieces of a job as they come. */
export interface Together<Part> {
  add(piece: number, part: Part): void;
  /** What all pieces give; plain JSON data. */
  result(): Parsed<object>;
  /** What those that have come give already, where that says something. */
  soFar?(): object;
}

/** Cuts `count` scenarios into pieces of at most `size`. */
export const cut = (count: number, size: number): readonly number[] =>
  Array.from({ length: Math.ceil(count / size) }, (_, i) => Math.min(size, count - i * size));
