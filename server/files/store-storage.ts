import { randomUUID } from 'node:crypto';
import { sessionValueKey } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import type { Place, Storage } from './storage.ts';

/** Small enough to be written within a command's time limit. */
const CHUNK = 256 * 1024;

/** Where the bytes of a file lie: under which writing of it, and in how many chunks. */
interface Pointer {
  readonly writing: string;
  readonly chunks: number;
}

/**
 * Files as chunks in the store, for several instances without a shared disk. They expire by themselves and end with their
 * session. Each write has chunks of its own, and the pointer to them is written last: a reader sees one complete write, even while
 * others write.
 */
export class StoreStorage implements Storage {
  readonly kind = 'redis';
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async put(place: Place, session: string, id: string, bytes: Buffer, ttl: number): Promise<void> {
    const pointer = { writing: randomUUID(), chunks: Math.ceil(bytes.length / CHUNK) };
    const write = (name: string, value: Buffer): Promise<boolean> =>
      this.#store.writeSession(session, [{ name, value, ttl }]);
    try {
      for (const [n, name] of chunksOf(place, id, pointer).entries())
        // False: the session has ended meanwhile, and nothing of it may come back.
        if (!(await write(name, bytes.subarray(n * CHUNK, (n + 1) * CHUNK)))) return;
      const before = await this.#pointer(place, session, id);
      await write(pointerName(place, id), Buffer.from(JSON.stringify(pointer)));
      if (before) await this.#store.dropValues(session, chunksOf(place, id, before));
    } catch (error) {
      // A full Redis still erases; any other has them end with their session.
      await this.#store.dropValues(session, chunksOf(place, id, pointer)).catch(() => undefined);
      throw error;
    }
  }

  async get(place: Place, session: string, id: string): Promise<Buffer | undefined> {
    const pointer = await this.#pointer(place, session, id);
    const bytes = pointer && (await this.#read(place, session, id, pointer));
    if (!pointer || bytes) return bytes;
    // Another writing has taken its place meanwhile, or its time is over.
    const now = await this.#pointer(place, session, id);
    return now && now.writing !== pointer.writing ? this.#read(place, session, id, now) : undefined;
  }

  async drop(place: Place, session: string, id: string): Promise<void> {
    const pointer = pointerName(place, id);
    const names = await this.#store.namesOf(session);
    await this.#store.dropValues(
      session,
      names.filter((name) => name === pointer || name.startsWith(`${pointer}:`)),
    );
  }

  /** Nothing to do: they are values of the session, which its end erases. */
  async dropSession(): Promise<void> {}

  /** The store tells of itself. */
  async fault(): Promise<undefined> {}

  async #pointer(place: Place, session: string, id: string): Promise<Pointer | undefined> {
    const text = await this.#store.getValue(sessionValueKey(session, pointerName(place, id)));
    return text && (JSON.parse(text.toString()) as Pointer);
  }

  /** undefined unless all chunks are there. */
  async #read(place: Place, session: string, id: string, pointer: Pointer): Promise<Buffer | undefined> {
    const chunks: Buffer[] = [];
    for (const name of chunksOf(place, id, pointer)) {
      const value = await this.#store.getValue(sessionValueKey(session, name));
      if (!value) return undefined;
      chunks.push(value);
    }
    return Buffer.concat(chunks);
  }
}

const pointerName = (place: Place, id: string): string => `blob:${place}:${id}`;
const chunksOf = (place: Place, id: string, { writing, chunks }: Pointer): string[] =>
  Array.from({ length: chunks }, (_, n) => `${pointerName(place, id)}:${writing}:${n}`);
