import assert from 'node:assert/strict';
import { calculate } from '../../src/document/index.ts';
import { define, definitionJson, ownPreset, presetOf } from '../../src/engine/index.ts';
import { ownId, setSavedModes } from '../../src/sheet/saved-modes.ts';
import {
  inputOf,
  isReady,
  isStale,
  requestBody,
  standsAt,
  takenFrom,
} from '../../src/taskpane/model/request.ts';
import { faultsIn } from '../../src/taskpane/model/faults.ts';
import { chooseMode, select, typeTerm, type State } from '../../src/taskpane/model/state.ts';
import { check } from '../../src/taskpane/tiers/checked.ts';
import { dealOf } from '../../src/taskpane/tiers/deal.ts';
import type { Json } from '../../src/taskpane/tiers/json.ts';
import { sampleRows } from '../sheet/sample.ts';
import { readingOf, stateOf } from './deals.ts';

/** What a preset defines with its usual terms, or others. */
function jsonOf(mode: string, terms: Record<string, number> = {}): Json {
  const preset = presetOf(mode)!;
  const usual = Object.fromEntries(preset.terms.map((t) => [t.id, t.default]));
  const defined = define(preset, { ...usual, ...terms }, {});
  assert.ok(defined.ok);
  return definitionJson(defined.value.definition);
}
const ID = ownId('k');
const keep = (json: object, name = 'Harbour') => setSavedModes([ownPreset(ID, name, json)]);
const chosen = (rows = sampleRows): State => chooseMode(stateOf(rows, ID), ID);
const tables = (state: State) => {
  const answer = calculate(requestBody(inputOf(state)));
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
};
const DATED = [
  ['2024-12-31', -100],
  ['2025-06-30', 60],
  ['2026-12-31', 70],
];
const POTS = [
  ['Year', 'operating', 'capital'],
  [0, -6000, -4000],
  [1, 900, 0],
  [2, 950, 12_000],
];
const DEALS = [
  ['Year', 'Alpha', 'Beta'],
  [0, -100, -60],
  [1, 30, 20],
  [2, 140, 90],
];

describe('A mode of the workbook in the pane', () => {
  afterEach(() => setSavedModes([]));

  it('is asked for as a custom definition with its name, and gives what the preset gives', () => {
    keep(jsonOf('european'));
    const body = requestBody(inputOf(chosen())) as { distribution_params: { mode: string; name: string } };
    assert.equal(body.distribution_params.mode, 'custom');
    const [own, preset] = [tables(chosen()), tables(chooseMode(stateOf(), 'european'))];
    assert.equal(own.mode_name, 'Harbour');
    assert.equal(own.unit, '万元');
    assert.deepEqual(own.tables.tiers, preset.tables.tiers);
    assert.deepEqual(own.tables.parties, preset.tables.parties);
  });

  for (const [what, mode, rows] of [
    ['dates', 'european', DATED],
    ['a column for each pot', 're_operating_and_capital', POTS],
    ['a column for each deal', 'american', DEALS],
  ] as const)
    it(`takes ${what} as the preset does`, () => {
      keep(jsonOf(mode));
      const own = chosen(rows as never);
      assert.ok(isReady(inputOf(own)), JSON.stringify(inputOf(own).sent));
      const preset = tables(chooseMode(stateOf(rows as never, mode), mode)).tables;
      const made = tables(own).tables;
      assert.deepEqual(made.tiers, preset.tiers);
      assert.deepEqual(made.timeline.dates, preset.timeline.dates);
      assert.deepEqual(made.clawback, preset.clawback);
    });

  it('counts in quarters where the selection does', () => {
    keep(jsonOf('european'));
    const rows = [['Quarter', 'Cash'], ...[-1000, 300, 300, 300, 400].map((v, i) => [`Q${i + 1} 2024`, v])];
    const state = chosen(rows as never);
    assert.equal(inputOf(state).periodUnit, 'quarter');
    const own = tables(state).tables;
    assert.deepEqual(own.tiers, tables(chooseMode(stateOf(rows as never), 'european')).tables.tiers);
  });

  it('refuses dates whose closing is missing, where it should stand', () => {
    keep(jsonOf('european'));
    const state = typeTerm(chosen(DATED.slice(1) as never), 'investment_amount', '100');
    const answer = calculate(requestBody(inputOf(state)));
    assert.ok(!answer.ok);
    assert.deepEqual(answer.issues[0]!.path.slice(1), ['flows', 'timeline', 'dates', 0]);
  });

  it('has a fault of its cash told at its cell', () => {
    keep({ ...jsonOf('european'), options: { negativeCash: 'refuse' } });
    for (const [rows, cell] of [
      [
        [
          [0, -100],
          [1, 60],
          [2, -5],
          [3, 90],
        ],
        'C4',
      ],
      [
        [
          ['2024-12-31', -100],
          ['2025-12-31', 60],
          ['2026-12-31', -5],
        ],
        'C4',
      ],
    ] as const) {
      const input = inputOf(chosen(rows as never));
      const answer = calculate(requestBody(input));
      assert.ok(!answer.ok);
      const [fault] = faultsIn(answer.issues.map((issue) => ({ ...issue, message: '' })));
      assert.deepEqual(standsAt(fault!.place, input), { cell });
    }
  });

  it('makes a run stale when it is changed or gone, not when it is renamed', () => {
    keep(jsonOf('european'));
    const state = chosen();
    const taken = takenFrom(inputOf(state));
    assert.ok(!isStale(state, taken));
    keep(jsonOf('european'), 'Harbour II');
    assert.ok(!isStale({ ...state }, taken));
    keep(jsonOf('european', { hurdle_rate: 0.09 }));
    assert.ok(isStale({ ...state }, taken));
    setSavedModes([]);
    assert.ok(isStale({ ...chooseMode(state, 'european') }, taken));
  });

  it('is taken from a cell that names it; a name that nobody has is asked about', () => {
    const rows = [...sampleRows, ['Mode', 'harbour']];
    keep(jsonOf('european'));
    const state = select(stateOf(), readingOf(rows));
    assert.equal(inputOf(state).preset.id, ID);
    setSavedModes([]);
    const [question] = readingOf(rows).questions ?? [];
    assert.equal(question?.code, 'modeUnknown');
    assert.ok(!isReady(inputOf(select(stateOf(), readingOf(rows)))));
  });
});

describe('The figures beside a draft', () => {
  it('are those of the deal that is read, whatever mode is chosen', () => {
    const draft = jsonOf('european');
    for (const mode of ['flat_periodic', 're_operating_and_capital', 'american']) {
      const deal = dealOf(chooseMode(stateOf(), mode), draft);
      assert.equal(deal.kind, 'read', mode);
      const { figures } = check({ definition: draft }, deal);
      assert.equal(Math.round(figures!.result.carry.reduce((a, b) => a + b, 0)), 1000, mode);
    }
  });

  it('are those of an example where no deal is read, or where it tells its cash apart otherwise', () => {
    const empty = { ...stateOf(), reading: null };
    for (const mode of ['flat_principal_first', 'european', 're_operating_and_capital', 'american']) {
      const deal = dealOf(empty, jsonOf(mode));
      assert.equal(deal.kind, 'example', mode);
      assert.ok(check({ definition: jsonOf(mode) }, deal).figures, mode);
    }
    const other = { ...jsonOf('re_operating_and_capital') };
    other.pots = (other.pots as Json[]).map((pot, i) => ({ ...pot, id: `p${i}` }));
    const deal = dealOf(stateOf(), other);
    assert.equal(deal.kind, 'instead');
    assert.ok(check({ definition: other }, deal).figures);
  });

  it('wait for a deal that does not go with the draft, which may be saved all the same', () => {
    const definition = { ...jsonOf('european'), options: { measures: { index: [1, 2] } } };
    const checked = check({ definition }, dealOf(stateOf(), definition));
    assert.deepEqual([checked.issues.length, checked.figures], [0, null]);
    assert.equal(checked.misfits[0]!.code, 'indexLength');
  });
});
