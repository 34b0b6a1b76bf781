import { rmSync, type Dirent } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Place } from './storage.ts';

/** Files that are looked at together: other work on the disk does not wait for thousands. */
const AT_ONCE = 64;
/** A service sweeps its folder every five minutes, which shows by its log; one that did not for so long is gone, ms. */
const ABANDONED = 3600_000;
const OWN = 'process-';
/** Written by every sweep of uploads. */
export const SWEEP_LOG = 'cleanup.log';

/** Makes a folder and its parents, for this account alone. Node's own recursion does not end where nothing can be made (/proc). */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    const parent = path.dirname(folder);
    if (code !== 'ENOENT' || parent === folder || (await isFolder(parent))) throw error;
    await makeFolder(parent);
    await makeFolder(folder);
  }
}

const isFolder = async (folder: string): Promise<boolean> =>
  (await stat(folder).catch(() => undefined))?.isDirectory() === true;

/**
 * A folder of its own for a service without Redis: no other knows its sessions, and would take their files for orphans.
 * It goes with the process, or, after a crash, with the sweeps of another one.
 */
export async function processFolder(root: string): Promise<string> {
  await makeFolder(root);
  const own = await mkdtemp(path.join(root, `${OWN}${process.pid}-`));
  process.once('exit', () => rmSync(own, { recursive: true, force: true }));
  return own;
}

/** Removes the folders beside this one whose services are gone. */
export async function removeAbandoned(own: string): Promise<void> {
  const root = path.dirname(own);
  for (const { name } of await entriesIn(root)) {
    const folder = path.join(root, name);
    if (!name.startsWith(OWN) || folder === path.resolve(own) || folder === own) continue;
    const seen = [folder, path.join(folder, 'uploads', SWEEP_LOG)].map((each) =>
      stat(each).catch(() => undefined),
    );
    const last = Math.max(...(await Promise.all(seen)).map((found) => found?.mtimeMs ?? 0));
    if (Date.now() - last > ABANDONED) await rm(folder, { recursive: true, force: true });
  }
}

export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
  /** Epoch ms. */
  readonly modified: number;
}

/** The folders of sessions in a place, by their ids; nothing but our own folders is ever looked into. */
export async function sessionsIn(root: string, place: Place): Promise<string[]> {
  const entries = await entriesIn(path.join(root, place));
  return entries
    .filter((each) => each.isDirectory() && /^[0-9a-f]{64}$/.test(each.name))
    .map(({ name }) => name);
}

/** The files of a session in a place. What goes while we look is not there. */
export async function filesIn(root: string, place: Place, session: string): Promise<FoundFile[]> {
  const folder = path.join(root, place, session);
  const names = (await entriesIn(folder)).filter((each) => each.isFile()).map(({ name }) => name);
  const found: FoundFile[] = [];
  for (let at = 0; at < names.length; at += AT_ONCE)
    for (const each of await Promise.all(names.slice(at, at + AT_ONCE).map((name) => look(folder, name))))
      if (each) found.push(each);
  return found;
}

async function look(folder: string, name: string): Promise<FoundFile | undefined> {
  const file = path.join(folder, name);
  const known = await stat(file).catch(() => undefined);
  return known && { path: file, bytes: known.size, modified: known.mtimeMs };
}

async function entriesIn(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
