import { mkdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { NoRoom, type Area, type Shelf } from './shelf.ts';

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
    for (const area of ['uploads', 'exports'])
      await rm(path.join(this.#root, area, session), { recursive: true, force: true });
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
