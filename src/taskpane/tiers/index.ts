/** Definitions of one's own: a part of the pane that is fetched when it is needed. */
import { define, definitionJson } from '../../engine/index.ts';
import { describeTiers, say, type TierInWords } from '../../i18n/index.ts';
import { tierTexts, type TierText } from '../../i18n/tier-editor.ts';
import { modeById } from '../../sheet/mode.ts';
import { MODE_NAME_LENGTH } from '../../sheet/mode-name.ts';
import { ownId, OWN, type SavedMode } from '../../sheet/saved-modes.ts';
import { forgetMode, keepMode, keptText } from '../excel/saved-modes.ts';
import { inputOf, type Input } from '../model/request.ts';
import { chooseMode, type State } from '../model/state.ts';
import type { Desk } from '../service-watch.ts';
import type { TierEditor, View } from '../views/view.ts';
import type { WithExcel } from '../with-excel.ts';
import { modeAside } from './aside.ts';
import { check, type Checked, type Deal } from './checked.ts';
import type { Editor } from './context.ts';
import { dealOf } from './deal.ts';
import { beginDraft, isChanged, setDefinition, tiersIn, withIds, type Draft } from './draft.ts';
import { editorView } from './editor.ts';
import type { Doors } from './mode-fields.ts';
import { editorFooter } from './save-footer.ts';
import { forgetFigures } from './figures.ts';
import { isUnder, pathKey, valueAt, type Json } from './json.ts';
import './tiers.css';

/** What a mode defines, as JSON: with the terms that stand in the pane and go together, else with its usual ones. */
function definitionOf(mode: string, input?: Input): Json {
  const preset = modeById(mode)!;
  if (preset.own) return preset.own.json as Json;
  const usual = Object.fromEntries(preset.terms.map((t) => [t.id, t.default]));
  const given = Object.fromEntries(
    (input?.fields ?? []).flatMap(({ spec, value, steps, problem }) =>
      problem || value === undefined ? [] : [[spec.id, steps ?? value] as const],
    ),
  );
  const made = define(preset, { ...usual, ...given }, input?.options ?? {});
  if (made.ok) return definitionJson(input?.definition ?? made.value.definition);
  return input ? definitionOf(mode) : {};
}

const newKey = (): string => `${Date.now().toString(36)}${Math.floor(Math.random() * 36 ** 6).toString(36)}`;

/** @param refresh reads again what a mode takes otherwise */
export function createTiers(desk: Desk, withExcel: WithExcel, refresh: () => void): TierEditor {
  const { store } = desk;
  let clash: Doors['clash'] = null;
  let isSaving = false;
  let deleted: SavedMode | null = null;

  const redraw = () => store.set((s) => ({ ...s }));
  const t = (key: TierText, params?: Parameters<typeof say>[2]) =>
    say(tierTexts[key], store.get().locale, params);

  function begin(draft: Draft): void {
    clash = null;
    forgetFigures();
    store.set({ draft, editing: true, notice: null });
    desk.focus('tier-title');
  }

  /** A new draft of the chosen mode; of a saved one the changes are its own. */
  function beginFromChosen(state: State): Draft {
    const input = inputOf(state);
    const { preset } = input;
    const json = definitionOf(preset.id, input);
    if (!preset.own) return beginDraft(preset.id, json);
    const saved = savedOf(preset.id);
    return beginDraft(preset.id, json, { name: saved.name, key: saved.key, kept: keptText(saved) });
  }

  const savedOf = (id: string): SavedMode => {
    const preset = modeById(id)!;
    const mode = {
      version: 1,
      key: id.slice(OWN.length),
      name: preset.name.en,
      definition: preset.own!.json,
    };
    return mode as SavedMode;
  };

  async function save(how?: 'overwrite' | 'copy'): Promise<void> {
    const { draft } = store.get();
    if (!draft || isSaving) return;
    if (how === 'copy') {
      clash = null;
      store.set({ draft: { ...draft, key: null, kept: null, name: '' } });
      return desk.focus('tier-mode-name');
    }
    isSaving = true;
    redraw();
    const key = draft.key ?? newKey();
    const mode: SavedMode = { version: 1, key, name: draft.name.trim(), definition: draft.definition };
    const before = how === 'overwrite' ? undefined : draft.kept;
    const answer = await withExcel('', () => keepMode(mode, before));
    isSaving = false;
    clash = answer === 'changed' || answer === 'gone' ? answer : null;
    if (answer === 'kept') {
      store.set((s) => ({ ...chooseMode(s, ownId(key)), draft: null, editing: false }));
      refresh();
      desk.tell({ key: tierTexts.saved, params: { name: mode.name }, tone: 'ok' });
      desk.focus('mode');
      return;
    }
    redraw();
    if (clash) desk.focus('tier-overwrite');
    if (answer === 'full') desk.tell({ key: tierTexts.full, tone: 'danger' });
  }

  function leave(): void {
    const { draft } = store.get();
    const isKept = draft !== null && isChanged(draft);
    store.set({ editing: false, draft: isKept ? draft : null });
    if (isKept) desk.announce(t('keptDraft'));
    desk.focus(isKept ? 'tier-go-on' : 'edit-tiers');
  }

  const doors = (): Doors => ({
    leave,
    beginFrom(mode) {
      const { draft } = store.get();
      const json = withIds(definitionOf(mode));
      store.set({ draft: { ...setDefinition(draft!, json), from: mode, open: null } });
    },
    save: (how) => void save(how),
    clash,
    isSaving,
  });

  async function remove(id: string): Promise<void> {
    const mode = savedOf(id);
    const done = await withExcel('', () => forgetMode(mode.key).then(() => true));
    if (!done) return;
    deleted = mode;
    store.set((s) => ({ ...s, mode: null, notice: null }));
    desk.announce(t('deleted', { name: mode.name }));
    desk.focus('mode-restore');
  }

  async function restore(): Promise<void> {
    const mode = deleted;
    if (!mode) return;
    const kept = await withExcel('', () => keepMode(mode, null));
    if (kept !== 'kept') return;
    deleted = null;
    store.set((s) => chooseMode(s, ownId(mode.key)));
    refresh();
    desk.focus('mode');
  }

  const words = createWords();

  return {
    view(view) {
      const { draft } = view.state;
      if (!draft) {
        // The button that led here comes before this part.
        queueMicrotask(() => begin(beginFromChosen(store.get())));
        return null;
      }
      return editorView(editorOf(view, draft, desk, words), doors());
    },
    footer: (view) =>
      view.state.draft ? editorFooter(editorOf(view, view.state.draft, desk, words), doors()) : null,
    aside: (view, input: Input) =>
      modeAside(view, input, deleted, {
        goOn: () => {
          store.set({ editing: true, notice: null });
          desk.focus('tier-title');
        },
        discard: () => {
          store.set({ draft: null });
          desk.focus('edit-tiers');
        },
        rename: () => {
          begin(beginFromChosen(store.get()));
          desk.focus('tier-mode-name');
        },
        duplicate: (id) => {
          const { name, definition } = savedOf(id);
          const copy = t('copyOf', { name: name.slice(0, MODE_NAME_LENGTH - 2) });
          begin({ ...beginDraft(id, definition as Json, { name: copy }), begun: JSON.stringify([copy]) });
          desk.focus('tier-mode-name');
        },
        remove: (id) => void remove(id),
        restore: () => void restore(),
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
    const [investment] = inputOf(state).fields;
    const invested =
      deal.kind === 'read' && typeof investment?.value === 'number' ? investment.value : undefined;
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
