/** What goes into the reader and what comes out of it. */
import type { Text } from '../../i18n/text.ts';
import type { ParsedNumber } from './number.ts';
import type { ParsedPeriod } from './period.ts';

/** What a cell holds: `iso` is a cell of type `d`, `error` one that shows an error. */
export type Value =
  | string
  | number
  | boolean
  | null
  | { readonly iso: string }
  | { readonly error: string }
  /** A data type, which counts as the value it carries. */
  | { readonly basicValue: string | number | boolean };

/** A rectangle of cells with the place it was read from. */
export interface ReadableGrid {
  readonly sheet: string;
  /** Zero-based row and column of the first cell. */
  readonly row: number;
  readonly column: number;
  readonly values: readonly (readonly Value[])[];
  readonly numberFormats?: readonly (readonly string[])[];
  /** True where a cell has a formula; one without a value was never computed. */
  readonly formulas?: readonly (readonly boolean[])[];
  /** The workbook counts its days from 1904. */
  readonly date1904?: boolean;
  /** The sheet or some of its rows or columns are hidden. */
  readonly hidden?: boolean;
}

export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly address: string;
  readonly value: string | number | boolean | null;
  readonly format: string;
  /** Serial day, where the cell is a date by its type or format. */
  readonly day?: number;
  readonly error?: string;
  readonly notComputed?: boolean;
  /** A text read as a number, and as a period. */
  readonly parsed?: ParsedNumber;
  readonly named?: ParsedPeriod | null;
}

export type Line = readonly Cell[];

export type Role =
  | 'period'
  | 'net'
  | 'paidIn'
  | 'paidOut'
  /** Cash of one deal, pot or class: the line's name says whose. */
  | 'cash'
  | 'derived'
  | 'label'
  | 'note'
  | 'total'
  /** Left out because the user said so. */
  | 'leftOut'
  /** Nothing explains it yet: a question stands at its range. */
  | 'unclear';

export interface ReadLine {
  /** Address of the whole line, its head included. */
  readonly range: string;
  readonly head: string;
  readonly role: Role;
  readonly why: Text;
  /** The line runs along the periods, or across them as a total does. */
  readonly across: boolean;
}

export type Unit = 'year' | 'quarter' | 'month' | 'date' | 'period';

export interface ReadPeriod {
  readonly period: number;
  /** Serial day, where the unit is `date`. */
  readonly date?: number;
  /** As it is written in the sheet. */
  readonly label: string;
  readonly cell: string;
}

export interface Timeline {
  readonly unit: Unit;
  /** Calendar place of the first period, where years, quarters or months name one: number counts from 1. */
  readonly start?: { readonly year: number; readonly number?: number };
}

export interface Flow {
  readonly period: number;
  readonly date?: number;
  /** Null where the cell cannot be read; a fault stands at it. */
  readonly amount: number | null;
  readonly cell: string;
}

/** Cash of one deal, pot or class. */
export interface Source {
  readonly name: string;
  /** Id of the mode's pot, where its pots tell cash apart. */
  readonly pot?: string;
  readonly flows: readonly Flow[];
}

export interface Term {
  /** Id of a term or option of a mode, `unit`, `mode` or `investment_target`. */
  readonly id: string;
  /** Rates are fractions; a mode is its id. */
  readonly value: number | string;
  /** ISO date or period from which a rate stands. */
  readonly from?: string | number;
  readonly sheet: string;
  readonly cell: string;
}

export interface Choice {
  readonly id: string;
  readonly label: Text;
}

export interface Question {
  /** Code and range: stable while the cells stand where they are. */
  readonly id: string;
  readonly code: QuestionCode;
  readonly range: string;
  readonly message: Text;
  readonly choices: readonly Choice[];
  /** Id of the choice that is likelier than the others. */
  readonly likely?: string;
}

export interface Fault {
  readonly code: FaultCode;
  readonly sheet: string;
  readonly cell: string;
  readonly message: Text;
}

/** Something that was done or left out, for the user to see. */
export interface Note {
  readonly code: NoteCode;
  readonly sheet: string;
  readonly range: string;
  /** `warning`: it can change figures. */
  readonly severity: 'warning' | 'info';
  readonly message: Text;
}

export type QuestionCode =
  | 'dayOrMonthFirst'
  | 'headRepeated'
  | 'lineUnclear'
  | 'mixedSigns'
  | 'modeUnknown'
  | 'netAgainstPair'
  | 'numberStyle'
  | 'partyCash'
  | 'percentMeant'
  | 'periodsNotUnderstood'
  | 'positionUnclear'
  | 'potUnclear'
  | 'slip'
  | 'termTwice'
  | 'totalAgainstParts'
  | 'typeUnknown'
  | 'unitUnknown'
  | 'whichIsCash'
  | 'whichPeriods'
  | 'whichTable';

export type FaultCode =
  | 'currenciesDiffer'
  | 'dateOrderMixed'
  | 'dateUnclear'
  | 'emptySelection'
  | 'errorValue'
  | 'halfWithoutYear'
  | 'lengthsDiffer'
  | 'noFlows'
  | 'notComputed'
  | 'notDate'
  | 'notLevel'
  | 'notNumber'
  | 'numberTooLarge'
  | 'numberUnclear'
  | 'periodBackward'
  | 'periodMissing'
  | 'periodRepeated'
  | 'rateOutOfRange';

export type NoteCode =
  | 'blankIsZero'
  | 'bothWays'
  | 'bothWaysDeals'
  | 'costAsOutflow'
  | 'hiddenRead'
  | 'leftOut'
  | 'modeTaken'
  | 'netChecked'
  | 'numberAsText'
  | 'periodsAsSuch'
  | 'plainDates'
  | 'monthEnds'
  | 'sorted'
  | 'summed'
  | 'termNotUsed'
  | 'totalLeftOut'
  | 'totalDiffers'
  | 'unitChanged'
  | 'unitTold'
  | 'unusedTable';

export type Status = 'ready' | 'question' | 'refused';

export interface Reading {
  readonly status: Status;
  readonly sheet: string;
  /** Address of the table the flows were read from; of the whole selection where there is none. */
  readonly range: string;
  readonly direction: 'down' | 'across';
  readonly lines: readonly ReadLine[];
  readonly timeline: Timeline | null;
  readonly periods: readonly ReadPeriod[];
  /** Net cash by period: paid in is negative. */
  readonly flows: readonly Flow[];
  /** Where lines of money in and money out were read: both positive. */
  readonly contributions: readonly Flow[];
  readonly distributions: readonly Flow[];
  /** Cash told apart by deal, pot or class. */
  readonly sources: readonly Source[];
  readonly terms: readonly Term[];
  /** Id of the mode the cells name, else the one that was given. */
  readonly mode: string | null;
  /** Unit of the amounts, e.g. `万元`. */
  readonly unit: string | null;
  readonly questions: readonly Question[];
  readonly faults: readonly Fault[];
  readonly notes: readonly Note[];
}

/** Of a block that gives no cash. */
export const NO_FLOWS = {
  timeline: null,
  periods: [],
  flows: [],
  contributions: [],
  distributions: [],
  sources: [],
} as const satisfies Partial<Reading>;

export interface ReadOptions {
  /** Id of the mode that is chosen so far. */
  readonly mode?: string;
  readonly language?: 'en' | 'zh-CN';
  /** Choice by the id of its question. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Role by the range of its line, also `Sheet!A1:A9`. */
  readonly roles?: Readonly<Record<string, Role>>;
  /** Ranges of functions cannot ask for their unit: without a line of periods it is the period. */
  readonly unitAsSuch?: boolean;
}
