import { filesTexts as texts } from '../../i18n/files.ts';
import { h, type Child } from '../../charts/markup.ts';
import type { View } from '../views/view.ts';
import { icons } from '../views/icons.ts';
import type { Uploads } from './uploads.ts';

/** Below the button: what may be uploaded, how it goes, why it was refused. */
export function uploadBanner({ state, t }: View, uploads: Uploads): Child {
  const { upload } = state;
  if (upload?.step === 'sending')
    return h(
      'div',
      { class: 'card sending', key: 'sending' },
      h('p', null, t(texts.sending, { name: upload.name })),
      upload.instead === null ? null : h('p', { class: 'quiet' }, t(texts.instead, { name: upload.instead })),
      h(
        'div',
        { class: 'head' },
        h('progress', { 'aria-label': t(texts.sending, { name: upload.name }) }),
        h('button', { type: 'button', id: 'cancel-upload', onclick: () => uploads.cancel() }, t('cancel')),
      ),
    );
  if (upload?.step === 'failed')
    return h(
      'div',
      { class: 'alert', role: 'alert', id: 'upload-failed', tabindex: -1, key: 'failed' },
      h(
        'div',
        { class: 'alert-head' },
        icons.error(),
        h('div', null, h('h2', null, t(upload.title.key, upload.title.params)), upload.name || null),
      ),
      h(
        'div',
        { class: 'alert-body' },
        h('p', null, t(upload.detail.key, upload.detail.params)),
        h(
          'div',
          { class: 'row' },
          upload.again
            ? h('button', { type: 'button', onclick: () => uploads.again() }, t(texts.sendAgain))
            : null,
          h('button', { type: 'button', onclick: () => uploads.leave() }, t(texts.close)),
        ),
      ),
    );
  return null;
}
