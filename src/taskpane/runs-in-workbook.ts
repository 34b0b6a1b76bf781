/** Runs as the workbook keeps them: what was asked, and from it the figures. */
import type { Run } from './model/state.ts';
import type { Store } from './model/store.ts';
import type { WithExcel } from './with-excel.ts';

export interface RunsInWorkbook {
  /** Keeps a new run, or one with another name. A run too large to be kept stays for this session. */
  keep(run: Run): Promise<void>;
  /** Shows what the workbook keeps; false where there is nothing new. */
  load(): Promise<boolean>;
  forget(run: Run): Promise<void>;
  /** Takes back the run that was deleted last. */
  takeBack(): Promise<void>;
}

const lazy = () => import('./lazy.ts');

export function createRunsInWorkbook(store: Store, withExcel: WithExcel): RunsInWorkbook {
  let before: Promise<unknown> = Promise.resolve();
  /** One after the other: a run that is deleted or renamed while it is being kept is so in the workbook too. */
  async function inTurn(work: () => Promise<unknown>): Promise<void> {
    if (store.get().host === 'excel') await (before = before.then(work));
  }

  const runs: RunsInWorkbook = {
    async keep(run: Run): Promise<void> {
      const change = (to: (now: Run) => Run): void =>
        store.set((s) => ({ ...s, runs: s.runs.map((r) => (r.id === run.id ? to(r) : r)) }));
      change(() => run);
      await inTurn(async () => {
        const kept = await lazy()
          .then((part) => part.keepRun(part.keptOf(run)))
          .catch(() => false);
        if (kept) change((now) => ({ ...now, kept }));
      });
    },

    load: async () => (await lazy()).loadRuns(store),

    async forget(run: Run): Promise<void> {
      store.set((s) => ({
        ...s,
        runs: s.runs.filter((r) => r.id !== run.id),
        shown: s.shown === run.id ? null : s.shown,
        forgotten: { run, at: s.runs.findIndex((r) => r.id === run.id) },
      }));
      await inTurn(() => withExcel('', async () => (await lazy()).forgetRun(run.key)));
    },

    async takeBack(): Promise<void> {
      const { forgotten } = store.get();
      if (!forgotten) return;
      const { run, at } = forgotten;
      store.set((s) => ({ ...s, forgotten: null, runs: [...s.runs.slice(0, at), run, ...s.runs.slice(at)] }));
      await runs.keep(run);
    },
  };
  return runs;
}
