/** What a kind of job is: how its request is read, and how its work is cut into pieces and put together again. */
import type * as z from 'zod';
import type { Locale } from '../../../src/engine/definition.ts';
import type { Parsed } from '../../../src/engine/index.ts';

/** How a job is asked for, and how it answers. A plan is plain data that can be sent to another thread. */
export interface Kind<Plan> {
  /** Bounds and shape of its request; the deal is in `request`. */
  readonly schema: z.ZodType;
  /** What it gives, once worded. */
  readonly result: z.ZodType;
  /** @param body what the schema took */
  read(body: never): Parsed<Plan>;
  /** Scenarios of each piece. */
  sizes(plan: Plan): readonly number[];
  /** A result in the language of who asks; the same in all where left out. */
  worded?(result: never, locale: Locale): object;
}

/**
 * The work of a job. A part is plain data too. Pieces depend on the plan alone and are put together in whatever order they
 * come, so that any number of threads and workers gives the same bits. Its files do without schemas: they would make a third
 * of what a thread loads before its first piece.
 */
export interface Pieces<Plan, Part> {
  /** Opens a plan on a thread; the pieces of a plan are then computed one by one. */
  open(plan: Plan): (piece: number) => Parsed<Part>;
  together(plan: Plan): Together<Part>;
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
