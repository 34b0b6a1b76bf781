import type { Issue, Text } from '../engine/index.ts';
import type { Question, ReadLine, Role, Status } from './read/index.ts';

/** A fault or doubt at a cell. Errors stop a run, warnings say what was done instead. */
export interface CellIssue {
  readonly severity: 'error' | 'warning';
  /** A code of the engine or of the reader; worded by the catalogue (`cellIssueMessage`). */
  readonly code: Issue['code'] | ReadingCode;
  /** A1 address without the sheet, e.g. `C6`. */
  readonly cell: string;
  readonly received?: unknown;
  readonly params?: Readonly<Record<string, string | number>>;
  /** In words, where the reader found them. */
  readonly message?: Text;
  /** The rate to write into which cell to mend it, when there is no doubt. */
  readonly repair?: { readonly cell: string; readonly value: number };
}

export type ReadingCode =
  | 'read'
  | 'emptySelection'
  | 'noAmounts'
  | 'textForAmount'
  | 'errorForAmount'
  | 'numberAsText'
  | 'leftOut'
  | 'yearMissing'
  | 'blankIsZero'
  | 'unknownTerm'
  | 'duplicateTerm'
  | 'datesBackwards'
  | 'rateLooksLikePercent'
  | 'termMissing'
  | 'lengthsDiffer'
  | 'closingDateMissing'
  | 'dealWithoutCost'
  | 'duplicateDeal'
  | 'columnsDiffer'
  | 'unknownMode'
  | 'modeTwice'
  | 'termNotTaken';

/** One flow as read: `amount` is null where its cell cannot be read. */
export interface ReadFlow {
  /** 0..N in the order read, or the year printed beside it. */
  readonly period: number;
  /** Excel serial day, when dates stand beside the amounts. */
  readonly date?: number;
  readonly amount: number | null;
  readonly cell: string;
  /** Read with a warning. */
  readonly doubtful?: boolean;
  /** The text or error that stands in the cell, when amount is null. */
  readonly error?: string;
}

export interface ReadTerm {
  /** Id of the term (`hurdle_rate`), `unit`, `mode`, or `investment_target`. */
  readonly id: string;
  /** Rates are fractions. */
  readonly value: number | string;
  /** ISO date or period from which the rate stands, where it changes over time. */
  readonly from?: string | number;
  readonly cell: string;
}

/** Cash of one deal or pot: a line of amounts with its name. */
export interface Source {
  readonly name: string;
  readonly flows: readonly ReadFlow[];
}

/** What the user said of a range: answers by the id of their question, roles by the range of their line. */
export interface Said {
  readonly answers: Readonly<Record<string, string>>;
  readonly roles: Readonly<Record<string, Role>>;
}

/** What was understood of a selection. */
export interface Reading {
  readonly sheet: string;
  /** Address of the whole selection, e.g. `B2:C13`. */
  readonly address: string;
  /** Period 0 first when the selection holds the investment as a leading negative amount. */
  readonly flows: readonly ReadFlow[];
  readonly dated: boolean;
  /** What a period is, without dates. */
  readonly unit?: 'year' | 'quarter' | 'month';
  /** All lines of amounts, where there are several: `flows` are the last of them. */
  readonly sources?: readonly Source[];
  readonly terms: readonly ReadTerm[];
  /** Address of the terms block, when there is one. */
  readonly termsAddress?: string;
  readonly issues: readonly CellIssue[];
  /** What was done or left out, where it needs no second look. */
  readonly notes?: readonly { readonly range: string; readonly message: Text }[];
  /** A run takes it only where it is ready. */
  readonly status?: Status;
  readonly lines?: readonly ReadLine[];
  readonly questions?: readonly Question[];
  readonly said?: Said;
}
