/** Blank rows and columns inside a table: what goes on below them belongs to it. */
import assert from 'node:assert/strict';
import { across, asks, read, reads, type Rows } from './asking.ts';
import { d, dates, inWords, questions, roles } from './grids.ts';

const [y20, y21, y22] = [d('2020-12-31'), d('2021-12-31'), d('2022-12-31')];

describe('Rows that go on below a gap', () => {
  it('are of the table, whether dates, years or counts follow', () => {
    const blocks: [Rows, number[]][] = [
      [
        [['Date', 'Cash flow'], [y20, -100], [], [y21, 30], [y22, 120]],
        [-100, 30, 120],
      ],
      [
        [['Year', 'CF'], [0, -100], [1, 30], [], [], [2, 40], [3, 90]],
        [-100, 30, 40, 90],
      ],
      [
        [['Year', 'CF'], [0, -100], [1, 30], [], [2, 40], [3, 50], [], [4, 60]],
        [-100, 30, 40, 50, 60],
      ],
      [
        [['年度', '净现金流'], ['第1年', -100], [], ['第2年', 30], [], ['第3年', 120]],
        [-100, 30, 120],
      ],
    ];
    for (const [rows, flows] of blocks) reads(rows, flows);
  });

  it('are of the table where one side or the type stands in some of them alone', () => {
    reads(
      [['Date', 'Contributions', 'Distributions'], [y20, 100], [], [y21, null, 30], [], [y22, null, 120]],
      [-100, 30, 120],
    );
    reads(
      [
        ['Date', 'Type', 'Amount'],
        [y20, 'Capital call', 100],
        [],
        [],
        [y21, 'Distribution', 30],
        [y22, 'Distribution', 120],
      ],
      [-100, 30, 120],
    );
  });

  it('are of the table beside titles of years, whose head stays that of the dates', () => {
    const reading = reads(
      [
        ['日期', '净现金流'],
        ['2020年'],
        ['2020-06-30', -100],
        ['2020-12-31', 10],
        [],
        ['2021年'],
        ['2021-06-30', 20],
        ['2021-12-31', 120],
      ],
      [-100, 10, 20, 120],
    );
    assert.equal(roles(reading)['日期'], 'period');
    assert.deepEqual(dates(reading), ['2020-06-30', '2020-12-31', '2021-06-30', '2021-12-31']);
  });

  it('may be columns', () =>
    void reads(
      [
        [null, 2020, null, 2021, null, 2022],
        ['NCF', -100, null, 30, null, 120],
      ],
      [-100, 30, 120],
    ));

  it('are another table where they begin anew or have heads', () => {
    const again = read([['Year', 'CF'], [0, -100], [1, 30], [2, 90], [], [0, -50], [1, 10], [2, 70]]);
    assert.equal(again.status, 'question', inWords(again));
    assert.deepEqual(
      questions(again),
      ['whichTable A1:B4, A6:B8'].map((q) => q.replace(/A(\d)/g, 'S!A$1')),
    );
  });
});

describe('What stands behind the last period', () => {
  const rows: Rows = [
    ['Date', 'Cash flow'],
    [y20, -100],
    [y21, 30],
    [y22, 120],
  ];

  it('is left out where it is a remark', () => {
    reads([...rows, [1, 'Includes closing costs'], [2, 'Net of tax']], [-100, 30, 120]);
  });

  it('is told as a doubt where it is a balance or a value', () => {
    for (const row of [
      ['Closing cash', 47],
      ['Valuation', 140],
    ] as Rows) {
      const { notes } = reads([...rows, row], [-100, 30, 120]);
      assert.deepEqual(
        notes.map((n) => `${n.code} ${n.range} ${n.severity}`),
        ['leftOut B5 warning'],
      );
    }
  });
});

describe('Years', () => {
  it('that run backward without a head are put in their order', () =>
    void reads(across(['', 2022, 2021, 2020], ['Net cash flow', 120, 30, -100]), [-100, 30, 120]));

  it('are no stages of a deal', () =>
    asks(
      [
        ['阶段', '净现金流'],
        ['建设期', -100],
        ['运营期', 30],
        ['退出期', 120],
      ],
      'periodsNotUnderstood A2',
    ));
});
