import assert from 'node:assert/strict';
import { calculate } from '../../src/document/index.ts';
import type { CellValue, Grid } from '../../src/sheet/index.ts';
import { presets } from '../../src/engine/index.ts';
import { gridsOf } from '../../server/workbook/import/grids.ts';
import { understand } from '../../server/workbook/import/understand.ts';
import { templateWorkbook } from '../../server/workbook/export/write.ts';
import { sheetOf } from './ragged.ts';
import { codes, irrOf } from './readings.ts';

const AT = new Date(Date.UTC(2026, 10, 21));

const sheet = (name: string, values: CellValue[][], formats: Record<string, string> = {}): Grid => {
  const plain = sheetOf(name, values);
  const numberFormats = plain.values.map((row, r) => row.map((_, c) => formats[`${r},${c}`] ?? 'General'));
  return { ...plain, numberFormats };
};
const TERMS: CellValue[][] = [
  ['分配模式', '优先还本'],
  ['门槛收益率', 0.08],
  ['业绩报酬比例', '20%'],
  ['投资标的', '滨江'],
];
const CASH: CellValue[][] = [
  ['Year', 'Cash'],
  [0, -10_000],
  [1, '1,000'],
  [2, 2000],
  [3, 3000],
  [4, 4000],
  [5, 5000],
];

describe("A workbook of a user's own", () => {
  it('is read from years down, with terms on another sheet and amounts as text', () => {
    const reading = understand([sheet('Notes', [['hello']]), sheet('条款', TERMS), sheet('Cash', CASH)]);
    assert.equal(reading.sheet, 'Cash');
    assert.equal(reading.mode, 'flat_principal_first');
    assert.ok(Math.abs(irrOf(reading.request) - 12.00576195) < 1e-6);
    // `20%` is what a rate looks like, as a text or not.
    assert.deepEqual(codes(reading), ['warning numberAsText Cash!B3']);
    assert.deepEqual(
      reading.terms.map((t) => `${t.id} ${t.sheet}!${t.cell}`),
      ['mode 条款!B1', 'hurdle_rate 条款!B2', 'carry_rate 条款!B3', 'investment_target 条款!B4'],
    );
    assert.deepEqual(reading.flows[2], { year: 2, amount: 2000, sheet: 'Cash', cell: 'B4' });
  });

  it('is read from years across, beside its terms', () => {
    const across = CASH[0]!.map((_, c) => CASH.map((row) => row[c]!));
    const reading = understand([sheet('Deal', [...across, [], ...TERMS])]);
    assert.ok(Math.abs(irrOf(reading.request) - 12.00576195) < 1e-6);
  });

  it('is run without the measures, totals and tables around its years, and says what was left out', () => {
    const measures: CellValue[][] = [
      ['NPV', 2500],
      ['IRR', 0.12],
    ];
    const across = CASH[0]!.map((_, c) => CASH.map((row) => row[c]!));
    for (const [rows, note] of [
      [[...TERMS, [], ...CASH, ...measures], 'leftOut B13'],
      [[...TERMS, [], ...CASH, ['合计', 5000], [], ...measures], 'totalLeftOut B13'],
      [[...TERMS, [], ...across, [], ...measures], 'termNotUsed A9'],
    ] as const) {
      const reading = understand([sheet('Deal', rows as CellValue[][])]);
      assert.ok(Math.abs(irrOf(reading.request) - 12.00576195) < 1e-6);
      const notes = reading.notes.map((n) => `${n.code} ${n.range}`);
      assert.ok(notes.includes(note), notes.join());
    }
  });

  it('takes 8 as percent where the unit says so, asks where nothing does, and refuses it where the format says 800 %', () => {
    const read = (value: number, unit: string | null, format = 'General') =>
      understand([
        sheet(
          'D',
          [
            ['分配模式', '优先还本', null],
            ['门槛收益率', value, unit],
            ['业绩报酬比例', 0.2, null],
          ],
          { '1,1': format },
        ),
        sheet('Cash', CASH),
      ]);
    for (const [reading, found] of [
      [read(8, '%'), []],
      [read(0.08, null, '0.00%'), []],
      [
        understand(
          [
            sheet('D', [
              ['分配模式', '优先还本'],
              ['门槛收益率', 8],
              ['业绩报酬比例', 0.2],
            ]),
            sheet('Cash', CASH),
          ],
          {
            said: { answers: { 'percentMeant@D!B2': 'percent' }, roles: {} },
          },
        ),
        [],
      ],
    ] as const) {
      assert.deepEqual(
        codes(reading).filter((c) => !c.includes('numberAsText')),
        found,
      );
      assert.ok(Math.abs(irrOf(reading.request) - 12.00576195) < 1e-6);
    }
    const stands = (...cell: Parameters<typeof read>) =>
      read(...cell).terms.find((t) => t.id === 'hurdle_rate')?.received;
    assert.deepEqual([stands(8, '%'), stands(0.08, null), stands(0.08, null, '0.00%')], [8, 0.08, '8%']);
    for (const [refused, code] of [
      [read(8, null), 'percentMeant'],
      [read(8, null, '0%'), 'rateOutOfRange'],
    ] as const) {
      assert.equal(refused.request, null);
      assert.ok(codes(refused).includes(`error ${code} D!B2`), codes(refused).join());
    }
  });

  it('tells the order of dates from the dates, and asks where it cannot', () => {
    const rows = (dates: string[]): Grid =>
      sheet('D', [...TERMS, [], ...dates.map((date, i): CellValue[] => [date, i === 0 ? -1000 : 600])]);
    const order = (dates: string[]) => understand([rows(dates)]);
    assert.deepEqual(
      order(['31/12/2023', '31/12/2024', '01/12/2025']).flows.map((f) => f.date),
      ['2023-12-31', '2024-12-31', '2025-12-01'],
    );
    assert.deepEqual(
      order(['12/31/2023', '12/31/2024', '12/01/2025']).flows.map((f) => f.date),
      ['2023-12-31', '2024-12-31', '2025-12-01'],
    );
    assert.deepEqual(
      [
        order(['31/12/2023', '31/12/2024']),
        order(['12/31/2023', '12/31/2024']),
        order(['01/02/2023', '01/02/2024']),
        order(['2023-12-31', '2024-12-31']),
      ].map((reading) => reading.dateOrder),
      ['dayFirst', 'monthFirst', null, null],
    );
    const mixed = order(['13/01/2023', '01/13/2024', '13/01/2025']);
    assert.equal(mixed.request, null);
    assert.ok(codes(mixed).includes('error dateOrderMixed D!A7'), codes(mixed).join());
    const unclear = order(['01/02/2023', '01/02/2024', '02/02/2025']);
    assert.equal(unclear.status, 'question');
    assert.equal(unclear.request, null);
    assert.deepEqual(
      unclear.questions.map((q) => [q.id, q.choices.map((c) => c.id)]),
      [['dayOrMonthFirst@A6:A8', ['dayFirst', 'monthFirst']]],
    );
    const said = { answers: { 'dayOrMonthFirst@A6:A8': 'monthFirst' }, roles: {} };
    const answered = understand([rows(['01/02/2023', '01/02/2024', '02/02/2025'])], { said });
    assert.deepEqual(
      answered.flows.map((f) => f.date),
      ['2023-01-02', '2024-01-02', '2025-02-02'],
    );
    assert.equal(answered.dateOrder, 'monthFirst');
  });

  it('tells every fault at its cell, in both languages', () => {
    const broken = CASH.map((row) => [...row]);
    broken[3]![1] = '#REF!';
    const reading = understand([
      sheet('D', [
        ['门槛收益率', 'eight'],
        ['业绩报酬比例', 0.2],
      ]),
      sheet('Cash', broken),
    ]);
    assert.equal(reading.request, null);
    assert.deepEqual(codes(reading).sort(), [
      'error errorValue Cash!B4',
      'error notNumber D!B1',
      'warning modeMissing Cash!null',
      'warning numberAsText Cash!B3',
    ]);
    for (const { message } of reading.faults)
      assert.ok(message.en && /[\u4e00-\u9fff]/.test(message['zh-CN']));
  });

  it('says what an empty workbook lacks', () => {
    assert.deepEqual(codes(understand([sheet('A', [[null]])])), ['error emptySelection A!A1']);
    assert.deepEqual(codes(understand([sheet('A', [['Dear all']])])), ['error noFlows A!A1']);
  });
});

describe('A template', () => {
  for (const locale of ['en', 'zh-CN'] as const)
    it(`is read back once it is filled in, in every mode (${locale})`, async () => {
      for (const preset of presets) {
        const grids = await gridsOf(await templateWorkbook(preset, locale, AT), 'xlsx');
        const [parameters, flows, deals] = grids.map((g) => ({
          ...g,
          values: g.values.map((row) => [...row]),
        }));
        // Unfilled, it names the cell that is wanted.
        const empty = understand(grids);
        assert.equal(empty.request, null);
        assert.ok(
          empty.faults.some((f) => f.code === 'missing' && f.cell === 'B7'),
          preset.id,
        );
        assert.ok(
          empty.faults.every((f) => f.code !== 'tooFew'),
          'want of amounts is told once',
        );
        parameters!.values[6]![1] = 1000;
        flows!.values.slice(3).forEach((row, i) => (row[row.length - 1] = 200 + i));
        deals?.values.slice(3).forEach((row) => (row[1] = 400));
        const reading = understand([parameters!, flows!, ...(deals ? [deals] : [])]);
        assert.deepEqual(codes(reading), [], preset.id);
        assert.equal(reading.mode, preset.id);
        assert.ok(calculate(reading.request).ok);
      }
    });
});
