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
  const second = shortened(short, Math.max(room - deal.length, MODE));
  const first = shortened(deal, room - second.length);
  return second ? `${first} · ${second}` : first;
}

/** Characters that a mode may have beside a long name of a deal. */
const MODE = 14;

/** Cut between words where there are some. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most + 1);
  const space = cut.lastIndexOf(' ');
  return (space > most / 3 ? cut.slice(0, space) : text.slice(0, most)).trim();
}
