/** A sheet of any making, read as a selection is, with what only files have: dates as texts, rates in percent. */
import {
  readSelection,
  type DateOrder,
  type Grid,
  type Reading,
  type WorkbookTerm,
} from '../../../src/sheet/index.ts';
import { foremost, withIsoDates, withPercents, withReceived, type FoundIssue } from './reading.ts';

export interface SheetReading extends Omit<Reading, 'issues'> {
  readonly terms: readonly WorkbookTerm[];
  readonly issues: readonly FoundIssue[];
  /** Issues beyond these. */
  readonly more: number;
  readonly order: DateOrder | null;
}

export function readSheet(grid: Grid): SheetReading {
  const dated = withIsoDates(grid);
  const reading = readSelection(dated.grid);
  const { terms, issues } = withPercents(reading.terms, reading.issues, dated.grid);
  const found = [...dated.issues, ...issues];
  const told = foremost(found);
  return {
    ...reading,
    terms: withReceived(terms, dated.grid),
    issues: told,
    more: found.length - told.length,
    order: dated.order,
  };
}

export const isOfTerm =
  ({ terms }: SheetReading) =>
  (issue: FoundIssue): boolean =>
    issue.params?.term !== undefined || terms.some((t) => t.cell === issue.cell);

/** How many terms a sheet names, whether they can be read or not. */
export const termsIn = (reading: SheetReading): number =>
  reading.terms.length +
  reading.issues.filter((i) => i.severity === 'error' && i.params?.term !== undefined).length;

/** A sheet with terms beside flows is a deal; flows alone may be, the more the likelier. */
export const worth = ({ flows, terms, issues }: SheetReading): number =>
  flows.length < 2
    ? -1
    : 4 * terms.length + Math.min(flows.length, 40) - 2 * issues.filter((i) => i.severity === 'error').length;
