/** What the user said of a workbook: answers to questions, and roles of lines. */
import type { Said } from '../../../src/sheet/index.ts';

/** What was said of a workbook before, and what is said now. */
export interface Saying {
  readonly before: Said;
  readonly now: Said;
}

export const NOTHING_SAID: Said = { answers: {}, roles: {} };

const withoutSheet = (range: string): string => range.slice(range.lastIndexOf('!') + 1);
/** A range without its sheet is that of the table that is read. */
const isSame = (a: string, b: string): boolean =>
  a === b || ((!a.includes('!') || !b.includes('!')) && withoutSheet(a) === withoutSheet(b));

/** What was said before of that which nothing is said of now. */
export const saidOfOthers = ({ before, now }: Saying): Said => ({
  answers: Object.fromEntries(
    Object.entries(before.answers).filter(([question]) => !Object.hasOwn(now.answers, question)),
  ),
  roles: Object.fromEntries(
    Object.entries(before.roles).filter(
      ([range]) => !Object.keys(now.roles).some((other) => isSame(range, other)),
    ),
  ),
});

/** What is said now stands in place of what was said of the same before. */
export function saidInAll(saying: Saying): Said {
  const { answers, roles } = saidOfOthers(saying);
  return { answers: { ...answers, ...saying.now.answers }, roles: { ...roles, ...saying.now.roles } };
}
