/** Amounts typed by hand or pasted, one a period. */
import { say } from '../../i18n/index.ts';
import { formTexts } from '../../i18n/form.ts';
import { h, type VNode } from '../../charts/markup.ts';
import { entryText, readAmounts, typedText, type Amount } from '../model/entry.ts';
import { mostRows, readPasted, type Pasted, type PeriodUnit } from '../model/pasted.ts';
import { inputOf } from '../model/request.ts';
import { forgetTerm, INVESTMENT, setRows, typeTerm, type State } from '../model/state.ts';
import { flowCount, segments, type View } from './view.ts';

const words = ({ locale }: View, key: keyof typeof formTexts, params?: Parameters<typeof say>[2]): string =>
  say(formTexts[key], locale, params);
const periodIn = (view: View): string => words(view, view.state.rowUnit).toLowerCase();

const UNITS: readonly PeriodUnit[] = ['year', 'quarter', 'month'];

/** Amounts typed by hand, one a period; a column copied from Excel fills the rows below. */
export function formCard(view: View): VNode {
  const { state, store, t } = view;
  const most = mostRows(state.rowUnit);
  const period = periodIn(view);
  const isFull = state.rows.length >= most;
  const { flows: taken, unit } = inputOf(state);
  const amounts = readAmounts(state.rows, unit);
  return h(
    'div',
    { class: 'card', key: 'form' },
    h(
      'div',
      { class: 'field wide' },
      h('label', { for: 'deal' }, words(view, 'dealName')),
      h('input', {
        id: 'deal',
        type: 'text',
        maxlength: 200,
        autocomplete: 'off',
        value: state.deal,
        oninput: (e: Event) => store.set({ deal: (e.target as HTMLInputElement).value }),
        onkeydown: (e: KeyboardEvent) => isEnter(e) && goTo(1),
      }),
    ),
    h(
      'div',
      { class: 'field wide' },
      h('span', null, words(view, 'unit')),
      segments(
        'period',
        words(view, 'unit'),
        UNITS.map((id) => ({ id, label: words(view, id) })),
        state.rowUnit,
        (rowUnit) => store.set((s) => ({ ...setRows(s, s.rows), rowUnit })),
      ),
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
          h('th', { scope: 'col' }, words(view, state.rowUnit)),
          h('th', { scope: 'col', class: 'number' }, t('netCashFlow')),
          h('td', null),
        ),
      ),
      h(
        'tbody',
        null,
        amounts.map((amount, i) => row(view, amount, i)),
      ),
    ),
    h(
      'div',
      { class: 'head' },
      h(
        'button',
        { type: 'button', class: 'small', 'aria-disabled': isFull, onclick: () => isFull || addRow(view) },
        words(view, 'addPeriod', { period }),
      ),
      h(
        'span',
        { class: 'aside' },
        isFull
          ? words(view, 'rowLimit', { n: most, period })
          : taken.some((f) => f.amount !== undefined)
            ? flowCount(view, taken.length, { dated: false, unit: state.rowUnit })
            : null,
      ),
    ),
    pasted(view) ?? h('p', { class: 'note' }, words(view, 'pasteHint')),
  );
}

function pasted(view: View): VNode | null {
  const { state, store, t } = view;
  if (!state.pasted) return null;
  const { said, before } = state.pasted;
  return h(
    'div',
    { class: before ? 'note' : 'note warn', role: 'status', key: 'pasted' },
    said.map(({ key, params }) => t(key, params)).join(t('sentenceGap')),
    ' ',
    before
      ? h(
          'button',
          { type: 'button', class: 'link', onclick: () => store.set(undoPaste) },
          words(view, 'undo'),
        )
      : null,
  );
}

const isEnter = (e: KeyboardEvent): boolean => e.key === 'Enter' && !e.isComposing;

/** At once: what is typed next may be on its way already. */
function goTo(row: number): void {
  const input = document.getElementById(`year-${row}`) as HTMLInputElement | null;
  input?.focus();
  input?.select();
}

function addRow({ state, store }: View): void {
  store.set((s) => setRows(s, [...s.rows, '']));
  // After the redraw, which waits in the same queue.
  queueMicrotask(() => goTo(state.rows.length + 1));
}

function row(view: View, amount: Amount, i: number): VNode {
  const { state, store, act } = view;
  const text = state.rows[i]!;
  const n = i + 1;
  const id = `year-${n}`;
  const named = { period: periodIn(view), n: String(n) };
  const problem = problemOf(view, amount, i);
  const hint = problem ?? (amount.told ? `= ${entryText(amount.value, 'amount')}` : undefined);
  const set = (change: (rows: readonly string[]) => readonly string[]) =>
    store.set((s) => setRows(s, change(s.rows)));
  return h(
    'tr',
    null,
    h('th', { scope: 'row' }, String(n)),
    h(
      'td',
      { class: 'number' },
      h('input', {
        id,
        type: 'text',
        inputmode: 'decimal',
        autocomplete: 'off',
        value: text,
        'aria-label': words(view, 'amountOf', named),
        'aria-invalid': problem ? true : undefined,
        'aria-describedby': hint ? `${id}-hint` : undefined,
        oninput: (e: Event) => {
          const { value } = e.target as HTMLInputElement;
          set((rows) => rows.map((old, k) => (k === i ? value : old)));
        },
        onpaste: (e: ClipboardEvent) => paste(view, i, e),
        // As in a column of cells.
        onkeydown: (e: KeyboardEvent) => {
          if (e.key === 'z' && (e.ctrlKey || e.metaKey) && state.pasted?.before) {
            e.preventDefault();
            store.set(undoPaste);
          } else if (isEnter(e)) {
            const isLast = n === state.rows.length;
            if (!isLast) goTo(n + 1);
            else if (amount.value !== undefined && n < mostRows(state.rowUnit)) addRow(view);
          }
        },
      }),
      hint ? h('p', { class: problem ? 'hint danger' : 'hint', id: `${id}-hint` }, hint) : null,
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
              'aria-label': words(view, 'removePeriod', named),
              onclick: () => {
                set((rows) => rows.filter((_, k) => k !== i));
                act.focus(`year-${Math.max(1, Math.min(n, state.rows.length - 1))}`);
              },
            },
            '×',
          )
        : null,
    ),
  );
}

function problemOf(view: View, { value, either }: Amount, i: number): string | undefined {
  const { state } = view;
  const text = state.rows[i]!;
  if (either) return words(view, 'amountEither', { text, ...either });
  if (value === null)
    return /^\s*[=＝]/.test(text) ? words(view, 'notFormula') : words(view, 'amountUnreadable', { text });
  if (value === undefined && state.tried && i < inputOf(state).flows.length)
    return words(view, 'amountMissing');
  return state.faults.find((f) => f.place.at === 'flow' && f.place.index === i)?.message;
}

/** One cell is pasted as any text is; more fill rows from here on. */
function paste({ store }: View, from: number, event: ClipboardEvent): void {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (!/[\t\n]./.test(text)) return;
  event.preventDefault();
  store.set((s) => takePaste(s, readPasted(text, from, s.rows, s.rowUnit)));
}

function takePaste(state: State, { rows, investment, unit, said }: Pasted): State {
  if (!rows) return { ...state, pasted: { said } };
  const { rowUnit } = state;
  const before = { rows: state.rows, rowUnit, investment: state.entries.form[INVESTMENT] };
  const next =
    investment === undefined ? state : typeTerm(state, INVESTMENT, typedText(investment, 'amount'));
  return { ...setRows(next, rows), rowUnit: unit ?? rowUnit, pasted: { said, before } };
}

function undoPaste(state: State): State {
  const { rows, rowUnit, investment } = state.pasted!.before!;
  const next =
    investment === undefined ? forgetTerm(state, INVESTMENT) : typeTerm(state, INVESTMENT, investment);
  return { ...setRows(next, rows), rowUnit };
}
