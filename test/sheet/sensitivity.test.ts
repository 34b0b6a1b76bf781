import assert from 'node:assert/strict';
import { sensitivitySheet } from '../../src/sheet/write/sensitivity.ts';

describe('The sheet of a map of sensitivities', () => {
  const axis = (name: string) => ({ name, values: [0.08], format: 'rate', own: 0 }) as const;
  const sheet = (title: string, note: string) =>
    sensitivitySheet({
      name: 'Map',
      title,
      notes: [note],
      down: axis('8 % of cash'),
      across: axis('=LP'),
      cells: [[1]],
      format: 'amount',
      hue: '#BC5310',
      inputs: null,
    }).cells;

  it('keeps as text what begins like a date, a number, a formula or a value of logic', () => {
    for (const text of ['2026-11-29 19:36', '1,000 each', '=HYPERLINK("x")', '+1', 'TRUE', 'May 2026', '①'])
      assert.deepEqual([sheet(text, 'n')[0]![0], sheet('t', text)[1]![0]], [`'${text}`, `'${text}`]);
    const cells = sheet('t', 'n');
    assert.equal(cells[3]![1], "'=LP");
    assert.equal(cells[4]![0], "'8 % of cash");
  });
});
