/** The Explain view: the selected figure of a detail sheet, told with its tier, its arithmetic and its cells. */
import { explainViewTexts as texts } from '../../i18n/explain-view.ts';
import { formatAmount, say } from '../../i18n/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { inSheet, type ExplainedInput } from '../../sheet/index.ts';
import { icons } from './icons.ts';
import type { Asked } from '../model/state.ts';
import { sectionHead, type View } from './view.ts';

const wordsOf =
  ({ locale }: View) =>
  (key: keyof typeof texts, params?: Readonly<Record<string, string>>): string =>
    say(texts[key], locale, params);

export function explainView(view: View): Child {
  const { state, act, t } = view;
  const { asked, follows } = state;
  const own = wordsOf(view);
  const button = follows
    ? null
    : h('button', { type: 'button', id: 'explain-cell', onclick: () => act.explain() }, own('explainCell'));
  if (state.host === 'none') return empty(view, t('noOffice'), null);
  if (!asked) return empty(view, own(follows ? 'explainFollows' : 'explainPress'), button);
  if (!asked.told) {
    const none = own('explainNone', { cell: `${asked.sheet}!${asked.cell}` });
    const follow = own(follows ? 'explainFollows' : 'explainPress');
    const nearest =
      asked.nearest == null
        ? null
        : h(
            'p',
            null,
            own('explainNearest'),
            t('sentenceGap'),
            cellLink(view, asked, asked.nearest, asked.nearest),
          );
    return empty(view, `${none}${t('sentenceGap')}${follow}`, [nearest, button]);
  }
  return [told(view, asked), button];
}

const empty = (view: View, text: string, button: Child): VNode =>
  h(
    'section',
    { class: 'empty', key: 'empty' },
    h('h2', null, wordsOf(view)('explainTitle')),
    h('p', { class: 'quiet' }, text),
    button,
  );

function told(view: View, asked: Asked): Child {
  const own = wordsOf(view);
  const { title, when, text, rule, sentences, inputs } = asked.told!;
  return [
    h(
      'section',
      { class: 'title', key: 'told', 'aria-label': own('explainTitle') },
      h(
        'div',
        { class: 'head' },
        h('h1', null, title || own('explainWorking')),
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
      : h('section', { key: 'rule' }, sectionHead(own('rule')), h('p', { class: 'quiet' }, rule)),
    inputs.length
      ? h(
          'section',
          { key: 'inputs' },
          sectionHead(own('cameFrom')),
          h(
            'ul',
            { class: 'runs card flush from' },
            inputs.map((input) => inputLine(view, asked, input)),
          ),
        )
      : null,
  ];
}

function inputLine(
  view: View,
  asked: Asked,
  { label, text, cell, sheet = asked.sheet }: ExplainedInput,
): VNode {
  const place = sheet === asked.sheet ? cell : inSheet(sheet, cell);
  return h(
    'li',
    { key: `${place} ${label}` },
    h(
      'button',
      {
        type: 'button',
        'aria-label': `${label} ${text}. ${view.t('selectCell', { cell: place })}`,
        onclick: () => view.act.selectCell(cell, sheet),
      },
      h('span', { class: 'name' }, label),
      h('span', { class: 'figure' }, text),
      h('span', { class: 'cell' }, place),
    ),
  );
}

const cellLink = (view: View, { sheet }: Asked, cell: string, text: string): VNode =>
  h('button', { type: 'button', class: 'link', onclick: () => view.act.selectCell(cell, sheet) }, text);

function changed(view: View, asked: Asked): Child {
  const { locale, t } = view;
  const own = wordsOf(view);
  const cells = Object.entries(asked.changed);
  if (!cells.length) return null;
  const list = cells
    .map(([cell, value]) =>
      own('holdsNow', {
        cell,
        value: typeof value === 'number' ? formatAmount(value, locale) : value || '–',
      }),
    )
    .join(t('listComma'));
  return h('p', { class: 'warn changed' }, icons.warning(), ' ', own('changedSince', { cells: list }));
}
