/** The Input view: where the cash flows come from, the mode, its terms, and the order of payment in words. */
import { presets, type Preset } from '../../engine/index.ts';
import type { PaneText } from '../../i18n/pane.ts';
import { describeTiers, fieldName, say } from '../../i18n/index.ts';
import type { Reading } from '../../sheet/index.ts';
import { alert, cellIssues } from './alert.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { formCard } from './form.ts';
import { inputOf, type Input } from '../model/request.ts';
import { chooseMode, chooseSource } from '../model/state.ts';
import { termFields } from './term-fields.ts';
import { lines, questions } from './understood.ts';
import { miniBars } from '../../charts/time-charts.ts';
import { savedModes } from '../../sheet/saved-modes.ts';
import { cellButton, flowCount, originText, sectionHead, segments, type View } from './view.ts';

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
      sectionHead(t('cashFlows')),
      segments(
        'source',
        t('source'),
        [
          { id: 'selection', label: t('selection') },
          { id: 'form', label: t('form') },
          ...(state.file ? [{ id: 'file' as const, label: t('file') }] : []),
        ],
        state.source,
        (id) => store.set((s) => chooseSource(s, id)),
      ),
      state.source === 'form'
        ? formCard(view)
        : input.file
          ? files!.card(view, input)
          : rangeCard(view, input),
      h(
        'div',
        { class: 'row' },
        h(
          'button',
          { type: 'button', id: 'upload', onclick: () => view.act.withFiles((f) => f.choose()) },
          t('upload'),
        ),
        h(
          'button',
          {
            type: 'button',
            // The service makes one for a preset alone.
            hidden: input.preset.own !== undefined,
            onclick: () => view.act.withFiles((f) => f.template(input.preset.id)),
          },
          t('template'),
        ),
      ),
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
  const warnings = reading.issues.filter((i) => i.severity === 'warning');
  return h(
    'div',
    { class: 'card', key: 'range' },
    h(
      'div',
      { class: 'head' },
      h(
        'button',
        {
          type: 'button',
          class: 'link strong',
          onclick: () => act.selectCell(reading.address, reading.sheet),
        },
        originText({ kind: 'selection', sheet: reading.sheet, address: reading.address }, view),
      ),
      use,
    ),
    h('div', { class: 'head' }, summary(view, reading), h('span', { class: 'aside' }, input.unit)),
    reading.flows.length ? bars(view, reading) : null,
    h('p', { class: 'quiet' }, termsLine(view, reading)),
    warnings.length ? h('ul', { class: 'issues' }, cellIssues(view, warnings)) : null,
    lines(view, reading),
  );
}

function summary(view: View, reading: Reading): VNode {
  const { count, t } = view;
  const n = reading.flows.filter((f) => f.period !== 0).length;
  const errors = reading.issues.filter((i) => i.severity === 'error').length;
  const warnings = reading.issues.length - errors;
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

/** Modes in the groups people look for them in. */
const GROUPS: readonly { readonly name: PaneText; readonly holds: (preset: Preset) => boolean }[] = [
  { name: 'flat', holds: (p) => p.group === 'flat' },
  { name: 'structured', holds: (p) => p.group === 'structured' },
  { name: 'funds', holds: (p) => p.group === 'other' && !p.own && !isVenture(p) },
  { name: 'ventures', holds: isVenture },
  { name: 'savedModes', holds: (p) => p.own !== undefined },
];
function isVenture({ id }: Preset): boolean {
  return id.startsWith('jv_') || id.startsWith('re_');
}

/** Writes inputs for the mode at the cursor, or on a new sheet. */
const inputsButton = ({ state, act, t }: View, name: 'writeInputs' | 'newSheet'): VNode =>
  h(
    'button',
    {
      type: 'button',
      class: name === 'newSheet' ? 'small' : 'link',
      id: name,
      hidden: state.host !== 'excel',
      onclick: () => act.writeInputs(name === 'newSheet'),
    },
    t(name),
  );

function modeChoice(view: View, input: Input): VNode {
  const { locale, state, store, t } = view;
  return h(
    'section',
    { 'aria-label': t('mode') },
    sectionHead(t('mode'), inputsButton(view, 'writeInputs')),
    h(
      'select',
      {
        id: 'mode',
        'aria-label': t('mode'),
        'aria-describedby': 'mode-order',
        value: input.preset.id,
        onchange: (e: Event) => {
          const { value } = e.target as HTMLSelectElement;
          store.set((s) => chooseMode(s, value));
          view.act.refresh();
        },
      },
      GROUPS.map(({ name, holds }) => {
        const held = [...presets, ...savedModes()].filter(holds);
        return (
          held.length > 0 &&
          h(
            'optgroup',
            { label: t(name), key: name },
            held.map((p) =>
              h(
                'option',
                { value: p.id, selected: p.id === input.preset.id, key: p.id },
                say(p.name, locale),
              ),
            ),
          )
        );
      }),
    ),
    h('p', { class: 'quiet', id: 'mode-order' }, say(input.preset.order, locale)),
    state.noPlace
      ? h(
          'div',
          { class: 'note warn', role: 'status' },
          t(state.noPlace.key, state.noPlace.params),
          inputsButton(view, 'newSheet'),
        )
      : null,
    input.lacksSources
      ? h(
          'p',
          { class: 'note warn', role: 'status' },
          input.file
            ? view.act.files()!.fitsNot(view, input.file)
            : input.preset.pots
              ? t(input.preset.own ? 'needsOwnPots' : 'needsPots', {
                  n: input.preset.pots.length,
                  names: input.preset.pots.join(t('listComma')),
                })
              : t('needsDeals'),
        )
      : null,
    view.act.tiers(!!(input.preset.own || view.state.draft))?.aside(view, input),
  );
}

/** The tiers of the chosen mode with these terms, as they will be paid. */
function order(view: View, input: Input): VNode {
  const { locale, t } = view;
  const investment = input.fields.find((f) => f.spec.id === 'investment_amount')?.value;
  const tiers = input.definition
    ? describeTiers(input.definition, locale, {
        unit: input.unit,
        invested: typeof investment === 'number' ? investment : undefined,
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
      : h('p', { class: 'quiet' }, t('orderWaits')),
  );
}
