/** Parts of the pane that do not load with it: fetched when they are first needed, most of them ahead. */
import { rangeAddress, type Grid } from '../sheet/index.ts';
import type { WriteSheets } from './detail-sheets.ts';
import type { Files } from './files/index.ts';
import type { RunsInWorkbook } from './runs-in-workbook.ts';
import type { SelectedRange } from './selected-range.ts';
import type { Desk, Watch } from './service-watch.ts';
import type { Actions, QuestionPart, TierEditor } from './views/view.ts';
import type { WithExcel } from './with-excel.ts';

/** What the parts work with. */
interface Tools {
  readonly desk: Desk;
  readonly watch: Watch;
  readonly withExcel: WithExcel;
  readonly selected: SelectedRange;
  readonly kept: RunsInWorkbook;
  writeSheets(work: WriteSheets): void;
}

const rangeOfGrid = ({ row, column, values }: Grid): string =>
  rangeAddress(row, column, values.length, values[0]?.length ?? 1);

/** What such a part shows is drawn once it is here. */
const redraw = ({ store }: Desk): void => store.set((s) => ({ ...s }));

export function createParts({
  desk,
  watch,
  withExcel,
  selected,
  kept,
  writeSheets,
}: Tools): Pick<Actions, 'files' | 'withFiles' | 'questions' | 'tiers' | 'writeInputs'> {
  const tellMissing = () => desk.tell({ key: 'partMissing', tone: 'danger' });
  const files = filesPart(desk, watch);
  const questions = partOf<QuestionPart>(desk, async () =>
    (await import('./questions/index.ts')).createQuestions(
      desk,
      async () => {
        const grid = await withExcel('', async () => (await import('./lazy.ts')).readSelected());
        return grid && { grid, address: rangeOfGrid(grid) };
      },
      {
        rename(run, name) {
          const { name: _old, ...rest } = run;
          void kept.keep(name ? { ...rest, name } : rest);
        },
        forget: (run) => void kept.forget(run),
      },
      writeSheets,
    ),
  );
  const fetchTiers = () => import('./tiers/index.ts');
  const tiers = partOf<TierEditor>(desk, async () =>
    (await fetchTiers()).createTiers(desk, withExcel, () => void selected.refresh()),
  );
  const fetchInputs = () => import('./input-block.ts');
  // Fetched ahead, as the form is: tiers are edited and inputs written where the service has gone away too.
  setTimeout(() => Promise.all([fetchTiers(), fetchInputs()]).catch(() => undefined));
  return {
    files: files.now,
    withFiles(work) {
      files.load().then(work, tellMissing);
    },
    questions: () => questions(true) ?? null,
    tiers,
    writeInputs(newSheet) {
      fetchInputs().then((part) => part.writeInputs(desk, withExcel, selected, newSheet), tellMissing);
    },
  };
}

/** Workbooks in and out: fetched at once, and again after a failure. */
function filesPart(desk: Desk, watch: Watch) {
  let files: Files | undefined;
  let fetching: Promise<Files> | undefined;
  const load = (): Promise<Files> =>
    (fetching ??= import('./files/index.ts').then(
      (part) => {
        files = part.createFiles(desk, watch);
        redraw(desk);
        return files;
      },
      (error: unknown) => {
        fetching = undefined;
        throw error;
      },
    ));
  load().catch(() => undefined);
  return { load, now: () => files };
}

/** A part that is fetched when it is first needed; undefined while it is on its way. */
function partOf<T>(desk: Desk, load: () => Promise<T>): (fetch: boolean) => T | undefined {
  let part: T | undefined;
  let isAsked = false;
  return (fetch) => {
    if (fetch && !isAsked) {
      isAsked = true;
      load().then(
        (loaded) => {
          part = loaded;
          redraw(desk);
        },
        () => {
          isAsked = false;
          desk.store.set({ editing: false });
          desk.tell({ key: 'partMissing', tone: 'danger' });
        },
      );
    }
    return part;
  };
}
