/** What a detail sheet is told beside the run itself. */
import type { Flows, Locale } from '../../engine/index.ts';
import type { LiveTerm } from '../live/index.ts';

export interface DetailAbout {
  /** Name of the deal, printed as the title. */
  readonly title: string;
  /** What the mode is called, printed below it. */
  readonly mode: string;
  /** Where the cash flows were read, e.g. `Deal!B2:C13`. */
  readonly source: string;
  readonly computedAt: Date;
  /** The inputs have changed since, and the sheet is wanted all the same: it says so. */
  readonly stale?: boolean;
  readonly locale: Locale;
  /** Cell a term was read from, by term id, e.g. `Deal!C11`. */
  readonly termCells: Readonly<Record<string, string>>;
  /** The flows of the run, where formulas are wanted in place of values. */
  readonly live: Flows | null;
  /** With more formulas it holds values after all. */
  readonly mostFormulas?: number;
  /** Cells of other sheets of the workbook that hold the inputs; formulas then follow them. */
  readonly inputs?: InputCells | null;
  /** Sheet of the run that this is a scenario of, whose cells hold what does not differ. */
  readonly scenarioOf?: string;
  /** Terms that stand in this sheet beside those of its mode: what its cash is multiplied by, its exit. */
  readonly ownTerms?: readonly LiveTerm[];
}

/** Cells that hold what drives a run, as formulas of another sheet write them. */
export interface InputCells {
  /** By id of the term. */
  readonly terms: ReadonlyMap<string, string>;
  /** What the cells of the terms hold, where another value is meant: a term that is not the same stays an input. */
  readonly held?: ReadonlyMap<string, number>;
  /** By key of the detail table's column and period; several cells are added up. */
  readonly flows: ReadonlyMap<string, ReadonlyMap<number, LinkedFlow>>;
  /** Cells of the list of calls, from its first row on, by the head of their column. */
  readonly calls?: ReadonlyMap<string, readonly string[]>;
}

/** A formula without its equals sign; `cellOf` gives the cell of one of the sheet's own terms. */
export type LinkedFlow = string | ((cellOf: (term: string) => string) => string);
