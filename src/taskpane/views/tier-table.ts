import type { ResultDocument } from '../../document/index.ts';
import { say } from '../../i18n/index.ts';
import { h, type VNode } from '../../charts/markup.ts';
import { hueOf } from '../../charts/bars.ts';
import { columnsBeyond } from './folding.ts';
import { periodHead, sectionHead, type View } from './view.ts';

type Tiers = ResultDocument['tables']['tiers'];

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** What each tier paid in each period, and what it still owed at its end; where not all fit, one tier at a time. */
export function tierTable(view: View, document: ResultDocument): VNode {
  const { state, t } = view;
  const { tiers } = document.tables;
  const title = t('tiersByPeriod');
  const all = tableOf(view, document, tiers);
  const fits = columnsBeyond(state.width, { ...all, children: all.children.slice(1) }) === 0;
  const one = tiers.find(({ id }) => id === state.tier) ?? tiers[0]!;
  return h(
    'section',
    { 'aria-label': title },
    sectionHead(title, document.unit),
    fits ? all : [tierChoice(view, tiers, one.id), tableOf(view, document, [one])],
  );
}

const tierChoice = ({ store, locale, t }: View, tiers: Tiers, chosen: string): VNode =>
  h(
    'div',
    { class: 'field wide' },
    h('label', { for: 'tier-shown' }, t('tier')),
    h(
      'select',
      {
        id: 'tier-shown',
        value: chosen,
        onchange: (e: Event) => store.set({ tier: (e.target as HTMLSelectElement).value }),
      },
      tiers.map(({ id, name }, i) => h('option', { value: id, key: id }, `${i + 1}. ${say(name, locale)}`)),
    ),
  );

function tableOf(view: View, { tables }: ResultDocument, tiers: Tiers): VNode {
  const { locale, t } = view;
  const amount = view.amounts(
    tiers.flatMap((tier) => [...tier.paid, ...(tier.hasBalance ? tier.closing : [])]),
  );
  const shown = (n: number) => (n === 0 ? '–' : amount(n));
  return h(
    'table',
    { class: 'tiers' },
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        h('th', { scope: 'col', rowspan: 2 }, periodHead(view, tables)),
        tiers.map((tier) =>
          h(
            'th',
            {
              scope: 'colgroup',
              colspan: tier.hasBalance ? 2 : 1,
              class: `tier hue-${hueOf(tables, tier.to[0] ?? 'lp')}`,
              key: tier.id,
            },
            say(tier.name, locale),
          ),
        ),
      ),
      h(
        'tr',
        null,
        tiers.map((tier) => [
          h('th', { scope: 'col' }, t('paid')),
          tier.hasBalance ? h('th', { scope: 'col' }, t('closing')) : null,
        ]),
      ),
    ),
    h(
      'tbody',
      null,
      tables.net.map((_, k) =>
        h(
          'tr',
          { key: k },
          h('th', { scope: 'row' }, String(k)),
          tiers.map((tier) => [
            h('td', null, shown(tier.paid[k]!)),
            tier.hasBalance ? h('td', { class: 'balance' }, shown(tier.closing[k]!)) : null,
          ]),
        ),
      ),
    ),
    h(
      'tfoot',
      null,
      h(
        'tr',
        null,
        h('th', { scope: 'row' }, t('total')),
        tiers.map((tier) => [h('td', null, shown(sum(tier.paid))), tier.hasBalance ? h('td', null) : null]),
      ),
    ),
  );
}
