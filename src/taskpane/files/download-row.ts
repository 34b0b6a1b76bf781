import { filesTexts as texts } from '../../i18n/files.ts';
import { h, type VNode } from '../../charts/markup.ts';
import type { View } from '../views/view.ts';
import { awayTitle } from '../views/service-status.ts';
import { FORMATS, type Format } from './downloads.ts';

/** The run that is shown, as a file; the service makes it. */
export function downloadRow(view: View, download: (format: Format) => void): VNode {
  const { state, t } = view;
  const isAway = state.service.status === 'away';
  const note = isAway
    ? t(texts.downloadLater, { reason: awayTitle(view) })
    : state.exporting
      ? t(texts.preparing)
      : null;
  return h(
    'div',
    { class: 'downloads', role: 'group', 'aria-labelledby': 'download' },
    h('span', { class: 'quiet', id: 'download' }, t(texts.download)),
    FORMATS.map((format) =>
      h(
        'button',
        {
          type: 'button',
          class: 'small',
          key: format,
          'aria-disabled': isAway || state.exporting !== null,
          'aria-describedby': note ? 'download-note' : undefined,
          onclick: () => download(format),
        },
        t(texts[format]),
      ),
    ),
    h('p', { class: 'note', id: 'download-note' }, note),
  );
}
