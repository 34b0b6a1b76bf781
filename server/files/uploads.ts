import path from 'node:path';
import type { Logger } from 'pino';
import { Problem } from '../problem.ts';
import type { Session } from '../sessions/sessions.ts';
import { stampOf } from '../stamp.ts';
import { TTL } from '../store/keys.ts';
import type { Files, HeldFile } from './files.ts';

/** Reads a workbook: what it holds as a request, and what is wrong with it. Rejects when it cannot be read at all. */
export type ReadWorkbook = (bytes: Buffer, name: string) => Promise<object>;

export interface UploadedFile extends HeldFile {
  readonly processing_status: 'pending' | 'running' | 'done' | 'failed';
  /** What the workbook was read as; null before, or where it could not be read. */
  readonly parsed_data: unknown;
}

/** The types that are taken, by extension: their MIME type and how their bytes begin. */
const TYPES: Readonly<Record<string, { readonly type: string; readonly begins: Buffer }>> = {
  '.xlsx': {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
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

/** Uploads of a session, read as workbooks where a reader is given. */
export class Uploads {
  readonly #files: Files;
  readonly #read: ReadWorkbook | undefined;
  readonly #clock: () => number;
  readonly #log: Logger;

  constructor(files: Files, read: ReadWorkbook | undefined, clock: () => number, log: Logger) {
    this.#files = files;
    this.#read = read;
    this.#clock = clock;
    this.#log = log;
  }

  /**
   * Keeps an upload and reads it; the same bytes again within half an hour are not read a second time.
   * @throws Problem FILE_TYPE, those of `Files.keep` and those of the reader; StoreUnavailable
   */
  async take(session: Session, name: string, bytes: Buffer): Promise<UploadedFile> {
    const known = TYPES[path.extname(name).toLowerCase()];
    if (!known || !bytes.subarray(0, known.begins.length).equals(known.begins))
      throw new Problem('FILE_TYPE');
    const stored = `${stampOf(new Date(this.#clock()))}_${name}`;
    const file = await this.#files.keep('uploads', session, { name, stored, type: known.type, bytes });
    if (this.#read) await this.#process(session, file, bytes, this.#read);
    return (await this.find(session, file.file_id)) ?? this.#gone();
  }

  /** An upload with what it was read as; undefined when there is none. */
  async find(session: Session, id: string): Promise<UploadedFile | undefined> {
    const file = await this.#files.find('uploads', session, id);
    if (!file) return undefined;
    const parsed =
      file.status === 'processed' ? await session.vault.read(parsedName(session, file.checksum)) : undefined;
    return {
      ...file,
      processing_status: PROGRESS[file.status],
      parsed_data: parsed === undefined ? null : (JSON.parse(parsed) as unknown),
    };
  }

  async #process(session: Session, file: HeldFile, bytes: Buffer, read: ReadWorkbook): Promise<void> {
    const to = (status: 'processing' | 'processed') =>
      this.#files.move('uploads', session.id, file.file_id, status);
    await to('processing');
    const name = parsedName(session, file.checksum);
    try {
      if ((await session.vault.read(name)) === undefined) {
        const parsed = await read(bytes, file.original_name);
        await session.vault.write([{ name, text: JSON.stringify(parsed), ttl: TTL.parsed }]);
      }
      await to('processed');
    } catch (error) {
      this.#log.warn({ error: (error as Error).name }, 'an upload could not be read');
      await this.#files.fail('uploads', session.id, file.file_id);
      if (error instanceof Problem) throw error;
    }
  }

  #gone(): never {
    throw new Problem('NO_FILE');
  }
}

/** The design's file cache: by the content, within the session. */
const parsedName = (session: Session, checksum: string): string => `file:${session.vault.hash(checksum)}`;
