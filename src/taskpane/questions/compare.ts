/** The run and its scenarios side by side: terms, measures, and what each tier pays each party. */
import { presetOf, total, withRatios, type Result } from '../../engine/index.ts';
import type { Compared as Figure } from '../../sheet/write/comparison-source.ts';
import { formatAmount, say } from '../../i18n/index.ts';
import { h, type Child } from '../../charts/markup.ts';
import { partyLabel } from '../../charts/bars.ts';
import { folded } from '../views/folding.ts';
import { sectionHead } from '../views/view.ts';
import { changeNames, isRate, leverName, leverText, type Asked } from './asked.ts';
import { difference, measureRows, setQuestions, type Kind } from './measure-rows.ts';
import { isScenario, keptOf } from './scenarios.ts';

export interface ComparedRow {
  readonly key: string;
  readonly name: string;
  readonly kind: Kind;
  /** It is a term, which is shown as exactly as it was given. */
  readonly isTerm: boolean;
  readonly figure: Figure;
  /** Of the run, then of each scenario. */
  readonly values: readonly (number | null)[];
  readonly text: (value: number | null) => string;
}

export interface ComparedScenario {
  readonly changes: Readonly<Record<string, number>>;
  /** Terms that differ, also those that make room for one that is changed. */
  readonly terms: Readonly<Record<string, number>>;
  readonly result: Result;
}

export interface Compared {
  /** What differs in each scenario, in words. */
  readonly changes: readonly (readonly string[])[];
  readonly scenarios: readonly ComparedScenario[];
  readonly sections: readonly { readonly title: string; readonly rows: readonly ComparedRow[] }[];
}

/** The kept scenarios and what is typed now, each with the run. */
export function comparedOf(asked: Asked): Compared {
  const { base, study, changes, run, t } = asked;
  const preset = presetOf(run.document.mode);
  const now = isScenario(asked) ? [changes] : [];
  const scenarios = [...keptOf(asked).map((s) => s.changes), ...now].flatMap((own) => {
    const found = study.run(own);
    const terms = preset ? withRatios(preset, run.document.terms, own) : own;
    return found.ok ? [{ changes: own, terms, result: found.value }] : [];
  });
  const results = [base, ...scenarios.map(({ result }) => result)];
  const terms = study.levers.map((lever): ComparedRow => ({
    key: lever.id,
    name: leverName(asked, lever.id),
    kind: isRate(lever) ? 'rate' : lever.unit,
    isTerm: true,
    figure: { kind: 'term', id: lever.id },
    values: [lever.value, ...scenarios.map((own) => own.terms[lever.id] ?? lever.value)],
    text: (value) => leverText(lever, value!, asked.view.locale),
  }));
  const measures = measureRows(asked).map(({ of, ...row }): ComparedRow => ({
    ...row,
    isTerm: false,
    values: results.map(of),
  }));
  return {
    changes: scenarios.map((own) => changeNames(asked, own.changes)),
    scenarios,
    sections: [
      { title: t('terms'), rows: terms },
      { title: t('measures'), rows: measures },
      { title: t('tiersAndParties'), rows: paidRows(asked, results) },
    ],
  };
}

/** What each tier of any of the results pays each party. */
function paidRows({ base, view: { locale } }: Asked, results: readonly Result[]): ComparedRow[] {
  const tiers = new Map(results.flatMap((result) => result.tiers.map((tier) => [tier.id, tier] as const)));
  const paid = (result: Result, tier: string, party: string): number =>
    total(result.tiers.find(({ id }) => id === tier)?.payments.find((p) => p.party === party)?.amounts ?? []);
  return [...tiers.values()].flatMap((tier) =>
    base.parties.flatMap(({ id: party }): ComparedRow[] =>
      results.some((result) =>
        result.tiers.find(({ id }) => id === tier.id)?.payments.some((p) => p.party === party),
      )
        ? [
            {
              key: `${tier.id} ${party}`,
              name: `${say(tier.name, locale)} · ${partyLabel(base, party, locale)}`,
              kind: 'amount',
              isTerm: false,
              figure: { kind: 'paid', tier: tier.id, party },
              values: results.map((result) => paid(result, tier.id, party)),
              text: (value) => formatAmount(value ?? 0, locale, 2),
            },
          ]
        : [],
    ),
  );
}

const isSame = ({ values: [run, ...others], text }: ComparedRow): boolean =>
  others.every((value) => text(value) === text(run!));

/** What differs, the rest in a sentence. */
export function compareView(asked: Asked): Child {
  const { view, t } = asked;
  const { changes, sections } = comparedOf(asked);
  const same = sections.flatMap(({ rows }) => rows.filter(isSame));
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
    folded(
      view.state.width,
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
            changes.map((own) =>
              h('th', { scope: 'col', class: 'wraps' }, own.join(view.locale === 'en' ? ', ' : '，')),
            ),
          ),
        ),
        sections.map(({ title, rows }) => {
          const differing = rows.filter((row) => !isSame(row));
          return differing.length
            ? h(
                'tbody',
                { key: title },
                h(
                  'tr',
                  { class: 'part' },
                  h('th', { scope: 'rowgroup', colspan: 2 + changes.length }, title),
                ),
                differing.map((row) => figures(asked, row)),
              )
            : null;
        }),
      ),
    ),
    same.length
      ? h(
          'p',
          { class: 'quiet' },
          t('onlyDiffers', { names: same.map((row) => row.name).join(view.t('listComma')) }),
        )
      : null,
  );
}

const figures = (asked: Asked, { key, name, kind, values: [run, ...others], text }: ComparedRow) =>
  h(
    'tr',
    { key },
    h('th', { scope: 'row' }, name),
    h('td', null, text(run!)),
    others.map((value) =>
      text(value) === text(run!)
        ? h('td', null, text(value), h('small', null, '='))
        : h('td', null, h('b', null, text(value)), h('small', null, difference(asked, kind, run!, value))),
    ),
  );
