/** The net line: found by its head, as the sum of the others, or asked; what stands beside it is held to it. */
import { readingText } from '../../i18n/reading.ts';
import {
  headWhy,
  saysPair,
  set,
  type Cash,
  type CashInput,
  type PairLine,
  type Roles,
} from './cash-model.ts';
import { isPlanned } from './doubts.ts';
import type { Choice, Role } from './model.ts';
import { agrees, fromPair, pairOf, withAdded, withoutTotals } from './pair.ts';
import { madeOf, named, type NumberLine, type Sum } from './relations.ts';
import { redundantIn, totalOf, wholeBySigns, wholeOf } from './wholes.ts';
import { explainOrAsk, isSource } from './unexplained.ts';
import { isNetName, isPartyPaid } from './words.ts';

export function netOrPair(
  candidates: readonly NumberLine[],
  sums: readonly Sum[],
  input: CashInput,
  roles: Roles,
): Cash {
  const says = (what: NumberLine['says']) => candidates.filter((l) => l.says === what);
  const isOnly = candidates.length === 1;
  const [only] = candidates;
  const isDoubtful = only?.says === 'share' || input.lines.some((l) => l.says === 'result');
  if (isOnly && only!.says !== 'net' && isDoubtful) return besideResults(only!, sums, input, roles);
  if (isOnly && (!saysPair(only!) || (only!.negative && only!.positive))) {
    set(roles, only!, 'net', only!.says === 'net' ? headWhy(only!) : readingText('whyOnly'));
    return { kind: 'net', line: only!, paidIn: [], paidOut: [] };
  }
  const total = totalOf(candidates, sums);
  if (total) {
    const others = candidates.filter((l) => l !== total);
    set(roles, total, 'net', readingText('whySum', { others: others.map(named) }));
    return withNet(total, others, sums, input, roles);
  }
  const nets = says('net');
  if (nets.length === 1) {
    set(roles, nets[0]!, 'net', headWhy(nets[0]!));
    return withNet(
      nets[0]!,
      candidates.filter((l) => l !== nets[0]),
      sums,
      input,
      roles,
    );
  }
  if (nets.length > 1) {
    const whole = wholeOf(nets, sums);
    if (!whole) return askWhich(nets, candidates, sums, input, roles);
    set(roles, whole, 'net', headWhy(whole));
    return withNet(
      whole,
      candidates.filter((l) => l !== whole),
      sums,
      input,
      roles,
    );
  }
  const [ins, outs] = [says('paidIn'), says('paidOut')].map((lines) => withoutTotals(lines!, sums, roles));
  if (ins!.length || outs!.length)
    return fromPair({ ins: ins!, outs: outs! }, candidates, sums, input, roles);
  const found = wholeBySigns(candidates, sums);
  if (found) {
    set(roles, found, 'net', readingText('whySum', { others: [...madeOf(found, sums)].map(named) }));
    return withNet(
      found,
      candidates.filter((l) => l !== found),
      sums,
      input,
      roles,
    );
  }
  return askWhich(candidates, candidates, sums, input, roles);
}

/** What parties and tiers get, and one more line: their total, or something to be asked. */
function besideResults(line: NumberLine, sums: readonly Sum[], input: CashInput, roles: Roles): Cash {
  const sum = sums.find(
    ({ whole, parts }) => whole === line && parts.every((p) => p.sign === 1 && p.line.says === 'result'),
  );
  if (sum) {
    // What parties pay and get adds up to the cash; what they get alone is a result.
    const isCash = looksLikeCash(line);
    const why = readingText('whySum', { others: sum.parts.map((p) => named(p.line)) });
    set(roles, line, isCash ? 'net' : 'derived', why);
    return isCash ? { kind: 'net', line, paidIn: [], paidOut: [] } : { kind: 'none', seems: 'seemsResults' };
  }
  if (saysPair(line)) {
    set(roles, line, line.says as Role, headWhy(line));
    return line.says === 'paidIn' ? pairOf([line], [], input, []) : pairOf([], [line], input, []);
  }
  const [added] = explainOrAsk(line, undefined, sums, input, roles);
  if (!added) return { kind: 'open' };
  return added.role === 'net'
    ? { kind: 'net', line, paidIn: [], paidOut: [] }
    : pairOf(added.role === 'paidIn' ? [line] : [], added.role === 'paidOut' ? [line] : [], input, []);
}

/** The net is known: each other line is part of it, agrees with it, or is asked. */
export function withNet(
  net: NumberLine,
  others: readonly NumberLine[],
  sums: readonly Sum[],
  input: CashInput,
  roles: Roles,
): Cash {
  const { findings } = input;
  const ins = withoutTotals(
    others.filter((l) => l.says === 'paidIn'),
    sums,
    roles,
  );
  const outs = withoutTotals(
    [...others.filter((l) => l.says === 'paidOut'), ...receiptsOf(net, ins, others, input, roles)],
    sums,
    roles,
  );
  const pair = withoutParts(net, [...ins, ...outs], roles);
  const oneSigned = pair.every((l) => !l.negative || !l.positive);
  const how = (line: NumberLine): PairLine => ({ line, how: line.negative ? 'negative' : 'positive' });
  const [paidIn, paidOut] = [ins, outs].map((lines) => lines.filter((l) => pair.includes(l)).map(how)) as [
    PairLine[],
    PairLine[],
  ];
  let used: Pick<Extract<Cash, { kind: 'net' }>, 'paidIn' | 'paidOut'> = { paidIn: [], paidOut: [] };
  const parts = madeOf(net, sums);
  // What is paid in counts as positive: a net as the fund sees it.
  const isTurned = ins.length > 0 && outs.length > 0 && oneSigned && agrees(turned(net), paidIn, paidOut);
  if (pair.length && oneSigned && agrees(net, paidIn, paidOut)) {
    for (const line of pair)
      set(
        roles,
        line,
        ins.includes(line) ? 'paidIn' : 'paidOut',
        readingText('whyAgrees', { other: named(net) }),
      );
    findings.note('netChecked', { address: net.range }, { net: named(net), others: pair.map(named) });
    used = { paidIn, paidOut };
  } else if (pair.some((l) => !parts.has(l)) || isTurned) {
    const answer = askAgainstPair(net, pair, input, isTurned);
    if (answer === undefined) return { kind: 'open' };
    if (answer === 'net') for (const line of pair) set(roles, line, 'leftOut', readingText('whyAnswer'));
    else {
      for (const line of pair) set(roles, line, line.says as Role, readingText('whyAnswer'));
      if (answer === 'pair') set(roles, net, 'leftOut', readingText('whyAnswer'));
      const rest = others.filter((l) => !roles.has(l.index));
      const added = rest.flatMap((line) => explainOrAsk(line, net, sums, input, roles));
      return withAdded(added, ins, outs, answer === 'sum' ? [net] : [], input);
    }
  }
  const added = others
    .filter((l) => !roles.has(l.index))
    .flatMap((line) => explainOrAsk(line, net, sums, input, roles));
  return added.length ? withAdded(added, [], [], [net], input) : { kind: 'net', line: net, ...used };
}

/** Lines that others make up, or plan, do not count beside these where the net shows that they do not. */
function withoutParts(net: NumberLine, pair: readonly NumberLine[], roles: Roles): readonly NumberLine[] {
  const isOneSigned = pair.every((l) => !l.negative || !l.positive || isNetName(l.head));
  const doubtful = [
    ...redundantIn(pair).map(({ line, parts }) => ({
      line,
      why: readingText('whySum', { others: parts.map(named) }),
    })),
    ...pair.filter((l) => isPlanned(l.head)).map((line) => ({ line, why: readingText('whyMayBePlan') })),
  ].slice(0, MOST_DOUBTFUL);
  const as = (of: readonly NumberLine[], says: 'paidIn' | 'paidOut') =>
    of
      .filter((l) => l.says === says)
      .map((line): PairLine => ({ line, how: line.negative ? 'negative' : 'positive' }));
  for (let left = 1; isOneSigned && left < 2 ** doubtful.length; left++) {
    const out = doubtful.filter((_, i) => left & (1 << i));
    const once = pair.filter((l) => !out.some((d) => d.line === l));
    if (once.some((l) => l.negative && l.positive) || !agrees(net, as(once, 'paidIn'), as(once, 'paidOut')))
      continue;
    for (const { line, why } of out) set(roles, line, 'derived', why);
    return once;
  }
  return pair;
}

/** Each more doubles what is tried. */
const MOST_DOUBTFUL = 6;

const turned = (line: NumberLine): NumberLine => ({
  ...line,
  series: { ...line.series, values: line.series.values.map((v) => -v) },
});

/** What parties receive, where the net is that less what is paid in. */
function receiptsOf(
  net: NumberLine,
  ins: readonly NumberLine[],
  others: readonly NumberLine[],
  { lines }: CashInput,
  roles: Roles,
): readonly NumberLine[] {
  const outs = others.filter((l) => l.says === 'paidOut');
  const receipts = lines.filter((l) => isPartyPaid(l.head) && !others.includes(l) && l !== net);
  const isPositive = [...ins, ...outs, ...receipts].every((l) => !l.negative);
  const as = (of: readonly NumberLine[]) => of.map((line): PairLine => ({ line, how: 'positive' }));
  if (!receipts.length || !isPositive || !agrees(net, as(ins), as([...outs, ...receipts]))) return [];
  for (const line of receipts) roles.delete(line.index);
  return receipts;
}

/** Asks which holds where a net and lines of money in and out do not agree. */
export function askAgainstPair(
  net: NumberLine,
  pair: readonly NumberLine[],
  { findings }: CashInput,
  isTurned: boolean,
): string | undefined {
  const off = net.series.values.findIndex((v, t) => {
    const sum = pair.reduce((s, l) => s + (l.says === 'paidIn' ? -1 : 1) * Math.abs(l.series.values[t]!), 0);
    return Math.abs(v - sum) > 1e-6 * Math.max(1, Math.abs(v));
  });
  const others = pair.map(named);
  const apart = pair.every((l) => l.series.values.every((v, t) => v === 0 || net.series.values[t] === 0));
  const params = { net: named(net), others, cell: net.cells[Math.max(0, off)]! };
  return findings.askAt(
    'netAgainstPair',
    net.range,
    params,
    [
      { id: 'net', label: readingText('netAlone', params) },
      ...(pair.some((l) => l.says === 'paidIn') && pair.some((l) => l.says === 'paidOut')
        ? [{ id: 'pair', label: readingText('pairAlone', params) }]
        : []),
      { id: 'sum', label: readingText('netAndPair', params) },
    ],
    isTurned ? 'pair' : apart ? 'sum' : undefined,
  );
}

/** The likelier line begins with an outlay and goes on with receipts. */
export const looksLikeCash = (line: NumberLine): boolean => {
  const first = line.series.values.find((v) => v !== 0) ?? 0;
  return first < 0 && line.positive !== undefined;
};

export function askWhich(
  lines: readonly NumberLine[],
  candidates: readonly NumberLine[],
  sums: readonly Sum[],
  input: CashInput,
  roles: Roles,
): Cash {
  const { findings, range } = input;
  const order = [...lines].sort((a, b) => Number(looksLikeCash(b)) - Number(looksLikeCash(a)));
  const likely = order.filter(looksLikeCash).length === 1 ? order[0]!.range : undefined;
  const choices: Choice[] = [
    ...order.map((l) => ({
      id: l.range,
      label: readingText('useLine', { head: l.head || readingText('line'), range: l.range }),
    })),
    { id: 'sum', label: readingText('useSum') },
    { id: 'sources', label: readingText('useSources') },
  ];
  const answer = findings.askAt('whichIsCash', range, {}, choices, likely);
  if (answer === undefined) return { kind: 'open' };
  const why = readingText('whyAnswer');
  if (answer === 'sum' || answer === 'sources') {
    for (const line of lines) set(roles, line, answer === 'sum' ? 'net' : 'cash', why);
    const rest = candidates.filter((l) => !roles.has(l.index));
    if (answer === 'sum')
      return withAdded(
        rest.flatMap((line) => explainOrAsk(line, undefined, sums, input, roles)),
        [],
        [],
        lines,
        input,
      );
    const sources = [...lines, ...rest.filter((line) => isSource(line, input, roles))];
    return { kind: 'sources', sources: sources.map((line) => ({ line, name: line.head || line.range })) };
  }
  const net = lines.find((l) => l.range === answer)!;
  set(roles, net, 'net', why);
  for (const line of lines) if (line !== net) set(roles, line, 'leftOut', why);
  return withNet(
    net,
    candidates.filter((l) => !roles.has(l.index)),
    sums,
    input,
    roles,
  );
}
