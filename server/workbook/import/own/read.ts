/** Workbooks of our own making, filled in or not: sheets with the heads and labels that exports and templates have. */
import { serialOf, type Preset } from '../../../../src/engine/index.ts';
import { workbookTexts as texts } from '../../../../src/i18n/index.ts';
import { givenTerms, modeOf, type ReadTerm, type WorkbookRow } from '../../../../src/sheet/index.ts';
import { cellsOf } from '../../../../src/sheet/read/cells.ts';
import type { ReadableGrid } from '../../../../src/sheet/read/index.ts';
import {
  checked,
  faultAt,
  inPercent,
  leftOut,
  withReceived,
  yearsIn,
  type Fault,
  type OwnReading,
} from '../reading.ts';
import { readCustom } from './custom.ts';
import { readDeals } from './deals.ts';
import { flowRows, readFlows } from './flows.ts';
import { readParameters } from './parameters.ts';
import { given, isCalled } from './rows.ts';

/** Null where the workbook is not an export or template of this service. */
export function readOwn(grids: readonly ReadableGrid[]): OwnReading | null {
  const custom = readCustom(grids);
  if (custom) return custom;
  const parameters = grids.find((g) => g.values.some((row) => isCalled(row[0], texts.mode)));
  const flowGrid = grids.find((g) => flowRows(g));
  if (!parameters || !flowGrid) return null;

  const { terms, period, periodUnit, options, issues, places } = readParameters(parameters);
  const faults: Fault[] = issues.map((issue) => faultAt(parameters.sheet, issue));
  const named = terms.find((t) => t.id === 'mode');
  const preset = named && modeOf(String(named.value));
  if (!preset)
    faults.push(
      faultAt(parameters.sheet, {
        severity: 'error',
        code: named ? 'unknownMode' : 'modeMissing',
        cell: named?.cell ?? '',
        ...(named ? { received: named.value, params: { known: '' } } : {}),
      }),
    );
  const flows = readFlows(flowGrid, preset, faults);
  faults.push(...besides(grids, flowGrid));
  const deals = preset?.byDeal ? readDeals(grids, faults) : undefined;
  const placed = withReceived(
    terms.map((t) => ({ ...t, sheet: parameters.sheet })),
    [parameters],
  );
  // Their dates are cells with dates, or in the order year, month, day.
  const base = {
    sheet: flowGrid.sheet,
    mode: preset?.id ?? null,
    terms: placed,
    flows,
    periodUnit: periodUnit ?? 'year',
    dateOrder: null,
  } as const;
  if (!preset) return { ...base, request: null, faults };
  const request = requestOf(preset, { terms, period, periodUnit, options, flows, deals: deals?.rows ?? [] });
  const origins = {
    term: (id: string, step = 0) => placed.filter((t) => t.id === id)[step] ?? places.get(id),
    row: (i: number) => flows[i],
    deal: (i: number) => deals?.places[i],
  };
  return { ...base, ...checked(request, origins, faults) };
}

/** Rows far below the flows, or cells far beside them, that hold numbers. */
const besides = (grids: readonly ReadableGrid[], flows: ReadableGrid): Fault[] =>
  grids
    .filter((other) => other !== flows && other.sheet === flows.sheet)
    .flatMap((other) => {
      const number = cellsOf(other)
        .flat()
        .find((cell) => typeof cell.value === 'number');
      return number ? [faultAt(flows.sheet, leftOut(number.address, number.address))] : [];
    });

interface Filled {
  readonly terms: readonly ReadTerm[];
  readonly period: number | undefined;
  /** What the period counts, where it is no years. */
  readonly periodUnit: 'quarter' | 'month' | undefined;
  readonly options: Readonly<Record<string, unknown>>;
  readonly flows: readonly WorkbookRow[];
  readonly deals: readonly object[];
}

/** The body of a calculation, without what was left empty. */
function requestOf(preset: Preset, { terms, period, periodUnit, options, flows, deals }: Filled) {
  const values = givenTerms(terms);
  const valueOf = (id: string) => values[id] as string | number | undefined;
  const valuesOf = (ids: readonly string[]) =>
    Object.fromEntries(ids.map((id) => [id, inDocument(preset, id, valueOf(id))]));
  const ids = preset.terms.map((t) => t.id);
  const last = flows.reduce((most, { year = 0 }) => Math.max(most, year), 0);
  return {
    basic_params: given({
      investment_target: valueOf('investment_target'),
      unit: valueOf('unit'),
      investment_amount: valueOf('investment_amount'),
      period_unit: periodUnit,
      investment_period: period ?? (last || yearsIn(datesOf(flows))),
      ...valuesOf(BASIC_RATES.filter((id) => ids.includes(id))),
    }),
    cash_flows: flows.map(({ year, date, amount, deal, pot }) => given({ year, date, amount, deal, pot })),
    ...(deals.length ? { deals } : {}),
    distribution_params: {
      mode: preset.id,
      ...given(valuesOf(ids.filter((id) => !BASIC_RATES.includes(id)))),
      ...optionsOf(preset, valueOf, options),
    },
  };
}

/** The dates of the rows, each once. */
const datesOf = (flows: readonly WorkbookRow[]) =>
  [...new Set(flows.flatMap(({ date }) => (date === undefined ? [] : [serialOf(date) ?? 0])))].map(
    (date, period) => ({
      period,
      date,
    }),
  );

const BASIC_RATES = ['hurdle_rate', 'carry_rate'];

const inDocument = (preset: Preset, id: string, value: unknown): unknown =>
  preset.terms.find((t) => t.id === id)?.unit === 'percent' ? inPercent(value) : value;

/** Options by the names of their choices in either language, and those of the engine in their own notation. */
function optionsOf(
  preset: Preset,
  valueOf: (id: string) => string | number | undefined,
  further: Readonly<Record<string, unknown>>,
) {
  const own = preset.options.map(({ id, choices }) => {
    const text = valueOf(id);
    const chosen = choices.find((c) => c.id === text || isCalled(text, c.label));
    return [id, chosen?.id ?? text];
  });
  const options = given({ ...Object.fromEntries(own), ...further });
  return Object.keys(options).length ? { options } : {};
}
