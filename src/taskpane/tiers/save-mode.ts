/** Definitions of one's own as modes of the workbook: begun from a mode, saved, deleted and taken back. */
import { define, definitionJson } from '../../engine/index.ts';
import { say } from '../../i18n/index.ts';
import { tierTexts, type TierText } from '../../i18n/tier-editor.ts';
import { modeById } from '../../sheet/mode.ts';
import { ownId, OWN, type SavedMode } from '../../sheet/saved-modes.ts';
import { forgetMode, keepMode, keptText } from '../excel/saved-modes.ts';
import { inputOf, type Input } from '../model/request.ts';
import { chooseMode, type State } from '../model/state.ts';
import type { Desk } from '../service-watch.ts';
import type { WithExcel } from '../with-excel.ts';
import { beginDraft, changesOf, isChanged, type Draft } from './draft.ts';
import { forgetFigures } from './figures.ts';
import type { Json } from './json.ts';
import type { Doors } from './mode-fields.ts';

/** The editor beside its draft, which is in the pane's state. */
export interface Editing {
  readonly desk: Desk;
  readonly withExcel: WithExcel;
  /** Reads again what a mode takes otherwise. */
  refresh(): void;
  /** Why a mode was not saved: the workbook's has changed or is gone. */
  clash: Doors['clash'];
  isSaving: boolean;
  /** The mode that was deleted last. */
  deleted: SavedMode | null;
}

/** What a mode defines, as JSON: with the terms that stand in the pane and go together, else with its usual ones. */
export function definitionOf(mode: string, input?: Input): Json {
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

export const savedOf = (id: string): SavedMode => {
  const preset = modeById(id)!;
  const mode = {
    version: 1,
    key: id.slice(OWN.length),
    name: preset.name.en,
    definition: preset.own!.json,
  };
  return mode as SavedMode;
};

const announce = ({ desk }: Editing, key: TierText, params?: Parameters<typeof say>[2]): void =>
  desk.announce(say(tierTexts[key], desk.store.get().locale, params));

/** A new draft of the chosen mode; of a saved one the changes are its own. */
export function draftOfChosen(state: State): Draft {
  const input = inputOf(state);
  const { preset } = input;
  const json = definitionOf(preset.id, input);
  if (!preset.own) return beginDraft(preset.id, json);
  const saved = savedOf(preset.id);
  return beginDraft(preset.id, json, { name: saved.name, key: saved.key, kept: keptText(saved) });
}

export function begin(editing: Editing, draft: Draft): void {
  const { store, focus } = editing.desk;
  editing.clash = null;
  forgetFigures();
  store.set({ draft, editing: true, notice: null });
  focus('tier-title');
}

/** Leaves the editor; a draft with changes waits. */
export function leave(editing: Editing): void {
  const { store, focus } = editing.desk;
  const { draft } = store.get();
  const isKept = draft !== null && isChanged(draft);
  store.set({ editing: false, draft: isKept ? draft : null });
  if (isKept) announce(editing, 'keptDraft');
  focus(isKept ? 'tier-go-on' : 'edit-tiers');
}

export async function save(editing: Editing, how?: 'overwrite' | 'copy'): Promise<void> {
  const { store, tell, focus } = editing.desk;
  const { draft } = store.get();
  if (!draft || editing.isSaving) return;
  if (how === 'copy') {
    editing.clash = null;
    store.set({ draft: { ...draft, key: null, kept: null, name: '' } });
    return focus('tier-mode-name');
  }
  const redraw = () => store.set((s) => ({ ...s }));
  editing.isSaving = true;
  redraw();
  const key = draft.key ?? newKey();
  const mode: SavedMode = { version: 1, key, name: draft.name.trim(), definition: draft.definition };
  const before = how === 'overwrite' ? undefined : draft.kept;
  const answer = await editing.withExcel('', () => keepMode(mode, before));
  editing.isSaving = false;
  editing.clash = answer === 'changed' || answer === 'gone' ? answer : null;
  if (answer === 'kept') {
    store.set((s) => ({ ...chooseMode(s, ownId(key)), ...afterSaving(s, draft, mode) }));
    editing.refresh();
    tell({ key: tierTexts.saved, params: { name: mode.name }, tone: 'ok' });
    if (!store.get().editing) focus('mode');
    return;
  }
  redraw();
  if (editing.clash) focus('tier-overwrite');
  if (answer === 'full') tell({ key: tierTexts.full, tone: 'danger' });
}

/** The editor closes, unless something was typed while the mode was being saved, or another draft was begun. */
function afterSaving(
  { draft: now, editing }: State,
  draft: Draft,
  mode: SavedMode,
): Pick<State, 'draft' | 'editing'> {
  if (!now || now === draft) return { draft: null, editing: false };
  const isOfMode = now.key === draft.key && now.begun === draft.begun;
  const saved = { ...mode, definition: draft.definition, kept: keptText(mode) };
  return { draft: isOfMode ? changesOf(now, saved) : now, editing };
}

export async function remove(editing: Editing, id: string): Promise<void> {
  const { store, focus } = editing.desk;
  const mode = savedOf(id);
  const done = await editing.withExcel('', () => forgetMode(mode.key).then(() => true));
  if (!done) return;
  editing.deleted = mode;
  // Another may have been chosen meanwhile.
  store.set((s) => ({ ...s, mode: s.mode === id ? null : s.mode, notice: null }));
  announce(editing, 'deleted', { name: mode.name });
  focus('mode-restore');
}

/** Takes back the mode that was deleted last. */
export async function restore(editing: Editing): Promise<void> {
  const { store, focus } = editing.desk;
  const mode = editing.deleted;
  if (!mode) return;
  const kept = await editing.withExcel('', () => keepMode(mode, null));
  if (kept !== 'kept') return;
  editing.deleted = null;
  store.set((s) => chooseMode(s, ownId(mode.key)));
  editing.refresh();
  focus('mode');
}
