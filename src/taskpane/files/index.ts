/** Workbooks into the pane and out of it: a part of its own, fetched right after the pane is usable. */
import { filesTexts as texts } from '../../i18n/files.ts';
import type { Files } from '../views/view.ts';
import type { Desk, Watch } from '../service-watch.ts';
import { h } from '../../charts/markup.ts';
import { createDownloads } from './downloads.ts';
import { listenForDrops } from './drop.ts';
import { downloadRow } from './download-row.ts';
import './files.css';
import { holdingsView } from './holdings.ts';
import { fileCard, fitsNot, previewFooter, previewView } from './preview.ts';
import { uploadBanner } from './banner.ts';
import { createUploads } from './uploads.ts';

export type { Files } from '../views/view.ts';

export function createFiles(desk: Desk, watch: Watch): Files {
  const uploads = createUploads(desk, watch);
  const { template, download, holdings, saveHoldings } = createDownloads(desk, watch);
  const picker = filePicker((files) => void uploads.take(files));
  const doors = {
    ...uploads,
    choose: () => picker.click(),
    template: (mode: string) => void template(mode),
  };
  listenForDrops(desk.store, (files) => void uploads.take(files));
  return {
    banner: (view) => uploadBanner(view, doors),
    preview: (view) => previewView(view, doors),
    footer: (view) => previewFooter(view, doors),
    card: (view, input) => fileCard(view, input, doors),
    fitsNot,
    exports: (view) => downloadRow(view, (format) => void download(format)),
    held: (view) =>
      h(
        'div',
        { class: 'holdings' },
        h(
          'button',
          { type: 'button', class: 'small', id: 'holdings', onclick: () => void holdings() },
          view.t(texts.held),
        ),
        view.state.held ? holdingsView(view, view.state.held, () => void saveHoldings()) : null,
      ),
    veil: ({ state, t }) =>
      state.dropping
        ? h(
            'div',
            { class: 'veil', key: 'veil' },
            h(
              'div',
              null,
              h('strong', null, t(texts.dropHere)),
              h('p', { class: 'quiet' }, t(texts.dropMore)),
            ),
          )
        : null,
  };
}

/** A field for files that only buttons press. */
function filePicker(take: (files: readonly File[]) => void): HTMLInputElement {
  const picker = document.createElement('input');
  picker.type = 'file';
  picker.id = 'workbook';
  picker.accept = '.xlsx,.xlsm,.xls';
  picker.hidden = true;
  picker.addEventListener('change', () => {
    const files = [...(picker.files ?? [])];
    // The same file may be chosen again once it is mended.
    picker.value = '';
    take(files);
  });
  document.body.append(picker);
  return picker;
}
