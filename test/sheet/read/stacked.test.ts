/** Tables of one sheet under the same heads, one a year or a page: all of them are an answer. */
import assert from 'node:assert/strict';
import { asks, read, reads, type Rows } from './asking.ts';
import { inWords, notes, questions } from './grids.ts';

const HEAD = ['Quarter', 'Cash flow'];
const Y2021: Rows = [
  ['Q1 2021', -100],
  ['Q2 2021', -50],
  ['Q3 2021', 0],
  ['Q4 2021', 10],
];
const Y2022: Rows = [
  ['Q1 2022', 20],
  ['Q2 2022', 50],
  ['Q3 2022', 60],
  ['Q4 2022', 70],
];
const ALL = [-100, -50, 0, 10, 20, 50, 60, 70];

describe('Tables that go on under the same heads', () => {
  it('are one table where that is the answer, which is the likelier', () => {
    const blocks: [Rows, string, string, number[]][] = [
      [[HEAD, ...Y2021, [], HEAD, ...Y2022], 'S!A1:B5, S!A7:B11', 'S!A1:B11', ALL],
      [[['2021'], HEAD, ...Y2021, [], ['2022'], HEAD, ...Y2022], 'S!A1:B6, S!A8:B13', 'S!A1:B13', ALL],
      [
        [[...HEAD, null, ...HEAD], ...Y2021.map((row, i) => [...row, null, ...Y2022[i]!])],
        'S!A1:B5, S!D1:E5',
        'S!A1:E5',
        ALL,
      ],
      [[HEAD, ...Y2021, [], HEAD, ['Q1 2022', 220]], 'S!A1:B5', 'S!A1:B8', [-100, -50, 0, 10, 220]],
      [
        [['年度', 2021, 2022], ['净现金流', -100, 10], [], ['年度', 2023, 2024], ['净现金流', 30, 120]],
        'S!A1:C2, S!A4:C5',
        'S!A1:C5',
        [-100, 10, 30, 120],
      ],
      [
        [HEAD, ...Y2021, ['Total', -140], [], HEAD, ...Y2022, ['Total', 200]],
        'S!A1:B6, S!A8:B13',
        'S!A1:B13',
        ALL,
      ],
    ];
    for (const [rows, tables, whole, flows] of blocks) {
      const [question] = read(rows).questions;
      assert.equal(question?.id, `whichTable@${tables}`);
      assert.equal(question.likely, whole);
      const reading = reads(rows, flows, { [question.id]: whole });
      assert.deepEqual(
        notes(reading).filter((n) => /^(?:unusedTable|leftOut)/.test(n)),
        [],
        inWords(reading),
      );
    }
  });

  it('can be used each by itself', () => {
    const rows = [HEAD, ...Y2021, [], HEAD, ...Y2022];
    const reading = reads(rows, [20, 50, 60, 70], { 'whichTable@S!A1:B5, S!A7:B11': 'S!A7:B11' });
    assert.ok(notes(reading).includes('unusedTable A1:B5'), inWords(reading));
  });

  it('are no one table where the periods come again, as in scenarios', () => {
    const rows = [['Base'], HEAD, ...Y2021, [], ['Upside'], HEAD, ...Y2021];
    asks(rows, 'whichTable S!A1:B6, S!A8:B13');
    const [question] = read(rows).questions;
    assert.deepEqual(
      question!.choices.map((c) => c.id),
      ['S!A1:B6', 'S!A8:B13'],
      questions(read(rows)).join(),
    );
  });

  it('are one without a question where nothing but the heads stands between them', () => {
    reads([HEAD, ...Y2021, HEAD, ...Y2022], ALL);
  });
});
