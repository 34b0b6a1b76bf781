import { sessionValueKey } from '../store/keys.ts';
import { StoreUnavailable, type Store } from '../store/store.ts';
import { NoRoom, type Place, type Shelf } from './shelf.ts';

/** Small enough to be written within a command's time limit. */
const CHUNK = 256 * 1024;

/** Files as chunks in the store, for several instances without a shared disk. They expire by themselves and end with their session. */
export class SharedShelf implements Shelf {
  readonly kind = 'redis';
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async put(place: Place, session: string, id: string, bytes: Buffer, ttl: number): Promise<void> {
    try {
      for (let n = 0; n * CHUNK < bytes.length; n++) {
        const value = bytes.subarray(n * CHUNK, (n + 1) * CHUNK);
        // False: the session has ended meanwhile, and nothing of it may come back.
        if (!(await this.#store.writeSession(session, [{ name: chunk(place, id, n), value, ttl }]))) return;
      }
    } catch (error) {
      if (error instanceof StoreUnavailable && error.message === 'refused') throw new NoRoom('refused');
      throw error;
    }
  }

  async get(place: Place, session: string, id: string): Promise<Buffer | undefined> {
    const chunks: Buffer[] = [];
    for (let n = 0; ; n++) {
      const value = await this.#store.getValue(sessionValueKey(session, chunk(place, id, n)));
      if (value) chunks.push(value);
      if (!value || value.length < CHUNK) break;
    }
    return chunks.length > 0 ? Buffer.concat(chunks) : undefined;
  }

  async drop(place: Place, session: string, id: string): Promise<void> {
    const prefix = chunk(place, id, '');
    const names = await this.#store.namesOf(session);
    await this.#store.dropValues(
      session,
      names.filter((name) => name.startsWith(prefix)),
    );
  }

  /** Nothing to do: they are values of the session, which its end erases. */
  async dropSession(): Promise<void> {}

  /** The store tells of itself. */
  async fault(): Promise<undefined> {}
}

const chunk = (place: Place, id: string, n: number | string): string => `blob:${place}:${id}:${n}`;
