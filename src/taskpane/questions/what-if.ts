/** What if: the run's terms as fields, what each change does, where the difference went, scenarios to keep. */
import { total, type Lever, type Result } from '../../engine/index.ts';
import { formatAmount, say } from '../../i18n/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import { entryOf, isRate, leverName, leverText, readLever, whyNot, type Asked } from './asked.ts';
import { hueOf, partyLabel } from '../../charts/bars.ts';
import { folded } from '../views/folding.ts';
import { sectionHead } from '../views/view.ts';
import { difference, measureRows, setQuestions } from './measure-rows.ts';
import { compareView } from './compare.ts';
import { isComparing, scenarios } from './scenarios.ts';

const setText = (asked: Asked, id: string, text: string | null): void => {
  const { [id]: _old, ...rest } = asked.view.state.questions.texts;
  setQuestions(asked, { texts: text === null ? rest : { ...rest, [id]: text } });
};

export function whatIfView(asked: Asked): Child {
  const { view, study, base, changes, faults, t } = asked;
  const { questions } = view.state;
  if (isComparing(asked)) return compareView(asked);
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
      why ? h('p', { class: 'hint danger', role: 'alert' }, t('doesNotGo', { why })) : null,
    ),
    doesTable(asked, shown),
    isChanged && found?.ok ? movedTable(asked, shown) : null,
    scenarios(asked),
  ];
}

/**
 * ↑ and ↓ step a rate by a quarter point, with Shift by one; amounts and factors by a hundredth or a tenth of the run's.
 * Ctrl+Z goes back to the run.
 */
function onKey(asked: Asked, lever: Lever, e: KeyboardEvent): void {
  if (e.key === 'z' && (e.ctrlKey || e.metaKey)) {
    e.preventDefault();
    return setText(asked, lever.id, null);
  }
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
    { class: `field lever ${lever.unit === 'amount' ? 'amount' : ''} ${changed ? 'changed' : ''}`, key: id },
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
        onkeydown: (e: KeyboardEvent) => onKey(asked, lever, e),
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
    faults[lever.id] ? h('p', { class: 'hint danger', role: 'alert' }, faults[lever.id]) : null,
  );
}

function doesTable(asked: Asked, shown: Result): VNode {
  const { base, t, run } = asked;
  return h(
    'section',
    { 'aria-label': t('whatItDoes') },
    sectionHead(t('whatItDoes'), run.document.unit),
    folded(
      asked.view.state.width,
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
