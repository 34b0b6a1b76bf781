/** Definitions of one's own: a part of the pane that is fetched when it is needed. */
import { describeTiers, say, type TierInWords } from '../../i18n/index.ts';
import { tierTexts } from '../../i18n/tier-editor.ts';
import { MODE_NAME_LENGTH } from '../../sheet/mode-name.ts';
import { investedOf } from '../model/invested.ts';
import { inputOf, type Input } from '../model/request.ts';
import type { State } from '../model/state.ts';
import type { Desk } from '../service-watch.ts';
import type { TierEditor, View } from '../views/view.ts';
import type { WithExcel } from '../with-excel.ts';
import { modeAside } from './aside.ts';
import { check, type Checked, type Deal } from './checked.ts';
import type { Editor } from './context.ts';
import { dealOf } from './deal.ts';
import { beginDraft, setDefinition, tiersIn, withIds, type Draft } from './draft.ts';
import { editorView } from './editor.ts';
import type { Doors } from './mode-fields.ts';
import {
  begin,
  definitionOf,
  draftOfChosen,
  type Editing,
  leave,
  remove,
  restore,
  save,
  savedOf,
} from './save-mode.ts';
import { editorFooter } from './save-footer.ts';
import { isUnder, pathKey, valueAt, type Json } from './json.ts';
import './tiers.css';

/** @param refresh reads again what a mode takes otherwise */
export function createTiers(desk: Desk, withExcel: WithExcel, refresh: () => void): TierEditor {
  const { store } = desk;
  const editing: Editing = { desk, withExcel, refresh, clash: null, isSaving: false, deleted: null };
  const words = createWords();

  const doors = (): Doors => ({
    leave: () => leave(editing),
    beginFrom(mode) {
      const { draft } = store.get();
      const json = withIds(definitionOf(mode));
      store.set({ draft: { ...setDefinition(draft!, json), from: mode, open: null } });
    },
    save: (how) => void save(editing, how),
    clash: editing.clash,
    isSaving: editing.isSaving,
  });

  return {
    view(view) {
      const { draft } = view.state;
      if (!draft) {
        // The button that led here comes before this part.
        queueMicrotask(() => begin(editing, draftOfChosen(store.get())));
        return null;
      }
      return editorView(editorOf(view, draft, desk, words), doors());
    },
    footer: (view) =>
      view.state.draft ? editorFooter(editorOf(view, view.state.draft, desk, words), doors()) : null,
    aside: (view, input: Input) =>
      modeAside(view, input, editing.deleted, {
        goOn: () => {
          store.set({ editing: true, notice: null });
          desk.focus('tier-title');
        },
        discard: () => {
          store.set({ draft: null });
          desk.focus('edit-tiers');
        },
        rename: () => {
          begin(editing, draftOfChosen(store.get()));
          desk.focus('tier-mode-name');
        },
        duplicate: (id) => {
          const { name, definition } = savedOf(id);
          const short = name.slice(0, MODE_NAME_LENGTH - 2);
          const copy = say(tierTexts.copyOf, store.get().locale, { name: short });
          begin(editing, {
            ...beginDraft(id, definition as Json, { name: copy }),
            begun: JSON.stringify([copy]),
          });
          desk.focus('tier-mode-name');
        },
        remove: (id) => void remove(editing, id),
        restore: () => void restore(editing),
      }),
  };
}

let last: { definition: Json; told: string; checked: Checked; deal: Deal } | undefined;

/** What the engine says of a draft, found once for each definition and deal. */
function checkedOf(state: State, draft: Draft): { checked: Checked; deal: Deal } {
  const deal = dealOf(state, draft.definition);
  const told = JSON.stringify(deal);
  if (last?.definition !== draft.definition || last.told !== told)
    last = { definition: draft.definition, told, checked: check(draft, deal), deal };
  return last;
}

function editorOf(view: View, draft: Draft, desk: Desk, words: ReturnType<typeof createWords>): Editor {
  const { checked, deal } = checkedOf(view.state, draft);
  const timeline = valueAt(deal.flows, ['timeline']);
  const given = valueAt(timeline, ['dates']);
  const dates = Array.isArray(given) ? given.length : Number(valueAt(timeline, ['periods'])) + 1;
  return {
    view,
    draft,
    checked,
    deal,
    dates,
    tiers: tiersIn(draft.definition),
    words: words(view, draft, checked, deal),
    t: (key, params) => say(tierTexts[key], view.locale, params),
    change: (step) => desk.store.set((s) => (s.draft ? { ...s, draft: step(s.draft), notice: null } : s)),
    announce: (text) => desk.announce(text),
  };
}

/** Words of the tiers by path; a tier that cannot be read now keeps those it had, by its id. */
function createWords() {
  let before = new Map<string, TierInWords>();
  return (
    { locale, state }: View,
    draft: Draft,
    { sketch, unread }: Checked,
    deal: Deal,
  ): Map<string, TierInWords> => {
    const found = new Map<string, TierInWords>();
    const now = new Map<string, TierInWords>();
    const invested = deal.kind === 'read' ? investedOf(inputOf(state)) : undefined;
    const told = sketch ? describeTiers(sketch, locale, { unit: deal.unit, invested }) : [];
    tiersIn(draft.definition).forEach(({ path, tier }, i) => {
      const key = `${locale} ${String(tier.id)}`;
      const isUnread = unread.some((place) => isUnder(path, place));
      const words = isUnread ? before.get(key) : told[i];
      if (!words) return;
      found.set(pathKey(path), words);
      now.set(key, words);
    });
    before = new Map([...before, ...now]);
    return found;
  };
}
