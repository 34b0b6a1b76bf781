import type { Logger } from 'pino';
import type { Asked, Beside, Cache, Cached } from '../store/cache.ts';
import { sessionValueKey, versionOf } from '../store/keys.ts';
import type { Hash, SessionValue, Store } from '../store/store.ts';
import { writeBooked } from '../store/booked-values.ts';
import type { Ledger, Owner } from '../store/ledger.ts';
import type { SessionKeys } from './sealing.ts';

/** A text to be kept under a name for `ttl` ms. */
export interface Text {
  readonly name: string;
  readonly text: string;
  readonly ttl: number;
}

/** A text that is asked for. */
interface AskedText extends Omit<Asked<string>, 'codec' | 'beside'> {
  /** Whether a text that was kept may still be used. */
  readonly fits: (text: string) => boolean;
  /** What is written in one step with a text that was made here. */
  readonly beside?: (text: string) => { readonly texts: readonly Text[]; readonly fields: Hash };
}

/** What the vaults of all sessions share. */
export interface VaultParts {
  readonly store: Store;
  readonly cache: Cache;
  readonly ledger: Ledger;
  readonly clock: () => number;
  readonly log: Logger;
  /** Hears of every value that does not open. */
  readonly rejected: () => void;
}

/** What is held for one session, sealed on the way in and opened on the way out. */
export class Vault {
  readonly #owner: Owner;
  readonly #id: string;
  readonly #keys: SessionKeys;
  readonly #parts: VaultParts;

  constructor(owner: Owner, keys: SessionKeys, parts: VaultParts) {
    this.#owner = owner;
    this.#id = owner.session;
    this.#keys = keys;
    this.#parts = parts;
  }

  /** Names a value of a kind by its content, within this session. */
  hash(kind: string, content: string): string {
    return this.#keys.hash(kind, content);
  }

  /** The key of one of its jobs. */
  jobKey(job: string): Buffer {
    return this.#keys.jobKey(job);
  }

  /**
   * The text written under `name`; undefined when there is none, or as for `openFile`.
   * @throws StoreUnavailable
   */
  async read(name: string): Promise<string | undefined> {
    const sealed = await this.#parts.store.getValue(sessionValueKey(this.#id, name));
    return sealed && this.#open(name, sealed);
  }

  /**
   * Writes texts by name, each for `ttl` ms, and fields of the session's record, if the session is still active; false
   * when it is not.
   * @param more values that tell nothing, and are written as they are
   * @throws StoreUnavailable, StoreFull
   */
  async write(
    texts: readonly Text[],
    fields: Hash = {},
    more: readonly SessionValue[] = [],
  ): Promise<boolean> {
    return this.#write([...this.#sealed(texts), ...more], fields);
  }

  #write(values: readonly SessionValue[], fields: Hash): Promise<boolean> {
    const { store, ledger, clock } = this.#parts;
    return writeBooked(store, ledger, this.#owner, values, fields, clock());
  }

  /** The fields of a hash that tells nothing. */
  counts(name: string): Promise<Hash | undefined> {
    return this.#parts.store.getHash(sessionValueKey(this.#id, name));
  }

  /**
   * The fields of a hash, those named in `secret` opened; undefined when there is none, or as for `openFile`.
   * @throws StoreUnavailable
   */
  async readHash(name: string, secret: readonly string[]): Promise<Hash | undefined> {
    const hash = await this.#parts.store.getHash(sessionValueKey(this.#id, name));
    if (hash?.v !== String(versionOf(name))) return undefined;
    const opened: Record<string, string> = {};
    for (const field of secret) {
      const text = this.#open(`${name}:${field}`, Buffer.from(hash[field] ?? '', 'base64'));
      if (text === undefined) return undefined;
      opened[field] = text;
    }
    return { ...hash, ...opened };
  }

  /**
   * Writes a hash for `ttl` ms if the session is still active: `fields` as they are, `secret` ones sealed, each under its name.
   * @throws StoreUnavailable
   */
  async writeHash(name: string, fields: Hash, secret: Hash, ttl: number): Promise<boolean> {
    const sealed = Object.entries(secret).map(([field, text]) => [
      field,
      this.#seal(`${name}:${field}`, text).toString('base64'),
    ]);
    const value = { v: String(versionOf(name)), ...fields, ...(Object.fromEntries(sealed) as Hash) };
    return this.#write([{ name, value, ttl }], {});
  }

  /** The text that is asked for, made where there is none; see Cache. */
  async cached({ fits, beside, ...asked }: AskedText): Promise<Cached<string>> {
    const name = `${asked.namespace}:${asked.key}`;
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
    return this.#parts.cache.cached(this.#owner, { ...asked, codec, beside: sealed });
  }

  #sealed(texts: readonly Text[]): SessionValue[] {
    return texts.map(({ name, text, ttl }) => ({ name, value: this.#seal(name, text), ttl }));
  }

  /**
   * Names of all that is held now.
   * @throws StoreUnavailable
   */
  names(): Promise<string[]> {
    return this.#parts.store.namesOf(this.#id);
  }

  /**
   * Erases what was written under these names.
   * @throws StoreUnavailable
   */
  drop(names: readonly string[]): Promise<void> {
    return this.#parts.store.dropValues(this.#id, names);
  }

  /** Seals bytes that will lie elsewhere than in the store. */
  sealFile(name: string, bytes: Buffer): Buffer {
    return this.#seal(name, bytes);
  }

  /** The bytes sealed as `name`; undefined when another release kept them, or they do not open, which is reported. */
  openFile(name: string, sealed: Buffer): Buffer | undefined {
    const key = sessionValueKey(this.#id, name);
    const bytes = this.#keys.openBytes(key, sealed);
    if (bytes === undefined) {
      this.#parts.log.error({ alert: 'sealed_value_rejected', key }, 'a stored value was moved or changed');
      this.#parts.rejected();
    }
    return bytes ?? undefined;
  }

  #seal(name: string, plain: string | Buffer): Buffer {
    return this.#keys.seal(sessionValueKey(this.#id, name), plain);
  }

  #open(name: string, sealed: Buffer): string | undefined {
    return this.openFile(name, sealed)?.toString();
  }
}
