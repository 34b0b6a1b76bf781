/** Reconcile: other figures, such as the administrator's, against the run's, and the reading of the contract that gives theirs. */
import { reconcile, type Reconciliation } from '../../engine/index.ts';
import { say } from '../../i18n/index.ts';
import { inSheet, type SheetPlan } from '../../sheet/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import type { Claimed, Theirs } from '../model/questions.ts';
import type { Asked } from './asked.ts';
import { claimsIn } from './claims.ts';
import { readingsOf } from './reconcile-readings.ts';
import { money, reconciliationSheetOf, when } from './reconcile-sheet.ts';
import { writeButton } from './write-button.ts';
import { icons } from '../views/icons.ts';
import { partyLabel } from '../../charts/bars.ts';
import { folded } from '../views/folding.ts';
import { sectionHead } from '../views/view.ts';
import { differenceText, setQuestions } from './measure-rows.ts';

interface Reconciled {
  readonly study: object;
  readonly theirs: Theirs;
  readonly claimed: Claimed;
  readonly found: Reconciliation | null;
}

let last: Reconciled | undefined;

/** Theirs are read for the run that is shown: in another one a date is another period. */
function reconciled(asked: Asked, theirs: Theirs): Reconciled {
  const { study } = asked;
  if (last?.study !== study || last.theirs !== theirs) {
    const claimed = claimsIn(asked, theirs);
    const claims = claimed.claims.map((c) => ({ ...c, amount: c.amount * claimed.factor }));
    const found = claimed.fault
      ? null
      : reconcile({ definition: study.definition, flows: study.flows }, claims);
    last = { study, theirs, claimed, found: found?.ok ? found.value : null };
  }
  return last;
}

export function reconcileView(
  asked: Asked,
  useSelection: () => void,
  write: (plan: SheetPlan) => void,
): Child {
  const { view, t, run } = asked;
  const { theirs } = view.state.questions;
  const { claimed, found } = theirs ? reconciled(asked, theirs) : { claimed: null, found: null };
  return [
    h(
      'section',
      { 'aria-label': t('theirFigures') },
      sectionHead(
        t('theirFigures'),
        h('button', { type: 'button', id: 'use-claimed', onclick: useSelection }, t('useSelection')),
      ),
      claimed
        ? h(
            'p',
            null,
            h(
              'button',
              {
                type: 'button',
                class: 'link',
                onclick: () => view.act.selectCell(claimed.address, claimed.sheet),
              },
              inSheet(claimed.sheet, claimed.address),
            ),
            ` · ${t('claimsRead', { n: claimed.claims.length })} · ${run.document.unit ?? ''}`,
          )
        : h('p', { class: 'quiet' }, t('selectTheirs')),
      claimed?.fault ? faultRow(asked, claimed) : null,
    ),
    claimed && found
      ? [
          verdict(asked, claimed, found),
          readingsOf(asked, found),
          byFigure(asked, claimed, found),
          found.factor === null
            ? writeButton(asked, { id: 'write-reconciliation', text: t('writeReconciliation') }, () =>
                write(reconciliationSheetOf(asked, claimed, found)),
              )
            : null,
        ]
      : null,
  ];
}

const FAULTS = {
  period: 'claimFaultPeriod',
  party: 'claimFaultParty',
  amount: 'claimFaultAmount',
  empty: 'claimFaultEmpty',
} as const;

const faultRow = ({ view, t }: Asked, { fault, sheet }: Claimed): VNode =>
  h(
    'p',
    { class: 'hint danger', role: 'alert' },
    h(
      'button',
      { type: 'button', class: 'cell', onclick: () => view.act.selectCell(fault!.cell, sheet) },
      fault!.cell,
    ),
    ` ${t(FAULTS[fault!.what])}`,
  );

function verdict(asked: Asked, claimed: Claimed, found: Reconciliation): VNode {
  const { t } = asked;
  const { figures, matched, first, factor } = found;
  if (!first)
    return h(
      'section',
      { class: 'card ok', role: 'status' },
      icons.check(),
      h('b', null, t('allMatch', { n: matched })),
    );
  return h(
    'section',
    { class: 'card warn', role: 'status' },
    h(
      'p',
      null,
      icons.warning(),
      h('b', null, t('someMatch', { n: matched, all: figures.length, rest: figures.length - matched })),
    ),
    factor !== null ? factorOffer(asked, factor) : firstApart(asked, claimed, found, first),
  );
}

/** All figures differ by one factor, which can be taken. */
const factorOffer = (asked: Asked, factor: number): VNode =>
  h(
    'p',
    null,
    asked.t('factor', { factor }),
    ' ',
    h(
      'button',
      {
        type: 'button',
        onclick: () => {
          const { theirs } = asked.view.state.questions;
          setQuestions(asked, { theirs: theirs && { ...theirs, factor: theirs.factor * factor } });
        },
      },
      asked.t('useFactor', { factor }),
    ),
  );

/** The first figure that differs, with the cell it stands in. */
function firstApart(
  asked: Asked,
  claimed: Claimed,
  { figures }: Reconciliation,
  first: NonNullable<Reconciliation['first']>,
): Child {
  const { base, view, t } = asked;
  const who = first.party === undefined ? t('total') : partyLabel(base, first.party, view.locale);
  const tier = base.tiers.find((x) => x.id === first.tier);
  const at = figures.findIndex(
    (f) => f.period === first.period && f.party === first.party && f.amount === first.amount,
  );
  const link = (cell: string) =>
    h(
      'button',
      { type: 'button', class: 'link', onclick: () => view.act.selectCell(cell, claimed.sheet) },
      cell,
    );
  const row = (name: string, cell: string | null, value: string) =>
    h(
      'tr',
      null,
      h('th', { scope: 'row' }, name),
      h('td', null, cell ? link(cell) : null),
      h('td', null, value),
    );
  const fromTier = tier ? [t('fromTier', { tier: say(tier.name, view.locale) })] : [];
  const difference = differenceText(first.difference, (x) => money(asked, x));
  return [
    h('p', { class: 'quiet' }, t('partFirst')),
    h('p', null, h('b', null, [when(asked, first.period), who, ...fromTier].join(' · '))),
    h(
      'table',
      { class: 'does' },
      h(
        'tbody',
        null,
        row(t('ours'), null, money(asked, first.ours)),
        row(t('theirs'), claimed.cells[at] ?? null, money(asked, first.amount)),
        row(t('theirsLessOurs'), null, difference),
      ),
    ),
  ];
}

/** Their figures less the run's, a row a period and a column a party; what is zero on both sides is left out. */
function byFigure(asked: Asked, claimed: Claimed, { figures, factor }: Reconciliation): VNode | null {
  const { base, view, t, run } = asked;
  if (factor !== null) return null;
  const shown = figures.filter((f) => f.amount !== 0 || Math.abs(f.ours) > 0.005);
  const columns = [...new Set(shown.map((f) => f.party))];
  const rows = [...new Set(shown.map((f) => f.period))].sort((a, b) => (a ?? Infinity) - (b ?? Infinity));
  return h(
    'section',
    { 'aria-label': t('figureByFigure') },
    sectionHead(
      t('figureByFigure'),
      `${t('theirsLessOurs')}${run.document.unit ? `, ${run.document.unit}` : ''}`,
    ),
    folded(
      view.state.width,
      h(
        'table',
        { class: 'does' },
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            h('th', { scope: 'col' }, ''),
            columns.map((c) =>
              h('th', { scope: 'col' }, c === undefined ? t('total') : partyLabel(base, c, view.locale)),
            ),
          ),
        ),
        h(
          'tbody',
          null,
          rows.map((period) =>
            h(
              'tr',
              { key: String(period) },
              h('th', { scope: 'row' }, when(asked, period)),
              columns.map((party) => {
                const i = figures.findIndex((f) => f.period === period && f.party === party);
                const figure = figures[i];
                return h(
                  'td',
                  null,
                  figure
                    ? h(
                        'button',
                        {
                          type: 'button',
                          class: 'link',
                          onclick: () => view.act.selectCell(claimed.cells[i]!, claimed.sheet),
                        },
                        differenceText(figure.matches ? 0 : figure.difference, (x) => money(asked, x)),
                      )
                    : null,
                );
              }),
            ),
          ),
        ),
      ),
    ),
  );
}
