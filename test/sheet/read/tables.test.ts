import assert from 'node:assert/strict';
import { readSelection, readWorkbook } from '../../../src/sheet/read/index.ts';
import { blocksIn } from '../../../src/sheet/read/blocks.ts';
import { cellsOf, rangeOf } from '../../../src/sheet/read/cells.ts';
import { tablesIn, within } from '../../../src/sheet/read/tables.ts';
import { amounts, d, faults, inWords, notes, sheetOf, terms, type TestCell } from './grids.ts';

const ranges = (rows: TestCell[][]): string[] => {
  const lines = cellsOf(sheetOf('S', rows));
  return tablesIn(lines).map((box) => rangeOf(within(lines, box).flat()));
};
const said = { role: () => undefined, order: () => undefined, isPeriods: () => false };
const blocks = (rows: TestCell[][]) => {
  const found = blocksIn(cellsOf(sheetOf('S', rows)), said);
  return {
    terms: found.terms.map((b) => rangeOf(b.flat())),
    tables: found.tables.map((t) => rangeOf(t.block.flat())),
  };
};

describe('Tables of a sheet', () => {
  it('are parted by blank rows and columns', () => {
    assert.deepEqual(ranges([[8, 2, null, 3], [4, 5, null, 6], [], ['a', 7]]), ['A1:B2', 'D1:D2', 'A4:B4']);
    assert.deepEqual(ranges([[]]), []);
  });

  it('keep heads that a blank column or row sets off', () => {
    assert.deepEqual(
      ranges([
        ['Year', null, 0, 1],
        ['CF', null, -100, 110],
      ]),
      ['A1:D2'],
    );
    assert.deepEqual(ranges([['Year', 'CF'], [], [0, -100], [1, 110]]), ['A1:B4']);
    assert.deepEqual(ranges([[2020, 2021], [], [-100, 110], [-90, 99]]), ['A1:B4']);
  });

  it('go on below a blank row with the next periods', () =>
    assert.deepEqual(ranges([['Year', 'CF'], [2020, -100], [2021, 5], [], [2022, 6], [2023, 110]]), [
      'A1:B6',
    ]));

  it('stand apart from terms, with a blank row between or without', () => {
    assert.deepEqual(
      blocks([['Hurdle rate', 0.08], ['Carry rate', 0.2], [], ['Year', 'CF'], [0, -100], [1, 110]]),
      { terms: ['A1:B2'], tables: ['A4:B6'] },
    );
    assert.deepEqual(
      blocks([
        ['Year', 'CF'],
        [0, -100],
        [1, 110],
        ['Hurdle rate', 0.08],
      ]),
      { terms: ['A4:B4'], tables: ['A1:B3'] },
    );
    assert.deepEqual(
      blocks([
        ['Year', 0, 1],
        ['CF', -100, 110],
        ['Hurdle rate', 0.08],
      ]),
      { terms: ['A3:C3'], tables: ['A1:C2'] },
    );
    assert.deepEqual(
      blocks([
        ['Hurdle rate', 'Carry rate'],
        [0.08, 0.2],
      ]),
      { terms: ['A1:B2'], tables: [] },
    );
  });
});

describe('The sheets of a workbook', () => {
  const cash = (name: string, last: number) =>
    sheetOf(name, [
      ['Year', 'Net cash flow'],
      [0, -100],
      [1, last],
    ]);

  it('are judged by roles, and asked where several hold cash', () => {
    const reading = readWorkbook([cash('Base', 120), cash('Low case', 105)]);
    assert.equal(reading.status, 'question');
    const [question] = reading.questions;
    assert.equal(question!.code, 'whichTable');
    assert.deepEqual(
      question!.choices.map((c) => [c.id, c.label.en]),
      [
        ['Base!A1:B3', 'Base!A1:B3: −100 · 120'],
        ['Low case!A1:B3', 'Low case!A1:B3: −100 · 105'],
      ],
    );
    const chosen = readWorkbook([cash('Base', 120), cash('Low case', 105)], {
      answers: { [question!.id]: 'Low case!A1:B3' },
    });
    assert.equal(chosen.status, 'ready');
    assert.equal(chosen.sheet, 'Low case');
    assert.deepEqual(amounts(chosen), [-100, 105]);
    assert.ok(notes(chosen).includes('unusedTable A1:B3'));
  });

  it('give their terms to the sheet with the cash, its own first', () => {
    const reading = readWorkbook([
      sheetOf('Terms', [
        ['Hurdle rate', 0.07],
        ['Carry rate', 0.2],
      ]),
      sheetOf('Cash', [['Hurdle rate', 0.08], [], ['Year', 'CF'], [0, -100], [1, 120]]),
    ]);
    assert.deepEqual(terms(reading), { hurdle_rate: 0.08, carry_rate: 0.2 });
    assert.deepEqual(
      reading.terms.map((t) => `${t.sheet}!${t.cell}`),
      ['Cash!B1', 'Terms!B2'],
    );
  });

  it('say what was looked for where nothing is found, and the nearest miss', () => {
    const reading = readWorkbook([
      sheetOf('Notes', [['hello']]),
      sheetOf('Deals', [
        ['Project', 'Cost', 'Value'],
        ['A', 100, 150],
        ['B', 50, 20],
      ]),
    ]);
    assert.equal(reading.status, 'refused');
    assert.equal(reading.faults[0]!.code, 'noFlows');
    assert.match(reading.faults[0]!.message.en, /Deals!A1:C3\. It seems to be a list of projects\./);
    assert.match(reading.faults[0]!.message['zh-CN'], /Deals!A1:C3 中没有找到现金流。看起来是项目清单。/);
  });

  it('are read where they are hidden, and that is said', () => {
    const reading = readWorkbook([{ ...cash('Base', 120), hidden: true }]);
    assert.equal(reading.status, 'ready');
    assert.ok(notes(reading).includes('hiddenRead A1:B3'));
  });
});

describe('What a workbook holds beside the cash', () => {
  const cash: TestCell[][] = [
    ['Year', 'Cash flow'],
    [0, -1000],
    [1, 300],
    [2, 1200],
  ];
  it('is told where a term of another sheet says otherwise than that beside the cash', () => {
    const read = (hurdle: number) =>
      readWorkbook([
        sheetOf('Terms', [['Hurdle rate', { percent: hurdle }]]),
        sheetOf('Cash', [['Hurdle rate', { percent: 0.06 }], [], ...cash]),
      ]);
    const [told, ...more] = read(0.08).notes;
    assert.deepEqual(more, []);
    assert.equal(told!.severity, 'warning');
    assert.equal(told!.message.en, 'Terms!B1 says otherwise than Cash!B1 beside the cash, which is used.');
    assert.deepEqual(read(0.06).notes, []);
  });

  it('is refused at the date that shows an error or was never computed', () => {
    for (const [date, fault] of [
      [{ error: '#REF!' }, 'errorValue A4'],
      [{ formula: 'EDATE(A3,12)' }, 'notComputed A4'],
    ] as const) {
      const rows = [
        ['Date', 'Cash flow'],
        [d('2020-12-31'), -1000],
        [d('2021-12-31'), 300],
        [date, 1200],
      ];
      const reading = readSelection(sheetOf('S', rows));
      assert.deepEqual(faults(reading), [fault], inWords(reading));
    }
  });
});
