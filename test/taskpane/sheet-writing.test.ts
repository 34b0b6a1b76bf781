import assert from 'node:assert/strict';
import { chunksOf, columnPoints, uniqueSheetName } from '../../src/taskpane/excel/blocks.ts';

describe('The name of a new sheet', () => {
  it('is numbered, and takes the next number that is free', () => {
    assert.equal(uniqueSheetName('Detail', ['Deal']), 'Detail 1');
    assert.equal(uniqueSheetName('Detail 1', ['Deal', 'DETAIL 1', 'Detail 2']), 'Detail 3');
    assert.equal(uniqueSheetName('明细 1', ['明细 1']), '明细 2');
  });
  it('is one Excel takes', () => {
    assert.equal(uniqueSheetName("'A/B: [x]?*'", []), 'A B x 1');
    const long = uniqueSheetName('x'.repeat(40), []);
    assert.ok(long.length <= 31 && long.endsWith(' 1'));
  });
});

describe('Lines written to a sheet', () => {
  it('go in groups that fit into a request, in order, none lost', () => {
    const lines = Array.from({ length: 100 }, (_, r) => ['x'.repeat(50), r, null]);
    const chunks = chunksOf(lines, 2000);
    assert.ok(chunks.length > 1);
    assert.deepEqual(
      chunks.flatMap((c) => c.lines),
      lines,
    );
    for (const { row, lines: group } of chunks) assert.equal(lines[row], group[0]);
  });
  it('go at once when they are few', () => assert.equal(chunksOf([['a'], [1]]).length, 1));
  it('stand in columns as wide as Excel makes them: 8.43 digits are 48 points', () =>
    assert.ok(Math.abs(columnPoints(8.43) - 48) < 0.1));
});
