/** The footer of the editor: Save, what it waits for, and what to keep where somebody else was faster. */
import { h, type Child } from '../../charts/markup.ts';
import type { Editor } from './context.ts';
import { isChanged, tierPathOf } from './draft.ts';
import { isRecord, jsonIn, pathKey } from './json.ts';
import { nameProblem, type Doors } from './mode-fields.ts';

/** What Save waits for, in words; null where it can be pressed. */
export function waitsFor(editor: Editor): string | null {
  const { draft, checked, tiers, t, view } = editor;
  if (view.state.host !== 'excel') return t('noExcel');
  if (draft.whole !== null && !isRecord(jsonIn(draft.whole))) return t('wholeNeeds');
  const faulty = new Set<number>();
  let other = false;
  for (const { path } of checked.issues) {
    const place = tierPathOf(path);
    const at = tiers.findIndex((one) =>
      place
        ? pathKey(one.path) === pathKey(place)
        : pathKey(one.path.slice(0, -1)) === pathKey(path) && isLastOf(tiers, one),
    );
    if (at >= 0) faulty.add(at + 1);
    else other = true;
  }
  const numbers = [...faulty].sort((a, b) => a - b);
  if (numbers.length)
    return t(numbers.length === 1 ? 'tierNeeds' : 'tiersNeed', {
      n: numbers[0]!,
      list: numbers.join(view.t('listComma')),
    });
  if (other) return t('otherNeeds', { what: otherPlace(editor) });
  const name = nameProblem(editor);
  if (name) return t(name);
  return isChanged(draft) ? null : t('nothingChanged');
}

const isLastOf = (tiers: Editor['tiers'], one: Editor['tiers'][number]): boolean =>
  tiers.filter(({ path }) => pathKey(path.slice(0, -1)) === pathKey(one.path.slice(0, -1))).at(-1) === one;

function otherPlace(editor: Editor): string {
  const place = editor.checked.issues[0]!.path[0];
  return place === 'options'
    ? editor.t('options')
    : place === 'classes' || place === 'parties'
      ? editor.t('who')
      : editor.t('order');
}

export function editorFooter(editor: Editor, doors: Doors): Child {
  const { t, draft } = editor;
  const wait = waitsFor(editor);
  if (doors.clash)
    return [
      h(
        'p',
        { class: 'note warn', role: 'alert', key: 'clash' },
        t(doors.clash === 'gone' ? 'goneMeanwhile' : 'changedMeanwhile', { name: draft.name }),
      ),
      h(
        'div',
        { class: 'row clash', key: 'clash-row' },
        h(
          'button',
          { type: 'button', id: 'tier-overwrite', onclick: () => doors.save('overwrite') },
          t(doors.clash === 'gone' ? 'saveAgain' : 'overwrite'),
        ),
        h('button', { type: 'button', id: 'tier-copy', onclick: () => doors.save('copy') }, t('saveCopy')),
      ),
    ];
  return [
    h(
      'button',
      {
        type: 'button',
        id: 'tier-save',
        class: 'primary block',
        key: 'save',
        'aria-disabled': wait !== null || doors.isSaving,
        'aria-describedby': 'tier-save-note',
        onclick: () => (wait === null && !doors.isSaving ? doors.save() : undefined),
      },
      t(doors.isSaving ? 'saving' : 'save'),
    ),
    h(
      'p',
      { class: 'note', id: 'tier-save-note', key: 'note' },
      wait === null ? t('saveNote') : `${wait}${editor.view.t('sentenceGap')}${t('saveNote')}`,
    ),
  ];
}
