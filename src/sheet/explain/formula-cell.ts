/** What a cell with one of our functions says, on the user's own sheet: its clauses, its turns, the cells that drive it. */
import type { Locale } from '../../engine/index.ts';
import { formatAmount, formatPercent, say } from '../../i18n/index.ts';
import { formulaTexts } from '../../i18n/explain-formula.ts';
import type { CellExplanation } from './index.ts';
import {
  formulaCells,
  parameterName,
  rangesOf,
  type About,
  type FormulaCell,
  type Signature,
} from './formula-about.ts';
import { DEALS, tellDeal } from './formula-deal.ts';
import { SERIES, tellSeries } from './formula-series.ts';

const RATES = ['IRR', 'IRR.ALL', 'MIRR', 'DIRECTALPHA', 'LNPME'];
const MULTIPLES = ['DPI', 'RVPI', 'TVPI', 'MOIC', 'KSPME'];

/** @param signature undefined where the host's description could not be had */
export function explainFormula(
  cell: FormulaCell,
  signature: Signature | undefined,
  locale: Locale,
): CellExplanation {
  const { call, value } = cell;
  const about = { cell, signature, locale };
  const told = DEALS[call.name] ? tellDeal(about) : SERIES[call.name] ? tellSeries(about) : null;
  if (told?.whole) return told.whole;
  const error =
    typeof value === 'string' && value.startsWith('#') ? errorOf(value, told?.why ?? [], locale) : [];
  return {
    title: `WATERFALL.${call.name}`,
    when: '',
    text: typeof value === 'number' ? shown(call.name, value, locale) : '',
    value: null,
    rule: told?.rule ?? null,
    sentences: [
      ...error,
      ...(signature ? [signature.description] : []),
      ...(error.length ? [] : (told?.sentences ?? [])),
      ...(call.isWhole ? [] : [say(formulaTexts.part, locale, { formula: cell.formula })]),
      ...argumentsOf(about),
    ],
    inputs: [...(told?.inputs ?? rangesOf(about)), ...formulaCells(about)],
  };
}

const shown = (name: string, value: number, locale: Locale): string =>
  RATES.includes(name)
    ? formatPercent(value, locale, 2)
    : MULTIPLES.includes(name)
      ? `${formatAmount(value, locale, 2)}x`
      : formatAmount(value, locale);

function errorOf(error: string, why: readonly string[], locale: Locale): string[] {
  const word = (text: keyof typeof formulaTexts) => [`${error} ${say(formulaTexts[text], locale)}`];
  switch (error) {
    case '#BUSY!':
      return word('busy');
    case '#NAME?':
      return word('name');
    case '#SPILL!':
      return word('spill');
    case '#REF!':
      return word('reference');
    case '#NUM!':
      return [
        `${error} ${say(formulaTexts.noAnswer, locale, { why: why[0] ?? say(formulaTexts.noRoot, locale) })}`,
      ];
    default:
      return [...word('fault'), ...why];
  }
}

/** Arguments whose cells are not in sight: those that are formulas, and parts of tables that are not found. */
function argumentsOf(about: About): string[] {
  const { cell, locale } = about;
  return cell.call.arguments.flatMap((argument, place) => {
    const name = parameterName(about, place);
    if (argument.kind === 'formula')
      return [
        say(formulaTexts.computed, locale, { name, formula: argument.text }),
        ...argument.cells.flatMap((one, i) =>
          one.kind === 'table' && !cell.named[place]![i]
            ? [say(formulaTexts.noTable, locale, { name, table: one.text })]
            : [],
        ),
      ];
    if (cell.grids[place]) return [];
    if (argument.kind === 'table') return [say(formulaTexts.noTable, locale, { name, table: argument.text })];
    return argument.kind === 'name'
      ? [say(formulaTexts.computed, locale, { name, formula: argument.name })]
      : [];
  });
}
