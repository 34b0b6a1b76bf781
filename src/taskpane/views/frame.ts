/** The frame around the views: tabs, menu, footer. */
import { whyNoFormulas } from '../../sheet/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { icons } from './icons.ts';
import { explainView } from './explain.ts';
import { inputView } from './input.ts';
import { inputOf, isReady, isStale } from '../model/request.ts';
import { resultsView } from './results.ts';
import { runsView } from './run-list.ts';
import { sessionBlock } from './service-status.ts';
import { shownRun, TABS, type Tab } from '../model/state.ts';
import { clockWithSeconds, progress, segments, type View } from './view.ts';

const VIEWS: Readonly<Record<Tab, (view: View) => Child>> = {
  input: inputView,
  results: resultsView,
  explain: explainView,
  runs: runsView,
};

const last = new Map<Tab, Child>();

/** Hidden views are not redrawn: those of a large run are slow to draw. */
function drawn(tab: Tab, view: View): Child {
  if (view.state.tab === tab || !last.has(tab)) last.set(tab, VIEWS[tab](view));
  return last.get(tab);
}

export const frame = (view: View): Child => [
  h('header', null, tabs(view), menuButton(view)),
  view.state.menu ? menu(view) : null,
  TABS.map((tab) =>
    h(
      'main',
      {
        key: tab,
        id: `view-${tab}`,
        role: 'tabpanel',
        'aria-labelledby': `tab-${tab}`,
        tabindex: -1,
        hidden: view.state.tab !== tab,
      },
      drawn(tab, view),
    ),
  ),
  footer(view),
  view.act.files()?.veil(view),
];

function tabs({ state, store, act, t }: View): VNode {
  const show = (tab: Tab) => {
    // What was said there is past.
    store.set({ tab, menu: false, notice: null });
    act.explain();
  };
  const onkeydown = (e: KeyboardEvent) => {
    const at = TABS.indexOf(state.tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    const tab = TABS[(to + TABS.length) % TABS.length]!;
    show(tab);
    act.focus(`tab-${tab}`);
  };
  return h(
    'div',
    { role: 'tablist', 'aria-label': t('tabs'), onkeydown },
    TABS.map((tab) =>
      h(
        'button',
        {
          type: 'button',
          role: 'tab',
          id: `tab-${tab}`,
          key: tab,
          'aria-selected': tab === state.tab,
          'aria-controls': `view-${tab}`,
          tabindex: tab === state.tab ? 0 : -1,
          onclick: () => show(tab),
        },
        t(tab),
      ),
    ),
  );
}

const menuButton = ({ state, store, t }: View): VNode =>
  h(
    'button',
    {
      type: 'button',
      id: 'more',
      class: 'bare',
      'aria-label': t('more'),
      'aria-expanded': state.menu,
      'aria-controls': 'menu',
      onclick: () => store.set({ menu: !state.menu, held: null }),
    },
    icons.more(),
  );

function menu(view: View): VNode {
  const { state, act, locale, t } = view;
  const status = { unknown: 'serviceUnknown', up: 'serviceUp', away: 'serviceAway' } as const;
  return h(
    'div',
    {
      id: 'menu',
      key: 'menu',
      role: 'region',
      'aria-label': t('more'),
    },
    h(
      'section',
      { 'aria-label': t('service') },
      h('h2', null, t('service')),
      h('p', { class: 'quiet' }, t(status[state.service.status])),
    ),
    sessionBlock(view),
    h(
      'section',
      { 'aria-label': t('language') },
      h('h2', null, t('language')),
      segments(
        'locale',
        t('language'),
        [
          { id: 'en' as const, label: t('english'), lang: 'en' },
          { id: 'zh-CN' as const, label: t('chinese'), lang: 'zh-CN' },
        ],
        locale,
        (id) => act.setLocale(id),
      ),
    ),
    h(
      'a',
      { href: locale === 'zh-CN' ? '/help/zh-CN.html' : '/help/', target: '_blank', rel: 'noopener' },
      t('help'),
    ),
  );
}

function footer(view: View): VNode | null {
  const { state, t } = view;
  if (state.writing)
    return h(
      'footer',
      { key: 'writing' },
      progress(view, () => view.act.cancel(), t('writingRows', state.writing), state.writing),
    );
  if (state.tab === 'runs' || state.tab === 'explain')
    return state.notice && h('footer', { key: state.tab }, notice(view));
  return h('footer', { key: state.tab }, state.tab === 'input' ? runFooter(view) : resultsFooter(view));
}

function notice({ state, t }: View): VNode | null {
  return (
    state.notice &&
    h('p', { class: `note ${state.notice.tone}`, key: 'notice' }, t(state.notice.key, state.notice.params))
  );
}

function runFooter(view: View): Child {
  const { state, act, t } = view;
  if (state.upload?.step === 'read') return act.files()!.footer(view);
  if (state.editing) return [act.tiers(true)?.footer(view), notice(view)];
  if (state.phase === 'reading' || state.phase === 'computing')
    return progress(view, () => act.cancel(), t(state.phase === 'reading' ? 'rereading' : 'running'));
  const input = inputOf(state);
  const ready = isReady(input);
  const reason =
    state.source === 'selection' && state.reading?.questions?.length
      ? t('answerToRun')
      : input.errors
        ? view.count(input.errors, 'fixOne', 'fix')
        : input.origin === null
          ? t('selectToRun')
          : ready
            ? null
            : t(input.lacksSources ? 'sourcesToRun' : 'fillToRun');
  return [
    h(
      'button',
      {
        type: 'button',
        id: 'run',
        class: 'primary block',
        key: 'run',
        'aria-disabled': !ready,
        'aria-describedby': 'run-note',
        onclick: () => act.run(),
      },
      t('run'),
    ),
    notice(view),
    h(
      'p',
      { class: 'note', id: 'run-note', key: 'note' },
      reason ?? (input.warnings ? view.count(input.warnings, 'oneWarning', 'warnings') : null),
    ),
  ];
}

function resultsFooter(view: View): Child {
  const { state, store, act, t } = view;
  const run = shownRun(state);
  const own = run && state.questions.sub !== 'overview' ? act.questions()?.footer(view, run) : null;
  if (own) return [own, notice(view)];
  const reason = state.host === 'none' ? t('noOffice') : run ? null : t('noRunToWrite');
  const canBeLive = !run || whyNoFormulas(run.document.tables.definition) === null;
  const stale = run !== undefined && isStale(state, run.taken);
  return [
    stale
      ? h(
          'button',
          { type: 'button', id: 'run-again', class: 'primary block', key: 'again', onclick: () => act.run() },
          t('runAgain'),
        )
      : null,
    h(
      'button',
      {
        type: 'button',
        id: 'write',
        class: stale ? 'block' : 'primary block',
        'aria-disabled': reason !== null || state.phase !== 'idle',
        'aria-describedby': 'write-note live-help',
        onclick: () => act.writeDetail(stale),
      },
      state.phase === 'writing'
        ? t('writing')
        : stale
          ? t('writeStale', { time: clockWithSeconds(run.at) })
          : t('writeDetail'),
    ),
    h(
      'button',
      {
        type: 'button',
        id: 'statements',
        class: 'block',
        'aria-disabled': reason !== null || state.phase !== 'idle',
        'aria-describedby': 'write-note',
        onclick: () => act.writeStatements(),
      },
      t('writeStatements'),
    ),
    h(
      'label',
      { class: 'check' },
      h('input', {
        type: 'checkbox',
        checked: state.live && canBeLive,
        disabled: !canBeLive,
        'aria-describedby': 'live-help',
        onchange: (e: Event) => store.set({ live: (e.target as HTMLInputElement).checked }),
      }),
      h(
        'span',
        null,
        t('liveFormulas'),
        h('small', { id: 'live-help' }, t(canBeLive ? 'liveHelp' : 'liveNot')),
      ),
    ),
    h('p', { class: 'note', id: 'write-note', key: 'note' }, reason),
    notice(view),
  ];
}
