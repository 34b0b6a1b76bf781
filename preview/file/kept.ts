/** The workbook in the browser's own database, where the page can be reloaded; nothing of it leaves the browser. */
import { createStore, del, get, set } from 'idb-keyval';
import type { Snapshot } from '../grid/index.ts';
import type { HostState } from '../host/workbook-host.ts';
import type { BookFile } from './book-file.ts';

/** A workbook as it is kept. */
export interface KeptBook {
  readonly version: 1;
  readonly file: BookFile;
  readonly snapshot: Snapshot;
  readonly state: HostState;
}

const KEY = 'book';
/** Other addresses are shared, or reached through others. */
export const mayKeep = (host = location.hostname): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);

const store = () => createStore('waterfall-preview', 'workbooks');

/** Null where there is none, or the browser keeps nothing. */
export async function keptBook(): Promise<KeptBook | null> {
  if (!mayKeep()) return null;
  try {
    const kept = await get<KeptBook>(KEY, store());
    return kept?.version === 1 ? kept : null;
  } catch {
    return null;
  }
}

/** Whether it is kept now: storage may be full or refused. */
export async function keep(kept: KeptBook): Promise<boolean> {
  try {
    await set(KEY, kept, store());
    return true;
  } catch {
    return false;
  }
}

export async function forget(): Promise<void> {
  await del(KEY, store()).catch(() => undefined);
}
