import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from './folders.ts';
import { StoreUnavailable } from '../store/store.ts';
import { NoRoom, PLACES, type Place, type Storage } from './storage.ts';

/** A block of a disk: an empty file may still find room where there is none. */
const PROBE = 4096;
/** The disk is probed at most this often, in ms; in between, the last result is returned. */
const PROBE_EVERY = 1000;

/** Files under `temp/<place>/<session>/`, read by this account alone. */
export class DiskStorage implements Storage {
  readonly kind = 'disk';
  readonly #root: string;
  #probed: { readonly at: number; readonly fault: Promise<string | undefined> } | undefined;

  constructor(root: string) {
    this.#root = root;
  }

  async put(place: Place, session: string, id: string, bytes: Buffer): Promise<void> {
    const folder = path.join(this.#root, place, session);
    const file = path.join(folder, id);
    // A crash leaves this one, which the next sweep knows by its name.
    const partial = `${file}.${randomUUID()}.part`;
    try {
      await makeFolder(folder);
      await writeFile(partial, bytes, { flag: 'wx', mode: 0o600, flush: true });
      await rename(partial, file);
    } catch (error) {
      // The session has ended meanwhile, and nothing of it may come back.
      if (codeOf(error) === 'ENOENT') return;
      // Where nothing can be written, nothing was.
      await rm(partial, { force: true }).catch(() => undefined);
      const code = codeOf(error);
      throw FULL.has(code) ? new NoRoom(code) : new StoreUnavailable(code, { cause: error });
    }
  }

  async get(place: Place, session: string, id: string): Promise<Buffer | undefined> {
    return orNothing(readFile(path.join(this.#root, place, session, id)));
  }

  async drop(place: Place, session: string, id: string): Promise<void> {
    await orNothing(unlink(path.join(this.#root, place, session, id)));
  }

  async dropSession(session: string): Promise<void> {
    for (const place of PLACES)
      await rm(path.join(this.#root, place, session), { recursive: true, force: true });
  }

  async fault(): Promise<string | undefined> {
    const now = performance.now();
    if (!this.#probed || now - this.#probed.at > PROBE_EVERY)
      this.#probed = { at: now, fault: this.#probe() };
    return this.#probed.fault;
  }

  async #probe(): Promise<string | undefined> {
    // Permissions say little of a disk that is full or gone: only writing tells.
    const folder = path.join(this.#root, PLACES[0]);
    const probe = path.join(folder, `probe-${randomUUID()}`);
    try {
      await makeFolder(folder);
      await writeFile(probe, Buffer.alloc(PROBE), { flag: 'wx', mode: 0o600 });
      return undefined;
    } catch (error) {
      return codeOf(error);
    } finally {
      await rm(probe, { force: true }).catch(() => undefined);
    }
  }
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error as Error).name;

async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new StoreUnavailable(codeOf(error), { cause: error });
  }
}
