import type { Logger } from 'pino';
import type { Beside, Cache, Cached } from '../store/cache.ts';
import { sessionValueKey } from '../store/keys.ts';
import type { Hash, SessionValue, Store } from '../store/store.ts';
import type { SessionKeys } from './sealing.ts';

/** A text to be kept under a name for `ttl` ms. */
export interface Text {
  readonly name: string;
  readonly text: string;
  readonly ttl: number;
}

/** What is held for one session, sealed on the way in and opened on the way out. */
export class Vault {
  readonly #id: string;
  readonly #keys: SessionKeys;
  readonly #store: Store;
  readonly #cache: Cache;
  readonly #log: Logger;
  readonly #rejected: () => void;

  /** @param rejected hears of every value that does not open. */
  constructor(id: string, keys: SessionKeys, store: Store, cache: Cache, log: Logger, rejected: () => void) {
    this.#id = id;
    this.#keys = keys;
    this.#store = store;
    this.#cache = cache;
    this.#log = log;
    this.#rejected = rejected;
  }

  /** Names a value by its content, within this session. */
  hash(content: string): string {
    return this.#keys.hash(content);
  }

  /**
   * The text written under `name`; undefined when there is none, or when what is there does not open, which is reported.
   * @throws StoreUnavailable
   */
  async read(name: string): Promise<string | undefined> {
    const sealed = await this.#store.getValue(sessionValueKey(this.#id, name));
    return sealed && this.#open(name, sealed);
  }

  /**
   * Writes texts by name, each for `ttl` ms, and fields of the session's record, if the session is still active; false
   * when it is not.
   * @throws StoreUnavailable
   */
  async write(texts: readonly Text[], fields: Hash = {}): Promise<boolean> {
    return this.#store.writeSession(this.#id, this.#sealed(texts), fields);
  }

  /**
   * The text `namespace:key`, made where there is none and kept for `ttl` ms; see Cache.
   * @param fits says of a text that was kept whether it may still be used.
   * @param beside what is written in one step with a text that was made here.
   */
  async cached(
    namespace: string,
    key: string,
    ttl: number,
    fits: (text: string) => boolean,
    make: () => string | Promise<string>,
    beside?: (text: string) => { texts: readonly Text[]; fields: Hash },
  ): Promise<Cached<string>> {
    const name = `${namespace}:${key}`;
    const codec = {
      seal: (text: string) => this.#seal(name, text),
      open: (sealed: Buffer) => {
        const text = this.#open(name, sealed);
        return text !== undefined && fits(text) ? text : undefined;
      },
    };
    const sealed = (text: string): Beside => {
      const { texts, fields } = beside?.(text) ?? { texts: [], fields: {} };
      return { values: this.#sealed(texts), fields };
    };
    return this.#cache.cached(this.#id, namespace, key, ttl, codec, make, sealed);
  }

  #sealed(texts: readonly Text[]): SessionValue[] {
    return texts.map(({ name, text, ttl }) => ({ name, value: this.#seal(name, text), ttl }));
  }

  /**
   * Names of all that is held now.
   * @throws StoreUnavailable
   */
  names(): Promise<string[]> {
    return this.#store.namesOf(this.#id);
  }

  /**
   * Erases what was written under these names.
   * @throws StoreUnavailable
   */
  drop(names: readonly string[]): Promise<void> {
    return this.#store.dropValues(this.#id, names);
  }

  #seal(name: string, text: string): Buffer {
    return this.#keys.seal(sessionValueKey(this.#id, name), text);
  }

  #open(name: string, sealed: Buffer): string | undefined {
    const key = sessionValueKey(this.#id, name);
    const text = this.#keys.open(key, sealed);
    if (text === undefined) {
      this.#log.error({ alert: 'sealed_value_rejected', key }, 'a stored value was moved or changed');
      this.#rejected();
    }
    return text;
  }
}
