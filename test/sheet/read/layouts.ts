/** Deals laid out as analysts do, drawn at random, and whether the reader gives them back. */
import fc from 'fast-check';
import { addMonths, isoOf, serialOf } from '../../../src/engine/index.ts';
import { readSelection, readWorkbook, type Reading, type Value } from '../../../src/sheet/read/index.ts';
import { DATES, HALVES, HEADS, MONTHLY, pad, QUARTERS, YEARS } from './forms.ts';
import { sheetOf, type TestCell } from './grids.ts';

type Unit = 'date' | 'year' | 'half' | 'quarter' | 'month';

export interface Drawn {
  unit: Unit;
  form: number;
  step: number;
  startMonth: number;
  day: number;
  firstYear: number;
  amounts: number[];
  decimals: boolean;
  language: 'en' | 'zh';
  across: boolean;
  heads: 'all' | 'periodAndCash' | 'none';
  shape: 'net' | 'pair' | 'both';
  negativeIns: boolean;
  cumulative: 'none' | 'headed' | 'bare';
  present: 'none' | 'headed' | 'bare';
  days: boolean;
  total: 'none' | 'named' | 'bare' | 'interim' | 'before';
  totalCumulates: boolean;
  title: boolean;
  terms: 'none' | 'above' | 'below' | 'touching';
  asText: boolean;
  unitRow: boolean;
  shuffle: number;
  pick: number;
  at: { row: number; column: number };
  workbook: boolean;
}

export const layout: fc.Arbitrary<Drawn> = fc.record({
  unit: fc.constantFrom<Unit>('date', 'date', 'year', 'half', 'quarter', 'month'),
  form: fc.nat(20),
  step: fc.constantFrom(1, 3, 6, 12),
  startMonth: fc.integer({ min: 1, max: 12 }),
  day: fc.constantFrom(1, 5, 12, 15, 28, 31),
  firstYear: fc.integer({ min: 1999, max: 2040 }),
  amounts: fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 500_000 }) },
      fc.constant(0),
      fc.integer({ min: -90_000, max: -1 }),
    ),
    { minLength: 2, maxLength: 12 },
  ),
  decimals: fc.boolean(),
  language: fc.constantFrom<'en' | 'zh'>('en', 'zh'),
  across: fc.boolean(),
  heads: fc.constantFrom<Drawn['heads']>('all', 'all', 'periodAndCash', 'none'),
  shape: fc.constantFrom<Drawn['shape']>('net', 'net', 'pair', 'both'),
  negativeIns: fc.boolean(),
  cumulative: fc.constantFrom<Drawn['cumulative']>('none', 'headed', 'bare'),
  present: fc.constantFrom<Drawn['present']>('none', 'none', 'headed', 'bare'),
  days: fc.boolean(),
  total: fc.constantFrom<Drawn['total']>('none', 'named', 'bare', 'interim', 'before'),
  totalCumulates: fc.boolean(),
  title: fc.boolean(),
  terms: fc.constantFrom<Drawn['terms']>('none', 'above', 'below', 'touching'),
  asText: fc.boolean(),
  unitRow: fc.boolean(),
  shuffle: fc.nat(1000),
  pick: fc.nat(1000),
  at: fc.record({ row: fc.nat(9), column: fc.nat(30) }),
  workbook: fc.boolean(),
});

interface Column {
  head: string | null;
  cells: TestCell[];
  /** Sums of it are totals. */
  sums: boolean;
}

export interface Laid {
  readonly rows: TestCell[][];
  readonly amounts: number[];
  readonly dates: string[] | null;
  /** As it is to be read: half-years are dates. */
  readonly unit: Exclude<Unit, 'half'> | 'period';
}

const round = (n: number): number => Number(n.toFixed(2));

function periodsOf(x: Drawn, n: number): { cells: TestCell[]; dates: string[] | null; unit: Laid['unit'] } {
  const ks = Array.from({ length: n }, (_, k) => k);
  if (x.unit === 'date') {
    const form = x.form % DATES.length;
    const monthly = form >= 11;
    const first = serialOf(`${x.firstYear}-${pad(x.startMonth)}-01`)!;
    const serials = ks.map((k) => {
      const start = addMonths(first, k * x.step);
      const end = addMonths(first, k * x.step + 1) - 1;
      return monthly ? end : Math.min(start + x.day - 1, end);
    });
    return { cells: serials.map((s) => DATES[form]!(s)), dates: serials.map(isoOf), unit: 'date' };
  }
  if (x.unit === 'half') {
    const form = HALVES[x.form % HALVES.length]!;
    const ends = ks.map((k) => `${x.firstYear + Math.floor(k / 2)}-${k % 2 ? '12-31' : '06-30'}`);
    return { cells: ks.map((k) => form(k, x.firstYear)), dates: ends, unit: 'date' };
  }
  const forms = x.unit === 'year' ? YEARS : x.unit === 'quarter' ? QUARTERS : MONTHLY;
  const form = forms[x.form % forms.length]!;
  return { cells: ks.map((k) => form(k, x.firstYear)), dates: null, unit: x.unit };
}

function columnsOf(x: Drawn, net: number[], dates: string[] | null): Column[] {
  const heads = HEADS[x.language];
  const pick = (of: readonly string[], more = 0) => of[(x.pick + more) % of.length]!;
  const headed = (head: string, isCash: boolean) =>
    x.heads === 'all' || (isCash && x.heads === 'periodAndCash') ? head : null;
  const columns: Column[] = [];
  const shape = x.heads === 'none' && x.shape !== 'net' ? 'both' : x.shape;
  if (shape !== 'pair') columns.push({ head: headed(pick(heads.net), true), cells: net, sums: true });
  if (shape !== 'net') {
    columns.push({
      head: headed(pick(heads.paidIn), true),
      cells: net.map((v) => (v < 0 ? (x.negativeIns ? v : -v) : 0)),
      sums: true,
    });
    columns.push({
      head: headed(pick(heads.paidOut, 1), true),
      cells: net.map((v) => (v > 0 ? v : 0)),
      sums: true,
    });
  }
  if (x.cumulative !== 'none') {
    let sum = 0;
    columns.push({
      head: x.cumulative === 'bare' ? null : headed(pick(heads.cumulative), true),
      cells: net.map((v) => round((sum += v))),
      sums: false,
    });
  }
  if (x.present !== 'none')
    columns.push({
      head: x.present === 'bare' ? null : headed(pick(heads.present), true),
      cells: net.map((v, t) => round(v * 1.1 ** -t)),
      sums: true,
    });
  if (x.days && dates) {
    const first = serialOf(dates[0]!)!;
    columns.push({
      head: headed(pick(heads.days), true),
      cells: dates.map((date) => serialOf(date)! - first),
      sums: false,
    });
  }
  return columns;
}

const sumOf = (cells: readonly TestCell[]): number =>
  round(cells.reduce<number>((s, v) => s + (typeof v === 'number' ? v : 0), 0));

/** The deal as rows of cells, and what is to be read of it. */
export function layOut(x: Drawn): Laid {
  const scale = x.decimals ? 0.01 : 1;
  const later = x.amounts.map((v) => round(v * scale));
  const net = [round(-1000 * (1 + (x.pick % 7)) * (x.decimals ? 1.01 : 1)), ...later];
  const { cells: periods, dates, unit } = periodsOf(x, net.length);
  const heads = HEADS[x.language];
  const { total: name } = heads;
  const columns = columnsOf(x, net, dates);
  const order = columns
    .map((c, i) => ({ c, key: (i * 7919 + x.shuffle * 104_729) % 1009 }))
    .sort((a, b) => a.key - b.key)
    .map(({ c }) => c);
  const hasHeads = x.heads !== 'none' || order.some((c) => c.head !== null);
  const periodHead = x.heads === 'none' ? null : heads.period[x.unit][x.pick % 2]!;
  let lines: { head: string | null; cells: TestCell[] }[] = [
    { head: periodHead, cells: [...periods] },
    ...order.map((c) => ({ head: c.head, cells: [...c.cells] })),
  ];
  const sum = (c: Column, cells: readonly TestCell[]): TestCell =>
    c.sums ? sumOf(cells) : x.totalCumulates ? (cells.at(-1) ?? null) : null;
  const put = (at: number, label: TestCell, from: number, to: number) =>
    void lines.forEach((l, i) =>
      l.cells.splice(at, 0, i === 0 ? label : sum(order[i - 1]!, order[i - 1]!.cells.slice(from, to))),
    );
  if (x.total === 'named') put(net.length, name, 0, net.length);
  if (x.total === 'bare') put(net.length, null, 0, net.length);
  if (x.total === 'before' && hasHeads) put(0, name, 0, net.length);
  if (x.total === 'interim')
    for (let end = Math.floor(net.length / 4) * 4; end > 0; end -= 4) put(end, name, end - 4, end);
  if (x.unitRow && hasHeads)
    lines = lines.map((l, i) => ({ ...l, cells: [i === 0 ? null : '万元', ...l.cells] }));
  if (x.asText)
    lines = lines.map((l, i) => ({
      ...l,
      cells: l.cells.map((v, k) =>
        i > 0 && typeof v === 'number' && k % 3 === 1
          ? v.toLocaleString('en', { minimumFractionDigits: x.decimals ? 2 : 0 })
          : v,
      ),
    }));
  const table = lines.map((l) => (hasHeads ? [l.head, ...l.cells] : l.cells));
  const block = x.across ? table : table[0]!.map((_, r) => table.map((l) => l[r] ?? null));
  const width = block[0]!.length;
  const title: TestCell[][] =
    x.title && hasHeads ? [[heads.title, ...Array<Value>(width - 1).fill(null)]] : [];
  const terms: TestCell[][] = heads.terms.map((row) => [...row]);
  const rows = [
    ...(x.terms === 'above' ? [...terms, []] : []),
    ...title,
    ...block,
    ...(x.terms === 'below' ? [[], ...terms] : x.terms === 'touching' && hasHeads ? terms : []),
  ];
  return { rows, amounts: net, dates, unit };
}

export function readBack(
  x: Pick<Drawn, 'at' | 'language' | 'workbook'>,
  laid: Laid,
  answers: Readonly<Record<string, string>> = {},
): Reading {
  const grid = sheetOf('Deal', laid.rows, x.at);
  const options = { language: x.language === 'en' ? ('en' as const) : ('zh-CN' as const), answers };
  return x.workbook
    ? readWorkbook([sheetOf('Notes', [['hello']]), grid], options)
    : readSelection(grid, options);
}

/** What differs from the deal that was laid out; undefined where it was read as it was, or asked. */
export function difference(laid: Laid, reading: Reading): string | undefined {
  if (reading.status === 'question') return undefined;
  if (reading.status === 'refused') return 'refused';
  const same = (a: readonly unknown[], b: readonly unknown[]) => JSON.stringify(a) === JSON.stringify(b);
  if (reading.flows.length !== laid.amounts.length) return 'other periods';
  if (!reading.flows.every((f, t) => f.amount !== null && Math.abs(f.amount - laid.amounts[t]!) < 1e-9))
    return 'other amounts';
  if (
    laid.dates &&
    !same(
      reading.flows.map((f) => isoOf(f.date ?? 0)),
      laid.dates,
    )
  )
    return 'other dates';
  const unit = reading.timeline?.unit;
  if (unit !== laid.unit && !(unit === 'period' && laid.unit === 'year')) return `the unit is ${unit}`;
  if (
    !same(
      reading.flows.map((f) => f.period),
      laid.amounts.map((_, t) => t),
    )
  )
    return 'other period numbers';
  return reading.lines.some((l) => l.role === 'unclear') ? 'a line without a role' : undefined;
}
