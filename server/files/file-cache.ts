import type { Logger } from 'pino';
import type { Session } from '../sessions/sessions.ts';
import { TTL } from '../store/keys.ts';
import type { Booking, Ledger } from '../store/ledger.ts';
import { StoreUnavailable, type Store } from '../store/store.ts';
import { NoRoom, type Storage } from './storage.ts';

const AREA = 'cache';
/** Of one session; beyond it nothing more is kept until something has ended. */
const MOST = { bytes: 50 * 1024 * 1024, files: 1000 };

/** What uploads were read as, and what was generated for exports. */
export type Kind = 'parsed' | 'generated';

/** The entry of a file of the cache, and the status in which it is there. */
export const cacheEntry = (kind: Kind, hash: string): string => `${kind}:${hash}`;
export const HELD = 'held';

/**
 * Sealed bytes that are costly to make and may be asked for again within a session, by a hash of everything they depend
 * on. They may be dropped at any time; the caller then makes them again.
 */
export class FileCache {
  readonly #storage: Storage;
  readonly #store: Store;
  readonly #ledger: Ledger;
  readonly #clock: () => number;
  readonly #log: Logger;

  constructor(storage: Storage, store: Store, ledger: Ledger, clock: () => number, log: Logger) {
    this.#storage = storage;
    this.#store = store;
    this.#ledger = ledger;
    this.#clock = clock;
    this.#log = log;
  }

  /** undefined as well when the place of files is away. */
  async get(kind: Kind, { id, vault }: Session, hash: string): Promise<Buffer | undefined> {
    const sealed = await this.#asMayBe(() => this.#storage.get(`${AREA}/${kind}`, id, hash));
    return sealed && vault.openFile(`${AREA}/${kind}/${hash}`, sealed);
  }

  async drop(kind: Kind, { id, owner }: Session, hash: string): Promise<void> {
    await this.#asMayBe(() => this.#storage.drop(`${AREA}/${kind}`, id, hash));
    await this.#asMayBe(async () => {
      const file = cacheEntry(kind, hash);
      const entry = (await this.#store.filesOf(id, AREA))[file];
      if (!entry || !(await this.#store.moveFile(id, AREA, file, [HELD], 'deleted', true))) return;
      this.#ledger.release({ owner, stored: AREA, bytes: entry.bytes, expiresAt: entry.expiresAt });
    });
  }

  async put(
    kind: Kind,
    { id, owner, expiresAt, vault }: Session,
    hash: string,
    bytes: Buffer,
  ): Promise<void> {
    const sealed = vault.sealFile(`${AREA}/${kind}/${hash}`, bytes);
    const now = this.#clock();
    const file = cacheEntry(kind, hash);
    const entry = { bytes: sealed.length, expiresAt: Math.min(now + TTL.fileCache, expiresAt), status: HELD };
    const booking: Booking = { owner, stored: AREA, bytes: entry.bytes, expiresAt: entry.expiresAt };
    await this.#asMayBe(async () => {
      await this.#ledger.book(booking);
      let isHeld = false;
      try {
        if ((await this.#store.addFile(id, AREA, file, entry, MOST, now)) !== 'entered') return;
        await this.#storage.put(`${AREA}/${kind}`, id, hash, sealed, TTL.fileCache);
        isHeld = true;
      } catch (error) {
        await this.#store.moveFile(id, AREA, file, [HELD], 'error', true);
        throw error;
      } finally {
        if (!isHeld) this.#ledger.release(booking);
      }
    });
  }

  /** A cache that cannot be reached or is full is none. */
  async #asMayBe<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof NoRoom || error instanceof StoreUnavailable)) throw error;
      this.#log.warn({ storage: this.#storage.kind, cause: error.message }, 'the cache of files is away');
      return undefined;
    }
  }
}
