/** Pieces of HTML. */
export const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

export interface Cell {
  readonly html: string;
  readonly numeric?: boolean;
  readonly span?: number;
}

export const cell = (text: string): Cell => ({ html: escape(text) });
export const figure = (text: string): Cell => ({ html: escape(text), numeric: true });
export const code = (text: string): Cell => ({ html: `<code>${escape(text)}</code>` });

const cellHtml = (tag: 'th' | 'td', { html, numeric, span }: Cell, scope?: 'col' | 'row'): string =>
  `<${tag}${scope ? ` scope="${span && span > 1 ? 'colgroup' : scope}"` : ''}${span && span > 1 ? ` colspan="${span}"` : ''}${numeric ? ' class="n"' : ''}>${html}</${tag}>`;

/**
 * A table that scrolls in a frame of its own where the page is narrower, by keyboard too.
 * @param label what a screen reader calls it; shown above it where it is `captioned`
 * @param heads lines of heads; the first cell of each row is its head
 */
export function table(
  label: string,
  heads: readonly (readonly Cell[])[],
  rows: readonly (readonly Cell[])[],
  { captioned = false, totalled = false }: { captioned?: boolean; totalled?: boolean } = {},
): string {
  const line = (cells: string[], isTotal = false) =>
    `<tr${isTotal ? ' class="total"' : ''}>${cells.join('')}</tr>`;
  const head = heads.map((cells) => line(cells.map((c) => cellHtml('th', c, 'col')))).join('\n');
  const body = rows
    .map((cells, at) =>
      line(
        cells.map((c, i) => (i === 0 && cells.length > 1 ? cellHtml('th', c, 'row') : cellHtml('td', c))),
        totalled && at === rows.length - 1,
      ),
    )
    .join('\n');
  const caption = captioned ? `<caption>${escape(label)}</caption>\n` : '';
  return inFrame(
    label,
    `<table>\n${caption}${head ? `<thead>${head}</thead>\n` : ''}<tbody>${body}</tbody>\n</table>`,
  );
}

/** A table in a frame that scrolls. */
export const inFrame = (label: string, html: string): string =>
  `<div class="table" role="region" tabindex="0" aria-label="${escape(label)}">${html}</div>`;

/** The text of a piece of HTML. */
export const textOf = (html: string): string =>
  html
    .replace(/<img\b[^>]*\balt="([^"]*)"[^>]*>/g, ' $1 ')
    .replace(/<\/?(?:b|i|em|strong|code|a|span)\b[^>]*>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/\s+/g, ' ')
    .trim();

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
