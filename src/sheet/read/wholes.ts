/** Lines that are the whole of others: the net of its parts, the total of all lines. */
import { eachTells, isSignedSum, isZero } from './arithmetic.ts';
import { saysPair } from './cash-model.ts';
import { isNetName } from './words.ts';
import { cannotBeCash, madeOf, saysCash, type NumberLine, type Sum } from './relations.ts';

/** A part that goes the way its head says: what is paid in takes away. */
const goesItsWay = ({ line, sign }: Sum['parts'][number]): boolean => {
  if (!saysPair(line)) return sign === 1;
  const isPositive = line.positive !== undefined;
  if (isPositive === (line.negative !== undefined)) return false;
  return (isPositive === (sign === 1)) === (line.says === 'paidOut');
};

/**
 * Sums of cash alone, of lines that go the way their heads say. A line without such a head that is nowhere negative may
 * be added or taken away: gross is net and fee as well as net is gross less fee.
 */
const ofCash = (sums: readonly Sum[]): Sum[] =>
  sums.filter(({ parts }) => {
    const unsaid = parts.filter((p) => !saysCash(p.line));
    return (
      parts.every((p) => goesItsWay(p) && !cannotBeCash(p.line)) &&
      (unsaid.length === 0 || unsaid.some((p) => p.line.negative))
    );
  });

/** Of several lines called cash flow, the one that all others add up to, perhaps with lines between. */
export function wholeOf(nets: readonly NumberLine[], sums: readonly Sum[]): NumberLine | undefined {
  const wholes = nets.filter((net) => {
    const parts = madeOf(net, ofCash(sums));
    return nets.every((n) => n === net || parts.has(n));
  });
  return wholes.length === 1 ? wholes[0] : undefined;
}

/** A line called total that all other lines add up to. */
export function totalOf(candidates: readonly NumberLine[], sums: readonly Sum[]): NumberLine | undefined {
  const wholes = candidates.filter((total) => {
    if (total.says !== 'total' || !total.negative || !total.positive) return false;
    const parts = madeOf(total, ofCash(sums));
    return candidates.every((l) => l === total || parts.has(l));
  });
  return wholes.length === 1 ? wholes[0] : undefined;
}

/** Without heads: a line of both signs that is a line of one sign and a line of the other together. */
export function wholeBySigns(lines: readonly NumberLine[], sums: readonly Sum[]): NumberLine | undefined {
  const oneSign = (l: NumberLine) => (l.positive === undefined) !== (l.negative === undefined);
  const found = sums.filter(
    ({ whole, parts }) =>
      lines.includes(whole) &&
      whole.positive &&
      whole.negative &&
      whole.says !== 'paidIn' &&
      parts.length === 2 &&
      parts.every((p) => p.sign === 1 && oneSign(p.line)) &&
      parts.some((p) => p.line.negative) &&
      parts.some((p) => p.line.positive) &&
      lines.every((l) => l === whole || parts.some((p) => p.line === l)),
  );
  return found.length === 1 ? found[0]!.whole : undefined;
}

/** A line of money in or out that its parts make up, each counted the way it goes: income less costs, counted once more. */
export interface Redundant {
  readonly line: NumberLine;
  readonly parts: readonly NumberLine[];
  /** Periods in which it shows. */
  readonly shown: number;
}

/** How a line counts in the net: by its role, and a net income as it is signed; undefined where it has both signs. */
const countsAs = (line: NumberLine): 1 | -1 | undefined => {
  if (line.says === 'paidOut' && isNetName(line.head)) return 1;
  if (line.negative && line.positive) return undefined;
  return (line.says === 'paidOut') === (line.positive !== undefined) ? 1 : -1;
};

/** @param lines of money in and out, in their order */
export function redundantIn(lines: readonly NumberLine[]): Redundant[] {
  const counted = lines.filter((l) => !isZero(l.series) && countsAs(l) !== undefined);
  const found: Redundant[] = [];
  for (const line of counted) {
    // Of two lines that make each other up one stays.
    const isPart = (l: NumberLine) => found.some((f) => f.line === l && f.parts.includes(line));
    const parts = partsIn(counted.filter((l) => l !== line && !isPart(l))).find((of) => isMadeOf(line, of));
    if (!parts) continue;
    const shown = line.series.values.filter(
      (v, t) => v !== 0 && parts.some((p) => p.series.values[t] !== 0),
    ).length;
    found.push({ line, parts, shown });
  }
  return found;
}

const isMadeOf = (line: NumberLine, parts: readonly NumberLine[]): boolean =>
  eachTells(
    line.series,
    parts.map((p) => p.series),
  ) &&
  isSignedSum(
    line.series,
    parts.map((p) => ({ of: p.series, sign: countsAs(p) === countsAs(line) ? 1 : -1 })),
  );

/** Lines that stand beside each other are taken together up to so many. */
const LONGEST_RUN = 12;

/** Any two lines, and runs of more that stand beside each other. */
function partsIn(lines: readonly NumberLine[]): NumberLine[][] {
  const pairs = lines.flatMap((a, i) => lines.slice(i + 1).map((b) => [a, b]));
  const lengths = Array.from({ length: LONGEST_RUN - 2 }, (_, i) => i + 3);
  const runs = lines.flatMap((_, from) =>
    lengths
      .filter((length) => from + length <= lines.length)
      .map((length) => lines.slice(from, from + length)),
  );
  return [...pairs, ...runs];
}
