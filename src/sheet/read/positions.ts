/** What stands at each position along the periods: a period, a total, nothing, or something to be asked. */
import { quotedText, readingText } from '../../i18n/reading.ts';
import { isNothing, numberIn, rangeOf, textIn, wordsIn } from './cells.ts';
import type { Findings } from './findings.ts';
import type { Layout, LayoutLine } from './layout.ts';
import type { Role } from './model.ts';
import type { Text } from '../../engine/index.ts';
import { isLeftCancelled } from './list-rows.ts';
import { isIndex, type Entry } from './periods.ts';
import { amountAt, sumsUp, sumsUpLast } from './totals.ts';
import { headSays, isBalanceName, isTotalName } from './words.ts';

export interface Position {
  readonly at: number;
  readonly entry: Entry;
}

export interface Positions {
  readonly periods: readonly Position[];
  /** Lines across the periods that were left out: totals and what the user said is none. */
  readonly across: readonly {
    readonly range: string;
    readonly head: string;
    readonly role: Role;
    readonly why: Text;
  }[];
}

export interface PositionInput {
  readonly layout: Layout;
  /** Lines that hold numbers, without those of the periods. */
  readonly numeric: readonly LayoutLine[];
  readonly findings: Findings;
  readonly roleOf: (range: string) => Role | undefined;
}

export function positionsIn(input: PositionInput): Positions {
  const { layout, numeric, findings } = input;
  const { periods, lines } = layout;
  const length = lines[0]?.cells.length ?? 0;
  const kept: Position[] = [];
  const across: Positions['across'][number][] = [];
  let since: number[] = [];
  const texts = lines.filter((l) => !numeric.includes(l));
  const leave = (p: number, role: Role, why: Text): void => {
    const cells = lines.map((l) => l.cells[p]!);
    across.push({
      range: rangeOf(cells),
      head: texts.map((l) => textIn(l.cells[p]!)).find((t) => t) ?? '',
      role,
      why,
    });
  };
  for (let p = 0; p < length; p++) {
    const entry = entryAt(input, p);
    const filled = numeric.filter((l) => !isNothing(l.cells[p]!));
    const amounts = filled.filter((l) => amountAt(l, p) !== undefined);
    if (p < layout.first && amounts.length === 0) continue;
    const said = input.roleOf(rangeOf(lines.map((l) => l.cells[p]!)));
    if (said !== undefined && said !== 'period') {
      leave(p, said, readingText('whyUser'));
      continue;
    }
    const total = said ? undefined : texts.find((l) => isTotalName(textIn(l.cells[p]!) ?? ''));
    if (total) {
      if (!amounts.length) continue;
      leaveNamedTotal(p, kept, since, leave, input, amounts);
      since = [];
      continue;
    }
    if (entry && amounts.length && texts.some((l) => isLeftCancelled(l.cells[p]!, findings))) {
      leave(p, 'leftOut', readingText('whyAnswer'));
      continue;
    }
    if (entry) {
      if (!isLastZero(layout, p, filled.length === 0) || (!periods && isTrailing(numeric, p))) continue;
      if (!periods && isLastSum(numeric, p, kept, length)) leaveSum(p, kept, leave, input, amounts);
      else {
        kept.push({ at: p, entry });
        since.push(p);
      }
      continue;
    }
    if (!filled.length || (!amounts.length && isRemark(filled, layout, p))) continue;
    if (isHeadsAgain(layout, p)) {
      leave(p, 'label', readingText('whyText'));
      continue;
    }
    if (p < layout.first) {
      leaveBefore(p, input, leave, amounts);
      continue;
    }
    if (amounts.length && sumsUp(numeric, p, placesOf(kept), since)) {
      leaveSum(p, kept, leave, input, amounts);
      since = [];
      continue;
    }
    notPlaced(p, input, kept, leave, filled, length);
  }
  return { periods: kept, across };
}

/** Words behind the last period, such as a footnote. */
const isRemark = (filled: readonly LayoutLine[], { periods }: Layout, p: number): boolean =>
  periods !== null &&
  !periods.entries.slice(p + 1).some(Boolean) &&
  filled.every((l) => wordsIn(l.cells[p]!) !== null && !/\d/.test(wordsIn(l.cells[p]!)!));

/** The heads once more among the amounts, as on each page of a print. */
const isHeadsAgain = ({ lines, first }: Layout, p: number): boolean =>
  first > 0 &&
  p > first &&
  lines.every(({ cells }) => textIn(cells[p]!) !== null && textIn(cells[p]!) === textIn(cells[first - 1]!));

/** The period at a position; without a line of periods each position from the first on is one. */
function entryAt({ layout, numeric }: PositionInput, p: number): Entry | null | undefined {
  if (layout.periods) return layout.periods.entries[p];
  return p < layout.first ? null : { cell: numeric[0]!.cells[p]!, ordinal: p - layout.first };
}

const placesOf = (kept: readonly Position[]): number[] => kept.map((k) => k.at);
const after = (layout: Layout, p: number): number[] =>
  (layout.periods?.entries ?? []).flatMap((e, i) => (e && i > p ? [i] : []));
const isTrailing = (numeric: readonly LayoutLine[], p: number): boolean =>
  numeric.every((l) => l.cells.slice(p).every((c) => c.value !== 0 && isNothing(c)));

/** Desktop Excel hands blanks over as 0: of the zeros before period 1 the last is period 0. */
function isLastZero({ periods }: Layout, p: number, isEmptyRow: boolean): boolean {
  if (!periods || periods.unit === 'date' || !isEmptyRow) return true;
  const entry = periods.entries[p]!;
  if (entry.ordinal !== 0) return true;
  const next = periods.entries.slice(p + 1).find((e) => e !== null);
  return next === undefined || next?.ordinal !== 0;
}

const isLastSum = (
  numeric: readonly LayoutLine[],
  p: number,
  kept: readonly Position[],
  length: number,
): boolean => {
  const isLast = Array.from({ length: length - p - 1 }, (_, i) => p + 1 + i).every((q) =>
    numeric.every((l) => isNothing(l.cells[q]!)),
  );
  return isLast && kept.length >= 3 && sumsUp(numeric, p, placesOf(kept));
};

/** A balance or a value beside the periods may have been meant to count. */
const severityOf = (name: string): 'warning' | 'info' =>
  headSays(name) === 'value' || isBalanceName(name) ? 'warning' : 'info';

type Leave = (p: number, role: Role, why: Text) => void;

/** What is called a total is left out, whether or not it adds up. */
function leaveNamedTotal(
  p: number,
  kept: readonly Position[],
  since: readonly number[],
  leave: Leave,
  { layout, numeric, findings }: PositionInput,
  amounts: readonly LayoutLine[],
): void {
  const isSum =
    p < layout.first
      ? sumsUp(numeric, p, after(layout, p))
      : sumsUp(numeric, p, placesOf(kept), since) || sumsUpLast(numeric, p, since);
  leave(p, 'total', readingText('whyTotal'));
  findings.note(
    isSum ? 'totalLeftOut' : 'totalDiffers',
    { address: rangeOf(amounts.map((l) => l.cells[p]!)) },
    {},
    isSum ? 'info' : 'warning',
  );
}

function leaveSum(
  p: number,
  kept: readonly Position[],
  leave: Leave,
  { findings }: PositionInput,
  amounts: readonly LayoutLine[],
): void {
  const of = rangeOf(kept.map((k) => amounts[0]!.cells[k.at]!));
  leave(p, 'total', readingText('whySumOf', { range: of }));
  findings.note('totalLeftOut', { address: rangeOf(amounts.map((l) => l.cells[p]!)) }, {}, 'warning');
}

/** Numbers between the heads and the first period: measures, rates and units are none of the flows. */
function leaveBefore(
  p: number,
  { layout, numeric, findings }: PositionInput,
  leave: Leave,
  amounts: readonly LayoutLine[],
): void {
  const name = layout.lines.map((l) => wordsIn(l.cells[p]!)).find((w) => w !== null && w !== undefined) ?? '';
  const says = headSays(name);
  const range = rangeOf(amounts.map((l) => l.cells[p]!));
  if (sumsUp(numeric, p, after(layout, p))) {
    leave(
      p,
      'total',
      readingText('whySumOf', { range: rangeOf(after(layout, p).map((q) => amounts[0]!.cells[q]!)) }),
    );
    return findings.note('totalLeftOut', { address: range }, {}, 'warning');
  }
  if (layout.lines.some((l) => isIndex(wordsIn(l.cells[p]!) ?? ''))) {
    leave(p, 'note', readingText('whyHead', { head: quotedText(name) }));
    return;
  }
  if (
    says === 'derived' ||
    says === 'share' ||
    says === 'result' ||
    says === 'value' ||
    says === 'note' ||
    amounts.every((l) => /%/.test(l.cells[p]!.format))
  ) {
    leave(p, 'note', readingText('whyHead', { head: quotedText(name) }));
    return findings.note('leftOut', { address: range }, {}, severityOf(name));
  }
  const cell = amounts[0]!.cells[p]!;
  const answer = findings.ask('positionUnclear', cell, { received: amountAt(amounts[0]!, p)! }, [
    { id: 'total', label: readingText('isTotal') },
    { id: 'leaveOut', label: readingText('isNoCash') },
  ]);
  if (answer) leave(p, answer === 'total' ? 'total' : 'leftOut', readingText('whyAnswer'));
}

/** Amounts without a period: a gap, a text that is no period, or something behind the last one. */
function notPlaced(
  p: number,
  { layout, findings }: PositionInput,
  kept: Position[],
  leave: Leave,
  filled: readonly LayoutLine[],
  length: number,
): void {
  const periods = layout.periods!;
  const cell = periods.line[p]!;
  if (cell.error !== undefined) return findings.fault('errorValue', cell, { received: cell.error });
  if (cell.notComputed) return findings.fault('notComputed', cell);
  const isLast = !periods.entries.slice(p + 1, length).some(Boolean);
  const text = textIn(cell);
  if (text === null && !isLast) return findings.fault('periodMissing', cell, {}, undefined, 'periodBlank');
  const says = text === null ? null : headSays(text);
  if (says === 'derived' || says === 'share' || says === 'result' || says === 'value' || says === 'note') {
    leave(p, 'note', readingText('whyHead', { head: quotedText(text!) }));
    return findings.note(
      'leftOut',
      { address: rangeOf(filled.map((l) => l.cells[p]!)) },
      {},
      severityOf(text!),
    );
  }
  const amount = filled[0]!.cells[p]!;
  const received = numberIn(amount);
  const address = text === null ? amount.address : cell.address;
  const range = rangeOf(periods.line.filter((_, i) => periods.entries[i]));
  const answer =
    text === null
      ? findings.ask(
          'positionUnclear',
          amount,
          { received: typeof received === 'number' ? received : (amount.error ?? textIn(amount) ?? '') },
          [
            { id: 'total', label: readingText('isTotal') },
            { id: 'leaveOut', label: readingText('isNoCash') },
          ],
        )
      : findings.ask('periodsNotUnderstood', { address }, { received: quotedText(text), range }, [
          { id: 'total', label: readingText('isTotal') },
          { id: 'leaveOut', label: readingText('isNoCash') },
          ...(periods.unit === 'date' ? [] : [{ id: 'next', label: readingText('isNextPeriod') }]),
        ]);
  if (answer === 'next')
    kept.push({ at: p, entry: { cell, ordinal: (kept.at(-1)?.entry.ordinal ?? -1) + 1 } });
  else if (answer) leave(p, answer === 'total' ? 'total' : 'leftOut', readingText('whyAnswer'));
}
