/** What if: the run's terms as fields, what each change does, where the difference went, scenarios to keep. */
import { measured, tierName, total, type Lever, type Result } from '../../engine/index.ts';
import { formatAmount, say } from '../../i18n/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import type { Questions, Scenario } from '../model/questions.ts';
import {
  changesName,
  entryOf,
  isMoney,
  isRate,
  leverName,
  leverText,
  measureId,
  measureName,
  measuresOf,
  measureText,
  readLever,
  whyNot,
  type Asked,
} from './asked.ts';
import { hueOf, partyLabel } from '../../charts/bars.ts';
import { sectionHead } from '../views/view.ts';

export const setQuestions = ({ view }: Asked, change: Partial<Questions>): void =>
  view.store.set((s) => ({ ...s, questions: { ...s.questions, ...change } }));

const setText = (asked: Asked, id: string, text: string | null): void => {
  const { [id]: _old, ...rest } = asked.view.state.questions.texts;
  setQuestions(asked, { texts: text === null ? rest : { ...rest, [id]: text } });
};

export function whatIfView(asked: Asked): Child {
  const { view, study, base, changes, faults, t } = asked;
  const { questions } = view.state;
  if (questions.comparing) return compareView(asked);
  const why = Object.keys(faults).length ? null : whyNot(asked, changes);
  const found = why === null ? study.run(changes) : null;
  const shown = found?.ok ? found.value : base;
  const isChanged = Object.keys(changes).length > 0;
  return [
    h(
      'section',
      { 'aria-label': t('whatIf') },
      sectionHead(
        t('whatIf'),
        Object.keys(questions.texts).length
          ? h(
              'button',
              { type: 'button', class: 'small', onclick: () => setQuestions(asked, { texts: {} }) },
              t('allAsRun'),
            )
          : null,
      ),
      study.levers.map((lever) => field(asked, lever)),
      why ? h('p', { class: 'hint bad', role: 'alert' }, t('doesNotGo', { why })) : null,
    ),
    doesTable(asked, shown),
    isChanged && found?.ok ? movedTable(asked, shown) : null,
    scenarios(asked),
  ];
}

/** ↑ and ↓ step a rate by a quarter point, with Shift by one; amounts and factors by a hundredth or a tenth of the run's. */
function stepped(asked: Asked, lever: Lever, e: KeyboardEvent): void {
  const up = { ArrowUp: 1, ArrowDown: -1 }[e.key];
  if (!up) return;
  e.preventDefault();
  const now = readLever((e.target as HTMLInputElement).value, lever) ?? lever.value;
  const step = isRate(lever)
    ? e.shiftKey
      ? 0.01
      : 0.0025
    : Math.abs(lever.value || 1) * (e.shiftKey ? 0.1 : 0.01);
  const next = Math.min(
    lever.max ?? Infinity,
    Math.max(lever.min, Number((now + up * step).toPrecision(12))),
  );
  setText(asked, lever.id, entryOf(lever, next));
}

function field(asked: Asked, lever: Lever): VNode {
  const { view, changes, faults, t } = asked;
  const text = view.state.questions.texts[lever.id];
  const changed = changes[lever.id] !== undefined;
  const id = `what-${lever.id}`;
  const was = leverText(lever, lever.value, view.locale);
  return h(
    'div',
    { class: changed ? 'field lever changed' : 'field lever', key: id },
    h('label', { for: id }, leverName(asked, lever.id)),
    h(
      'div',
      { class: faults[lever.id] ? 'entry invalid' : 'entry' },
      h('input', {
        id,
        type: 'text',
        inputmode: 'decimal',
        autocomplete: 'off',
        spellcheck: 'false',
        value: text ?? entryOf(lever, lever.value),
        'aria-invalid': faults[lever.id] ? true : undefined,
        'aria-describedby': `${id}-was`,
        oninput: (e: Event) => setText(asked, lever.id, (e.target as HTMLInputElement).value),
        onkeydown: (e: KeyboardEvent) => stepped(asked, lever, e),
      }),
      isRate(lever)
        ? h('span', { class: 'unit' }, '%')
        : lever.unit === 'amount'
          ? h('span', { class: 'unit' }, asked.run.document.unit)
          : null,
    ),
    h(
      'span',
      { class: 'quiet was', id: `${id}-was` },
      text === undefined
        ? t('asRun')
        : [
            t('was', { value: was }),
            h(
              'button',
              {
                type: 'button',
                class: 'bare',
                'aria-label': t('back', { value: was }),
                title: t('back', { value: was }),
                onclick: () => setText(asked, lever.id, null),
              },
              '↺',
            ),
          ],
    ),
    faults[lever.id] ? h('p', { class: 'hint bad', role: 'alert' }, faults[lever.id]) : null,
  );
}

/** A difference as text: a mark and a signed figure; `=` where there is none. */
export function differenceText(value: number, shown: (absolute: number) => string): string {
  const figure = shown(Math.abs(value));
  if (!/[1-9]/.test(figure)) return `= ${figure}`;
  return value > 0 ? `▲ +${figure}` : `▼ −${figure}`;
}

function difference(
  asked: Asked,
  what: 'rate' | 'multiple' | 'amount',
  a: number | null,
  b: number | null,
): string {
  if (a === null || b === null) return a === b ? '=' : '–';
  const { locale } = asked.view;
  if (what === 'rate') return differenceText((b - a) * 100, (x) => `${formatAmount(x, locale, 2)} pp`);
  return differenceText(b - a, (x) => formatAmount(x, locale, 2) + (what === 'multiple' ? 'x' : ''));
}

interface Row {
  readonly key: string;
  readonly name: string;
  readonly kind: 'rate' | 'multiple' | 'amount';
  readonly of: (result: Result) => number | null;
  readonly text: (value: number | null) => string;
}

export function measureRows(asked: Asked): Row[] {
  const { view, t } = asked;
  const rows = measuresOf(asked).map((m): Row => ({
    key: measureId(m),
    name: measureName(asked, m),
    kind: isMoney(m) ? 'amount' : m.what === 'irr' ? 'rate' : 'multiple',
    of: (result) => measured(result, m),
    text: (value) => measureText(asked, m, value),
  }));
  return [
    ...rows,
    {
      key: 'carryOverProfit',
      name: t('carryOverProfit'),
      kind: 'rate',
      of: (result) => result.effectiveCarry,
      text: (value) => view.percent(value),
    },
    {
      key: 'payback',
      name: t('paybackYears'),
      kind: 'amount',
      of: (result) => result.project.payback,
      text: (value) => (value === null ? '–' : formatAmount(value, view.locale, 2)),
    },
  ];
}

function doesTable(asked: Asked, shown: Result): VNode {
  const { base, t, run } = asked;
  return h(
    'section',
    { 'aria-label': t('whatItDoes') },
    sectionHead(t('whatItDoes'), run.document.unit),
    h(
      'table',
      { class: 'does' },
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          (['measure', 'run', 'whatIf', 'difference'] as const).map((key) =>
            h('th', { scope: 'col' }, t(key)),
          ),
        ),
      ),
      h(
        'tbody',
        null,
        measureRows(asked).map(({ key, name, kind, of, text }) => {
          const [a, b] = [of(base), of(shown)];
          const same = text(a) === text(b);
          return h(
            'tr',
            { key, class: same ? 'same' : undefined },
            h('th', { scope: 'row' }, name),
            h('td', null, text(a)),
            h('td', null, h('b', null, text(b))),
            h('td', null, difference(asked, kind, a, b)),
          );
        }),
      ),
    ),
  );
}

/** What each tier pays each party more or less than in the run; it sums to the parties' differences. */
function movedTable(asked: Asked, shown: Result): VNode {
  const { view, base, t, run } = asked;
  const { locale } = view;
  const paid = (result: Result, tier: string, party: string) =>
    total(result.tiers.find((x) => x.id === tier)?.payments.find((p) => p.party === party)?.amounts ?? []);
  const tiers = [...new Map([...base.tiers, ...shown.tiers].map((x) => [x.id, x])).values()];
  const cells = tiers.flatMap((tier) =>
    base.parties.flatMap(({ id }) => {
      const by = paid(shown, tier.id, id) - paid(base, tier.id, id);
      return Math.abs(by) < 0.005 ? [] : [{ tier, party: id, by }];
    }),
  );
  const slice = total(shown.gpSlice) - total(base.gpSlice);
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${formatAmount(Math.abs(value), locale, 2)}`;
  const widest = Math.max(...cells.map((c) => Math.abs(c.by)), 1e-9);
  if (!cells.length && Math.abs(slice) < 0.005)
    return h('section', null, sectionHead(t('moved')), h('p', { class: 'quiet' }, t('nothingMoved')));
  return h(
    'section',
    { 'aria-label': t('moved') },
    sectionHead(t('moved'), run.document.unit),
    h(
      'table',
      { class: 'moved' },
      h(
        'tbody',
        null,
        cells.map(({ tier, party, by }) =>
          h(
            'tr',
            { key: `${tier.id} ${party}` },
            h('th', { scope: 'row' }, `${say(tier.name, locale)} · ${partyLabel(base, party, locale)}`),
            h(
              'td',
              { class: by < 0 ? 'bar down' : 'bar up', 'aria-hidden': 'true' },
              h('i', {
                class: `hue-${hueOf(base, party)} solid`,
                style: `width:${(50 * Math.abs(by)) / widest}%`,
              }),
            ),
            h('td', null, signed(by)),
          ),
        ),
      ),
      h(
        'tfoot',
        null,
        base.parties.flatMap(({ id }, p) => {
          const by = shown.parties[p]!.measures.distributed - base.parties[p]!.measures.distributed;
          return Math.abs(by) < 0.005
            ? []
            : [
                h(
                  'tr',
                  { key: id },
                  h('th', { scope: 'row', colspan: 2 }, t('inAll', { who: partyLabel(base, id, locale) })),
                  h('td', null, signed(by)),
                ),
              ];
        }),
      ),
    ),
  );
}

/** Scenarios of the run that is shown. */
export const keptOf = ({ view, run }: Asked): readonly Scenario[] =>
  view.state.questions.kept.filter((s) => s.run === run.id);

const MOST_KEPT = 3;

export const canKeep = (asked: Asked): boolean => keptOf(asked).length < MOST_KEPT;

export function keep(asked: Asked): void {
  const { view, run, changes } = asked;
  setQuestions(asked, { kept: [...view.state.questions.kept, { run: run.id, changes }], texts: {} });
}

function scenarios(asked: Asked): VNode | null {
  const { view, changes, study, base, t } = asked;
  const kept = keptOf(asked);
  const isChanged = Object.keys(changes).length > 0;
  if (!kept.length && !isChanged) return null;
  const [irr, carry] = [measuresOf(asked)[0]!, measuresOf(asked).find((m) => m.what === 'carry')!];
  const figures = (scenario: Scenario) => {
    const found = study.run(scenario.changes);
    const result = found.ok ? found.value : base;
    return [irr, carry]
      .map((m) => `${measureName(asked, m)} ${measureText(asked, m, measured(result, m))}`)
      .join(' · ');
  };
  return h(
    'section',
    { 'aria-label': t('scenarios') },
    sectionHead(t('scenarios'), t('keptOf', { n: kept.length })),
    h(
      'ul',
      { class: 'card flush scenarios' },
      kept.map((scenario, i) =>
        h(
          'li',
          { key: String(i) },
          h(
            'div',
            null,
            h('b', null, changesName(asked, scenario.changes)),
            h('small', null, figures(scenario)),
          ),
          h(
            'div',
            { class: 'actions' },
            h(
              'button',
              { type: 'button', class: 'small', onclick: () => loadScenario(asked, scenario) },
              t('open'),
            ),
            h(
              'button',
              {
                type: 'button',
                class: 'small',
                onclick: () =>
                  setQuestions(asked, { kept: view.state.questions.kept.filter((s) => s !== scenario) }),
              },
              t('remove'),
            ),
          ),
        ),
      ),
      isChanged
        ? h(
            'li',
            { key: 'now' },
            h('div', null, h('b', null, changesName(asked, changes)), h('small', null, t('notKept'))),
          )
        : null,
    ),
  );
}

function loadScenario(asked: Asked, { changes }: Scenario): void {
  const texts = Object.entries(changes).map(([id, value]) => {
    const lever = asked.study.levers.find((l) => l.id === id)!;
    return [id, entryOf(lever, value)];
  });
  setQuestions(asked, { texts: Object.fromEntries(texts) as Record<string, string> });
}

/** The run and the kept scenarios side by side: what differs first, the rest in a sentence. */
function compareView(asked: Asked): Child {
  const { base, study, view, changes, t } = asked;
  const now = Object.keys(changes).length ? [changes] : [];
  const columns = [...keptOf(asked).map((s) => s.changes), ...now].flatMap((c) => {
    const found = study.run(c);
    return found.ok ? [{ name: changesName(asked, c), result: found.value }] : [];
  });
  const { locale } = view;
  const tierRows = base.tiers.flatMap((tier) =>
    tier.payments.map(({ party }): Row => ({
      key: `${tier.id} ${party}`,
      name: `${say(tierName(base.definition.pots.flatMap((p) => p.tiers).find((x) => x.id === tier.id)!), locale)} · ${partyLabel(base, party, locale)}`,
      kind: 'amount',
      of: (result) =>
        total(
          result.tiers.find((x) => x.id === tier.id)?.payments.find((p) => p.party === party)?.amounts ?? [],
        ),
      text: (value) => formatAmount(value ?? 0, locale, 2),
    })),
  );
  const all = [...measureRows(asked), ...tierRows];
  const isSame = (row: Row) =>
    columns.every(({ result }) => row.text(row.of(result)) === row.text(row.of(base)));
  const same = all.filter(isSame);
  return h(
    'section',
    { 'aria-label': t('compare') },
    sectionHead(
      t('compare'),
      h(
        'button',
        { type: 'button', class: 'small', onclick: () => setQuestions(asked, { comparing: false }) },
        t('backToFields'),
      ),
    ),
    h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': t('compare') },
      h(
        'table',
        { class: 'does compare' },
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            h('th', { scope: 'col' }, t('measure')),
            h('th', { scope: 'col' }, t('run')),
            columns.map(({ name }) => h('th', { scope: 'col' }, name)),
          ),
        ),
        h(
          'tbody',
          null,
          all
            .filter((row) => !isSame(row))
            .map((row) =>
              h(
                'tr',
                { key: row.key },
                h('th', { scope: 'row' }, row.name),
                h('td', null, row.text(row.of(base))),
                columns.map(({ result }) =>
                  h(
                    'td',
                    null,
                    h('b', null, row.text(row.of(result))),
                    h('small', null, difference(asked, row.kind, row.of(base), row.of(result))),
                  ),
                ),
              ),
            ),
        ),
      ),
    ),
    same.length
      ? h('p', { class: 'quiet' }, t('onlyDiffers', { names: same.map((r) => r.name).join(', ') }))
      : null,
  );
}
