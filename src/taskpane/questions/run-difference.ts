/** Two runs of the list compared: what each changed input did to the carry, and to the return of the investors. */
import { stepsBetween, type ChangedInput, type Step } from '../../document/changes.ts';
import type { ResultDocument } from '../../document/index.ts';
import { isRateTerm } from '../../document/term-unit.ts';
import { fieldName, formatAmount, formatPercent, say } from '../../i18n/index.ts';
import { questionTexts, type QuestionText } from '../../i18n/questions.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { gridAt } from '../../sheet/index.ts';
import { partyLabel } from '../../charts/bars.ts';
import type { Run } from '../model/state.ts';
import { modeName } from '../views/results.ts';
import { clockWithSeconds, originText, sectionHead, type View } from '../views/view.ts';

const words =
  ({ locale }: View) =>
  (key: QuestionText, params?: Readonly<Record<string, string | number>>) =>
    say(questionTexts[key], locale, params);

/** The other run that is chosen, by the run that is shown. */
const chosen = new WeakMap<Run, number>();

export function differenceOf(view: View, run: Run): Child {
  const t = words(view);
  const others = view.state.runs.filter((other) => other.id !== run.id);
  if (!others.length) return null;
  const id = `against-${run.id}`;
  const other = others.find((o) => o.id === chosen.get(run));
  return [
    h(
      'div',
      { class: 'field' },
      h('label', { for: id }, t('explainDifference')),
      h(
        'select',
        {
          id,
          onchange: (e: Event) => {
            chosen.set(run, Number((e.target as HTMLSelectElement).value));
            view.store.set((s) => ({ ...s }));
          },
        },
        h('option', { value: '', selected: !other }, t('chooseRun')),
        others.map((o) => h('option', { value: o.id, selected: o === other }, nameOf(o, view))),
      ),
    ),
    other
      ? explained(view, ...(other.at <= run.at ? ([other, run] as const) : ([run, other] as const)))
      : null,
  ];
}

/** The time first: names of modes are alike, and a select cuts what is long. */
const nameOf = (run: Run, view: View): string =>
  `${clockWithSeconds(run.at)} · ${run.name ?? modeName(run.document, view)}`;

/** The steps of two runs, computed once. */
const known = new WeakMap<Run, { readonly to: Run; readonly steps: readonly Step[] | null }>();

function stepsOf(from: Run, to: Run): readonly Step[] | null {
  const last = known.get(from);
  if (last?.to === to) return last.steps;
  const place = (input: ChangedInput): number => {
    const cell = cellOf(to, input) ?? cellOf(from, input);
    if (cell === undefined) return Infinity;
    const { row, column } = gridAt([], cell);
    return row * 16_384 + column;
  };
  const steps = stepsBetween(from.body, to.body, place);
  known.set(from, { to, steps });
  return steps;
}

const cellOf = ({ taken }: Run, { id }: ChangedInput): string | undefined =>
  id.startsWith(CASH)
    ? taken.cells?.[id.slice(CASH.length)]
    : taken.terms.find((term) => term.id === id)?.cell;

const CASH = 'cash ';

const carryOf = ({ tables }: ResultDocument): number => tables.carry.reduce((a, b) => a + b, 0);

function explained(view: View, from: Run, to: Run): Child {
  const { locale } = view;
  const t = words(view);
  const steps = stepsOf(from, to);
  if (!steps) return h('p', { class: 'note warn', role: 'status' }, t('notTold'));
  if (!steps.length) return h('p', { class: 'note', role: 'status' }, t('sameInputs'));
  const amount = (value: number) => formatAmount(value, locale, 2);
  const [first, last] = [carryOf(steps[0]!.before), carryOf(steps.at(-1)!.after)];
  const title = t('carryFromTo', { from: amount(first), to: amount(last) });
  return h(
    'section',
    { 'aria-label': title },
    sectionHead(title, to.document.unit),
    h('p', { class: 'quiet' }, t('eachInput')),
    h(
      'table',
      { class: 'moved steps' },
      h('thead', null, line(nameOf(from, view), amount(first))),
      h(
        'tbody',
        null,
        steps.map((step, i) => {
          const moved = carryOf(step.after) - carryOf(step.before);
          return h(
            'tr',
            { key: String(i) },
            h(
              'th',
              { scope: 'row' },
              step.inputs.map((input) => inputLine(view, to, from, input)),
            ),
            h(
              'td',
              { class: Math.abs(moved) < 0.005 ? 'quiet' : undefined },
              Math.abs(moved) < 0.005 ? t('noEffectOn') : `${moved > 0 ? '▲ +' : '▼ '}${amount(moved)}`,
            ),
          );
        }),
      ),
      h('tfoot', null, line(nameOf(to, view), amount(last))),
    ),
    returnsOf(view, steps).map((sentence) => h('p', { class: 'quiet' }, sentence)),
    steps.length > 1 ? h('p', { class: 'quiet' }, t('otherOrder')) : null,
  );
}

const line = (name: string, figure: string): VNode =>
  h('tr', null, h('th', { scope: 'row' }, name), h('td', null, figure));

function inputLine(view: View, to: Run, from: Run, input: ChangedInput): VNode {
  const t = words(view);
  const { origin } = to.taken;
  const cell = cellOf(to, input) ?? cellOf(from, input);
  return h(
    'div',
    null,
    cell === undefined || origin.kind !== 'selection'
      ? null
      : [
          h(
            'button',
            {
              type: 'button',
              class: 'link',
              title: originText(origin, view),
              onclick: () => view.act.selectCell(cell, origin.sheet),
            },
            cell,
          ),
          ' ',
        ],
    isWhole(input)
      ? t('changedWhole', { name: nameOfInput(view, input) })
      : t('changedTo', {
          name: nameOfInput(view, input),
          from: valueText(view, input, input.from),
          to: valueText(view, input, input.to),
        }),
  );
}

/** Lists and definitions have no figure to show. */
const isWhole = ({ from, to }: ChangedInput): boolean => [from, to].some((x) => typeof x === 'object');

function nameOfInput(view: View, { id }: ChangedInput): string {
  const t = words(view);
  if (id.startsWith(CASH)) return t('cashOf', { when: id.slice(CASH.length) });
  if (id === 'definition' || id === 'flows') return t(id === 'flows' ? 'flowsChanged' : 'tiersChanged');
  return fieldName([id], view.locale);
}

function valueText(view: View, { id }: ChangedInput, value: unknown): string {
  if (value === undefined) return words(view)('absent');
  if (id === 'mode') return modeName({ mode: String(value) }, view);
  if (typeof value === 'number')
    return isRateTerm(id) ? formatPercent(value / 100, view.locale) : formatAmount(value, view.locale);
  return String(value);
}

/** What the steps did to the return of each investor: a sentence each. */
function returnsOf(view: View, steps: readonly Step[]): string[] {
  const t = words(view);
  const last = steps.at(-1)!.after;
  const irr = (document: ResultDocument, id: string) =>
    document.tables.parties.find((p) => p.id === id)?.measures.irr ?? null;
  return last.tables.parties
    .filter((p) => p.role === 'class' && p.id !== 'gp')
    .flatMap(({ id }) => {
      const [a, b] = [irr(steps[0]!.before, id), irr(last, id)];
      if (a === null || b === null) return [];
      const parts = steps.flatMap(({ inputs, before, after }) => {
        const [x, y] = [irr(before, id), irr(after, id)];
        if (x === null || y === null) return [];
        const pp = (y - x) * 100;
        const name = inputs.map((input) => nameOfInput(view, input)).join(' + ');
        const sign = pp >= 0.005 ? '+' : '';
        return [t('points', { name, pp: `${sign}${formatAmount(pp, view.locale, 2)}` })];
      });
      return [
        t('irrEffect', {
          who: partyLabel(last.tables, id, view.locale),
          from: view.percent(a),
          to: view.percent(b),
          parts: parts.join(view.t('listComma')),
        }),
      ];
    });
}
