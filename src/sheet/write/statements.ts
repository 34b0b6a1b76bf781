/** The statements of a run: one for each investor, and where there are several a sheet of all parties. */
import type { ResultDocument } from '../../document/result.ts';
import type { SheetPlan } from '../plan.ts';
import { partiesSheet } from './parties.ts';
import { statementSheet } from './statement.ts';
import { investorsOf } from './statement-figures.ts';
import type { StatementAbout } from './statement-place.ts';

/** Investors with a sheet of their own; all stand in the sheet of the parties. */
const MOST = 12;

export function statementSheets(document: ResultDocument, about: Omit<StatementAbout, 'party'>): SheetPlan[] {
  const investors = investorsOf(document.tables);
  return [
    ...investors.slice(0, MOST).map(({ id }) => statementSheet(document, { ...about, party: id })),
    partiesSheet(document, about),
  ];
}
