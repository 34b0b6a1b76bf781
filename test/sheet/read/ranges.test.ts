import assert from 'node:assert/strict';
import { readRanges, type RangeColumn, type Value } from '../../../src/sheet/read/index.ts';
import { sheetOf } from './grids.ts';

const column = (kind: RangeColumn['kind'], values: readonly Value[], at = 0): RangeColumn => ({
  kind,
  grid: sheetOf(
    '',
    values.map((v) => [v]),
    { column: at },
  ),
});
const read = (...ranges: RangeColumn[]) => {
  const found = readRanges(ranges);
  return found.ok ? found.columns : `${found.fault.code} ${found.fault.cell}`;
};

describe('Ranges of functions', () => {
  it('count a blank as 0 that keeps its period; blanks and zeros at the end are none', () => {
    assert.deepEqual(read(column('amount', [-100, null, '', 121, 0, null])), [[-100, 0, 0, 121]]);
    assert.deepEqual(read(column('amount', [null, -100, 110])), [[0, -100, 110]]);
  });

  it('leave out rows without a date and an amount, which desktop Excel hands over as 0', () => {
    const dates = [0, 43_831, 44_197, 0];
    assert.deepEqual(read(column('amount', [0, -100, 110, 0]), column('date', dates, 1)), [
      [-100, 110],
      [43_831, 44_197],
    ]);
    assert.equal(read(column('amount', [5, -100, 110, 0]), column('date', dates, 1)), 'notDate B1');
    assert.deepEqual(read(column('amount', [-100, 0, 110]), column('date', [43_831, 43_900, 44_197], 1)), [
      [-100, 0, 110],
      [43_831, 43_900, 44_197],
    ]);
  });

  it('keep the last 0 before period 1 as period 0', () =>
    assert.deepEqual(read(column('amount', [0, 0, 110]), column('period', [0, 0, 1], 1)), [
      [0, 110],
      [0, 1],
    ]));

  it('tolerate heads, with dates as well, and read dates in text', () => {
    assert.deepEqual(
      read(
        column('amount', ['Cash', -100, 110]),
        column('date', ['Date', '31-Dec-2020', '2021年12月31日'], 1),
      ),
      [
        [-100, 110],
        [44_196, 44_561],
      ],
    );
    assert.deepEqual(read(column('amount', [-100, 110]), column('date', ['H2 2020', '2021年下半年'], 1)), [
      [-100, 110],
      [44_196, 44_561],
    ]);
    assert.equal(read(column('amount', [-100, 110]), column('date', ['H1', 'H2'], 1)), 'notDate B1');
    assert.deepEqual(read(column('amount', ['现金流', '(100)', '¥110'])), [[-100, 110]]);
  });

  it('refuse with the cell what is no number, no date or no level', () => {
    assert.equal(read(column('amount', [-100, 'soon', 110])), 'notNumber A2');
    assert.equal(read(column('amount', [-100, true, 110])), 'notNumber A2');
    assert.equal(read(column('amount', [-100, '#REF!', 110])), 'errorValue A2');
    assert.equal(read(column('amount', [-100, '1.500'])), 'numberUnclear A2');
    assert.equal(
      read(column('amount', [-100, 110]), column('date', ['01/02/2020', '01/02/2021'], 1)),
      'dateUnclear B1',
    );
    assert.equal(read(column('amount', [-100, 110]), column('level', [1, -1], 1)), 'notLevel B2');
    assert.equal(read(column('amount', [-100, 110]), column('date', [43_831], 1)), 'lengthsDiffer B1');
  });

  it('take dashes for blanks and data types for the number they carry', () =>
    assert.deepEqual(read(column('amount', [{ basicValue: -100 }, '-', 'n/a', 121])), [[-100, 0, 0, 121]]));
});
