/** The pane's own functions, lent once, before anything of this part is used. */
import type { Lent } from '../lent.ts';

export let { h, icons, bars, json, awayTitle, awayWords, shownRun, useFile, issueRow, sectionHead, wordsOf } =
  {} as Lent;

export function borrow(lent: Lent): void {
  ({ h, icons, bars, json, awayTitle, awayWords, shownRun, useFile, issueRow, sectionHead, wordsOf } = lent);
}
