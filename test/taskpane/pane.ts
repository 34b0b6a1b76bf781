import { calculate } from '../../src/document/index.ts';
import type { Asked, Call, Service } from '../../src/client/service.ts';
import { createRunning, type Running } from '../../src/taskpane/calculate.ts';
import type { Notice } from '../../src/taskpane/model/message.ts';
import { setRows, type Run, type State } from '../../src/taskpane/model/state.ts';
import { createStore, type Store } from '../../src/taskpane/model/store.ts';
import { createRunsInWorkbook, type RunsInWorkbook } from '../../src/taskpane/runs-in-workbook.ts';
import type { Desk, Watch } from '../../src/taskpane/service-watch.ts';
import type { Actions } from '../../src/taskpane/views/view.ts';
import { stateOf } from './deals.ts';

export const answered = (status: number, body: unknown): Asked => ({
  kind: 'answered',
  reply: new Response(JSON.stringify(body), { status }),
  ms: 1,
  renewed: false,
});

/** The service as it computes. */
const computed = (call: Call): Promise<Asked> => {
  const answer = calculate(call.body);
  return Promise.resolve(answered(answer.ok ? 200 : 422, answer.ok ? answer.value : answer));
};

export interface Pane {
  readonly store: Store;
  readonly desk: Desk;
  readonly kept: RunsInWorkbook;
  readonly running: Running;
  readonly told: Notice[];
  /** Calculates the form with these amounts. */
  calculate(amounts: readonly number[]): Promise<Run>;
  /** Until the workbook keeps what it is to keep. */
  settled(): Promise<unknown>;
}

/** A pane with a form and its list of runs; the service answers as it is told to. */
export function openPane(
  host: State['host'] = 'excel',
  answer: (call: Call) => Promise<Asked> = computed,
): Pane {
  const form = { investment_amount: '10000', hurdle_rate: '8', carry_rate: '20' };
  const entries = { selection: {}, file: {}, form };
  const store = createStore({ ...stateOf(), host, source: 'form', entries }, () => undefined);
  const told: Notice[] = [];
  const keeping: Promise<void>[] = [];
  const desk: Desk = {
    store,
    service: { ask: answer } as Service,
    tell: (notice) => void told.push(notice),
    announce: () => undefined,
    keep: (run) => void keeping.push(kept.keep(run)),
    focus: () => undefined,
    show: () => undefined,
  };
  const watch: Watch = { reached: () => undefined, goneAway: () => undefined, tryAgain: async () => {} };
  const kept = createRunsInWorkbook(store, (_where, work) => work());
  const running = createRunning(
    desk,
    watch,
    () => ({}) as Actions,
    () => Promise.resolve(true),
  );
  return {
    store,
    desk,
    kept,
    running,
    told,
    async calculate(amounts) {
      store.set((s) => setRows(s, amounts.map(String)));
      await running.run();
      return store.get().runs[0]!;
    },
    settled: () => Promise.all(keeping),
  };
}
