/** What a detail sheet is told of a run of the pane, and what the workbook keeps of it. */
import type { ResultDocument } from '../document/index.ts';
import { total } from '../engine/index.ts';
import { type Locale } from '../i18n/index.ts';
import { contentsSheet, type DetailAbout, type SheetPlan } from '../sheet/index.ts';
import type { KeptSheet } from './excel/saved-runs.ts';
import { nameOfDeal } from './excel/workbook-name.ts';
import type { Beside } from './excel/write-sheet.ts';
import type { Run } from './model/state.ts';
import { modeName } from './views/results.ts';
import { originText, type View } from './views/view.ts';

/** Of a sheet that holds values. */
export async function aboutRun({ document, taken, at }: Run, view: View): Promise<DetailAbout> {
  const { origin, terms } = taken;
  const cellOf = (cell: string) =>
    origin.kind === 'selection' ? originText({ ...origin, address: cell }, view) : cell;
  const source = originText(origin, view);
  return {
    title: document.investment_target ?? (await nameOfDeal(origin, source)),
    mode: modeName(document, view),
    source,
    computedAt: at,
    locale: view.locale,
    termCells: Object.fromEntries(
      terms.flatMap(({ id, cell }) => (cell === undefined ? [] : [[id, cellOf(cell)]])),
    ),
    live: null,
  };
}

export const keptOfSheet = (
  document: ResultDocument,
  body: unknown,
  { title, source, computedAt }: DetailAbout,
): Beside['kept'] => ({
  body,
  note: {
    title,
    mode: document.mode_name ?? document.mode,
    source,
    at: computedAt.toISOString(),
    irr: document.tables.project.irr,
    carry: total(document.tables.carry),
  },
});

/** The list of all detail sheets. */
export const listOf =
  (locale: Locale) =>
  (sheets: readonly KeptSheet[]): SheetPlan =>
    contentsSheet(
      sheets.map(({ name, kept }) => ({ sheet: name, body: kept.body, ...kept.note })),
      locale,
    );
