/** Cash told apart, as a mode with deals or pots takes it: every line headed by a name. */
import type { Text } from '../../engine/index.ts';
import { quotedText, readingText } from '../../i18n/reading.ts';
import { modeById } from '../mode.ts';
import { sameName } from '../saved-modes.ts';
import { isSignedSum } from './arithmetic.ts';
import { cashByDeal, isPair, toldApart } from './deal-pairs.ts';
import {
  saysPair,
  type Cash,
  type CashInput,
  type ModeNeeds,
  type NamedLine,
  type Roles,
} from './cash-model.ts';
import { named, type NumberLine } from './relations.ts';
import { isSource } from './unexplained.ts';
import { dealIn, potNamed } from './words.ts';

export function needsOf(mode: string | null | undefined): ModeNeeds {
  const preset = mode ? modeById(mode) : undefined;
  if (!preset) return { apart: false };
  if (preset.pots) return { apart: true, pots: preset.pots };
  return preset.byDeal ? { apart: true, netsDeals: !preset.strict } : { apart: false };
}

/** The pot that a head names: by its id, else by what pots are usually called. */
export const potOf = (head: string, pots: readonly string[]): string | null =>
  pots.find((pot) => sameName(pot) === sameName(head)) ?? potNamed(head);

const nameOf = (line: NumberLine): string => line.head.trim() || line.range;

/** @returns null where the lines are money in and out of no deal by name */
export function sourcesIn(candidates: readonly NumberLine[], input: CashInput, roles: Roles): Cash | null {
  const whole = candidates.find((z) => {
    const others = candidates.filter((l) => l !== z);
    return (
      others.length >= 2 &&
      (z.says === 'net' || z.says === 'total') &&
      isSignedSum(
        z.series,
        others.map((l) => ({ of: l.series, sign: 1 as const })),
      )
    );
  });
  const lines = candidates.filter((l) => l !== whole);
  if (whole)
    roles.set(whole.index, { role: 'derived', why: readingText('whySum', { others: lines.map(named) }) });
  return input.needs.pots ? byPot(lines, input.needs.pots, input, roles) : byDeal(lines, input, roles);
}

/** A line called total or net beside names is no deal of its own, unless all are called so. */
function byDeal(lines: readonly NumberLine[], input: CashInput, roles: Roles): Cash | null {
  const told = toldApart(lines);
  if (told) return cashByDeal(told, input, roles);
  if (lines.every((l) => saysPair(l) && dealIn(l.head) === '')) return null;
  const hasNames = lines.some((l) => l.says === null);
  const isOdd = (line: NumberLine) => line.says === 'total' || (hasNames && line.says !== null);
  const deals = lines.filter((line) => !isOdd(line) || isSource(line, input, roles));
  if (deals.length === 0) return { kind: 'open' };
  for (const line of deals)
    if (!roles.has(line.index))
      roles.set(line.index, {
        role: 'cash',
        why: readingText('whySource', { head: quotedText(nameOf(line)) }),
      });
  return { kind: 'sources', sources: deals.map((line) => ({ line, name: nameOf(line) })) };
}

function byPot(lines: readonly NumberLine[], pots: readonly string[], input: CashInput, roles: Roles): Cash {
  const told = toldApart(lines) ?? [];
  const potsTold = new Set(told.map((f) => potOf(f.name, pots)));
  const isClear =
    potsTold.size === new Set(told.map((f) => f.name)).size &&
    [...potsTold].every((pot) => pot !== null && pots.includes(pot));
  if (isClear && told.some((f) => isPair(told, f.name))) {
    const cash = cashByDeal(told, input, roles);
    const withPot = (s: NamedLine): NamedLine => ({ ...s, pot: potOf(s.name, pots)! });
    return cash.kind === 'sources' ? { ...cash, sources: cash.sources.map(withPot) } : cash;
  }
  const found: NamedLine[] = [];
  let isOpen = false;
  for (const line of lines) {
    const pot = potOf(line.head, pots);
    const clear =
      pot && pots.includes(pot) && lines.filter((l) => potOf(l.head, pots) === pot).length === 1
        ? pot
        : undefined;
    const answer =
      clear ??
      input.findings.askAt('potUnclear', line.range, { head: quotedText(nameOf(line)) }, [
        ...pots.map((id) => ({ id, label: POTS[id] ?? { en: id, 'zh-CN': id } })),
        { id: 'leaveOut', label: readingText('isNoCash') },
      ]);
    if (answer === undefined) isOpen = true;
    else if (answer === 'leaveOut') roles.set(line.index, { role: 'leftOut', why: readingText('whyAnswer') });
    else {
      roles.set(line.index, {
        role: 'cash',
        why: readingText(clear ? 'whySource' : 'whyAnswer', { head: quotedText(nameOf(line)) }),
      });
      found.push({ line, name: nameOf(line), pot: answer });
    }
  }
  return isOpen || found.length === 0 ? { kind: 'open' } : { kind: 'sources', sources: found };
}

const POTS: Readonly<Record<string, Text>> = {
  operating: { en: 'Operations', 'zh-CN': '运营' },
  capital: { en: 'Sale', 'zh-CN': '退出' },
};
