import assert from 'node:assert/strict';
import fc from 'fast-check';
import { documentOf } from '../../src/document/index.ts';
import { parse, run } from '../../src/engine/index.ts';
import { detailSheet, whyNoFormulas, type SheetPlan } from '../../src/sheet/index.ts';
import { beyondExcel, footerOf, formulaExcess } from '../../src/sheet/write/excel-limits.ts';
import { writePlan } from '../../src/taskpane/excel/write-sheet.ts';
import { withMemoryWorkbook } from '../preview/memory-workbook.ts';
import { anyDeal, presetDeal } from '../sheet/arbitrary-live.ts';
import { about, sheetFor } from '../sheet/live-deals.ts';

/** 50 classes that share by what they paid in, and so many tiers of returns. */
function wideDeal(returns: number, classes = 50) {
  const ids = Array.from({ length: classes }, (_, i) => `class${i + 1}`);
  const parsed = parse(
    {
      classes: ids.map((id) => ({ id, share: 1 / classes })),
      pots: [
        {
          id: 'cash',
          tiers: [
            { id: 'capital', kind: 'returnOfCapital', to: ids },
            ...Array.from({ length: returns }, (_, i) => ({
              id: `pref${i + 1}`,
              kind: 'preferredReturn' as const,
              to: ids,
              rate: 0.01 * (i + 1),
              compounding: 'annual' as const,
            })),
            { id: 'rest', kind: 'split', shares: Object.fromEntries(ids.map((id) => [id, 1 / classes])) },
          ],
        },
      ],
      options: { apportion: 'byContribution' },
    },
    {
      timeline: { unit: 'year', periods: 5 },
      contributions: [{ at: 0, amount: 1_000_000 }],
      cash: Array.from({ length: 5 }, (_, k) => ({ at: k + 1, amount: 400_000.37 + k })),
    },
  );
  assert.ok(parsed.ok, JSON.stringify(parsed));
  const { definition, flows } = parsed.value;
  const document = documentOf(
    { mode: 'custom', target: null, unit: null, options: {}, terms: {} },
    run(definition, flows),
  );
  return detailSheet(document, about(flows));
}

/** Above the data of the charts, which follow their cells in every sheet. */
const formulasOf = (plan: SheetPlan) =>
  plan.cells
    .slice(0, plan.folded!.row)
    .flat()
    .filter((cell): cell is string => typeof cell === 'string' && cell.startsWith('='));

describe("Excel's limits", () => {
  withMemoryWorkbook();

  it('hold for a formula: characters, arguments, levels, texts in it', () => {
    assert.equal(formulaExcess(`=${'A1+'.repeat(2730)}A1`), 'formula');
    assert.equal(formulaExcess(`=SUM(${Array(255).fill('A1').join()})`), null);
    assert.equal(formulaExcess(`=SUM(${Array(256).fill('A1').join()})`), 'arguments');
    assert.equal(
      formulaExcess(`=SUM(${Array(200).fill('A1').join()})+SUM(${Array(200).fill('A1').join()})`),
      null,
    );
    assert.equal(formulaExcess(`=${'ABS('.repeat(64)}A1${')'.repeat(64)}`), null);
    assert.equal(formulaExcess(`=${'ABS('.repeat(65)}A1${')'.repeat(65)}`), 'nesting');
    assert.equal(formulaExcess(`="${'x'.repeat(256)}"`), 'textInFormula');
    assert.equal(formulaExcess(`="${'('.repeat(200)}"`), null);
  });

  it('hold for bytes that a formula takes inside, below its characters', () => {
    const references = `=${'A1+'.repeat(2100)}A1`;
    assert.ok(references.length < 8192);
    assert.equal(formulaExcess(references), 'formula');
  });

  it('hold for every sheet of random deals, with formulas or values', () => {
    fc.assert(
      fc.property(fc.oneof(presetDeal, anyDeal), (deal) => {
        assert.equal(beyondExcel(sheetFor(deal)), null);
        if (whyNoFormulas(deal.definition, deal.flows) === null) assert.ok(formulasOf(sheetFor(deal)).length);
      }),
      { numRuns: 60 },
    );
  });

  it('leave a deal of 50 classes and twelve tiers its formulas, and its charts sixty series', () => {
    const plan = wideDeal(10);
    assert.equal(beyondExcel(plan), null);
    assert.ok(formulasOf(plan).length > 1000);
    assert.ok(Math.max(...formulasOf(plan).map((f) => f.length)) <= 8192);
    for (const { series } of plan.charts) assert.ok(series.length <= 64, String(series.length));
    assert.ok(plan.cells.flat().includes('Others'));
  });

  it('let Excel take that sheet whole', async () => {
    const { lacks } = await writePlan(wideDeal(10), {
      kept: { body: {}, note: { title: '', mode: '', source: '', at: '' } },
      contents: () => assert.fail('one sheet needs no list'),
    });
    assert.deepEqual(lacks, []);
  });

  it('turn formulas into values with the reason where they cannot be kept', () => {
    const plan = wideDeal(98);
    assert.equal(beyondExcel(plan), null);
    assert.deepEqual(formulasOf(plan), []);
    assert.ok(plan.cells.flat().some((cell) => String(cell).includes('larger than Excel takes')));
  });

  it('cut a footer to 255 characters with its codes, never inside an ampersand of two', () => {
    for (const left of ['', 'R&D', '&'.repeat(300), `${'x'.repeat(220)}&&&`, 'x'.repeat(300)])
      for (const center of ['0.1.0 · 2026-01-01 08:00', 'y'.repeat(300)]) {
        const { left: l, center: c, right } = footerOf({ left, center });
        assert.ok(`&L${l}&C${c}&R${right}`.length <= 255);
        assert.doesNotMatch(l.replaceAll('&&', ''), /&/);
      }
    assert.equal(footerOf({ left: 'R&D', center: '' }).left, 'R&&D');
  });
});

describe('Every number of a detail sheet', () => {
  const scaled = (factor: number) => {
    const parsed = parse(
      {
        classes: [{ id: 'lp', share: 1 }],
        pots: [
          {
            id: 'cash',
            tiers: [
              { id: 'capital', kind: 'returnOfCapital', to: ['lp'] },
              { id: 'pref', kind: 'preferredReturn', to: ['lp'], rate: 0.08, compounding: 'annual' },
              { id: 'rest', kind: 'split', shares: { lp: 0.8, gp: 0.2 } },
            ],
          },
        ],
      },
      {
        timeline: { unit: 'year', periods: 5 },
        contributions: [{ at: 0, amount: 10_000 * factor }],
        cash: Array.from({ length: 5 }, (_, k) => ({ at: k + 1, amount: 1000 * (k + 1) * factor })),
      },
    );
    assert.ok(parsed.ok, JSON.stringify(parsed));
    const { definition, flows } = parsed.value;
    return { flows, result: run(definition, flows) };
  };
  const shown = (value: number, format: string): string => {
    if (format.includes('yyyy')) return '2026-12-31';
    const decimals = /\.(0+)/.exec(format.split(';')[0]!)?.[1]!.length ?? 0;
    const number = (format.includes('%') ? value * 100 : value).toLocaleString('en-US', {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      useGrouping: format.includes(','),
    });
    return number + (format.includes('%') ? '%' : '') + (format.includes('x"') ? 'x' : '');
  };
  const formatAt = ({ styles }: SheetPlan, row: number, column: number) =>
    styles.findLast(
      ({ area, style }) =>
        style.numberFormat !== undefined &&
        row >= area.row &&
        row < area.row + area.rows &&
        column >= area.column &&
        column < area.column + area.columns,
    )?.style.numberFormat ?? 'General';

  for (const unit of [null, 'USD', 'KWD'])
    for (const factor of [1, 1e4, 1e9])
      it(`fits its column, in ${unit ?? 'no currency'} times ${factor}`, () => {
        const { result } = scaled(factor);
        const document = documentOf({ mode: 'custom', target: null, unit, options: {}, terms: {} }, result);
        const plan = detailSheet(document, about(null));
        plan.cells.forEach((line, r) =>
          line.forEach((cell, c) => {
            if (typeof cell !== 'number') return;
            const text = shown(cell, formatAt(plan, r, c));
            assert.ok(
              text.length + 1 <= plan.widths[c]!,
              `${text} in column ${c} of ${plan.widths[c]} characters`,
            );
          }),
        );
      });
});
