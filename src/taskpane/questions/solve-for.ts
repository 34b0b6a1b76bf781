/** Solve for: which value of a lever gives a measure its target, whether it is the only one, and the proof. */
import { EXIT, solve, type Lever, type Measure, type Solved } from '../../engine/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { percentSign, type Locale } from '../../i18n/index.ts';
import {
  isMoney,
  leverName,
  leverText,
  measureAt,
  measureId,
  measureName,
  measuresOf,
  measureText,
  type Asked,
} from './asked.ts';
import { entryText, readAmount, readNumber } from '../model/entry.ts';
import { sectionHead } from '../views/view.ts';
import { setQuestions } from './measure-rows.ts';

/** A native select with a label. */
export function choice(
  id: string,
  label: string,
  choices: readonly { readonly id: string; readonly name: string }[],
  chosen: string,
  choose: (id: string) => void,
): VNode {
  return h(
    'div',
    { class: 'field', key: id },
    h('label', { for: id }, label),
    h(
      'select',
      { id, value: chosen, onchange: (e: Event) => choose((e.target as HTMLSelectElement).value) },
      choices.map((c) => h('option', { value: c.id, selected: c.id === chosen, key: c.id }, c.name)),
    ),
  );
}

export const measureChoice = (
  asked: Asked,
  id: string,
  chosen: string,
  label: string,
  choose: (id: string) => void,
): VNode =>
  choice(
    id,
    label,
    measuresOf(asked).map((m) => ({ id: measureId(m), name: measureName(asked, m) })),
    chosen,
    choose,
  );

const solutions = new WeakMap<object, Map<string, Solved>>();

/** A solution, found once for a run and a question. */
function solved(asked: Asked, measure: Measure, target: number, lever: string): Solved {
  let known = solutions.get(asked.study);
  if (!known) solutions.set(asked.study, (known = new Map()));
  const key = JSON.stringify([measure, target, lever]);
  let found = known.get(key);
  if (!found) known.set(key, (found = solve(asked.study, measure, target, lever)));
  return found;
}

/** The target in the measure's own unit; null where nothing readable was typed. */
function targetOf(text: string, measure: Measure): number | null {
  if (isMoney(measure)) return readAmount(text);
  const value = readNumber(text.normalize('NFKC').replace(/\s*[%x×]\s*$/i, ''));
  if (typeof value !== 'number') return null;
  return measure.what === 'irr' ? Number((value / 100).toPrecision(12)) : value;
}

export function solveView(asked: Asked): Child {
  const { view, study, t } = asked;
  const { solve: entry } = view.state.questions;
  const measures = measuresOf(asked);
  const measure = measures.find((m) => measureId(m) === entry.measure) ?? measures[0]!;
  const levers = study.levers;
  const lever = levers.find((l) => l.id === entry.lever) ?? levers.find((l) => l.id === EXIT) ?? levers[0]!;
  const own = measureAt(asked, measure, {});
  const target = targetOf(entry.target, measure);
  const isWrong = target === null && entry.target.trim() !== '';
  const set = (change: Partial<typeof entry>) =>
    setQuestions(asked, { solve: { ...entry, measure: measureId(measure), lever: lever.id, ...change } });
  return [
    h(
      'section',
      { 'aria-label': t('solve') },
      sectionHead(t('solve')),
      measureChoice(asked, 'solve-measure', measureId(measure), t('soThat'), (id) =>
        set({ measure: id, target: '' }),
      ),
      h(
        'div',
        { class: 'field', key: 'solve-target' },
        h('label', { for: 'solve-target' }, t('is')),
        h(
          'div',
          { class: isWrong ? 'entry invalid' : 'entry' },
          h('input', {
            id: 'solve-target',
            type: 'text',
            inputmode: 'decimal',
            autocomplete: 'off',
            value: entry.target,
            placeholder:
              own === null ? undefined : entryText(own, measure.what === 'irr' ? 'percent' : 'amount'),
            'aria-invalid': isWrong ? true : undefined,
            oninput: (e: Event) => set({ target: (e.target as HTMLInputElement).value }),
          }),
          h(
            'span',
            { class: 'unit' },
            measure.what === 'irr' ? '%' : isMoney(measure) ? asked.run.document.unit : 'x',
          ),
        ),
        isWrong ? h('p', { class: 'hint danger', role: 'alert' }, t('notNumber')) : null,
      ),
      choice(
        'solve-lever',
        t('change'),
        levers.map((l) => ({ id: l.id, name: leverName(asked, l.id) })),
        lever.id,
        (id) => set({ lever: id }),
      ),
    ),
    target === null ? null : answerCard(asked, measure, target, lever),
    target === null ? null : otherLevers(asked, measure, target, lever),
    h('p', { class: 'quiet' }, t('goalSeek')),
  ];
}

function answerCard(asked: Asked, measure: Measure, target: number, lever: Lever): VNode {
  const { view, t } = asked;
  const found = solved(asked, measure, target, lever.id);
  const show = (value: number | null) => measureText(asked, measure, value);
  const at = (value: number) => leverText(lever, value, asked.view.locale);
  if (!found.answers.length)
    return h(
      'section',
      { class: 'card answer', role: 'status' },
      h(
        'p',
        null,
        t('noneBetween', {
          from: at(found.searched.from),
          to: at(found.searched.to),
          measure: measureName(asked, measure),
          a: show(found.ends.from),
          b: show(found.ends.to),
        }),
      ),
      found.nearest
        ? h(
            'p',
            { class: 'quiet' },
            t('noneNearest', { value: at(found.nearest.value), measured: show(found.nearest.measure) }),
          )
        : null,
    );
  return h(
    'section',
    { class: 'card answer', role: 'status' },
    h('p', { class: 'quiet' }, found.answers.length > 1 ? t('several', { n: found.answers.length }) : null),
    found.answers.map(({ value, from, to }) =>
      h(
        'div',
        { key: String(value) },
        h(
          'p',
          { class: 'figure' },
          `${leverName(asked, lever.id)} `,
          h('b', null, exact(lever, value, view.locale)),
        ),
        from === to
          ? found.answers.length === 1
            ? h('p', { class: 'quiet' }, t('only'))
            : null
          : h(
              'p',
              { class: 'quiet' },
              t('stretch', { from: exact(lever, from, view.locale), to: exact(lever, to, view.locale) }),
            ),
        h(
          'p',
          { class: 'quiet' },
          t('proof', { value: show(measureAt(asked, measure, { [lever.id]: value })) }),
        ),
        h(
          'button',
          {
            type: 'button',
            class: 'small',
            onclick: () =>
              setQuestions(asked, {
                sub: 'whatIf',
                texts: { [lever.id]: String(exactNumber(lever, value)) },
              }),
          },
          t('tryIt'),
        ),
      ),
    ),
  );
}

/** To as many places as a run with it needs. */
const exactNumber = (lever: Lever, value: number): number =>
  Number((lever.unit === 'rate' ? value * 100 : value).toPrecision(12));
const exact = (lever: Lever, value: number, locale: Locale): string =>
  exactNumber(lever, value).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 4 }) +
  (lever.unit === 'rate' ? percentSign(locale) : '');

function otherLevers(asked: Asked, measure: Measure, target: number, lever: Lever): VNode {
  const { study, t } = asked;
  return h(
    'section',
    { 'aria-label': t('otherLevers') },
    sectionHead(t('otherLevers')),
    h(
      'table',
      { class: 'does' },
      h(
        'tbody',
        null,
        study.levers
          .filter((l) => l.id !== lever.id)
          .map((other) => {
            const [first, ...more] = solved(asked, measure, target, other.id).answers;
            return h(
              'tr',
              { key: other.id, class: first ? undefined : 'same' },
              h('th', { scope: 'row' }, leverName(asked, other.id)),
              h('td', null, first ? exact(other, first.value, asked.view.locale) : t('noOther')),
              h(
                'td',
                null,
                first
                  ? more.length
                    ? t('several', { n: more.length + 1 })
                    : t('was', { value: leverText(other, other.value, asked.view.locale) })
                  : null,
              ),
            );
          }),
      ),
    ),
  );
}
