/** A long list of date, type and amount: flows by their types, added up by date. */
import { LIMITS } from '../../engine/index.ts';
import { quotedText, readingText } from '../../i18n/reading.ts';
import { noteAll, numbersOf } from './amounts.ts';
import { laterCall } from './both-ways.ts';
import { isEmpty, numberIn, rangeOf, textIn, wordsIn } from './cells.ts';
import { contentOf, type Layout, type LayoutLine } from './layout.ts';
import { NO_FLOWS, type Flow, type ReadLine, type Role, type Source } from './model.ts';
import { rowsOf, type List, type Row } from './list-rows.ts';
import { derivedLines } from './relations.ts';
import type { TableInput, TableReading } from './table.ts';
import { askOrder, inYears, labelOf, timelineOf } from './timeline.ts';
import { checkCurrencies } from './units.ts';
import { isScenarioName, isTotalName, typeSays } from './words.ts';

const bodyOf = (l: LayoutLine, first: number) => l.cells.slice(first).filter((c) => !isEmpty(c));

/** The columns of a list; null where the block is none. */
function listIn({ layout, said, needs }: TableInput): List | null {
  if (layout.direction !== 'down') return null;
  const { periods, lines, first } = layout;
  if (!periods) return null;
  const rest = lines.filter(
    (l) => l.index !== periods.index && !layout.beside.some((b) => b.index === l.index),
  );
  const isWords = (l: LayoutLine) => {
    const { words, numbers } = contentOf(l.cells.slice(first));
    return words > 0 && words > numbers;
  };
  const texts = rest.filter(isWords);
  const knowsTypes = (l: LayoutLine) =>
    bodyOf(l, first).every((c) => isTotalName(textIn(c) ?? '') || typeSays(textIn(c) ?? '') !== null);
  const typed =
    texts.find((l) => l.says === 'type') ??
    texts.find(
      (l) =>
        !['deal', 'item', 'note'].includes(String(l.says)) && knowsTypes(l) && bodyOf(l, first).length >= 2,
    );
  const items = texts.filter((l) => l.says === 'item' && new Set(bodyOf(l, first).map(textIn)).size > 1);
  const name =
    texts.find((l) => l.says === 'deal') ??
    texts.find((l) => l.says === 'class') ??
    (needs.apart ? items[0] : undefined);
  const numeric = rest.filter((l) => !isWords(l) && contentOf(l.cells.slice(first)).numbers > 0);
  const amounts = numeric.filter((l) => l.says === 'net' || said.role(l.range) === 'net');
  const amount = amounts.length === 1 ? amounts[0] : numeric.length === 1 ? numeric[0] : undefined;
  // Several funds or versions of the cash, each with the same dates.
  const told = items.length > 0 || texts.some((l) => isScenarioName(l.head));
  if (!amount || (!typed && !name && !told) || amount.says === 'derived' || amount.says === 'share')
    return null;
  // Amounts of both signs need no types to tell which way they go.
  const type = typed?.says === 'type' || !hasBothSigns(amount, first) ? typed : undefined;
  const isRepeated =
    new Set(periods.entries.flatMap((e) => (e ? [e.ordinal] : []))).size <
    periods.entries.filter(Boolean).length;
  if (!type && !name && !(told && isRepeated)) return null;
  if (!type && name && !isRepeated && new Set(bodyOf(name, first).map(textIn)).size < 2) return null;
  const currency = texts.find((l) => l.says === 'currency');
  const at = periods.entries.flatMap((e, p) => (e ? [p] : []));
  return {
    layout,
    periods: inYears(periods, layout, at, (places) => !isFiscal(layout) || ascends(places)),
    amount,
    several: needs.apart ? [] : items,
    others: rest.filter((l) => l !== amount && l !== type && l !== name),
    ...(type ? { type } : {}),
    ...(name ? { name } : {}),
    ...(currency ? { currency } : {}),
  };
}

const ascends = (places: readonly number[]): boolean =>
  places.every((n, i) => i === 0 || n >= places[i - 1]!);

/** Rows of a fiscal year that begins within one of the calendar come in its order. */
const isFiscal = ({ beside }: Layout): boolean =>
  beside.some((p) => p.unit === 'year' && /fiscal|fy|财年|会计年度/i.test(p.head));

const hasBothSigns = (l: LayoutLine, first: number): boolean => {
  const values = l.cells.slice(first).map((c) => numberIn(c) ?? 0);
  return values.some((v) => v < 0) && values.some((v) => v > 0);
};

/** @returns null where the block is no list */
export function readList(input: TableInput): TableReading | null {
  const list = listIn(input);
  if (!list) return null;
  const { findings } = input;
  const { amount } = list;
  const { periods } = list;
  askOrder(periods, findings);
  checkCurrencies(
    [amount],
    list.currency ? [list.currency] : [],
    periods.entries.flatMap((e, p) => (e ? [p] : [])),
    findings,
  );
  for (const { head, range: of } of list.several)
    findings.note('summed', { address: of }, { head: quotedText(head) }, 'warning', undefined, 'namesSummed');
  const rows = rowsOf(list, findings);
  const sorted = [...rows].sort((a, b) => a.entry.ordinal - b.entry.ordinal);
  const range = rangeOf(input.block.flat());
  if (sorted.some((r, i) => r !== rows[i])) findings.note('sorted', { address: range });
  const told = [...new Set(sorted.map((r) => r.entry.ordinal))];
  if (told.length < rows.length) findings.note('summed', { address: range });
  const ordinals = periods.unit === 'date' ? told : withoutGaps(told);
  if (ordinals.length > told.length)
    findings.note('blankIsZero', { address: range }, {}, 'warning', undefined, 'noRowIsZero');
  const rowAt = (n: number): Row => sorted.find((r) => r.entry.ordinal >= n)!;
  const totals = ordinals.map((n) => sumAt(sorted, n));
  const origin = (totals[0] ?? 0) < 0 ? 0 : 1;
  const flowsOf = (of: readonly Row[], sign: 1 | -1 = 1): Flow[] =>
    ordinals.map((n, t) => {
      const sum = sumAt(of, n);
      const row = of.find((r) => r.entry.ordinal === n) ?? rowAt(n);
      return {
        period: origin + t,
        ...(periods.unit === 'date' ? { date: n } : {}),
        amount: sum ? sum * sign : sum,
        cell: row.cell,
      };
    });
  const names = [...new Set(sorted.map((r) => r.name))];
  noteNets(list, sorted, ordinals, input);
  const [ins, outs] = [sorted.filter((r) => (r.amount ?? 0) < 0), sorted.filter((r) => (r.amount ?? 0) > 0)];
  const base = {
    range,
    direction: 'down' as const,
    lines: linesOf(list, rows.length > 0, input),
    placed: true,
    unit: amount.unit,
    headed: 1,
  };
  if (ordinals.length < 2 && findings.questions.length === 0)
    return {
      ...base,
      none: 'seemsItems',
      ...NO_FLOWS,
    };
  return {
    ...base,
    timeline: timelineOf(periods, sorted[0]?.entry, findings),
    periods: ordinals.map((n, t) => {
      const { cell, ordinal } = rowAt(n).entry;
      return {
        period: origin + t,
        ...(periods.unit === 'date' ? { date: n } : {}),
        label: ordinal === n ? labelOf(cell) : '',
        cell: cell.address,
      };
    }),
    flows: flowsOf(sorted),
    contributions: list.type ? flowsOf(ins, -1) : [],
    distributions: list.type ? flowsOf(outs) : [],
    sources: list.name
      ? names.map((name): Source => ({ name, flows: flowsOf(sorted.filter((r) => r.name === name)) }))
      : [],
  };
}

/** A list names the periods in which something happened: in those between, nothing did. */
function withoutGaps(ordinals: readonly number[]): number[] {
  const [first = 0, last = -1] = [ordinals[0], ordinals.at(-1)];
  return last - first < LIMITS.periods
    ? Array.from({ length: last - first + 1 }, (_, i) => first + i)
    : [...ordinals];
}

/** Says where one period of a deal, or of all, counts as the net of what is paid in and paid out. */
function noteNets(
  { name, amount }: List,
  rows: readonly Row[],
  ordinals: readonly number[],
  { needs, findings }: TableInput,
): void {
  const apart = needs.apart && name !== undefined;
  const nameOf = (r: Row) => (apart ? r.name : '');
  const deals = [...new Set(rows.map(nameOf))].map((deal) => rows.filter((r) => nameOf(r) === deal));
  const inPeriod = (of: readonly Row[], n: number) => of.filter((r) => r.entry.ordinal === n);
  const cellsOf = (of: readonly Row[]) => amount.cells.filter((c) => of.some((r) => r.cell === c.address));
  const isCall = ({ amount: paid }: Row) => (paid ?? 0) < 0;
  const own = ordinals.flatMap((n) => {
    const deal = deals
      .map((of) => inPeriod(of, n))
      .find((of) => of.some((r) => r.capital && isCall(r)) && of.some((r) => (r.amount ?? 0) > 0));
    return deal?.find((r) => r.capital && isCall(r)) ?? [];
  });
  noteAll(['bothWays', 'bothWaysOften'], cellsOf(own), {}, findings);
  if (!needs.netsDeals || !apart) return;
  const sums = deals.map((deal) => ordinals.map((n) => sumAt(deal, n)));
  const between = ordinals.flatMap((n, t) => {
    const deal = deals[laterCall(sums, t)];
    return deal ? inPeriod(deal, n).find(isCall)! : [];
  });
  noteAll(['bothWaysDeals', 'bothWaysDealsOften'], cellsOf(between), {}, findings);
}

const sumAt = (rows: readonly Row[], ordinal: number): number | null =>
  rows.reduce<number | null>(
    (sum, r) =>
      r.entry.ordinal !== ordinal ? sum : sum === null || r.amount === null ? null : sum + r.amount,
    0,
  );

function linesOf(list: List, hasRows: boolean, { findings, said }: TableInput): ReadLine[] {
  const { layout, amount, type, name, others } = list;
  const at = layout.periods!.entries.flatMap((e, p) => (e ? [p] : []));
  const numbers = [amount, ...others.filter((l) => contentOf(l.cells.slice(layout.first)).numbers > 0)].map(
    (l) => numbersOf(l, at),
  );
  const derived = hasRows ? derivedLines(numbers, { periods: at.map((_, i) => i) }) : new Map();
  const read = (line: LayoutLine, role: Role, why: ReadLine['why']): ReadLine => ({
    range: line.range,
    head: line.head,
    role,
    why,
    across: false,
  });
  return layout.lines.flatMap((line): ReadLine[] => {
    if (bodyOf(line, 0).length === 0) return [];
    if (line.index === layout.periods!.index) return [read(line, 'period', readingText('whyPeriod'))];
    if (line === amount)
      return [
        read(
          line,
          'net',
          line.head ? readingText('whyHead', { head: quotedText(line.head) }) : readingText('whyOnly'),
        ),
      ];
    if (line === type) return [read(line, 'label', readingText('whyType'))];
    if (line === name) return [read(line, 'label', readingText('whyText'))];
    const role = said.role(line.range);
    if (role) return [read(line, role, readingText('whyUser'))];
    if (layout.beside.some((b) => b.index === line.index))
      return [
        list.periods === layout.periods
          ? read(line, 'note', readingText('whyText'))
          : read(line, 'period', readingText('whyOverPeriods', { other: rangeOf(list.periods.line) })),
      ];
    const isWords = bodyOf(line, layout.first).every((c) => wordsIn(c) !== null);
    if (isWords) return [read(line, 'label', readingText('whyText'))];
    const why = derived.get(line.index);
    if (why) return [read(line, 'derived', why)];
    if (['derived', 'share', 'result', 'value', 'note', 'item'].includes(String(line.says)))
      return [read(line, 'derived', readingText('whyHead', { head: quotedText(line.head) }))];
    const answer = findings.askAt(
      'lineUnclear',
      line.range,
      { head: line.head ? quotedText(line.head) : readingText('line') },
      [{ id: 'leaveOut', label: readingText('isNoCash') }],
    );
    return [read(line, answer ? 'leftOut' : 'unclear', readingText(answer ? 'whyAnswer' : 'whyUnclear'))];
  });
}
