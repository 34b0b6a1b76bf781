import { h, type VNode } from '../../charts/markup.ts';

const icon = (name: string, ...shapes: VNode[]): VNode =>
  h(
    'svg',
    {
      class: `icon ${name}`,
      viewBox: '0 0 16 16',
      width: 16,
      height: 16,
      'aria-hidden': 'true',
      focusable: 'false',
    },
    ...shapes,
  );
const line = (d: string): VNode => h('path', { class: 'line', d });
const solid = (d: string): VNode => h('path', { class: 'area', d });

export const icons = {
  warning: () => icon('warn', line('M8 1.8 14.8 13.8H1.2Z'), line('M8 6v4'), line('M8 11.6v.6')),
  error: () =>
    icon(
      'danger',
      solid('M5 .5h6L15.5 5v6L11 15.5H5L.5 11V5Z'),
      h('path', { class: 'cut', d: 'm5.4 5.4 5.2 5.2m0-5.2-5.2 5.2' }),
    ),
  check: () => icon('ok', line('m2.5 8.5 3.6 3.6 7.4-8')),
  passed: () =>
    icon(
      'ok',
      solid('M8 .8a7.2 7.2 0 1 0 0 14.4A7.2 7.2 0 0 0 8 .8Z'),
      h('path', { class: 'cut', d: 'm4.8 8.3 2.3 2.3 4.2-4.8' }),
    ),
  waits: () => icon('none', line('M2.5 8h11')),
  away: () =>
    icon(
      'warn',
      line('M5 5.2A3.4 3.4 0 0 0 4.6 12h7.6M6.6 3.9a4 4 0 0 1 5 2.9 2.7 2.7 0 0 1 1.9 4.3M2 2l12 12'),
    ),
  more: () =>
    icon(
      'none',
      solid(
        'M3 6.6a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8Zm5 0a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8Zm5 0a1.4 1.4 0 1 0 0 2.8 1.4 1.4 0 0 0 0-2.8Z',
      ),
    ),
};
