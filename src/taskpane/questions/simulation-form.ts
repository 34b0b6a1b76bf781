/** The fields in which the user says what is uncertain. */
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { formatAmount } from '../../i18n/index.ts';
import type { Risk } from '../model/questions.ts';
import { sectionHead } from '../views/view.ts';
import type { Asked } from './asked.ts';
import { setRisk } from './measure-rows.ts';
import {
  CASH,
  DEALS,
  EXITS,
  readFields,
  SIZE,
  type Fault,
  type Field,
  type ReadFields,
  type Triangle,
} from './simulation-fields.ts';
import { moreFields, varyingTerms } from './simulation-more.ts';
import { sayIn } from './simulation-words.ts';
import { choice } from './solve-for.ts';

/** How many deals the cash is told apart by; 0 where it is not. */
export const dealsOf = ({ study: { flows } }: Asked): number =>
  flows.cash.some((c) => c.deal !== undefined && c.amount !== 0) ? (flows.deals?.length ?? 0) : 0;

export const fieldsOf = (asked: Asked): ReadFields =>
  readFields(asked.view.state.questions.risk, dealsOf(asked), varyingTerms(asked));

export function simulationForm(asked: Asked, running: boolean, useHistory: () => void): VNode {
  const { risk } = asked.view.state.questions;
  const t = sayIn(asked);
  const byDeal = dealsOf(asked);
  const { faults } = fieldsOf(asked);
  const hint = (id: string): Child => {
    const fault: Fault | undefined = faults[id];
    // What was not typed yet is no fault before it is asked for.
    const isShown = fault && (risk.tried || id === 'history' || (risk.texts[id] ?? '') !== '');
    return isShown
      ? h(
          'p',
          { class: 'hint danger', role: 'alert', id: `${id}-fault` },
          t(fault.text, amounts(asked, fault)),
        )
      : null;
  };
  const input = (f: Field, label?: string): VNode =>
    h(
      'div',
      { class: faults[f.id] && risk.tried ? 'entry invalid' : 'entry', key: f.id },
      h('input', {
        id: `risk-${f.id}`,
        type: 'text',
        inputmode: 'decimal',
        autocomplete: 'off',
        'aria-label': label,
        placeholder: label ? t(f.label) : undefined,
        disabled: running,
        value: risk.texts[f.id] ?? '',
        oninput: (e: Event) =>
          setRisk(asked, { texts: { ...risk.texts, [f.id]: (e.target as HTMLInputElement).value } }),
      }),
      f.unit === '%' ? h('span', { class: 'unit' }, '%') : null,
    );
  const row = (f: Field): VNode =>
    h(
      'div',
      { class: 'field', key: f.id },
      h('label', { for: `risk-${f.id}` }, t(f.label)),
      input(f),
      hint(f.id),
    );
  const three = ({ id, of }: Triangle, label: string, aside?: Child): VNode =>
    h(
      'fieldset',
      { class: 'three', key: id },
      h('legend', null, label, aside ? [' ', aside] : null),
      h(
        'div',
        null,
        of.map((f) => input(f, `${label}: ${t(f.label)}`)),
      ),
      of.map((f) => hint(f.id)).find((found) => found) ?? null,
    );
  return h(
    'section',
    { 'aria-label': t('uncertain'), key: 'fields' },
    sectionHead(t('uncertain')),
    h('p', { class: 'quiet' }, t('blank')),
    risk.history ? null : row(CASH),
    choice(
      'risk-over-time',
      t('overTime'),
      [
        { id: 'cumulative', name: t('cumulative') },
        { id: 'independent', name: t('independent') },
      ],
      risk.overTime,
      (id) => setRisk(asked, { overTime: id as Risk['overTime'] }),
    ),
    EXITS.map((exit) => three(exit, t(exit.label))),
    byDeal ? DEALS.map(row) : null,
    SIZE.map(row),
    moreFields(asked, { byDeal, running, row, three, hint, useHistory }),
  );
}

const amounts = ({ view }: Asked, { params = {} }: Fault): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([key, n]) => [key, formatAmount(n, view.locale)]));
