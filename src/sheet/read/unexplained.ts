/** Lines of numbers that nothing explains are asked, each by itself. */
import type { Text } from '../../engine/index.ts';
import { quotedText, readingText } from '../../i18n/reading.ts';
import type { Findings } from './findings.ts';
import type { Choice, Role } from './model.ts';
import { madeOf, named, type NumberLine, type Sum } from './relations.ts';

/** A line that an answer made cash. */
export interface Added {
  readonly line: NumberLine;
  readonly role: 'net' | 'paidIn' | 'paidOut';
}

/** A line that no head explains: part of the net by arithmetic, or a question; the answer may make it cash. */
export function explainOrAsk(
  line: NumberLine,
  net: NumberLine | undefined,
  sums: readonly Sum[],
  { findings }: { readonly findings: Findings },
  roles: Map<number, { role: Role; why: Text }>,
): Added[] {
  if (net && madeOf(net, sums).has(line)) {
    roles.set(line.index, { role: 'derived', why: readingText('whyPart', { other: named(net) }) });
    return [];
  }
  const choices: Choice[] = [
    { id: 'leaveOut', label: readingText('isNoCash') },
    { id: 'paidIn', label: readingText('isPaidIn') },
    { id: 'paidOut', label: readingText('isPaidOut') },
    { id: 'net', label: readingText('isNet') },
  ];
  const answer = findings.askAt(
    'lineUnclear',
    line.range,
    { head: line.head ? quotedText(line.head) : readingText('line') },
    choices,
  );
  if (answer === undefined) return [];
  const role = answer === 'leaveOut' ? 'leftOut' : (answer as 'net' | 'paidIn' | 'paidOut');
  roles.set(line.index, { role, why: readingText('whyAnswer') });
  return role === 'leftOut' ? [] : [{ line, role }];
}

/** Beside lines that are each a deal's or a pot's: another one of these, or no cash. True where it is one. */
export function isSource(
  line: NumberLine,
  { findings }: { readonly findings: Findings },
  roles: Map<number, { role: Role; why: Text }>,
): boolean {
  const answer = findings.askAt(
    'lineUnclear',
    line.range,
    { head: line.head ? quotedText(line.head) : readingText('line') },
    [
      { id: 'leaveOut', label: readingText('isNoCash') },
      { id: 'source', label: readingText('isSource') },
    ],
  );
  if (answer !== undefined)
    roles.set(line.index, { role: answer === 'source' ? 'cash' : 'leftOut', why: readingText('whyAnswer') });
  return answer === 'source';
}
