/** What only files have: formulas that nobody computed, hidden sheets and rows, days counted from 1904, cells of type d. */
import assert from 'node:assert/strict';
import { readWorkbook as readFile } from '../../server/workbook/import/read-in-child.ts';
import { requestSheets } from '../../server/workbook/export/sheets.ts';
import { understand } from '../../server/workbook/import/understand.ts';
import { calculate } from '../../src/document/index.ts';
import { presets } from '../../src/engine/index.ts';
import { workbookTexts } from '../../src/i18n/index.ts';
import type { WorkbookReading } from '../../src/sheet/index.ts';
import type { ReadableGrid } from '../../src/sheet/read/index.ts';
import { d, sheetOf, type TestCell } from '../sheet/read/grids.ts';
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

  it('what they hold can be calculated in every mode', async () => {
    for (const preset of presets) {
      const cash = preset.byDeal
        ? [
            ['Year', 'Harbor', 'Tower'],
            [0, -600, 0],
            [1, 100, -400],
            [2, 700, 650],
          ]
        : preset.pots
          ? [
              ['Year', 'Sale proceeds', 'Operating cash flow'],
              [0, -1000, 0],
              [1, 0, 60],
              [2, 1300, 70],
            ]
          : CASH;
      const rates = preset.terms
        .filter((t) => typeof t.default === 'number')
        .map((t): TestCell[] => [t.label.en, { percent: t.default as number }]);
      const rows = [['Distribution mode', preset.name.en], ...rates, [], ...cash];
      const { request, faults, status } = await read([sheetOf('Deal', rows)]);
      assert.equal(status, 'ready', preset.id);
      const answer = calculate(request);
      assert.ok(answer.ok, `${preset.id} ${JSON.stringify(faults)}`);
      const body = request as {
        cash_flows: { year: number; amount: number; pot?: string }[];
        deals?: unknown;
      };
      if (preset.byDeal)
        assert.deepEqual(body.deals, [
          { id: 'Harbor', cost: 600, year: 0 },
          { id: 'Tower', cost: 400, year: 1 },
        ]);
      if (preset.pots)
        assert.deepEqual(
          body.cash_flows.filter((f) => f.year === 2).map((f) => [f.pot, f.amount]),
          [
            ['operating', 70],
            ['capital', 1300],
          ],
        );
    }
  });

  it('macros are not read, and that is said', () => {
    const reading = understand([sheetOf('Deal', [...TERMS, [], ...CASH])], { hasMacros: true });
    assert.ok(calculate(reading.request).ok);
    assert.deepEqual(told(reading), ['warning macrosIgnored !null']);
  });
});

describe('A workbook of our own', () => {
  for (const locale of ['en', 'zh-CN'] as const)
    for (const period_unit of ['quarter', 'month'])
      it(`keeps what its periods are: ${period_unit} (${locale})`, () => {
        const body = {
          basic_params: {
            period_unit,
            investment_amount: 1000,
            investment_period: 3,
            hurdle_rate: 8,
            carry_rate: 20,
          },
          cash_flows: [1, 2, 3].map((year) => ({ year, amount: 400 * year })),
          distribution_params: { mode: 'flat_principal_first' },
        };
        const grids = requestSheets(body, locale, workbookTexts.readBack).map(({ name, cells }) =>
          sheetOf(name, cells as TestCell[][]),
        );
        const { request, status, faults } = understand(grids);
        assert.deepEqual(faults, []);
        assert.equal(status, 'ready');
        const read = request as typeof body;
        assert.deepEqual(read.basic_params, body.basic_params);
        assert.deepEqual(read.cash_flows, body.cash_flows);
      });

  it('has a fault where a formula was not computed', () => {
    const body = {
      basic_params: { investment_amount: 1000, investment_period: 2, hurdle_rate: 8, carry_rate: 20 },
      cash_flows: [1, 2].map((year) => ({ year, amount: 800 })),
      distribution_params: { mode: 'flat_principal_first' },
    };
    const [parameters, flows] = requestSheets(body, 'en', workbookTexts.readBack).map(({ name, cells }) =>
      sheetOf(
        name,
        (cells as TestCell[][]).map((row) => row.map((cell) => (cell === 800 ? { formula: '1+1' } : cell))),
      ),
    );
    const reading = understand([parameters!, flows!]);
    assert.equal(reading.status, 'refused');
    assert.equal(reading.request, null);
    assert.deepEqual(
      reading.faults.map((f) => f.code),
      ['notComputed', 'notComputed'],
    );
  });
});
