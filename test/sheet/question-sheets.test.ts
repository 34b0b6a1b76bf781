import assert from 'node:assert/strict';
import fc from 'fast-check';
import { xlsxOf } from '../../server/workbook/export/xlsx.ts';
import { presetOf, presets, reconcile } from '../../src/engine/index.ts';
import { inkOn } from '../../src/sheet/write/colors.ts';
import { linesOf } from '../../src/sheet/write/page.ts';
import { textWidth } from '../../src/sheet/write/widths.ts';
import { claimsIn } from '../../src/taskpane/questions/claims.ts';
import { reconciliationSheetOf } from '../../src/taskpane/questions/reconcile-sheet.ts';
import { many } from '../support/many.ts';
import { convertedTo, recalculated } from '../support/spreadsheet.ts';
import { anyDeal } from './arbitrary-live.ts';
import { whyNoFormulas, type SheetPlan } from '../../src/sheet/index.ts';
import {
  asWritten,
  comparedCases,
  comparisonDifferences,
  presetCase,
  shownFigures,
} from './comparison-compared.ts';
import { beyondInPlan, partsOf } from './excel-gate.ts';
import { customRequest, printedRequest } from './printed-requests.ts';
import {
  askedOf,
  comparisonOf,
  measureIds,
  questionPlansOf,
  reconciliationOf,
  sensitivityOf,
  simulationOf,
} from './question-sheets.ts';
import { wideDeal } from './wide-deal.ts';

const AT = new Date(Date.UTC(2026, 10, 21));
const european = () => askedOf(printedRequest(presetOf('european')!, 'USD', 5, false), 'en', AT);

describe('Sheets of what is asked of a run', function () {
  this.timeout(120_000);

  it('are what Excel takes and show no error, and a reconciliation finds what is wrong in theirs, in a real spreadsheet', async () => {
    const deals = [
      ...fc.sample(anyDeal, { numRuns: 8, seed: 7 }),
      ...fc.sample(wideDeal, { numRuns: 2, seed: 7 }),
    ];
    const asked = deals.map((deal) => questionPlansOf(deal, AT));
    assert.deepEqual(
      asked.flatMap(({ plans }) => plans.flatMap(beyondInPlan)),
      [],
    );
    for (const { plans, name, theirs } of asked.slice(0, many(10))) {
      const sheets = await recalculated({
        [name]: theirs,
        ...Object.fromEntries(plans.map((plan) => [plan.name, plan.cells])),
      });
      // Data of a detail sheet's charts have gaps that are errors.
      const own = plans.filter(({ map }) => map === null);
      const cells = own.flatMap((plan) => sheets[plan.name]!.flat());
      assert.deepEqual(
        cells.filter((text) => /^#|Err:/.test(text)),
        [],
      );
      const total = sheets['Reconcile']!.find((row) => row[0]!.startsWith('Differences in all'))!;
      const parties = Number(total[4]) / 0.75;
      assert.ok(parties >= 1 && Math.abs(parties - Math.round(parties)) < 1e-6, total.join());
    }
  });

  it('a map is shaded from its least to its most, and the run’s own figure stands out', () => {
    const plan = sensitivityOf(askedOf(customRequest('USD', 6), 'en', AT))!;
    const figures = plan.styles.filter(({ style }) => style.fill !== undefined);
    const fills = new Set(figures.map(({ style }) => style.fill));
    assert.ok(fills.size > 2, [...fills].join());
    assert.ok(figures.every(({ style }) => style.color === inkOn(style.fill!)));
    assert.deepEqual([inkOn('#1B3F73'), inkOn('#FDF0E7')], ['#FFFFFF', '#000000']);
    const [own] = plan.styles.filter(({ style }) => style.borders?.top?.style === 'thick');
    assert.ok(own && plan.freeze.columns === 0);
    assert.equal(plan.cells[own.area.row]![0], 1);
  });

  it('a map that recalculates is shaded by a scale that follows its figures, on which black can be read', () => {
    for (const measure of measureIds(european())) {
      const plan = sensitivityOf(
        askedOf(printedRequest(presetOf('european')!, 'USD', 5, false), 'en', AT, measure),
      )!;
      const scales = plan.styles.flatMap(({ style }) => style.colorScale ?? []);
      assert.equal(scales.length, 1);
      assert.deepEqual([inkOn(scales[0]!.least), inkOn(scales[0]!.most)], ['#000000', '#000000'], measure);
    }
  });

  it('charts of a simulation stand above their data, whose first column is text: dates where the run has them', () => {
    const dated = askedOf(printedRequest(presetOf('european')!, 'USD', 5, true), 'zh-CN', AT);
    for (const asked of [european(), dated]) {
      const { cells, charts } = simulationOf(asked, AT);
      assert.equal(charts.length, 2);
      for (const { data, at } of charts) {
        assert.deepEqual([at.column, at.row + at.rows + 2], [data.column, data.row]);
        const categories = cells.slice(data.row + 1, data.row + data.rows).map((line) => line[data.column]);
        assert.ok(categories.every((text) => typeof text === 'string' && !text.startsWith('=')));
      }
      const { data } = charts[1]!;
      const label = cells[data.row + data.rows - 1]![data.column];
      assert.match(String(label), asked === dated ? /^'\d{4}-\d\d-\d\d$/ : /^year 5$/);
    }
  });

  it('a comparison says what each scenario is and its differences, which follow its figures', async () => {
    const asked = european();
    const plans = comparisonOf(asked);
    const [{ cells, styles, name, charts }] = plans as [SheetPlan];
    const rowOf = (head: string) => cells.findIndex((line) => line[0] === head);
    const [rate, carry] = [rowOf('Hurdle rate'), rowOf('GP carry')];
    const heads = cells.slice(0, rate - 1).map((line) => line[2]);
    assert.match(heads.join(' '), /Hurdle rate 10\.00 %/);
    const bold = styles.filter(({ style }) => style.bold).map(({ area }) => `${area.row} ${area.column}`);
    assert.ok(bold.includes(`${rate} 2`) && !bold.includes(`${rate} 1`));
    const shown = (await recalculated(Object.fromEntries(plans.map((plan) => [plan.name, plan.cells]))))[
      name
    ]!;
    assert.deepEqual([shown[rate]![1], shown[rate]![2]], ['0.08', '0.1']);
    const figures = shown[carry]!.map(Number);
    for (const c of [2, 4, 6])
      assert.ok(Math.abs(figures[c + 1]! - (figures[c]! - figures[1]!)) < 0.006, shown[carry]!.join());
    assert.ok(Math.abs(Number(shown[rate]![3]) - 2) < 1e-9, shown[rate]!.join());
    const tiers = shown.slice(rowOf('Tiers and parties') + 1);
    const end = tiers.findIndex((line) => line.every((text) => text === ''));
    const [chart] = charts;
    for (const [i, c] of [1, 2, 4, 6].entries()) {
      const paid = tiers.slice(0, end).reduce((sum, line) => sum + Number(line[c] ?? 0), 0);
      const received = shown[rowOf('LP received')]!.map(Number)[c]! + figures[c]!;
      assert.ok(Math.abs(paid - received) < 0.01, `${paid} and ${received}`);
      const { row, columns } = chart!.data;
      const bars = shown[row + 1 + i]!.slice(1, columns).reduce((sum, text) => sum + Number(text), 0);
      assert.ok(Math.abs(bars * 1e6 - received) < 0.01, `bars of ${bars} millions`);
    }
  });

  it('the chart of a comparison keeps its bars and the cells they follow when LibreOffice saves it', async () => {
    const [comparison, ...columns] = comparisonOf(european());
    const saved = await convertedTo('xlsx', await xlsxOf([...columns, comparison!], AT));
    const charts = [...partsOf(saved)].flatMap(([name, xml]) =>
      /^xl\/charts\/chart\d+\.xml$/.test(name) ? [xml] : [],
    );
    const own = charts.filter((xml) => /<c:f>Comparison!/.test(xml));
    assert.equal(own.length, 1);
    assert.equal(own[0]!.match(/<c:ser>/g)?.length, 2);
    assert.match(own[0]!, /<c:v>Run<\/c:v>/);
  });

  it('a comparison follows cash and terms typed into its sheets, in every mode, as the engine computes them anew', async () => {
    const cases = presets.flatMap(
      (preset, i) => presetCase(preset, i % 2 === 0, i % 3 ? 'en' : 'zh-CN', AT) ?? [],
    );
    assert.ok(cases.length >= 10, String(cases.length));
    const found = await comparisonDifferences([...cases, ...cases.map(asWritten)]);
    assert.deepEqual(found.flat(), []);
    assert.ok(shownFigures.numbers > 20 * shownFigures.dashes, JSON.stringify(shownFigures));
  });

  it('a comparison of deals of any kind follows what is typed into its sheets', async () => {
    const deals = fc
      .sample(anyDeal, { numRuns: many(32), seed: 11 })
      .filter((deal) => whyNoFormulas(deal.definition, deal.flows) === null);
    const found = await comparisonDifferences(deals.flatMap((deal) => comparedCases(deal, AT)));
    assert.deepEqual(found.flat(), []);
  });

  it('a comparison that cannot have formulas stands alone with values and says why', () => {
    const body = customRequest('USD', 6);
    const { definition } = body.distribution_params;
    Object.assign(definition.options, { rounding: 2 });
    const plans = comparisonOf(askedOf(body, 'en', AT));
    assert.equal(plans.length, 1);
    const texts = plans[0]!.cells.flat().join(' ');
    assert.match(texts, /does not follow changes of the sheet/);
    assert.match(texts, /rounded to their cash by largest remainder are not a plain formula/);
    assert.doesNotMatch(texts, /='/);
  });

  it('a figure that is a text in theirs is written as it was read, not linked', () => {
    const asked = european();
    const values = [
      ['Year', 'LP'],
      [1, '22,832,000.75'],
      [2, 24_259_000],
    ];
    const claimed = claimsIn(asked, {
      grid: { sheet: 'Theirs', row: 0, column: 0, values },
      address: 'A1:B3',
      factor: 1,
    });
    const { definition, flows } = asked.study;
    const found = reconcile({ definition, flows }, claimed.claims);
    assert.ok(found.ok);
    const { cells } = reconciliationSheetOf(asked, claimed, found.value);
    const head = cells.findIndex((line) => line[0] === 'Period');
    assert.equal(cells[head + 1]![3], 22_832_000.75);
    assert.match(String(cells[head + 2]![3]), /^=.*B3$/);
  });

  it('a reconciliation says where no reading comes nearer than the run', () => {
    const { plan } = reconciliationOf(european());
    assert.match(
      plan.cells.flat().join(' '),
      /No reading tried gives them or comes nearer than the run itself/,
    );
  });

  it('breaks long titles into lines, between words and between Chinese characters', () => {
    for (const text of [
      'GP carry by Carry rate and Hurdle rate of a fund with a name that is long',
      '峻岭成长三期基金项目收益分配敏感性：业绩报酬比例与门槛收益率（整体核算）对 GP 业绩报酬的影响',
    ]) {
      const lines = linesOf(text, 30);
      assert.equal(lines.join('').replaceAll(' ', ''), text.replaceAll(' ', ''));
      assert.ok(lines.length > 1 && lines.every((line) => textWidth(line) <= 33), lines.join('|'));
    }
    assert.deepEqual(linesOf('', 30), ['']);
  });
});
