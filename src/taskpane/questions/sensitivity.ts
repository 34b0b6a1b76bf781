/** Sensitivity: a heat map of a measure over two levers, and a tornado of every lever. */
import { tornadoOf } from './tornado.ts';
import { grid, type Lever, type Measure } from '../../engine/index.ts';
import { formatAmount, type Locale } from '../../i18n/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import {
  entryOf,
  isMoney,
  isRate,
  leverName,
  leverText,
  measureId,
  measuresOf,
  measureText,
  readLever,
  type Asked,
} from './asked.ts';
import { hueOf } from '../../charts/bars.ts';
import type { SheetPlan } from '../../sheet/index.ts';
import { columnsBeyond } from '../views/folding.ts';
import { sectionHead } from '../views/view.ts';
import { gridTitle, isOwn, sensitivitySheetOf, type Shown } from './sensitivity-sheet.ts';
import { choice, measureChoice } from './solve-for.ts';
import { setQuestions } from './measure-rows.ts';
import { writeButton } from './write-button.ts';

const MOST = 50;

/** `6–12 by 1`, `6-12/1`, or `6, 8, 10`: values of a lever; null where it is neither. */
export function valuesIn(text: string, lever: Lever): number[] | null {
  const plain = text.replace(/，/g, ', ').normalize('NFKC').replace(/[–—~]/g, '-').trim();
  const range = /^(\d[\d.,]*)\s*-\s*(\d[\d.,]*)\s*%?\s*(?:by|step|\/|步长|;|；)\s*(\d[\d.,]*)\s*%?$/i.exec(
    plain,
  );
  // Between values 1000,2000 are two, as in Chinese groups of four they are one: it is not taken.
  const read = (part: string) => (/,\d{4}/.test(part) ? null : readLever(part, lever));
  if (!range) {
    // The comma of 10,000 groups its digits.
    const values = plain
      .split(lever.unit === 'amount' ? /[;、]|,?\s+/ : /[,;、\s]+/)
      .filter(Boolean)
      .map(read);
    return values.length && values.every((v) => v !== null && v >= lever.min && v <= (lever.max ?? Infinity))
      ? (values as number[])
      : null;
  }
  const [from, to, step] = [read(range[1]!), read(range[2]!), read(range[3]!)];
  if (from === null || to === null || step === null || step <= 0 || to < from) return null;
  const count = Math.floor((to - from) / step + 1e-9) + 1;
  const values = Array.from({ length: Math.min(count, MOST + 1) }, (_, i) =>
    Number((from + i * step).toPrecision(12)),
  );
  return values.every((v) => v >= lever.min && v <= (lever.max ?? Infinity)) ? values : null;
}

/** Values around the run's own, as one would first ask. */
function usualValues(lever: Lever, locale: Locale): string {
  const own = isRate(lever) ? lever.value * 100 : lever.value;
  const step = isRate(lever)
    ? /hurdle|rate/.test(lever.id) && !/carry/.test(lever.id)
      ? 1
      : 5
    : own / 10 || 0.1;
  const most = isRate(lever) ? 100 : Infinity;
  const plain = (x: number) => {
    const text = String(Number(x.toPrecision(8)));
    // 1.125 may be 1,125, and 1.1250 may not.
    return readLever(text, lever) === null ? `${text}0` : text;
  };
  let from = own - 2 * step;
  while (from < 0) from += step;
  let to = from + 4 * step;
  while (to > most) {
    to -= step;
    from = Math.max(0, from - step);
  }
  return `${plain(from)}–${plain(to)} ${locale === 'en' ? 'by' : '步长'} ${plain(step)}`;
}

let last: { readonly study: object; readonly key: string; readonly shown: Shown } | undefined;

/** The measure and the two terms, chosen or those one would first ask about. */
function chosenIn(asked: Asked): { measure: Measure; across: Lever; down: Lever } {
  const entry = asked.view.state.questions.grid;
  const { levers } = asked.study;
  const measures = measuresOf(asked);
  const [first, second] = levers;
  return {
    measure:
      measures.find((m) => measureId(m) === entry.measure) ?? measures.find((m) => m.what === 'carry')!,
    across: levers.find((l) => l.id === entry.across) ?? first!,
    down: levers.find((l) => l.id === entry.down) ?? second ?? first!,
  };
}

/** What is chosen, read and computed; or the fault that keeps it from it. */
export function gridOf(asked: Asked): Shown | { readonly fault: 'badValues' | 'tooMany' | 'sameTerm' } {
  const { view, study } = asked;
  const entry = view.state.questions.grid;
  const { measure, across, down } = chosenIn(asked);
  if (across.id === down.id) return { fault: 'sameTerm' };
  const [columns, rows] = [
    valuesIn(entry.acrossValues || usualValues(across, view.state.locale), across),
    valuesIn(entry.downValues || usualValues(down, view.state.locale), down),
  ];
  if (!columns || !rows) return { fault: 'badValues' };
  if (columns.length > MOST || rows.length > MOST) return { fault: 'tooMany' };
  const key = JSON.stringify([measure, across.id, columns, down.id, rows]);
  if (last?.study !== study || last.key !== key) {
    const cells = grid(
      study,
      measure,
      { lever: down.id, values: rows },
      { lever: across.id, values: columns },
    );
    last = {
      study,
      key,
      shown: {
        measure,
        down: { lever: down, values: rows },
        across: { lever: across, values: columns },
        cells,
      },
    };
  }
  return last.shown;
}

export function sensitivityView(asked: Asked, write: (plan: SheetPlan) => void): Child {
  const { view, study, t } = asked;
  const entry = view.state.questions.grid;
  const { measure, across, down } = chosenIn(asked);
  const set = (change: Partial<typeof entry>) => setQuestions(asked, { grid: { ...entry, ...change } });
  const terms = study.levers.map((l) => ({ id: l.id, name: leverName(asked, l.id) }));
  const shown = gridOf(asked);
  const values = (id: string, label: string, lever: Lever, text: string, type: (text: string) => void) =>
    h(
      'div',
      { class: 'field', key: id },
      h('label', { for: id }, t('values', { which: label })),
      h(
        'div',
        { class: 'entry' },
        h('input', {
          id,
          type: 'text',
          autocomplete: 'off',
          value: text || usualValues(lever, view.state.locale),
          title: t('valuesHint'),
          oninput: (e: Event) => type((e.target as HTMLInputElement).value || ' '),
        }),
        isRate(lever) ? h('span', { class: 'unit' }, '%') : null,
      ),
    );
  return [
    h(
      'section',
      { 'aria-label': t('twoTerms') },
      sectionHead(t('twoTerms')),
      measureChoice(asked, 'grid-measure', measureId(measure), t('measure'), (id) => set({ measure: id })),
      choice('grid-across', t('across'), terms, across.id, (id) => set({ across: id, acrossValues: '' })),
      values('grid-across-values', t('across'), across, entry.acrossValues, (acrossValues) =>
        set({ acrossValues }),
      ),
      choice('grid-down', t('down'), terms, down.id, (id) => set({ down: id, downValues: '' })),
      values('grid-down-values', t('down'), down, entry.downValues, (downValues) => set({ downValues })),
      'fault' in shown ? h('p', { class: 'hint danger', role: 'alert' }, t(shown.fault)) : null,
    ),
    'fault' in shown ? null : heatMap(asked, shown),
    'fault' in shown
      ? null
      : writeButton(asked, { id: 'write-grid', text: t('writeGrid') }, () =>
          write(sensitivitySheetOf(asked, shown)),
        ),
    tornadoOf(asked, measure),
  ];
}

/** A share 0..1 of the way from the least to the most, as the strength of the party's hue. */
const strength = (value: number, least: number, most: number): number =>
  most > least ? (value - least) / (most - least) : 0;

function heatMap(asked: Asked, { measure, down, across, cells }: Shown): VNode {
  const { base, view, t, run } = asked;
  const all = cells.flat().filter((x): x is number => x !== null);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const isWide = isMoney(measure) && Math.max(Math.abs(least), Math.abs(most)) >= 100;
  const short = (value: number | null) =>
    value !== null && isWide
      ? formatAmount(Number(value.toPrecision(12)), view.locale, 0)
      : measureText(asked, measure, value);
  const hue = measure.of === 'project' ? 'cash' : hueOf(base, measure.of);
  const take = (row: number, column: number) =>
    setQuestions(asked, {
      sub: 'whatIf',
      texts: { [down.lever.id]: entryOf(down.lever, row), [across.lever.id]: entryOf(across.lever, column) },
    });
  const title = gridTitle(asked, { measure, down, across });
  const table = h(
    'table',
    { class: `heat hue-${hue}`, onkeydown: moveInGrid },
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        h('td', null),
        across.values.map((value) =>
          h(
            'th',
            { scope: 'col', class: isOwn(across.lever, value) ? 'own' : undefined },
            leverText(across.lever, value, view.locale),
          ),
        ),
      ),
    ),
    h(
      'tbody',
      null,
      cells.map((line, r) =>
        h(
          'tr',
          { key: String(down.values[r]) },
          h(
            'th',
            { scope: 'row', class: isOwn(down.lever, down.values[r]!) ? 'own' : undefined },
            leverText(down.lever, down.values[r]!, view.locale),
          ),
          line.map((value, c) => {
            const share = value === null ? 0 : strength(value, least, most);
            const own = isOwn(down.lever, down.values[r]!) && isOwn(across.lever, across.values[c]!);
            return h(
              'td',
              {
                class: own ? 'own' : undefined,
                style: value === null ? undefined : `--share:${Math.round(6 + 90 * share)}%`,
                'data-dark': share > 0.65 ? 'true' : undefined,
              },
              h(
                'button',
                {
                  type: 'button',
                  class: 'bare',
                  tabindex: r === 0 && c === 0 ? 0 : -1,
                  onclick: () => take(down.values[r]!, across.values[c]!),
                },
                short(value),
              ),
            );
          }),
        ),
      ),
    ),
  );
  const beyond = columnsBeyond(view.state.width, table);
  return h(
    'section',
    { 'aria-label': title },
    sectionHead(title, run.document.unit),
    beyond ? h('p', { class: 'quiet' }, view.t('moreColumns', { n: beyond })) : null,
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': title }, table),
    h(
      'p',
      { class: 'quiet' },
      t('theRun', {
        values: [across.lever, down.lever]
          .map((lever) => leverText(lever, lever.value, view.locale))
          .join(view.t('listComma')),
      }),
    ),
  );
}

/** Arrows go from cell to cell. */
function moveInGrid(e: KeyboardEvent): void {
  const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[e.key];
  const cell = (e.target as HTMLElement).closest('td');
  if (!step || !cell) return;
  const row = cell.parentElement as HTMLTableRowElement;
  const rows = [...(row.parentElement as HTMLTableSectionElement).rows];
  const next = rows[rows.indexOf(row) + step[0]!]?.cells[cell.cellIndex + step[1]!]?.querySelector('button');
  if (!next) return;
  e.preventDefault();
  next.focus();
}
