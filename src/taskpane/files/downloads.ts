/** Workbooks on their way out: templates, and runs as files. */
import { say } from '../../i18n/index.ts';
import { filesTexts as texts } from '../../i18n/files.ts';
import { json, type Asked, type AwayReason } from '../../client/service.ts';
import { shownRun } from '../model/state.ts';
import type { Message } from '../model/message.ts';
import type { Desk, Watch } from '../service-watch.ts';
import { awayWords } from '../views/service-status.ts';
import { wordsOf } from '../views/view.ts';
import { nameIn, needsBrowser, openInBrowser, saveBlob, saveFrom } from './saving.ts';
import { refusalIn } from './words.ts';

export const FORMATS = ['xlsx', 'csv', 'json', 'png'] as const;
export type Format = (typeof FORMATS)[number];

/** Charts are drawn and formulas computed while it waits. */
const PATIENCE_SECONDS = 60;

export interface Downloads {
  /** A workbook to fill in for a mode. */
  template(mode: string): Promise<void>;
  /** The run that is shown. */
  download(format: Format): Promise<void>;
}

export function createDownloads(desk: Desk, watch: Watch): Downloads {
  const { store, service } = desk;
  const never = new AbortController().signal;

  /** Why nothing can be had from the service. */
  function later(reason: AwayReason): Message {
    const { key, params } = awayWords(reason, PATIENCE_SECONDS);
    return { key: texts.downloadLater, params: { reason: say(wordsOf(key), store.get().locale, params) } };
  }

  /** The answer if it is one; else the reason is told. */
  async function answered(asked: Asked): Promise<Response | null> {
    if (asked.kind === 'cancelled') return null;
    if (asked.kind === 'away') {
      watch.goneAway(asked.reason);
      const words = later(asked.reason);
      // Beside the downloads of a run the reason stands already.
      if (store.get().exporting) desk.announce(say(wordsOf(words.key), store.get().locale, words.params));
      else desk.tell({ ...words, tone: 'warn' });
      return null;
    }
    watch.reached();
    if (asked.reply.ok) return asked.reply;
    desk.tell({ ...(await refusalIn(asked.reply)).detail, tone: 'danger' });
    return null;
  }

  async function template(mode: string): Promise<void> {
    const { locale } = store.get();
    const path = `/api/v1/templates/workbook?${new URLSearchParams({ mode, language: locale })}`;
    if (needsBrowser()) return openInBrowser(path);
    const reply = await answered(
      await service.ask({ path, method: 'GET', locale, cancel: never, open: true }),
    );
    if (!reply) return;
    const name = nameIn(reply) ?? `${mode}.xlsx`;
    saveBlob(await reply.blob(), name);
    desk.tell({ key: texts.saving, params: { name }, tone: 'ok' });
  }

  async function download(format: Format): Promise<void> {
    const { exporting, service: known, locale } = store.get();
    const run = shownRun(store.get());
    if (!run || exporting) return;
    if (known.status === 'away') {
      const { key, params } = later(known.reason ?? 'network');
      return desk.announce(say(wordsOf(key), locale, params));
    }
    store.set({ exporting: format, notice: null });
    desk.announce(say(texts.preparing, locale));
    try {
      const post = (path: string, body?: unknown) =>
        service.ask({ path, body, locale, cancel: never, seconds: PATIENCE_SECONDS });
      const made = await answered(await post('/api/v1/exports', { format, calculation: run.body }));
      if (!made) return;
      const file = (await json(made)) as { file_id: string; original_name: string } | null;
      const ticket = file && (await answered(await post(`/api/v1/exports/${file.file_id}/ticket`)));
      const link = ticket && ((await json(ticket)) as { url?: string } | null);
      if (!file || (ticket && !link?.url)) return desk.tell({ key: texts.notDownloaded, tone: 'danger' });
      if (!link?.url) return;
      saveFrom(link.url);
      desk.tell({ key: texts.saving, params: { name: file.original_name }, tone: 'ok' });
    } finally {
      store.set({ exporting: null });
    }
  }

  return { template, download };
}
