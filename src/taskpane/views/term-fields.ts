import { say } from '../../i18n/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import type { Input } from '../model/request.ts';
import { chooseOption, forgetTerm, typeTerm } from '../model/state.ts';
import type { Field } from '../model/terms.ts';
import type { View } from './view.ts';

const UNITS = ['元', '万元', '亿元', 'USD', 'USD k', 'USD m', 'EUR', 'HKD'];

/** The terms of the mode with their sources, and its options. */
export function termFields(view: View, input: Input): VNode {
  const { t } = view;
  return h(
    'section',
    { 'aria-label': t('terms'), class: 'terms' },
    h('h2', null, t('terms')),
    input.preset.options.length ? options(view, input) : null,
    input.fields.map((field) => termField(view, field, input)),
  );
}

function termField(view: View, field: Field, input: Input): VNode {
  const { state, store, act, locale, t } = view;
  const { spec } = field;
  const id = `term-${spec.id}`;
  const fault = state.faults.find((f) => f.place.at === 'term' && f.place.id === spec.id)?.message;
  const problem = field.problem ?? (field.missing && state.tried ? t('needed') : fault);
  const unit = spec.unit === 'percent' ? '%' : spec.unit === 'amount' ? (input.unit ?? '') : '';
  const hint =
    problem ??
    (field.held === undefined ? undefined : t('changedHere', { cell: field.cell!, value: field.held }));
  return h(
    'div',
    { class: 'field', key: id },
    h('label', { for: id }, say(spec.label, locale)),
    h(
      'div',
      { class: problem ? 'entry invalid' : spec.unit === 'text' ? 'entry text' : 'entry' },
      h('input', {
        id,
        type: 'text',
        inputmode: spec.unit === 'text' ? undefined : 'decimal',
        autocomplete: 'off',
        spellcheck: 'false',
        list: spec.id === 'unit' ? 'units' : undefined,
        maxlength: spec.id === 'unit' ? 40 : undefined,
        value: field.text,
        placeholder: field.implied,
        'aria-invalid': problem ? true : undefined,
        'aria-describedby': hint ? `${id}-hint` : field.implied ? `${id}-implied` : undefined,
        oninput: (e: Event) => {
          const { value } = e.target as HTMLInputElement;
          store.set((s) => typeTerm(s, spec.id, value));
        },
      }),
      unit ? h('span', { class: 'unit' }, unit) : null,
    ),
    spec.id === 'unit'
      ? h(
          'datalist',
          { id: 'units' },
          UNITS.map((u) => h('option', { value: u })),
        )
      : null,
    field.cell && input.file
      ? h('span', { class: 'source quiet', title: field.cell }, field.cell.split('!').at(-1))
      : field.cell
        ? h(
            'button',
            {
              type: 'button',
              class: 'link source',
              'aria-label': t('selectCell', { cell: field.cell }),
              onclick: () => act.selectCell(field.cell!),
            },
            field.cell,
          )
        : null,
    hint
      ? h(
          'p',
          { class: problem ? 'hint danger' : 'hint', id: `${id}-hint` },
          hint,
          field.held === undefined || problem
            ? null
            : [
                ' ',
                h(
                  'button',
                  { type: 'button', class: 'link', onclick: () => store.set((s) => forgetTerm(s, spec.id)) },
                  t('useCell', { cell: field.cell! }),
                ),
              ],
        )
      : field.implied
        ? h('p', { class: 'hint', id: `${id}-implied` }, t('followsFromOthers'))
        : null,
  );
}

function options(view: View, input: Input): VNode {
  const { state, store, locale, count, t } = view;
  const specs = input.preset.options;
  const changed = specs.filter((s) => input.options[s.id] !== s.default).length;
  return h(
    'details',
    { class: 'options', key: `options-${input.preset.id}` },
    h(
      'summary',
      null,
      h(
        'span',
        null,
        t('options', { state: changed ? count(changed, 'oneChanged', 'changed') : t('allDefaults') }),
      ),
    ),
    specs.map((spec): Child => {
      const id = `option-${spec.id}`;
      const fault = state.faults.find((f) => f.place.at === 'option' && f.place.id === spec.id)?.message;
      return h(
        'div',
        { class: 'field wide', key: id },
        h('label', { for: id }, say(spec.label, locale)),
        h(
          'select',
          {
            id,
            value: input.options[spec.id] ?? input.accrual,
            'aria-invalid': fault ? true : undefined,
            onchange: (e: Event) => {
              const { value } = e.target as HTMLSelectElement;
              store.set((s) => chooseOption(s, spec.id, value));
            },
          },
          spec.choices.map((c) => h('option', { value: c.id, key: c.id }, say(c.label, locale))),
        ),
        fault ? h('p', { class: 'hint danger' }, fault) : null,
      );
    }),
  );
}
