/** Sheets written from a run: its details, statements for the investors, what was asked of it. */
import { say } from '../i18n/index.ts';
import { pane } from '../i18n/pane.ts';
import type { SheetPlan } from '../sheet/index.ts';
import { isStale } from './model/request.ts';
import { modeName } from './views/results.ts';
import type { Course } from './excel/fill-sheet.ts';
import type { Written } from './excel/write-sheet.ts';
import { shownRun, type Run } from './model/state.ts';
import { clockWithSeconds, originText, viewOf, type Actions, type View } from './views/view.ts';
import type { Desk } from './service-watch.ts';
import type { WithExcel } from './with-excel.ts';

export interface Detail {
  /** @param stale the run is written by name, although its inputs no longer give it; else it is refused */
  writeDetail(stale?: boolean): Promise<void>;
  /** Statements for the investors, and a sheet of all parties. */
  writeStatements(): Promise<void>;
  /** Writes a sheet of what was asked of the run that is shown. */
  writeSheet(plan: SheetPlan): Promise<void>;
  /** Takes back what is being written. */
  cancelWriting(): void;
}

/** With more the workbook would stop for minutes, and *Cancel* with it. */
const MOST_FORMULAS = 250_000;

export function createDetail(desk: Desk, withExcel: WithExcel, actions: () => Actions): Detail {
  const { store } = desk;
  let writing: AbortController | undefined;

  const writeDetail = (stale = false): Promise<void> =>
    writeFrom((run, course) => writeRun(run, stale, course, viewOf(store.get(), store, actions())), stale);

  const writeStatements = (): Promise<void> =>
    writeFrom(async (run) => {
      const part = await import('./statements.ts');
      const state = store.get();
      const source = originText(run.taken.origin, viewOf(state, store, actions()));
      return part.writeStatements(run, source, state.locale);
    });

  const writeSheet = (plan: SheetPlan): Promise<void> =>
    writeFrom(async (_, course) => (await import('./lazy.ts')).writePlan(plan, undefined, course));

  /** Writes something of the run that is shown; of one that its inputs no longer give only where that is meant. */
  async function writeFrom(
    work: (run: Run, course: Course) => Promise<Written>,
    stale = false,
  ): Promise<void> {
    const state = store.get();
    const run = shownRun(state);
    if (state.phase !== 'idle') return desk.tell({ key: 'busy', tone: 'warn' });
    if (!run || state.host !== 'excel') {
      // The reason stands beside the button.
      store.set({ tab: 'results', notice: null });
      return desk.announce(say(state.host === 'excel' ? pane.noRunToWrite : pane.noOffice, state.locale));
    }
    if (!stale && isStale(state, run.taken))
      return desk.tell({
        key: 'staleNotWritten',
        params: { time: clockWithSeconds(run.at) },
        tone: 'danger',
      });
    await write((course) => work(run, course));
  }

  async function write(work: (course: Course) => Promise<Written>): Promise<void> {
    const cancel = (writing = new AbortController()).signal;
    store.set({ phase: 'writing', notice: null });
    const told = (done: number, of: number) => {
      store.set({ writing: { done, of } });
      if (!done) desk.focus('cancel');
    };
    // Laying out a large sheet blocks the page: show first that writing has begun.
    await new Promise((done) => setTimeout(done));
    const written = await withExcel('', () =>
      work({ told, cancel }).catch((error: unknown) => {
        if (error !== cancel.reason) throw error;
        return undefined;
      }),
    );
    store.set({ phase: 'idle', writing: null });
    if (written === undefined) desk.tell({ key: 'cancelled', tone: 'ok' });
    else if (written) desk.tell((await import('./lazy.ts')).writtenNotice(written, store.get().locale));
  }

  return { writeDetail, writeStatements, writeSheet, cancelWriting: () => writing?.abort() };
}

async function writeRun(
  { document, taken, at, body }: Run,
  stale: boolean,
  course: Course,
  view: View,
): Promise<Written> {
  const { contentsSheet, detailSheet, nameOfDeal, readRequest, total, writePlan } = await import('./lazy.ts');
  const { locale } = view;
  const request = readRequest(body);
  const { origin } = taken;
  const cellOf = (cell: string) =>
    origin.kind === 'selection' ? originText({ ...origin, address: cell }, view) : cell;
  const source = originText(origin, view);
  const title = document.investment_target ?? (await nameOfDeal(origin, source, document.unit));
  const plan = detailSheet(document, {
    title,
    mode: modeName(document, view),
    source,
    computedAt: at,
    stale,
    locale,
    termCells: Object.fromEntries(
      taken.terms.flatMap(({ id, cell }) => (cell === undefined ? [] : [[id, cellOf(cell)]])),
    ),
    live: view.state.live && request.ok ? request.value.flows : null,
    mostFormulas: MOST_FORMULAS,
  });
  return writePlan(
    plan,
    {
      kept: {
        body,
        note: {
          title,
          mode: document.mode_name ?? document.mode,
          source,
          at: at.toISOString(),
          irr: document.tables.project.irr,
          carry: total(document.tables.carry),
        },
      },
      contents: (sheets) =>
        contentsSheet(
          sheets.map(({ name, kept }) => ({ sheet: name, body: kept.body, ...kept.note })),
          locale,
        ),
    },
    course,
  );
}
