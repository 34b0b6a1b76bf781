/** The overview of a run: measures, who got what, charts, tiers, proof, conventions. */
import type { Measures, PartyResult } from '../../engine/index.ts';
import type { ResultDocument } from '../../document/index.ts';
import { formatAmount, issueMessage, say } from '../../i18n/index.ts';
import type { PaneText } from '../../i18n/pane.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { hueOf, partyLabel } from '../../charts/bars.ts';
import { shownRun } from '../model/state.ts';
import { folded } from './folding.ts';
import { conventions, reconciliation } from './proof.ts';
import { resultCharts } from './result-charts.ts';
import { tierTable } from './tier-table.ts';
import { issueRow, sectionHead, type View } from './view.ts';

let last: { readonly of: readonly unknown[]; readonly drawn: Child } | undefined;

/** Drawn once for all it depends on: a large run has some hundred thousand elements. */
export function overview(view: View): Child {
  const { document } = shownRun(view.state)!;
  const of = [document, view.locale, view.state.width, view.state.tables, view.state.tier];
  if (!last || of.some((part, i) => part !== last!.of[i])) last = { of, drawn: drawn(view, document) };
  return last.drawn;
}

function drawn(view: View, document: ResultDocument): Child {
  return [
    warnings(view, document),
    tiles(view, document),
    parties(view, document),
    resultCharts(view, document),
    tierTable(view, document),
    reconciliation(view, document),
    conventions(view, document),
  ];
}

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
    folded(
      view.state.width,
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
