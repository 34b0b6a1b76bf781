import type { Text } from '../engine/index.ts';
import type { CellValue } from './grid.ts';
import type { Question, ReadLine, Status } from './read/index.ts';
import type { ReadTerm } from './reading.ts';

/** What a workbook was read as: terms and flows with their cells, a request ready to run, and every fault at its cell. */
export interface WorkbookReading {
  /** Anything but `ready` is not to be run: a question is open, or a fault stands in the way. */
  readonly status: Status;
  /** What was made of each line of the table that the flows were taken from. */
  readonly lines: readonly ReadLine[];
  /** A hundred at most. Each is among the faults, too, so that a client that reads only the faults sees what is open. */
  readonly questions: readonly Question[];
  /** What was done or left out without a doubt; a hundred at most. */
  readonly notes: readonly WorkbookNote[];
  /** Sheet the flows were taken from; null where none holds any. */
  readonly sheet: string | null;
  /** Id of the mode, where the workbook names one. */
  readonly mode: string | null;
  readonly terms: readonly WorkbookTerm[];
  readonly flows: readonly WorkbookRow[];
  /** What the flows' periods are, where they have no dates. */
  readonly periodUnit: 'year' | 'quarter' | 'month';
  /** How dates that can be read in two ways were read; null where there are none. */
  readonly dateOrder: DateOrder | null;
  /** Body of POST /calculations; null where something is missing, open or wrong. */
  readonly request: object | null;
  /** A hundred at most, errors first where there are more. */
  readonly faults: readonly WorkbookFault[];
  /** Faults beyond those listed. */
  readonly faultsLeftOut: number;
}

export interface WorkbookNote {
  readonly code: string;
  readonly sheet: string;
  readonly range: string;
  readonly message: Text;
}

export interface WorkbookTerm extends ReadTerm {
  readonly sheet: string;
  /** What stands in the cell; a number in a format of percent as it shows: `8%`. */
  readonly received: CellValue;
}

/** A row of `cash_flows` with the cell its amount stands in. */
export interface WorkbookRow {
  /** Counts the request's periods of any length. */
  readonly year?: number;
  /** ISO 8601. */
  readonly date?: string;
  readonly amount: number | null;
  readonly deal?: string;
  readonly pot?: string;
  readonly sheet: string;
  readonly cell: string;
}

export interface WorkbookFault {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly sheet: string | null;
  readonly cell: string | null;
  readonly message: Text;
  readonly received?: unknown;
}

/** Day or month first, as the dates show or the user said; nothing is assumed any more. */
export type DateOrder = 'dayFirst' | 'monthFirst';
