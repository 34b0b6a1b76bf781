// Draws the rooms of the tree from its imports into docs/architecture.md: `npm run drawing`.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.join(import.meta.dirname, '..');
const DOCUMENT = path.join(root, 'docs/architecture.md');
const MARKS = ['<!-- drawing: npm run drawing -->\n', '<!-- end of the drawing -->'] as const;

/** A room is a folder of `src`, or a whole program beside it. */
const roomOf = (file: string): string => {
  const [top, folder] = file.split(path.sep);
  return top === 'src' && folder ? folder : top!;
};

/** Every TypeScript file below these folders, with the files of the tree it imports, types included. */
export function importsOf(folders: readonly string[]): Map<string, readonly string[]> {
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.join(folder, file)),
  );
  return new Map(
    files.map((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(path.join(root, file), 'utf8'), true, true);
      const own = importedFiles
        .map(({ fileName }) => path.join(path.dirname(file), fileName))
        .filter((to) => existsSync(path.join(root, to)));
      return [file, own];
    }),
  );
}

/** The rooms and the arrows between them, in Mermaid's notation. */
export function drawing(): string {
  const arrows = new Set<string>();
  for (const [file, imports] of importsOf(['src', 'server', 'preview']))
    for (const to of imports) {
      const [a, b] = [roomOf(file), roomOf(to)];
      if (a !== b && existsSync(path.join(root, to)) && to.endsWith('.ts')) arrows.add(`  ${a} --> ${b}`);
    }
  return ['```mermaid', 'flowchart TD', ...[...arrows].sort(), '```', ''].join('\n');
}

export const drawn = (text: string): string => {
  const [from, to] = MARKS.map((mark) => text.indexOf(mark)) as [number, number];
  if (from < 0 || to < 0) throw new Error('docs/architecture.md has no place for the drawing');
  return text.slice(0, from + MARKS[0].length) + drawing() + text.slice(to);
};

if (process.argv[1] === import.meta.filename) writeFileSync(DOCUMENT, drawn(readFileSync(DOCUMENT, 'utf8')));
