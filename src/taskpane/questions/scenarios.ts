/** Scenarios of a run: what was kept of What if. */
import { h, type VNode } from '../../charts/markup.ts';
import type { Scenario } from '../model/questions.ts';
import {
  changesName,
  entryOf,
  measureAt,
  measureName,
  measuresOf,
  measureText,
  whyNot,
  type Asked,
} from './asked.ts';
import { sectionHead } from '../views/view.ts';
import { setQuestions } from './measure-rows.ts';

/** Scenarios of the run that is shown. */
export const keptOf = ({ view, run }: Asked): readonly Scenario[] =>
  view.state.questions.kept.filter((s) => s.run === run.id);

const MOST_KEPT = 3;

export const canKeep = (asked: Asked): boolean => keptOf(asked).length < MOST_KEPT;

/** Something is changed, and there is a run with it. */
export const isScenario = (asked: Asked): boolean =>
  Object.keys(asked.changes).length > 0 &&
  Object.keys(asked.faults).length === 0 &&
  whyNot(asked, asked.changes) === null;

/** Nothing stands beside a run that was made after they were kept. */
export const isComparing = (asked: Asked): boolean =>
  asked.view.state.questions.comparing && (keptOf(asked).length > 0 || isScenario(asked));

export function keep(asked: Asked): void {
  const { view, run, changes } = asked;
  setQuestions(asked, { kept: [...view.state.questions.kept, { run: run.id, changes }], texts: {} });
}

export function scenarios(asked: Asked): VNode | null {
  const { view, changes, t } = asked;
  const kept = keptOf(asked);
  const isChanged = Object.keys(changes).length > 0;
  if (!kept.length && !isChanged) return null;
  const [irr, carry] = [measuresOf(asked)[0]!, measuresOf(asked).find((m) => m.what === 'carry')!];
  const figures = ({ changes: own }: Scenario) =>
    [irr, carry]
      .map((m) => `${measureName(asked, m)} ${measureText(asked, m, measureAt(asked, m, own))}`)
      .join(' · ');
  return h(
    'section',
    { 'aria-label': t('scenarios') },
    sectionHead(t('scenarios'), t('keptOf', { n: kept.length })),
    h(
      'ul',
      { class: 'card flush scenarios' },
      kept.map((scenario, i) =>
        h(
          'li',
          { key: String(i) },
          h(
            'div',
            null,
            h('b', null, changesName(asked, scenario.changes)),
            h('small', null, figures(scenario)),
          ),
          h(
            'div',
            { class: 'actions' },
            h(
              'button',
              { type: 'button', class: 'small', onclick: () => loadScenario(asked, scenario) },
              t('open'),
            ),
            h(
              'button',
              {
                type: 'button',
                class: 'small',
                onclick: () =>
                  setQuestions(asked, { kept: view.state.questions.kept.filter((s) => s !== scenario) }),
              },
              t('remove'),
            ),
          ),
        ),
      ),
      isChanged
        ? h(
            'li',
            { key: 'now' },
            h('div', null, h('b', null, changesName(asked, changes)), h('small', null, t('notKept'))),
          )
        : null,
    ),
  );
}

function loadScenario(asked: Asked, { changes }: Scenario): void {
  const texts = Object.entries(changes).map(([id, value]) => {
    const lever = asked.study.levers.find((l) => l.id === id)!;
    return [id, entryOf(lever, value)];
  });
  setQuestions(asked, { texts: Object.fromEntries(texts) as Record<string, string> });
}
