/** The Results view: the run it shows, its overview and the questions that follow. */
import { presetOf } from '../../engine/index.ts';
import type { ResultDocument } from '../../document/index.ts';
import { say } from '../../i18n/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { icons } from './icons.ts';
import { later } from './later.ts';
import { isStale } from '../model/request.ts';
import { awayNotice, recoveredNotice, sessionBlock, worksNow } from './service-status.ts';
import { SUBS, type Sub } from '../model/questions.ts';
import { shownRun, type Run } from '../model/state.ts';
import { clockWithSeconds, originText, type View } from './view.ts';

const overview = later(() => import('./overview.ts').then((part) => part.overview), { tab: 'input' });

export function resultsView(view: View): Child {
  const { state, store, act, t } = view;
  const run = shownRun(state);
  const { service } = state;
  const notices = [
    service.status === 'away' ? awayNotice(view, run) : null,
    service.recoveredAt ? recoveredNotice(view) : null,
  ];
  if (!run)
    return [
      notices,
      h(
        'section',
        { class: 'empty' },
        h('h2', null, t('noResults')),
        h('p', { class: 'quiet' }, t('noResultsText')),
        h('button', { type: 'button', onclick: () => store.set({ tab: 'input' }) }, t('goToInput')),
      ),
    ];
  if (state.questions.sub !== 'overview')
    return [notices, subTabs(view), header(view, run), act.questions()?.view(view, run) ?? null];
  return [
    notices,
    subTabs(view),
    header(view, run),
    overview(view),
    service.status === 'away' ? [worksNow(view), sessionBlock(view)] : null,
  ];
}

/** Overview and the questions that follow, as tabs of their own. */
function subTabs({ state, store, act, t }: View): VNode {
  const { sub } = state.questions;
  const show = (next: Sub) =>
    store.set((s) => ({ ...s, notice: null, questions: { ...s.questions, sub: next } }));
  const onkeydown = (e: KeyboardEvent) => {
    const at = SUBS.indexOf(sub);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: SUBS.length - 1 }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    const next = SUBS[(to + SUBS.length) % SUBS.length]!;
    show(next);
    act.focus(`sub-${next}`);
  };
  return h(
    'div',
    { role: 'tablist', class: 'subs', 'aria-label': t('questions'), onkeydown, key: 'subs' },
    SUBS.map((id) =>
      h(
        'button',
        {
          type: 'button',
          role: 'tab',
          id: `sub-${id}`,
          key: id,
          'aria-selected': id === sub,
          tabindex: id === sub ? 0 : -1,
          onclick: () => show(id),
        },
        t(id),
      ),
    ),
  );
}

/** `Capital first`; in Chinese the classic ones with their group, `平层 · 优先还本`. */
export function modeName(
  { mode, mode_name: own }: Pick<ResultDocument, 'mode' | 'mode_name'>,
  { locale, t }: View,
): string {
  const preset = presetOf(mode);
  if (!preset) return own ?? mode;
  const name = say(preset.name, locale);
  return locale === 'zh-CN' && preset.group !== 'other' ? `${t(preset.group)} · ${name}` : name;
}

export function whereText(run: Run, { t }: View): string {
  const ms = String(Math.max(1, Math.round(run.ms)));
  return t(run.where === 'here' ? 'byHere' : run.cached ? 'fromCache' : 'byService', { ms });
}

function header(view: View, run: Run): VNode {
  const { state, act, t } = view;
  const { origin } = run.taken;
  const source = originText(origin, view);
  const again = isStale(state, run.taken) || (run.where === 'here' && state.service.status === 'up');
  return h(
    'section',
    { class: 'title' },
    h(
      'div',
      { class: 'head' },
      h('h1', null, modeName(run.document, view)),
      freshness(view, run),
      again && run.id === state.runs[0]?.id
        ? h('button', { type: 'button', class: 'small', onclick: () => act.run() }, t('runAgain'))
        : null,
    ),
    h(
      'p',
      { class: 'quiet' },
      origin.kind === 'selection'
        ? h(
            'button',
            { type: 'button', class: 'link', onclick: () => act.selectCell(origin.address, origin.sheet) },
            source,
          )
        : source,
      ` · ${clockWithSeconds(run.at)} · ${whereText(run, view)}`,
    ),
    act.files()?.exports(view),
  );
}

/** Beside figures of which the input is another by now. */
export const staleBadge = ({ t }: View): VNode =>
  h('span', { class: 'badge warn' }, icons.warning(), t('stale'));

export const freshness = (view: View, run: Run): VNode =>
  isStale(view.state, run.taken)
    ? staleBadge(view)
    : h('span', { class: 'badge' }, icons.check(), view.t('upToDate'));
