/** Which readings of the contract give the other figures, or come nearest. */
import type { Reconciliation } from '../../engine/index.ts';
import { readingWords } from '../../i18n/readings.ts';
import { h, type VNode } from '../../charts/markup.ts';
import type { Asked } from './asked.ts';
import { money } from './reconcile-sheet.ts';
import { icons } from '../views/icons.ts';
import { sectionHead } from '../views/view.ts';

export function readingsOf(
  asked: Asked,
  { first, figures, readings, tried, factor }: Reconciliation,
): VNode | null {
  const { view, t } = asked;
  if (!first || factor !== null) return null;
  const exact = readings.filter((r) => r.matched === figures.length);
  const words = (changes: (typeof readings)[number]['changes']) => readingWords(changes, view.locale);
  return h(
    'section',
    { 'aria-label': t('whichReading') },
    sectionHead(t('whichReading')),
    h('p', { class: 'quiet' }, t('tried', { n: tried })),
    exact.length ? null : h('p', null, t(readings.length ? 'noReading' : 'noneNearer')),
    exact.length > 1 || exact[0]?.alike.length ? h('p', { class: 'quiet' }, t('cannotTell')) : null,
    readings.length === 0
      ? null
      : h(
          'ol',
          { class: 'card flush readings' },
          readings.map((reading, i) => {
            const isExact = reading.matched === figures.length;
            return h(
              'li',
              { key: String(i), class: isExact ? 'exact' : undefined },
              isExact ? icons.check() : h('span', { class: 'rank' }, String(i + 1)),
              h(
                'div',
                null,
                h('b', null, words(reading.changes)),
                reading.alike.length
                  ? h(
                      'small',
                      null,
                      reading.alike
                        .slice(0, 3)
                        .map((c) => t('alike', { words: words(c) }))
                        .join(' · '),
                    )
                  : null,
              ),
              h(
                'span',
                { class: 'off' },
                isExact
                  ? t('allOff', { n: figures.length, amount: money(asked, reading.off) })
                  : t('off', { amount: money(asked, reading.off) }),
              ),
            );
          }),
        ),
  );
}
