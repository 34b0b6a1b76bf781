/** Parts of Excel's tables as formulas name them: `Deal[Net cash]`, `Deal[[#All],[Year]:[Cash]]`, `[@Cash]`. */

export interface TableReference {
  readonly kind: 'table';
  readonly text: string;
  /** Null where it is the table that the formula stands in. */
  readonly table: string | null;
  readonly part: 'data' | 'all' | 'headers' | 'row' | 'totals';
  /** Heads of the first column and of the last; null for all columns. */
  readonly columns: readonly [string, string] | null;
}

/** In brackets an apostrophe takes the next character as it is. */
const HEAD = String.raw`(?:[^\[\]']|'.)*`;
/** As the source of a regular expression; a workbook in brackets stands before a sheet. */
export const TABLE = String.raw`([\p{L}_\\][\p{L}\p{N}_.\\]*)?\[((?:${HEAD}|\[${HEAD}\])*)\](?![^\s(),]*!)`;
const WHOLE = new RegExp(`^${TABLE}$`, 'u');
const ITEM = new RegExp(String.raw`\[(${HEAD})\]`, 'gu');

const PARTS: Readonly<Record<string, TableReference['part']>> = {
  '#all': 'all',
  '#data': 'data',
  '#headers': 'headers',
  '#totals': 'totals',
  '#this row': 'row',
};

/** Null where it is none, or names columns that do not lie beside each other. */
export function tableReference(text: string): TableReference | null {
  const found = WHOLE.exec(text);
  if (!found) return null;
  const [, table = null, all = ''] = found;
  const inner = all.trim();
  const isRow = inner.startsWith('@');
  const rest = isRow ? inner.slice(1) : inner;
  const items = rest.startsWith('[') ? [...rest.matchAll(ITEM)].map(([, item]) => item!) : rest ? [rest] : [];
  const heads = items.filter((item) => !item.startsWith('#')).map((head) => head.replace(/'(.)/gu, '$1'));
  const named = items.filter((item) => item.startsWith('#')).map((item) => PARTS[item.toLowerCase()]);
  if (heads.length > 2 || named.length > 1 || named.some((part) => part === undefined)) return null;
  if (heads.length === 2 && !/\]\s*:\s*\[/.test(rest)) return null;
  return {
    kind: 'table',
    text,
    table,
    part: isRow ? 'row' : (named[0] ?? 'data'),
    columns: heads.length ? [heads[0]!, heads.at(-1)!] : null,
  };
}
