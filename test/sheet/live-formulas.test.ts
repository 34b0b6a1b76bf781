import assert from 'node:assert/strict';
import { calculate, documentOf } from '../../src/document/index.ts';
import { presets, run } from '../../src/engine/index.ts';
import { detailSheet, detailTable, type DetailAbout } from '../../src/sheet/index.ts';
import fc from 'fast-check';
import { classicDeal } from '../engine/arbitrary.ts';
import { recalculated } from '../support/spreadsheet.ts';

const about = (live: boolean): DetailAbout => ({
  title: 'Riverside',
  mode: 'mode',
  source: 'Deal!B2:C13',
  computedAt: new Date(Date.UTC(2026, 10, 21)),
  locale: 'en',
  termCells: {},
  live,
});

describe('A detail sheet with live formulas, recalculated by a real spreadsheet', () => {
  it('equals the engine in every cell of the table, for random deals in every classic mode', async () => {
    const deals = fc.sample(classicDeal, { numRuns: 40, seed: 20261121 });
    assert.equal(
      new Set(deals.map((d) => d.preset.id)).size,
      presets.filter((p) => p.group !== 'other').length,
    );
    const documents = deals.map((d) =>
      documentOf(
        { mode: d.preset.id, target: null, unit: null, options: {}, terms: d.terms },
        run(d.definition, d.flows),
      ),
    );
    const live = documents.map((d) => detailSheet(d, about(true)));
    const values = documents.map((d) => detailSheet(d, about(false)));
    const sheets = await recalculated(Object.fromEntries(live.map((plan, i) => [`Deal${i}`, plan.cells])));
    documents.forEach((document, i) => {
      const scale =
        deals[i]!.flows.contributions[0]!.amount +
        deals[i]!.flows.cash.reduce((s, f) => s + Math.abs(f.amount), 0);
      const rows = sheets[`Deal${i}`]!;
      const first = values[i]!.freeze.rows;
      const periods = document.tables.timeline.periods;
      const columns = detailTable(document.tables, 'en').length;
      for (let r = first; r <= first + periods + 1; r++)
        for (let c = 0; c < columns; c++) {
          const expected = values[i]!.cells[r]![c];
          const actual = rows[r]?.[c] ?? '';
          if (typeof expected !== 'number') continue;
          assert.ok(
            Math.abs(Number(actual) - expected) <= 1e-9 * scale,
            `deal ${i} (${document.mode}), row ${r + 1}, column ${c + 1}: engine ${expected}, formula ${actual}`,
          );
        }
    });
  }).timeout(120_000);

  it('shows the measures of the worked example and follows a changed term', async () => {
    const answer = calculate({
      basic_params: { investment_amount: 10_000, investment_period: 5, hurdle_rate: 8, carry_rate: 20 },
      cash_flows: [1, 2, 3, 4, 5].map((year) => ({ year, amount: 1000 * year })),
      distribution_params: { mode: 'flat_principal_first' },
    });
    assert.ok(answer.ok);
    const plan = detailSheet(answer.value, about(true));
    const changed = plan.cells.map((row) => row.map((cell) => (cell === 0.08 ? 0.1 : cell)));
    const sheets = await recalculated({ Same: plan.cells, Changed: changed });
    const valueBeside = (sheet: string, label: string) => {
      const row = sheets[sheet]!.find((cells) => cells.includes(label))!;
      const text = row.slice(row.indexOf(label) + 1).find((cell) => cell !== '')!;
      return text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
    };
    assert.ok(Math.abs(valueBeside('Same', 'IRR') - 0.1200576195419627) < 1e-9);
    assert.equal(valueBeside('Same', 'DPI'), 1.5);
    assert.equal(valueBeside('Same', 'Payback, years'), 4);
    assert.ok(Math.abs(valueBeside('Same', 'LP IRR') - 0.11036340015993058) < 1e-9);
    const total = sheets.Changed!.find((row) => row[0] === 'Total')!;
    // Hurdle at 10 %: 3,000 accrued; 2,000 left to split.
    assert.ok(total.includes('3000') && total.includes('1600') && total.includes('400'), total.join(' '));
  }).timeout(120_000);
});
