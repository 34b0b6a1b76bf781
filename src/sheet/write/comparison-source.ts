/** Where the figures of a comparison come from: cells of the detail sheet of each of its columns. */
import { CASH, EXIT, presetOf, type Measure, type Result } from '../../engine/index.ts';
import { rangeAddress } from '../grid.ts';
import type { SheetMap, SheetPlan } from '../plan.ts';
import { carryKeys, isShared, keysOf } from './statement-figures.ts';
import { cashCells } from './scenario-inputs.ts';
import { quoted, sourceOf, type Linked, type StatementSource } from './statement-source.ts';

/** What a line of a comparison shows. */
export type Compared =
  | { readonly kind: 'term'; readonly id: string }
  | { readonly kind: 'measure'; readonly measure: Measure }
  | { readonly kind: 'effectiveCarry' | 'payback' }
  | { readonly kind: 'paid'; readonly tier: string; readonly party: string };

/** The run or a scenario with its detail sheet. */
export interface ComparedSheet {
  readonly linked: Linked;
  readonly result: Result;
}

export interface ComparisonSource {
  /** The formula of a line in a column, without its equals sign; where no cell has it, the given value of the run. */
  formula(column: number, what: Compared, value: number | null): string;
  /** What a party received in all. */
  received(column: number, party: string): string;
}

/** @param sheets of the run, then of each scenario; `cells` of the run's sheet */
export function comparisonSource(
  sheets: readonly ComparedSheet[],
  run: { readonly mode: string; readonly exit: number | null; readonly cells: SheetPlan['cells'] },
): ComparisonSource {
  const columns = sheets.map(({ linked, result }) => ({ linked, result, source: sourceOf(linked) }));
  /** Of a term that has a cell, or that is what the others of its ratios leave. */
  const term = (source: StatementSource, { map }: Linked, id: string): string | null => {
    const own = source.cell(map.links?.terms?.[id]);
    const { ratios = [] } = presetOf(run.mode) ?? {};
    if (own !== null || ratios.at(-1) !== id) return own;
    const others = ratios.slice(0, -1).map((other) => source.cell(map.links?.terms?.[other]));
    return others.includes(null) ? null : `1-${others.join('-')}`;
  };
  const exit = run.exit === null ? [] : cashCells(sheets[0]!.linked, run.cells, run.exit);
  return {
    formula(column, what, value) {
      const { linked, result, source } = columns[column]!;
      const known = (): string | null => {
        switch (what.kind) {
          case 'term':
            return (
              term(source, linked, what.id) ??
              (what.id === CASH ? '1' : what.id === EXIT && exit.length ? exit.join('+') : null)
            );
          case 'measure':
            return measureFormula(linked, result, source, what.measure);
          case 'payback':
            return headerCell(linked.map, source, 'payback');
          case 'effectiveCarry': {
            const profit = isLeft(result) ? null : profitFormula(linked);
            return profit && `IF(${profit}>0,(${carryFormula(result, source)})/${profit},NA())`;
          }
          case 'paid':
            return paidFormula(result, source, what.tier, what.party);
        }
      };
      return known() ?? (value === null ? 'NA()' : source.ofRun(String(value)));
    },
    received(column, party) {
      const { result, source } = columns[column]!;
      const own = result.parties.find((p) => p.id === party);
      return source.sum([`total>${party}`], own?.received ?? [], 0, result.timeline.periods);
    },
  };
}

/** A measure above the table, of which there is one. */
function headerCell(
  { cells }: SheetMap,
  source: StatementSource,
  what: 'irr' | 'tvpi' | 'payback',
): string | null {
  return source.cell(Object.keys(cells).find((cell) => cells[cell]![0] === what));
}

const carryFormula = (result: Result, source: StatementSource): string =>
  source.sum(carryKeys(result), result.carry, 0, result.timeline.periods);

/** What all parties had, with a value that is left, less what they paid in. */
function profitFormula({ sheet, map }: Linked): string | null {
  const column = map.links?.project;
  return column === undefined
    ? null
    : `SUM(${quoted(sheet, rangeAddress(map.firstRow, column, map.periods + 1, 1))})`;
}

const isLeft = ({ liquidations, timeline }: Result): boolean =>
  liquidations.some((l) => l.period === timeline.periods);

/** Null where no cells give it: what a class would have of a value that is left at the end, and a clawback. */
function measureFormula(
  linked: Linked,
  result: Result,
  source: StatementSource,
  { of, what }: Measure,
): string | null {
  const { links } = linked.map;
  if (what === 'clawback') return null;
  if (what === 'carry') return carryFormula(result, source);
  if (of === 'project') {
    if (what === 'irr') return source.cell(links?.projectIrr);
    if (what === 'multiple') return headerCell(linked.map, source, 'tvpi');
    return what === 'profit' ? profitFormula(linked) : null;
  }
  const party = result.parties.find((p) => p.id === of);
  if (!party) return null;
  const last = result.timeline.periods;
  const received = source.sum([`total>${of}`], party.received, 0, last);
  if (what === 'irr') return source.cell((links?.irrBefore ?? links?.irr)?.[of]);
  if (what === 'received') return received;
  if (isLeft(result)) return null;
  const paidIn = source.paidIn(of, party.contributed, 0, last);
  return what === 'multiple' ? `IF(${paidIn}=0,NA(),${received}/${paidIn})` : `${received}-${paidIn}`;
}

/** What a tier pays a party in all: nothing where the scenario has no such tier. */
function paidFormula(result: Result, source: StatementSource, id: string, party: string): string {
  const tier = result.tiers.find((t) => t.id === id);
  const paid = tier?.payments.find((p) => p.party === party);
  if (tier && paid) return source.sum(keysOf(result, tier, party), paid.amounts, 0, result.timeline.periods);
  return tier && isShared(result.definition) ? source.ofRun('0') : '0';
}
