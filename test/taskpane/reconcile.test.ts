import assert from 'node:assert/strict';
import { h } from '../../src/charts/markup.ts';
import { calculate } from '../../src/document/index.ts';
import { serialOf } from '../../src/engine/index.ts';
import { addRun, initialState, newKey, nextId, type Run } from '../../src/taskpane/model/state.ts';
import { createStore } from '../../src/taskpane/model/store.ts';
import { ask } from '../../src/taskpane/questions/asked.ts';
import { reconcileView } from '../../src/taskpane/questions/reconcile.ts';
import { viewOf, type Actions } from '../../src/taskpane/views/view.ts';
import { textOf } from './drawn.ts';

/** A run of cash on these days. */
function runOf(cash: Readonly<Record<string, number>>): Run {
  const body = {
    basic_params: {
      investment_amount: 10_000,
      investment_period: 3,
      hurdle_rate: 8,
      carry_rate: 20,
    },
    cash_flows: Object.entries(cash)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([date, amount]) => ({ date, amount })),
    distribution_params: { mode: 'european', catch_up_share: 100 },
  };
  const answer = calculate(body);
  assert.ok(answer.ok, JSON.stringify(answer));
  return {
    id: nextId(),
    key: newKey(),
    at: new Date(),
    document: answer.value,
    where: 'here',
    cached: false,
    ms: 1,
    taken: { origin: { kind: 'form' }, flows: '', terms: [] },
    body,
  };
}

const FIRST = { '2025-12-31': -10_000, '2026-12-31': 3000, '2027-12-31': 4000, '2028-12-31': 9000 };

describe("Somebody else's figures", () => {
  const store = createStore(initialState('en'), () => undefined);
  const shown = (run: Run) => {
    store.set((s) => addRun(s, run));
    const asked = ask(viewOf(store.get(), store, {} as Actions), run)!;
    return textOf(
      h(
        'div',
        null,
        reconcileView(
          asked,
          () => undefined,
          () => undefined,
        ),
      ),
    );
  };

  it('are compared by their dates with each run, where a date is another period too, or not at all', () => {
    const first = runOf(FIRST);
    const { received } = first.document.tables.parties.find(({ id }) => id === 'lp')!;
    const lines = Object.keys(FIRST).map((date, k) => [serialOf(date)!, received[k]!]);
    const grid = { sheet: 'Admin', row: 0, column: 0, values: [['Date', 'LP'], ...lines.slice(1)] };
    const theirs = { grid, address: 'A1:B4', factor: 1 };
    store.set((s) => ({ ...s, questions: { ...s.questions, theirs } }));
    assert.match(shown(first), /All 3 figures match/);
    // A row inserted above shifts every period by one.
    assert.match(shown(runOf({ ...FIRST, '2026-06-30': 0 })), /All 3 figures match/);
    const { '2027-12-31': _left, ...without } = FIRST;
    const other = shown(runOf(without));
    assert.match(other, /A3/);
    assert.doesNotMatch(other, /match/);
  });
});
