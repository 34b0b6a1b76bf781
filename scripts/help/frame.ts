/** What stands around each page of the help: its head, the search, the chapters, the way on. */
import type { Locale } from '../../src/engine/index.ts';
import { escape } from './html.ts';
import { helpWord } from './words.ts';

export interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly html: string;
}

/** Where a page stands; the entry pages have the addresses that Excel and the pane know. */
export const address = (locale: Locale, page: string): string =>
  page !== 'index' ? `/help/${locale}/${page}.html` : locale === 'en' ? '/help/' : '/help/zh-CN.html';

const other = (locale: Locale): Locale => (locale === 'en' ? 'zh-CN' : 'en');

export interface Page {
  readonly locale: Locale;
  readonly id: string;
  readonly title: string;
  readonly html: string;
}

/** @param chapters all of the help in their order; the page's own is marked among them */
export function framed({ locale, id, title, html }: Page, chapters: readonly Chapter[]): string {
  const word = (key: Parameters<typeof helpWord>[0]) => escape(helpWord(key, locale));
  const at = chapters.findIndex((c) => c.id === id);
  const entry = (page: string, name: string) =>
    `<li><a href="${address(locale, page)}"${page === id ? ' aria-current="page"' : ''}>${escape(name)}</a></li>`;
  const turn = (key: 'before' | 'after', chapter: Chapter | undefined) =>
    chapter
      ? `<a class="${key}" href="${address(locale, chapter.id)}">${escape(helpWord(key, locale, { title: chapter.title }))}</a>`
      : '';
  const product = helpWord('product', locale);
  return `<!doctype html>
<html lang="${locale}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escape(title === product ? product : `${title} · ${product}`)}</title>
    <link rel="icon" href="/assets/icon-32.png" />
    <link rel="stylesheet" href="/help/help.css" />
    <link rel="stylesheet" href="/help/frame.css" />
    <script src="/help/search.js" defer></script>
  </head>
  <body>
    <a class="skip" href="#text">${word('skip')}</a>
    <header>
      <a class="product" href="${address(locale, 'index')}">${word('product')}</a>
      <a href="/${locale === 'en' ? '' : '?locale=zh-CN'}">${word('preview')}</a>
      <a href="${address(other(locale), id)}" lang="${other(locale)}" hreflang="${other(locale)}">${word('other')}</a>
      <form class="search" role="search" hidden data-index="/help/${locale}/search.json" data-one="${word('foundOne')}"
        data-many="${word('found')}" data-some="${word('foundSome')}" data-none="${word('foundNone')}" data-failed="${word('searchFailed')}">
        <label for="search">${word('search')}</label>
        <input id="search" type="search" autocomplete="off" spellcheck="false" aria-controls="found" />
        <p role="status"></p>
        <ol id="found"></ol>
      </form>
    </header>
    <nav aria-label="${word('chapters')}">
      <ol>
${chapters.map((c) => entry(c.id, c.title)).join('\n')}
      </ol>
      <p><a href="${address(locale, 'all')}"${id === 'all' ? ' aria-current="page"' : ''}>${word('whole')}</a></p>
    </nav>
    <main id="text" tabindex="-1">
${html}
    </main>
    ${at < 0 ? '' : `<footer>${turn('before', chapters[at - 1])}${turn('after', chapters[at + 1])}</footer>`}
  </body>
</html>
`;
}
