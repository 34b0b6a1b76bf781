/** Which lines of numbers are the cash: by what the user said, by arithmetic, by heads, and else by asking. */
import { isCalendarYear } from './dates.ts';
import type { Text } from '../../engine/index.ts';
import { quotedText, readingText } from '../../i18n/reading.ts';
import { isRunningSum, isZero } from './arithmetic.ts';
import { headWhy, set, type Cash, type CashInput, type Decided, type Roles } from './cash-model.ts';
import type { Role } from './model.ts';
import { askWhich, looksLikeCash, netOrPair, withNet } from './net.ts';
import { askWays, isTurned, withAdded } from './pair.ts';
import { derivedLines, named, saysCash, sumsIn, type NumberLine, type Sum } from './relations.ts';
import { sourcesIn } from './sources.ts';
import { explainOrAsk, isSource, type Added } from './unexplained.ts';
import { isPartyPaid } from './words.ts';

export function decideCash(input: CashInput): Decided {
  const { lines, chosen, times } = input;
  const roles: Roles = new Map();
  for (const [index, role] of chosen) roles.set(index, { role, why: readingText('whyUser') });
  const byUser = (role: Role) => lines.filter((l) => chosen.get(l.index) === role);
  const open = lines.filter((l) => !chosen.has(l.index));
  // A line of zeros is explained by itself, unless it alone is the cash by its head.
  const derived = derivedLines(lines, times);
  for (const line of open) {
    const why = derived.get(line.index);
    if (why) roles.set(line.index, { role: 'derived', why });
  }
  const rest = open.filter((l) => !roles.has(l.index));
  const isReceipt = (line: NumberLine) =>
    isPartyPaid(line.head) && rest.some((l) => l.says === 'paidIn') && !rest.some((l) => l.says === 'net');
  for (const line of rest) {
    const why =
      (isReceipt(line) ? undefined : byHead(line)) ??
      (isZero(line.series) && !saysCash(line) && rest.some((l) => !isZero(l.series))
        ? readingText('whyZero')
        : undefined);
    if (why) roles.set(line.index, { role: 'derived', why });
  }
  const candidates = rest.filter((l) => !roles.has(l.index));
  const sums = sumsIn(lines.filter((l) => chosen.get(l.index) !== 'leftOut'));
  const own = candidates.length ? [] : lines.filter((l) => l.says === 'result' && looksLikeCash(l));
  const cash =
    byUser('net').length + byUser('paidIn').length + byUser('paidOut').length + byUser('cash').length
      ? chosenCash(byUser, candidates, sums, input, roles)
      : own.length
        ? askOwn(own, sums, input, roles)
        : candidates.length === 0
          ? nothing(lines, roles)
          : ((input.needs.apart ? sourcesIn(candidates, input, roles) : null) ??
            netOrPair(candidates, sums, input, roles));
  for (const line of open)
    if (!roles.has(line.index)) roles.set(line.index, { role: 'unclear', why: readingText('whyUnclear') });
  if (cash.kind === 'net') return { roles, cash: askTurned(askSwapped(cash, input, roles), input) };
  return { roles, cash: cash.kind === 'pair' ? askWays(cash, input, roles) : cash };
}

/** The cash by its head adds up a line that is called cumulative: one of the heads stands over the wrong line. */
function askSwapped(cash: Net, { lines, chosen, findings, range }: CashInput, roles: Roles): Cash {
  const { line } = cash;
  const other = lines.find(
    (l) => l !== line && l.says === 'derived' && isRunningSum(line.series, l.series) && !chosen.has(l.index),
  );
  if (!other || chosen.has(line.index)) return cash;
  const answer = findings.askAt(
    'whichIsCash',
    range,
    { line: named(line), other: named(other) },
    [other, line].map(({ head, range: of }) => ({
      id: of,
      label: readingText('useLine', { head: head || readingText('line'), range: of }),
    })),
    other.range,
    'headsSwapped',
  );
  if (answer === line.range) return cash;
  if (answer === undefined) return { kind: 'open' };
  set(roles, other, 'net', readingText('whyAnswer'));
  set(roles, line, 'derived', readingText('whyRunning', { other: named(other) }));
  return { kind: 'net', line: other, paidIn: [], paidOut: [] };
}

type Net = Extract<Cash, { kind: 'net' }>;

/** A net that begins with receipts, ends with outlays and loses money shows what is paid in as positive, or is no deal's. */
function askTurned(cash: Cash, { findings }: CashInput): Cash {
  if (cash.kind !== 'net' || !isTurned(cash.line.series.values)) return cash;
  const { line } = cash;
  const answer = findings.askAt(
    'mixedSigns',
    line.range,
    { head: quotedText(line.head || line.range), received: line.series.values.find((v) => v !== 0)! },
    [
      { id: 'ownSigns', label: readingText('ownSigns') },
      { id: 'turned', label: readingText('turnedSigns') },
    ],
    'turned',
    'signsTurned',
  );
  return answer === 'turned' ? { ...cash, turned: true } : cash;
}

/** No larger than a share, a rate or a multiple is. */
const isSmall = ({ percent, head, series }: NumberLine): boolean =>
  percent || series.values.every((v) => Math.abs(v) <= (/multiple|ratio|倍|%|％/i.test(head) ? 100 : 1));

/** Years of the calendar under a head that speaks of one: `Exit year`, `Vintage`. */
const areYears = ({ head, series }: NumberLine): boolean =>
  /year|vintage|年/i.test(head) &&
  !isZero(series) &&
  series.values.every((v) => v === 0 || isCalendarYear(v));

function byHead(line: NumberLine): Text | undefined {
  const { says, head } = line;
  const quoted = quotedText(head);
  if (areYears(line)) return readingText('whyHead', { head: quoted });
  if (says === 'derived') return readingText('whyHead', { head: quoted });
  if (says === 'share') return isSmall(line) ? readingText('whyHead', { head: quoted }) : undefined;
  if (says === 'result') return readingText('whyResult', { head: quoted });
  if (says === 'value') return readingText('whyValue', { head: quoted });
  return says === 'note' && areMarks(line) ? readingText('whyHead', { head: quoted }) : undefined;
}

/** Numbers of notes, stages or sources; larger ones under such a head may be money. */
const areMarks = ({ series }: NumberLine): boolean =>
  series.values.every((v) => Number.isInteger(v) && v >= 0 && v < 100);

/** Lines headed by parties with money in both directions are their own cash, not what they get. */
function askOwn(own: readonly NumberLine[], sums: readonly Sum[], input: CashInput, roles: Roles): Cash {
  for (const line of own) roles.delete(line.index);
  return askWhich(own, own, sums, input, roles);
}

function nothing(lines: readonly NumberLine[], roles: Roles): Cash {
  const all = lines.filter((l) => roles.get(l.index)?.role !== 'leftOut');
  if (all.length === 0) return { kind: 'none', seems: lines.length ? 'seemsLeftOut' : 'seemsText' };
  if (all.some((l) => l.says === 'result')) return { kind: 'none', seems: 'seemsResults' };
  return {
    kind: 'none',
    seems: all.every((l) => l.percent || /%|share|占比|比例/i.test(l.head)) ? 'seemsShares' : 'seemsDerived',
  };
}

/** The user named the cash; other lines need no more explanation than they have. */
function chosenCash(
  byUser: (role: Role) => NumberLine[],
  candidates: readonly NumberLine[],
  sums: readonly Sum[],
  input: CashInput,
  roles: Roles,
): Cash {
  const [nets, ins, outs, apart] = [byUser('net'), byUser('paidIn'), byUser('paidOut'), byUser('cash')];
  if (apart.length) {
    const sources = [...apart, ...candidates.filter((line) => isSource(line, input, roles))];
    return { kind: 'sources', sources: sources.map((line) => ({ line, name: line.head || line.range })) };
  }
  if (nets.length === 1 && !ins.length && !outs.length)
    return withNet(nets[0]!, candidates, sums, input, roles);
  const others = [...ins, ...outs];
  const added: Added[] = [];
  for (const line of candidates) {
    if ((line.says === 'paidIn' || line.says === 'paidOut') && !nets.length) {
      set(roles, line, line.says, headWhy(line));
      (line.says === 'paidIn' ? ins : outs).push(line);
    } else if (sums.some((s) => s.whole === line && s.parts.every((p) => others.includes(p.line))))
      set(roles, line, 'derived', readingText('whySum', { others: others.map(named) }));
    else added.push(...explainOrAsk(line, undefined, sums, input, roles));
  }
  return withAdded(added, ins, outs, nets, input);
}
