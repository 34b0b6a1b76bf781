/** One table read: its lines with their roles, its periods, its flows. */
import { quotedText, readingText, type ReadingText } from '../../i18n/reading.ts';
import { isEmpty, numberIn, rangeOf, textIn, wordsIn } from './cells.ts';
import { decideCash } from './cash.ts';
import type { Cash } from './cash-model.ts';
import type { Findings } from './findings.ts';
import { flowsOf, type TableFlows } from './flows.ts';
import type { Crossed } from './crossed.ts';
import { besideCrossed } from './crossed-lines.ts';
import { contentOf, type Layout, type LayoutLine, type Said } from './layout.ts';
import { numbersOf } from './amounts.ts';
import {
  NO_FLOWS,
  type Line,
  type ReadLine,
  type ReadPeriod,
  type Role,
  type Timeline,
  type Unit,
} from './model.ts';
import { positionsIn } from './positions.ts';
import type { NumberLine, Times } from './relations.ts';
import type { ModeNeeds } from './cash-model.ts';
import { placePeriods } from './timeline.ts';
import { isPhaseName, partyOf } from './words.ts';
import { checkCurrencies, unitsOf } from './units.ts';

export interface TableReading extends TableFlows {
  readonly range: string;
  readonly direction: 'down' | 'across';
  readonly lines: readonly ReadLine[];
  readonly timeline: Timeline | null;
  readonly periods: readonly ReadPeriod[];
  /** Why the table holds no flows; undefined where it does, or may. */
  readonly none?: ReadingText;
  /** It has a line of periods of its own. */
  readonly placed: boolean;
  readonly unit: string | null;
  /** Lines of cash whose head, and not their being alone, says so. */
  readonly headed: number;
}

export interface TableInput {
  readonly block: readonly Line[];
  readonly layout: Layout;
  readonly crossed?: Crossed;
  readonly needs: ModeNeeds;
  readonly findings: Findings;
  readonly said: Said;
  readonly unitAsSuch: boolean;
}

export function readTable(input: TableInput): TableReading {
  const { block, layout, findings, said } = input;
  const range = rangeOf(block.flat());
  const { periods, beside, lines } = layout;
  const placing = new Set([periods, ...beside].flatMap((p) => (p ? [p.index] : [])));
  const contents = new Map(lines.map((l) => [l, contentOf(l.cells.slice(Math.max(0, layout.first)))]));
  const isNumeric = (l: LayoutLine): boolean => {
    if (placing.has(l.index) || l.says === 'period' || said.role(l.range) === 'period') return false;
    const { numbers, words, broken } = contents.get(l)!;
    return (
      numbers + broken > 0 &&
      (numbers + broken >= words || l.says === 'net' || l.says === 'paidIn' || l.says === 'paidOut')
    );
  };
  const numeric = lines.filter(isNumeric);
  const base = { range, direction: layout.direction, unit: null, placed: periods !== null, headed: 0 };
  const nothing = (none: ReadingText, more: readonly ReadLine[] = []): TableReading => ({
    ...base,
    none,
    lines: more,
    ...NO_FLOWS,
  });
  if (numeric.length === 0) return nothing('seemsText');
  const texts = lines.filter(
    (l) => !numeric.includes(l) && !placing.has(l.index) && contents.get(l)!.filled > 0,
  );
  const unit = periods ? undefined : withoutPeriods(layout, texts, input);
  if (unit?.none) return nothing(unit.none);
  if (periods && isProjects(layout, texts, numeric)) return nothing('seemsProjects');
  const found = positionsIn({ layout, numeric, findings, roleOf: said.role });
  if (found.periods.length < 2) return nothing('seemsItems');
  const placed = placePeriods(
    layout,
    found.periods,
    findings,
    unit?.asked ?? (input.unitAsSuch ? 'period' : undefined),
  );
  if (!placed) return nothing('seemsItems');
  const at = placed.periods.map((p) => p.at);
  const dates = placed.periods.flatMap((p) => (p.date === undefined ? [] : [p.date]));
  const isDated = dates.length === at.length;
  const times: Times = {
    periods: at.map((_, i) => i),
    ...(isDated ? { dates, years: dates.map((d) => (d - dates[0]!) / 365) } : {}),
  };
  const chosen = new Map<number, Role>(
    numeric.flatMap((l) => (said.role(l.range) === undefined ? [] : [[l.index, said.role(l.range)!]])),
  );
  const cashable = numeric.filter((l) => !['derived', 'share', 'result', 'value'].includes(String(l.says)));
  const { unit: money, scales } = unitsOf(cashable, lines, findings);
  const numbers = numeric.map((l) => numbersOf(l, at, scales.get(l.index)));
  const { roles, cash } = decideCash({ lines: numbers, times, needs: input.needs, findings, range, chosen });
  const read: ReadLine[] = [
    ...lines.flatMap((line): ReadLine[] => {
      const role = roles.get(line.index) ?? textRole(line, layout, contents.get(line)!.filled > 0, input);
      return role ? [{ range: line.range, head: line.head, across: false, ...role }] : [];
    }),
    ...found.across.map((a) => ({ ...a, across: true })),
    ...(input.crossed ? besideCrossed(input.crossed, layout.periods!.line, findings) : []),
  ];
  if (cash.kind === 'none') return nothing(cash.seems, read);
  const used = cashLines(cash).map((l) => lines[l.index]!);
  const currencies = texts.filter((l) => l.says === 'currency');
  checkCurrencies(used, currencies, at, findings);
  if (cash.kind !== 'sources' && isLeftToParty(used, input, range)) return nothing('seemsResults', read);
  const flows = flowsOf({ cash, lines, placed, scales, findings, netsDeals: input.needs.netsDeals === true });
  const { periods: numbered, ...rest } = flows;
  return {
    ...base,
    ...rest,
    unit: money,
    lines: read,
    timeline: placed.timeline,
    periods: numbered,
    headed: headedLines(cash),
  };
}

/** Cash of one party alone is asked, unless the user chose it; true where it is to be left out. */
function isLeftToParty(used: readonly LayoutLine[], { findings, said }: TableInput, table: string): boolean {
  const [first, ...more] = used.map((l) => partyOf(l.head));
  if (!first || more.some((party) => party !== first)) return false;
  // What the other lines are comes first: it may make this the cash of several.
  if (findings.questions.length > 0) return false;
  if (findings.given[`whichIsCash@${table}`] || used.some((l) => said.role(l.range))) return false;
  const answer = findings.askAt(
    'partyCash',
    more.length ? table : used[0]!.range,
    { others: used.map((l) => quotedText(l.head)) },
    [
      { id: 'use', label: readingText('usedAllTheSame') },
      { id: 'leaveOut', label: readingText('isNoCash') },
    ],
  );
  return answer === 'leaveOut';
}

/** The lines that the flows are made of. */
const cashLines = (cash: Cash): NumberLine[] =>
  cash.kind === 'net'
    ? [cash.line]
    : cash.kind === 'pair'
      ? [...cash.paidIn, ...cash.paidOut].map((p) => p.line).concat(cash.nets)
      : cash.kind === 'sources'
        ? cash.sources.map((s) => s.line)
        : [];

const headedLines = (cash: Cash): number =>
  cash.kind === 'net'
    ? cash.line.says === 'net'
      ? 1
      : 0
    : cash.kind === 'pair'
      ? cash.paidIn.length + cash.paidOut.length
      : cash.kind === 'sources'
        ? 1
        : 0;

/** Texts beside amounts without periods: items, or periods in a form that is not known. */
function withoutPeriods(
  layout: Layout,
  texts: readonly LayoutLine[],
  { findings }: TableInput,
): { readonly none?: ReadingText; readonly asked?: Unit } {
  const worded = texts.filter(
    (l) => l.cells.slice(layout.first).filter((c) => wordsIn(c) !== null || textIn(c) !== null).length >= 1,
  );
  const named =
    worded.find((l) => l.says === 'period') ??
    worded.find(
      (l) => !['item', 'deal', 'class', 'note', 'type'].includes(String(l.says)) || isPhaseName(l.head),
    );
  if (worded.length === 0) return {};
  if (!named)
    return {
      none: worded.some((l) => l.says === 'item' || l.says === 'deal') ? 'seemsProjects' : 'seemsItems',
    };
  if (!named.head) return { none: 'seemsItems' };
  const isOther = named.says !== 'period' && !isPhaseName(named.head);
  if (isOther && worded.some((l) => isNames(l, layout.first))) return { none: 'seemsProjects' };
  const cell = named.cells.slice(layout.first).find((c) => !isEmpty(c))!;
  const answer = findings.ask(
    'periodsNotUnderstood',
    cell,
    { received: quotedText(textIn(cell) ?? String(cell.value)), range: named.range },
    [
      { id: 'items', label: readingText('asItems') },
      { id: 'year', label: readingText('asYears') },
      { id: 'quarter', label: readingText('asQuarters') },
      { id: 'month', label: readingText('asMonths') },
    ],
    named.says === 'period' ? undefined : 'items',
  );
  return answer === 'items' ? { none: 'seemsItems' } : { asked: (answer ?? 'year') as Unit };
}

/** Names of projects, each its own. */
function isNames({ says, head, cells }: LayoutLine, first: number): boolean {
  if ((says !== 'item' && says !== 'deal') || /item/i.test(head)) return false;
  const found = cells.slice(first).flatMap((c) => textIn(c) ?? []);
  return found.length >= 2 && new Set(found).size === found.length;
}

/** A row for each project, with its date and its figures: cost and value are of no one date. */
function isProjects(
  { first, periods }: Layout,
  texts: readonly LayoutLine[],
  numeric: readonly LayoutLine[],
): boolean {
  const names = texts.find((l) => isNames(l, first));
  if (!names || periods!.entries.filter(Boolean).length < 2) return false;
  const isOneSided = numeric.every(
    (l) => new Set(l.cells.slice(first).map((c) => Math.sign(numberIn(c) ?? 0))).size < 3,
  );
  return numeric.length > 1 || isOneSided;
}

function textRole(
  line: LayoutLine,
  layout: Layout,
  isFilled: boolean,
  { findings, said }: TableInput,
): { role: Role; why: ReadLine['why'] } | null {
  const main = layout.periods;
  const other = main ? rangeOf(main.line.filter((c) => !isEmpty(c))) : '';
  if (line.index === main?.index) return { role: 'period', why: readingText('whyPeriod') };
  const beside = layout.beside.find((p) => p.index === line.index);
  if (beside && main) {
    if (beside.unit === 'date' && main.unit === 'date')
      return otherDates(line, other, layout, findings, said);
    const isCount = beside.unit === 'period' || (!beside.calendar && main.unit === 'date');
    return isCount
      ? { role: 'derived', why: readingText('whyCount') }
      : { role: 'period', why: readingText('whyOverPeriods', { other }) };
  }
  if (!isFilled) return null;
  if ((line.says === 'period' || said.role(line.range) === 'period') && main) {
    const cell = line.cells.slice(layout.first).find((c) => !isEmpty(c));
    if (cell && cell.value !== null && ['period', undefined].includes(said.role(line.range)))
      findings.ask(
        'periodsNotUnderstood',
        cell,
        { received: quotedText(String(cell.value)), range: line.range },
        [{ id: 'leaveOut', label: readingText('isNoCash') }],
      );
  }
  if (line.says === 'type') return { role: 'label', why: readingText('whyType') };
  return { role: line.says === 'note' ? 'note' : 'label', why: readingText('whyText') };
}

/** Starts and ends of periods: the cash is placed at their ends. Other dates are asked. */
function otherDates(
  line: LayoutLine,
  other: string,
  layout: Layout,
  findings: Findings,
  said: Said,
): { role: Role; why: ReadLine['why'] } {
  const why = { role: 'note' as const, why: readingText('whyOtherDates', { other }) };
  const main = layout.lines[layout.periods!.index]!;
  const isStart = /start|begin|from|open|起|期初|开始/i;
  if (
    isStart.test(line.head) !== isStart.test(main.head) ||
    said.isPeriods(main.range) ||
    said.role(main.range) ||
    said.role(line.range)
  )
    return why;
  findings.askAt(
    'whichPeriods',
    main.range,
    {},
    [main, line].map((l) => ({
      id: l.range,
      label: readingText('useLine', { head: l.head || readingText('line'), range: l.range }),
    })),
  );
  return why;
}
