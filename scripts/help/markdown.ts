/** Hand-written texts to HTML: Markdown, headings with ids of their own, figures and tables where they are named. */
import { Marked } from 'marked';
import { escape, inFrame, textOf } from './html.ts';

/** What stands between `{{` and `}}`, in HTML; alone on its line it is a block, else part of a sentence. */
export type Fill = (named: string) => string;

const ID = /\s*\{#([\w-]+)\}$/;

/** @param where the file, for faults */
export function htmlOf(markdown: string, fill: Fill, where: string): string {
  const fills: string[] = [];
  const keep = (html: string) => `@@${fills.push(html) - 1}@@`;
  const filled = (named: string) => {
    try {
      return fill(named);
    } catch (error) {
      throw new Error(`${where}: {{${named}}}: ${(error as Error).message}`, { cause: error });
    }
  };
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        const html = this.parser.parseInline(tokens);
        const id = ID.exec(html);
        if (!id) throw new Error(`${where}: the heading “${html}” has no {#id}`);
        return `<h${depth} id="${id[1]}">${html.replace(ID, '')}</h${depth}>\n`;
      },
      image({ href, text }) {
        return `<img src="${escape(href)}" alt="${escape(text)}" loading="lazy" />`;
      },
    },
  });
  const marks = markdown
    .replace(/^\{\{(.+)\}\}$/gm, (_, named: string) => `\n${keep(filled(named))}\n`)
    .replace(/\{\{(.+?)\}\}/g, (_, named: string) => keep(filled(named)));
  const html = marked.parse(marks, { async: false });
  return html
    .replace(/<table>.*?<\/table>/gs, (table) =>
      inFrame(textOf(/<th>(.*?)<\/th>/.exec(table)![1]!) || where, table),
    )
    .replace(/<p>@@(\d+)@@<\/p>/g, (_, at: string) => fills[Number(at)]!)
    .replace(/@@(\d+)@@/g, (_, at: string) => fills[Number(at)]!)
    .replace(/(\d) %/g, '$1\u00a0%');
}
