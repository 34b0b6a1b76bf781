/** The whole definition as a text: what no field shows is made and changed here. */
import { h, type VNode } from '../../charts/markup.ts';
import { sectionHead } from '../views/view.ts';
import { faultText, type Editor } from './context.ts';
import { editAsText, typeWhole } from './draft.ts';
import { notJson } from './field-view.ts';
import { isRecord, jsonIn } from './json.ts';

export function textSection(editor: Editor): VNode {
  const { draft, t, change, checked, view } = editor;
  const text = draft.whole ?? '';
  const read = jsonIn(text);
  const problem = read === undefined ? notJson(editor, text) : isRecord(read) ? null : t('notObject');
  return h(
    'section',
    { 'aria-label': t('wholeText') },
    sectionHead(
      t('wholeText'),
      h(
        'button',
        {
          type: 'button',
          class: 'small',
          id: 'tier-as-fields',
          'aria-disabled': problem !== null,
          onclick: () => {
            if (problem !== null) return;
            change((d) => editAsText(d, null));
            view.act.focus('tier-as-text');
          },
        },
        t('asFields'),
      ),
    ),
    h('textarea', {
      id: 'tier-whole',
      class: 'code',
      rows: 24,
      spellcheck: 'false',
      autocomplete: 'off',
      'aria-label': t('wholeText'),
      'aria-invalid': problem || checked.issues.length ? true : undefined,
      'aria-describedby': 'tier-whole-hint',
      value: text,
      oninput: (e: Event) => {
        const { value } = e.target as HTMLTextAreaElement;
        change((d) => typeWhole(d, value));
      },
    }),
    h(
      'div',
      { class: problem || checked.issues.length ? 'note danger' : 'note', id: 'tier-whole-hint' },
      problem ??
        (checked.issues.length
          ? checked.issues
              .slice(0, 8)
              .map((issue) => h('p', null, `${issue.path.join('.')}: ${faultText(editor, issue)}`))
          : t('wholeHelp')),
    ),
  );
}
