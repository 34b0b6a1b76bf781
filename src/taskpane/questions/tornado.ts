/** Tornado: each term a little lower and higher, the one that moves the measure most first. */
import { tornado, type Bar, type Measure } from '../../engine/index.ts';
import { h, type VNode } from '../../charts/markup.ts';
import { leverName, leverText, measureAt, measureId, measureName, measureText, type Asked } from './asked.ts';
import { hueOf } from '../../charts/bars.ts';
import { sectionHead } from '../views/view.ts';

let bars: { readonly study: object; readonly measure: string; readonly found: Bar[] } | undefined;

export function tornadoOf(asked: Asked, measure: Measure): VNode {
  const { study, base, t, view } = asked;
  if (bars?.study !== study || bars.measure !== measureId(measure))
    bars = { study, measure: measureId(measure), found: tornado(study, measure) };
  const own = measureAt(asked, measure, {});
  const ends = bars.found
    .flatMap(({ atLow, atHigh }) => [atLow, atHigh])
    .filter((x): x is number => x !== null);
  const reach = Math.max(1e-12, ...ends.map((x) => Math.abs(x - (own ?? 0))));
  const hue = measure.of === 'project' ? 'cash' : hueOf(base, measure.of);
  const title = t('tornado', { measure: measureName(asked, measure) });
  const side = (value: number | null, kind: 'low' | 'high') => {
    if (value === null || own === null) return null;
    const width = (46 * Math.abs(value - own)) / reach;
    return h('i', {
      class: `${kind} hue-${hue}`,
      style: value < own ? `right:50%;width:${width}%` : `left:50%;width:${width}%`,
    });
  };
  return h(
    'section',
    { 'aria-label': title },
    sectionHead(title, own === null ? '–' : measureText(asked, measure, own)),
    h(
      'p',
      { class: 'legend' },
      h('i', { class: `low hue-${hue}`, 'aria-hidden': 'true' }),
      t('lower'),
      h('i', { class: `high hue-${hue}`, 'aria-hidden': 'true' }),
      t('higher'),
    ),
    h(
      'table',
      { class: 'tornado' },
      h(
        'tbody',
        null,
        bars.found.map(({ lever, low, high, atLow, atHigh }) => {
          const still =
            atLow !== null &&
            atHigh !== null &&
            measureText(asked, measure, atLow) === measureText(asked, measure, atHigh);
          return h(
            'tr',
            { key: lever.id },
            h(
              'th',
              { scope: 'row' },
              leverName(asked, lever.id),
              h(
                'small',
                null,
                `${leverText(lever, low, view.locale)} · ${leverText(lever, high, view.locale)}`,
              ),
            ),
            still
              ? h('td', { class: 'quiet' }, t('noEffect'))
              : h(
                  'td',
                  null,
                  h(
                    'div',
                    { class: 'bars', 'aria-hidden': 'true' },
                    side(atLow, 'low'),
                    side(atHigh, 'high'),
                  ),
                  h(
                    'div',
                    { class: 'ends' },
                    h('span', null, measureText(asked, measure, atLow)),
                    h('span', null, measureText(asked, measure, atHigh)),
                  ),
                ),
          );
        }),
      ),
    ),
  );
}
