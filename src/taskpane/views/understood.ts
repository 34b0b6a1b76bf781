/** What the reader made of a range: questions with their choices, and each line with its role, which the user may change. */
import { say } from '../../i18n/index.ts';
import { roleNames } from '../../i18n/roles.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import type { Question, Reading, ReadLine, Role } from '../../sheet/index.ts';
import { sectionHead, type View } from './view.ts';

const firstCell = (range: string): string => range.replace(/^.*!/, '').split(':')[0]!;

/** Questions stand above all that they hold up. */
export function questions(
  view: View,
  asked: readonly Question[],
  answer: (id: string, choice: string) => void,
  /** Where a question's cells stand. */
  place: (cell: string, range: string) => Child,
): Child {
  const { t } = view;
  if (!asked.length) return null;
  return h(
    'section',
    { class: 'questions', 'aria-label': t('oneQuestion'), key: 'questions' },
    sectionHead(view.count(asked.length, 'oneQuestion', 'manyQuestions')),
    asked.map((question) => questionCard(view, question, answer, place)),
  );
}

function questionCard(
  view: View,
  question: Question,
  answer: (id: string, choice: string) => void,
  place: (cell: string, range: string) => Child,
): VNode {
  const { state, store, locale, t } = view;
  const { id, range, message, choices, likely } = question;
  const chosen = state.choices[id] ?? likely;
  return h(
    'fieldset',
    { class: 'card question', key: id },
    h('legend', null, h('b', null, say(message, locale))),
    /^(.*!)?[A-Z]+\d/.test(range) ? place(firstCell(range), range) : null,
    choices.map((choice) =>
      h(
        'label',
        { class: 'check', key: choice.id },
        h('input', {
          type: 'radio',
          name: id,
          value: choice.id,
          checked: choice.id === chosen,
          onchange: () => store.set((s) => ({ ...s, choices: { ...s.choices, [id]: choice.id } })),
        }),
        h(
          'span',
          null,
          say(choice.label, locale),
          choice.id === likely ? h('small', null, t('likely')) : null,
        ),
      ),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'primary',
        'aria-disabled': chosen === undefined,
        onclick: () => (chosen === undefined ? undefined : answer(id, chosen)),
      },
      t('answerSo'),
    ),
  );
}

/** Roles a line can be given. */
const ROLES: readonly Role[] = ['net', 'paidIn', 'paidOut', 'cash', 'period', 'leftOut'];

/** What can be done with the lines of a range, of the sheet or of a file. */
export interface LineDoors {
  setRole(range: string, role: Role): void;
  /** Reads the range as if nothing had been said of it; null where nothing was. */
  readonly forget: (() => void) | null;
  /** Where a line stands. */
  place(cell: string, range: string): Child;
}

/** Lines in the order of the sheet, folded while there is nothing to ask. */
export function lines(
  view: View,
  { lines: all = [], questions: asked = [], notes = [] }: Pick<Reading, 'lines' | 'questions' | 'notes'>,
  doors: LineDoors,
  /** By what the lines are opened, and what is told above them. */
  head: Child,
  told?: Child,
): Child {
  const { t } = view;
  const { forget, place } = doors;
  return h(
    'details',
    { class: 'lines', open: asked.length > 0 ? true : undefined, key: 'lines' },
    h('summary', null, head),
    told ? h('p', { class: 'quiet' }, told) : null,
    h(
      'ul',
      null,
      all.map((line) => lineRow(view, line, doors)),
    ),
    notes.length
      ? h(
          'ul',
          null,
          notes.map(({ range, message }) =>
            h(
              'li',
              { class: 'unused' },
              place(firstCell(range), range),
              h('small', null, say(message, view.locale)),
            ),
          ),
        )
      : null,
    forget ? h('button', { type: 'button', class: 'small', onclick: forget }, t('forgetSaid')) : null,
  );
}

/** How many lines were read, and of how many nothing is used. */
export const linesRead = ({ t }: View, all: readonly ReadLine[] = []): string =>
  t('linesRead', { n: all.length, unused: all.filter((l) => !isUsed(l)).length });

const isUsed = ({ role }: ReadLine): boolean => ['net', 'paidIn', 'paidOut', 'cash', 'period'].includes(role);

function lineRow(view: View, line: ReadLine, { setRole, place }: LineDoors): VNode {
  const { locale, t } = view;
  const { range, head, role, why, across } = line;
  const roles = ROLES.includes(role) ? ROLES : [role, ...ROLES];
  const name = head || range;
  return h(
    'li',
    { key: range, class: isUsed(line) ? undefined : 'unused' },
    place(firstCell(range), range),
    h('span', { class: 'line-head' }, name),
    across
      ? h('span', { class: 'quiet' }, say(roleNames[role], locale))
      : h(
          'select',
          {
            'aria-label': t('roleOf', { line: name }),
            value: role,
            onchange: (e: Event) => setRole(range, (e.target as HTMLSelectElement).value as Role),
          },
          roles.map((r) =>
            h('option', { value: r, selected: r === role, key: r }, say(roleNames[r], locale)),
          ),
        ),
    h('small', null, say(why, locale)),
  );
}

/** Cash told apart: a row for each deal or pot, below the bars of their sum. */
export function sourceRows(view: View, sources: Reading['sources'] = []): Child {
  if (!sources.length) return null;
  const { t } = view;
  const amount = view.amounts(sources.flatMap(({ flows }) => flows.map((f) => f.amount ?? 0)));
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('cashApart') },
    h(
      'table',
      { class: 'sources' },
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          h('th', { scope: 'col' }, t('cashApart')),
          sources[0]!.flows.map((f) => h('th', { scope: 'col' }, String(f.period))),
        ),
      ),
      h(
        'tbody',
        null,
        sources.map(({ name, flows }) =>
          h(
            'tr',
            { key: name },
            h('th', { scope: 'row' }, name),
            flows.map((f) =>
              h(
                'td',
                null,
                f.amount === null ? (f.error ?? t('unreadable')) : f.amount ? amount(f.amount) : '–',
              ),
            ),
          ),
        ),
      ),
    ),
  );
}
