/** Deals whose cash stands as money in and money out, under their names or with the names in the heads. */
import assert from 'node:assert/strict';
import { ownPreset } from '../../../src/engine/index.ts';
import { readSelection, type Reading } from '../../../src/sheet/read/index.ts';
import { setSavedModes } from '../../../src/sheet/saved-modes.ts';
import type { Rows } from './asking.ts';
import { amounts, inWords, notes, questions, roles, sheetOf } from './grids.ts';

const readBy = (mode: string, rows: Rows, answers: Record<string, string> = {}): Reading =>
  readSelection(sheetOf('S', rows), { mode, answers });

const ALPHA_AND_BETA = { Alpha: [-100, 20, 120, 1], Beta: [-50, 10, 70, 1] };

function tellsApart(reading: Reading, deals: Record<string, number[]>): void {
  assert.equal(reading.status, 'ready', inWords(reading));
  const found = reading.sources.map((s) => [s.name, s.flows.map((f) => f.amount)]);
  assert.deepEqual(Object.fromEntries(found), deals, inWords(reading));
}

/** Columns under deals, each with its heads. */
const table = (over: (string | null)[], heads: string[], ...lines: number[][]): Rows => [
  [null, ...over],
  ['Year', ...heads],
  ...lines.map((line, year) => [year, ...line]),
];
const IN_AND_OUT = [
  [100, 0, 50, 0],
  [0, 20, 0, 10],
  [0, 120, 0, 70],
  [0, 1, 0, 1],
];
const SIDES = ['Calls', 'Distributions', 'Calls', 'Distributions'];

describe('Money in and out of deals', () => {
  it('is each deal’s cash under a name that is merged over both, or stands over each', () => {
    for (const over of [
      ['Alpha', null, 'Beta', null],
      ['Alpha', 'Alpha', 'Beta', 'Beta'],
    ])
      tellsApart(readBy('american', table(over, SIDES, ...IN_AND_OUT)), ALPHA_AND_BETA);
    const chinese = readBy(
      'american',
      table(['甲', null, '乙', null], ['流出', '流入', '流出', '流入'], ...IN_AND_OUT),
    );
    tellsApart(chinese, { 甲: ALPHA_AND_BETA.Alpha, 乙: ALPHA_AND_BETA.Beta });
  });

  it('is each deal’s cash in rows below a title, whether they are two or a net', () => {
    const years = ['Year', 0, 1, 2, 3];
    const rows: Rows = [years, ['Alpha'], ['Calls', 100, 0, 0, 0], ['Distributions', 0, 20, 120, 1]];
    const beta: Rows = [['Beta'], ['Calls', 50, 0, 0, 0], ['Distributions', 0, 10, 70, 1]];
    tellsApart(readBy('american', [...rows, ...beta]), ALPHA_AND_BETA);
    tellsApart(readBy('american', [...rows, [], ...beta]), ALPHA_AND_BETA);
    const nets: Rows = [
      years,
      ['Alpha'],
      ['Net cash flow', ...ALPHA_AND_BETA.Alpha],
      ['Beta'],
      ['Net cash flow', ...ALPHA_AND_BETA.Beta],
    ];
    tellsApart(readBy('american', nets), ALPHA_AND_BETA);
  });

  it('is told by short heads too, with a net that is checked against it, and beside a deal of one line', () => {
    const reading = readBy('american', [
      ['Year', 'Alpha Out', 'Alpha In', 'Alpha Net', 'Gamma'],
      [0, 100, 0, -100, -30],
      [1, 0, 20, 20, 10],
      [2, 0, 120, 120, 70],
    ]);
    tellsApart(reading, { Alpha: [-100, 20, 120], Gamma: [-30, 10, 70] });
    assert.equal(roles(reading)['Alpha Net'], 'derived');
  });

  it('of one period count as their net, which is said', () => {
    const reading = readBy(
      'american',
      table(['Alpha', null, 'Beta', null], SIDES, [100, 0, 50, 0], [40, 25, 0, 10], [0, 150, 0, 70]),
    );
    tellsApart(reading, { Alpha: [-100, -15, 150], Beta: [-50, 10, 70] });
    assert.deepEqual(
      notes(reading).filter((note) => note.startsWith('bothWays')),
      ['bothWays C4', 'bothWaysDeals B4'],
    );
  });

  it('of two deals counts as their net too where they share balances, which is said with the later call', () => {
    const bothWays = (mode: string, ...rows: number[][]) =>
      notes(readBy(mode, [['Year', 'Alpha', 'Beta'], ...rows])).filter((n) => n.startsWith('bothWays'));
    const call = [1, -37.5, 1.2];
    const years = [[0, -100, -50], call, [2, 150, 70]];
    assert.deepEqual(bothWays('american', ...years), ['bothWaysDeals B3']);
    assert.deepEqual(bothWays('american', [0, -100, -50], call, [2, 150, 70], [3, 5, -8]), [
      'bothWaysDeals B3:C5',
    ]);
    // The first outlay of a deal is its cost, and a call beside calls nets nothing.
    assert.deepEqual(bothWays('american', [0, -100, 0], [1, 20, -50], [2, -5, -7], [3, 150, 70]), []);
    const funds = ['carryforward', 'strict'].map((dealByDeal) => {
      const tiers = [{ kind: 'split', shares: { lp: 1 } }];
      const json = { classes: [{ id: 'lp', share: 1 }], tiers, options: { dealByDeal } };
      return ownPreset(dealByDeal, dealByDeal, json);
    });
    setSavedModes(funds);
    try {
      assert.deepEqual(
        funds.map(({ id }) => bothWays(id, ...years)),
        [['bothWaysDeals B3'], []],
      );
    } finally {
      setSavedModes([]);
    }
  });

  it('is counted by its way where a deal has but one', () => {
    const reading = readBy('american', [
      ['Year', 'Alpha contributions', 'Beta distributions'],
      [0, 100, 0],
      [1, 0, 20],
      [2, 0, 120],
    ]);
    tellsApart(reading, { Alpha: [-100, 0, 0], Beta: [0, 20, 120] });
  });

  it('leaves out columns of their total, and asks where they are not the total', () => {
    const over = ['Alpha', null, 'Beta', null, 'Total', null];
    const heads = [...SIDES, 'Calls', 'Distributions'];
    const withTotals = (off: number) =>
      IN_AND_OUT.map(([a, b, c, d], year) => [a!, b!, c!, d!, a! + c!, b! + d! + (year === 2 ? off : 0)]);
    tellsApart(readBy('american', table(over, heads, ...withTotals(0))), ALPHA_AND_BETA);
    const rows = table(over, heads, ...withTotals(9));
    const asked = readBy('american', rows);
    assert.deepEqual(questions(asked), ['lineUnclear G2:G6'], inWords(asked));
    tellsApart(readBy('american', rows, { 'lineUnclear@G2:G6': 'leaveOut' }), ALPHA_AND_BETA);
  });

  it('is asked where the net beside it says otherwise, and where In may be what is paid in', () => {
    const over = ['Alpha', null, null];
    const rows = table(over, ['Calls', 'Distributions', 'Net'], [100, 0, -100], [0, 20, 20], [0, 120, 115]);
    rows.forEach((row, i) => row.push(['Beta', 'Cash flow', -50, 10, 70][i]!));
    const asked = readBy('american', rows);
    assert.deepEqual(questions(asked), ['netAgainstPair D2:D5'], inWords(asked));
    const beta = { Beta: [-50, 10, 70] };
    for (const [choice, last] of [
      ['net', 115],
      ['pair', 120],
      ['sum', 235],
    ] as const) {
      const first = choice === 'sum' ? [-200, 40] : [-100, 20];
      const reading = readBy('american', rows, { 'netAgainstPair@D2:D5': choice });
      tellsApart(reading, { Alpha: [...first, last], ...beta });
    }
    const account = table(['Alpha', null, 'Beta', null], ['In', 'Out', 'In', 'Out'], ...IN_AND_OUT);
    assert.deepEqual(questions(readBy('american', account)), ['mixedSigns A1:E6']);
    tellsApart(readBy('american', account, { 'mixedSigns@A1:E6': 'turned' }), ALPHA_AND_BETA);
  });

  it('of no deal by name is the cash of the whole, whose deals the mode misses', () => {
    const reading = readBy('american', [
      ['Year', 'Contributions', 'Distributions'],
      [0, 100, 0],
      [1, 0, 20],
      [2, 0, 120],
    ]);
    assert.deepEqual(amounts(reading), [-100, 20, 120], inWords(reading));
    assert.deepEqual(reading.sources, []);
  });

  it('is the cash of pots under their names', () => {
    const rows = table(
      ['Operations', null, 'Sale', null],
      ['In', 'Out', 'In', 'Out'],
      [0, 100, 0, 0],
      [20, 5, 0, 0],
      [20, 5, 150, 3],
    );
    const reading = readBy('re_operating_and_capital', rows);
    tellsApart(reading, { Operations: [-100, 15, 15], Sale: [0, 0, 147] });
    assert.deepEqual(
      reading.sources.map((s) => s.pot),
      ['operating', 'capital'],
    );
  });
});
