import assert from 'node:assert/strict';
import type { CellValue, Grid } from '../../src/sheet/index.ts';
import { requestSheets } from '../../server/workbook/export/sheets.ts';
import { understand } from '../../server/workbook/import/understand.ts';
import { workbookTexts } from '../../src/i18n/index.ts';

const BODY = {
  basic_params: {
    investment_amount: 10_000,
    investment_period: 2,
    hurdle_rate: [{ rate: 8 }, { from: '2021-01-01', rate: 9.5 }, { from: '2021-07-01', rate: 10 }],
    carry_rate: 20,
  },
  cash_flows: [
    { date: '2020-01-01', amount: -10_000 },
    { date: '2020-07-01', amount: 3000 },
    { date: '2021-01-01', amount: 4000 },
    { date: '2021-10-01', amount: 6000 },
  ],
  distribution_params: { mode: 'flat_principal_first', options: { accrual: 'days' } },
};

const gridOf = (sheet: string, values: CellValue[][], dated: readonly number[] = []): Grid => ({
  sheet,
  row: 0,
  column: 0,
  values,
  numberFormats: values.map((row) => row.map((_, c) => (dated.includes(c) ? 'yyyy-mm-dd' : 'General'))),
});

describe('A hurdle rate that changes, in a workbook', () => {
  for (const locale of ['en', 'zh-CN'] as const)
    it(`of our own has a row for each date, and is read back as it was (${locale})`, () => {
      const grids = requestSheets(BODY, locale, workbookTexts.readBack).map(({ name, cells }) =>
        gridOf(
          name,
          cells as CellValue[][],
          [1].filter(() => name === workbookTexts.flows[locale]),
        ),
      );
      const { request, faults } = understand(grids);
      assert.deepEqual(faults, []);
      assert.deepEqual(request, BODY);
    });

  const SHEET: CellValue[][] = [
    ['Mode', 'Capital first', null],
    ['Hurdle rate', 0.08, null],
    ['Hurdle rate from 2021-01-01', 9.5, '%'],
    ['门槛收益率 自 2021年7月1日', 0.1, null],
    ['Carry rate', 0.2, null],
    [null, null, null],
    ['Date', 'Cash flow', null],
    ['2020-01-01', -10_000, null],
    ['2020-07-01', 3000, null],
    ['2021-01-01', 4000, null],
    ['2021-10-01', 6000, null],
  ];
  it('of another making is read by its labels, percent or fraction', () => {
    const { request, faults, terms } = understand([gridOf('Deal', SHEET)]);
    assert.deepEqual(faults, []);
    const { hurdle_rate: steps, ...rest } = (request as typeof BODY).basic_params;
    const { hurdle_rate: expected, ...basic } = BODY.basic_params;
    assert.deepEqual(rest, basic);
    assert.deepEqual(new Set(steps), new Set(expected));
    assert.deepEqual(
      terms.flatMap((t) => (t.id === 'hurdle_rate' ? [[t.cell, t.from, t.value]] : [])),
      [
        ['B2', undefined, 0.08],
        ['B3', '2021-01-01', 0.095],
        ['B4', '2021-07-01', 0.1],
      ],
    );
  });
  it('is refused at its cell where no date stands, or one stands twice', () => {
    const told = (...rows: CellValue[][]) =>
      understand([gridOf('Deal', [...SHEET.slice(0, 2), ...rows, ...SHEET.slice(4)])]).faults.map(
        (f) => `${f.severity} ${f.code} ${f.cell}`,
      );
    assert.deepEqual(told(['Hurdle rate from spring', 0.09, null]), ['error notDate A3']);
    assert.deepEqual(
      told(['Hurdle rate from 2021-01-01', 0.09, null], ['Hurdle rate from 2021/1/1', 0.1, null]),
      ['error termTwice B4'],
    );
    assert.deepEqual(told(['Hurdle rate from 2019-01-01', 0.09, null]), ['error outOfTimeline B3']);
  });
});
