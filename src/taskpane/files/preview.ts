/** What was read of a workbook, before it is used: each term with its value and cell, the flows, every fault. */
import { presetOf } from '../../engine/index.ts';
import { fieldName, say } from '../../i18n/index.ts';
import { filesTexts as texts } from '../../i18n/files.ts';
import { inSheet, type DateOrder, type WorkbookFault, type WorkbookReading } from '../../sheet/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import type { Input } from '../model/request.ts';
import type { Upload, UsedFile } from '../model/uploaded-deal.ts';
import { lines, linesRead, questions, type LineDoors } from '../views/understood.ts';
import { flowCount, issueRow, periodName, sectionHead, type View } from '../views/view.ts';
import { bars } from '../views/input.ts';
import { icons } from '../views/icons.ts';
import { isUsable, rangeOf, readingIn } from './read-file.ts';
import { termsRead, type TermRead } from './terms-read.ts';
import type { Uploads } from './uploads.ts';

type ReadUpload = Extract<Upload, { readonly step: 'read' }>;

export interface Doors extends Uploads {
  choose(): void;
  template(mode: string): void;
}

export function previewView(view: View, doors: Doors): Child {
  const { upload } = view.state;
  if (upload?.step !== 'read') return null;
  const { name, reading } = upload;
  const { questions: asked } = reading;
  const place = (tag: string) => (_: string, range: string) => h(tag, { class: 'quiet' }, range);
  return [
    h(
      'section',
      { class: 'title', key: 'title' },
      h('h1', { class: 'name' }, name),
      h('p', { class: 'quiet' }, view.t(texts.whatWasRead)),
    ),
    errors(view, reading),
    questions(view, asked, (id, choice) => void doors.answer(id, choice), place('p')),
    reading.lines.length ? lineSection(view, upload, doors, place('span')) : null,
    terms(view, reading),
    flows(view, reading),
    warnings(view, reading),
    unlisted(view, reading),
  ];
}

/** What was made of each line, as of a selection; a role that is changed is read again by the service. */
function lineSection(
  view: View,
  { reading, said }: ReadUpload,
  doors: Doors,
  place: LineDoors['place'],
): VNode {
  const { sheet } = reading;
  return h(
    'section',
    { 'aria-label': view.t(texts.lines), key: 'lines' },
    lines(
      view,
      reading,
      {
        setRole: (range, role) => void doors.setRole(range, role),
        forget: said ? () => doors.readAnew() : null,
        place,
      },
      [linesRead(view, reading.lines), h('span', { class: 'aside' }, sheet)],
    ),
  );
}

const placeOf = ({ sheet, cell }: Pick<WorkbookFault, 'sheet' | 'cell'>): string | null =>
  cell === null ? sheet || null : inSheet(sheet ?? '', cell);

function faultRow(view: View, fault: WorkbookFault): VNode {
  const place = placeOf(fault);
  return issueRow(
    view,
    fault.severity,
    null,
    say(fault.message, view.locale),
    place && h('span', { class: 'place' }, place),
  );
}

function errors(view: View, { faults, questions: asked }: WorkbookReading): Child {
  const { t } = view;
  // Questions are among the faults; they stand below with their choices.
  const isAsked = (fault: WorkbookFault) => asked.some((q) => q.message.en === fault.message.en);
  const found = faults.filter((f) => f.severity === 'error' && !isAsked(f));
  if (!found.length) return null;
  return h(
    'section',
    { class: 'alert', role: 'alert', key: 'errors' },
    h(
      'div',
      { class: 'alert-head' },
      icons.error(),
      h('div', null, h('h2', null, t(texts.notUsable)), t(texts.mend)),
    ),
    h(
      'ul',
      { class: 'issues' },
      found.map((fault) => faultRow(view, fault)),
    ),
  );
}

function warnings(view: View, { faults }: WorkbookReading): Child {
  const found = faults.filter((f) => f.severity === 'warning');
  if (!found.length) return null;
  return h(
    'section',
    { 'aria-label': view.t(texts.warnings), key: 'warnings' },
    sectionHead(view.t(texts.warnings), String(found.length)),
    h(
      'ul',
      { class: 'issues card flush' },
      found.map((fault) => faultRow(view, fault)),
    ),
  );
}

/** Of very many faults a hundred are listed. */
const unlisted = ({ t }: View, { faultsLeftOut: n }: WorkbookReading): Child =>
  n > 0 ? h('p', { class: 'quiet', key: 'unlisted' }, t('unlisted', { n })) : null;

const row = ({ label, received, value, cell }: TermRead, { t }: View): VNode =>
  h(
    'tr',
    { key: label },
    h('th', { scope: 'row' }, label),
    h('td', null, received === null ? value : t(texts.becomes, { received, value })),
    h('td', { class: 'place' }, cell),
  );

function heads(first: string, { t }: View): VNode {
  return h(
    'thead',
    null,
    h(
      'tr',
      null,
      [first, t(texts.readAs), t(texts.cell)].map((head) => h('th', { scope: 'col' }, head)),
    ),
  );
}

function terms(view: View, read: WorkbookReading): VNode {
  const { t } = view;
  return h(
    'section',
    { 'aria-label': t('terms'), key: 'terms' },
    sectionHead(t('terms')),
    h(
      'table',
      { class: 'read' },
      heads(t(texts.term), view),
      h(
        'tbody',
        null,
        modeRow(view, read),
        termsRead(read, view.locale).map((term) => row(term, view)),
      ),
    ),
    read.mode === 'custom' ? h('p', { class: 'quiet' }, t(texts.customHelp)) : null,
  );
}

function modeRow(view: View, { mode, terms }: WorkbookReading): VNode {
  const { locale, t } = view;
  const preset = presetOf(mode ?? '');
  const at = terms.find((term) => term.id === 'mode');
  const value = preset
    ? say(preset.name, locale)
    : t(mode === 'custom' ? texts.customMode : at ? texts.modeUnknown : texts.modeUnnamed);
  const cell = at ? inSheet(at.sheet, at.cell) : '';
  return row({ label: fieldName(['mode'], locale), received: null, value, cell }, view);
}

const ORDERS: Readonly<Record<DateOrder, keyof typeof texts>> = {
  dayFirst: 'dayFirst',
  monthFirst: 'monthFirst',
};

function flows(view: View, read: WorkbookReading): Child {
  const { t } = view;
  if (!read.flows.length) return null;
  const reading = readingIn(read);
  const { flows: all, dated } = reading;
  const amount = view.amounts(all.map((f) => f.amount ?? 0));
  const deals = [...new Set(read.flows.flatMap((f) => (f.deal === undefined ? [] : [f.deal])))];
  const lines = [read.flows[0]!, read.flows.at(-1)!].map((flow, i) => {
    const when = flow.date ?? periodName(view, read.periodUnit, flow.year ?? i);
    return {
      label: t(i === 0 ? texts.first : texts.last, { when }),
      received: null,
      value: flow.amount === null ? t('unreadable') : amount(flow.amount),
      cell: inSheet(flow.sheet, flow.cell),
    };
  });
  const number = flowCount(view, read.flows.length, reading);
  return h(
    'section',
    { 'aria-label': t('cashFlows'), key: 'flows' },
    sectionHead(t('cashFlows'), `${number} · ${inSheet(reading.sheet, rangeOf(read)!)}`),
    bars(view, reading),
    h(
      'table',
      { class: 'read' },
      h(
        'tbody',
        null,
        lines.map((line) => row(line, view)),
      ),
    ),
    deals.length ? h('p', { class: 'quiet' }, t(texts.deals, { names: deals.join(t('listComma')) })) : null,
    dated
      ? h('p', { class: 'quiet' }, t(read.dateOrder ? texts[ORDERS[read.dateOrder]] : texts.datesPlain))
      : null,
  );
}

/** The way on, where the run stands otherwise. */
export function previewFooter({ state, t }: View, doors: Doors): Child {
  const { upload } = state;
  if (upload?.step !== 'read') return null;
  const way = isUsable(upload.reading)
    ? { label: t(texts.use), go: () => void doors.use() }
    : { label: t(texts.another), go: doors.choose };
  return h(
    'div',
    { class: 'row ways', key: 'ways' },
    h('button', { type: 'button', class: 'primary', id: 'use-numbers', onclick: way.go }, way.label),
    h('button', { type: 'button', onclick: () => doors.leave() }, t(texts.back)),
  );
}

/** The file in use, as the range is where cells are; without one, the ways to it. */
export function fileCard(view: View, { file, flows, preset }: Input, doors: Doors): Child {
  const { t, state } = view;
  if (!file) {
    const last = state.runs.map(({ taken }) => taken.origin).find((origin) => origin.kind === 'file');
    return h(
      'div',
      { class: 'card', key: 'no-file' },
      last ? h('p', { class: 'note' }, t(texts.chooseAgain, { name: last.name })) : null,
      h(
        'div',
        { class: 'row' },
        uploadButton(view, doors),
        // The service makes one for a preset alone.
        preset.own
          ? null
          : h('button', { type: 'button', onclick: () => doors.template(preset.id) }, t(texts.template)),
      ),
      h('p', { class: 'quiet' }, t(texts.orDrop)),
    );
  }
  const { read, reading, name } = file;
  const range = rangeOf(read);
  return h(
    'div',
    { class: 'card', key: 'file' },
    h(
      'div',
      { class: 'head' },
      h('strong', { class: 'name' }, name),
      h('button', { type: 'button', onclick: () => doors.look() }, t(texts.showRead)),
    ),
    h(
      'p',
      { class: 'quiet' },
      file.custom ? t(texts.customMode) : flowCount(view, reading.flows.length, reading),
      range ? ` · ${inSheet(reading.sheet, range)}` : null,
    ),
    flows.length ? bars(view, reading) : null,
    file.custom ? h('p', { class: 'quiet' }, t(texts.customHelp)) : null,
    uploadButton(view, doors),
  );
}

const uploadButton = ({ t }: View, doors: Doors): VNode =>
  h('button', { type: 'button', id: 'upload', onclick: () => doors.choose() }, t(texts.upload));

/** Cash told apart by deal or pot, or not told apart, is laid out for the mode the file names. */
export function fitsNot({ locale, t }: View, { read }: UsedFile): string {
  const preset = presetOf(read.mode ?? '');
  return preset ? t(texts.fitsNot, { mode: say(preset.name, locale) }) : t(texts.fitsNoSources);
}
