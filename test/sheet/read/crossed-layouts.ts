/** Deals in blocks with years down and parts of a year across, or the other way round, drawn at random. */
import fc from 'fast-check';
import { addMonths, isoOf, serialOf } from '../../../src/engine/index.ts';
import { HEADS, PARTS, pad } from './forms.ts';
import type { TestCell } from './grids.ts';
import type { Laid } from './layouts.ts';

const ROUND = { half: 2, quarter: 4, month: 12 } as const;

export interface DrawnCrossed {
  part: keyof typeof ROUND;
  form: number;
  firstYear: number;
  /** Part of the first year in which the deal begins. */
  begins: number;
  amounts: number[];
  language: 'en' | 'zh';
  yearsAcross: boolean;
  yearForm: number;
  corner: 'period' | 'cash' | 'none';
  shape: 'net' | 'pair';
  title: boolean;
  unit: boolean;
  totals: 'none' | 'column' | 'row' | 'both' | 'bare';
  quarterTotals: boolean;
  growth: boolean;
  asText: boolean;
  at: { row: number; column: number };
  workbook: boolean;
}

export const crossedLayout: fc.Arbitrary<DrawnCrossed> = fc.record({
  part: fc.constantFrom('half', 'quarter', 'month'),
  form: fc.nat(20),
  firstYear: fc.integer({ min: 1999, max: 2040 }),
  begins: fc.nat(11),
  amounts: fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 500_000 }) },
      fc.constant(0),
      fc.integer({ min: -90_000, max: -1 }),
    ),
    { minLength: 1, maxLength: 30 },
  ),
  language: fc.constantFrom('en', 'zh'),
  yearsAcross: fc.boolean(),
  yearForm: fc.nat(3),
  corner: fc.constantFrom('period', 'cash', 'none'),
  shape: fc.constantFrom('net', 'net', 'pair'),
  title: fc.boolean(),
  unit: fc.boolean(),
  totals: fc.constantFrom('none', 'column', 'row', 'both', 'bare'),
  quarterTotals: fc.boolean(),
  growth: fc.boolean(),
  asText: fc.boolean(),
  at: fc.record({ row: fc.nat(9), column: fc.nat(30) }),
  workbook: fc.boolean(),
});

const sum = (cells: readonly TestCell[]): number =>
  cells.reduce<number>((s, v) => s + (typeof v === 'number' ? v : 0), 0);
const transposed = (rows: readonly (readonly TestCell[])[]): TestCell[][] =>
  rows[0]!.map((_, c) => rows.map((row) => row[c] ?? null));

/** Columns that follow the parts of a year: sums of three months, of the year, and its growth. */
function edge(x: DrawnCrossed, rows: readonly TestCell[][]): TestCell[][] {
  const { total } = HEADS[x.language];
  const size = ROUND[x.part];
  const quarters = x.part === 'month' && x.quarterTotals;
  return rows.map((row, r) => {
    const parts = row.slice(0, size);
    const within = quarters
      ? parts.flatMap((cell, m): TestCell[] =>
          m % 3 === 2 ? [cell, r === 0 ? `Q${(m + 1) / 3}` : sum(parts.slice(m - 2, m + 1))] : [cell],
        )
      : parts;
    const isSummed = x.totals === 'column' || x.totals === 'both' || x.totals === 'bare';
    const head = x.totals === 'bare' ? null : total;
    return [
      ...within,
      ...(isSummed ? [r === 0 ? head : sum(parts)] : []),
      ...(x.growth ? [r === 0 ? (x.language === 'en' ? 'Growth' : '同比') : { percent: r / 10 }] : []),
    ];
  });
}

export function layOutCrossed(x: DrawnCrossed): Laid {
  const heads = HEADS[x.language];
  const size = ROUND[x.part];
  const begins = x.begins % size;
  const net = [-1000 * (1 + (x.form % 7)), ...x.amounts];
  const years = Math.ceil((begins + net.length) / size);
  const whole = (values: readonly number[]): TestCell[][] =>
    Array.from({ length: years }, (_, y) =>
      Array.from({ length: size }, (_, p): TestCell => values[y * size + p - begins] ?? null),
    );
  const lines =
    x.shape === 'net'
      ? [{ name: null, rows: whole(net) }]
      : [
          { name: heads.paidIn[x.form % 4]!, rows: whole(net.map((v) => Math.max(0, -v))) },
          { name: heads.paidOut[x.form % 4]!, rows: whole(net.map((v) => Math.max(0, v))) },
        ];
  const year = (y: number): TestCell =>
    [x.firstYear + y, `${x.firstYear + y}年`, `FY${x.firstYear + y}`, `${x.firstYear + y}`][x.yearForm]!;
  const parts = PARTS[x.part];
  const body = [
    [...parts[x.form % parts.length]!],
    ...Array.from({ length: years }, (_, y) => lines.map((l) => l.rows[y]!)).flat(),
  ];
  const isRow = x.totals === 'row' || x.totals === 'both';
  const columns = Array.from({ length: size }, (_, c) => sum(body.slice(1).map((row) => row[c]!)));
  const summed = edge(x, isRow && x.shape === 'net' ? [...body, columns] : body);
  const corner =
    x.corner === 'none'
      ? null
      : x.corner === 'cash' && x.shape === 'net'
        ? heads.net[0]!
        : heads.period.year[0]!;
  const table = summed.map((row, r): TestCell[] => {
    const line = lines[(r - 1) % lines.length];
    const isTotal = r > years * lines.length;
    const first =
      r === 0 ? corner : isTotal ? heads.total : (r - 1) % lines.length ? null : year((r - 1) / lines.length);
    const name = x.shape === 'net' ? [] : [r === 0 ? null : line!.name];
    return [first, ...name, ...row];
  });
  const turned = x.yearsAcross ? transposed(table) : table;
  const texted = turned.map((row, r) =>
    row.map((v, c) =>
      x.asText && r > 0 && c > 0 && typeof v === 'number' && Math.abs(v) > 2200 && (r + c) % 3 === 1
        ? v.toLocaleString('en')
        : v,
    ),
  );
  const width = texted[0]!.length;
  const line = (text: string): TestCell[] => [text, ...Array<TestCell>(width - 1).fill(null)];
  const first = serialOf(`${x.firstYear}-${pad(1)}-01`)!;
  const months = 12 / size;
  return {
    rows: [...(x.title ? [line(heads.title)] : []), ...(x.unit ? [line('单位：万元')] : []), ...texted],
    amounts: net,
    dates:
      x.part === 'quarter' ? null : net.map((_, k) => isoOf(addMonths(first, (begins + k + 1) * months) - 1)),
    unit: x.part === 'quarter' ? 'quarter' : 'date',
  };
}
