import assert from 'node:assert/strict';
import { calculate } from '../../src/document/index.ts';
import {
  inputOf,
  isReady,
  isStale,
  requestBody,
  standsAt,
  takenFrom,
} from '../../src/taskpane/model/request.ts';
import {
  chooseMode,
  chooseOption,
  chooseSource,
  forgetTerm,
  initialState,
  reread,
  select,
  setRows,
  typeTerm,
  type State,
} from '../../src/taskpane/model/state.ts';
import { sampleRows } from '../sheet/sample.ts';
import { modes, readingOf, requestOf, stateOf } from './deals.ts';

const replaced = (row: number, column: number, value: string | number) =>
  sampleRows.map((line, r) => (r === row ? line.map((old, c) => (c === column ? value : old)) : line));
const fieldOf = (state: State, id: string) => inputOf(state).fields.find((f) => f.spec.id === id)!;

describe('What the pane asks the service for', () => {
  it('sends a selection as the documented request', () => {
    assert.deepEqual(requestBody(inputOf(stateOf())), {
      basic_params: {
        investment_amount: 10000,
        investment_period: 5,
        hurdle_rate: 8,
        carry_rate: 20,
        unit: '万元',
      },
      cash_flows: [1000, 2000, 3000, 4000, 5000].map((amount, i) => ({ year: i + 1, amount })),
      distribution_params: { mode: 'flat_principal_first' },
    });
  });

  it('tells terms of the cells that the chosen mode has not', () => {
    const rows = sampleRows.map((line, r) => (r === 10 ? ['Hurdle 2', 0.12] : line));
    const told = (mode: string) => {
      const { issues, warnings } = inputOf(chooseMode(stateOf(rows), mode));
      assert.equal(warnings, issues.length);
      return issues.map((i) => `${i.cell} ${i.message?.en}`);
    };
    assert.deepEqual(told('european'), [
      'C12 Second IRR hurdle is no term of European, full catch-up. It is not used.',
    ]);
    assert.deepEqual(told('jv_irr_hurdles'), [
      'C11 Hurdle rate is no term of Joint venture, IRR hurdles. It is not used.',
    ]);
  });

  for (const mode of modes)
    it(`${mode}: the defaults of the pane give a request the service takes`, () => {
      const input = inputOf(chooseMode(stateOf(), mode));
      assert.ok(isReady(input));
      const parsed = calculate(requestBody(input));
      assert.ok(parsed.ok, JSON.stringify(parsed));
      const direct = calculate(requestOf(mode));
      assert.ok(direct.ok);
      assert.deepEqual(parsed.value.tables.tiers, direct.value.tables.tiers);
    });

  it('sends dates as ISO dates, the investment at its own date first', () => {
    const rows = [
      ['2024-12-31', -100],
      ['2025-12-31', 60],
      ['2026-12-31', 70],
    ];
    const body = requestBody(inputOf(stateOf(rows)));
    assert.deepEqual(body.cash_flows, [
      { date: '2024-12-31', amount: -100 },
      { date: '2025-12-31', amount: 60 },
      { date: '2026-12-31', amount: 70 },
    ]);
    assert.ok(calculate(body).ok);
  });

  it('takes 7 typed into a percent field as 7 percent, without binary noise', () => {
    const state = typeTerm(stateOf(), 'hurdle_rate', '7');
    assert.equal(fieldOf(state, 'hurdle_rate').value, 0.07);
    assert.equal((requestBody(inputOf(state)).basic_params as { hurdle_rate: number }).hurdle_rate, 7);
  });

  it('sends options only where the mode has them', () => {
    const state = chooseOption(chooseMode(stateOf(), 'flat_periodic'), 'shortfall', 'lapse');
    const options = (s: State) =>
      (requestBody(inputOf(s)).distribution_params as { options?: unknown }).options;
    assert.deepEqual(options(state), { shortfall: 'lapse' });
    assert.equal(options(chooseMode(state, 'flat_principal_first')), undefined);
  });
});

describe('The terms of the pane', () => {
  it('name the mode in words of either language', () => {
    for (const name of ['Senior-subordinated', '优先劣后', 'structured_senior_subordinate'])
      assert.equal(
        inputOf(stateOf([...sampleRows, ['Mode', name]])).preset.id,
        'structured_senior_subordinate',
        name,
      );
  });

  it('link to the cells they were read from, the investment to the leading amount', () => {
    const cells = inputOf(stateOf()).fields.map((f) => [f.spec.id, f.cell]);
    assert.deepEqual(cells, [
      ['investment_amount', 'C3'],
      ['hurdle_rate', 'C11'],
      ['carry_rate', 'C12'],
      ['unit', 'C13'],
    ]);
  });

  it('stay as typed over their cell, say what the cell holds, and go back to it', () => {
    const state = typeTerm(stateOf(), 'hurdle_rate', '9');
    assert.equal(fieldOf(state, 'hurdle_rate').held, '8 %');
    const again = reread(state, readingOf(sampleRows));
    assert.equal(fieldOf(again, 'hurdle_rate').value, 0.09);
    const back = fieldOf(forgetTerm(again, 'hurdle_rate'), 'hurdle_rate');
    assert.deepEqual([back.value, back.held], [0.08, undefined]);
  });

  it('ask whether a rate of 8 means 8 %, and block the run until it is answered', () => {
    const input = inputOf(stateOf(replaced(9, 1, 8)));
    assert.equal(input.questions, 1);
    assert.ok(!isReady(input));
    const reading = readingOf(replaced(9, 1, 8));
    const [question] = reading.questions!;
    assert.equal(question!.code, 'percentMeant');
    assert.match(question!.message.en, /8/);
  });

  it('ask about a label that is nearly a term', () => {
    const reading = readingOf(replaced(10, 0, 'Cary rate'));
    assert.deepEqual(
      reading.questions!.map((q) => q.code),
      ['slip'],
    );
    assert.ok(!isReady(inputOf(stateOf(replaced(10, 0, 'Cary rate')))));
  });

  it('show the ratio that follows from the others', () => {
    const state = typeTerm(chooseMode(stateOf(), 'structured_mezzanine'), 'senior_ratio', '65');
    assert.equal(fieldOf(state, 'subordinate_ratio').implied, '15.00');
  });

  it('refuse ratios that do not sum to 100 %', () => {
    const state = typeTerm(chooseMode(stateOf(), 'structured_senior_subordinate'), 'subordinate_ratio', '40');
    assert.match(fieldOf(state, 'senior_ratio').problem ?? '', /100 %/);
  });

  it('cannot be left empty, and mark it only once a run was tried', () => {
    const state = typeTerm(stateOf(), 'carry_rate', '');
    assert.ok(!isReady(inputOf(state)));
    assert.equal(fieldOf(state, 'carry_rate').problem, undefined);
    assert.equal(fieldOf({ ...state, tried: true }, 'carry_rate').problem, 'Enter a value.');
  });
});

describe('The form', () => {
  it('begins with what was read', () => {
    const input = inputOf(chooseSource(stateOf(), 'form'));
    assert.ok(isReady(input));
    assert.deepEqual(requestBody(input), requestBody(inputOf(stateOf())));
  });

  it('leaves the selection as it was', () => {
    const state = chooseSource(typeTerm(chooseSource(stateOf(), 'form'), 'hurdle_rate', '12'), 'selection');
    assert.equal(fieldOf(state, 'hurdle_rate').value, 0.08);
  });

  it('waits for its amounts', () => {
    const state = chooseSource(initialState('en'), 'form');
    assert.ok(!isReady(inputOf(state)));
    const filled = typeTerm(setRows(state, ['60', '(5)', '７０']), 'investment_amount', '100');
    assert.ok(isReady(inputOf(filled)));
    assert.deepEqual(
      inputOf(filled).sent.map((f) => f.amount),
      [60, -5, 70],
    );
  });
});

describe('The place of a fault', () => {
  it('is the cell of the flow or the term, else the field', () => {
    const input = inputOf(typeTerm(stateOf(), 'carry_rate', '30'));
    assert.deepEqual(standsAt({ at: 'flow', index: 2 }, input), { cell: 'C6' });
    assert.deepEqual(standsAt({ at: 'term', id: 'hurdle_rate' }, input), { cell: 'C11' });
    const typed = standsAt({ at: 'term', id: 'carry_rate' }, input);
    assert.ok(typed && 'field' in typed && typed.field.spec.id === 'carry_rate');
    const form = inputOf(chooseSource(stateOf(), 'form'));
    assert.deepEqual(standsAt({ at: 'flow', index: 2 }, form), { year: 3 });
    assert.equal(standsAt({ at: 'whole' }, form), null);
  });
});

describe('A run', () => {
  const taken = takenFrom(inputOf(stateOf()));
  it('is up to date while its cells hold what it took', () => {
    assert.equal(isStale(stateOf(), taken), false);
    assert.equal(isStale(chooseMode(stateOf(), 'flat_periodic'), taken), false);
  });
  it('is stale once an amount or a term changed, in its cell or in the pane', () => {
    assert.equal(isStale(reread(stateOf(), readingOf(replaced(4, 1, 3001))), taken), true);
    assert.equal(isStale(reread(stateOf(), readingOf(replaced(9, 1, 0.09))), taken), true);
    assert.equal(isStale(typeTerm(stateOf(), 'hurdle_rate', '9'), taken), true);
  });
  it('of another range is compared with that range', () => {
    const elsewhere = select(stateOf(), {
      ...readingOf([
        ['Year', 'Cash'],
        [0, -5],
        [1, 6],
      ]),
      address: 'F2:G4',
    });
    assert.equal(isStale(elsewhere, taken), false);
    const earlier = (rows: typeof sampleRows) => ({
      ...elsewhere,
      earlier: { 'Deal!B2:C13': readingOf(rows) },
    });
    assert.equal(isStale(earlier(sampleRows), taken), false);
    assert.equal(isStale(earlier(replaced(4, 1, 1)), taken), true);
  });
});
