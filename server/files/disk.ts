import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { NoRoom, type Area, type Shelf } from './shelf.ts';

const AREAS = ['uploads', 'exports'] as const;
/** A block of a disk: an empty file may still find room where there is none. */
const PROBE = 4096;

/** Files under `temp/uploads/<session>/` and `temp/exports/<session>/`, read by this account alone. */
export class DiskShelf implements Shelf {
  readonly kind = 'disk';
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async put(area: Area, session: string, id: string, bytes: Buffer): Promise<void> {
    const folder = path.join(this.#root, area, session);
    const file = path.join(folder, id);
    // A crash leaves this one, which the next sweep knows by its name.
    const partial = `${file}.part`;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(partial, bytes, { flag: 'wx', mode: 0o600, flush: true });
      await rename(partial, file);
    } catch (error) {
      await rm(partial, { force: true });
      throw isFull(error) ? new NoRoom((error as Error).message) : error;
    }
  }

  async get(area: Area, session: string, id: string): Promise<Buffer | undefined> {
    return orNothing(readFile(path.join(this.#root, area, session, id)));
  }

  async drop(area: Area, session: string, id: string): Promise<void> {
    await orNothing(unlink(path.join(this.#root, area, session, id)));
  }

  async dropSession(session: string): Promise<void> {
    for (const area of AREAS)
      await rm(path.join(this.#root, area, session), { recursive: true, force: true });
  }

  async fault(): Promise<string | undefined> {
    // Permissions say little of a disk that is full or gone: only writing tells.
    const folder = path.join(this.#root, AREAS[0]);
    const probe = path.join(folder, `probe-${randomUUID()}`);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(probe, Buffer.alloc(PROBE), { flag: 'wx', mode: 0o600 });
      return undefined;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? (error as Error).name;
    } finally {
      await rm(probe, { force: true }).catch(() => undefined);
    }
  }
}

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const isFull = (error: unknown): boolean => FULL.has((error as NodeJS.ErrnoException).code ?? '');

async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
