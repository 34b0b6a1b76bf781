/** Workbooks of our own making, filled in or not: sheets with the heads and labels that exports and templates have. */
import { isoOf, type Preset } from '../../src/engine/index.ts';
import { workbookTexts as texts, type Text } from '../../src/i18n/index.ts';
import {
  amountIn,
  cellsOf,
  dateIn,
  isBlank,
  modeOf,
  readAmount,
  readTermsBlock,
  termOf,
  type Cell,
  type CellIssue,
  type Grid,
} from '../../src/sheet/index.ts';
import {
  checked,
  faultAt,
  percentOf,
  withPercents,
  withReceived,
  type Fault,
  type FoundIssue,
  type ReadRow,
  type Understood,
} from './reading.ts';
import { potNames } from './sheets.ts';

const isCalled = (value: unknown, text: Text): boolean =>
  typeof value === 'string' && [text.en, text['zh-CN']].includes(value.trim());

/** The rows below the heads, which are all in one row; undefined where the sheet has not these heads. */
function rowsUnder(grid: Grid, heads: Readonly<Record<string, Text>>, needed: readonly string[]) {
  const cells = cellsOf(grid);
  const at = cells.findIndex((row) => needed.every((key) => row.some((c) => isCalled(c.value, heads[key]!))));
  if (at < 0) return undefined;
  const columnOf = Object.fromEntries(
    Object.entries(heads).map(([key, text]) => [key, cells[at]!.findIndex((c) => isCalled(c.value, text))]),
  );
  return cells.slice(at + 1).map(
    (row) =>
      (key: string): Cell | undefined =>
        row[columnOf[key] ?? -1],
  );
}

const FLOW_HEADS = {
  year: texts.year,
  date: texts.date,
  deal: texts.deal,
  pot: texts.pot,
  amount: texts.amount,
};
const DEAL_HEADS = {
  deal: texts.deal,
  cost: texts.cost,
  year: texts.bought,
  expenses: texts.expenses,
  closed: texts.closed,
  writeDowns: texts.writeDowns,
};

/** Null where the workbook is somebody else's. */
export function readOwn(grids: readonly Grid[]): Understood | null {
  const custom = readCustom(grids);
  if (custom) return custom;
  const parameters = grids.find((g) => g.values.some((row) => isCalled(row[0], texts.mode)));
  const flowGrid = grids.find((g) => rowsUnder(g, FLOW_HEADS, ['year', 'date', 'amount']));
  if (!parameters || !flowGrid) return null;

  const { terms, period, options, issues, places } = readParameters(parameters);
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
  const deals = preset?.byDeal ? readDeals(grids, faults) : undefined;
  const placed = withReceived(terms, parameters);
  // Their dates are cells with dates, or in the order year, month, day.
  const base = { sheet: flowGrid.sheet, mode: preset?.id ?? null, terms: placed, flows, dateOrder: null };
  if (!preset) return { ...base, request: null, faults };
  const valueOf = (id: string) => terms.find((t) => t.id === id)?.value;
  const last = Math.max(0, ...flows.map((f) => f.year ?? 0));
  const request = {
    basic_params: given({
      investment_target: valueOf('investment_target'),
      unit: valueOf('unit'),
      investment_amount: valueOf('investment_amount'),
      investment_period: period ?? (last || Math.max(1, flows.length - 1)),
      ...Object.fromEntries(
        ['hurdle_rate', 'carry_rate'].flatMap((id) =>
          preset.terms.some((t) => t.id === id) ? [[id, inDocument(preset, id, valueOf(id))]] : [],
        ),
      ),
    }),
    cash_flows: flows.map(({ year, date, amount, deal, pot }) => given({ year, date, amount, deal, pot })),
    ...(deals?.rows.length ? { deals: deals.rows } : {}),
    distribution_params: {
      mode: preset.id,
      ...given(
        Object.fromEntries(
          preset.terms
            .filter((t) => t.id !== 'hurdle_rate' && t.id !== 'carry_rate')
            .map((t) => [t.id, inDocument(preset, t.id, valueOf(t.id))]),
        ),
      ),
      ...optionsOf(preset, valueOf, options),
    },
  };
  return {
    ...base,
    ...checked(
      request,
      {
        term: (id) => places.get(id),
        row: (i) => flows[i],
        deal: (i) => deals?.places[i],
      },
      faults,
    ),
  };
}

/** Without what is left out. */
const given = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

const inDocument = (preset: Preset, id: string, value: unknown): unknown =>
  preset.terms.find((t) => t.id === id)?.unit === 'percent' && typeof value === 'number'
    ? percentOf(value)
    : value;

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

function readParameters(grid: Grid) {
  // Only labels with a value count: what is left empty is the mode's to ask for.
  const kept = grid.values.map(([label = null, value = null, unit = null]) =>
    typeof label === 'string' && termOf(label) !== undefined && !isBlank(value)
      ? [label, value, unit]
      : [null, null, null],
  );
  const read = readTermsBlock({ ...grid, values: kept });
  const { terms, issues } = withPercents(read.terms, read.issues, grid);
  let period: number | undefined;
  const options: Record<string, unknown> = {};
  /** Where each value stands, or is to be written. */
  const places = new Map<string, { sheet: string; cell: string }>();
  for (const [label, value] of cellsOf(grid)) {
    if (!label || !value) continue;
    const id = isCalled(label.value, texts.investment_period)
      ? 'investment_period'
      : termOf(String(label.value ?? ''));
    if (id !== undefined) places.set(id, { sheet: grid.sheet, cell: value.address });
    if (isBlank(value.value)) continue;
    if (id === 'investment_period') period = amountIn(value) ?? undefined;
    const [, option] = /^options\.(\w+)$/.exec(String(label.value)) ?? [];
    if (option !== undefined) options[option] = parsed(String(value.value), value, issues);
  }
  const periodAt = places.get('investment_period');
  if (period !== undefined && periodAt)
    terms.push({ id: 'investment_period', value: period, cell: periodAt.cell });
  return { terms, period, options, issues, places };
}

function parsed(text: string, at: Cell, issues: FoundIssue[]): unknown {
  try {
    return JSON.parse(text);
  } catch {
    issues.push({
      severity: 'error',
      code: 'dataUnreadable',
      cell: at.address,
      received: text.slice(0, 200),
    });
    return undefined;
  }
}

function readFlows(grid: Grid, preset: Preset | undefined, faults: Fault[]): ReadRow[] {
  const rows = rowsUnder(grid, FLOW_HEADS, ['year', 'date', 'amount'])!;
  const has = (cell: Cell | undefined): cell is Cell => cell !== undefined && !isBlank(cell.value);
  const last = rows.findLastIndex((row) => has(row('amount')));
  const issues: FoundIssue[] = [];
  const pots = preset?.pots ? [potNames(preset, 'en')!, potNames(preset, 'zh-CN')!] : [];
  const flows = rows.slice(0, last + 1).flatMap((row): ReadRow[] => {
    const [year, date, deal, pot, amount] = ['year', 'date', 'deal', 'pot', 'amount'].map(row);
    if (![year, date, amount].some(has)) return [];
    const at = has(year) ? amountIn(year) : null;
    const day = has(date) ? dateIn(date) : null;
    if (has(date) && day === null)
      issues.push({ severity: 'error', code: 'notDate', cell: date.address, received: date.value });
    const found: CellIssue[] = [];
    const read = readAmount(amount!, at ?? 0, found);
    issues.push(...found);
    const name = has(pot) ? String(pot.value).trim() : undefined;
    const id =
      name === undefined
        ? undefined
        : preset?.pots?.find((p) => p === name || pots.some((n) => n[p] === name));
    if (name !== undefined && id === undefined)
      issues.push({
        severity: 'error',
        code: 'unknownPot',
        cell: pot!.address,
        received: name,
        params: { names: pots.flatMap((n) => Object.values(n)).join(', ') },
      });
    return [
      {
        ...(day !== null ? { date: isoOf(day) } : at === null ? {} : { year: at }),
        amount: read.amount,
        ...(has(deal) ? { deal: String(deal.value).trim() } : {}),
        ...(id === undefined ? {} : { pot: id }),
        sheet: grid.sheet,
        cell: read.cell,
      },
    ];
  });
  if (!flows.length)
    issues.push({ severity: 'error', code: 'noAmounts', cell: '', params: { range: grid.sheet } });
  faults.push(...issues.map((issue) => faultAt(grid.sheet, issue)));
  return flows;
}

function readDeals(grids: readonly Grid[], faults: Fault[]) {
  const grid = grids.find((g) => rowsUnder(g, DEAL_HEADS, ['deal', 'cost']));
  const rows: object[] = [];
  const places: { sheet: string; cell: string }[] = [];
  for (const row of grid ? rowsUnder(grid, DEAL_HEADS, ['deal', 'cost'])! : []) {
    const deal = row('deal');
    if (!deal || isBlank(deal.value)) continue;
    const numberAt = (key: string) => {
      const cell = row(key);
      if (!cell || isBlank(cell.value)) return undefined;
      const value = amountIn(cell);
      if (value === null)
        faults.push(
          faultAt(grid!.sheet, {
            severity: 'error',
            code: 'notNumber',
            cell: cell.address,
            received: cell.value,
            params: { term: key },
          }),
        );
      return value ?? undefined;
    };
    const downs = row('writeDowns');
    rows.push(
      given({
        id: String(deal.value).trim(),
        cost: numberAt('cost'),
        year: numberAt('year'),
        expenses: numberAt('expenses'),
        closed_year: numberAt('closed'),
        write_downs: !downs || isBlank(downs.value) ? undefined : writeDowns(String(downs.value)),
      }),
    );
    places.push({ sheet: grid!.sheet, cell: deal.address });
  }
  return { rows, places };
}

/** `3: 500; 4: 200` */
const writeDowns = (text: string) =>
  text
    .normalize('NFKC')
    .split(';')
    .map((part) => part.split(':').map((number) => Number(number)))
    .map(([year, amount]) => ({ year, amount }));

/** A definition and its flows as data, a line of JSON a row. */
function readCustom(grids: readonly Grid[]): Understood | null {
  const below = (text: Text) => {
    for (const grid of grids) {
      const at = grid.values.findIndex((row) => isCalled(row[0], text));
      if (at >= 0) return { grid, first: at + 1 };
    }
    return undefined;
  };
  const [definition, flows] = [below(texts.definition), below(texts.flowsAsData)];
  if (!definition || !flows) return null;
  const { terms, issues } = readParameters(definition.grid);
  const faults = issues.map((issue) => faultAt(definition.grid.sheet, issue));
  const data = ({ grid, first }: { grid: Grid; first: number }) => {
    const lines = cellsOf(grid)
      .slice(first)
      .flatMap((row) => (row[0] ? [row[0]] : []));
    const text = lines
      .filter((c) => typeof c.value !== 'string' || termOf(c.value) === undefined)
      .map((c) => c.value ?? '')
      .join('\n');
    const found: FoundIssue[] = [];
    const value = lines[0] && parsed(text, lines[0], found);
    faults.push(...found.map((issue) => faultAt(grid.sheet, issue)));
    return value;
  };
  const placed = withReceived(terms, definition.grid);
  const valueOf = (id: string) => terms.find((t) => t.id === id)?.value;
  const request = {
    basic_params: given({ investment_target: valueOf('investment_target'), unit: valueOf('unit') }),
    distribution_params: { mode: 'custom', definition: data(definition), flows: data(flows) },
  };
  return {
    sheet: flows.grid.sheet,
    mode: 'custom',
    terms: placed,
    flows: [],
    dateOrder: null,
    ...checked(request, { term: (id) => placed.find((t) => t.id === id), row: () => undefined }, faults),
  };
}
