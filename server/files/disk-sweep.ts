import { appendFile, open, rm, rmdir, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { sessionKey } from '../store/keys.ts';
import type { Booking, Owner, StoredFiles } from '../store/ledger.ts';
import { ifStoreAnswers, type FileEntry, type Store } from '../store/store.ts';
import { UNFINISHED } from './areas.ts';
import { cacheEntry, HELD, type Kind } from './file-cache.ts';
import { HOLDS_NOTHING, REACHED_FROM, type FileStatus } from './file-status.ts';
import { filesIn, sessionsIn, SWEEP_LOG, type FoundFile } from './folders.ts';
import { METADATA } from './metadata.ts';
import { PLACES, type Place } from './storage.ts';

const MINUTE = 60_000;
/** A half-written file this old was left by a crash: writing one takes about a second. */
const ABANDONED = MINUTE;
/** A sweep that has not given its lock back by then died. */
const STALE_LOCK = 10 * MINUTE;
const LARGEST_LOG = 1024 * 1024;

const PLACES_OF: Readonly<Record<StoredFiles, readonly Place[]>> = {
  uploads: ['uploads'],
  exports: ['exports'],
  cache: ['cache/parsed', 'cache/generated'],
};

/** What a sweep removed. */
export interface Swept {
  files: number;
  bytes: number;
}

/** Deletes files whose time or session has ended. The folder holds nothing but the sealed files of this service. */
export class DiskSweep {
  readonly #root: string;
  readonly #store: Store;
  readonly #clock: () => number;

  constructor(root: string, store: Store, clock: () => number) {
    this.#root = root;
    this.#store = store;
    this.#clock = clock;
  }

  /**
   * One area; undefined when another process is at it.
   * @param age how long its files stay, ms
   */
  async sweep(area: StoredFiles, age: number): Promise<Swept | undefined> {
    return this.#alone(area, async (swept) => {
      for (const place of PLACES_OF[area]) await this.#sweepSessions(place, age, swept);
    });
  }

  /**
   * Compares one area with the records of active sessions: files without a record are removed, records without a file put
   * into error; undefined when another process is at it.
   * @param lost hears of each of these, whose bytes are free again
   */
  async compare(area: StoredFiles, lost: (booking: Booking) => void): Promise<Swept | undefined> {
    const sessions = new Set(
      (await Promise.all(PLACES.map((place) => sessionsIn(this.#root, place)))).flat(),
    );
    return this.#alone(area, async (swept) => {
      for (const session of sessions) {
        const known = await ifStoreAnswers(async () => ({
          record: await this.#store.getHash(sessionKey(session)),
          entries: await this.#store.filesOf(session, area),
        }));
        if (known?.record?.status !== 'active') continue;
        const owner = { session, address: known.record.address ?? '' };
        for (const place of PLACES_OF[area])
          await this.#compareWith(known.entries, place, owner, swept, lost);
      }
    });
  }

  async #compareWith(
    entries: Readonly<Record<string, FileEntry>>,
    place: Place,
    owner: Owner,
    swept: Swept,
    lost: (booking: Booking) => void,
  ): Promise<void> {
    const now = this.#clock();
    const files = await filesIn(this.#root, place, owner.session);
    const ids = new Set(files.map((file) => path.basename(file.path)));
    for (const file of files) {
      const id = path.basename(file.path);
      const held = entries[entryOf(place, id).entry];
      const isKnown = held && !HOLDS_NOTHING.includes(held.status as FileStatus);
      if (!isKnown && id !== METADATA && now - file.modified >= ABANDONED) await remove(file, swept);
    }
    // What is made again at need is not missed.
    const { area, kind } = entryOf(place, '');
    if (kind) return;
    for (const [id, { bytes, expiresAt }] of Object.entries(entries)) {
      const isBeingWritten = expiresAt <= now + UNFINISHED;
      if (bytes > 0 && !isBeingWritten && !ids.has(id) && (await this.#failed(place, owner.session, id)))
        lost({ owner, stored: area, bytes, expiresAt });
    }
  }

  /** Does it unless another process is at it, and notes what went. */
  async #alone(area: StoredFiles, sweep: (swept: Swept) => Promise<void>): Promise<Swept | undefined> {
    const folder = path.join(this.#root, area);
    const lock = path.join(folder, 'sweep.lock');
    if (!(await this.#take(lock))) return undefined;
    try {
      const swept = { files: 0, bytes: 0 };
      await sweep(swept);
      await note(path.join(folder, SWEEP_LOG), { at: new Date(this.#clock()).toISOString(), ...swept });
      return swept;
    } finally {
      await rm(lock, { force: true });
    }
  }

  async #sweepSessions(place: Place, age: number, swept: Swept): Promise<void> {
    for (const session of await sessionsIn(this.#root, place)) {
      const isOver = await this.#isOver(session);
      const files = await filesIn(this.#root, place, session);
      const paths = new Set(files.map((file) => file.path));
      for (const file of files) {
        const isPart = file.path.endsWith('.part');
        if (path.basename(file.path) === METADATA) continue;
        if (!isOver && this.#clock() - file.modified < (isPart ? ABANDONED : age)) continue;
        await remove(file, swept);
        // Its writer died and will not say so; unless another has written the whole.
        const id = path.basename(file.path).split('.')[0]!;
        if (isPart && !isOver && !paths.has(path.join(path.dirname(file.path), id)))
          await this.#failed(place, session, id);
      }
      const left = await filesIn(this.#root, place, session);
      if (left.every((file) => path.basename(file.path) === METADATA))
        for (const file of left) await rm(file.path, { force: true });
      // Fails while something is in it, which is what is wanted.
      await rmdir(path.join(this.#root, place, session)).catch(() => undefined);
    }
  }

  /** Whether a session is known to have ended; false while the store is away. */
  async #isOver(session: string): Promise<boolean> {
    const found = await ifStoreAnswers(async () => ({
      record: await this.#store.getHash(sessionKey(session)),
    }));
    return found !== undefined && found.record?.status !== 'active';
  }

  async #failed(place: Place, session: string, id: string): Promise<boolean | undefined> {
    const frees = HOLDS_NOTHING.includes('error');
    const { area, kind, entry } = entryOf(place, id);
    const from = kind ? [HELD] : REACHED_FROM.error;
    return ifStoreAnswers(() => this.#store.moveFile(session, area, entry, from, 'error', frees));
  }

  async #take(lock: string): Promise<boolean> {
    const held = await stat(lock).catch(() => undefined);
    if (held && Date.now() - held.mtimeMs > STALE_LOCK) await rm(lock, { force: true });
    try {
      await (await open(lock, 'wx')).close();
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }
}

/** Where the store has the entry of a file. */
function entryOf(place: Place, id: string): { area: StoredFiles; kind: Kind | undefined; entry: string } {
  const [area, kind] = place.split('/') as [StoredFiles, Kind?];
  return { area, kind, entry: kind ? cacheEntry(kind, id) : id };
}

async function remove(file: FoundFile, swept: Swept): Promise<void> {
  try {
    await unlink(file.path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  swept.files += 1;
  swept.bytes += file.bytes;
}

/** A line of counts; a log that has grown large is started again. */
async function note(file: string, counts: object): Promise<void> {
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  await (size > LARGEST_LOG ? rm(file, { force: true }) : Promise.resolve());
  await appendFile(file, `${JSON.stringify(counts)}\n`, { mode: 0o600 });
}
