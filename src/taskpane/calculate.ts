import type { ResultDocument } from '../document/index.ts';
import { issueMessage, type Locale } from '../i18n/index.ts';
import { calculateOn } from './calculated.ts';
import { faultsIn, type Fault } from './model/faults.ts';
import { inputOf, isReady, requestBody, takenFrom } from './model/request.ts';
import { modeName } from './views/results.ts';
import { addRun, newKey, nextId, type Run, type Taken } from './model/state.ts';
import { viewOf, type Actions } from './views/view.ts';
import type { Desk, Watch } from './service-watch.ts';

export interface Running {
  run(): Promise<void>;
  cancel(): void;
}

/** One run at a time: on the service, or here while it is away. Its cells are read again first. */
export function createRunning(
  desk: Desk,
  watch: Watch,
  actions: () => Actions,
  readAgain: () => Promise<boolean>,
): Running {
  const { store, service } = desk;
  let control: AbortController | null = null;

  async function run(): Promise<void> {
    if (store.get().phase !== 'idle') return desk.tell({ key: 'busy', tone: 'warn' });
    const cancel = (control = new AbortController()).signal;
    store.set({ phase: 'reading', notice: null, faults: [] });
    try {
      if ((await readAgain()) && !cancel.aborted) await compute(cancel);
    } finally {
      control = null;
      store.set({ phase: 'idle' });
    }
    if (!cancel.aborted) return;
    desk.tell({ key: 'cancelled', tone: 'ok' });
    desk.focus('run');
  }

  async function compute(cancel: AbortSignal): Promise<void> {
    const { locale, service: known } = store.get();
    const input = inputOf(store.get());
    if (!isReady(input)) return showProblems(desk);
    const body = requestBody(input);
    const taken = takenFrom(input);
    store.set({ phase: 'computing' });
    desk.announce(viewOf(store.get(), store, actions()).t('running'));
    desk.focus('cancel');
    if (known.status === 'away') {
      await computeHere(body, taken, locale);
      void watch.tryAgain();
      return;
    }
    const answer = await calculateOn(service, body, locale, cancel);
    switch (answer.kind) {
      case 'away':
        watch.goneAway(answer.reason);
        return computeHere(body, taken, locale);
      case 'refused':
        watch.reached();
        return refuse(desk, body, answer.faults);
      case 'done':
        watch.reached();
        showRun(desk, actions(), answer.document, taken, {
          where: 'service',
          cached: answer.cached,
          ms: answer.ms,
          body,
        });
        if (answer.renewed) desk.tell({ key: 'renewed', tone: 'ok' });
        return;
      case 'cancelled':
        return;
    }
  }

  async function computeHere(body: unknown, taken: Taken, locale: Locale): Promise<void> {
    const local = await import('./lazy.ts').catch(() => null);
    if (!local) return desk.tell({ key: 'noEngine', tone: 'danger' });
    const parsed = local.calculate(body);
    if (parsed.ok)
      return showRun(desk, actions(), parsed.value, taken, {
        body,
        where: 'here',
        cached: false,
        ms: parsed.value.calculation_time * 1000,
      });
    return refuse(
      desk,
      body,
      faultsIn(parsed.issues.map((issue) => ({ ...issue, message: issueMessage(issue, locale) }))),
    );
  }

  return { run, cancel: () => control?.abort() };
}

/** Faults are marked in the inputs they are of; where others stand there by now, only told. */
async function refuse({ store, focus, tell }: Desk, body: unknown, faults: readonly Fault[]): Promise<void> {
  const now = inputOf(store.get());
  if (!isReady(now) || JSON.stringify(requestBody(now)) !== JSON.stringify(body))
    return tell({
      key: (await import('./lazy.ts')).excelTexts.refusedBefore,
      params: { why: faults[0]!.message },
      tone: 'danger',
    });
  store.set({ faults, tab: 'input' });
  focus('alert');
}

function showRun(
  { store, keep, focus, announce }: Desk,
  actions: Actions,
  document: ResultDocument,
  taken: Taken,
  how: Pick<Run, 'where' | 'cached' | 'ms' | 'body'>,
): void {
  const made: Run = { id: nextId(), key: newKey(), at: new Date(), document, taken, ...how };
  store.set((s) => addRun(s, made));
  keep(made);
  focus('view-results');
  const view = viewOf(store.get(), store, actions);
  announce(
    view.t('done', { mode: modeName(document, view), irr: view.percent(document.tables.project.irr) }),
  );
}

/** Marks what is missing or wrong and goes to the first of it. */
function showProblems({ store, focus }: Desk): void {
  store.set({ tried: true, tab: 'input' });
  const input = inputOf(store.get());
  const field = input.fields.find((f) => f.problem || f.missing);
  const row = input.origin?.kind === 'form' ? input.flows.findIndex((f) => typeof f.amount !== 'number') : -1;
  const { source, reading } = store.get();
  if (input.origin === null) focus('use-selection');
  else if (source === 'selection' && reading!.issues.some((i) => i.severity === 'error')) focus('alert');
  else if (row >= 0) focus(`year-${row + 1}`);
  else if (field) focus(`term-${field.spec.id}`);
  else focus('alert');
}
