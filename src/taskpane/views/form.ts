import { h, type VNode } from '../../charts/markup.ts';
import { readColumn, readNumber } from '../model/entry.ts';
import { YEARS_AT_MOST } from '../model/request.ts';
import { INVESTMENT, setRows, typeTerm } from '../model/state.ts';
import type { View } from './view.ts';

/** Amounts typed by hand, one a year; a column copied from Excel fills the years below. */
export function formCard(view: View): VNode {
  const { state, store, act, t } = view;
  const full = state.rows.length >= YEARS_AT_MOST;
  return h(
    'div',
    { class: 'card', key: 'form' },
    h(
      'div',
      { class: 'field wide' },
      h('label', { for: 'deal' }, t('dealName')),
      h('input', {
        id: 'deal',
        type: 'text',
        maxlength: 200,
        autocomplete: 'off',
        value: state.deal,
        oninput: (e: Event) => store.set({ deal: (e.target as HTMLInputElement).value }),
      }),
    ),
    h(
      'table',
      { class: 'form' },
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          h('th', { scope: 'col' }, t('year')),
          h('th', { scope: 'col', class: 'number' }, t('netCashFlow')),
          h('td', null),
        ),
      ),
      h(
        'tbody',
        null,
        state.rows.map((text, i) => row(view, text, i)),
      ),
    ),
    h(
      'div',
      { class: 'head' },
      h(
        'button',
        {
          type: 'button',
          class: 'small',
          'aria-disabled': full,
          onclick: () => {
            if (full) return;
            store.set((s) => setRows(s, [...s.rows, '']));
            act.focus(`year-${state.rows.length + 1}`);
          },
        },
        t('addYear'),
      ),
      h('span', { class: 'aside' }, full ? t('yearLimit', { n: YEARS_AT_MOST }) : null),
    ),
    h('p', { class: 'quiet' }, t('pasteHint')),
  );
}

function row(view: View, text: string, i: number): VNode {
  const { state, store, act, t } = view;
  const year = i + 1;
  const id = `year-${year}`;
  const value = readNumber(text);
  const fault = state.faults.find((f) => f.place.at === 'flow' && f.place.index === i)?.message;
  const problem =
    value === null
      ? t('amountUnreadable', { text })
      : value === undefined && state.tried
        ? t('amountMissing')
        : fault;
  return h(
    'tr',
    null,
    h('th', { scope: 'row' }, String(year)),
    h(
      'td',
      { class: 'number' },
      h('input', {
        id,
        type: 'text',
        inputmode: 'decimal',
        autocomplete: 'off',
        value: text,
        'aria-label': t('amountOfYear', { year: String(year) }),
        'aria-invalid': problem ? true : undefined,
        'aria-describedby': problem ? `${id}-hint` : undefined,
        oninput: (e: Event) => {
          const typed = (e.target as HTMLInputElement).value;
          store.set((s) =>
            setRows(
              s,
              s.rows.map((old, k) => (k === i ? typed : old)),
            ),
          );
        },
        onpaste: (e: ClipboardEvent) => paste(view, i, e),
        // As in a column of cells.
        onkeydown: (e: KeyboardEvent) => {
          if (e.key === 'Enter' && !e.isComposing) act.focus(`year-${year + 1}`);
        },
      }),
      problem ? h('p', { class: 'hint danger', id: `${id}-hint` }, problem) : null,
    ),
    h(
      'td',
      null,
      state.rows.length > 1
        ? h(
            'button',
            {
              type: 'button',
              class: 'bare',
              'aria-label': t('removeYear', { year: String(year) }),
              onclick: () => {
                store.set((s) =>
                  setRows(
                    s,
                    s.rows.filter((_, k) => k !== i),
                  ),
                );
                act.focus(`year-${Math.max(1, Math.min(year, state.rows.length - 1))}`);
              },
            },
            '×',
          )
        : null,
    ),
  );
}

/** A pasted column fills years from here on; a leading negative amount in year 1 is the investment. */
function paste({ store }: View, from: number, event: ClipboardEvent): void {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const column = readColumn(text);
  if (column.length < 2) return;
  event.preventDefault();
  const invests = from === 0 && column[0]! < 0;
  const amounts = invests ? column.slice(1) : column;
  store.set((s) => {
    // A series that begins with its investment is the whole deal.
    const after = invests ? [] : s.rows.slice(from + amounts.length);
    const rows = [...s.rows.slice(0, from), ...amounts.map(String), ...after].slice(0, YEARS_AT_MOST);
    const filled = setRows(s, rows);
    return invests ? typeTerm(filled, INVESTMENT, String(-column[0]!)) : filled;
  });
}
