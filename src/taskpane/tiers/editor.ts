/** The editor in place of the input: name, list, what stands beside the tiers, figures. */
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { whoSection, optionsSection } from './beside.ts';
import { issuesBeside } from './checked.ts';
import { faultText, kindText, type Editor } from './context.ts';
import { addTier, editAsText, listsIn, undo } from './draft.ts';
import { repairButtons } from './field-view.ts';
import { partyFigures } from './figures.ts';
import { jsonText, pathKey } from './json.ts';
import { modeFields, type Doors } from './mode-fields.ts';
import { KINDS, type Kind } from './new-tier.ts';
import { tierLists } from './tier-list.ts';
import { textSection } from './whole-text.ts';

export function editorView(editor: Editor, doors: Doors): Child {
  const { draft, t, change, view } = editor;
  const onkeydown = (e: KeyboardEvent) => {
    if (e.isComposing) return;
    const isCommand = e.ctrlKey || e.metaKey;
    // A text has an undo of its own.
    if (e.key === 'z' && isCommand && !e.shiftKey && draft.whole === null) change(undo);
    else if (e.key === 'Escape') doors.leave();
    else return;
    e.preventDefault();
  };
  return h(
    'div',
    { class: 'tier-editor', onkeydown },
    h(
      'div',
      { class: 'head' },
      h(
        'button',
        { type: 'button', class: 'small', id: 'tier-back', onclick: doors.leave },
        `‹ ${t('back')}`,
      ),
      h('h1', { id: 'tier-title', tabindex: -1 }, t('title')),
      h(
        'button',
        {
          type: 'button',
          class: 'small',
          id: 'tier-undo',
          'aria-disabled': !draft.past.length || draft.whole !== null,
          onclick: () => draft.whole === null && change(undo),
        },
        t('undo'),
      ),
    ),
    modeFields(editor, doors),
    draft.whole === null
      ? [listSection(editor), whoSection(editor), optionsSection(editor)]
      : textSection(editor),
    view.state.host === 'none' ? h('p', { class: 'quiet' }, t('noExcel')) : null,
    partyFigures(editor),
  );
}

function listSection(editor: Editor): VNode {
  const { draft, t, tiers, change, announce, checked, view } = editor;
  const beside = issuesBeside(checked.issues, listsIn(draft.definition)).filter(
    ({ path }) => !['classes', 'parties', 'options'].includes(String(path[0])) || path.length < 1,
  );
  const add = (kind: Kind) => {
    const next = addTier(draft, kind);
    change((d) => addTier(d, kind));
    const list = next.open!.split('.').slice(0, -1).join('.');
    const all = tiers.filter(({ path }) => pathKey(path.slice(0, -1)) === list).length + 1;
    announce(t('added', { tier: t(kindText(kind)!), n: Number(next.open!.split('.').at(-1)) + 1, all }));
    view.act.focus(`open-${next.open!}`);
  };
  return h(
    'section',
    { 'aria-label': t('order') },
    h(
      'div',
      { class: 'head' },
      h('h2', { id: 'tier-order' }, t('order')),
      h('span', { class: 'aside' }, t('keys')),
    ),
    h('p', { class: 'unseen', id: 'tier-keys' }, t('keysHelp')),
    tiers.length ? tierLists(editor) : h('p', { class: 'note danger' }, t('noList')),
    beside.map((issue) =>
      h(
        'div',
        { class: 'tier-faults' },
        h('p', { class: 'danger' }, faultText(editor, issue)),
        repairButtons(editor, [issue]),
      ),
    ),
    h(
      'div',
      { class: 'add-tier' },
      h(
        'select',
        {
          id: 'tier-add',
          'aria-label': t('addTier'),
          value: '',
          onchange: (e: Event) => {
            const select = e.target as HTMLSelectElement;
            const kind = select.value as Kind;
            select.value = '';
            add(kind);
          },
        },
        h('option', { value: '', selected: true }, t('addTier')),
        KINDS.map((kind) => h('option', { value: kind, key: kind }, t(kindText(kind)!))),
      ),
      h(
        'button',
        {
          type: 'button',
          id: 'tier-as-text',
          onclick: () => {
            change((d) => editAsText(d, jsonText(d.definition)));
            // From its beginning, once it is there.
            setTimeout(() =>
              (document.getElementById('tier-whole') as HTMLTextAreaElement).setSelectionRange(0, 0),
            );
            view.act.focus('tier-whole');
          },
        },
        t('asText'),
      ),
    ),
    h('p', { class: 'note' }, t('textHelp')),
  );
}
