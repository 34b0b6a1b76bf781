/** What the mode is called and what it began with. */
import { presets } from '../../engine/index.ts';
import { say } from '../../i18n/index.ts';
import { nameFault } from '../../sheet/mode-name.ts';
import { ownId, savedModes } from '../../sheet/saved-modes.ts';
import { h, type VNode } from '../../charts/markup.ts';
import type { Editor } from './context.ts';
import { setName } from './draft.ts';

/** What the editor does beyond its draft. */
export interface Doors {
  leave(): void;
  beginFrom(mode: string): void;
  save(how?: 'overwrite' | 'copy'): void;
  readonly clash: 'changed' | 'gone' | null;
  readonly isSaving: boolean;
}

/** Why the name cannot be taken; nothing while there is none yet. */
export const nameProblem = ({ draft }: Editor): ReturnType<typeof nameFault> =>
  nameFault(
    draft.name,
    savedModes()
      .filter((m) => m.id !== ownId(draft.key ?? ''))
      .map((m) => ({ name: m.name.en })),
  );

export function modeFields(editor: Editor, doors: Doors): VNode {
  const { draft, t, change, view } = editor;
  const fault = nameProblem(editor);
  const isWrong = fault !== null && fault !== 'nameMissing';
  const [old] = JSON.parse(draft.begun) as [string, unknown];
  const renames = draft.key !== null && !isWrong && draft.name.trim() !== old;
  return h(
    'section',
    { 'aria-label': t('modeName') },
    h(
      'div',
      { class: 'field wide' },
      h('label', { for: 'tier-mode-name' }, t('modeName')),
      h('input', {
        id: 'tier-mode-name',
        type: 'text',
        autocomplete: 'off',
        value: draft.name,
        'aria-invalid': isWrong ? true : undefined,
        'aria-describedby': isWrong || renames ? 'tier-mode-name-hint' : undefined,
        oninput: (e: Event) => {
          const { value } = e.target as HTMLInputElement;
          change((d) => setName(d, value));
        },
      }),
      isWrong
        ? h('p', { class: 'hint danger', id: 'tier-mode-name-hint' }, t(fault))
        : renames
          ? h('p', { class: 'hint', id: 'tier-mode-name-hint' }, t('renames', { name: old }))
          : null,
    ),
    h(
      'div',
      { class: 'field wide' },
      h('label', { for: 'tier-from' }, t('startedFrom')),
      h(
        'select',
        {
          id: 'tier-from',
          value: draft.from,
          onchange: (e: Event) => doors.beginFrom((e.target as HTMLSelectElement).value),
        },
        [...presets, ...savedModes()].map((p) =>
          h('option', { value: p.id, selected: p.id === draft.from, key: p.id }, say(p.name, view.locale)),
        ),
      ),
    ),
  );
}
