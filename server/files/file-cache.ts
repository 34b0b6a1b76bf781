import type { Logger } from 'pino';
import type { Session } from '../sessions/sessions.ts';
import { TTL } from '../store/keys.ts';
import { StoreUnavailable, type Store } from '../store/store.ts';
import { NoRoom, type Shelf } from './storage.ts';

const AREA = 'cache';
/** Of one session; beyond it nothing more is kept until something has ended. */
const MOST = { bytes: 50 * 1024 * 1024, files: 1000 };

/** What uploads were read as, and what was generated for exports. */
export type Kind = 'parsed' | 'generated';

/** The entry of a file of the cache, and the status in which it is there. */
export const cacheEntry = (kind: Kind, hash: string): string => `${kind}:${hash}`;
export const HELD = 'held';

/**
 * What was made with some effort and may be asked for again within a session: sealed bytes by a hash of all they depend
 * on. They may be gone at any time; whoever wants them makes them anew.
 */
export class FileCache {
  readonly #shelf: Shelf;
  readonly #store: Store;
  readonly #clock: () => number;
  readonly #log: Logger;

  constructor(shelf: Shelf, store: Store, clock: () => number, log: Logger) {
    this.#shelf = shelf;
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
  }

  /** undefined as well when the place of files is away. */
  async get(kind: Kind, { id, vault }: Session, hash: string): Promise<Buffer | undefined> {
    const sealed = await this.#asMayBe(() => this.#shelf.get(`${AREA}/${kind}`, id, hash));
    return sealed && vault.openFile(`${AREA}/${kind}/${hash}`, sealed);
  }

  async drop(kind: Kind, { id }: Session, hash: string): Promise<void> {
    await this.#asMayBe(() => this.#shelf.drop(`${AREA}/${kind}`, id, hash));
    await this.#asMayBe(() =>
      this.#store.moveFile(id, AREA, cacheEntry(kind, hash), [HELD], 'deleted', true),
    );
  }

  async put(kind: Kind, { id, vault }: Session, hash: string, bytes: Buffer): Promise<void> {
    const sealed = vault.sealFile(`${AREA}/${kind}/${hash}`, bytes);
    const now = this.#clock();
    const file = cacheEntry(kind, hash);
    const entry = { bytes: sealed.length, expiresAt: now + TTL.fileCache, status: HELD };
    await this.#asMayBe(async () => {
      if ((await this.#store.addFile(id, AREA, file, entry, MOST, now)) !== 'entered') return;
      try {
        await this.#shelf.put(`${AREA}/${kind}`, id, hash, sealed, TTL.fileCache);
      } catch (error) {
        await this.#store.moveFile(id, AREA, file, [HELD], 'error', true);
        throw error;
      }
    });
  }

  /** A cache that cannot be reached or is full is none. */
  async #asMayBe<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof NoRoom || error instanceof StoreUnavailable)) throw error;
      this.#log.warn({ shelf: this.#shelf.kind, cause: error.message }, 'the cache of files is away');
      return undefined;
    }
  }
}
