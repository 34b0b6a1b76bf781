/** The pane's own functions, lent once, before anything of this part is used. */
import type { Lent } from '../lent.ts';

export let { h, icons, sectionHead, hueOf, partyLabel, entryText, readNumber, shownRun } = {} as Lent;

export function borrow(lent: Lent): void {
  ({ h, icons, sectionHead, hueOf, partyLabel, entryText, readNumber, shownRun } = lent);
}
