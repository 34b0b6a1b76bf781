/** Which of several tables holds the cash: the one that is clear, else a question. */
import { readingText } from '../../i18n/reading.ts';
import { formatNumber } from '../../i18n/text.ts';
import type { Blocks, Table } from './blocks.ts';
import { numberIn } from './cells.ts';
import type { Findings } from './findings.ts';
import type { Choice, Line, ReadableGrid, ReadOptions } from './model.ts';
import type { TableReading } from './table.ts';

export interface Sheet {
  readonly grid: ReadableGrid;
  readonly lines: readonly Line[];
  readonly blocks: Blocks;
}

export interface Candidate {
  readonly sheet: Sheet;
  /** The tables that this one is made of. */
  readonly of: readonly Table[];
  readonly table: TableReading;
  readonly findings: Findings;
  readonly block: readonly Line[];
}

/** How surely a table holds the cash: its roles say so, and money goes both ways. */
function rank({ table }: Candidate): number {
  if (table.none !== undefined) return 0;
  const amounts = table.flows.map((f) => f.amount ?? 0);
  const bothWays = amounts.some((a) => a < 0) && amounts.some((a) => a > 0);
  if (!table.placed) return 1;
  return 2 + (table.headed > 0 ? 1 : 0) + (bothWays ? 2 : 0);
}

const WHICH = 'whichTable@';
export const placeOf = ({ sheet, table }: Candidate): string => `${sheet.grid.sheet}!${table.range}`;

export function choose(
  tables: readonly Candidate[],
  { answers = {} }: ReadOptions,
): { chosen?: Candidate; among: readonly Candidate[] } {
  const able = tables.filter((t) => rank(t) > 0);
  const answer = Object.entries(answers).find(([id]) => id.startsWith(WHICH))?.[1];
  const answered = able.find((t) => placeOf(t) === answer);
  if (answered) return { chosen: answered, among: able };
  // A table without periods counts only where there is no other.
  const placed = able.filter((t) => t.table.placed);
  const among = placed.length ? placed : able;
  if (among.length === 1) return { chosen: among[0]!, among };
  const best = Math.max(...among.map(rank));
  const clear = among.filter((t) => rank(t) === best);
  // One whose money goes both ways under heads that say so stands before tables that lack either.
  return clear.length === 1 && best === 5 && among.every((t) => t === clear[0] || rank(t) <= 2)
    ? { chosen: clear[0]!, among }
    : { among };
}

export function askTable(among: readonly Candidate[], findings: Findings): void {
  const choices = among.map((c): Choice => {
    const figures = c.table.flows.slice(0, 3).map((f) => f.amount ?? 0);
    const shown = figures.length ? figures : firstFigures(c.block);
    return {
      id: placeOf(c),
      label: readingText(c.of.length > 1 ? 'tablesTogether' : 'tableAt', {
        range: placeOf(c),
        figures: {
          en: shown.map((n) => formatNumber(n, 'en')).join(' · '),
          'zh-CN': shown.map((n) => formatNumber(n, 'zh-CN')).join(' · '),
        },
      }),
    };
  });
  const best = [...among].sort((a, b) => rank(b) - rank(a));
  const together = among.find(
    (c) => c.of.length > 1 && among.every((o) => o === c || c.of.includes(o.of[0]!)),
  );
  const likely = together ?? (rank(best[0]!) > rank(best[1]!) ? best[0]! : undefined);
  const parts = among.filter((c) => c.of.length === 1).map(placeOf);
  findings.askAt('whichTable', parts.join(', '), {}, choices, likely && placeOf(likely));
}

export const firstFigures = (block: readonly Line[]): number[] =>
  block
    .flat()
    .flatMap((c) => {
      const n = numberIn(c);
      return typeof n === 'number' && c.day === undefined ? [n] : [];
    })
    .slice(0, 3);
