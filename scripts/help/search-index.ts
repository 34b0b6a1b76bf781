import { textOf } from './html.ts';

/** What the search of a language looks through: each section under its heading. */
export interface Section {
  readonly href: string;
  readonly chapter: string;
  readonly title: string;
  readonly text: string;
}

/** The sections of a page, in their order. */
export function sectionsOf(html: string, page: string): Section[] {
  const [first, ...rest] = html.split(/(?=<h[123] id=")/).filter((part) => /^<h[123] id="/.test(part));
  const read = (part: string) => {
    const [, id, head, body] = /^<h[123] id="([^"]+)">(.*?)<\/h[123]>(.*)$/s.exec(part)!;
    return { id: id!, title: textOf(head!), text: textOf(body!) };
  };
  const chapter = read(first!);
  let above = '';
  const below = rest.map((part): Section => {
    const { id, title, text } = read(part);
    const isBelow = part.startsWith('<h3');
    if (!isBelow) above = title;
    return {
      href: `${page}#${id}`,
      chapter: chapter.title,
      title: isBelow ? `${above} · ${title}` : title,
      text,
    };
  });
  return [{ href: page, chapter: chapter.title, title: chapter.title, text: chapter.text }, ...below];
}
