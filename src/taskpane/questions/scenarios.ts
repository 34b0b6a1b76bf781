/** Scenarios of a run: what was kept of What if, and the run beside them. */
import { measured, tierName, total } from '../../engine/index.ts';
import { formatAmount, say } from '../../i18n/index.ts';
import { h, type Child, type VNode } from '../../charts/markup.ts';
import type { Scenario } from '../model/questions.ts';
import { changesName, entryOf, measureName, measuresOf, measureText, type Asked } from './asked.ts';
import { partyLabel } from '../../charts/bars.ts';
import { sectionHead } from '../views/view.ts';
import { difference, measureRows, setQuestions, type Row } from './measure-rows.ts';

/** Scenarios of the run that is shown. */
export const keptOf = ({ view, run }: Asked): readonly Scenario[] =>
  view.state.questions.kept.filter((s) => s.run === run.id);

const MOST_KEPT = 3;

export const canKeep = (asked: Asked): boolean => keptOf(asked).length < MOST_KEPT;

export function keep(asked: Asked): void {
  const { view, run, changes } = asked;
  setQuestions(asked, { kept: [...view.state.questions.kept, { run: run.id, changes }], texts: {} });
}

export function scenarios(asked: Asked): VNode | null {
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
export function compareView(asked: Asked): Child {
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
