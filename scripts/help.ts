// npm run help: makes the pages of the help in src/help/pages from its texts and the product's own tables.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { helpPages } from './help/pages.ts';

const folder = path.join(import.meta.dirname, '../src/help/pages');
const pages = await helpPages();
rmSync(folder, { recursive: true, force: true });
for (const [name, page] of pages) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, page);
}
console.log(`${pages.size} files in src/help/pages`);
