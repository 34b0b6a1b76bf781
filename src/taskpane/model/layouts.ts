/** What the user said of ranges, kept with the workbook: used again only where the heads of all lines agree. */
import type { Reading, Said } from '../../sheet/index.ts';

export interface Layout {
  readonly sheet: string;
  readonly address: string;
  /** Heads of the lines in their order. */
  readonly heads: readonly string[];
  readonly said: Said;
}

/** More layouts than a workbook has; the oldest go. */
const MOST = 40;

const headsOf = ({ lines = [] }: Reading): string[] => lines.map((l) => l.head);
const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((head, i) => head === b[i]);
const isNothing = ({ answers, roles }: Said): boolean =>
  Object.keys(answers).length + Object.keys(roles).length === 0;

export function remember(layouts: readonly Layout[], reading: Reading, said: Said): Layout[] {
  const { sheet, address } = reading;
  const others = layouts.filter((l) => l.sheet !== sheet || l.address !== address);
  return isNothing(said)
    ? others
    : [...others, { sheet, address, heads: headsOf(reading), said }].slice(-MOST);
}

/** What was said of a block with these heads, here or where it stood before. */
export function recall(layouts: readonly Layout[], reading: Reading): Said | null {
  const heads = headsOf(reading);
  if (!heads.length) return null;
  const fitting = layouts.filter((l) => same(l.heads, heads));
  const here = fitting.find((l) => l.sheet === reading.sheet && l.address === reading.address);
  const found = here ?? fitting.at(-1);
  if (!found) return null;
  return here ? found.said : moved(found, reading.address);
}

const place = (cell: string): [row: number, column: number] => {
  const [, letters = 'A', digits = '1'] = /^([A-Z]+)(\d+)/.exec(cell) ?? [];
  return [Number(digits), [...letters].reduce((n, l) => n * 26 + l.charCodeAt(0) - 64, 0)];
};
const named = (column: number): string =>
  column <= 0 ? '' : named(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26));

/** Ranges of what was said, as far from the block's first cell as they were. */
function moved({ address, said }: Layout, to: string): Said {
  const [fromRow, fromColumn] = place(address);
  const [toRow, toColumn] = place(to);
  const shift = (text: string) =>
    text.replace(/(?<![A-Za-z])([A-Z]{1,3})(\d+)\b/g, (cell) => {
      const [row, column] = place(cell);
      return `${named(column + toColumn - fromColumn)}${row + toRow - fromRow}`;
    });
  const shifted = <T extends string>(of: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(of).map(([key, value]) => [shift(key), shift(value) as T]));
  return {
    answers: shifted(said.answers),
    roles: Object.fromEntries(Object.entries(said.roles).map(([key, role]) => [shift(key), role])),
  };
}
