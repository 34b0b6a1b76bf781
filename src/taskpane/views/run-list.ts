import { h, type Child } from '../../charts/markup.ts';
import { freshness, modeName } from './results.ts';
import { clockWithSeconds, originText, sectionHead, type View } from './view.ts';

/** The runs of this session, the latest first; choosing one shows its results again. */
export function runsView(view: View): Child {
  const { state, store, t } = view;
  if (!state.runs.length)
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
      state.runs.map((run) =>
        h(
          'li',
          { key: run.id },
          h(
            'button',
            {
              type: 'button',
              'aria-current': run.id === state.shown ? true : undefined,
              onclick: () => store.set({ shown: run.id, tab: 'results', notice: null }),
            },
            h('span', { class: 'name' }, run.name ?? modeName(run.document, view)),
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
      ),
    ),
  );
}
