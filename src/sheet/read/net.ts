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
import type { Choice, Role } from './model.ts';
import { agrees, fromPair, pairOf, withAdded, withoutTotals } from './pair.ts';
import { madeOf, named, saysCash, type NumberLine, type Sum } from './relations.ts';
import { explainOrAsk, isSource } from './unexplained.ts';

export function netOrPair(
  candidates: readonly NumberLine[],
  sums: readonly Sum[],
  input: CashInput,
  roles: Roles,
): Cash {
  const says = (what: NumberLine['says']) => candidates.filter((l) => l.says === what);
  const isOnly = candidates.length === 1;
  const [only] = candidates;
  if (isOnly && only!.says !== 'net' && input.lines.some((l) => l.says === 'result'))
    return besideResults(only!, sums, input, roles);
  if (isOnly && (!saysPair(only!) || (only!.negative && only!.positive))) {
    set(roles, only!, 'net', only!.says === 'net' ? headWhy(only!) : readingText('whyOnly'));
    return { kind: 'net', line: only!, paidIn: [], paidOut: [] };
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
  if (ins!.length || outs!.length) return fromPair(ins!, outs!, candidates, sums, input, roles);
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
    set(roles, line, 'derived', readingText('whySum', { others: sum.parts.map((p) => named(p.line)) }));
    return { kind: 'none', seems: 'seemsResults' };
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

/** A part that goes the way its head says: what is paid in takes away. */
const goesItsWay = ({ line, sign }: Sum['parts'][number]): boolean => {
  if (!saysPair(line)) return sign === 1;
  const isPositive = line.positive !== undefined;
  if (isPositive === (line.negative !== undefined)) return false;
  return (isPositive === (sign === 1)) === (line.says === 'paidOut');
};

/** Of several lines called cash flow, the one that all others add up to. */
function wholeOf(nets: readonly NumberLine[], sums: readonly Sum[]): NumberLine | undefined {
  const wholes = nets.filter((net) =>
    sums.some(
      ({ whole, parts }) =>
        whole === net &&
        parts.every((p) => saysCash(p.line) && goesItsWay(p)) &&
        nets.every((n) => n === net || parts.some((p) => p.line === n)),
    ),
  );
  return wholes.length === 1 ? wholes[0] : undefined;
}

/** Without heads: a line of both signs that is a line of one sign and a line of the other together. */
function wholeBySigns(lines: readonly NumberLine[], sums: readonly Sum[]): NumberLine | undefined {
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
    others.filter((l) => l.says === 'paidOut'),
    sums,
    roles,
  );
  const pair = [...ins, ...outs];
  const oneSigned = pair.every((l) => !l.negative || !l.positive);
  const how = (line: NumberLine): PairLine => ({ line, how: line.negative ? 'negative' : 'positive' });
  const [paidIn, paidOut] = [ins.map(how), outs.map(how)];
  let used: Pick<Extract<Cash, { kind: 'net' }>, 'paidIn' | 'paidOut'> = { paidIn: [], paidOut: [] };
  const parts = madeOf(net, sums);
  if (pair.length && oneSigned && agrees(net, paidIn, paidOut)) {
    for (const line of pair)
      set(roles, line, line.says as Role, readingText('whyAgrees', { other: named(net) }));
    findings.note('netChecked', { address: net.range }, { net: named(net), others: pair.map(named) });
    used = { paidIn, paidOut };
  } else if (pair.some((l) => !parts.has(l))) {
    const answer = askAgainstPair(net, pair, input);
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

function askAgainstPair(
  net: NumberLine,
  pair: readonly NumberLine[],
  { findings }: CashInput,
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
    apart ? 'sum' : undefined,
  );
}

/** The likelier line begins with an outlay and goes on with receipts. */
const looksLikeCash = (line: NumberLine): boolean => {
  const first = line.series.values.find((v) => v !== 0) ?? 0;
  return first < 0 && line.positive !== undefined;
};

function askWhich(
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
