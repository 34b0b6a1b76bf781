/** Lines of money in and lines of money out: their signs, their net, and what agrees with it. */
import { quotedText, readingText } from '../../i18n/reading.ts';
import { isSignedSum } from './arithmetic.ts';
import { headWhy, set, type Cash, type CashInput, type PairLine, type Roles } from './cash-model.ts';
import type { Role } from './model.ts';
import { withoutDoubtful, withoutRedundant, withoutRepeats } from './doubts.ts';
import { followsFrom, madeOf, named, type NumberLine, type Sum } from './relations.ts';
import { isNetName, isTotalName } from './words.ts';
import { explainOrAsk, type Added } from './unexplained.ts';

const isPlain = ({ parts }: Sum): boolean => parts.every((p) => p.sign === 1);

/** Lines of one side without those that add the others up. */
export function withoutTotals(
  lines: readonly NumberLine[],
  sums: readonly Sum[],
  roles: Roles,
): NumberLine[] {
  return lines.filter((line) => {
    const sum = sums.find(
      ({ whole, parts }) =>
        whole === line && parts.length > 0 && parts.every((p) => p.sign === 1 && lines.includes(p.line)),
    );
    if (!sum) return true;
    set(roles, line, 'derived', readingText('whySum', { others: sum.parts.map((p) => named(p.line)) }));
    return false;
  });
}

/** Lines of one side beside a total that is not their sum: one of them holds; null while that is asked. */
function sideOf(found: readonly NumberLine[], input: CashInput, roles: Roles): readonly NumberLine[] | null {
  const own = withoutDoubtful(found, input, roles);
  const lines = own && withoutRepeats(own, input, roles);
  if (!lines) return null;
  const { findings } = input;
  const totals = lines.filter((l) => isTotalName(l.head));
  const parts = lines.filter((l) => !totals.includes(l));
  const [total] = totals;
  if (!total || parts.length === 0) return lines;
  const answer = findings.askAt(
    'totalAgainstParts',
    total.range,
    { total: named(total), others: parts.map(named) },
    [
      { id: 'total', label: readingText('netAlone', { net: named(total) }) },
      { id: 'parts', label: readingText('pairAlone', { others: parts.map(named) }) },
    ],
    'total',
  );
  if (answer === undefined) return null;
  const [kept, left] = answer === 'total' ? [totals, parts] : [parts, totals];
  for (const line of left) set(roles, line, 'leftOut', readingText('whyAnswer'));
  return kept;
}

export function fromPair(
  found: { readonly ins: NumberLine[]; readonly outs: NumberLine[] },
  candidates: readonly NumberLine[],
  sums: readonly Sum[],
  input: CashInput,
  roles: Roles,
): Cash {
  const once = withoutRedundant([...found.ins, ...found.outs], input, roles);
  if (!once) return { kind: 'open' };
  const side = (lines: readonly NumberLine[]) =>
    sideOf(
      lines.filter((l) => once.includes(l)),
      input,
      roles,
    );
  const [ins, outs] = [side(found.ins), side(found.outs)];
  if (!ins || !outs) return { kind: 'open' };
  const pair = [...ins, ...outs];
  for (const line of pair) set(roles, line, line.says as Role, headWhy(line));
  const others = candidates.filter((l) => !roles.has(l.index));
  const paired = pairOf(ins, outs, input, []);
  for (const line of others) {
    if (paired.kind === 'pair' && ins.length && outs.length && agrees(line, paired.paidIn, paired.paidOut)) {
      set(roles, line, 'net', readingText('whyNetOfPair', { others: pair.map(named) }));
      for (const part of pair)
        set(roles, part, part.says as Role, readingText('whyAgrees', { other: named(line) }));
      const rest = others.filter((l) => l !== line);
      const added = rest.flatMap((other) => explainOrAsk(other, line, sums, input, roles));
      if (added.length) return withAdded(added, [], [], [line], input);
      return { kind: 'net', line, paidIn: paired.paidIn, paidOut: paired.paidOut };
    }
  }
  const virtual = paired.kind === 'pair' && ins.length && outs.length ? netOf(paired) : undefined;
  const added = others.flatMap((line) => {
    const why = virtual && followsFrom(line, virtual, input.times);
    const sum = sums.find(({ whole, parts }) => whole === line && parts.every((p) => pair.includes(p.line)));
    const whole = pair.find((l) => madeOf(l, sums.filter(isPlain)).has(line));
    if (why) set(roles, line, 'derived', why);
    else if (sum)
      set(roles, line, 'derived', readingText('whySum', { others: sum.parts.map((p) => named(p.line)) }));
    else if (whole) set(roles, line, 'derived', readingText('whyPart', { other: named(whole) }));
    else return explainOrAsk(line, undefined, sums, input, roles);
    return [];
  });
  return added.length ? withAdded(added, ins, outs, [], input) : paired;
}

/** Cash with the lines that answers added to it. */
export const withAdded = (
  added: readonly Added[],
  ins: readonly NumberLine[],
  outs: readonly NumberLine[],
  nets: readonly NumberLine[],
  input: CashInput,
): Cash => {
  const as = (role: Added['role']) => added.filter((a) => a.role === role).map((a) => a.line);
  return pairOf([...ins, ...as('paidIn')], [...outs, ...as('paidOut')], input, [...nets, ...as('net')]);
};

/** Signs come from the role; a line of both is asked. */
export function pairOf(
  ins: readonly NumberLine[],
  outs: readonly NumberLine[],
  { findings }: CashInput,
  nets: readonly NumberLine[],
): Cash {
  const [paidIn, paidOut] = [ins, outs].map((lines) => lines.map((line) => signedLine(line, findings)));
  const isOpen = [...paidIn!, ...paidOut!].some((p) => p === null);
  const known = (lines: readonly (PairLine | null)[]) => lines.filter((p) => p !== null);
  return isOpen ? { kind: 'open' } : { kind: 'pair', paidIn: known(paidIn!), paidOut: known(paidOut!), nets };
}

/** @returns null while a line of both signs is asked about */
function signedLine(line: NumberLine, findings: CashInput['findings']): PairLine | null {
  const { negative, positive, series, cells, range, head } = line;
  const isLoss = negative !== undefined && line.says === 'paidOut' && isNetName(head);
  if ((!negative || !positive) && !isLoss) return { line, how: negative ? 'negative' : 'positive' };
  const odd =
    !positive || (negative && cells.indexOf(negative.cell) > cells.indexOf(positive.cell))
      ? negative!
      : positive;
  const answer = findings.askAt(
    'mixedSigns',
    range,
    { head: quotedText(head || range), received: odd.value, cell: odd.cell },
    [
      { id: 'byRole', label: readingText('byRole') },
      { id: 'ownSigns', label: readingText('ownSigns') },
    ],
  );
  if (answer === undefined) return null;
  if (answer === 'ownSigns') return { line, how: 'asSigned' };
  // By its head, the sign of most of its amounts is the way it says.
  const isMostlyNegative =
    series.values.filter((v) => v < 0).length > series.values.filter((v) => v > 0).length;
  return { line, how: isMostlyNegative ? 'negative' : 'positive' };
}

/** What a pair line adds to the net, by the sign it is counted with. */
export const signOf = ({ how }: PairLine, role: 'paidIn' | 'paidOut'): 1 | -1 =>
  how === 'asSigned' ? 1 : (how === 'positive') === (role === 'paidOut') ? 1 : -1;

/** The net of a pair as a line, though none stands in the sheet: others may be its running sum or its present value. */
export function netOf({ paidIn, paidOut }: Extract<Cash, { kind: 'pair' }>): NumberLine {
  const pair = [...paidIn, ...paidOut].map((p) => p.line);
  const parts = [
    ...paidIn.map((p) => ({ p, sign: signOf(p, 'paidIn') })),
    ...paidOut.map((p) => ({ p, sign: signOf(p, 'paidOut') })),
  ];
  const values = pair[0]!.series.values.map((_, t) =>
    parts.reduce((sum, { p, sign }) => sum + sign * p.line.series.values[t]!, 0),
  );
  const halves = values.map((_, t) => parts.reduce((sum, { p }) => sum + p.line.series.halves[t]!, 0));
  return {
    ...pair[0]!,
    index: -1,
    head: '',
    says: 'net',
    range: pair.map((l) => l.range).join(' + '),
    series: { values, halves },
  };
}

export const agrees = (net: NumberLine, paidIn: readonly PairLine[], paidOut: readonly PairLine[]): boolean =>
  isSignedSum(net.series, [
    ...paidIn.map((p) => ({ of: p.line.series, sign: signOf(p, 'paidIn') })),
    ...paidOut.map((p) => ({ of: p.line.series, sign: signOf(p, 'paidOut') })),
  ]);

/** Flows that begin with a receipt, end with an outlay and lose money. */
export function isTurned(amounts: readonly number[]): boolean {
  const values = amounts.filter((v) => v !== 0);
  return (
    values.length > 0 && values[0]! > 0 && values.at(-1)! < 0 && values.reduce((sum, v) => sum + v, 0) < 0
  );
}

/** Paid in and paid out may be said of an account, to which money comes that the deal pays. */
export function askWays(
  cash: Extract<Cash, { kind: 'pair' }>,
  { findings, range }: CashInput,
  roles: Roles,
): Cash {
  const { paidIn, paidOut, nets } = cash;
  if (!paidIn.length || !paidOut.length || nets.length || !isTurned(netOf(cash).series.values)) return cash;
  const [ins, outs] = [paidIn, paidOut].map((side) => side.map((p) => named(p.line)));
  const answer = findings.askAt(
    'mixedSigns',
    range,
    { ins: ins!, outs: outs! },
    [
      { id: 'byRole', label: readingText('paidInIs', { others: ins! }) },
      { id: 'turned', label: readingText('paidInIs', { others: outs! }) },
    ],
    undefined,
    'waysTurned',
  );
  if (answer === undefined) return { kind: 'open' };
  if (answer === 'byRole') return cash;
  for (const { line } of paidIn) set(roles, line, 'paidOut', readingText('whyAnswer'));
  for (const { line } of paidOut) set(roles, line, 'paidIn', readingText('whyAnswer'));
  return { ...cash, paidIn: paidOut, paidOut: paidIn };
}
