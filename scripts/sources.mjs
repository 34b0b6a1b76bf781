// What a program is built from, as a digest: two builds of one version may differ, and results of one must not be taken for the other's.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Folders in whose code figures, and the words beside them, come about. */
const FOLDERS = ['src/engine', 'src/document', 'src/sheet', 'src/i18n', 'src/charts', 'server'];

export function sourcesDigest(root) {
  const digest = createHash('sha256');
  for (const folder of FOLDERS)
    for (const file of readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).sort())
      if (file.endsWith('.ts'))
        digest
          .update(`${folder} ${file.replaceAll('\\', '/')}\n`)
          .update(readFileSync(path.join(root, folder, file)));
  return digest.digest('hex').slice(0, 16);
}
