/** What follows from other lines by arithmetic: which lines are derived, and which are sums of which. */
import type { Text } from '../../engine/index.ts';
import { readingText } from '../../i18n/reading.ts';
import { formatPercent } from '../../i18n/text.ts';
import {
  discountRate,
  isBalance,
  isCount,
  isDaysBetween,
  isFactors,
  isGrowth,
  isProduct,
  isQuotient,
  isRunningSum,
  addsUp,
  areProportional,
  isSame,
  isSignedSum,
  isZero,
  shownIn,
  type Series,
} from './arithmetic.ts';
import { normalWords } from './head-words.ts';
import { isTotalName, isWholeName, type HeadSays } from './words.ts';

/** A line of numbers by period. */
export interface NumberLine {
  readonly index: number;
  readonly head: string;
  /** The head above it: a deal's name over its money in and out. */
  readonly over?: string;
  readonly range: string;
  readonly says: HeadSays;
  readonly series: Series;
  /** All its numbers are in formats of percent. */
  readonly percent: boolean;
  /** Address of the first cell of each sign. */
  readonly negative?: { readonly cell: string; readonly value: number };
  readonly positive?: { readonly cell: string; readonly value: number };
  readonly cells: readonly string[];
}

export const named = (line: NumberLine): string =>
  line.head ? `“${line.head}” (${line.range})` : line.range;

export const saysCash = ({ says }: NumberLine): boolean =>
  says === 'net' || says === 'paidIn' || says === 'paidOut';
export const cannotBeCash = ({ says, percent }: NumberLine): boolean =>
  percent || says === 'derived' || says === 'share' || says === 'result' || says === 'value';

/** Time of each period: in periods, and in years where there are dates. */
export interface Times {
  readonly periods: readonly number[];
  readonly years?: readonly number[];
  readonly dates?: readonly number[];
}

/** Lines that follow from one or two others in a way that cannot be turned round, with why. */
export function derivedLines(lines: readonly NumberLine[], times: Times): Map<number, Text> {
  const found = new Map<number, Text>();
  const sources = lines.filter((l) => !isZero(l.series));
  const open = (line: NumberLine) => !found.has(line.index);
  for (const y of sources) {
    if (saysCash(y)) continue;
    if (times.dates && (isDaysBetween(y.series, times.dates) || isCount(y.series)))
      found.set(y.index, readingText(isCount(y.series) ? 'whyCount' : 'whyDays'));
    else if ([times.periods, times.years].some((when) => when && isFactors(y.series, when)))
      found.set(y.index, readingText('whyFactor'));
    else if (y.percent) found.set(y.index, readingText('whyShare'));
  }
  for (const y of sources) {
    if (!open(y)) continue;
    for (const x of sources) {
      if (x === y || (cannotBeCash(x) && saysCash(y))) continue;
      const why = areOneSide(x, y) ? runningFrom(y, x) : followsFrom(y, x, times);
      if (why) {
        found.set(y.index, why);
        break;
      }
    }
  }
  for (const y of sources) {
    if (!open(y) || saysCash(y)) continue;
    const of = partsOfQuotient(y, sources, (line) => !open(line) || cannotBeCash(line));
    if (of) found.set(y.index, readingText('whyQuotient', { others: of.map(named) }));
  }
  // Of two equal lines one is kept: the one whose head says cash, else the first. Two that are each cash of their own stay.
  for (const [i, y] of sources.entries())
    for (const x of sources.slice(0, i))
      if (open(y) && open(x) && isSame(y.series, x.series) && !areApart(x, y)) {
        const [kept, other] = saysCash(y) && !saysCash(x) ? [y, x] : [x, y];
        found.set(other.index, readingText('whySame', { other: named(kept) }));
      }
  return found;
}

/** Lines whose heads call both of them money of one way: equal or discounted amounts may be chance. */
const areOneSide = (x: NumberLine, y: NumberLine): boolean =>
  x.says === y.says && (y.says === 'paidIn' || y.says === 'paidOut');

/** Neither a total nor the net: two parties, deals or incomes with the same amounts. */
const areApart = (x: NumberLine, y: NumberLine): boolean =>
  [x, y].every(
    (l) => !isTotalName(l.head) && (l.says === null || l.says === 'paidIn' || l.says === 'paidOut'),
  ) && (x.says === null) === (y.says === null);

const runningFrom = (y: NumberLine, x: NumberLine): Text | undefined =>
  isRunningSum(y.series, x.series) ? readingText('whyRunning', { other: named(x) }) : undefined;

/** Why a line of one side may be no cash of its own, though its head says so: the same once more, or discounted. */
export function repeats(y: NumberLine, x: NumberLine, times: Times): Text | undefined {
  if (isSame(y.series, x.series)) return readingText('whySame', { other: named(x) });
  if (addsUp(y.series, x.series)) return readingText('whyRunning', { other: named(x) });
  return followsFrom(y, x, times);
}

/** Why a line is another's running sum, balance, present value or growth, if it is. */
export function followsFrom(y: NumberLine, x: NumberLine, { periods, years }: Times): Text | undefined {
  const other = named(x);
  const running = runningFrom(y, x);
  if (running) return running;
  if (!saysCash(y) && isBalance(y.series, x.series)) return readingText('whyBalance', { other });
  for (const when of [periods, years]) {
    const rate = when && discountRate(y.series, x.series, when);
    if (rate !== undefined)
      return readingText('whyPresent', {
        other,
        rate: { en: formatPercent(rate, 'en', 1), 'zh-CN': formatPercent(rate, 'zh-CN', 1) },
      });
  }
  return !saysCash(y) && isGrowth(y.series, x.series) ? readingText('whyShare') : undefined;
}

/**
 * Of three lines each may be the quotient or the product of the others: the factor of a product, or the dividend of a
 * quotient, must be known for what it is.
 */
function partsOfQuotient(
  y: NumberLine,
  lines: readonly NumberLine[],
  isNoCash: (line: NumberLine) => boolean,
): [NumberLine, NumberLine] | undefined {
  for (const a of lines)
    for (const b of lines) {
      if (a === y || b === y || a === b) continue;
      if (isNoCash(b) && isProduct(y.series, a.series, b.series)) return [a, b];
      if (saysCash(a) && isQuotient(y.series, a.series, b.series)) return [a, b];
    }
  return undefined;
}

/** A line that is the sum of others, each with its sign. */
export interface Sum {
  readonly whole: NumberLine;
  readonly parts: readonly { readonly line: NumberLine; readonly sign: 1 | -1 }[];
}

/** Sums and differences of two lines, and sums of a run of lines beside each other. */
export const sumsIn = (lines: readonly NumberLine[]): Sum[] => allSums(lines).filter((s) => !isByShares(s));

/** Sums that may be chance: parties pay in by their shares, and one share is the sum of others. */
export const sumsByShares = (lines: readonly NumberLine[]): Sum[] => allSums(lines).filter(isByShares);

const isByShares = ({ whole, parts }: Sum): boolean =>
  parts.every(({ line, sign }) => sign === 1 && areProportional(line.series, whole.series)) &&
  areNamedAlike(
    whole.head,
    parts.map((p) => p.line.head),
  );

/** `LP C contributions` beside those of LP A and LP B, as `Contributions` or `Total contributions` are not. */
function areNamedAlike(head: string, others: readonly string[]): boolean {
  if (isTotalName(head)) return false;
  const names = [head, ...others].map(normalWords);
  const agree = (of: (name: string, n: number) => string) => {
    let n = 0;
    while (n < names[0]!.length && new Set(names.map((name) => of(name, n))).size === 1) n++;
    return n;
  };
  const before = agree((name, n) => name.charAt(n));
  const after = agree((name, n) => name.charAt(name.length - 1 - n));
  const own = names[0]!.slice(before, names[0]!.length - after).trim();
  return (
    before + after >= 2 &&
    own !== '' &&
    !isWholeName(own) &&
    names.every((name) => name.length > before + after)
  );
}

function allSums(lines: readonly NumberLine[]): Sum[] {
  const found: Sum[] = [];
  const all = lines.filter((l) => !isZero(l.series));
  const add = (whole: NumberLine, parts: Sum['parts']): void => {
    const series = parts.map((p) => p.line.series);
    if (
      isSignedSum(
        whole.series,
        parts.map(({ line, sign }) => ({ of: line.series, sign })),
      ) &&
      // What calls itself a total needs one period to show it.
      shownIn(whole.series, series, isTotalName(whole.head) ? 1 : undefined)
    )
      found.push({ whole, parts });
  };
  for (const z of all) {
    const others = all.filter((l) => l !== z);
    others.forEach((a, i) => {
      for (const b of others.slice(i + 1)) {
        add(z, [
          { line: a, sign: 1 },
          { line: b, sign: 1 },
        ]);
        add(z, [
          { line: a, sign: 1 },
          { line: b, sign: -1 },
        ]);
        add(z, [
          { line: b, sign: 1 },
          { line: a, sign: -1 },
        ]);
      }
    });
    // Runs of three and more stand beside each other, without the sum among them.
    for (const side of [all.filter((l) => l.index < z.index), all.filter((l) => l.index > z.index)])
      for (let from = 0; from < side.length; from++)
        for (let to = from + 3; to <= side.length; to++)
          add(
            z,
            side.slice(from, to).map((line) => ({ line, sign: 1 as const })),
          );
  }
  return found;
}

/** All lines that a whole is made of, directly or by sums of sums. */
export function madeOf(whole: NumberLine, sums: readonly Sum[]): Set<NumberLine> {
  const parts = new Set<NumberLine>();
  const add = (line: NumberLine): void => {
    for (const sum of sums)
      if (sum.whole === line)
        for (const { line: part } of sum.parts)
          if (part !== whole && !parts.has(part)) {
            parts.add(part);
            add(part);
          }
  };
  add(whole);
  return parts;
}
