/** How long a block of 1,000 rows and 20 columns takes to be understood, selected and uploaded, once the reader is warm. */
import path from 'node:path';
import * as XLSX from '@e965/xlsx';
import { WorkbookReader } from '../server/workbook/import/reader.ts';
import { serialOf } from '../src/engine/index.ts';
import { readSelection, type ReadableGrid, type Value } from '../src/sheet/read/index.ts';

const ROWS = 1000;
const COLUMNS = 20;

/** Deals side by side and their total: every line is tried as a sum, a balance and a quotient of the others. */
function deals(): ReadableGrid {
  const first = serialOf('1940-01-31')!;
  const heads = ['Date', ...Array.from({ length: COLUMNS - 2 }, (_, c) => `Deal ${c + 1}`), 'Total'];
  const rows = Array.from({ length: ROWS - 1 }, (_, t): Value[] => {
    const cash = Array.from({ length: COLUMNS - 2 }, (_, c) =>
      t === c ? -10_000 * (c + 1) : t > c ? 10 + ((t * 7 + c * 13) % 97) : 0,
    );
    return [first + t * 30, ...cash, cash.reduce((a, b) => a + b, 0)];
  });
  return sheet('Deals', heads, rows);
}

/** Contributions, distributions, a net, its running sum and present value, shares, and texts. */
function fund(): ReadableGrid {
  const first = serialOf('1940-01-31')!;
  let sum = 0;
  const rows = Array.from({ length: ROWS - 1 }, (_, t): Value[] => {
    const [paidIn, paidOut] = [t % 9 === 0 ? 1000 + t : 0, t % 4 === 3 ? 400 + (t % 50) : 0];
    sum += paidOut - paidIn;
    const shares = Array.from({ length: COLUMNS - 8 }, (_, c) => ((t + c) % 10) / 100);
    return [
      first + t * 30,
      `Note ${t}`,
      paidIn,
      paidOut,
      paidOut - paidIn,
      sum,
      (paidOut - paidIn) * 1.001 ** -t,
      t,
      ...shares,
    ];
  });
  const heads = [
    'Date',
    'Remarks',
    'Contributions',
    'Distributions',
    'Net cash flow',
    'Cumulative',
    'Present value',
    'No.',
  ];
  return sheet(
    'Fund',
    [...heads, ...Array.from({ length: COLUMNS - 8 }, (_, c) => `Share ${c + 1} %`)],
    rows,
  );
}

const sheet = (name: string, heads: Value[], rows: Value[][]): ReadableGrid => ({
  sheet: name,
  row: 0,
  column: 0,
  values: [heads, ...rows],
  numberFormats: [heads, ...rows].map((row, r) =>
    row.map((_, c) => (r > 0 && c === 0 ? 'yyyy-mm-dd' : 'General')),
  ),
});

function fileOf({ sheet: name, values, numberFormats }: ReadableGrid): Buffer {
  const cells = XLSX.utils.aoa_to_sheet(values as unknown[][]);
  for (const [address, cell] of Object.entries(cells as Record<string, XLSX.CellObject>).filter(
    ([a]) => !a.startsWith('!'),
  )) {
    const { r, c } = XLSX.utils.decode_cell(address);
    if (cell.t === 'n') cell.z = numberFormats![r]![c]!;
  }
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, cells, name);
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

const TIMES = 15;
/** The middle one of several, after some that warm. */
async function middle(work: () => unknown): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const started = performance.now();
    await work();
    took.push(performance.now() - started);
  }
  return took.slice(5).sort((a, b) => a - b)[Math.floor((TIMES - 5) / 2)]!;
}

const reader = new WorkbookReader(path.join(import.meta.dirname, '../server/workbook/import/child.ts'));
for (const grid of [deals(), fund()]) {
  const file = fileOf(grid);
  const selected = await middle(() => readSelection(grid));
  // CPU time does not depend on what else the machine does.
  const before = process.cpuUsage();
  for (let i = 0; i < TIMES; i++) readSelection(grid);
  const { user, system } = process.cpuUsage(before);
  const cost = (user + system) / 1000 / TIMES;
  const uploaded = await middle(() => reader.read(file, 'a.xlsx'));
  console.log(
    `${grid.sheet}, ${ROWS} rows and ${COLUMNS} columns, ${readSelection(grid).status}: selected ${selected.toFixed(1)} ms (${cost.toFixed(1)} ms of a thread), uploaded ${uploaded.toFixed(1)} ms`,
  );
}
reader.close();
