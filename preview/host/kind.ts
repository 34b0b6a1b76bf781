import type { WorkbookHost } from './workbook-host.ts';

/**
 * A kind of Office.js object, described by what its members do to a target in the workbook.
 * A member that is not described does not exist: using it throws `not implemented`.
 */
export interface Kind<T> {
  readonly name: string;
  readonly properties?: Readonly<Record<string, Property<T>>>;
  /** Members that cannot be undone: as one undo step, a batch that uses them is refused. */
  readonly withoutUndo?: readonly string[];
  /** Objects reached without a call, such as `range.format`. */
  readonly children?: Readonly<Record<string, Child<T>>>;
  /** Objects reached by a call, such as `range.getCell(0, 0)`. */
  readonly objects?: Readonly<Record<string, Reach<T>>>;
  readonly methods?: Readonly<Record<string, (target: T, host: WorkbookHost, ...args: never[]) => unknown>>;
  readonly events?: Readonly<Record<string, Listen<T>>>;
  /** The members of a collection. */
  readonly items?: {
    readonly kind: KindOf;
    readonly of: (target: T, host: WorkbookHost) => readonly unknown[];
  };
}

export interface Property<T> {
  readonly get?: (target: T, host: WorkbookHost) => unknown;
  readonly set?: (target: T, value: never, host: WorkbookHost) => unknown;
}

/** The name of a kind in the list of all kinds, as they refer to each other in circles; or one known only here. */
export type KindOf = string | (() => Kind<never>);

export interface Child<T> {
  readonly kind: KindOf;
  readonly at: (target: T, host: WorkbookHost) => unknown;
}

export interface Reach<T> {
  readonly kind: KindOf;
  /** Null or undefined where there is no such object. */
  readonly at: (target: T, host: WorkbookHost, ...args: never[]) => unknown;
  /** A missing object is answered with `isNullObject` instead of an error. */
  readonly orNull?: true;
}

/** Starts listening and gives the way to stop. */
export type Listen<T> = (target: T, host: WorkbookHost, fire: (event: object) => void) => () => void;
