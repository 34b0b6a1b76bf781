import assert from 'node:assert/strict';
import { readSelection } from '../../../src/sheet/read/index.ts';
import { amounts, d, dates, faults, inWords, notes, questions, sheetOf, type TestCell } from './grids.ts';

describe('A long list', () => {
  const HEADS = ['Date', 'Type', 'Amount', 'Deal'];
  const list = (rows: TestCell[][], options = {}) => readSelection(sheetOf('S', [HEADS, ...rows]), options);

  it('is summed by date, its signs from the types', () => {
    const reading = list([
      [d('2021-06-30'), 'Distribution', 30, 'A'],
      [d('2020-06-30'), 'Capital call', 60, 'A'],
      [d('2020-06-30'), 'Management fee', 5, 'B'],
      [d('2022-06-30'), 'Sale proceeds', 90, 'B'],
      [d('2022-06-30'), 'NAV', 20, 'B'],
      ['Total', null, 205, null],
    ]);
    assert.equal(reading.status, 'ready', inWords(reading));
    assert.deepEqual(amounts(reading), [-65, 30, 90]);
    assert.deepEqual(
      reading.contributions.map((f) => f.amount),
      [65, 0, 0],
    );
    assert.ok(
      notes(reading).includes('sorted A1:D7') &&
        notes(reading).includes('summed A1:D7') &&
        notes(reading).includes('leftOut C6'),
    );
  });

  it('says where capital and cash of one date count as their net, of a deal and between deals that share balances', () => {
    const rows = [
      [d('2020-06-30'), 'Capital call', 60, 'A'],
      [d('2020-06-30'), 'Capital call', 40, 'B'],
      [d('2021-06-30'), 'Capital call', 20, 'A'],
      [d('2021-06-30'), 'Distribution', 5, 'B'],
      [d('2022-06-30'), 'Capital call', 10, 'B'],
      [d('2022-06-30'), 'Distribution', 90, 'B'],
      [d('2023-06-30'), 'Distribution', 90, 'A'],
    ];
    const told = (mode: string) => notes(list(rows, { mode })).filter((note) => note.startsWith('bothWays'));
    assert.deepEqual(told('european'), ['bothWays C4:C6']);
    assert.deepEqual(told('american'), ['bothWays C6', 'bothWaysDeals C4']);
    assert.deepEqual(
      notes(list(rows.slice(0, 3))).filter((n) => n.startsWith('bothWays')),
      [],
    );
  });

  it('keeps the signs that it has, and asks where they contradict their types', () => {
    assert.deepEqual(
      amounts(
        list([
          [d('2020-06-30'), 'Call', -60, 'A'],
          [d('2021-06-30'), 'Distribution', 90, 'A'],
        ]),
      ),
      [-60, 90],
    );
    assert.deepEqual(
      amounts(
        list([
          [d('2020-06-30'), 'Call', 60, 'A'],
          [d('2021-06-30'), 'Distribution', -90, 'A'],
        ]),
      ),
      [-60, 90],
    );
    const mixed = list([
      [d('2020-06-30'), 'Call', -60, 'A'],
      [d('2021-06-30'), 'Distribution', 90, 'A'],
      [d('2022-06-30'), 'Distribution', -5, 'A'],
    ]);
    assert.deepEqual(questions(mixed), ['mixedSigns C4']);
    assert.deepEqual(
      amounts(
        list(
          [
            [d('2020-06-30'), 'Call', -60, 'A'],
            [d('2021-06-30'), 'Distribution', 90, 'A'],
            [d('2022-06-30'), 'Distribution', -5, 'A'],
          ],
          { answers: { 'mixedSigns@C4': 'ownSigns' } },
        ),
      ),
      [-60, 90, -5],
    );
  });

  it('asks for a type that it does not know, and takes the answer', () => {
    const rows: TestCell[][] = [
      [d('2020-06-30'), 'Call', 60, 'A'],
      [d('2021-06-30'), 'Foo', 90, 'A'],
    ];
    assert.deepEqual(questions(list(rows)), ['typeUnknown B3']);
    assert.deepEqual(amounts(list(rows, { answers: { 'typeUnknown@B3': 'paidOut' } })), [-60, 90]);
  });

  it('tells deals apart in a mode that does, and refuses several currencies', () => {
    const rows: TestCell[][] = [
      [d('2020-06-30'), 'Call', 60, 'A'],
      [d('2020-06-30'), 'Call', 40, 'B'],
      [d('2021-06-30'), 'Distribution', 130, 'A'],
    ];
    const reading = list(rows, { mode: 'american' });
    assert.deepEqual(
      reading.sources.map((s) => [s.name, s.flows.map((f) => f.amount)]),
      [
        ['A', [-60, 130]],
        ['B', [-40, 0]],
      ],
    );
    const currencies = readSelection(
      sheetOf('S', [
        ['Date', 'Type', 'Amount', 'Currency'],
        [d('2020-06-30'), 'Call', 60, 'USD'],
        [d('2021-06-30'), 'Distribution', 90, 'EUR'],
      ]),
    );
    assert.deepEqual(faults(currencies), ['currenciesDiffer D3']);
  });

  it('takes the years beside its quarters or months, and periods without a row as 0', () => {
    const quarters = readSelection(
      sheetOf('S', [
        ['Year', 'Quarter', 'Type', 'Amount'],
        [2020, 'Q1', 'Capital call', 100],
        [2020, 'Q3', 'Capital call', 50],
        [2021, 'Q1', 'Distribution', 60],
        [2021, 'Q2', 'Distribution', 140],
      ]),
    );
    assert.equal(quarters.status, 'ready', inWords(quarters));
    assert.deepEqual(amounts(quarters), [-100, 0, -50, 0, 60, 140]);
    assert.deepEqual(quarters.timeline, { unit: 'quarter', start: { year: 2020, number: 1 } });
    assert.match(
      quarters.notes.find((n) => n.code === 'blankIsZero')!.message.en,
      /^Periods without a row in A1:D5/,
    );
    const months = readSelection(
      sheetOf('S', [
        ['年份', '月份', '款项性质', '金额'],
        ['2020年', '1月', '出资', 100],
        ['2021年', '12月', '分配', 140],
        ['2021年', '1月', '分配', 60],
      ]),
    );
    assert.deepEqual(dates(months), ['2020-01-31', '2021-01-31', '2021-12-31']);
  });

  it('is no list where comments stand beside amounts of both signs', () => {
    const reading = readSelection(
      sheetOf('S', [
        ['Date', 'Net cash flow', 'Comment'],
        [d('2020-01-01'), -100, 'buy'],
        [d('2021-01-01'), 120, 'sale'],
        [d('2022-01-01'), 20, 'fees back'],
      ]),
    );
    assert.deepEqual(amounts(reading), [-100, 120, 20]);
  });
});

describe('A list of projects', () => {
  it('is no cash, whatever else stands beside the names', () => {
    const lists: TestCell[][][] = [
      [
        ['Project', 'City', 'Cost', 'Value'],
        ['A', 'Paris', 100, 120],
        ['B', 'Rome', 200, 220],
      ],
      [
        ['Fund', 'Broker', 'Cost', 'Value'],
        ['A', 'Paris', 100, 120],
        ['B', 'Rome', 200, 220],
      ],
      [
        ['项目名称', '城市', '投资额', '估值'],
        ['甲', '北京', 100, 120],
        ['乙', '上海', 200, 220],
      ],
      [
        ['项目', '所在地', '投资金额', '退出金额'],
        ['甲', '北京', 100, 120],
        ['乙', '上海', 200, 220],
      ],
    ];
    for (const rows of lists) {
      const reading = readSelection(sheetOf('S', rows));
      assert.deepEqual([reading.status, ...faults(reading)], ['refused', 'noFlows A1'], inWords(reading));
      assert.match(reading.faults[0]!.message.en, /a list of projects/);
    }
  });
});
