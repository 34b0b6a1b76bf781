/** The Results view: measures, who got what, charts, tiers, proof, conventions. */
import { presetOf, type Measures, type PartyResult } from '../../engine/index.ts';
import type { ResultDocument } from '../../document/index.ts';
import { formatAmount, issueMessage, say } from '../../i18n/index.ts';
import type { PaneText } from '../../i18n/pane.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { icons } from './icons.ts';
import { conventions, reconciliation } from './proof.ts';
import { isStale } from '../model/request.ts';
import { resultCharts } from './result-charts.ts';
import { awayNotice, recoveredNotice, sessionBlock, worksNow } from './service-status.ts';
import { hueOf, partyLabel } from '../../charts/bars.ts';
import { SUBS, type Sub } from '../model/questions.ts';
import { shownRun, type Run } from '../model/state.ts';
import { tierTable } from './tier-table.ts';
import { clockWithSeconds, issueRow, originText, sectionHead, type View } from './view.ts';

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
  const { document } = run;
  if (state.questions.sub !== 'overview')
    return [notices, subTabs(view), header(view, run), act.questions()?.view(view, run) ?? null];
  return [
    notices,
    subTabs(view),
    header(view, run),
    warnings(view, document),
    tiles(view, document),
    parties(view, document),
    resultCharts(view, document),
    tierTable(view, document),
    reconciliation(view, document),
    conventions(view, document),
    service.status === 'away' ? [worksNow(view), sessionBlock(view)] : null,
  ];
}

/** Overview and the questions that follow, as tabs of their own. */
function subTabs({ state, store, act, t }: View): VNode {
  const { sub } = state.questions;
  const show = (next: Sub) => store.set((s) => ({ ...s, questions: { ...s.questions, sub: next } }));
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

export const freshness = (view: View, run: Run): VNode =>
  isStale(view.state, run.taken)
    ? h('span', { class: 'badge warn' }, icons.warning(), view.t('stale'))
    : h('span', { class: 'badge' }, icons.check(), view.t('upToDate'));

function warnings(view: View, document: ResultDocument): Child {
  if (!document.warnings.length) return null;
  return h(
    'ul',
    { class: 'issues card flush' },
    document.warnings.map((w) =>
      issueRow(view, 'warning', null, (w as { message?: string }).message ?? issueMessage(w, view.locale)),
    ),
  );
}

const NO_IRR: Readonly<Record<NonNullable<Measures['noIrr']>, PaneText>> = {
  'no-sign-change': 'noIrrSign',
  'same-date': 'noIrrDate',
  'no-real-root': 'noIrrRoot',
  overflow: 'noIrrOverflow',
};

function tiles(view: View, { tables }: ResultDocument): VNode {
  const { locale, t } = view;
  const { project } = tables;
  const amount = view.amounts([project.distributed, project.contributed]);
  const figure = (value: number | null, scale = 1) =>
    value === null ? '–' : formatAmount(value * scale, locale, 2);
  const tile = (label: string, value: string, unit: string, basis: string) =>
    h(
      'div',
      { class: 'tile' },
      h('dt', null, label),
      h(
        'dd',
        null,
        h('b', null, value),
        value === '–' ? null : h('span', { class: 'unit' }, unit),
        h('small', null, basis),
      ),
    );
  return h(
    'section',
    { 'aria-label': t('measures') },
    h(
      'dl',
      { class: 'tiles card flush' },
      tile(
        t('irr'),
        figure(project.irr, 100),
        '%',
        project.noIrr ? t(NO_IRR[project.noIrr]) : netIrr(view, tables.parties),
      ),
      tile(
        t('dpi'),
        figure(project.dpi),
        t('times'),
        t('ofPaidIn', { received: amount(project.distributed), paid: amount(project.contributed) }),
      ),
      tile(t('tvpi'), figure(project.tvpi), t('times'), t(project.rvpi ? 'remaining' : 'noRemaining')),
      tile(
        t('payback'),
        figure(project.payback),
        t('years'),
        t(project.payback === null ? 'neverBack' : 'static'),
      ),
    ),
  );
}

/** The investors' own return; several classes have theirs in the table. */
function netIrr(view: View, all: readonly PartyResult[]): string {
  const [one, ...more] = all.filter((p) => p.role === 'class' && p.id !== 'gp');
  return one && !more.length
    ? view.t('netOfCarry', { who: say(one.name, view.locale), irr: view.percent(one.measures.irr) })
    : view.t('byClassBelow');
}

function parties(view: View, document: ResultDocument): VNode {
  const { locale, t } = view;
  const { tables } = document;
  const shown = tables.parties.filter((p) => p.role !== 'other' || p.measures.distributed !== 0);
  const amount = view.amounts(
    [...shown, { measures: tables.project }].flatMap((p) => [p.measures.contributed, p.measures.distributed]),
  );
  const cells = (m: Measures) => [
    h('td', null, amount(m.contributed)),
    h('td', null, amount(m.distributed)),
    h('td', null, amount(m.profit)),
    h('td', null, m.dpi === null ? '–' : `${formatAmount(m.dpi, locale, 2)}x`),
    h('td', null, view.percent(m.irr)),
  ];
  return h(
    'section',
    { 'aria-label': t('byParty') },
    sectionHead(t('byParty'), document.unit),
    h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('byParty') },
      h(
        'table',
        { class: 'parties' },
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            (['party', 'paidIn', 'received', 'profit', 'dpi', 'irr'] as const).map((key) =>
              h('th', { scope: 'col' }, key === 'dpi' || key === 'irr' ? key.toUpperCase() : t(key)),
            ),
          ),
        ),
        h(
          'tbody',
          null,
          shown.map((p) =>
            h(
              'tr',
              { key: p.id },
              h(
                'th',
                { scope: 'row' },
                h('i', { class: `swatch hue-${hueOf(tables, p.id)} solid`, 'aria-hidden': 'true' }),
                partyLabel(tables, p.id, locale),
              ),
              cells(p.measures),
            ),
          ),
        ),
        h('tfoot', null, h('tr', null, h('th', { scope: 'row' }, t('total')), cells(tables.project))),
      ),
    ),
  );
}
