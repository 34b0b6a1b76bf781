import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Area, Place } from './storage.ts';

export type SweptArea = Area | 'cache';
export const SWEPT_AREAS = ['uploads', 'exports', 'cache'] as const;
export const PLACES_OF: Readonly<Record<SweptArea, readonly Place[]>> = {
  uploads: ['uploads'],
  exports: ['exports'],
  cache: ['cache/parsed', 'cache/generated'],
};

/** Files that are looked at together: whoever else reads a file meanwhile does not wait for thousands. */
const AT_ONCE = 64;

export interface Found {
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
export async function filesIn(root: string, place: Place, session: string): Promise<Found[]> {
  const folder = path.join(root, place, session);
  const names = (await entriesIn(folder)).filter((each) => each.isFile()).map(({ name }) => name);
  const found: Found[] = [];
  for (let at = 0; at < names.length; at += AT_ONCE)
    for (const each of await Promise.all(names.slice(at, at + AT_ONCE).map((name) => look(folder, name))))
      if (each) found.push(each);
  return found;
}

async function look(folder: string, name: string): Promise<Found | undefined> {
  const file = path.join(folder, name);
  const known = await stat(file).catch(() => undefined);
  return known && { path: file, bytes: known.size, modified: known.mtimeMs };
}

/** What is in a folder; nothing in one that is not there. */
async function entriesIn(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}
