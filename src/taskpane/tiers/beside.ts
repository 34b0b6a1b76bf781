/** What stands beside the tiers: classes and parties, the options. */
import { h, type VNode } from '../../charts/markup.ts';
import { faultText, nameOfParty, type Editor } from './context.ts';
import { setValue } from './draft.ts';
import { fieldView, repairButtons } from './field-view.ts';
import { isRecord, type Json } from './json.ts';
import { classFields, optionFields, partyFields } from './more-fields.ts';

export function whoSection(editor: Editor): VNode {
  const { draft, t, change, checked } = editor;
  const { classes, parties } = draft.definition;
  const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isRecord) : []);
  const own = checked.issues.filter(({ path }) => path.length === 1 && path[0] === 'classes');
  const isFaulty = checked.issues.some(({ path }) => path[0] === 'classes' || path[0] === 'parties');
  const unused = (stem: string) => {
    const taken = new Set([...list(classes), ...list(parties)].map((one) => one.id));
    for (let n = 1; ; n++) if (!taken.has(stem + String(n))) return stem + String(n);
  };
  const block = (key: 'classes' | 'parties', one: Json, i: number, all: number) => {
    const name = nameOfParty(editor, String(one.id));
    return h(
      'fieldset',
      { class: 'who', key: `${key}-${i}` },
      h('legend', null, t(key === 'classes' ? 'classHead' : 'partyHead', { name })),
      (key === 'classes' ? classFields(draft.definition, i) : partyFields(i)).map((f) =>
        fieldView(editor, f),
      ),
      key === 'parties' || all > 1
        ? h(
            'button',
            {
              type: 'button',
              class: 'small',
              onclick: () => change((d) => setValue(d, [key, i], undefined)),
            },
            t('removeNamed', { name }),
          )
        : null,
    );
  };
  const add = (key: 'classes' | 'parties', item: Json, label: string) =>
    h(
      'button',
      {
        type: 'button',
        class: 'small',
        onclick: () => change((d) => setValue(d, [key], [...list(draft.definition[key]), item])),
      },
      label,
    );
  return h(
    'details',
    { class: 'options', key: 'who' },
    h(
      'summary',
      null,
      h('span', null, t('who')),
      h('span', { class: isFaulty ? 'aside danger' : 'aside' }, isFaulty ? t('fault') : null),
    ),
    list(classes).map((one, i, all) => block('classes', one, i, all.length)),
    own.map((issue) =>
      h(
        'div',
        { class: 'tier-faults' },
        h('p', { class: 'danger' }, faultText(editor, issue)),
        repairButtons(editor, [issue]),
      ),
    ),
    list(parties).map((one, i) => block('parties', one, i, 0)),
    h(
      'div',
      { class: 'row' },
      add('classes', { id: unused('class'), share: 0 }, t('addClass')),
      add('parties', { id: unused('party') }, t('addParty')),
    ),
  );
}

export function optionsSection(editor: Editor): VNode {
  const { draft, t, checked, view } = editor;
  const { options } = draft.definition;
  const n = isRecord(options) ? Object.keys(options).length : 0;
  const isFaulty = checked.issues.some(({ path }) => path[0] === 'options');
  return h(
    'details',
    { class: 'options', key: 'options' },
    h(
      'summary',
      null,
      h('span', null, t('options')),
      h(
        'span',
        { class: isFaulty ? 'aside danger' : 'aside' },
        isFaulty ? t('fault') : n ? view.count(n, 'oneChanged', 'changed') : view.t('allDefaults'),
      ),
    ),
    optionFields(draft.definition).map((field) => fieldView(editor, field)),
  );
}
