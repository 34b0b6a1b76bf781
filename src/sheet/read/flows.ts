/** Flows of the cash that was found, placed in its periods; the leading outlay is period 0. */
import { amountsOf, noteAll } from './amounts.ts';
import { laterCall } from './both-ways.ts';
import type { Cash, PairLine } from './cash-model.ts';
import { signOf } from './pair.ts';
import type { Findings } from './findings.ts';
import type { LayoutLine } from './layout.ts';
import type { Flow, ReadPeriod, Source } from './model.ts';
import { isCostName } from './period.ts';
import { textIn } from './cells.ts';
import type { Placed } from './timeline.ts';
import { scaled } from './units.ts';
import { isCapital } from './words.ts';

export interface TableFlows {
  readonly flows: readonly Flow[];
  readonly contributions: readonly Flow[];
  readonly distributions: readonly Flow[];
  readonly sources: readonly Source[];
}

export interface FlowsInput {
  readonly cash: Exclude<Cash, { kind: 'none' }>;
  readonly lines: readonly LayoutLine[];
  readonly placed: Placed;
  /** By line, where it is in another unit than the first. */
  readonly scales: ReadonlyMap<number, number>;
  readonly findings: Findings;
  /** Cash of all deals in one period counts as their net. */
  readonly netsDeals: boolean;
}

type Amounts = readonly (number | null)[];

const plus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);
const summed = (lines: readonly Amounts[], length: number): (number | null)[] =>
  Array.from({ length }, (_, t) => lines.reduce<number | null>((sum, line) => plus(sum, line[t]!), 0));

/** What the kinds of cash are read with: amounts of a line, and flows of amounts from the period that `origin` numbers. */
function readerOf(input: FlowsInput) {
  const { lines, placed, scales, findings } = input;
  const at = placed.periods.map((p) => p.at);
  const number = numbering(placed);
  const read = (index: number): (number | null)[] =>
    amountsOf(lines[index]!, at, findings).map((v) =>
      v === null ? null : scaled(v, scales.get(index) ?? 1),
    );
  return {
    at,
    read,
    readSigned: (index: number): (number | null)[] => outlayFirst(lines[index]!, read(index), input),
    cellsOf: (index: number): string[] => at.map((p) => lines[index]!.cells[p]!.address),
    /** Says where capital is paid in and cash paid out in one period, which count as one net amount. */
    noteBothWays(capital: readonly Amounts[], out: Amounts, index: number): void {
      const both = at.filter((_, t) => out[t]! > 0 && capital.some((amounts) => amounts[t]! < 0));
      const cells = both.map((p) => lines[index]!.cells[p]!);
      noteAll(['bothWays', 'bothWaysOften'], cells, {}, findings);
    },
    /** Says so of a later call of one deal and what another pays. */
    noteBetweenDeals(deals: readonly { readonly index: number; readonly amounts: Amounts }[]): void {
      if (!input.netsDeals) return;
      const cells = at.flatMap((p, t) => {
        const call = deals[laterCall(deals.map(amountsIn), t)];
        return call ? [lines[call.index]!.cells[p]!] : [];
      });
      noteAll(['bothWaysDeals', 'bothWaysDealsOften'], cells, {}, findings);
    },
    flowsAt: (amounts: Amounts, cells: readonly string[], origin: number): Flow[] =>
      placed.periods.map(({ date }, t) => ({
        period: number(origin, t),
        ...(date === undefined ? {} : { date }),
        amount: amounts[t]!,
        cell: cells[t]!,
      })),
    periodsFrom: (origin: number): ReadPeriod[] =>
      placed.periods.map(({ label, cell, date }, t) => ({
        period: number(origin, t),
        ...(date === undefined ? {} : { date }),
        label,
        cell,
      })),
  };
}

type Reader = ReturnType<typeof readerOf>;
type CashOf<K extends Cash['kind']> = Extract<Cash, { kind: K }>;
type Found = TableFlows & { readonly periods: readonly ReadPeriod[] };

const none = { flows: [], contributions: [], distributions: [], sources: [] };

export function flowsOf(input: FlowsInput): Found {
  const { cash } = input;
  const reader = readerOf(input);
  if (cash.kind === 'open') return { ...none, periods: reader.periodsFrom(1) };
  return cash.kind === 'sources' ? flowsOfSources(cash, reader) : flowsOfSides(cash, reader, input);
}

function flowsOfSources(
  { sources }: CashOf<'sources'>,
  { at, read, readSigned, cellsOf, flowsAt, periodsFrom, noteBothWays, noteBetweenDeals }: Reader,
): Found {
  const signed = sources.map(({ line, sign }) =>
    sign === undefined ? readSigned(line.index) : positive(read(line.index), sign),
  );
  // Money in and money out of one deal are its cash together.
  const own = sources.filter(
    (s, i) => s.sign === undefined || sources.findIndex((o) => o.name === s.name) === i,
  );
  const amounts = own.map((s) => {
    if (s.sign === undefined) return signed[sources.indexOf(s)]!;
    const together = sources.flatMap(({ name, line }, i) =>
      name === s.name ? [{ line, amounts: signed[i]! }] : [],
    );
    const capital = together.filter(({ line }) => line.says === 'paidIn' && isCapital(line.head));
    const out = together.find(({ line }) => line.says === 'paidOut');
    if (out) noteBothWays(capital.map(amountsIn), out.amounts, out.line.index);
    return summed(together.map(amountsIn), at.length);
  });
  noteBetweenDeals(own.map(({ line }, i) => ({ index: line.index, amounts: amounts[i]! })));
  const total = summed(amounts, at.length);
  const origin = amounts.some((a) => (a[0] ?? 0) < 0) ? 0 : originOf(total);
  return {
    ...none,
    periods: periodsFrom(origin),
    flows: flowsAt(total, cellsOf(sources[0]!.line.index), origin),
    sources: own.map(({ line, name, pot }, i) => ({
      name,
      ...(pot === undefined ? {} : { pot }),
      flows: flowsAt(amounts[i]!, cellsOf(line.index), origin),
    })),
  };
}

/** A net line, or money in and money out, which may have net lines beside them. */
function flowsOfSides(
  cash: Exclude<FlowsInput['cash'], CashOf<'open' | 'sources'>>,
  { at, read, readSigned, cellsOf, flowsAt, periodsFrom, noteBothWays }: Reader,
  { lines }: FlowsInput,
): Found {
  const side = (pair: readonly PairLine[], role: 'paidIn' | 'paidOut') => {
    const signed = pair.map((p) =>
      read(p.line.index).map((v) => (v === null ? null : v === 0 ? 0 : v * signOf(p, role))),
    );
    return {
      net: summed(signed, at.length),
      capital: signed.filter((_, i) => isCapital(pair[i]!.line.head)),
      first: pair[0]?.line.index,
    };
  };
  const [ins, outs] = [side(cash.paidIn, 'paidIn'), side(cash.paidOut, 'paidOut')];
  if (cash.kind !== 'net' && outs.first !== undefined) noteBothWays(ins.capital, outs.net, outs.first);
  const nets = cash.kind === 'net' ? [cash.line] : cash.nets;
  const isTurned = cash.kind === 'net' && cash.turned === true;
  const netAmounts = nets.map((n) => (isTurned ? positive(read(n.index), -1) : readSigned(n.index)));
  const net = cash.kind === 'net' ? netAmounts[0]! : summed([ins.net, outs.net, ...netAmounts], at.length);
  const origin = originOf(net);
  const first = nets[0]?.index ?? ins.first ?? outs.first!;
  // The cell of the side that the amount comes from is the better one to show.
  const cells = at.map((p, t) => {
    const from = nets.length
      ? first
      : ins.first !== undefined && ins.net[t] !== 0
        ? ins.first
        : (outs.first ?? first);
    return lines[from]!.cells[p]!.address;
  });
  return {
    ...none,
    periods: periodsFrom(origin),
    flows: flowsAt(net, cells, origin),
    contributions: ins.first === undefined ? [] : flowsAt(positive(ins.net, -1), cellsOf(ins.first), origin),
    distributions:
      outs.first === undefined ? [] : flowsAt(positive(outs.net, 1), cellsOf(outs.first), origin),
  };
}

const amountsIn = ({ amounts }: { readonly amounts: Amounts }): Amounts => amounts;

const positive = (amounts: Amounts, sign: 1 | -1): (number | null)[] =>
  amounts.map((v) => (v === null ? null : v === 0 ? 0 : v * sign));

const originOf = (net: Amounts): number => ((net[0] ?? 0) < 0 ? 0 : 1);

/** Counted periods keep their numbers, from 0 where the first is an outlay; those of the calendar follow each other. */
function numbering({ periods, timeline }: Placed): (origin: number, t: number) => number {
  const first = periods[0]?.ordinal ?? 0;
  const isCounted = timeline.unit !== 'date' && timeline.start === undefined;
  if (isCounted && first === 0) return (_, t) => periods[t]!.ordinal;
  return (origin, t) => origin + (isCounted ? periods[t]!.ordinal - first : t);
}

/** `Cost | 100` at the closing is an outlay, though it has no sign. */
function outlayFirst(
  line: LayoutLine,
  amounts: (number | null)[],
  { placed, lines, findings }: FlowsInput,
): (number | null)[] {
  const [first, ...rest] = amounts;
  const at = placed.periods[0];
  if (!at || typeof first !== 'number' || first <= 0 || rest.some((v) => v !== null && v < 0)) return amounts;
  const isCost = lines.some((l) => isCostName(textIn(l.cells[at.at]!) ?? ''));
  if (!isCost) return amounts;
  const cell = line.cells[at.at]!;
  findings.note('costAsOutflow', cell, { received: first }, 'warning');
  return [-first, ...rest];
}
