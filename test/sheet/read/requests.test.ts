/** What is read suffices for a calculation in every mode. */
import assert from 'node:assert/strict';
import { calculate } from '../../../src/document/index.ts';
import { presets, type Preset } from '../../../src/engine/index.ts';
import { readSelection, type Flow, type Reading } from '../../../src/sheet/read/index.ts';
import { inWords, sheetOf, type TestCell } from './grids.ts';

const rateLabels = (preset: Preset): TestCell[][] =>
  preset.terms
    .filter((t) => typeof t.default === 'number')
    .map((t) => [t.label['zh-CN'], { percent: t.default as number }]);

function cash(preset: Preset): TestCell[][] {
  if (preset.byDeal)
    return [
      ['年度', '甲', '乙'],
      [0, -600, -400],
      [1, 100, 0],
      [2, 700, 650],
    ];
  if (preset.pots)
    return [
      ['年度', '运营', '处置'],
      [0, -1000, 0],
      [1, 60, 0],
      [2, 70, 1300],
    ];
  return [
    ['年度', '净现金流'],
    [0, -1000],
    [1, 100],
    [2, 1350],
  ];
}

function requestOf(preset: Preset, reading: Reading): object {
  const basic: Record<string, unknown> = {};
  const distribution: Record<string, unknown> = { mode: reading.mode };
  for (const { id, value } of reading.terms)
    if (preset.terms.some((t) => t.id === id))
      (id === 'hurdle_rate' || id === 'carry_rate' ? basic : distribution)[id] = Number(
        (Number(value) * 100).toPrecision(12),
      );
  const rows = (flows: readonly Flow[], more: object = {}) =>
    flows.filter((f) => f.period > 0).map(({ period, amount }) => ({ year: period, amount, ...more }));
  return {
    basic_params: {
      ...basic,
      investment_amount: -reading.flows[0]!.amount!,
      investment_period: reading.flows.at(-1)!.period,
    },
    cash_flows: reading.sources.length
      ? reading.sources.flatMap(({ name, pot, flows }) => rows(flows, pot ? { pot } : { deal: name }))
      : rows(reading.flows),
    ...(preset.byDeal
      ? { deals: reading.sources.map(({ name, flows }) => ({ id: name, cost: -flows[0]!.amount!, year: 0 })) }
      : {}),
    distribution_params: distribution,
  };
}

describe('What is read of a sheet', () => {
  for (const preset of presets)
    it(`can be calculated as ${preset.id}`, () => {
      const reading = readSelection(
        sheetOf('S', [['分配模式', preset.name['zh-CN']], ...rateLabels(preset), [], ...cash(preset)]),
      );
      assert.equal(reading.status, 'ready', inWords(reading));
      assert.equal(reading.mode, preset.id);
      const answer = calculate(requestOf(preset, reading));
      assert.ok(answer.ok, JSON.stringify(answer));
    });
});
