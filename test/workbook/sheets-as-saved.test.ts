/** What only files have: formulas that nobody computed, hidden sheets and rows, days counted from 1904, cells of type d. */
import assert from 'node:assert/strict';
import { readWorkbook as readFile } from '../../server/workbook/import/read-in-child.ts';
import { understand } from '../../server/workbook/import/understand.ts';
import { calculate } from '../../src/document/index.ts';
import type { WorkbookReading } from '../../src/sheet/index.ts';
import type { ReadableGrid } from '../../src/sheet/read/index.ts';
import { d, sheetOf } from '../sheet/read/grids.ts';
import { workbookOfSheets } from './written.ts';

type Written = Parameters<typeof workbookOfSheets>[1];

async function read(grids: readonly ReadableGrid[], written?: Written): Promise<WorkbookReading> {
  const outcome = await readFile({ bytes: workbookOfSheets(grids, written), kind: 'xlsx' });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.reading;
}

const told = ({ faults }: WorkbookReading) =>
  faults.map((f) => `${f.severity} ${f.code} ${f.sheet}!${f.cell}`);
const TERMS = [
  ['Distribution mode', 'Capital first'],
  ['Hurdle rate', 0.08],
  ['Carry rate', 0.2],
];
const CASH = [
  ['Year', 'Net cash flow'],
  [0, -1000],
  [1, 100],
  [2, 1350],
];

describe('Sheets as they are saved', () => {
  it('a formula that nobody has computed is a fault at its cell, never 0', async () => {
    const rows = [...CASH.slice(0, 2), [1, { formula: '1+1' }], [2, 1350]];
    const reading = await read([sheetOf('Deal', [...TERMS, [], ...rows])]);
    assert.equal(reading.status, 'refused');
    assert.equal(reading.request, null);
    assert.deepEqual(told(reading), ['error notComputed Deal!B7']);
    assert.equal(reading.flows.find((f) => f.cell === 'B7')!.amount, null);
  });

  it('an error in a cell is a fault there', async () => {
    const rows = [...CASH.slice(0, 3), [2, { error: '#REF!' }]];
    const reading = await read([sheetOf('Deal', [...TERMS, [], ...rows])]);
    assert.deepEqual(told(reading), ['error errorValue Deal!B8']);
  });

  it('a hidden sheet or row is read, and that is said', async () => {
    const [terms, cash] = [sheetOf('Terms', TERMS), sheetOf('Cash', CASH)];
    const hiddenSheet = await read([{ ...terms, hidden: true }, cash]);
    assert.ok(calculate(hiddenSheet.request).ok);
    assert.deepEqual(told(hiddenSheet), ['warning hiddenRead Terms!null']);
    const hiddenRow = await read([sheetOf('Deal', [...TERMS, [], ...CASH])], { hiddenRow: 7 });
    assert.ok(calculate(hiddenRow.request).ok);
    assert.deepEqual(told(hiddenRow), ['warning hiddenRead Deal!A5']);
  });

  it('days counted from 1904 are the days they show', async () => {
    const rows = [
      ['Date', 'Net cash flow'],
      ...CASH.slice(1).map(([, v], k) => [d(`${2020 + k}-12-31`), v!]),
    ];
    const grid = sheetOf('Deal', rows);
    const shifted = grid.values.map((line) =>
      line.map((v, c) => (c === 0 && typeof v === 'number' ? v - 1462 : v)),
    );
    for (const reading of [
      await read([grid]),
      await read([{ ...grid, values: shifted }], { date1904: true }),
    ])
      assert.deepEqual(
        reading.flows.map((f) => f.date),
        ['2020-12-31', '2021-12-31', '2022-12-31'],
      );
  });

  it('quarters and months count as such in the request', async () => {
    for (const [name, unit] of [
      ['Quarter', 'quarter'],
      ['Month', 'month'],
    ] as const) {
      const rows = [[name, 'Net cash flow'], ...CASH.slice(1).map(([, v], k) => [`${name} ${k + 1}`, v!])];
      const reading = await read([sheetOf('Deal', [...TERMS, [], ...rows])]);
      assert.equal(reading.status, 'ready');
      assert.ok(
        told(reading).some((t) => t.startsWith('warning unitTold')),
        told(reading).join(),
      );
      const { basic_params } = reading.request as { basic_params: Record<string, unknown> };
      assert.equal(basic_params.period_unit, unit);
      assert.equal(basic_params.investment_period, 2);
    }
  });

  it('a unit over the amounts is that of the request', async () => {
    const rows = [...CASH.slice(0, 1), [null, '万元'], ...CASH.slice(1)];
    const { request } = await read([sheetOf('Deal', [...TERMS, [], ...rows])]);
    assert.equal((request as { basic_params: { unit?: string } }).basic_params.unit, '万元');
  });

  it('macros are not read, and that is said', () => {
    const reading = understand([sheetOf('Deal', [...TERMS, [], ...CASH])], { hasMacros: true });
    assert.ok(calculate(reading.request).ok);
    assert.deepEqual(told(reading), ['warning macrosIgnored !null']);
  });
});
