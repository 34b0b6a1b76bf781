/** Tables of the help that are the product's own: bounds, conventions, day counts, what it says when something is amiss. */
import { yearFraction } from '../../src/engine/dates.ts';
import { defaultOptions, isoOf, LIMITS, serialOf, type Locale, type Text } from '../../src/engine/index.ts';
import { cellReadings } from '../../src/i18n/cells.ts';
import { conventionTopics } from '../../src/i18n/conventions.ts';
import { excelTexts } from '../../src/i18n/excel.ts';
import { functionFaults } from '../../src/i18n/functions.ts';
import { limitNames } from '../../src/i18n/help.ts';
import { say } from '../../src/i18n/index.ts';
import { ISSUES } from '../../src/i18n/issue-texts.ts';
import { problemTexts } from '../../src/i18n/problems.ts';
import { studyFaults } from '../../src/i18n/studies.ts';
import { cell, code, escape, figure, table } from './html.ts';
import { formatAmount, helpWord } from './words.ts';

const grouped = (value: number, locale: Locale) =>
  value.toLocaleString(locale, { maximumFractionDigits: 10 });

/** A bound as a text names it: `periods`, `yearDays.least`. */
export function limit(name: string, locale: Locale): string {
  const [key, part] = name.split('.') as [keyof typeof LIMITS, 'least' | 'most' | undefined];
  const bound = LIMITS[key];
  const value = typeof bound === 'object' ? bound[part!] : bound;
  if (typeof value !== 'number') throw new Error(`${name} is no bound`);
  return grouped(value, locale);
}

export const limitsTable = (locale: Locale): string =>
  table(
    helpWord('bound', locale),
    [[cell(helpWord('bound', locale)), { ...cell(helpWord('value', locale)), numeric: true }]],
    (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).map((key) => {
      const bound = LIMITS[key];
      const shown =
        typeof bound === 'object'
          ? helpWord('from', locale, { min: bound.least, max: bound.most })
          : grouped(bound, locale);
      return [cell(say(limitNames[key], locale)), figure(shown)];
    }),
  );

/** What holds when nothing is said, where it is the same in every mode. */
const USUAL: Readonly<Record<string, unknown>> = {
  ...defaultOptions,
  clawback: 'none',
  recycling: 'none',
  rounding: 'none',
};

/** Every topic on which contracts differ, with the choices there are, the usual one first. */
export const conventionsTable = (locale: Locale): string =>
  table(
    helpWord('topic', locale),
    [[cell(helpWord('topic', locale)), cell(helpWord('choice', locale))]],
    Object.entries(conventionTopics).map(([id, { topic, choices }]) => {
      const isUsual = (choice: string) => choice === USUAL[id];
      const items = Object.entries(choices)
        .sort(([a], [b]) => Number(isUsual(b)) - Number(isUsual(a)))
        .map(([choice, words]) => {
          const mark = isUsual(choice) ? ` <i>${helpWord('usualMark', locale)}</i>` : '';
          return `<li>${escape(withoutNames(words, locale))}${mark}</li>`;
        });
      return [cell(say(topic, locale)), { html: `<ul>${items.join('')}</ul>` }];
    }),
  );

const DAY_COUNTS = ['act365', 'act360', '30360', '30E360', 'actact'] as const;
const SPAN = { from: '2024-01-31', to: '2024-08-31' };

/** One stretch of time under every day count. */
export function dayCountsTable(locale: Locale): string {
  const [from, to] = [serialOf(SPAN.from)!, serialOf(SPAN.to)!];
  const { choices } = conventionTopics.dayCount!;
  return table(
    helpWord('dayCount', locale),
    [
      [
        cell(helpWord('dayCount', locale)),
        { ...cell(helpWord('days', locale, { from: isoOf(from), to: isoOf(to) })), numeric: true },
        { ...cell(helpWord('onAmount', locale)), numeric: true },
      ],
    ],
    DAY_COUNTS.map((id) => {
      const years = yearFraction(from, to, id);
      return [
        cell(say(choices[id]!, locale)),
        figure(years.toFixed(6)),
        figure(formatAmount(1_000_000 * 0.08 * years, locale, 2)),
      ];
    }),
  );
}

/** A sentence with its figures and names left open. */
const withoutNames = (text: Text, locale: Locale): string =>
  say(text, locale)
    .replace(/\{\w+\}/g, '…')
    .replace(/(…\s*){2,}/g, '…')
    .trim();

const MESSAGES: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  reading: cellReadings,
  functions: { ...functionFaults, ...studyFaults },
  excel: Object.fromEntries(Object.entries(excelTexts).filter(([key]) => key.startsWith('trouble'))),
  input: ISSUES,
};

/** What the product says, word by word: a list of one kind, so that a search finds the sentence one sees. */
export const messagesList = (kind: string, locale: Locale): string =>
  `<ul class="messages">${Object.values(MESSAGES[kind]!)
    .map((text) => `<li>${escape(withoutNames(text, locale))}</li>`)
    .join('\n')}</ul>`;

/** What the service answers when it refuses, by its code. */
export const problemsTable = (locale: Locale): string =>
  table(
    helpWord('code', locale),
    [[cell(helpWord('code', locale)), cell(helpWord('says', locale))]],
    Object.entries(problemTexts).map(([id, { title, detail }]) => [
      code(id),
      { html: `<b>${escape(say(title, locale))}</b><br />${escape(say(detail, locale))}` },
    ]),
  );
