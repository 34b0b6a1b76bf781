/** Why the figures can be trusted: what must be equal and is, and the choices they stand on. */
import type { ResultDocument } from '../../document/index.ts';
import { conventionText, formatAmount } from '../../i18n/index.ts';
import { h, type VNode } from '../../charts/markup.ts';
import { folded } from './folding.ts';
import { icons } from './icons.ts';
import { sectionHead, type View } from './view.ts';

/** What is checked takes several lines. */
const LEAST_NAME = 110;

export function reconciliation(view: View, document: ResultDocument): VNode {
  const { locale, state, t } = view;
  const { tables } = document;
  const failed = tables.checks.filter((c) => !c.pass).length;
  const rows = [...tables.checks].sort((a, b) => Number(a.pass) - Number(b.pass));
  return h(
    'section',
    { 'aria-label': t('reconciliation') },
    sectionHead(t('reconciliation'), document.unit),
    h(
      'div',
      { class: 'card flush checks' },
      h(
        'div',
        { class: failed ? 'verdict bad' : 'verdict' },
        failed ? icons.error() : icons.passed(),
        h(
          'strong',
          null,
          failed
            ? view.count(failed, 'checkFails', 'checksFail')
            : t('checksPass', { n: tables.checks.length }),
        ),
      ),
      h(
        'div',
        { class: 'body' },
        failed ? h('p', { class: 'danger' }, t('failText')) : null,
        folded(
          // The card has edges of its own.
          state.width - 26,
          h(
            'table',
            null,
            h(
              'thead',
              null,
              h(
                'tr',
                null,
                (['check', 'left', 'right', 'difference'] as const).map((key) =>
                  h('th', { scope: 'col' }, t(key)),
                ),
              ),
            ),
            h(
              'tbody',
              null,
              rows.map((c) =>
                h(
                  'tr',
                  { key: c.id, class: c.pass ? undefined : 'danger' },
                  h('th', { scope: 'row' }, t(c.id)),
                  [c.left, c.right, c.difference].map((n) => h('td', null, formatAmount(n, locale, 2))),
                ),
              ),
            ),
          ),
          LEAST_NAME,
        ),
        h('p', { class: 'quiet' }, clawbackWords(view, document)),
      ),
    ),
  );
}

function clawbackWords({ locale, t }: View, { tables, unit }: ResultDocument): string {
  const { clawback } = tables;
  if (!clawback) return t('noClawback');
  if (clawback.total + clawback.interest === 0) return t('noClawbackDue');
  const last = clawback.entries.at(-1);
  const money = (amount: number) => formatAmount(amount, locale, 2);
  return t('clawback', {
    amount: money(clawback.total + clawback.interest) + (unit ? ` ${unit}` : ''),
    received: money(last?.received ?? 0),
    entitled: money(last?.entitlement ?? 0),
  });
}

export function conventions(view: View, { tables, engine_version }: ResultDocument): VNode {
  const { locale, t } = view;
  return h(
    'details',
    { class: 'conventions' },
    h('summary', null, h('span', null, t('conventions'))),
    h(
      'dl',
      null,
      tables.conventions.map((c) => {
        const { topic, text } = conventionText(c, locale);
        return [h('dt', null, topic), h('dd', null, text)];
      }),
      h('dt', null, t('engine')),
      h('dd', null, engine_version),
    ),
  );
}
