/** Each function of the help: what it is given, and an example whose value is computed when the page is made. */
import type { Locale } from '../../src/engine/index.ts';
import { compute, type Sheet } from './formula.ts';
import { cell, code, escape, figure, table } from './html.ts';
import type { FunctionMetadata } from './metadata.ts';
import type { Spill } from './simulated.ts';
import { formatAmount, formatPercent, helpWord } from './words.ts';

export type Format = 'amount' | 'percent' | 'multiple';

interface Example {
  readonly formula: string;
  /** How its number is written; a table is written as its cells hold it. */
  readonly as?: Format;
  /** The first row of its table is a head. */
  readonly headed?: boolean;
}

const DEAL = 'F12, B11:C13, C3:C8';

/** By the id of the function; a function without one is a fault. */
const EXAMPLES: Readonly<Record<string, Example>> = {
  IRR: { formula: '=WATERFALL.IRR(C3:C8)', as: 'percent' },
  IRRALL: { formula: '=WATERFALL.IRR.ALL(C3:C8)', headed: true },
  NPV: { formula: '=WATERFALL.NPV(8%, C4:C8)', as: 'amount' },
  MIRR: { formula: '=WATERFALL.MIRR(C3:C8, 8%, 5%)', as: 'percent' },
  DPI: { formula: '=WATERFALL.DPI(C3:C8)', as: 'multiple' },
  RVPI: { formula: '=WATERFALL.RVPI(C3:C8, 5000)', as: 'multiple' },
  TVPI: { formula: '=WATERFALL.TVPI(C3:C8, 5000)', as: 'multiple' },
  MOIC: { formula: '=WATERFALL.MOIC(C3:C8)', as: 'multiple' },
  PAYBACK: { formula: '=WATERFALL.PAYBACK(C3:C8)', as: 'amount' },
  KSPME: { formula: '=WATERFALL.KSPME(C3:C8, D3:D8)', as: 'multiple' },
  DIRECTALPHA: { formula: '=WATERFALL.DIRECTALPHA(C3:C8, D3:D8)', as: 'percent' },
  LNPME: { formula: '=WATERFALL.LNPME(C3:C8, D3:D8)', as: 'percent' },
  PMEPLUS: { formula: '=WATERFALL.PMEPLUS(C3:C8, D3:D8)', as: 'percent' },
  MODES: { formula: '=WATERFALL.MODES()', headed: true },
  TERMS: { formula: '=WATERFALL.TERMS("flat_periodic")' },
  DISTRIBUTE: { formula: `=WATERFALL.DISTRIBUTE(${DEAL}, , , "payments")`, headed: true },
  SUMMARY: { formula: `=WATERFALL.SUMMARY(${DEAL})`, headed: true },
  PAYOUT: { formula: `=WATERFALL.PAYOUT("GP", ${DEAL})`, as: 'amount' },
  CARRY: { formula: `=WATERFALL.CARRY(${DEAL})`, as: 'amount' },
  CLAWBACK: { formula: `=WATERFALL.CLAWBACK(${DEAL})`, as: 'amount' },
  EXPLAIN: { formula: `=WATERFALL.EXPLAIN(${DEAL}, 5)` },
  SENSITIVITY: {
    formula: `=WATERFALL.SENSITIVITY("GP.carry", ${DEAL}, "hurdle_rate", H3:H7, "exit", I2:K2)`,
    headed: true,
  },
  SOLVE: { formula: `=WATERFALL.SOLVE("LP.irr", 12%, ${DEAL}, "exit")`, as: 'amount' },
  RECONCILE: { formula: `=WATERFALL.RECONCILE(${DEAL}, L2:N6)` },
  SIMULATE: { formula: `=WATERFALL.SIMULATE("LP.irr", ${DEAL}, 20%)` },
};

export function formatted(value: string | number, as: Format, locale: Locale): string {
  const number = Number(value);
  if (as === 'percent') return formatPercent(number, locale, 2);
  return as === 'multiple' ? `${number.toFixed(2)}x` : formatAmount(number, locale);
}

/** Numbers as a cell without a format shows them. */
function spillTable(name: string, spill: Spill, hasHead: boolean, locale: Locale): string {
  const isFigures = spill[0]!.map((_, i) => spill.slice(1).some((row) => typeof row[i] === 'number'));
  const show = (value: string | number, i: number) => ({
    ...(typeof value === 'number'
      ? figure(value.toLocaleString(locale, { maximumFractionDigits: 4, useGrouping: false }))
      : cell(value)),
    numeric: isFigures[i]!,
  });
  const rows = spill.map((row) => row.map(show));
  const label = helpWord('spilled', locale, { name });
  return hasHead ? table(label, [rows[0]!], rows.slice(1)) : table(label, [], rows);
}

/** The section of a function, from its name on. */
export function functionSection(
  name: string,
  metadata: readonly FunctionMetadata[],
  sheet: Sheet,
  locale: Locale,
): string {
  const about = metadata.find((f) => f.name === name);
  const example = about && EXAMPLES[about.id];
  if (!example) throw new Error(`${name} is no function, or has no example`);
  const parameters = about.parameters.map((p) => (p.optional ? `[${p.name}]` : p.name));
  const value = compute(example.formula, sheet, metadata, locale);
  const gives = example.as
    ? helpWord('gives', locale, { value: `<b>${escape(formatted(value[0]![0]!, example.as, locale))}</b>` })
    : helpWord('givesTable', locale);
  return [
    `<h3 id="function-${about.id.toLowerCase()}">${escape(name)}</h3>`,
    `<p>${escape(about.description)}</p>`,
    `<p><code>WATERFALL.${escape(name)}(${escape(parameters.join(', '))})</code></p>`,
    ...(about.parameters.length ? [parameterTable(about, locale)] : []),
    `<p class="example"><span>${helpWord('example', locale)}</span> <code>${escape(example.formula)}</code> ${gives}</p>`,
    ...(example.as ? [] : [spillTable(name, value, example.headed ?? false, locale)]),
  ].join('\n');
}

const parameterTable = ({ name, parameters }: FunctionMetadata, locale: Locale): string =>
  table(
    `${name}: ${helpWord('parameter', locale)}`,
    [[cell(helpWord('parameter', locale)), cell(helpWord('meaning', locale))]],
    parameters.map((p) => [
      code(p.name),
      { html: escape(p.description) + (p.optional ? ` <i>${helpWord('optional', locale)}</i>` : '') },
    ]),
  );
