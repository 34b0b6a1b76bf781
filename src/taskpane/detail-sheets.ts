/** Detail sheets: written from a run, and later asked where a number came from. */
import { say, type Locale } from '../i18n/index.ts';
import { pane } from '../i18n/pane.ts';
import { cellAddress, type CellExplanation, type Signature } from '../sheet/index.ts';
import type { ResultDocument } from '../document/index.ts';
import type { Kept } from './excel/saved-runs.ts';
import { isStale } from './model/request.ts';
import type { Course } from './excel/fill-sheet.ts';
import type { Written } from './excel/write-sheet.ts';
import { shownRun, type Asked, type Run } from './model/state.ts';
import { clockWithSeconds, originText, viewOf, type Actions } from './views/view.ts';
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
  /** Tells of the selected cell; nothing while the Explain view is closed. */
  explain(): Promise<void>;
}

const described = new Map<Locale, Promise<readonly Signature[]>>();

/** The functions in the words that Excel shows; none where they cannot be fetched now. */
function signatures(locale: Locale): Promise<readonly Signature[]> {
  const file = locale === 'en' ? '/functions.json' : '/functions.zh-CN.json';
  const fetched =
    described.get(locale) ??
    fetch(file)
      .then(async (response) => {
        if (!response.ok) throw new Error(`${file} answers ${response.status}`);
        return ((await response.json()) as { functions: Signature[] }).functions;
      })
      .catch(() => {
        described.delete(locale);
        return [];
      });
  described.set(locale, fetched);
  return fetched;
}

type Teller = (row: number, column: number) => CellExplanation | null;

export function createDetail(desk: Desk, withExcel: WithExcel, actions: () => Actions): Detail {
  const { store } = desk;
  /** The sheet that was last asked about, run again from what is kept of it. */
  let teller: { kept: string; locale: Locale; tell: Teller } | undefined;
  let writing: AbortController | undefined;
  let asking = false;
  let askAgain = false;

  const writeDetail = (stale = false): Promise<void> =>
    writeFrom((run, course) => writeRun(run, stale, course), stale);

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

  async function writeRun(run: Run, stale: boolean, course: Course): Promise<Written> {
    const { aboutRun, detailSheet, keptOfSheet, listOf, MOST_FORMULAS, readRequest, writePlan } =
      await import('./lazy.ts');
    const { locale, live } = store.get();
    const request = readRequest(run.body);
    const about = await aboutRun(run, viewOf(store.get(), store, actions()));
    const plan = detailSheet(run.document, {
      ...about,
      stale,
      live: live && request.ok ? request.value.flows : null,
      mostFormulas: MOST_FORMULAS,
    });
    const kept = keptOfSheet(run.document, run.body, about);
    return writePlan(plan, { kept, contents: listOf(locale) }, course);
  }

  async function explain(): Promise<void> {
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    try {
      do {
        askAgain = false;
        await explainOnce();
      } while (askAgain);
    } finally {
      asking = false;
    }
  }

  async function explainOnce(): Promise<void> {
    const { tab, host, locale } = store.get();
    if (tab !== 'explain' || host !== 'excel') return;
    const asked = await withExcel('', async (): Promise<Asked> => {
      const { sheet, row, column, kept } = await (await import('./lazy.ts')).readActiveCell();
      const cell = cellAddress(row, column);
      const told = kept && (await tellerOf(kept, locale))(row, column);
      if (!told) return explainFormulaCell(sheet, cell, locale);
      return { sheet, cell, told, changed: await changedOf(sheet, cell, told) };
    });
    if (!asked || JSON.stringify(asked) === JSON.stringify(store.get().asked)) return;
    store.set({ asked, notice: null });
    if (asked.told) desk.announce([asked.told.title, asked.told.when, ...asked.told.sentences].join(' '));
  }

  /** A cell of the user's own sheet, from its formula. */
  async function explainFormulaCell(sheet: string, cell: string, locale: Locale): Promise<Asked> {
    const { readFormulaCell, explainFormula } = await import('./lazy.ts');
    const found = await readFormulaCell();
    if ('nearest' in found) return { sheet, cell, told: null, nearest: found.nearest, changed: {} };
    const signature = (await signatures(locale)).find(({ name }) => name === found.call.name);
    return { sheet, cell, told: explainFormula(found, signature, locale), changed: {} };
  }

  async function tellerOf(kept: Kept, locale: Locale): Promise<Teller> {
    const key = JSON.stringify(kept);
    if (teller?.kept === key && teller.locale === locale) return teller.tell;
    const { calculate, explainer, readRequest } = await import('./lazy.ts');
    const answer = calculate(kept.body);
    const request = readRequest(kept.body);
    // A request that was once answered and is refused now was kept by other rules than these.
    if (!answer.ok || !request.ok) return () => null;
    const { tables, unit }: ResultDocument = answer.value;
    const { flows } = request.value;
    const tell = explainer({ result: tables, flows, map: kept.map, unit }, locale);
    teller = { kept: key, locale, tell };
    return tell;
  }

  /** Which of the cells named no longer hold what the run gave. */
  async function changedOf(sheet: string, cell: string, told: CellExplanation): Promise<Asked['changed']> {
    const given = [{ cell, amount: told.value }, ...told.inputs].filter((i) => i.amount !== null);
    const now = await (
      await import('./lazy.ts')
    ).readCells(
      sheet,
      given.map((i) => i.cell),
    );
    const changed: Record<string, number | string> = {};
    given.forEach((input, i) => {
      const amount = input.amount!;
      const value = now[i] === '' ? 0 : now[i];
      const holds = typeof value === 'number' && Math.abs(value - amount) <= 1e-6 * (1 + Math.abs(amount));
      if (!holds) changed[input.cell] = typeof value === 'number' ? value : String(value ?? '');
    });
    return changed;
  }

  return { writeDetail, writeStatements, writeSheets, cancelWriting: () => writing?.abort(), explain };
}
