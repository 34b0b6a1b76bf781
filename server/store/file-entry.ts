import type { FileEntry, Hash } from './store.ts';

/** An entry as it lies in a hash: what a script can take apart. */
export const entryText = ({ bytes, expiresAt, status }: FileEntry): string =>
  `${bytes} ${expiresAt} ${status}`;

export function entriesOf(hash: Hash): Record<string, FileEntry> {
  return Object.fromEntries(
    Object.entries(hash).map(([file, text]) => {
      const [bytes, expiresAt, status] = text.split(' ');
      return [file, { bytes: Number(bytes), expiresAt: Number(expiresAt), status: status! }];
    }),
  );
}
