/** What sheets and files of a run are called. */
import { detailTexts as texts, say, type Locale } from '../../i18n/index.ts';
import { EXCEL_LIMITS } from './excel-limits.ts';

/** Characters that Excel takes in no name of a sheet. */
const NOT_IN_NAMES = /[\\/?*:[\]\s]+/g;

/** The deal and the mode, both shortened so that each can be told: `Summit Ridge · American`. */
export function sheetNameOf(title: string, mode: string, locale: Locale): string {
  const clean = (text: string) =>
    text
      .replace(NOT_IN_NAMES, ' ')
      .replace(/^'+|'+$/g, '')
      .trim();
  const short = clean(mode.split(/[,（(，]/)[0]!);
  const deal = clean(title) || say(texts.detailName, locale);
  // A number may follow.
  const room = EXCEL_LIMITS.sheetName - 3 - ' · '.length;
  const second = short.slice(0, Math.max(8, room - Math.min(deal.length, room - 8))).trim();
  const first = deal.slice(0, room - second.length).trim();
  return second ? `${first} · ${second}` : first;
}
