/** Cash of deals that stands as lines of money in and out of each, under its name or with the name in each head. */
import { quotedText, readingText } from '../../i18n/reading.ts';
import { isSignedSum } from './arithmetic.ts';
import { headWhy, set, type Cash, type CashInput, type NamedLine, type Roles } from './cash-model.ts';
import { askAgainstPair } from './net.ts';
import { agrees, askWays, pairOf, signOf } from './pair.ts';
import { named, type NumberLine } from './relations.ts';
import { isSource } from './unexplained.ts';
import { dealIn, headSays, isTotalName, wayIn } from './words.ts';

type Way = 'paidIn' | 'paidOut' | 'net';

export interface DealLine {
  readonly line: NumberLine;
  readonly name: string;
  readonly way: Way;
}

const isSide = (says: unknown): says is 'paidIn' | 'paidOut' => says === 'paidIn' || says === 'paidOut';

/** Money in or out of a deal; its name is empty where no head tells it. */
function sideOf(line: NumberLine): DealLine | null {
  const { head, over = '' } = line;
  const own = dealIn(head);
  const way = own === head ? line.says : (headSays(wayIn(head)) ?? line.says);
  return isSide(way) ? { line: { ...line, says: way }, name: own === '' ? over : own, way } : null;
}

/** The cash of a deal in one line, beside others in two. */
function netLineOf(
  line: NumberLine,
  names: readonly string[],
  lines: readonly NumberLine[],
): DealLine | null {
  const { head, says, over = '' } = line;
  const rest = (name: string) => head.replace(name, '').replace(/^[\s:：·–—-]+|[\s:：·–—-]+$/g, '');
  const deal = names.find((n) => n !== '' && head.includes(n) && headSays(rest(n)) === 'net');
  if (deal !== undefined) return { line, name: deal, way: 'net' };
  if (head === '' || (says !== null && says !== 'net')) return null;
  const isRepeated = lines.some((l) => l !== line && l.head === head);
  const isUnder = over !== '' && (isRepeated || lines.some((l) => l.over && names.includes(l.over)));
  return { line, name: says === 'net' && isUnder ? over : head, way: 'net' };
}

const linesOf = (all: readonly DealLine[], name: string, way: Way): NumberLine[] =>
  all.filter((f) => f.name === name && f.way === way).map((f) => f.line);
export const isPair = (all: readonly DealLine[], name: string): boolean =>
  linesOf(all, name, 'paidIn').length > 0 && linesOf(all, name, 'paidOut').length > 0;
const namesIn = (all: readonly DealLine[]): string[] => [...new Set(all.map((f) => f.name))];

/** @returns null where the lines are not all named so, or ways of money are but part of the deals' names */
export function toldApart(lines: readonly NumberLine[]): readonly DealLine[] | null {
  const sides = lines.map(sideOf);
  const sideNames = sides.flatMap((s) => s?.name ?? []);
  const all = lines.flatMap((line, i) => sides[i] ?? netLineOf(line, sideNames, lines) ?? []);
  const isComplete = all.length === lines.length && all.every((f) => f.name !== '');
  if (!isComplete || all.every(({ line, name }) => name === line.head)) return null;
  const isOfBothSigns = ({ line, way }: DealLine) => way !== 'net' && line.negative && line.positive;
  return !all.some((f) => isPair(all, f.name)) && all.some(isOfBothSigns) ? null : all;
}

export function cashByDeal(all: readonly DealLine[], input: CashInput, roles: Roles): Cash {
  const own = withoutWhole(all, input, roles);
  return own ? cashOf(own, input, roles) : { kind: 'open' };
}

/** Deals without lines that stand for all of them together; null while that is asked. */
function withoutWhole(all: readonly DealLine[], input: CashInput, roles: Roles): DealLine[] | null {
  let isOpen = false;
  const kept = all.filter(({ line, name, way }) => {
    const others = all.filter((f) => f.way === way && f.name !== name).map((f) => f.line);
    const isSum =
      others.length >= 2 &&
      isSignedSum(
        line.series,
        others.map((l) => ({ of: l.series, sign: 1 as const })),
      );
    if (isTotalName(name) && isSum)
      set(roles, line, 'derived', readingText('whySum', { others: others.map(named) }));
    else if (!isTotalName(name) || isSource(line, input, roles)) return true;
    else if (!roles.has(line.index)) isOpen = true;
    return false;
  });
  return isOpen ? null : kept;
}

function cashOf(all: readonly DealLine[], input: CashInput, roles: Roles): Cash {
  const deals = namesIn(all).map((name) => ({ name, cash: usedOf(all, name, input, roles) }));
  if (deals.some((d) => d.cash === null)) return { kind: 'open' };
  const of = (way: 'paidIn' | 'paidOut') =>
    deals.flatMap(({ name, cash }) => (cash!.hasSides ? linesOf(all, name, way) : []));
  const pair = pairOf(of('paidIn'), of('paidOut'), input, []);
  const cash = pair.kind === 'pair' ? askWays(pair, input, roles) : pair;
  if (cash.kind !== 'pair') return cash;
  const nets = deals.flatMap(({ name, cash: used }) =>
    used!.nets.map((line): NamedLine => ({ line, name, ...(used!.hasSides ? { sign: 1 } : {}) })),
  );
  const nameOf = (line: NumberLine) => all.find((f) => f.line === line)!.name;
  const sides = (['paidIn', 'paidOut'] as const).flatMap((way) =>
    cash[way].map((p): NamedLine => ({ line: p.line, name: nameOf(p.line), sign: signOf(p, way) })),
  );
  for (const { line } of sides) if (!roles.has(line.index)) set(roles, line, line.says as Way, headWhy(line));
  for (const { line, name } of nets)
    if (!roles.has(line.index))
      set(roles, line, 'cash', readingText('whySource', { head: quotedText(name) }));
  return { kind: 'sources', sources: [...sides, ...nets].sort((a, b) => a.line.index - b.line.index) };
}

/** What a deal's cash is made of: its money in and out, its net, or both. */
interface Used {
  readonly hasSides: boolean;
  readonly nets: readonly NumberLine[];
}

/** @returns null while it is asked */
function usedOf(all: readonly DealLine[], name: string, input: CashInput, roles: Roles): Used | null {
  const nets = linesOf(all, name, 'net');
  const [ins, outs] = [linesOf(all, name, 'paidIn'), linesOf(all, name, 'paidOut')];
  const pair = [...ins, ...outs];
  const [net] = nets;
  if (!net || pair.length === 0) return { hasSides: pair.length > 0, nets };
  const sides = pairOf(ins, outs, input, []);
  if (sides.kind !== 'pair') return null;
  if (nets.length === 1 && isPair(all, name) && agrees(net, sides.paidIn, sides.paidOut)) {
    set(roles, net, 'derived', readingText('whyNetOfPair', { others: pair.map(named) }));
    return { hasSides: true, nets: [] };
  }
  const answer = askAgainstPair(net, pair, input, false);
  if (answer === undefined) return null;
  if (answer === 'sum') return { hasSides: true, nets };
  const left = answer === 'net' ? [...pair, ...nets.slice(1)] : nets;
  for (const line of left) set(roles, line, 'leftOut', readingText('whyAnswer'));
  return answer === 'net' ? { hasSides: false, nets: [net] } : { hasSides: true, nets: [] };
}
