/** Sheets written from a run: its details, statements for the investors, what was asked of it. */
import { say } from '../i18n/index.ts';
import { pane } from '../i18n/pane.ts';
import { isStale } from './model/request.ts';
import type { Course } from './excel/fill-sheet.ts';
import type { Written } from './excel/write-sheet.ts';
import { shownRun, type Run } from './model/state.ts';
import { clockWithSeconds, originText, viewOf, type Actions, type View } from './views/view.ts';
import type { Desk } from './service-watch.ts';
import type { WithExcel } from './with-excel.ts';

/** Writes sheets that are planned when they are asked for. */
export type WriteSheets = (course: Course) => Promise<Written>;

export interface Detail {
  /** @param stale the run is written by name, although its inputs no longer give it; else it is refused */
  writeDetail(stale?: boolean): Promise<void>;
  /** Statements for the investors, and a sheet of all parties. */
  writeStatements(): Promise<void>;
  /** Writes sheets of what was asked of the run that is shown. */
  writeSheets(work: WriteSheets): Promise<void>;
  /** Takes back what is being written. */
  cancelWriting(): void;
}

export function createDetail(
  desk: Desk,
  withExcel: WithExcel,
  actions: () => Actions,
  readAgain: () => Promise<boolean>,
): Detail {
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

  const writeSheets = (work: WriteSheets): Promise<void> => writeFrom((_, course) => work(course));

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
    if (!stale) {
      // Cells may have changed since they were read, as they do while the pane is not seen.
      store.set({ phase: 'reading', notice: null });
      const isRead = await readAgain();
      store.set({ phase: 'idle' });
      if (!isRead) return;
      if (isStale(store.get(), run.taken))
        return desk.tell({
          key: 'staleNotWritten',
          params: { time: clockWithSeconds(run.at) },
          tone: 'danger',
        });
    }
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
    // Cells that changed meanwhile were not read.
    actions().refresh();
    if (written === undefined) desk.tell({ key: 'cancelled', tone: 'ok' });
    else if (written) desk.tell((await import('./lazy.ts')).writtenNotice(written, store.get().locale));
  }

  return { writeDetail, writeStatements, writeSheets, cancelWriting: () => writing?.abort() };
}

async function writeRun(run: Run, stale: boolean, course: Course, view: View): Promise<Written> {
  const { aboutRun, detailSheet, keptOfSheet, listOf, MOST_FORMULAS, readRequest, writePlan } =
    await import('./lazy.ts');
  const request = readRequest(run.body);
  const about = await aboutRun(run, view);
  const plan = detailSheet(run.document, {
    ...about,
    stale,
    live: view.state.live && request.ok ? request.value.flows : null,
    mostFormulas: MOST_FORMULAS,
  });
  const kept = keptOfSheet(run.document, run.body, about);
  return writePlan(plan, { kept, contents: listOf(view.locale) }, course);
}
