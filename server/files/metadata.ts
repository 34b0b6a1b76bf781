import type { Logger } from 'pino';
import type { Session } from '../sessions/sessions.ts';
import type { HeldFile } from './file-document.ts';
import type { Area, Storage } from './storage.ts';

export const METADATA = 'metadata.json';

/** What is known of the files of a session, sealed beside them where they lie on a disk, as the design has it. */
export class Metadata {
  readonly #storage: Storage;
  readonly #log: Logger;
  /** By area and session: of two changes at once the later one is written last. */
  readonly #writing = new Map<string, Promise<void>>();

  constructor(storage: Storage, log: Logger) {
    this.#storage = storage;
    this.#log = log;
  }

  /** @param list the files as they then are */
  async write(area: Area, session: Session, list: () => Promise<readonly HeldFile[]>): Promise<void> {
    if (this.#storage.kind !== 'disk') return;
    const key = `${area} ${session.id}`;
    const before = this.#writing.get(key) ?? Promise.resolve();
    const written = before.then(async () => this.#put(area, session, await list())).catch(this.#failed);
    this.#writing.set(key, written);
    await written;
    if (this.#writing.get(key) === written) this.#writing.delete(key);
  }

  async #put(area: Area, { id, vault }: Session, files: readonly HeldFile[]): Promise<void> {
    if (files.length === 0) return this.#storage.drop(area, id, METADATA);
    const sealed = vault.sealFile(`${area}/${METADATA}`, Buffer.from(JSON.stringify({ files })));
    await this.#storage.put(area, id, METADATA, sealed, 0);
  }

  /** The files are kept all the same: the store has what is known of each. */
  readonly #failed = (error: Error): void => {
    this.#log.warn({ error: error.name }, 'the metadata beside files were not written');
  };
}
