/** A field with its bounds below it, and in their place what is wrong with what was typed. */
import type { Issue } from '../../engine/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { segments } from '../views/view.ts';
import { faultText, hintText, labelOf, repairText, type Editor } from './context.ts';
import { issuesIn } from './checked.ts';
import { setDefinition, setValue } from './draft.ts';
import type { Field } from './field.ts';
import { isUnder, jsonIn, pathKey, valueAt, type Path } from './json.ts';
import { repairsOf } from './repairs.ts';
import { fieldText, readTyped, type Typed } from './typed.ts';

const fieldId = (path: Path): string => `tier-${pathKey(path)}`;

type As<T extends Field['as']> = Field & { readonly as: T };

export function fieldView(editor: Editor, field: Field): VNode {
  switch (field.as) {
    case 'choice':
    case 'segments':
      return choiceField(editor, field);
    case 'flag':
      return flagField(editor, field);
    case 'some':
      return someField(editor, field);
    case 'shares':
      return sharesField(editor, field);
    default:
      return typedField(editor, field as As<Typed>);
  }
}

/** Faults at a place in words with what would mend them, else its bounds. */
function below(editor: Editor, path: Path, field: Field, label: string): { faults: Issue[]; node: Child } {
  const faults = field.isForm ? [] : issuesIn(editor.checked.issues, path);
  const id = `${fieldId(path)}-hint`;
  const value = valueAt(editor.draft.definition, path);
  const isText = field.as === 'json' && typeof value === 'string' && jsonIn(value) === undefined;
  if (isText)
    return {
      faults,
      node: h('p', { class: 'hint danger', id }, notJson(editor, value)),
    };
  if (!faults.length)
    return {
      faults,
      node: field.hint ? h('p', { class: 'hint', id }, hintText(editor, field.hint)) : null,
    };
  return {
    faults,
    node: h(
      'div',
      { class: 'hint danger', id },
      faults.slice(0, 3).map((issue) => h('p', null, faultText(editor, issue, nameFor(issue, path, label)))),
      repairButtons(editor, faults),
    ),
  };
}

/** A fault deeper than its field is told with its place in it. */
const nameFor = (issue: Issue, path: Path, label: string): string =>
  issue.path.length > path.length ? `${label} ${issue.path.slice(path.length).join('.')}` : label;

/** Where a text stops being JSON, in words; how browsers say it differs, and none says it in Chinese. */
export function notJson({ t }: Editor, text: string): string {
  const said = messageOf(text);
  const [, line, column] = /line (\d+) column (\d+)/.exec(said) ?? [];
  if (line && column) return t('notJsonAt', { line, column });
  const [, position] = /position (\d+)/.exec(said) ?? [];
  if (position === undefined) return t(/end/i.test(said) ? 'notJsonEnd' : 'notJson');
  const before = text.slice(0, Number(position)).split('\n');
  return t('notJsonAt', { line: before.length, column: before.at(-1)!.length + 1 });
}

function messageOf(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return String((error as Error).message);
  }
}

/** What would settle these faults, each as a button, each once. */
export function repairButtons(editor: Editor, issues: readonly Issue[]): Child {
  const { draft, change, t } = editor;
  const repairs = issues.flatMap((issue) => repairsOf(draft.definition, issue));
  const texts = repairs.map((repair) => repairText(editor, repair));
  if (!repairs.length) return null;
  return h(
    'div',
    { class: 'row repairs', role: 'group', 'aria-label': t('repairs') },
    repairs.map((repair, i) =>
      texts.indexOf(texts[i]!) < i
        ? null
        : h(
            'button',
            {
              type: 'button',
              class: 'small',
              key: texts[i],
              onclick: () => change((d) => setDefinition(d, repair.definition)),
            },
            texts[i],
          ),
    ),
  );
}

const frame = (id: string, label: string, entry: Child, hint: Child, wide = false): VNode =>
  h('div', { class: wide ? 'field tall' : 'field', key: id }, h('label', { for: id }, label), entry, hint);

function typedField(editor: Editor, field: As<Typed>): VNode {
  const { draft, view, change } = editor;
  const { path, as } = field;
  const id = fieldId(path);
  const label = labelOf(editor, field.label);
  const { faults, node } = below(editor, path, field, label);
  const props = {
    id,
    value: fieldText(draft, path, as, view.locale),
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-invalid': faults.length ? true : undefined,
    'aria-describedby': node ? `${id}-hint` : undefined,
    oninput: (e: Event) => {
      const { value } = e.target as HTMLInputElement;
      change((d) => setValue(d, path, readTyped(as, value), value));
    },
  };
  if (as === 'json') {
    const rows = Math.min(14, Math.max(2, props.value.split('\n').length));
    return frame(id, label, h('textarea', { ...props, rows, class: 'code' }), node, true);
  }
  const unit = as === 'rate' ? '%' : as === 'amount' ? (editor.deal.unit ?? '') : '';
  return frame(
    id,
    label,
    h(
      'div',
      { class: faults.length ? 'entry invalid' : as === 'text' ? 'entry text' : 'entry' },
      h('input', { type: 'text', ...props, inputmode: as === 'text' ? undefined : 'decimal' }),
      unit ? h('span', { class: 'unit' }, unit) : null,
    ),
    node,
  );
}

function choiceField(editor: Editor, field: As<'choice' | 'segments'>): VNode {
  const { change } = editor;
  const { path, choices, chosen } = field;
  const label = labelOf(editor, field.label);
  // Several choices may stand at one place: how a rate is given, and the rate.
  const id = `${fieldId(path)}-${typeof field.label === 'string' ? field.label : field.label.name}`;
  const { faults, node } = below(editor, path, field, label);
  const words = choices.map((c) => labelOf(editor, c.label, c.params));
  const choose = (i: number) => change((d) => setValue(d, path, choices[i]!.value));
  if (field.as === 'segments')
    return h(
      'div',
      { class: 'field', key: id },
      h('span', null, label),
      segments(
        id,
        label,
        words.map((word, i) => ({ id: String(i), label: word })),
        String(chosen),
        (i) => choose(Number(i)),
      ),
      node,
    );
  return frame(
    id,
    label,
    h(
      'select',
      {
        id,
        value: String(chosen),
        'aria-invalid': faults.length ? true : undefined,
        'aria-describedby': node ? `${fieldId(path)}-hint` : undefined,
        onchange: (e: Event) => choose(Number((e.target as HTMLSelectElement).value)),
      },
      words.map((word, i) => h('option', { value: String(i), selected: i === chosen, key: `${i}` }, word)),
    ),
    node,
  );
}

const flagField = (editor: Editor, { path, label }: As<'flag'>): VNode =>
  h(
    'label',
    { class: 'check', key: fieldId(path) },
    h('input', {
      type: 'checkbox',
      id: fieldId(path),
      checked: valueAt(editor.draft.definition, path) === true,
      onchange: (e: Event) => {
        const { checked } = e.target as HTMLInputElement;
        editor.change((d) => setValue(d, path, checked ? true : undefined));
      },
    }),
    h('span', null, labelOf(editor, label)),
  );

/** Some of those that there are, in their order; one that is not among them is shown too. */
function someField(editor: Editor, field: As<'some'>): VNode {
  const { path, among } = field;
  const given = valueAt(editor.draft.definition, path);
  const chosen = (Array.isArray(given) ? given : given === undefined ? [] : [given]).map(String);
  const all = [...among, ...chosen.filter((id) => !among.includes(id))];
  const label = labelOf(editor, field.label);
  const { node } = below(editor, path, field, label);
  return h(
    'fieldset',
    {
      class: 'field tall',
      key: fieldId(path),
      'aria-describedby': node ? `${fieldId(path)}-hint` : undefined,
    },
    h('legend', null, label),
    h(
      'div',
      { class: 'checks' },
      all.map((id) =>
        h(
          'label',
          { class: 'check', key: id },
          h('input', {
            type: 'checkbox',
            id: fieldId([...path, id]),
            checked: chosen.includes(id),
            onchange: (e: Event) => {
              const { checked } = e.target as HTMLInputElement;
              const next = all.filter((one) => (one === id ? checked : chosen.includes(one)));
              editor.change((d) => setValue(d, path, next));
            },
          }),
          h('span', null, labelOf(editor, { name: id })),
        ),
      ),
    ),
    node,
  );
}

/** A rate for each party, what is wrong with their sum below them. */
function sharesField(editor: Editor, field: As<'shares'>): VNode {
  const { checked, draft } = editor;
  const { path, among } = field;
  const given = valueAt(draft.definition, path);
  const all = [
    ...new Set([...among, ...Object.keys(typeof given === 'object' && given !== null ? given : {})]),
  ];
  const label = labelOf(editor, field.label);
  const own = all.map((id) => [...path, id]);
  const elsewhere = {
    ...editor,
    checked: {
      ...checked,
      issues: checked.issues.filter((issue) => !own.some((place) => isUnder(issue.path as Path, place))),
    },
  };
  const { node } = below(elsewhere, path, field, label);
  return h(
    'fieldset',
    { class: 'field tall shares', key: fieldId(path) },
    h('legend', null, label),
    all.map((id) => typedField(editor, { path: [...path, id], label: { name: id }, as: 'rate' })),
    node,
  );
}
