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
  `<${tag}${scope ? ` scope="${scope}"` : ''}${span && span > 1 ? ` colspan="${span}"` : ''}${numeric ? ' class="n"' : ''}>${html}</${tag}>`;

/**
 * A table that scrolls in a frame of its own where the page is narrower, by keyboard too.
 * @param label what a screen reader calls it
 * @param heads lines of heads; the first cell of each row is its head
 */
export function table(
  label: string,
  heads: readonly (readonly Cell[])[],
  rows: readonly (readonly Cell[])[],
): string {
  const line = (cells: string[]) => `<tr>${cells.join('')}</tr>`;
  const head = heads.map((cells) => line(cells.map((c) => cellHtml('th', c, 'col')))).join('\n');
  const body = rows
    .map((cells) => line(cells.map((c, i) => (i === 0 ? cellHtml('th', c, 'row') : cellHtml('td', c)))))
    .join('\n');
  return `<div class="table" role="region" tabindex="0" aria-label="${escape(label)}"><table>
${head ? `<thead>${head}</thead>\n` : ''}<tbody>${body}</tbody>
</table></div>`;
}
