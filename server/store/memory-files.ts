import { entriesOf, entryText } from './file-entry.ts';
import type { FileEntry, FileQuota, Hash } from './store.ts';

/** The files of a session with one more, those left out that have expired; undefined where there is no room for it. */
export function fileAdded(
  files: Hash,
  file: string,
  entry: FileEntry,
  most: FileQuota,
  now: number,
): Hash | undefined {
  const known = Object.entries(entriesOf(files)).filter(([name, e]) => e.expiresAt > now && name !== file);
  if (known.length >= most.files) return undefined;
  if (known.reduce((sum, [, { bytes }]) => sum + bytes, entry.bytes) > most.bytes) return undefined;
  return Object.fromEntries([...known, [file, entry] as const].map(([name, e]) => [name, entryText(e)]));
}

/** The files of a session with one in its next state; undefined where it is in none that leads there. */
export function fileMoved(
  files: Hash,
  file: string,
  from: readonly string[],
  to: string,
  frees: boolean,
): Hash | undefined {
  const entry = entriesOf(files)[file];
  if (!entry || !from.includes(entry.status)) return undefined;
  return { ...files, [file]: entryText({ ...entry, status: to, bytes: frees ? 0 : entry.bytes }) };
}
