import assert from 'node:assert/strict';
import { definitionJson, define, ownPreset, presetOf } from '../../src/engine/index.ts';
import { nameFault } from '../../src/sheet/mode-name.ts';
import { ownId, savedModesIn, setSavedModes } from '../../src/sheet/saved-modes.ts';
import { at, CASH, cells, column, refused, TERMS } from './cells.ts';

const { Mode } = cells;
const NO_TERMS = [['Unit', '万元']];

/** What a preset defines with these terms, as it would be saved. */
function saved(mode: string, terms: Record<string, number>): object {
  const defined = define(presetOf(mode)!, terms, {});
  assert.ok(defined.ok);
  return definitionJson(defined.value.definition);
}
const european = (hurdle: number) =>
  saved('european', { hurdle_rate: hurdle, carry_rate: 0.2, catch_up_share: 1 });
const operatingAndSale = saved('re_operating_and_capital', {
  gp_ratio: 0.1,
  hurdle_rate: 0.08,
  operating_carry_rate: 0.2,
  carry_rate: 0.2,
});

/** The workbook keeps these modes, by name. */
const keep = (modes: Record<string, object>) =>
  setSavedModes(Object.entries(modes).map(([name, json], i) => ownPreset(ownId(`k${i}`), name, json)));
const named = (name: string) => name as never;

describe('A mode that the workbook keeps, in formulas', () => {
  afterEach(() => setSavedModes([]));

  it('gives what the preset gives that it was made of, in every function', () => {
    keep({ 'Riverside JV': european(0.08) });
    const terms = [...TERMS, ['Catch-up share', 1]];
    const [own, preset] = [named('riverside jv'), Mode.European];
    assert.deepEqual(cells.distribute(own, NO_TERMS, CASH), cells.distribute(preset, terms, CASH));
    assert.deepEqual(cells.summary(own, NO_TERMS, CASH), cells.summary(preset, terms, CASH));
    assert.equal(cells.payout('GP', own, NO_TERMS, CASH), cells.payout('GP', preset, terms, CASH));
    assert.ok(cells.carry(own, NO_TERMS, CASH) > 0);
    assert.equal(cells.clawback(own, NO_TERMS, CASH), cells.clawback(preset, terms, CASH));
    assert.deepEqual(cells.explain(own, NO_TERMS, CASH, 5), cells.explain(preset, terms, CASH, 5));
    assert.deepEqual(
      cells.reconcile(own, NO_TERMS, CASH, [['GP', 1000]]),
      cells.reconcile(preset, terms, CASH, [['GP', 1000]]),
    );
  });

  it('is taken by its name in any case and width, and read anew when it changes', () => {
    keep({ 'Riverside JV': european(0.08) });
    const carry = () => cells.carry(named(' RIVERSIDE  ＪＶ '), NO_TERMS, CASH);
    const before = carry();
    keep({ 'Riverside JV': european(0.12) });
    assert.ok(carry() < before, `${carry()} after ${before}`);
  });

  it('stands in MODES, and TERMS asks only for what it takes', () => {
    keep({ 宏远合作: european(0.08) });
    assert.deepEqual(cells.modes().at(-1)!.slice(0, 2), ['宏远合作', '宏远合作']);
    assert.match(String(cells.modes().at(-1)![2]), /Capital → Preferred return → Catch-up → Split/);
    assert.deepEqual(cells.terms(named('宏远合作')), [['Unit', '', 'e.g. 万元']]);
    assert.equal(typeof cells.carry(named('宏远合作'), cells.terms(named('宏远合作')), CASH), 'number');
  });

  it('that is missing is #VALUE! and names those there', () => {
    keep({ 'Riverside JV': european(0.08), 'Harbour fund': european(0.07) });
    const error = refused(() => cells.carry(named('Riverside'), NO_TERMS, CASH));
    assert.equal(error.code, '#VALUE!');
    assert.match(
      error.message,
      /“Riverside” is not a mode\. Saved in this workbook: Riverside JV, Harbour fund\. /,
    );
    setSavedModes([]);
    assert.match(
      refused(() => cells.carry(named('Riverside JV'), NO_TERMS, CASH)).message,
      /workbook: none\./,
    );
    assert.equal(refused(() => cells.terms(named('Riverside JV'))).code, '#VALUE!');
  });

  it('does not pass over a rate in the cells that it does not read', () => {
    keep({ 'Riverside JV': european(0.08) });
    const error = refused(() =>
      cells.carry(
        named('Riverside JV'),
        [
          ['Hurdle rate', 0.1],
          ['Unit', '元'],
        ],
        CASH,
        undefined,
        undefined,
        at('', 'A1:B2', 'D1:D7'),
      ),
    );
    assert.match(error.message, /^B1: Hurdle rate: the mode Riverside JV has its own figures/);
  });

  it('of a name that is taken twice is refused, whichever was saved last', () => {
    keep({ JV: european(0.08), jv: european(0.12) });
    assert.match(
      refused(() => cells.carry(named('JV'), NO_TERMS, CASH)).message,
      /Two modes are called “JV”/,
    );
    // A later version of the add-in may bring a preset of the name.
    keep({ 'Capital first': european(0.08) });
    assert.match(refused(() => cells.carry(named('Capital first'), TERMS, CASH)).message, /Two modes/);
  });

  it('with two pots takes a column for each, by their ids or in their order', () => {
    keep({ Tower: operatingAndSale });
    const cash = [
      ['capital', 'operating'],
      [-10_000, 0],
      [0, 900],
      [12_000, 950],
    ];
    const swapped = cash.map(([a, b]) => [b, a]);
    assert.deepEqual(
      cells.summary(named('Tower'), NO_TERMS, cash),
      cells.summary(named('Tower'), NO_TERMS, swapped),
    );
    assert.match(
      refused(() => cells.carry(named('Tower'), NO_TERMS, CASH)).message,
      /takes 2: operating, capital/,
    );
  });

  it('with one pot takes the cash, whatever it calls the pot', () => {
    const { tiers, ...rest } = european(0.08) as { tiers: unknown };
    keep({ One: { ...rest, pots: [{ id: 'main', tiers }] }, Plain: european(0.08) });
    assert.equal(cells.carry(named('One'), NO_TERMS, CASH), cells.carry(named('Plain'), NO_TERMS, CASH));
  });

  it('that does not go with the deal is refused with the place in it', () => {
    const json = european(0.08) as { tiers: { kind: string }[] };
    const tiers = json.tiers.map((tier) =>
      tier.kind === 'preferredReturn' ? { ...tier, rate: { index: [0.02, 0.02], spread: 0.03 } } : tier,
    );
    keep({ Floating: { ...json, tiers } });
    const error = refused(() => cells.carry(named('Floating'), NO_TERMS, CASH));
    assert.match(error.message, /tiers\[1\]\.rate\.index.* 2 levels, and the timeline 6 dates/);
    keep({ Refusing: { ...json, options: { negativeCash: 'refuse' } } });
    assert.match(
      refused(() => cells.carry(named('Refusing'), NO_TERMS, column([-10_000, 5000, -100, 9000]))).message,
      /-100|−100/,
    );
  });

  it('is solved for and varied by the numbers of its tiers', () => {
    keep({ 'Riverside JV': european(0.08) });
    const carry = cells.carry(named('Riverside JV'), NO_TERMS, CASH);
    assert.equal(
      Math.round(
        cells.solve('GP.carry', carry, named('Riverside JV'), NO_TERMS, CASH, 'catch_up.carry') * 1e6,
      ),
      200_000,
    );
    const grid = cells.sensitivity(
      'GP.carry',
      named('Riverside JV'),
      NO_TERMS,
      CASH,
      'Preferred.rate',
      column([0.08]),
      'cash',
      column([1]),
    );
    assert.equal(grid[1]![1], carry);
    assert.match(
      refused(() => cells.solve('GP.carry', 0, named('Riverside JV'), NO_TERMS, CASH, 'Hurdle rate')).message,
      /Terms: preferred\.rate \(Preferred return · rate\), catch_up\.share/,
    );
    for (const name of ['Preferred return · rate', '优先回报 · 收益率'])
      assert.deepEqual(
        cells.sensitivity(
          'GP.carry',
          named('Riverside JV'),
          NO_TERMS,
          CASH,
          name,
          column([0.08]),
          'cash',
          column([1]),
        )[1],
        [0.08, carry],
        name,
      );
  });
});

describe('The name of a mode of the workbook', () => {
  it('is 1 to 60 characters that name no preset in either language and no other mode', () => {
    const others = [{ name: 'Riverside JV' }];
    for (const [name, fault] of [
      ['', 'nameMissing'],
      ['  ', 'nameMissing'],
      ['x'.repeat(61), 'nameLong'],
      ['宏'.repeat(60), null],
      ['European, full catch-up', 'namePreset'],
      ['european', 'namePreset'],
      ['优先还本', 'namePreset'],
      ['Capital first (ours)', 'namePreset'],
      ['custom', 'namePreset'],
      ['riverside  jv', 'nameTaken'],
      ['Riverside JV, as negotiated', null],
    ] as const)
      assert.equal(nameFault(name, others), fault, name);
  });

  it('is read with what else the workbook keeps of it; what another release wrote is left alone', () => {
    const mode = { version: 1, key: 'a', name: 'JV', definition: { classes: [] } };
    assert.deepEqual(
      savedModesIn([
        { key: 'waterfall.mode.a', value: JSON.stringify(mode) },
        { key: 'waterfall.mode.b', value: JSON.stringify({ ...mode, version: 2 }) },
        { key: 'waterfall.mode.c', value: 'not JSON' },
        { key: 'waterfall.mode.d', value: 'null' },
        { key: 'waterfall.run.a', value: JSON.stringify(mode) },
      ]),
      [mode],
    );
  });
});
