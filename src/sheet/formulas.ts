/** The detail table as plain Excel formulas, driven by the cells of the terms block. */
import { InvariantError, type PreferredReturn, type Result, type Tier } from '../engine/index.ts';
import { LINKS } from './links.ts';
import type { DetailColumn } from './table.ts';

/** Whether a run can be written as formulas: the classic modes, whose terms drive every tier. */
export function hasFormulas(mode: string): boolean {
  return Object.hasOwn(LINKS, mode);
}

export interface FormulaPlace {
  /** Column letters of each detail column by its key. */
  readonly letterOf: ReadonlyMap<string, string>;
  /** Row number (1-based) of period 0. */
  readonly firstRow: number;
  /** Absolute cell of each term by its id. */
  readonly termCell: ReadonlyMap<string, string>;
}

/** Writes a cell's formula, or null where the cell is an input or has no formula. */
export type FormulaOf = (column: DetailColumn, period: number) => string | null;

/**
 * Formulas of a classic mode: opening = closing above, accrued = capital open x rate, paid = the lesser of
 * the cash left and what is owed, shares of the split, totals and the check.
 */
export function formulasOf(
  mode: string,
  result: Result,
  columns: readonly DetailColumn[],
  place: FormulaPlace,
): FormulaOf {
  const links = LINKS[mode];
  if (!links) throw new InvariantError(`no formulas for ${mode}`);
  const tiers = result.definition.pots[0]!.tiers;
  const cell = (key: string, period: number) => {
    const letter = place.letterOf.get(key);
    if (!letter) throw new InvariantError(`no column ${key}`);
    return `${letter}${place.firstRow + period}`;
  };
  const link = (key: string) => links[key]!.replace(/[a-z]\w*_\w+/g, (id) => place.termCell.get(id) ?? id);
  const investment = place.termCell.get('investment_amount')!;
  const capitalOf = (classId: string) =>
    tiers.find((t) => t.kind === 'returnOfCapital' && t.to.includes(classId))!.id;
  /** Cash that reaches a tier: the period's cash less what the tiers above took. */
  const reaching = (tier: Tier, period: number) => {
    const above = tiers.slice(0, tiers.indexOf(tier)).map((t) => `-${cell(`${t.id}.paid`, period)}`);
    return `MAX(0,${cell('net', period)})${above.join('')}`;
  };
  const definitionOf = (column: DetailColumn) => tiers.find((t) => t.id === column.tier?.id);
  const times = (amount: string, share: string) => (share === '1' ? amount : `${amount}*${share}`);
  const sumOf = (cells: readonly string[]) => (cells.length === 1 ? cells[0]! : cells.join('+'));

  const split = (tier: Extract<Tier, { kind: 'split' }>, party: string, k: number) => {
    if (k === 0) return null;
    if (party === 'gp') return `=(${reaching(tier, k)})*${link(`${tier.id}.gp`)}`;
    return `=${reaching(tier, k)}-${cell(`${tier.id}>gp`, k)}`;
  };
  const balance = (tier: Tier, field: string, k: number): string | null => {
    const at = (name: string) => cell(`${tier.id}.${name}`, k);
    if (field === 'opening') return k === 0 ? null : `=${cell(`${tier.id}.closing`, k - 1)}`;
    if (field === 'added' && tier.kind === 'returnOfCapital')
      return `=${times(k === 0 ? investment : `MAX(0,-${cell('net', k)})`, link(`class.${tier.to[0]!}`))}`;
    if (field === 'accrued')
      return k === 0
        ? null
        : `=${cell(`${capitalOf((tier as PreferredReturn).to[0]!)}.opening`, k)}*${link(`${tier.id}.rate`)}`;
    const inflow = tier.kind === 'returnOfCapital' ? 'added' : 'accrued';
    if (field === 'paid') return k === 0 ? null : `=MIN(${reaching(tier, k)},${at('opening')}+${at(inflow)})`;
    const lapsing = place.letterOf.has(`${tier.id}.lapsed`);
    if (field === 'lapsed') return k === 0 ? null : `=${at('opening')}+${at(inflow)}-${at('paid')}`;
    return `=${at('opening')}+${at(inflow)}-${at('paid')}${lapsing ? `-${at('lapsed')}` : ''}`;
  };
  return (column, k) => {
    const { key } = column;
    if (key === 'net') return k === 0 ? `=-${investment}` : null;
    if (key === 'rate') return k === 0 ? null : `=MAX(0,${cell('net', k)})/${investment}`;
    if (key === 'check') {
      const totals = columns.filter((c) => c.key.startsWith('total>')).map((c) => cell(c.key, k));
      return `=MAX(0,${cell('net', k)})-(${sumOf(totals)})`;
    }
    if (key.startsWith('total>')) {
      const party = column.party!;
      const paid = tiers.flatMap((t) =>
        t.kind === 'split'
          ? t.shares[party] === undefined
            ? []
            : [cell(`${t.id}>${party}`, k)]
          : 'to' in t && t.to.includes(party)
            ? [cell(`${t.id}.paid`, k)]
            : [],
      );
      return paid.length && k > 0 ? `=${sumOf(paid)}` : null;
    }
    const tier = definitionOf(column);
    if (!tier) return null;
    if (tier.kind === 'split') return split(tier, column.party!, k);
    return balance(tier, key.slice(tier.id.length + 1), k);
  };
}
