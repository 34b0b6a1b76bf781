import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { ProblemCode } from '../../src/i18n/problems.ts';
import { Problem } from '../problem.ts';
import { SessionKeys } from '../sessions/sealing.ts';
import type { Session } from '../sessions/sessions.ts';
import type { Ledger } from '../store/ledger.ts';
import { StoreUnavailable, type FileEntry, type Store } from '../store/store.ts';
import { Metadata } from './metadata.ts';
import { AREAS, UNFINISHED } from './areas.ts';
import { NoRoom, type Area, type Storage } from './storage.ts';
import type { FileDocument, HeldFile } from './file-document.ts';
import { HOLDS_NOTHING, REACHED_FROM, type FileStatus } from './file-status.ts';

/** A file to be kept: the name it came or is offered under, and the one the design gives it, which no disk ever sees. */
export interface Incoming {
  readonly name: string;
  readonly stored: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export interface Download {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Files of sessions: sealed bytes on a storage, their documents sealed in the store, their statuses and quotas in one step there. */
export class Files {
  readonly storage: Storage;
  readonly #store: Store;
  readonly #ledger: Ledger;
  readonly #clock: () => number;
  readonly #log: Logger;
  readonly #rejected: () => void;
  readonly #metadata: Metadata;

  /** @param rejected is called for every file that cannot be decrypted. */
  constructor(
    storage: Storage,
    store: Store,
    ledger: Ledger,
    clock: () => number,
    log: Logger,
    rejected: () => void,
  ) {
    this.storage = storage;
    this.#store = store;
    this.#ledger = ledger;
    this.#clock = clock;
    this.#log = log;
    this.#rejected = rejected;
    this.#metadata = new Metadata(storage, log);
  }

  /**
   * Keeps a file.
   * @throws Problem QUOTA_EXCEEDED, STORAGE_FULL (its status is then error), SESSION_EXPIRED; StoreFull, StoreUnavailable
   */
  async keep(area: Area, session: Session, { name, stored, type, bytes }: Incoming): Promise<HeldFile> {
    const { ttl: longest } = AREAS[area];
    const id = randomUUID();
    const now = this.#clock();
    const expiresAt = Math.min(now + longest, session.endsAt);
    const ttl = expiresAt - now;
    if (ttl <= 0) throw new Problem('SESSION_EXPIRED');
    const key = randomBytes(32);
    const sealed = keysOf(key).seal(`${area}/${id}`, bytes);
    const document: FileDocument = {
      file_id: id,
      session_id: session.id,
      original_name: name,
      stored_name: stored,
      file_size: bytes.length,
      mime_type: type,
      upload_time: new Date(now).toISOString(),
      expiry_time: new Date(expiresAt).toISOString(),
      checksum: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    };
    const booking = { owner: session.owner, stored: area, bytes: sealed.length, expiresAt };
    await this.#ledger.book(booking);
    try {
      await this.#write(area, session, document, key, sealed, ttl);
    } catch (error) {
      this.#ledger.release(booking);
      throw error;
    }
    await this.#noteBeside(area, session);
    return { ...document, status: AREAS[area].written };
  }

  /** Enters a file, writes its bytes and then its document, which makes it known. */
  async #write(
    area: Area,
    session: Session,
    document: FileDocument,
    key: Buffer,
    sealed: Buffer,
    ttl: number,
  ): Promise<void> {
    const { file_id: id, expiry_time } = document;
    const now = this.#clock();
    const { most, writing, written: whole } = AREAS[area];
    const enter = async (until: number, status: FileStatus): Promise<void> => {
      const entry = { bytes: sealed.length, expiresAt: until, status };
      const entered = await this.#store.addFile(session.id, area, id, entry, most, now);
      if (entered === 'full') throw new Problem('QUOTA_EXCEEDED');
      if (entered === 'ended') throw new Problem('SESSION_EXPIRED');
    };
    // If the store fails before everything is written, the file is listed nowhere, and its quota is soon free again.
    await enter(now + UNFINISHED, writing);
    try {
      await this.storage.put(area, session.id, id, sealed, ttl);
    } catch (error) {
      await this.#move(area, session.id, id, 'error').catch(ignoreAway);
      await this.storage.drop(area, session.id, id).catch(ignoreAway);
      if (!(error instanceof NoRoom)) throw error;
      this.#log.error({ area, storage: this.storage.kind }, 'no room for a file');
      throw new Problem('STORAGE_FULL');
    }
    const written = await session.vault.write([
      { name: documentName(area, id), text: JSON.stringify(document), ttl },
      { name: keyName(area, id), text: key.toString('base64'), ttl },
    ]);
    if (!written) {
      // The session ended while the file came in: nothing of it may stay.
      await this.storage.drop(area, session.id, id);
      throw new Problem('SESSION_EXPIRED');
    }
    await enter(Date.parse(expiry_time), whole);
  }

  /** A file with its status; undefined when there is none, or it has been deleted. */
  async find(area: Area, session: Session, id: string): Promise<HeldFile | undefined> {
    return this.#describe(area, session, id, (await this.#store.filesOf(session.id, area))[id]);
  }

  async #describe(
    area: Area,
    session: Session,
    id: string,
    entry: FileEntry | undefined,
  ): Promise<HeldFile | undefined> {
    if (!entry || entry.status === 'deleted') return undefined;
    const text = await session.vault.read(documentName(area, id));
    if (text === undefined) return undefined;
    const isOver = entry.expiresAt <= this.#clock();
    return {
      ...(JSON.parse(text) as FileDocument),
      status: isOver ? 'expired' : (entry.status as FileStatus),
    };
  }

  /** All files of an area, the oldest first. */
  async list(area: Area, session: Session): Promise<HeldFile[]> {
    const entries = Object.entries(await this.#store.filesOf(session.id, area));
    const found = await Promise.all(entries.map(([id, entry]) => this.#describe(area, session, id, entry)));
    return found
      .filter((file) => file !== undefined)
      .sort((a, b) => (a.upload_time < b.upload_time ? -1 : 1));
  }

  /** The key a file is sealed under, base64: known to its session, and to a ticket that is given one. */
  keyOf(area: Area, session: Session, id: string): Promise<string | undefined> {
    return session.vault.read(keyName(area, id));
  }

  /** The bytes of a file; undefined when its time is over, they are gone, or they do not open, which is reported. */
  async open(area: Area, session: string, id: string, key: string): Promise<Buffer | undefined> {
    const entry = (await this.#store.filesOf(session, area))[id];
    if (!entry || entry.expiresAt <= this.#clock()) return undefined;
    const sealed = await this.storage.get(area, session, id);
    if (!sealed) return undefined;
    const bytes = keysOf(Buffer.from(key, 'base64')).openBytes(`${area}/${id}`, sealed);
    if (bytes === undefined) {
      this.#log.error({ alert: 'sealed_value_rejected', area, file: id }, 'a file was moved or changed');
      this.#rejected();
    }
    return bytes ?? undefined;
  }

  /**
   * A file as it is given back, under the name it came or is offered under; undefined as for `open`, or where there is none.
   * @param admit is told its bytes before they are read, and may refuse.
   */
  async download(
    area: Area,
    session: Session,
    id: string,
    admit: (bytes: number) => void = () => undefined,
  ): Promise<Download | undefined> {
    const file = await this.find(area, session, id);
    const key = file && (await this.keyOf(area, session, id));
    if (!key) return undefined;
    admit(file.file_size);
    const bytes = await this.open(area, session.id, id, key);
    return bytes && { name: file.original_name, type: file.mime_type, bytes };
  }

  /** Changes the status of a file where that is allowed; false where it is not. */
  async move(area: Area, session: Session, id: string, to: FileStatus): Promise<boolean> {
    const moved = await this.#move(area, session.id, id, to);
    if (moved) await this.#noteBeside(area, session);
    return moved;
  }

  #move(area: Area, session: string, id: string, to: FileStatus): Promise<boolean> {
    return this.#store.moveFile(session, area, id, REACHED_FROM[to], to, HOLDS_NOTHING.includes(to));
  }

  #noteBeside(area: Area, session: Session): Promise<void> {
    return this.#metadata.write(area, session, () => this.list(area, session));
  }

  /** Puts a file into error for a reason, which is kept where that can be. */
  async fail(area: Area, session: Session, { status: _, ...document }: HeldFile, reason: ProblemCode) {
    await this.#erase(area, session, document.file_id, 'error');
    const name = documentName(area, document.file_id);
    const text = JSON.stringify({ ...document, error_code: reason });
    const ttl = Math.max(1, Date.parse(document.expiry_time) - this.#clock());
    await session.vault.write([{ name, text, ttl }]).catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) throw error;
      this.#log.warn({ area, error: error.name, reason }, 'why a file is in error could not be kept');
    });
    await this.#noteBeside(area, session);
  }

  /** Changes the status of a file to one in which it holds nothing, and erases its bytes. */
  async #erase(area: Area, { id: session, owner }: Session, id: string, to: FileStatus): Promise<boolean> {
    const entry = (await this.#store.filesOf(session, area))[id];
    if (!entry) return false;
    const moved = await this.#move(area, session, id, to);
    if (moved && entry.bytes > 0)
      this.#ledger.release({ owner, stored: area, bytes: entry.bytes, expiresAt: entry.expiresAt });
    await this.storage.drop(area, session, id);
    return true;
  }

  /** Erases a file; again does no harm. False when there never was one. */
  async delete(area: Area, session: Session, id: string): Promise<boolean> {
    if (!(await this.#erase(area, session, id, 'deleted'))) return false;
    await session.vault.drop([documentName(area, id), keyName(area, id)]);
    await this.#noteBeside(area, session);
    return true;
  }
}

const ignoreAway = (error: unknown): void => {
  if (!(error instanceof StoreUnavailable)) throw error;
};

/** Every file has a key of its own, which is held beside its document, sealed under the session's. */
const keysOf = (key: Buffer): SessionKeys => new SessionKeys(key, Buffer.from('file'));

const keyName = (area: Area, id: string): string => `key:${area}:${id}`;
const documentName = (area: Area, id: string): string => `document:${area}:${id}`;
