/** What is seldom said of the uncertainty, folded below the rest: a history, terms that vary, how deals and draws hang together. */
import { definitionSubject, type Lever } from '../../engine/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { cellAddress, inSheet, type Grid } from '../../sheet/index.ts';
import type { History } from '../model/questions.ts';
import { segments } from '../views/view.ts';
import { leverName, type Asked } from './asked.ts';
import { setRisk } from './measure-rows.ts';
import { BETWEEN, termTriangle, type Field, type Triangle } from './simulation-fields.ts';
import { sayIn } from './simulation-words.ts';

/** Numbers of tiers that the simulation can draw. */
export const varyingTerms = ({ study }: Asked): readonly Lever[] =>
  definitionSubject(study.definition, study.flows).terms;

/** Changes in the cells of a range; heads in words are left out. */
export function historyIn({ values, numberFormats, row, column, sheet }: Grid, address: string): History {
  const range = inSheet(sheet, address);
  const changes: number[] = [];
  for (const [r, line] of values.entries())
    for (const [c, value] of line.entries()) {
      if (value === null || value === '' || (r === 0 && typeof value === 'string')) continue;
      const cell = cellAddress(row + r, column + c);
      // 5 may be 5 % or 500 %: only a percent format tells.
      if (typeof value !== 'number' || !numberFormats?.[r]?.[c]?.includes('%'))
        return { range, changes: [], fault: 'historyPercent', cell };
      if (value < -0.99 || value > 100) return { range, changes: [], fault: 'historyBeyond', cell };
      changes.push(Number((100 * value).toPrecision(12)));
    }
  return changes.length < 2 ? { range, changes: [], fault: 'historyFew' } : { range, changes };
}

export interface FormParts {
  readonly byDeal: number;
  readonly running: boolean;
  row(field: Field): VNode;
  three(triangle: Triangle, label: string, aside?: Child): VNode;
  /** The fault of a field. */
  hint(id: string): Child;
  useHistory(): void;
}

export function moreFields(asked: Asked, parts: FormParts): VNode {
  const { risk } = asked.view.state.questions;
  const t = sayIn(asked);
  const isUsed = risk.history !== null || risk.terms.length > 0 || risk.sampling === 'sobol';
  return h(
    'details',
    { class: 'more', key: 'more', open: isUsed || undefined },
    h('summary', null, t('more')),
    history(asked, parts),
    parts.byDeal > 1 ? parts.row(BETWEEN) : null,
    terms(asked, parts),
    h(
      'div',
      { class: 'field wide' },
      h('span', null, t('sampling')),
      segments(
        'risk-sampling',
        t('sampling'),
        [
          { id: 'random', label: t('random') },
          { id: 'sobol', label: t('sobol') },
        ],
        risk.sampling,
        (sampling) => setRisk(asked, { sampling }),
      ),
    ),
    risk.sampling === 'sobol' ? h('p', { class: 'quiet' }, t('sobolHelp')) : null,
  );
}

const small = (id: string, label: string, onclick: () => void): VNode =>
  h('button', { type: 'button', class: 'small', id, onclick }, label);

function history(asked: Asked, { useHistory, running, hint }: FormParts): Child {
  const { history: found } = asked.view.state.questions.risk;
  const t = sayIn(asked);
  return [
    h(
      'div',
      { class: 'head' },
      h('span', null, t('history')),
      running ? null : small('use-history', t('useHistory'), useHistory),
    ),
    found?.fault
      ? h('p', { class: 'hint danger', role: 'alert' }, t(found.fault, { cell: found.cell ?? '' }))
      : found
        ? hint('history')
        : null,
    h(
      'p',
      { class: 'quiet' },
      found && !found.fault
        ? t('historyRead', { range: found.range, n: found.changes.length })
        : t('historyHelp'),
    ),
    found && !running ? small('forget-history', t('remove'), () => setRisk(asked, { history: null })) : null,
  ];
}

function terms(asked: Asked, { three, running }: FormParts): Child {
  const { terms: chosen } = asked.view.state.questions.risk;
  const t = sayIn(asked);
  const levers = varyingTerms(asked);
  const left = levers.filter(({ id }) => !chosen.includes(id));
  return [
    levers
      .filter(({ id }) => chosen.includes(id))
      .map((lever) =>
        three(
          termTriangle(lever),
          leverName(asked, lever.id),
          small(`forget-${lever.id}`, t('remove'), () =>
            setRisk(asked, { terms: chosen.filter((id) => id !== lever.id) }),
          ),
        ),
      ),
    left.length
      ? h(
          'div',
          { class: 'field wide' },
          h('label', { for: 'risk-term' }, t('varies')),
          h(
            'select',
            {
              id: 'risk-term',
              disabled: running,
              value: '',
              onchange: (e: Event) =>
                setRisk(asked, { terms: [...chosen, (e.target as HTMLSelectElement).value] }),
            },
            h('option', { value: '' }, t('addTerm')),
            left.map(({ id }) => h('option', { value: id, key: id }, leverName(asked, id))),
          ),
        )
      : null,
  ];
}
