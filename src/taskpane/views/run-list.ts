import { h, type Child } from '../../charts/markup.ts';
import type { Run } from '../model/state.ts';
import { freshness, modeName } from './results.ts';
import { clockWithSeconds, originText, sectionHead, type View } from './view.ts';

const UNDO = 'undo-run';

/** Space opens what is known of a run, F2 its name, Delete deletes it; Enter shows its results. */
function onKey({ store, act }: View, run: Run, e: KeyboardEvent): void {
  if (e.key !== ' ' && e.key !== 'F2' && e.key !== 'Delete') return;
  e.preventDefault();
  if (e.key === 'Delete') {
    act.forgetRun(run);
    return act.focus(UNDO);
  }
  store.set({ shown: run.id });
  if (e.key === 'F2') act.focus(`name-${run.id}`);
}

/** In place of a run that was deleted. */
function forgottenRow(view: View, run: Run): Child {
  const { t, act } = view;
  return h(
    'li',
    { key: 'forgotten' },
    h(
      'div',
      { class: 'row' },
      h('span', { class: 'quiet', role: 'status' }, t('runDeleted', { name: runName(view, run) })),
      h('button', { id: UNDO, type: 'button', class: 'small', onclick: () => act.takeBackRun() }, t('undo')),
    ),
  );
}

const runName = (view: View, run: Run): string => run.name ?? modeName(run.document, view);

/** The runs of this session, the latest first; choosing one shows its results again. */
export function runsView(view: View): Child {
  const { state, store, t } = view;
  const { forgotten } = state;
  if (!state.runs.length && !forgotten)
    return h(
      'section',
      { class: 'empty' },
      h('h2', null, t('noRuns')),
      h('p', { class: 'quiet' }, t('noRunsText')),
    );
  return h(
    'section',
    { 'aria-label': t('runsList') },
    sectionHead(t('runsList')),
    h(
      'ul',
      { class: 'runs card flush' },
      [...state.runs, null].flatMap((run, i): Child[] => [
        forgotten?.at === i ? forgottenRow(view, forgotten.run) : null,
        run &&
          h(
            'li',
            { key: run.id },
            h(
              'button',
              {
                type: 'button',
                'aria-current': run.id === state.shown ? true : undefined,
                'aria-keyshortcuts': 'Space F2 Delete',
                onclick: () => store.set({ shown: run.id, tab: 'results', notice: null }),
                onkeydown: (e: KeyboardEvent) => onKey(view, run, e),
              },
              h('span', { class: 'name' }, runName(view, run)),
              h('span', { class: 'figure' }, `IRR ${view.percent(run.document.tables.project.irr)}`),
              h(
                'span',
                { class: 'quiet' },
                `${originText(run.taken.origin, view)} · ${clockWithSeconds(run.at)}`,
              ),
              freshness(view, run),
            ),
            run.id === state.shown ? (view.act.questions()?.receipt(view, run) ?? null) : null,
          ),
      ]),
    ),
  );
}
