import assert from 'node:assert/strict';
import { calculate } from '../../src/document/index.ts';
import type { Service } from '../../src/client/service.ts';
import { createRunning } from '../../src/taskpane/calculate.ts';
import { createDetail } from '../../src/taskpane/detail-sheets.ts';
import { keepLayouts, readLayouts } from '../../src/taskpane/excel/layouts.ts';
import { writeInputs } from '../../src/taskpane/input-block.ts';
import { isStale } from '../../src/taskpane/model/request.ts';
import { chooseMode, initialState, typeTerm } from '../../src/taskpane/model/state.ts';
import { createStore, type Store } from '../../src/taskpane/model/store.ts';
import { createSelectedRange, type SelectedRange } from '../../src/taskpane/selected-range.ts';
import type { Desk, Watch } from '../../src/taskpane/service-watch.ts';
import type { Actions } from '../../src/taskpane/views/view.ts';
import { excelFor } from '../../src/taskpane/with-excel.ts';
import { withMemoryWorkbook, type MemoryGrid } from '../preview/memory-workbook.ts';
import { sampleRows } from '../sheet/sample.ts';

const OTHER = [
  ['Year', 'Net cash flow'],
  [0, -700],
  [1, 400],
  [2, 500],
  ['', ''],
  ['Hurdle rate', 0.07],
  ['Carry rate', 0.1],
];

const LINES = [
  ['Year', 'Calls', 'Distributions', 'NAV'],
  [0, -1000, 0, 900],
  [1, -500, 0, 1400],
  [2, 0, 900, 800],
  [3, 0, 1200, 0],
];

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

describe('The range of the pane', () => {
  const workbook = withMemoryWorkbook();
  let grid: MemoryGrid;
  let store: Store;
  let desk: Desk;
  let selected: SelectedRange;
  /** What the pane read of itself. */
  let refreshes: Promise<void>;
  const watch = { reached: () => undefined } as Watch;
  const actions = { refresh: () => void (refreshes = selected.refresh()) } as Actions;

  beforeEach(() => {
    ({ grid } = workbook());
    store = createStore({ ...initialState('en'), host: 'excel' }, () => undefined);
    desk = {
      store,
      service: {
        ask: async ({ body }) => ({
          kind: 'answered',
          reply: Response.json((calculate(body) as { value: object }).value),
          ms: 1,
          renewed: false,
        }),
      } as Service,
      tell: (notice) => store.set({ notice }),
      announce: () => undefined,
      keep: () => undefined,
      focus: () => undefined,
      show: () => undefined,
    };
    selected = createSelectedRange(desk, excelFor(desk));
  });

  function put(row: number, column: number, rows: readonly (readonly (string | number)[])[]): void {
    const rect = { row, column, rows: rows.length, columns: rows[0]!.length };
    grid.write(
      grid.activeSheet(),
      rect,
      rows.map((line) =>
        line.map((value) => (value === '' ? { kind: 'blank' } : { kind: 'value', value: value as never })),
      ),
    );
    grid.select(grid.activeSheet(), rect);
  }

  const lastAmount = () => store.get().reading!.flows.at(-1)!.amount;

  /** Excel does what it is asked next, or after so many more, at once and answers when it is let go. */
  function holdNext(after = 0) {
    let left = after;
    const [asked, answer] = [gate(), gate()];
    const run = Excel.run as (...given: unknown[]) => Promise<unknown>;
    Object.assign(Excel, {
      run: async (...given: unknown[]) => {
        if (left-- > 0) return run(...given);
        Object.assign(Excel, { run });
        const done = await run(...given);
        asked.open();
        await answer.opened;
        return done;
      },
    });
    return { asked: asked.opened, letGo: answer.open };
  }

  /** Excel refuses the second batch from now: cells are read in the first, what was said of ranges in the second. */
  function refuseSecond(): void {
    const run = Excel.run as (...given: unknown[]) => Promise<unknown>;
    let batch = 0;
    Object.assign(Excel, {
      run: async (...given: unknown[]) => {
        if (++batch < 2) return run(...given);
        Object.assign(Excel, { run });
        throw Object.assign(new Error('busy'), { code: 'InvalidOperation' });
      },
    });
  }

  it('is the one that was taken last, though a run was begun with another: that run is not made', async () => {
    put(1, 1, sampleRows as never);
    await selected.use();
    const first = store.get().reading!.address;
    store.set((s) => typeTerm(chooseMode(s, 'european'), 'hurdle_rate', '9'));
    const { run } = createRunning(desk, watch, () => actions, selected.readAgain);
    const held = holdNext();
    const running = run();
    await held.asked;
    put(1, 6, OTHER);
    await selected.use();
    const second = store.get().reading!.address;
    assert.notEqual(second, first);
    held.letGo();
    await running;
    const { reading, runs, phase } = store.get();
    assert.deepEqual([reading!.address, runs.length, phase], [second, 0, 'idle']);
  });

  it('is read once more for a run where its cells changed and were read meanwhile', async () => {
    put(1, 1, sampleRows as never);
    await selected.use();
    const held = holdNext(1);
    const again = selected.readAgain();
    await held.asked;
    put(7, 2, [[7000]]);
    await selected.refresh();
    held.letGo();
    assert.equal(await again, true);
    assert.equal(lastAmount(), 7000);
  });

  it('is the one taken last also where an earlier one is read after it', async () => {
    put(1, 1, sampleRows as never);
    const held = holdNext();
    const first = selected.use();
    await held.asked;
    put(1, 6, OTHER);
    await selected.use();
    held.letGo();
    await first;
    assert.equal(lastAmount(), 500);
  });

  it('holds what its cells hold last, however often they change while they are read', async () => {
    put(1, 1, sampleRows as never);
    await selected.use();
    put(7, 2, [[6000]]);
    const first = holdNext();
    const refreshed = [selected.refresh()];
    await first.asked;
    put(7, 2, [[7000]]);
    const second = holdNext();
    refreshed.push(selected.refresh());
    first.letGo();
    await second.asked;
    second.letGo();
    await Promise.all(refreshed);
    assert.equal(lastAmount(), 7000);
  });

  it('is read once more where it was taken while its cells changed', async () => {
    put(1, 1, sampleRows as never);
    await selected.use();
    put(1, 6, OTHER);
    const old = holdNext();
    const taking = selected.use();
    await old.asked;
    put(4, 7, [[900]]);
    const event = holdNext();
    const refreshed = selected.refresh();
    await event.asked;
    old.letGo();
    await taking;
    event.letGo();
    await refreshed;
    assert.equal(lastAmount(), 900);
  });

  it('is read where its cells changed while a block of inputs found no place', async () => {
    put(1, 1, sampleRows as never);
    await selected.use();
    const held = holdNext();
    const refresh = () => (refreshes = selected.refresh());
    const writing = writeInputs(desk, excelFor(desk), { use: selected.use, refresh }, false);
    await held.asked;
    put(7, 2, [[7000]]);
    await selected.refresh();
    held.letGo();
    await writing;
    assert.ok(store.get().noPlace);
    await refreshes;
    assert.equal(lastAmount(), 7000);
  });

  it('is read once what was written meanwhile stands, where its cells changed', async () => {
    put(1, 1, sampleRows as never);
    await selected.use();
    await createRunning(desk, watch, () => actions, selected.readAgain).run();
    const [begun, written] = [gate(), gate()];
    const { writeSheets } = createDetail(desk, excelFor(desk), () => actions, selected.readAgain);
    const writing = writeSheets(async () => {
      begun.open();
      await written.opened;
      return { name: 'Details', lacks: [] };
    });
    await begun.opened;
    put(7, 2, [[7000]]);
    await selected.refresh();
    written.open();
    await writing;
    await refreshes;
    assert.equal(lastAmount(), 7000);
    const { runs } = store.get();
    assert.ok(isStale(store.get(), runs[0]!.taken));
  });

  it('is read before a sheet is written: a run that its cells give no longer is not', async () => {
    put(1, 1, sampleRows as never);
    await selected.use();
    await createRunning(desk, watch, () => actions, selected.readAgain).run();
    put(7, 2, [[7000]]);
    const { writeSheets } = createDetail(desk, excelFor(desk), () => actions, selected.readAgain);
    await writeSheets(() => assert.fail('it was written'));
    assert.equal(store.get().notice?.key, 'staleNotWritten');
    assert.equal(store.get().phase, 'idle');
    assert.equal(lastAmount(), 7000);
  });

  describe('of which something is said', () => {
    const leaveOut = (range: string) =>
      selected.saySo(({ answers, roles }) => ({ answers, roles: { ...roles, [range]: 'leftOut' } }));
    const rolesSaid = () => store.get().reading!.said?.roles;

    it('is read with all of it, however quickly one follows the other', async () => {
      put(1, 1, LINES);
      await selected.use();
      const held = holdNext();
      const said = [leaveOut('C2:C6')];
      await held.asked;
      said.push(leaveOut('D2:D6'));
      held.letGo();
      await Promise.all(said);
      assert.deepEqual(rolesSaid(), { 'C2:C6': 'leftOut', 'D2:D6': 'leftOut' });
    });

    it('is left where other cells were taken meanwhile', async () => {
      put(1, 1, LINES);
      await selected.use();
      const held = holdNext();
      const said = [leaveOut('C2:C6'), leaveOut('D2:D6')];
      await held.asked;
      put(1, 6, OTHER);
      await selected.use();
      held.letGo();
      await Promise.all(said);
      assert.deepEqual([store.get().reading!.address, rolesSaid()], ['G2:H8', {}]);
    });

    it('leaves what was said of others in the workbook, though Excel refuses it now and then', async () => {
      const said = { answers: {}, roles: { 'A1:A9': 'leftOut' } } as const;
      await keepLayouts(
        ['One', 'Two'].map((sheet) => ({ sheet, address: 'A1:C9', heads: ['a', 'b'], said })),
      );
      const kept = async () => (await readLayouts()).map((l) => l.sheet);
      put(1, 1, LINES);
      refuseSecond();
      await selected.use();
      refuseSecond();
      await leaveOut('D2:D6');
      assert.equal(store.get().notice?.tone, 'danger');
      assert.deepEqual([rolesSaid(), await kept()], [{}, ['One', 'Two']]);
      await leaveOut('C2:C6');
      assert.deepEqual([rolesSaid(), await kept()], [{ 'C2:C6': 'leftOut' }, ['One', 'Two', 'Deal']]);
    });
  });
});
