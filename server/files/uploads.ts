import path from 'node:path';
import type { Logger } from 'pino';
import { BUILD } from '../build.ts';
import type { ProblemCode } from '../../src/i18n/problems.ts';
import type { RunInTurn } from '../limits/fair-queue.ts';
import type { Issue } from '../../src/engine/index.ts';
import { codeOf, Problem } from '../problem.ts';
import type { Session } from '../sessions/sessions.ts';
import { stampOf } from '../file-timestamp.ts';
import { TTL } from '../store/keys.ts';
import type { Limits, PublishedLimits } from '../store/published-limits.ts';
import type { Said, WorkbookReading } from '../../src/sheet/index.ts';
import { NOTHING_SAID, saidInAll, type Saying } from '../workbook/import/saying.ts';
import type { FileCache } from './file-cache.ts';
import type { HeldFile } from './file-document.ts';
import type { Files } from './files.ts';

/**
 * Reads a workbook: what it holds as a request, and what is wrong with it. Rejects when it cannot be read at all, and with
 * INVALID where what is said now does not fit it.
 * @param saying answers and roles of the user
 */
export type ReadWorkbook = (bytes: Buffer, name: string, saying?: Saying) => Promise<Parsed>;
type Parsed = Pick<WorkbookReading, 'status' | 'lines' | 'questions' | 'faults' | 'faultsLeftOut'>;

export interface UploadedFile extends HeldFile {
  readonly processing_status: 'pending' | 'running' | 'done' | 'failed';
  /** What the workbook was read as; null before, or where it could not be read. */
  readonly parsed_data: unknown;
}

/** What reading an upload came to, as JSON; or why it failed here, which is not the upload's fault. */
type Reading = { readonly parsed?: string; readonly failed?: ProblemCode };

/**
 * The MIME type of a workbook.
 * @throws Problem FILE_TYPE where it is none, by its name or its first bytes
 */
export function workbookType(name: string, bytes: Buffer): string {
  const known = TYPES[path.extname(name).toLowerCase()];
  if (!known || !bytes.subarray(0, known.begins.length).equals(known.begins)) throw new Problem('FILE_TYPE');
  return known.type;
}

/** The types that are taken, by extension: their MIME type and how their bytes begin. */
const TYPES: Readonly<Record<string, { readonly type: string; readonly begins: Buffer }>> = {
  '.xlsx': {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    begins: Buffer.from('504b0304', 'hex'),
  },
  '.xlsm': {
    type: 'application/vnd.ms-excel.sheet.macroEnabled.12',
    begins: Buffer.from('504b0304', 'hex'),
  },
  '.xls': { type: 'application/vnd.ms-excel', begins: Buffer.from('d0cf11e0a1b11ae1', 'hex') },
};

const PROGRESS = {
  uploaded: 'pending',
  processing: 'running',
  processed: 'done',
  error: 'failed',
  expired: 'done',
  deleted: 'done',
} as const;

/** Fields of a parsed upload that are sealed: names and content. */
export const PARSED_SECRETS = ['original_name', 'parsed_data'] as const;

/** Uploads of a session, read as workbooks where a reader is given. */
export class Uploads {
  readonly #files: Files;
  readonly #cache: FileCache;
  readonly #read: ReadWorkbook | undefined;
  readonly #limits: PublishedLimits;
  readonly #clock: () => number;
  readonly #log: Logger;

  constructor(
    files: Files,
    cache: FileCache,
    read: ReadWorkbook | undefined,
    limits: PublishedLimits,
    clock: () => number,
    log: Logger,
  ) {
    this.#files = files;
    this.#cache = cache;
    this.#read = read;
    this.#limits = limits;
    this.#clock = clock;
    this.#log = log;
  }

  /**
   * Keeps an upload and reads it, in a turn of the caller's; the same bytes again within the session are not read a second
   * time.
   * @throws Problem FILE_TYPE, INVALID beyond a limit of the operator’s, those of `Files.keep` and those of the reader; StoreUnavailable
   */
  async take(session: Session, name: string, bytes: Buffer): Promise<UploadedFile> {
    const type = workbookType(name, bytes);
    const issues = beyond(this.#limits.current, name, bytes.length);
    if (issues.length > 0) throw new Problem('INVALID', { issues });
    const stored = `${stampOf(new Date(this.#clock()))}_${name}`;
    const file = await this.#files.keep('uploads', session, { name, stored, type, bytes });
    const { parsed, failed } = this.#read ? await this.#process(session, file, bytes, this.#read) : {};
    const found = await this.#files.find('uploads', session, file.file_id);
    if (!found) throw new Problem('NO_FILE');
    return described(failed ? { ...found, error_code: failed } : found, parsed);
  }

  /**
   * An upload with what it was read as; undefined when there is none.
   * @param inTurn where it is read again if need be, as when another upload of the same bytes was erased, and their reading
   *   with it
   */
  async find(session: Session, id: string, inTurn: RunInTurn): Promise<UploadedFile | undefined> {
    const file = await this.#files.find('uploads', session, id);
    if (file?.status !== 'processed') return file && described(file);
    const said = await this.#said(session, id);
    const parsed = await this.#parsed(session, file, said);
    // Of many who ask at once, the first has it read, and the others find that when their turns come.
    const again = async () =>
      (await this.#parsed(session, file, said)) ??
      (await this.#readAgain(session, file, { before: said, now: NOTHING_SAID }));
    return described(file, parsed ?? (await inTurn(again)));
  }

  /**
   * Reads an upload again with the user's answers and roles, which are kept as long as the upload.
   * @throws Problem NO_FILE, FILE_NOT_READ, INVALID where a question, a choice or a range is unknown, SESSION_EXPIRED;
   *   StoreUnavailable, StoreFull
   */
  async answer(session: Session, id: string, now: Said, inTurn: RunInTurn): Promise<Parsed | undefined> {
    const found = await this.#files.find('uploads', session, id);
    if (!found || found.status === 'expired') throw new Problem('NO_FILE');
    if (found.status !== 'processed') throw new Problem('FILE_NOT_READ');
    const parsed = await inTurn(async () => {
      // Of answers that come at once each is read with those before it.
      const before = await this.#said(session, id);
      const text = await this.#readAgain(session, found, { before, now });
      if (text === undefined) throw new Problem('NO_FILE');
      const ttl = Date.parse(found.expiry_time) - this.#clock();
      const said = JSON.stringify(saidInAll({ before, now }));
      const kept = ttl > 0 && (await session.vault.write([{ name: saidName(id), text: said, ttl }]));
      if (!kept) throw new Problem('SESSION_EXPIRED');
      return text;
    });
    return parsed === undefined ? undefined : (JSON.parse(parsed) as Parsed);
  }

  /** Erases an upload and what it was read as; again does no harm. False when there never was one. */
  async delete(session: Session, id: string): Promise<boolean> {
    const file = await this.#files.find('uploads', session, id);
    if (file) {
      const hashes = new Set(
        [NOTHING_SAID, await this.#said(session, id)].map((s) => hashOf(session, file, s)),
      );
      await session.vault.drop([...[...hashes].map((hash) => `file:${hash}`), saidName(id)]);
      for (const hash of hashes) await this.#cache.drop('parsed', session, hash);
    }
    return this.#files.delete('uploads', session, id);
  }

  async #process(session: Session, file: HeldFile, bytes: Buffer, read: ReadWorkbook): Promise<Reading> {
    const to = (status: 'processing' | 'processed') =>
      this.#files.move('uploads', session, file.file_id, status);
    await to('processing');
    try {
      const parsed =
        (await this.#parsed(session, file, NOTHING_SAID)) ??
        (await this.#keep(session, file, NOTHING_SAID, await read(bytes, file.original_name)));
      await to('processed');
      return { parsed };
    } catch (error) {
      this.#log.warn({ error: (error as Error).name }, 'an upload could not be read');
      const failed = codeOf(error);
      await this.#files.fail('uploads', session, file, failed);
      if (error instanceof Problem) throw error;
      return { failed };
    }
  }

  /** What the same bytes were read as, as JSON: from the store for half an hour, then from the cache of files. */
  async #parsed(session: Session, file: HeldFile, said: Said): Promise<string | undefined> {
    const hash = hashOf(session, file, said);
    const held = await session.vault.readHash(`file:${hash}`, PARSED_SECRETS);
    return held?.parsed_data ?? (await this.#cache.get('parsed', session, hash))?.toString();
  }

  /** What its user has said of an upload. */
  async #said(session: Session, id: string): Promise<Said> {
    const text = await session.vault.read(saidName(id));
    return text === undefined ? NOTHING_SAID : (JSON.parse(text) as Said);
  }

  async #readAgain(session: Session, file: HeldFile, saying: Saying): Promise<string | undefined> {
    const key = await this.#files.keyOf('uploads', session, file.file_id);
    const bytes = key && (await this.#files.open('uploads', session.id, file.file_id, key));
    if (!bytes || !this.#read) return undefined;
    const parsed = await this.#read(bytes, file.original_name, saying);
    return this.#keep(session, file, saidInAll(saying), parsed);
  }

  async #keep(session: Session, file: HeldFile, said: Said, parsed: Parsed): Promise<string> {
    const hash = hashOf(session, file, said);
    const known = {
      file_size: String(file.file_size),
      processed_at: file.upload_time,
      parsed_at: new Date(this.#clock()).toISOString(),
      parsing_errors: String(parsed.faults.length + parsed.faultsLeftOut),
      status: 'processed',
    };
    const text = JSON.stringify(parsed);
    const secret = { original_name: file.original_name, parsed_data: text };
    await session.vault.writeHash(`file:${hash}`, known, secret, TTL.parsed);
    await this.#cache.put('parsed', session, hash, Buffer.from(text));
    return text;
  }
}

const described = (file: HeldFile, parsed?: string): UploadedFile => ({
  ...file,
  processing_status: PROGRESS[file.status],
  parsed_data: parsed === undefined ? null : (JSON.parse(parsed) as unknown),
});

/** What a reading depends on: the content, what was said of it, and who reads it. */
function hashOf({ vault }: Session, { checksum }: HeldFile, { answers, roles }: Said): string {
  const ordered = [answers, roles].map((said) => Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1)));
  const said = ordered.some((entries) => entries.length > 0) ? ` ${JSON.stringify(ordered)}` : '';
  return vault.hash('file', `${BUILD} ${checksum}${said}`);
}

/** What of an upload is beyond the limits that an operator has lowered. */
function beyond(limits: Limits, name: string, bytes: number): Issue[] {
  const type = path.extname(name).slice(1).toLowerCase();
  const { max_file_size: max, supported_file_types: types } = limits;
  const choices = types.split(',').join(', ');
  return [
    ...(types.split(',').includes(type)
      ? []
      : [{ code: 'notChoice', path: ['file'], received: type, params: { choices } } as const]),
    ...(bytes > max ? [{ code: 'tooLarge', path: ['file'], received: bytes, params: { max } } as const] : []),
  ];
}

const saidName = (id: string): string => `answers:${id}`;
