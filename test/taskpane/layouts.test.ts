import assert from 'node:assert/strict';
import type { Reading, Said } from '../../src/sheet/index.ts';
import { recall, remember } from '../../src/taskpane/model/layouts.ts';
import { readingOf } from './deals.ts';

const ROWS = [
  ['Year', 'Alpha', 'Beta'],
  [0, -100, -60],
  [1, 30, 20],
  [2, 140, 90],
];
const said: Said = { answers: { 'whichIsCash@B2:D5': 'C2:C5' }, roles: { 'D2:D5': 'leftOut' } };
const at = (reading: Reading, address: string): Reading => ({ ...reading, address });

describe('What the user said of a range', () => {
  const reading = readingOf(ROWS);
  const layouts = remember([], reading, said);

  it('is used again for the same range while the heads of all lines agree', () => {
    assert.deepEqual(recall(layouts, reading), said);
    assert.equal(recall(layouts, readingOf(ROWS.map((r, i) => (i ? r : ['Year', 'Alpha', 'Gamma'])))), null);
  });

  it('follows a block that was moved', () =>
    assert.deepEqual(recall(layouts, at(reading, 'E12:G15')), {
      answers: { 'whichIsCash@E12:G15': 'F12:F15' },
      roles: { 'G12:G15': 'leftOut' },
    }));

  it('is forgotten once nothing is said any more', () =>
    assert.deepEqual(remember(layouts, reading, { answers: {}, roles: {} }), []));
});
