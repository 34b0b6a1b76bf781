import assert from 'node:assert/strict';
import { calculate } from '../../src/document/index.ts';
import { investedOf } from '../../src/taskpane/model/invested.ts';
import { inputOf, isReady, isStale, requestBody, takenFrom } from '../../src/taskpane/model/request.ts';
import { reread, type State } from '../../src/taskpane/model/state.ts';
import { readingOf, stateOf } from './deals.ts';

const DEALS = [
  ['Year', 'One', 'Two', 'Three'],
  [2020, -20, -45, -50],
  [2021, 25, '', ''],
  [2022, '', 35, ''],
  [2023, '', '', 30],
];
const answerOf = (state: State) => {
  const input = inputOf(state);
  assert.ok(isReady(input));
  const answer = calculate(requestBody(input));
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
};

describe('A selection with several lines of amounts', () => {
  it('is a deal a column where carry is paid deal by deal', () => {
    const state = stateOf(DEALS, 'american');
    const body = requestBody(inputOf(state));
    assert.deepEqual(body.deals, [
      { id: 'One', cost: 20, year: 0 },
      { id: 'Two', cost: 45, year: 0 },
      { id: 'Three', cost: 50, year: 0 },
    ]);
    assert.equal((body.basic_params as Record<string, unknown>).investment_amount, 115);
    assert.equal(
      answerOf(state).tables.cash.reduce((a, b) => a + b, 0),
      90,
    );
  });

  it('is told with the capital of all deals, unless more is called later', () => {
    assert.equal(investedOf(inputOf(stateOf(DEALS, 'american'))), 115);
    const called = DEALS.map((row) => (row[0] === 2021 ? [2021, 25, -10, ''] : row));
    assert.equal(investedOf(inputOf(stateOf(called, 'american'))), undefined);
  });

  it('is without the column that is their total by its name, or by its name and its amounts', () => {
    for (const name of ['合计', 'Fund']) {
      const summed = DEALS.map((row, i) => [
        ...row,
        i === 0 ? name : row.slice(1).reduce<number>((sum, amount) => sum + Number(amount), 0),
      ]);
      const body = requestBody(inputOf(stateOf(summed, 'american')));
      assert.deepEqual(body.deals, requestBody(inputOf(stateOf(DEALS, 'american'))).deals);
      // Without a mode the columns are asked about, or their total is the cash by its name.
      const plain = inputOf(stateOf(summed));
      assert.ok(plain.questions > 0 || plain.flows.map((f) => f.amount).join() === '-115,25,35,30', name);
    }
  });

  it('is a pot a column where operations and sale are apart, dates beside them', () => {
    const rows = [
      ['Date', 'Operations', 'Sale'],
      ['2024-01-01', -100, 0],
      ['2024-07-01', 5, 0],
      ['2025-01-01', 5, 150],
    ];
    const state = stateOf(rows, 're_operating_and_capital');
    const { tables } = answerOf(state);
    assert.deepEqual(tables.cash, [0, 5, 155]);
    assert.deepEqual(tables.tiers.find((t) => t.id === 'capital')!.pots, ['capital']);
  });

  it('is read as it is where there is but one', () => {
    const rows = DEALS.map(([year, one]) => [year!, one!]);
    const input = inputOf(stateOf(rows));
    assert.deepEqual(
      input.flows.map((f) => f.amount),
      [-20, 25, 0, 0],
    );
  });

  it('is asked for where a mode needs it, and nothing runs before', () => {
    for (const mode of ['american', 're_operating_and_capital']) {
      const input = inputOf(stateOf(undefined, mode));
      assert.ok(input.lacksSources && !isReady(input), mode);
    }
    const withoutCost = DEALS.map((row, i) => (i === 1 ? [2020, -20, 45, -50] : row));
    assert.ok(inputOf(stateOf(withoutCost, 'american')).lacksSources);
  });

  it('makes a run stale when cash moves from one deal to another', () => {
    const state = stateOf(DEALS, 'american');
    const taken = takenFrom(inputOf(state));
    assert.equal(isStale(state, taken), false);
    const moved = DEALS.map((row, i) => (i === 2 ? [2021, 20, 5, ''] : row));
    assert.equal(isStale(reread(state, readingOf(moved, 'american')), taken), true);
  });
});
