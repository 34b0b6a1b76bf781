/** Cash told apart, as a mode with deals or pots takes it: every line headed by a name. */
import type { Text } from '../../engine/index.ts';
import { quotedText, readingText } from '../../i18n/reading.ts';
import { modeById } from '../mode.ts';
import { sameName } from '../saved-modes.ts';
import { isSignedSum } from './arithmetic.ts';
import type { Cash, CashInput, ModeNeeds, NamedLine, Roles } from './cash-model.ts';
import { named, type NumberLine } from './relations.ts';
import { isSource } from './unexplained.ts';
import { potNamed } from './words.ts';

export function needsOf(mode: string | null | undefined): ModeNeeds {
  const preset = mode ? modeById(mode) : undefined;
  if (!preset) return { apart: false };
  return preset.pots ? { apart: true, pots: preset.pots } : { apart: preset.byDeal === true };
}

/** The pot that a head names: by its id, else by what pots are usually called. */
export const potOf = (head: string, pots: readonly string[]): string | null =>
  pots.find((pot) => sameName(pot) === sameName(head)) ?? potNamed(head);

const nameOf = (line: NumberLine): string => line.head.trim() || line.range;

export function sourcesIn(candidates: readonly NumberLine[], input: CashInput, roles: Roles): Cash {
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
function byDeal(lines: readonly NumberLine[], input: CashInput, roles: Roles): Cash {
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
