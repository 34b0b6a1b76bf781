/** A workbook of any making as a request: the sheet with the most of a deal is read, and every doubt told at its cell. */
import { isoOf, type Preset } from '../../src/engine/index.ts';
import { apart } from '../../src/sheet/apart.ts';
import {
  modeOf,
  readSelection,
  type DateOrder,
  type Grid,
  type Reading,
  type WorkbookTerm,
} from '../../src/sheet/index.ts';
import { readOwn } from './own.ts';
import {
  checked,
  faultAt,
  percentOf,
  withIsoDates,
  withPercents,
  withReceived,
  type Fault,
  type FoundIssue,
  type ReadRow,
  type WorkbookReading,
} from './reading.ts';

interface SheetReading extends Omit<Reading, 'issues'> {
  readonly terms: readonly WorkbookTerm[];
  readonly issues: readonly FoundIssue[];
  readonly order: DateOrder | null;
}

/** @param grids the used cells of each sheet, from A1 */
export function understand(grids: readonly Grid[]): WorkbookReading {
  const filled = grids.filter((g) => g.values.some((row) => row.some((v) => v !== null && v !== '')));
  const own = readOwn(filled);
  if (own) return own;
  const readings = filled.map(readSheet);
  const best = readings.reduce<SheetReading | undefined>(
    (found, r) => (found === undefined || worth(r) > worth(found) ? r : found),
    undefined,
  );
  if (!best || best.flows.length === 0) return nothing(best, filled);
  // Terms may stand on a sheet of their own.
  const termsFrom = termsIn(best)
    ? best
    : readings.reduce((found, r) => (termsIn(r) > termsIn(found) ? r : found), best);
  const faults: Fault[] = [
    ...best.issues.map((issue) => faultAt(best.sheet, issue)),
    ...(termsFrom === best
      ? []
      : termsFrom.issues.filter(isOfTerm(termsFrom)).map((issue) => faultAt(termsFrom.sheet, issue))),
  ];
  const { terms } = termsFrom;
  const named = terms.find((t) => t.id === 'mode');
  const preset = named && modeOf(String(named.value));
  if (!preset) {
    const issue: FoundIssue = named
      ? {
          severity: 'error',
          code: 'unknownMode',
          cell: named.cell,
          received: named.value,
          params: { known: '' },
        }
      : { severity: 'warning', code: 'modeMissing', cell: '' };
    faults.push(faultAt(named?.sheet ?? best.sheet, issue));
  }
  const found = preset ? apart(preset, best) : null;
  if (found === 'lacking')
    faults.push(
      faultAt(best.sheet, {
        severity: 'error',
        code: preset!.byDeal ? 'dealWithoutCost' : 'columnsDiffer',
        cell: best.flows[0]!.cell,
        received: preset!.byDeal ? (best.sources?.[0]?.name ?? '1') : (best.sources?.length ?? 1),
        params: { columns: preset!.pots?.length ?? 0, known: preset!.pots?.join(', ') ?? '' },
      }),
    );
  const separate = found === 'lacking' || found === null ? null : found;
  const all = separate?.flows ?? best.flows;
  const opening = separate ? (best.dated ? all.slice(0, 1) : []) : [];
  const flows = (separate ? [...opening, ...separate.cash] : all).map(
    ({ period, date, amount, cell, ...more }): ReadRow => ({
      ...(date === undefined ? { year: period } : { date: isoOf(date) }),
      amount,
      ...('deal' in more ? { deal: String(more.deal) } : {}),
      ...('pot' in more ? { pot: String(more.pot) } : {}),
      sheet: best.sheet,
      cell,
    }),
  );
  const base = {
    sheet: best.sheet,
    mode: preset?.id ?? null,
    terms,
    flows,
    dateOrder: best.dated ? best.order : null,
  };
  if (!preset || found === 'lacking') return { ...base, request: null, faults };
  const leading = all[0]!.period === 0 ? all[0]!.amount : null;
  const request = requestOf(
    preset,
    terms,
    flows,
    all[all.length - 1]!.period,
    leading,
    separate?.deals ?? [],
  );
  return {
    ...base,
    ...checked(request, { term: (id) => terms.find((t) => t.id === id), row: (i) => flows[i] }, faults),
  };
}

function readSheet(grid: Grid): SheetReading {
  const dated = withIsoDates(grid);
  const reading = readSelection(dated.grid);
  const { terms, issues } = withPercents(reading.terms, reading.issues, dated.grid);
  return {
    ...reading,
    terms: withReceived(terms, dated.grid),
    issues: [...dated.issues, ...issues],
    order: dated.order,
  };
}

const isOfTerm =
  ({ terms }: SheetReading) =>
  (issue: FoundIssue): boolean =>
    issue.params?.term !== undefined || terms.some((t) => t.cell === issue.cell);
/** How many terms a sheet names, whether they can be read or not. */
const termsIn = (reading: SheetReading): number =>
  reading.terms.length +
  reading.issues.filter((i) => i.severity === 'error' && i.params?.term !== undefined).length;

/** A sheet with terms beside flows is a deal; flows alone may be, the more the likelier. */
const worth = ({ flows, terms, issues }: SheetReading): number =>
  flows.length < 2
    ? -1
    : 4 * terms.length + Math.min(flows.length, 40) - 2 * issues.filter((i) => i.severity === 'error').length;

function nothing(best: SheetReading | undefined, grids: readonly Grid[]): WorkbookReading {
  const sheet = best?.sheet ?? grids[0]?.sheet ?? '';
  const issue: FoundIssue = grids.length
    ? {
        severity: 'error',
        code: 'noAmounts',
        cell: '',
        params: { range: grids.map((g) => g.sheet).join(', ') },
      }
    : { severity: 'error', code: 'emptySelection', cell: '' };
  return {
    sheet: null,
    mode: null,
    terms: [],
    flows: [],
    dateOrder: null,
    request: null,
    faults: [faultAt(sheet, issue)],
  };
}

const BASIC = ['investment_amount', 'investment_target', 'unit', 'hurdle_rate', 'carry_rate'];

function requestOf(
  preset: Preset,
  terms: readonly WorkbookTerm[],
  flows: readonly ReadRow[],
  last: number,
  leading: number | null,
  deals: readonly object[],
): Record<string, unknown> {
  const basic: Record<string, unknown> = { investment_period: Math.max(1, last) };
  const distribution: Record<string, unknown> = { mode: preset.id };
  const options: Record<string, unknown> = {};
  if (leading !== null) basic.investment_amount = -leading;
  for (const { id, value } of terms) {
    const spec = preset.terms.find((t) => t.id === id);
    const sent = spec?.unit === 'percent' && typeof value === 'number' ? percentOf(value) : value;
    const option = preset.options.find((o) => o.id === id);
    const choice = option?.choices.find((c) => [c.id, c.label.en, c.label['zh-CN']].includes(String(value)));
    if (option) options[id] = choice?.id ?? value;
    else if (BASIC.includes(id)) {
      if (spec || !id.endsWith('_rate')) basic[id] = sent;
    } else if (spec) distribution[id] = sent;
  }
  if (Object.keys(options).length) distribution.options = options;
  return {
    basic_params: basic,
    cash_flows: flows.map(({ year, date, amount, deal, pot }) => ({
      ...(date === undefined ? { year } : { date }),
      amount,
      ...(deal === undefined ? {} : { deal }),
      ...(pot === undefined ? {} : { pot }),
    })),
    ...(deals.length ? { deals } : {}),
    distribution_params: distribution,
  };
}
