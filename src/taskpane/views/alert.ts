import { cellIssueMessage, formatPercent, say } from '../../i18n/index.ts';
import type { CellIssue } from '../../sheet/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { icons } from './icons.ts';
import { standsAt, type Input, type Standing } from '../model/request.ts';
import { cellButton, issueRow, periodName, type View } from './view.ts';

/** Errors stand on top, whether a cell, an entry or the service found them. */
export function alert(view: View, input: Input): Child {
  const { state, t } = view;
  const cells =
    state.source === 'selection' ? (state.reading?.issues.filter((i) => i.severity === 'error') ?? []) : [];
  if (!cells.length && !state.faults.length) return null;
  const n = cells.length || state.faults.length;
  return h(
    'section',
    { class: 'alert', role: 'alert', id: 'alert', tabindex: -1, key: 'alert' },
    h(
      'div',
      { class: 'alert-head' },
      icons.error(),
      h(
        'div',
        null,
        h('h2', null, t('nothingComputed')),
        cells.length ? view.count(n, 'oneCell', 'cells') : view.count(n, 'oneRefusal', 'refusals'),
      ),
    ),
    h(
      'ul',
      { class: 'issues' },
      cellIssues(view, cells),
      state.faults.map((fault) =>
        issueRow(view, 'error', whereButton(view, standsAt(fault.place, input)), fault.message),
      ),
    ),
  );
}

function whereButton(view: View, standing: Standing | null): Child {
  if (!standing) return null;
  if ('cell' in standing)
    return view.state.source === 'file' ? h('strong', null, standing.cell) : cellButton(view, standing.cell);
  const [id, label] =
    'field' in standing
      ? [`term-${standing.field.spec.id}`, say(standing.field.spec.label, view.locale)]
      : [`year-${standing.year}`, periodName(view, view.state.rowUnit, standing.year)];
  return h(
    'button',
    {
      type: 'button',
      class: 'cell',
      'aria-label': view.t('goToField', { field: label }),
      onclick: () => view.act.focus(id),
    },
    label,
  );
}

const MOST = 100;

/** From top to bottom, as the eye finds the cells; beyond a hundred only how many more there are. */
export function cellIssues(view: View, issues: readonly CellIssue[]): Child[] {
  const row = ({ cell }: CellIssue) => Number(/\d+/.exec(cell)?.[0] ?? 0);
  const sorted = [...issues].sort((a, b) => row(a) - row(b));
  const left = sorted.length - MOST;
  return [
    sorted.slice(0, MOST).map((issue) => cellIssue(view, issue)),
    left > 0 ? h('li', { class: 'quiet' }, view.t('unlisted', { n: left })) : null,
  ];
}

function cellIssue(view: View, issue: CellIssue): VNode {
  const { locale, t } = view;
  const { repair } = issue;
  return issueRow(
    view,
    issue.severity,
    cellButton(view, issue.cell),
    cellIssueMessage(issue, locale),
    ...(repair
      ? [
          h(
            'button',
            { type: 'button', class: 'small', onclick: () => view.act.repair(repair.cell, repair.value) },
            t('repair', { value: formatPercent(repair.value, locale) }),
          ),
        ]
      : []),
  );
}
