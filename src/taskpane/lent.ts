/** What the pane lends to the parts that are fetched later: imported from there, each of these would be a module of its own here. */
import { h } from '../charts/markup.ts';
import { icons } from './views/icons.ts';
import { hueOf, partyLabel } from '../charts/bars.ts';
import { entryText, readNumber } from './model/entry.ts';
import { bars } from './views/input.ts';
import { json } from './service.ts';
import { awayTitle, awayWords } from './views/service-status.ts';
import { shownRun, useFile } from './model/state.ts';
import { issueRow, sectionHead, wordsOf } from './views/view.ts';

export const lent = {
  h,
  icons,
  hueOf,
  partyLabel,
  entryText,
  readNumber,
  bars,
  json,
  awayTitle,
  awayWords,
  shownRun,
  useFile,
  issueRow,
  sectionHead,
  wordsOf,
};
export type Lent = typeof lent;
