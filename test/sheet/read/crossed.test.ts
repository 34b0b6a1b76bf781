import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readSelection, readWorkbook } from '../../../src/sheet/read/index.ts';
import { crossedLayout, layOutCrossed } from './crossed-layouts.ts';
import { amounts, dates, faults, inWords, notes, questions, roles, sheetOf, type TestCell } from './grids.ts';
import { difference, readBack } from './layouts.ts';

const read = (rows: TestCell[][], options = {}) => readSelection(sheetOf('Deal', rows), options);
const MONTHS = Array.from({ length: 12 }, (_, m) => `${m + 1}月`);
const FISCAL = ['Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Jan', 'Feb', 'Mar'];

describe('Years down and parts of a year across', () => {
  it('are one line in order of time, without the totals at the edge', () => {
    const rows: TestCell[][] = [
      ['Year', 'Q1', 'Q2', 'Q3', 'Q4', 'Total'],
      [2020, -500, 10, 10, 10, -470],
      [2021, 10, 10, 10, 400, 430],
      ['Total', -490, 20, 20, 410, -40],
    ];
    const reading = read(rows);
    assert.equal(reading.status, 'ready', inWords(reading));
    assert.deepEqual(amounts(reading), [-500, 10, 10, 10, 10, 10, 10, 400]);
    assert.deepEqual(reading.timeline, { unit: 'quarter', start: { year: 2020, number: 1 } });
    assert.deepEqual(
      reading.lines.map((l) => `${l.range} ${l.role}`),
      ['B1:E1 period', 'B2:E3 net', 'A1:A3 period', 'A4:F4 total', 'F1:F4 total'],
    );
    assert.deepEqual(notes(reading), ['unitTold B1:E1', 'totalLeftOut A4:F4', 'totalLeftOut F1:F4']);
    assert.deepEqual(
      reading.periods.slice(0, 5).map((p) => p.label),
      ['2020 Q1', '2020 Q2', '2020 Q3', '2020 Q4', '2021 Q1'],
    );
  });

  it('are read with a title, a unit and months of which the first and the last years are not full', () => {
    const reading = readWorkbook([
      sheetOf('项目', [
        ['净现金流月度表'],
        ['单位：万元'],
        ['年份', ...MONTHS, '全年'],
        ['2021年', null, null, -300, ...Array<number>(9).fill(5), -255],
        ['2022年', 5, 5, 305, ...Array<null>(9).fill(null), 315],
      ]),
    ]);
    assert.equal(reading.status, 'ready', inWords(reading));
    assert.deepEqual(amounts(reading), [-300, ...Array<number>(11).fill(5), 305]);
    assert.deepEqual([dates(reading)[0], dates(reading).at(-1)], ['2021-03-31', '2022-03-31']);
    assert.equal(reading.unit, '万元');
  });

  it('are read with the years across, and with half-years, which are dates', () => {
    const reading = read([
      [null, 2020, 2021],
      ['上半年', -100, 30],
      ['下半年', 20, 130],
    ]);
    assert.deepEqual(amounts(reading), [-100, 20, 30, 130]);
    assert.deepEqual(dates(reading), ['2020-06-30', '2020-12-31', '2021-06-30', '2021-12-31']);
  });

  it('may have a row for each name', () => {
    const reading = read([
      ['年份', '科目', '一季度', '二季度', '三季度', '四季度', '小计'],
      [2021, '出资', 100, 50, 0, 0, 150],
      [null, '分配', 0, 0, 10, 10, 20],
      [2022, '出资', 0, 0, 0, 0, 0],
      [null, '分配', 10, 10, 10, 200, 230],
    ]);
    assert.equal(reading.status, 'ready', inWords(reading));
    assert.deepEqual(amounts(reading), [-100, -50, 10, 10, 10, 10, 10, 200]);
    assert.equal(roles(reading)['出资'], 'paidIn');
  });

  it('tell a total that is none, and leave out growth and notes', () => {
    const reading = read([
      ['Year', 'Q1', 'Q2', 'Q3', 'Q4', 'Total', 'YoY', 'Remarks'],
      [2020, -100, 20, 20, 20, -40, null, 'call'],
      [2021, 20, 20, 20, 220, 380, { percent: 0.3 }, null],
    ]);
    assert.equal(reading.status, 'ready', inWords(reading));
    assert.ok(notes(reading).includes('totalDiffers F1:F3'));
  });

  it('of a fiscal year are months or quarters in their order, without dates', () => {
    const reading = read([
      ['FY', ...FISCAL],
      ['FY21', -100, ...Array<number>(11).fill(5)],
      ['FY22', ...Array<number>(11).fill(5), 205],
    ]);
    assert.deepEqual(reading.timeline, { unit: 'month' });
    assert.equal(amounts(reading).length, 24);
  });

  it('are asked where a column or the head of the years is something else', () => {
    for (const rows of [
      [
        ['Vintage', 'Q1', 'Q2', 'Q3', 'Q4'],
        [2020, -100, 20, 20, 20],
        [2021, 20, 20, 20, 220],
      ],
      [
        ['Year', 'Q1', 'Q2', 'Q3', 'Q4', 'Odd'],
        [2020, -100, 20, 20, 20, 7],
        [2021, 20, 20, 20, 220, 8],
      ],
    ])
      assert.equal(read(rows).status, 'question');
    assert.deepEqual(
      faults(
        read([
          ['Year', 'Q1', 'Q2', 'Q3', 'Q4'],
          [2020, -100, 20, 20, 20],
          [2022, 20, 20, 20, 220],
        ]),
      ),
      ['periodMissing B1'],
    );
  });

  it('are read as before where the user says that the years are none', () => {
    const rows: TestCell[][] = [
      ['Year', 'Q1', 'Q2'],
      [2020, -100, 20],
      [2021, 20, 220],
    ];
    assert.ok(questions(read(rows, { roles: { 'A1:A3': 'leftOut' } })).length > 0);
  });

  it('are read back as they were, however they are laid out', () => {
    fc.assert(
      fc.property(crossedLayout, (drawn) => {
        const laid = layOutCrossed(drawn);
        const reading = readBack(drawn, laid);
        const wrong = difference(laid, reading) ?? (reading.status === 'ready' ? undefined : 'asked');
        assert.equal(
          wrong,
          undefined,
          `${wrong}\n${laid.rows.map((row) => JSON.stringify(row)).join('\n')}\n${inWords(reading)}`,
        );
      }),
      { numRuns: 300 },
    );
  });
});
