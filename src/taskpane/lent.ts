/** What the pane lends to its part for workbooks: imported from there, each of these would be a module of its own here. */
import { h } from './dom.ts';
import { icons } from './icons.ts';
import { bars } from './input.ts';
import { json } from './service.ts';
import { awayTitle, awayWords } from './service-view.ts';
import { shownRun, useFile } from './state.ts';
import { issueRow, sectionHead, wordsOf } from './view.ts';

export const lent = {
  h,
  icons,
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
