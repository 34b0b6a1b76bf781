/** Answers and roles that the user gave: each must be one that the workbook, read with those before it, has room for. */
import type { Issue } from '../../../src/engine/index.ts';
import type { ReadableGrid } from '../../../src/sheet/read/index.ts';
import type { WorkbookReading } from './reading.ts';
import { saidInAll, saidOfOthers, type Saying } from './saying.ts';
import { understand } from './understand.ts';

/** What is said now and fits nothing: questions that are not asked, choices that they have not, ranges that are no line. */
export function misfits(grids: readonly ReadableGrid[], saying: Saying): Issue[] {
  const { answers, roles } = saying.now;
  const given = new Map(Object.entries(answers));
  const others = saidOfOthers(saying);
  const taken = { ...others.answers };
  const issues: Issue[] = [];
  let reading: WorkbookReading;
  // An answer may lead to the question that another of them answers.
  for (;;) {
    reading = understand(grids, { said: { answers: taken, roles: saidInAll(saying).roles } });
    const asked = reading.questions.filter((q) => given.has(q.id));
    if (asked.length === 0) break;
    for (const { id, choices } of asked) {
      const choice = given.get(id)!;
      given.delete(id);
      const ids = choices.map((c) => c.id);
      if (ids.includes(choice)) taken[id] = choice;
      else issues.push(notOneOf(ids, ['answers', id], choice));
    }
  }
  const open = reading.questions.map((q) => q.id);
  for (const question of given.keys()) issues.push(notOneOf(open, ['answers'], question));
  if (Object.keys(roles).length === 0) return issues;
  // Of a table without its line of cash nothing is read: the lines are those that stand there without the new roles.
  const { sheet, lines } = understand(grids, { said: { answers: taken, roles: others.roles } });
  const ranges = lines.map((l) => l.range);
  const places = new Set([...ranges, ...ranges.map((range) => `${sheet}!${range}`)]);
  for (const range of Object.keys(roles))
    if (!places.has(range)) issues.push(notOneOf(ranges, ['roles'], range));
  return issues;
}

const notOneOf = (choices: readonly string[], path: string[], received: string): Issue => ({
  code: 'notChoice',
  path,
  received,
  params: { choices: choices.slice(0, 20).join(', ') || '–' },
});
