/** The Explain view: the selected figure of a detail sheet, told with its tier, its arithmetic and its cells. */
import { formatAmount } from '../../i18n/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { icons } from './icons.ts';
import type { Asked } from '../model/state.ts';
import { sectionHead, type View } from './view.ts';

export function explainView(view: View): Child {
  const { state, act, t } = view;
  const { asked, follows } = state;
  const button = follows
    ? null
    : h('button', { type: 'button', id: 'explain-cell', onclick: () => act.explain() }, t('explainCell'));
  if (state.host === 'none') return empty(view, t('noOffice'), null);
  if (!asked) return empty(view, t(follows ? 'explainFollows' : 'explainPress'), button);
  if (!asked.told)
    return empty(
      view,
      `${t('explainNone', { cell: `${asked.sheet}!${asked.cell}` })}${t('sentenceGap')}${t(follows ? 'explainFollows' : 'explainPress')}`,
      button,
    );
  return [told(view, asked), button];
}

const empty = ({ t }: View, text: string, button: Child): VNode =>
  h(
    'section',
    { class: 'empty', key: 'empty' },
    h('h2', null, t('explainTitle')),
    h('p', { class: 'quiet' }, text),
    button,
  );

function told(view: View, asked: Asked): Child {
  const { t } = view;
  const { title, when, text, rule, sentences, inputs } = asked.told!;
  return [
    h(
      'section',
      { class: 'title', key: 'told', 'aria-label': t('explainTitle') },
      h(
        'div',
        { class: 'head' },
        h('h1', null, title || t('explainWorking')),
        text === '' ? null : h('span', { class: 'figure' }, text),
      ),
      h(
        'p',
        { class: 'quiet' },
        cellLink(view, asked, asked.cell, `${asked.sheet}!${asked.cell}`),
        when === '' ? null : ` · ${when}`,
      ),
    ),
    h(
      'section',
      { class: 'told', key: 'sentences', id: 'told' },
      sentences.map((s, i) => h('p', { key: i }, s)),
      changed(view, asked),
    ),
    rule === null
      ? null
      : h('section', { key: 'rule' }, sectionHead(t('rule')), h('p', { class: 'quiet' }, rule)),
    inputs.length
      ? h(
          'section',
          { key: 'inputs' },
          sectionHead(t('cameFrom')),
          h(
            'ul',
            { class: 'runs card flush from' },
            inputs.map(({ label, text: figure, cell }) =>
              h(
                'li',
                { key: cell },
                h(
                  'button',
                  {
                    type: 'button',
                    'aria-label': `${label} ${figure}. ${t('selectCell', { cell })}`,
                    onclick: () => view.act.selectCell(cell, asked.sheet),
                  },
                  h('span', { class: 'name' }, label),
                  h('span', { class: 'figure' }, figure),
                  h('span', { class: 'cell' }, cell),
                ),
              ),
            ),
          ),
        )
      : null,
  ];
}

const cellLink = (view: View, { sheet }: Asked, cell: string, text: string): VNode =>
  h('button', { type: 'button', class: 'link', onclick: () => view.act.selectCell(cell, sheet) }, text);

function changed({ locale, t }: View, asked: Asked): Child {
  const cells = Object.entries(asked.changed);
  if (!cells.length) return null;
  const list = cells
    .map(([cell, value]) =>
      t('holdsNow', { cell, value: typeof value === 'number' ? formatAmount(value, locale) : value || '–' }),
    )
    .join(t('listComma'));
  return h('p', { class: 'warn changed' }, icons.warning(), ' ', t('changedSince', { cells: list }));
}
