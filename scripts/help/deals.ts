/** A worked deal for each mode: run by the engine when the page is made, so no figure of it is typed. */
import { total, type Locale, type Result } from '../../src/engine/index.ts';
import { termsOfMode } from '../../src/functions/templates.ts';
import { explanationOf, resultOf } from '../../src/functions/waterfall.ts';
import { inExcel } from './host.ts';

export type CashCells = readonly (readonly (string | number)[])[];
const column = (...cells: (string | number)[]): CashCells => cells.map((c) => [c]);

/** The sample of the preview: 10,000 paid in, 15,000 received. */
const SAMPLE = column(-10_000, 1000, 2000, 3000, 4000, 5000);

const words = (en: string[], zh: string[]) => ({ en, 'zh-CN': zh });
const DEAL_NAMES = words(['Mill', 'Quay', 'Yard'], ['甲项目', '乙项目', '丙项目']);
const POT_NAMES = words(['Operations', 'Sale'], ['运营', '退出']);

/** Cash of the worked deals, by mode, below the heads of their columns. */
const CASH: Readonly<Record<string, (locale: Locale) => CashCells>> = {
  // Two deals are sold at a gain, the third is lost: carry was paid that the whole fund does not give.
  american: (locale) => [
    DEAL_NAMES[locale],
    [-1000, -1500, -2000],
    ['', '', ''],
    [1800, '', ''],
    ['', 2700, ''],
    ['', '', ''],
    ['', '', 1500],
  ],
  // Enough for the second promote.
  jv_irr_hurdles: () => column(-10_000, 800, 800, 800, 800, 17_000),
  re_operating_and_capital: (locale) => [
    POT_NAMES[locale],
    [-10_000, 0],
    [600, 0],
    [900, 0],
    [1000, 0],
    [1000, 0],
    [1000, 14_000],
  ],
};

export interface WorkedDeal {
  readonly cash: CashCells;
  readonly result: Result;
  /** What each tier did in a year, in the words of EXPLAIN. */
  explain(year: number): readonly string[];
}

export function workedDeal(mode: string, locale: Locale): WorkedDeal {
  return runOf(mode, CASH[mode]?.(locale) ?? SAMPLE, locale);
}

/** The sample in a mode that takes one column of cash. */
export const sampleDeal = (mode: string, locale: Locale): WorkedDeal => runOf(mode, SAMPLE, locale);

function runOf(mode: string, cash: CashCells, locale: Locale): WorkedDeal {
  const deal = [mode, termsOfMode(mode, locale), cash as unknown[][], undefined, undefined] as const;
  return {
    cash,
    result: inExcel(locale, () => resultOf(deal, undefined)),
    explain: (year) =>
      inExcel(locale, () => explanationOf(deal, year, undefined, undefined)).map(([line]) => line!),
  };
}

/** A figure of a run that a text names: `paid hurdle 5`, `received gp`, `irr lp`, `carry`. Rates are fractions. */
export function figureOf(result: Result, [what, of, year]: readonly string[]): number {
  const tier = () => {
    const found = result.tiers.find((t) => t.id === of);
    if (!found)
      throw new Error(`there is no tier ${of}; there are ${result.tiers.map((t) => t.id).join(', ')}`);
    return found;
  };
  const party = () => {
    const found = result.parties.find((p) => p.id === of);
    if (!found) throw new Error(`there is no party ${of}`);
    return found;
  };
  const at = (values: readonly number[]) => (year === undefined ? total(values) : values[Number(year)]!);
  switch (what) {
    case 'paid':
    case 'accrued':
    case 'opening':
    case 'closing':
      return at(tier()[what]);
    case 'received':
      return at(party().received);
    case 'irr':
      return party().measures.irr!;
    case 'carry':
      return of === undefined ? total(result.carry) : result.carry[Number(of)]!;
    case 'effective':
      return result.effectiveCarry!;
    case 'cash':
      return result.cash[Number(of)]!;
    case 'profit':
    case 'contributed':
    case 'distributed':
      return result.project[what];
    case 'clawback':
      return result.clawback!.total;
    case 'entitlement':
      return result.clawback!.entries.at(-1)!.entitlement;
    default:
      throw new Error(`${what} is no figure of a deal`);
  }
}
