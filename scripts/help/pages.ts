/** The whole help: texts of `src/help/texts` with figures and tables of the product, as pages. Nothing of it depends on where or when. */
import { readFileSync } from 'node:fs';
import type { Locale } from '../../src/engine/index.ts';
import { figureOf, workedDeal } from './deals.ts';
import { compute, type Sheet } from './formula.ts';
import { address, framed, type Chapter } from './frame.ts';
import { formatted, functionSection, type Format } from './functions.ts';
import { escape, textOf } from './html.ts';
import { htmlOf } from './markdown.ts';
import { functionsMetadata, type FunctionMetadata } from './metadata.ts';
import { comparison, conventionsList, explanation, modeSection } from './modes.ts';
import { sectionsOf } from './search-index.ts';
import { exampleSheet, sheetTable } from './sheet.ts';
import {
  conventionsTable,
  dayCountsTable,
  limit,
  limitsTable,
  messagesList,
  problemsTable,
} from './tables.ts';
import { formatAmount, formatPercent, helpWord } from './words.ts';

export const LOCALES: readonly Locale[] = ['en', 'zh-CN'];
/** In the order in which they are read. */
export const CHAPTERS = [
  'tour',
  'modes',
  'functions',
  'dates',
  'limits',
  'reading',
  'what-if',
  'reconciling',
  'simulation',
  'runs',
  'data',
  'troubleshooting',
] as const;

/** The pages by their path below `/help/`. */
export async function helpPages(): Promise<ReadonlyMap<string, string>> {
  const metadata = await functionsMetadata();
  const pages = new Map<string, string>();
  for (const locale of LOCALES) {
    const read = textReader(locale, metadata[locale]);
    const chapters = CHAPTERS.map((id) => read(id));
    const page = (id: string, title: string, html: string) => {
      const path = address(locale, id).replace('/help/', '') || 'index.html';
      pages.set(path, framed({ locale, id, title, html: html.trim() }, chapters));
    };
    const start = read('index');
    page('index', helpWord('product', locale), absolute(start.html, locale) + contents(chapters, locale));
    for (const { id, title, html } of chapters) page(id, title, absolute(html, locale));
    page('all', helpWord('whole', locale), onePage(start.html, chapters));
    const sections = chapters.flatMap(({ id, html }) => sectionsOf(html, address(locale, id)));
    pages.set(`${locale}/search.json`, `${JSON.stringify(sections, null, 1)}\n`);
  }
  return pages;
}

/** Reads a chapter's text, with what it names filled in. */
function textReader(locale: Locale, metadata: readonly FunctionMetadata[]): (id: string) => Chapter {
  const sheet = exampleSheet(locale, metadata);
  return (id) => {
    const name = `src/help/texts/${locale}/${id}.md`;
    const markdown = readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
    const html = htmlOf(markdown, (named) => filled(named, locale, metadata, sheet), name);
    const title = /<h1 id="[^"]*">(.*?)<\/h1>/.exec(html)?.[1];
    if (title === undefined) throw new Error(`${name} has no heading of the first level`);
    return { id, title: textOf(title), html };
  };
}

/** What stands for `{{…}}` in a text. */
function filled(named: string, locale: Locale, metadata: readonly FunctionMetadata[], sheet: Sheet): string {
  const [what, ...rest] = named.split(' ') as [string, ...string[]];
  const value = (as: Format) =>
    escape(formatted(compute(rest.join(' '), sheet, metadata, locale)[0]![0]!, as, locale));
  switch (what) {
    case 'amount':
    case 'percent':
    case 'multiple':
      return value(what);
    case 'deal': {
      const [mode, ...figure] = rest;
      const number = figureOf(workedDeal(mode!, locale).result, figure);
      return ['irr', 'effective'].includes(figure[0]!)
        ? formatPercent(number, locale, 2)
        : formatAmount(number, locale);
    }
    case 'cell':
      return formatAmount(Number(sheet.get(rest[0]!)), locale);
    case 'limit':
      return limit(rest[0]!, locale);
    case 'mode':
      return modeSection(rest[0]!, locale);
    case 'explain':
      return explanation(rest[0]!, Number(rest[1]), locale);
    case 'conventions-of':
      return conventionsList(rest[0]!, locale);
    case 'compared':
      return comparison(locale);
    case 'function':
      return functionSection(rest[0]!, metadata, sheet, locale);
    case 'sheet':
      return sheetTable(sheet, locale);
    case 'limits':
      return limitsTable(locale);
    case 'conventions':
      return conventionsTable(locale);
    case 'day-counts':
      return dayCountsTable(locale);
    case 'messages':
      return messagesList(rest[0]!, locale);
    case 'problems':
      return problemsTable(locale);
    default:
      throw new Error('nothing is called so');
  }
}

/** Links between chapters are written `modes.html#european`. */
const LINK = /href="([\w-]+)\.html(#[\w-]+)?"/g;

const absolute = (html: string, locale: Locale): string =>
  html.replace(LINK, (_, page: string, hash = '') => `href="${address(locale, page)}${hash}"`);

/** All chapters as one page: links lead to their headings. */
function onePage(start: string, chapters: readonly Chapter[]): string {
  const whole = [
    start,
    ...chapters.map((c) => `<section class="chapter">\n${c.html.trim()}\n</section>`),
  ].join('\n');
  const headOf = (page: string) => {
    const chapter = chapters.find((c) => c.id === page);
    return `#${chapter ? /<h1 id="([^"]+)"/.exec(chapter.html)![1]! : 'text'}`;
  };
  return whole.replace(LINK, (_, page: string, hash?: string) => `href="${hash ?? headOf(page)}"`);
}

/** Chapters with their sections, on the first page. */
function contents(chapters: readonly Chapter[], locale: Locale): string {
  const sections = ({ id, html }: Chapter) =>
    [...html.matchAll(/<h2 id="([^"]+)">(.*?)<\/h2>/g)]
      .map(
        ([, hash, head]) =>
          `<a href="${address(locale, id)}#${hash}">${head!.replace(/ ?<code>.*?<\/code>/g, '')}</a>`,
      )
      .join(' · ');
  return `\n<ol class="contents">\n${chapters
    .map(
      (c) => `<li><a href="${address(locale, c.id)}"><b>${escape(c.title)}</b></a><br />${sections(c)}</li>`,
    )
    .join('\n')}\n</ol>`;
}
