/** The rows of a list of events: what each amount is by its type, and which way it goes. */
import { quotedText, readingText } from '../../i18n/reading.ts';
import { amountsOf } from './amounts.ts';
import { isEmpty, isNothing, rangeOf, textIn } from './cells.ts';
import type { Findings } from './findings.ts';
import type { Layout, LayoutLine } from './layout.ts';
import type { Entry, PeriodLine } from './periods.ts';
import type { Cell } from './model.ts';
import { isCancelled, isCapital, isScenarioName, isTotalName, typeSays, type TypeSays } from './words.ts';

export interface List {
  readonly layout: Layout;
  readonly periods: PeriodLine;
  readonly type?: LayoutLine;
  /** Whose cash it is: a deal, else a class. */
  readonly name?: LayoutLine;
  readonly currency?: LayoutLine;
  readonly amount: LayoutLine;
  /** Columns of several funds or companies, whose amounts are added up. */
  readonly several: readonly LayoutLine[];
  readonly others: readonly LayoutLine[];
}

export interface Row {
  readonly entry: Entry;
  readonly amount: number | null;
  readonly cell: string;
  readonly name: string;
  /** Its type says that capital is paid in. */
  readonly capital: boolean;
}

export function rowsOf({ layout, periods, amount, type, name }: List, findings: Findings): Row[] {
  const { entries } = periods;
  const texts = layout.lines.filter((l) => l !== amount);
  const placed = entries.flatMap((entry, p) => {
    const isTotal = texts.some((l) => isTotalName(textIn(l.cells[p]!) ?? ''));
    if (isTotal && !isEmpty(amount.cells[p]!)) findings.note('totalLeftOut', amount.cells[p]!);
    if (!entry && !isTotal && p >= layout.first && !isEmpty(amount.cells[p]!))
      findings.fault('periodMissing', amount.cells[p]!, {}, undefined, 'periodBlank');
    return entry &&
      !isTotal &&
      layout.lines.some((l) => l !== undefined && !isEmpty(l.cells[p]!) && l.index !== periods.index)
      ? [p]
      : [];
  });
  const at = placed.filter(
    (p) =>
      isOfVersion(layout, p, findings) &&
      (isNothing(amount.cells[p]!) ||
        !texts.some((l) => l !== type && isLeftCancelled(l.cells[p]!, findings))),
  );
  const amounts = amountsOf(amount, at, findings);
  const typeAt = (p: number): string => (type ? (textIn(type.cells[p]!) ?? '') : '');
  const words = type ? [...new Set(at.map(typeAt))] : [];
  const groups = words.map((word) =>
    groupOf(
      word,
      at.filter((p) => typeAt(p) === word),
      at,
      amounts,
      type!,
      findings,
    ),
  );
  const ways = new Set(groups.flatMap((g) => (g.way === 0 ? [] : [g.way])));
  // All types may be signed against their words; where only some are, the list contradicts itself.
  const isSigned = groups.some((g) => g.sign < 0) && groups.some((g) => g.sign > 0);
  for (const group of groups) {
    if (group.says === 'noCash')
      findings.note('leftOut', { address: rangeOf(group.at.map((p) => amount.cells[p]!)) }, {}, 'warning');
    if (group.says !== 'paidIn' && group.says !== 'paidOut') continue;
    if (group.sign === 0 || (isSigned && ways.size > 1 && group.way < 0))
      group.ownSigns = askSigns(group.word, amount, group.odd, findings) === 'ownSigns';
  }
  return at.flatMap((p, i): Row[] => {
    const group = groups.find((g) => g.word === typeAt(p));
    if (group?.says === 'noCash' || group?.says === 'open') return [];
    const value = amounts[i]!;
    const signed =
      value === null || !group || group.ownSigns
        ? value
        : value * (group.says === 'paidIn' ? -1 : 1) * (group.mostly < 0 ? -1 : 1);
    return [
      {
        entry: entries[p]!,
        amount: signed === 0 ? 0 : signed,
        cell: amount.cells[p]!.address,
        name: name ? (textIn(name.cells[p]!) ?? String(name.cells[p]!.value ?? '')) : '',
        capital: group?.says === 'paidIn' && isCapital(group.word),
      },
    ];
  });
}

/** Of a list that holds several versions of the cash, such as scenarios, one is chosen. */
function isOfVersion({ lines, first }: Layout, p: number, findings: Findings): boolean {
  const line = lines.find((l) => isScenarioName(l.head));
  const names = new Set(line?.cells.slice(first).flatMap((c) => textIn(c) ?? []));
  if (!line || names.size < 2) return true;
  const answer = findings.askAt(
    'whichIsCash',
    line.range,
    { head: quotedText(line.head), received: [...names].map(quotedText) },
    [
      ...[...names].map((name) => ({ id: name, label: readingText('thisValue', { value: name }) })),
      { id: 'sum', label: readingText('netAndPair') },
    ],
    undefined,
    'whichVersion',
  );
  return answer === undefined || answer === 'sum' || textIn(line.cells[p]!) === answer;
}

/** An amount beside the word that it was cancelled is asked. */
export function isLeftCancelled(cell: Cell, findings: Findings): boolean {
  const text = textIn(cell);
  if (text === null || !isCancelled(text)) return false;
  const answer = findings.ask(
    'typeUnknown',
    cell,
    { received: quotedText(text) },
    [
      { id: 'noCash', label: readingText('isNoCash') },
      { id: 'counts', label: readingText('isCounted') },
    ],
    'noCash',
    undefined,
    'amountCancelled',
  );
  return answer === 'noCash';
}

interface Group {
  readonly word: string;
  readonly at: readonly number[];
  readonly says: TypeSays | 'open';
  /** The one sign of its amounts; 0 where they have both or none. */
  readonly sign: number;
  /** The sign of most of them. */
  readonly mostly: number;
  /** 1 where the sign goes the way of the word, -1 where against it. */
  readonly way: number;
  /** Position of the first amount whose sign is not that of most. */
  readonly odd: number;
  ownSigns: boolean;
}

function groupOf(
  word: string,
  own: readonly number[],
  at: readonly number[],
  amounts: readonly (number | null)[],
  type: LayoutLine,
  findings: Findings,
): Group {
  const values = own.map((p) => amounts[at.indexOf(p)] ?? 0);
  const [down, up] = [values.filter((v) => v < 0).length, values.filter((v) => v > 0).length];
  const says = typeSays(word) ?? askType(word, type, own[0]!, findings);
  const sign = down && up ? 0 : down ? -1 : 1;
  const mostly = down > up ? -1 : 1;
  const towards = says === 'paidIn' ? -1 : 1;
  const odd =
    own[values.findIndex((v) => v !== 0 && Math.sign(v) !== (sign === 0 ? mostly : towards))] ?? own[0]!;
  return {
    word,
    at: own,
    says,
    sign,
    mostly,
    way: says === 'paidIn' || says === 'paidOut' ? sign * towards : 0,
    odd,
    ownSigns: false,
  };
}

function askType(word: string, type: LayoutLine, p: number, findings: Findings): TypeSays | 'open' {
  const answer = findings.ask('typeUnknown', type.cells[p]!, { received: quotedText(word) }, [
    { id: 'paidIn', label: readingText('isPaidIn') },
    { id: 'paidOut', label: readingText('isPaidOut') },
    { id: 'noCash', label: readingText('isNoCash') },
  ]);
  return (answer as TypeSays) ?? 'open';
}

function askSigns(word: string, amount: LayoutLine, p: number, findings: Findings): 'byRole' | 'ownSigns' {
  const cell = amount.cells[p]!;
  const answer = findings.ask(
    'mixedSigns',
    cell,
    { head: quotedText(word), range: amount.range, received: Number(cell.value) || String(cell.value) },
    [
      { id: 'byRole', label: readingText('byRole') },
      { id: 'ownSigns', label: readingText('ownSigns') },
    ],
  );
  return (answer as 'byRole' | 'ownSigns') ?? 'byRole';
}
