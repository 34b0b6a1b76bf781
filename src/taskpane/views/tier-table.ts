import type { ResultDocument } from '../../document/index.ts';
import { say } from '../../i18n/index.ts';
import { h, type VNode } from '../../charts/markup.ts';
import { hueOf } from '../../charts/bars.ts';
import { periodHead, sectionHead, type View } from './view.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** What each tier paid in each period, and what it still owed at its end. */
export function tierTable(view: View, document: ResultDocument): VNode {
  const { locale, t } = view;
  const { tables } = document;
  const amount = view.amounts(
    tables.tiers.flatMap((tier) => [...tier.paid, ...(tier.hasBalance ? tier.closing : [])]),
  );
  const shown = (n: number) => (n === 0 ? '–' : amount(n));
  const title = t('tiersByPeriod');
  return h(
    'section',
    { 'aria-label': title },
    sectionHead(title, document.unit),
    h(
      'div',
      { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': title },
      h(
        'table',
        { class: 'tiers' },
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            h('th', { scope: 'col', rowspan: 2 }, periodHead(view, tables)),
            tables.tiers.map((tier) =>
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
            tables.tiers.map((tier) => [
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
              tables.tiers.map((tier) => [
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
            tables.tiers.map((tier) => [
              h('td', null, shown(sum(tier.paid))),
              tier.hasBalance ? h('td', null) : null,
            ]),
          ),
        ),
      ),
    ),
  );
}
