/** A table in one direction: its line of periods, the heads of its lines, and what stands at each position. */
import { isEmpty, numberIn, periodNamed, rangeOf, textIn, transpose, wordsIn } from './cells.ts';
import type { Cell, Line, Role } from './model.ts';
import { isClosingName } from './period.ts';
import type { DayOrder } from './named-periods.ts';
import { isIndex, periodsIn, type PeriodLine } from './periods.ts';
import { normalWords } from './head-words.ts';
import { headSays, isTotalName, moneyUnit, type HeadSays } from './words.ts';

export interface LayoutLine {
  readonly index: number;
  readonly cells: Line;
  readonly range: string;
  readonly head: string;
  /** The head above it, its own or one that stands over several lines. */
  readonly over?: string;
  readonly says: HeadSays;
  /** Unit of money in its heads: `万元`. */
  readonly unit: string | null;
}

export interface Layout {
  readonly direction: 'down' | 'across';
  readonly lines: readonly LayoutLine[];
  /** The line that places the amounts in time. */
  readonly periods: PeriodLine | null;
  /** Other lines that tell periods: years over quarters, numbers beside dates. */
  readonly beside: readonly PeriodLine[];
  /** Positions before it hold heads. */
  readonly first: number;
}

/** Heads stand in a few rows or columns. */
const MOST_HEADS = 12;

/** Words at the beginning of a line, before anything that may be an amount or a period. */
function leadingWords(line: Line): { words: string[]; count: number } {
  const words: string[] = [];
  let count = 0;
  for (const [i, cell] of line.entries()) {
    const text = wordsIn(cell);
    if (count === MOST_HEADS) break;
    if (text !== null && isClosingName(text) && line[i + 1] && periodNamed(line[i + 1]!)) break;
    if (
      !isEmpty(cell) &&
      (text === null || periodNamed(cell) !== null) &&
      !(count === 0 && words.length === 0 && isUnitText(text))
    )
      break;
    if (text !== null && words.length > 0 && isClosingName(text)) break;
    if (text !== null && !isTotalName(text)) words.push(text);
    count++;
  }
  return { words, count };
}

const isUnitText = (text: string | null): boolean => text !== null && moneyUnit(text) !== null;

/**
 * The nearest of a line's heads that says something, units of money aside.
 * @param group a head that stands over this line and others beside it: Contributions over LP and GP
 */
export function headOf(
  words: readonly string[],
  group?: string,
): { head: string; says: HeadSays; unit: string | null } {
  const unit = words.reduce<string | null>((found, w) => moneyUnit(w) ?? found, null);
  const names = words.filter(
    (w) => moneyUnit(w) !== w.normalize('NFKC').trim() && !/^(?:单位|unit|units)\s*[:：]/i.test(w),
  );
  const near = names.at(-1) ?? '';
  const says = headSays(near);
  if (group !== undefined && group !== near && (says === null || says === 'result' || says === 'total')) {
    const both = `${group} ${near}`;
    const saysBoth = headSays(both);
    if (saysBoth !== null && near !== '') return { head: both, says: saysBoth, unit };
  }
  if (says !== null || names.length < 2) return { head: near, says, unit };
  const telling = [...names]
    .reverse()
    .find((n) => headSays(n) !== null && normalWords(n).split(' ').length <= 3);
  return { head: near, says: telling ? headSays(telling) : null, unit };
}

/** A year over its dates, or an opening balance before them, is no head of the dates. */
const periodHead = (words: readonly string[]): string | undefined =>
  words.findLast((w) => headSays(w) === 'period');

const isStart = (head: string): boolean => /start|begin|from|open|起|期初|开始/i.test(head);

/** The period line that tells most: dates before quarters and months, those before years, counts last. */
function mainOf(found: readonly PeriodLine[]): PeriodLine | null {
  const rank = (p: PeriodLine): number => {
    const entries = p.entries.filter(Boolean).length;
    const unit = { date: 4, half: 3, quarter: 3, month: 3, year: 2, period: 1 }[p.unit];
    return (
      unit * 10_000 + (headSays(p.head) === 'period' ? 5_000 : 0) + entries - (isStart(p.head) ? 2_000 : 0)
    );
  };
  const most = Math.max(0, ...found.map((p) => p.entries.filter(Boolean).length));
  // A line that covers but a few of the positions does not place the others.
  const wide = found.filter((p) => p.entries.filter(Boolean).length * 2 >= most);
  return wide.reduce<PeriodLine | null>(
    (best, p) => (best === null || rank(p) > rank(best) ? p : best),
    null,
  );
}

/** What the user said of lines: how their dates are written, and what role they have. */
export interface Said {
  order(range: string): DayOrder | undefined;
  role(range: string): Role | undefined;
  /** The line that was chosen where several could place the amounts in time. */
  isPeriods(range: string): boolean;
}

/** A direction tried: enough to choose between the two. */
interface Sketch {
  readonly direction: 'down' | 'across';
  readonly raw: readonly Line[];
  readonly found: readonly PeriodLine[];
  readonly periods: PeriodLine | null;
  readonly first: number;
}

function sketch(block: readonly Line[], direction: 'down' | 'across', said: Said): Sketch {
  const raw = direction === 'down' ? transpose(block) : block;
  const leading = raw.map(leadingWords);
  const found = raw.flatMap((line, i) => {
    const { head } = headOf(leading[i]!.words);
    const own = periodHead(leading[i]!.words);
    const tried =
      periodsIn(line, i, head) ?? (own === undefined || own === head ? null : periodsIn(line, i, own));
    if (!tried) return [];
    const role = said.role(rangeOf(filledOf(line)));
    if (role !== undefined && role !== 'period') return [];
    const order = tried.order && said.order(rangeOf(line));
    return order ? (periodsIn(line, i, head, order) ?? []) : [tried];
  });
  const chosen = found.find(({ line }) => {
    const range = rangeOf(filledOf(line));
    return said.role(range) === 'period' || said.isPeriods(range);
  });
  const periods = chosen ?? mainOf(found);
  const first = periods ? periods.entries.findIndex(Boolean) : headsOf(raw, leading);
  return { direction, raw, found, periods, first };
}

function layoutOf({ direction, raw, found, periods, first }: Sketch): Layout {
  const groups = groupsOver(raw, first, periods?.index ?? 0);
  const lines = raw.map((cells, index): LayoutLine => {
    const words = cells
      .slice(0, Math.max(0, first))
      .flatMap((c) =>
        wordsIn(c) === null || (isTotalName(wordsIn(c)!) && index === periods?.index) ? [] : [wordsIn(c)!],
      );
    const head = index === periods?.index ? periodHead(words) : undefined;
    const over = groups[index] ?? words.findLast((w, i) => i < words.length - 1 && moneyUnit(w) === null);
    return {
      index,
      cells,
      range: rangeOf(filledOf(cells)),
      ...headOf(words, groups[index]),
      ...(over === undefined ? {} : { over }),
      ...(head === undefined ? {} : { head, says: 'period' as const }),
    };
  });
  return {
    direction,
    lines: inSections(lines, first),
    periods,
    beside: found.filter((p) => p !== periods && isSure(p)),
    first,
  };
}

/** Rent in a section of outflows is paid: a head that goes against its section says nothing. */
function inSections(lines: readonly LayoutLine[], first: number): LayoutLine[] {
  let section: HeadSays = null;
  let title: string | undefined;
  return lines.map((found) => {
    const isTitle = found.head !== '' && found.cells.slice(Math.max(0, first)).every(isEmpty);
    if (isTitle) [section, title] = [sectionSays(found.head), found.head];
    const line = title === undefined ? found : { over: title, ...found };
    const isAgainst =
      section !== null && (line.says === 'paidIn' || line.says === 'paidOut') && line.says !== section;
    return isAgainst && !isTitle ? { ...line, says: null } : line;
  });
}

/** What a title over several lines says of their money. */
function sectionSays(title: string): 'paidIn' | 'paidOut' | null {
  const text = normalWords(title);
  const [out, into] = [
    /(?:^| )(?:outflow|use|expense|expenditure|cost|payment)s?$|流出$|支出$|成本$|费用$/.test(text),
    /(?:^| )(?:inflow|source|receipt|revenue|income)s?$|流入$|收入$/.test(text),
  ];
  return out === into ? null : out ? 'paidIn' : 'paidOut';
}

/** Beside periods that are known, numbers without a head are a count only where they go on by ones. */
function isSure({ unit, head, entries }: PeriodLine): boolean {
  const ordinals = entries.flatMap((e) => (e ? [e.ordinal] : []));
  return (
    unit !== 'period' ||
    headSays(head) === 'period' ||
    ordinals.every((n, i) => i === 0 || n === ordinals[i - 1]! + 1)
  );
}

/** Heads over several lines, as merged cells leave them: two or more in a row, blanks between, and a full row of heads below. */
function groupsOver(raw: readonly Line[], first: number, periods: number): (string | undefined)[] {
  for (let p = 0; p < first - 1; p++) {
    const own = raw.map((cells) => wordsIn(cells[p]!));
    const isFull = raw.every(
      (cells, i) => i <= periods || own[i] !== null || wordsIn(cells[p + 1]!) !== null,
    );
    const named = own.filter((w, i) => w !== null && i > periods);
    if (named.length < 2 || named.length === raw.length - periods - 1 || !isFull) continue;
    let current: string | undefined;
    return own.map((w, i) => (i > periods ? (current = w ?? current) : undefined));
  }
  return [];
}

/** A block whose periods run down it. */
export const downLayout = (block: readonly Line[], said: Said): Layout =>
  layoutOf(sketch(block, 'down', said));

const filledOf = (cells: Line): Line => {
  const filled = cells.filter((c) => !isEmpty(c));
  return filled.length ? filled : cells;
};

/** Without periods, heads end where the first number stands. */
function headsOf(lines: readonly Line[], leading: readonly { count: number }[]): number {
  const firsts = lines.flatMap((line, i) =>
    line.some((c) => typeof numberIn(c) === 'number') ? [leading[i]!.count] : [],
  );
  return firsts.length ? Math.min(...firsts) : 0;
}

/** The direction in which a block reads: along its periods, else along its longer lines of numbers. */
export function bestLayout(block: readonly Line[], said: Said): Layout {
  const [down, across] = [sketch(block, 'down', said), sketch(block, 'across', said)];
  const entries = ({ periods }: Sketch) =>
    periods
      ? periods.entries.filter(Boolean).length +
        (headSays(periods.head) === 'period' && !isIndex(periods.head) ? 2 : 0) +
        (periods.unit === 'period' ? 0 : 1)
      : 0;
  // Numbers of rows are no periods where the other direction has some.
  const tells = ({ periods }: Sketch) => periods !== null && !isIndex(periods.head);
  if (tells(down) !== tells(across) && down.periods && across.periods)
    return layoutOf(tells(down) ? down : across);
  if (entries(down) !== entries(across)) return layoutOf(entries(down) > entries(across) ? down : across);
  const length = ({ raw }: Sketch) => {
    const counts = raw
      .map((cells) => cells.filter((c) => typeof numberIn(c) === 'number').length)
      .filter((n) => n > 0);
    return counts.length ? counts.reduce((a, b) => a + b, 0) / counts.length : 0;
  };
  return layoutOf(length(across) > length(down) ? across : down);
}

/** What a line is made of from the first period on. */
export interface Content {
  readonly numbers: number;
  readonly words: number;
  readonly broken: number;
  readonly filled: number;
}

export function contentOf(cells: readonly Cell[]): Content {
  let [numbers, words, broken, filled] = [0, 0, 0, 0];
  for (const cell of cells) {
    if (isEmpty(cell)) continue;
    filled++;
    if (cell.error !== undefined || cell.notComputed) broken++;
    else if (typeof numberIn(cell) === 'number') numbers++;
    else if (textIn(cell) !== null && wordsIn(cell) !== null) words++;
  }
  return { numbers, words, broken, filled };
}
