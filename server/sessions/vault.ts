import type { Logger } from 'pino';
import { sessionValueKey } from '../store/keys.ts';
import type { Store } from '../store/store.ts';
import type { SessionKeys } from './sealing.ts';

/** What is held for one session, sealed on the way in and opened on the way out. */
export class Vault {
  readonly #id: string;
  readonly #keys: SessionKeys;
  readonly #store: Store;
  readonly #log: Logger;
  readonly #rejected: () => void;

  /** @param rejected hears of every value that does not open. */
  constructor(id: string, keys: SessionKeys, store: Store, log: Logger, rejected: () => void) {
    this.#id = id;
    this.#keys = keys;
    this.#store = store;
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
    const key = sessionValueKey(this.#id, name);
    const sealed = await this.#store.getValue(key);
    if (!sealed) return undefined;
    const text = this.#keys.open(key, sealed);
    if (text === undefined) {
      this.#log.error({ alert: 'sealed_value_rejected', key }, 'a stored value was moved or changed');
      this.#rejected();
    }
    return text;
  }

  /**
   * Writes texts by name, each for `ttl` ms, if the session is still active; false when it is not.
   * @throws StoreUnavailable
   */
  async write(values: readonly { name: string; text: string; ttl: number }[]): Promise<boolean> {
    return this.#store.writeSession(
      this.#id,
      values.map(({ name, text, ttl }) => ({
        name,
        value: this.#keys.seal(sessionValueKey(this.#id, name), text),
        ttl,
      })),
    );
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
}
