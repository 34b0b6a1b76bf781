/** Lines of money in and out that may be none of their own: others once more, made up, planned, or of another version. */
import type { Text } from '../../engine/index.ts';
import { quotedText, readingText } from '../../i18n/reading.ts';
import { ENOUGH, isSame } from './arithmetic.ts';
import { set, type CashInput, type Roles } from './cash-model.ts';
import { normalWords } from './head-words.ts';
import { named, repeats, sumsByShares, type NumberLine } from './relations.ts';
import { redundantIn } from './wholes.ts';
import { isTotalName } from './words.ts';

/** A line that others explain, though its head calls it cash of its own: true where it is, undefined while that is asked. */
function isOwnCash(line: NumberLine, why: Text, { findings }: CashInput, roles: Roles): boolean | undefined {
  const answer = findings.askAt(
    'lineUnclear',
    line.range,
    { head: quotedText(line.head), why },
    [
      { id: 'own', label: readingText('isOwnCash') },
      { id: 'leaveOut', label: readingText('isNoCash') },
    ],
    undefined,
    'ownCash',
  );
  if (answer === 'leaveOut') set(roles, line, 'leftOut', readingText('whyAnswer'));
  return answer === undefined ? undefined : answer === 'own';
}

/** The lines that stay, where no question about one is open. */
function withoutAsked(
  lines: readonly NumberLine[],
  isKept: (line: NumberLine) => boolean | undefined,
): readonly NumberLine[] | null {
  const found = lines.map((line) => ({ line, kept: isKept(line) }));
  return found.some((f) => f.kept === undefined) ? null : found.flatMap((f) => (f.kept ? [f.line] : []));
}

/** Lines that others of both sides make up count once: by arithmetic where it shows in enough periods, else it is asked. */
export function withoutRedundant(
  lines: readonly NumberLine[],
  input: CashInput,
  roles: Roles,
): readonly NumberLine[] | null {
  const redundant = redundantIn(lines);
  const byShares = sumsByShares(lines).map((s) => s.whole);
  return withoutAsked(lines, (line) => {
    const found = redundant.find((r) => r.line === line);
    if (!found || byShares.includes(line) || isTotalName(line.head)) return true;
    const why = readingText('whySum', { others: found.parts.map(named) });
    if (found.shown < ENOUGH) return isOwnCash(line, why, input, roles);
    set(roles, line, 'derived', why);
    return false;
  });
}

/** Lines of one side that are another of it once more, or its running sum, or a share of all. */
export function withoutDoubtful(
  lines: readonly NumberLine[],
  input: CashInput,
  roles: Roles,
): readonly NumberLine[] | null {
  const shares = sumsByShares(lines);
  return withoutAsked(lines, (line) => {
    if (isTotalName(line.head)) return true;
    const sum = shares.find((s) => s.whole === line);
    const others = lines.filter(
      (x) =>
        x !== line &&
        x.head !== line.head &&
        (lines.indexOf(x) < lines.indexOf(line) || !isSame(x.series, line.series)),
    );
    const why =
      (sum && readingText('whySum', { others: sum.parts.map((p) => named(p.line)) })) ??
      others.map((x) => repeats(line, x, input.times)).find((w) => w !== undefined) ??
      (isStock(line.head) && lines.some((l) => !isStock(l.head))
        ? readingText('whyMayBeBalance')
        : isPlanned(line.head) &&
            others.length &&
            others.every((l) => !isPlanned(l.head) && !isOneName(l.head, line.head))
          ? readingText('whyMayBePlan')
          : undefined);
    return why ? isOwnCash(line, why, input, roles) : true;
  });
}

/** What was meant to be, beside what is. */
export const isPlanned = (head: string): boolean =>
  /(?:^| )(?:budget(?:ed)?|plan(?:ned)?|target|estimated?|projected|forecast|expected)(?= |$)|预算|计划|预测|目标|预计|预期/.test(
    normalWords(head),
  );

/** What is invested at the end of a period, as well as in it. */
const isStock = (head: string): boolean =>
  /^(?:total )?(?:invested (?:capital|equity)|(?:capital|equity) (?:invested|employed)|paid in capital)$|实收资本|在投(?:资本|本金)/.test(
    normalWords(head),
  );

/** Lines under one head, as sections of parties repeat them: the first may be the sum of the others; null while that is asked. */
export function withoutRepeats(
  lines: readonly NumberLine[],
  { findings }: CashInput,
  roles: Roles,
): readonly NumberLine[] | null {
  const firstOf = (line: NumberLine) => lines.find((l) => l === line || isOneName(l.head, line.head))!;
  const again = lines.filter((l) => firstOf(l) !== l);
  const [repeat] = again;
  if (!repeat) return lines;
  const kept = lines.filter((l) => !again.includes(l));
  const params = { head: quotedText(repeat.head), others: again.map(named), other: named(firstOf(repeat)) };
  const isVersion = repeat.head !== firstOf(repeat).head;
  const instead = (line: NumberLine) => kept.map((l) => (l === firstOf(line) ? line : l));
  const answer = findings.askAt(
    'headRepeated',
    repeat.range,
    params,
    [
      { id: 'first', label: readingText('pairAlone', { others: kept.map(named) }) },
      ...(isVersion
        ? again.map((l) => ({
            id: l.range,
            label: readingText('pairAlone', { others: instead(l).map(named) }),
          }))
        : []),
      { id: 'all', label: readingText('useSum') },
    ],
    undefined,
    isVersion ? 'headVersions' : 'headRepeated',
  );
  if (answer === undefined) return null;
  if (answer === 'all') return lines;
  const chosen = again.find((l) => l.range === answer);
  const used = chosen ? instead(chosen) : kept;
  for (const line of lines) if (!used.includes(line)) set(roles, line, 'leftOut', readingText('whyAnswer'));
  return used;
}

/** Words that tell versions of one line apart: gross and net, planned and actual. */
const VERSION =
  /(?:^| )(?:gross|net|budget(?:ed)?|plan(?:ned)?|actual|forecast|projected|expected|estimated|target|revised|original|adjusted|reported|pro ?forma|base|upside|downside|prior|(?:before|after|pre|post) tax|case|scenario)(?= |$)|预算|实际|计划|预测|预计|预期|目标|调整[前后]|税[前后]|不?含税|毛|净|基准|乐观|悲观/g;
const coreOf = (head: string): string => normalWords(head).replace(VERSION, ' ').replace(/\s+/g, ' ').trim();

const isOneName = (a: string, b: string): boolean =>
  a !== '' && (a === b || (coreOf(a) !== '' && coreOf(a) === coreOf(b)));
