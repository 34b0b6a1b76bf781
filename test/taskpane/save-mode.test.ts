import assert from 'node:assert/strict';
import { ownId, savedModes, setSavedModes } from '../../src/sheet/saved-modes.ts';
import { chooseMode } from '../../src/taskpane/model/state.ts';
import { createStore, type Store } from '../../src/taskpane/model/store.ts';
import type { Desk } from '../../src/taskpane/service-watch.ts';
import { beginDraft, isChanged, setName, setValue } from '../../src/taskpane/tiers/draft.ts';
import { begin, definitionOf, remove, save, type Editing } from '../../src/taskpane/tiers/save-mode.ts';
import { withMemoryWorkbook } from '../preview/memory-workbook.ts';
import { stateOf } from './deals.ts';

describe('While Excel saves a mode', () => {
  withMemoryWorkbook();
  let store: Store;
  let editing: Editing;
  /** What the user does before Excel has answered. */
  let meanwhile: () => void;

  beforeEach(() => {
    store = createStore({ ...stateOf(), host: 'excel' }, () => undefined);
    meanwhile = () => undefined;
    editing = {
      desk: {
        store,
        tell: (notice) => store.set({ notice }),
        announce: () => undefined,
        focus: () => undefined,
      } as Partial<Desk> as Desk,
      withExcel: async (_, work) => {
        const done = await work();
        meanwhile();
        return done;
      },
      refresh: () => undefined,
      clash: null,
      isSaving: false,
      deleted: null,
    };
    begin(editing, { ...beginDraft('european', definitionOf('european')), name: 'Harbour' });
  });
  afterEach(() => setSavedModes([]));

  const type = (marker: string) =>
    store.set((s) => ({ ...s, draft: setValue(s.draft!, ['marker'], marker, marker) }));
  const kept = () => savedModes().map((m) => [m.id, m.name.en, (m.own!.json as { marker?: string }).marker]);

  it('what is typed stays in the editor, as a change of what was saved', async () => {
    type('first');
    meanwhile = () => type('second');
    await save(editing);
    const { draft, editing: isOpen, mode } = store.get();
    assert.ok(draft && isOpen && isChanged(draft));
    assert.equal(draft.definition.marker, 'second');
    assert.deepEqual([mode, kept()], [ownId(draft.key!), [[mode, 'Harbour', 'first']]]);
    meanwhile = () => undefined;
    await save(editing);
    assert.deepEqual([store.get().draft, store.get().editing, editing.clash], [null, false, null]);
    assert.deepEqual(kept(), [[mode, 'Harbour', 'second']]);
  });

  it('another draft may be begun, which becomes no change of what was saved', async () => {
    const other = setName(beginDraft('american', definitionOf('american')), 'Riverside');
    meanwhile = () => begin(editing, other);
    await save(editing);
    assert.deepEqual([store.get().draft, store.get().editing], [other, true]);
  });

  it('and where nothing is typed, the editor closes', async () => {
    await save(editing);
    assert.deepEqual([store.get().draft, store.get().editing], [null, false]);
  });

  it('or deletes it, a mode that is chosen stays', async () => {
    await save(editing);
    const saved = store.get().mode!;
    meanwhile = () => store.set((s) => chooseMode(s, 'american'));
    await remove(editing, saved);
    assert.deepEqual([store.get().mode, savedModes()], ['american', []]);
  });
});
