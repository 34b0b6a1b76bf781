/** The Input view: where the cash flows come from, the mode, its terms, and the order of payment in words. */
import { describeTiers, fieldName, say } from '../../i18n/index.ts';
import type { Reading } from '../../sheet/index.ts';
import { hasSources } from '../../sheet/sources.ts';
import { alert, cellIssues } from './alert.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { formCard } from './form.ts';
import { investedOf } from '../model/invested.ts';
import { inputOf, type Input } from '../model/request.ts';
import { chooseSource } from '../model/state.ts';
import { modeChoice } from './mode-choice.ts';
import { termFields } from './term-fields.ts';
import { lines, linesRead, questions, sourceRows } from './understood.ts';
import { miniBars } from '../../charts/mini-bars.ts';
import { cellButton, clock, flowCount, originText, sectionHead, segments, type View } from './view.ts';

const SOURCES = ['selection', 'form', 'file'] as const;

export function inputView(view: View): Child {
  const { state, store, t } = view;
  const input = inputOf(state);
  const files = view.act.files();
  if (state.upload?.step === 'read') return files!.preview(view);
  if (state.editing) return view.act.tiers(true)?.view(view) ?? h('p', { class: 'note' }, t('reading'));
  return [
    alert(view, input),
    state.source === 'selection' && state.reading
      ? questions(view, state.reading.questions ?? [], view.act.answer, (cell) => cellButton(view, cell))
      : null,
    h(
      'section',
      { 'aria-label': t('cashFlows') },
      sectionHead(
        t('cashFlows'),
        segments(
          'source',
          t('source'),
          SOURCES.map((id) => ({ id, label: t(id) })),
          state.source,
          (id) => {
            store.set((s) => chooseSource(s, id));
            if (id === 'file') view.act.withFiles(() => undefined);
          },
        ),
      ),
      state.source === 'form'
        ? formCard(view)
        : state.source === 'file'
          ? files?.card(view, input)
          : rangeCard(view, input),
      files?.banner(view),
    ),
    input.file?.custom ? null : [modeChoice(view, input), termFields(view, input)],
    order(view, input),
  ];
}

function rangeCard(view: View, input: Input): VNode {
  const { state, act, t } = view;
  const { reading } = state;
  const use = h(
    'button',
    {
      type: 'button',
      id: 'use-selection',
      'aria-disabled': state.host !== 'excel',
      onclick: () => act.useSelection(),
    },
    t('useSelection'),
  );
  if (state.host === 'none')
    return h('div', { class: 'card', key: 'range' }, h('p', { class: 'quiet' }, t('noOffice')));
  if (!reading)
    return h(
      'div',
      { class: 'card', key: 'range' },
      h('div', { class: 'head' }, h('strong', null, t('selectTitle')), use),
      h('p', { class: 'quiet' }, t('selectHelp')),
    );
  const warnings = input.issues.filter((i) => i.severity === 'warning');
  const { said = { answers: {}, roles: {} } } = reading;
  const isSaid = Object.keys({ ...said.answers, ...said.roles }).length > 0;
  return h(
    'div',
    { class: 'card', key: 'range' },
    h(
      'div',
      { class: 'head' },
      h(
        'div',
        null,
        h(
          'button',
          {
            type: 'button',
            class: 'link strong',
            onclick: () => act.selectCell(reading.address, reading.sheet),
          },
          originText({ kind: 'selection', sheet: reading.sheet, address: reading.address }, view),
        ),
        ' ',
        state.readAt ? h('span', { class: 'aside' }, t('asRead', { time: clock(state.readAt) })) : null,
      ),
      use,
    ),
    reading.flows.length ? bars(view, reading) : null,
    hasSources(input.preset) && !input.lacksSources ? sourceRows(view, reading.sources) : null,
    lines(
      view,
      reading,
      {
        setRole: act.setRole,
        forget: isSaid ? () => act.answer(null, '') : null,
        place: (cell) => cellButton(view, cell),
      },
      [summary(view, reading, input), h('span', { class: 'aside' }, input.unit)],
      [termsLine(view, reading), h('br', null), linesRead(view, reading.lines)],
    ),
    warnings.length ? h('ul', { class: 'issues' }, cellIssues(view, warnings)) : null,
  );
}

function summary(view: View, reading: Reading, { issues }: Input): VNode {
  const { count, t } = view;
  const n = reading.flows.filter((f) => f.period !== 0).length;
  const errors = issues.filter((i) => i.severity === 'error').length;
  const warnings = issues.length - errors;
  return h(
    'span',
    null,
    n === 0 ? t('noFlows') : flowCount(view, n, reading),
    ' · ',
    errors
      ? h('strong', { class: 'danger' }, count(errors, 'oneError', 'errors'))
      : warnings
        ? h('strong', { class: 'warn' }, count(warnings, 'oneIssue', 'issues'))
        : t('noIssues'),
  );
}

/** Long series scroll sideways, so every amount can be read. */
export function bars(view: View, reading: Reading): VNode {
  const { state, t } = view;
  const amount = view.amounts(reading.flows.map((f) => f.amount ?? 0));
  const label = t('flowsLabel');
  const flows = reading.flows.map((f) => ({
    label: String(f.period),
    amount: f.amount,
    text: f.amount === null ? (f.error ?? t('unreadable')) : amount(f.amount),
    doubtful: f.doubtful === true,
  }));
  const words = flows.map((f) => `${f.label}: ${f.text}`).join('; ');
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label },
    miniBars(state.width - 26, flows, `${label}: ${words}`),
  );
}

function termsLine(view: View, reading: Reading): string {
  const { locale, t } = view;
  if (!reading.termsAddress) return t('termsAbsent');
  const names = reading.terms.map(({ id }) => {
    const name = fieldName([id], locale);
    return locale === 'en' && !/^[A-Z]{2}/.test(name) ? name.toLowerCase() : name;
  });
  return t('termsRead', { range: reading.termsAddress, names: names.join(t('listComma')) });
}

/** The tiers of the chosen mode with these terms, as they will be paid. */
function order(view: View, input: Input): VNode {
  const { locale, t } = view;
  const tiers = input.definition
    ? describeTiers(input.definition, locale, {
        unit: input.unit,
        invested: investedOf(input),
      })
    : null;
  return h(
    'section',
    { 'aria-label': t('paidInOrder') },
    sectionHead(
      t('paidInOrder'),
      !input.file?.custom && !view.state.draft
        ? h(
            'button',
            { type: 'button', class: 'link', id: 'edit-tiers', onclick: () => view.act.editTiers() },
            t('editTiers'),
          )
        : null,
    ),
    tiers
      ? h(
          'ol',
          { class: 'order' },
          tiers.map((tier, i) =>
            h(
              'li',
              null,
              h(
                'span',
                { class: 'bars', 'aria-hidden': 'true' },
                tier.parties.map((id) => h('i', { class: `hue-${id}` })),
              ),
              h('span', { class: 'number', 'aria-hidden': 'true' }, i + 1),
              h('div', null, h('strong', null, tier.title), h('p', { class: 'quiet' }, tier.text)),
            ),
          ),
        )
      : h('p', { class: 'quiet' }, say(input.preset.order, locale), h('br', null), t('orderWaits')),
  );
}
