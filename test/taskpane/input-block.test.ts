import assert from 'node:assert/strict';
import { calculate } from '../../src/document/index.ts';
import { define, definitionJson, ownPreset, presetOf, presets, type Preset } from '../../src/engine/index.ts';
import { readSelection } from '../../src/sheet/index.ts';
import { ownId, setSavedModes } from '../../src/sheet/saved-modes.ts';
import { inputBlock } from '../../src/sheet/write/input-block.ts';
import { readSelected } from '../../src/taskpane/excel/read-cells.ts';
import { writeAtCursor } from '../../src/taskpane/excel/write-block.ts';
import { inputOf, isReady, requestBody } from '../../src/taskpane/model/request.ts';
import { initialState, select } from '../../src/taskpane/model/state.ts';
import { withMemoryWorkbook } from '../preview/memory-workbook.ts';

const DATES = ['2025-12-31', '2026-12-31', '2027-12-31', '2028-12-31', '2029-12-31', '2030-12-31'];
const rows = (amounts: readonly number[], more: object = {}, from = 0) =>
  amounts.flatMap((amount, k) => (k < from ? [] : [{ date: DATES[k]!, amount, ...more }]));

/** Cash of the example as the service is asked for it, written down by hand. */
function cashOf({ pots, byDeal, group }: Preset): { investment: number; period: number; rest: object } {
  const inOrder = (flows: { date: string; amount: number }[]) =>
    flows.sort((a, b) => a.date.localeCompare(b.date));
  if (pots)
    return {
      investment: 10_000,
      period: 5,
      rest: {
        cash_flows: inOrder([
          { date: DATES[0]!, amount: -10_000 },
          ...rows([0, 450, 480, 510, 540, 570], { pot: 'operating' }, 1),
          ...rows([0, 0, 0, 0, 0, 12_500], { pot: 'capital' }, 1),
        ]),
      },
    };
  if (byDeal)
    return {
      investment: 10_000,
      period: 5,
      rest: {
        deals: [
          { id: 'A', cost: 5000, year: 0 },
          { id: 'B', cost: 3000, year: 0 },
          { id: 'C', cost: 2000, year: 1 },
        ],
        cash_flows: inOrder([
          { date: DATES[0]!, amount: -10_000 },
          ...rows([0, 300, 400, 6500, 0, 0], { deal: 'A' }, 1),
          ...rows([0, 0, 200, 200, 2000, 0], { deal: 'B' }, 1),
          ...rows([0, 0, 150, 150, 150, 5600], { deal: 'C' }, 2),
        ]),
      },
    };
  if (group === 'other')
    return {
      investment: 6000,
      period: 5,
      rest: { cash_flows: rows([-6000, -4000, 1000, 3000, 5000, 7000]) },
    };
  const cash = [1000, 2000, 3000, 4000, 5000].map((amount, i) => ({ year: i + 1, amount }));
  return { investment: 10_000, period: 5, rest: { cash_flows: cash } };
}

function requestFor(preset: Preset): object {
  const { investment, period, rest } = cashOf(preset);
  const terms = Object.fromEntries(
    preset.terms.flatMap(({ id, default: usual }) =>
      typeof usual === 'number' ? [[id, Math.round(usual * 10_000) / 100]] : [],
    ),
  );
  const { hurdle_rate, carry_rate, ...own } = terms;
  return {
    basic_params: {
      investment_amount: investment,
      investment_period: period,
      ...(hurdle_rate === undefined ? {} : { hurdle_rate }),
      ...(carry_rate === undefined ? {} : { carry_rate }),
    },
    ...rest,
    distribution_params: { mode: preset.id, ...own },
  };
}

/** Figures of a run, whatever its deals are called. */
function figures(body: unknown) {
  const answer = calculate(body);
  assert.ok(answer.ok, JSON.stringify(answer));
  const { tiers, parties, carry, net, unreturned, project } = answer.value.tables;
  return {
    tiers: tiers.map((t) => t.payments.map((p) => p.amounts)),
    parties: parties.map((p) => [p.id, p.received, p.measures.irr]),
    carry,
    net,
    unreturned,
    project,
  };
}

describe('A block of inputs for a mode', () => {
  const opened = withMemoryWorkbook();
  const sheet = () => opened().grid.activeSheet();
  const goTo = (row: number, column: number) =>
    opened().grid.select(sheet(), { row, column, rows: 1, columns: 1 });
  const put = (row: number, column: number, value: string | number) =>
    opened().grid.write(sheet(), { row, column, rows: 1, columns: 1 }, [[{ kind: 'value', value } as never]]);
  const used = () => opened().grid.usedRect(sheet());
  /** The block at C5, as the pane reads its selection, without a mode chosen before. */
  async function written(preset: Preset, locale: 'en' | 'zh-CN') {
    goTo(4, 2);
    const done = await writeAtCursor(inputBlock(preset, locale));
    assert.ok(done.kind === 'written', JSON.stringify(done));
    assert.deepEqual(done.lacks, []);
    const grid = await readSelected();
    assert.ok(grid);
    return { reading: readSelection(grid), address: done.address };
  }

  for (const locale of ['en', 'zh-CN'] as const)
    for (const preset of presets)
      it(`is read back as it was meant, and runs so: ${preset.id} (${locale})`, async () => {
        const { reading, address } = await written(preset, locale);
        assert.equal(reading.address, address);
        assert.deepEqual([reading.status, reading.questions, reading.issues], ['ready', [], []]);
        const terms = Object.fromEntries(reading.terms.map(({ id, value }) => [id, value]));
        const usual = preset.terms.filter((t) => t.default !== undefined).map((t) => [t.id, t.default]);
        const unit = locale === 'en' ? 'USD' : '万元';
        assert.deepEqual(terms, { mode: preset.id, ...Object.fromEntries(usual), unit });
        const state = select(initialState(locale), reading);
        const input = inputOf(state);
        assert.equal(input.preset.id, preset.id);
        assert.ok(isReady(input));
        assert.deepEqual(figures(requestBody(input)), figures(requestFor(preset)));
      });

  it('says what it is, in the colour of inputs where something is to be overwritten', () => {
    for (const [locale, words] of [
      ['en', 'Example, overwrite'],
      ['zh-CN', '示例，请覆盖'],
    ] as const)
      for (const preset of presets) {
        const { cells, styles } = inputBlock(preset, locale);
        assert.ok(String(cells[0]![0]).startsWith(words));
        cells.forEach((line, r) =>
          line.forEach((value, c) => {
            if (typeof value !== 'number') return;
            const { color } = Object.assign(
              {},
              ...styles
                .filter(
                  ({ area: a }) =>
                    r >= a.row && r < a.row + a.rows && c >= a.column && c < a.column + a.columns,
                )
                .map(({ style }) => style),
            ) as { color?: string };
            assert.equal(color, '#0000FF', `${preset.id}: row ${r}, column ${c}`);
          }),
        );
      }
  });

  it('takes modes of the workbook: their pots and deals in columns, read back to the same mode', async () => {
    const jsonOf = (mode: string) => {
      const preset = presetOf(mode)!;
      const defined = define(preset, Object.fromEntries(preset.terms.map((t) => [t.id, t.default])), {});
      assert.ok(defined.ok);
      return definitionJson(defined.value.definition);
    };
    try {
      for (const mode of ['european', 'american', 're_operating_and_capital']) {
        const own = ownPreset(ownId('k'), 'Harbour', jsonOf(mode));
        setSavedModes([own]);
        const { reading } = await written(own, 'en');
        assert.equal(reading.status, 'ready');
        const input = inputOf(select(initialState('en'), reading));
        assert.equal(input.preset.id, own.id);
        const { carry } = figures(requestBody(input));
        assert.deepEqual(carry, figures(requestFor(presetOf(mode)!)).carry);
        opened().grid.clear(sheet(), { row: 0, column: 0, rows: 40, columns: 20 });
      }
    } finally {
      setSavedModes([]);
    }
  });

  it('is never put over cells that hold something, and names them', async () => {
    put(6, 3, 'mine');
    put(11, 4, 0);
    goTo(4, 2);
    assert.deepEqual(await writeAtCursor(inputBlock(presetOf('american')!, 'en')), {
      kind: 'inTheWay',
      sheet: 'Deal',
      cells: ['D7', 'E12'],
    });
    assert.deepEqual(used(), { row: 6, column: 3, rows: 6, columns: 2 });
  });

  it('is not begun where the sheet ends before it does', async () => {
    goTo(1_048_570, 0);
    assert.deepEqual(await writeAtCursor(inputBlock(presetOf('european')!, 'en')), { kind: 'noRoom' });
    goTo(0, 16_382);
    assert.deepEqual(await writeAtCursor(inputBlock(presetOf('european')!, 'en')), { kind: 'noRoom' });
    assert.equal(used(), null);
  });

  it('leaves nothing behind, whichever of its requests Excel refuses', async () => {
    const plan = inputBlock(presetOf('american')!, 'en');
    for (let n = 0; ; n++) {
      let seen = 0;
      opened().host.excel.refuse = () => (seen++ === n ? 'GeneralException' : null);
      goTo(4, 2);
      const done = await writeAtCursor(plan).catch(() => null);
      opened().host.excel.refuse = () => null;
      if (done?.kind === 'written' && !done.lacks.length) return assert.ok(n > 4, `refused ${n}`);
      // The width of columns alone is told beside a block that stands.
      if (done?.kind === 'written') assert.equal(done.lacks[0]!.key, 'lacksWidths');
      else assert.equal(used(), null, `request ${n}`);
      opened().grid.clear(sheet(), { row: 0, column: 0, rows: 40, columns: 20 });
    }
  });

  it('is refused on a protected sheet', async () => {
    opened().host.excel.protectedSheets = new Set(['Deal']);
    goTo(0, 0);
    await assert.rejects(writeAtCursor(inputBlock(presetOf('american')!, 'en')), { code: 'AccessDenied' });
    assert.equal(used(), null);
  });

  it('makes columns wide enough, and none narrower', async () => {
    const points = (column: number) =>
      opened().grid.boxOf(sheet(), { row: 0, column, rows: 1, columns: 1 }).width;
    const wide = points(1) * 5;
    opened().grid.setColumnWidth(sheet(), 3, 1, wide);
    const [label, unit] = [points(2), points(4)];
    await written(presetOf('american')!, 'en');
    assert.ok(points(2) > label && points(4) > unit);
    assert.equal(points(3), wide);
  });
});
