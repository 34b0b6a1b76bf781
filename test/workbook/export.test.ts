import assert from 'node:assert/strict';
import { read } from '@e965/xlsx';
import fc from 'fast-check';
import { calculate, type ResultDocument } from '../../src/document/index.ts';
import { allRates, type Locale } from '../../src/engine/index.ts';
import { formulaValues, isFormula } from '../../server/workbook/export/formulas.ts';
import { gridsOf } from '../../server/workbook/import/grids.ts';
import { understand } from '../../server/workbook/import/understand.ts';
import { requestSheets } from '../../server/workbook/export/sheets.ts';
import { exportWorkbook, resultsSheet } from '../../server/workbook/export/write.ts';
import { xlsxOf } from '../../server/workbook/export/xlsx.ts';
import { Problem } from '../../server/problem.ts';
import { detailTable } from '../../src/sheet/index.ts';
import { anyDeal, presetDeal } from '../sheet/arbitrary-live.ts';
import { sheetFor } from '../sheet/live-deals.ts';
import { plainSheet } from './plain-sheet.ts';
import { convertedTo, openedAfresh, recalculated } from '../support/spreadsheet.ts';
import { customRequest, requests, TARGET, UNIT } from './deals.ts';

const AT = new Date(Date.UTC(2026, 10, 21, 8, 30));

function resultOf(body: unknown): ResultDocument {
  const answer = calculate(body);
  assert.ok(answer.ok, JSON.stringify(answer));
  return { ...answer.value, calculation_time: 0 };
}
const exported = (body: unknown, locale: Locale = 'en') => exportWorkbook(body, resultOf(body), locale, AT);

/** Every annual rate that solves the periodic flows of a cell with IRR; none where they have one root, or the cell has none. */
function rootsOf(formula: string, values: readonly (readonly (string | number | null)[])[]): number[] {
  const [, letters, from, to] = /[^X]IRR\(([A-Z]+)(\d+):\1(\d+)/.exec(formula) ?? [];
  if (letters === undefined) return [];
  const column = [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const flows = values.slice(Number(from) - 1, Number(to)).map((row) => Number(row[column]));
  const periods = Number(/\)\^(\d+)-1,"–"\),"–"\)$/.exec(formula)?.[1] ?? 1);
  const { rates } = allRates(flows);
  return rates.length > 1 ? rates.map((rate) => (1 + rate) ** periods - 1) : [];
}

describe('A workbook exported', function () {
  for (const locale of ['en', 'zh-CN'] as const)
    it(`gives the same numbers when it is read again, in every mode (${locale})`, async () => {
      for (const body of [...requests, customRequest]) {
        const reading = understand(await gridsOf(await exported(body, locale), 'xlsx'));
        assert.deepEqual(
          reading.faults.filter((f) => f.severity === 'error'),
          [],
        );
        assert.deepEqual(resultOf(reading.request), resultOf(body), body.distribution_params.mode);
      }
    });

  it('with more columns than Excel has is refused, with what to download instead', async () => {
    const wide = plainSheet('Detail', [new Array<number>(16_385).fill(1)]);
    await assert.rejects(
      xlsxOf([wide], AT),
      (error) => error instanceof Problem && error.code === 'BEYOND_EXCEL',
    );
    await xlsxOf([plainSheet('Detail', [new Array<number>(16_384).fill(1)])], AT);
  });

  it('keeps a rate that no decimal is, to the cent of a trillion', async () => {
    const body = {
      basic_params: {
        investment_amount: 1e12,
        investment_period: 2,
        hurdle_rate: 100 / 12,
        carry_rate: 100 / 3,
      },
      cash_flows: [1, 2].map((year) => ({ year, amount: 1e12 })),
      distribution_params: { mode: 'flat_principal_first' },
    };
    const { request } = understand(await gridsOf(await exported(body), 'xlsx'));
    const [given, back] = [body, request].map((each) => resultOf(each).summary.total_carry);
    assert.ok(Math.abs(given! - back!) < 0.005, `${given} ${back}`);
  });

  it('stores beside each formula what a spreadsheet makes of it, for random definitions of every clause', async () => {
    const sample = (deals: typeof anyDeal, numRuns: number) => fc.sample(deals, { numRuns, seed: 20261121 });
    const plans = [...sample(anyDeal, 25), ...sample(presetDeal, 12)].map(sheetFor);
    const sheets = await recalculated(Object.fromEntries(plans.map((plan, i) => [`D${i}`, plan.cells])));
    let formulas = 0;
    plans.forEach((plan, i) => {
      const values = formulaValues(plan.cells, plan.freeze.rows);
      plan.cells.forEach((row, r) =>
        row.forEach((cell, c) => {
          if (!isFormula(cell)) return;
          formulas++;
          const [shown, own] = [sheets[`D${i}`]![r]?.[c] ?? '', values[r]![c]];
          const number = shown.endsWith('%') ? Number(shown.slice(0, -1)) / 100 : Number(shown);
          const isEqual =
            typeof own === 'number'
              ? shown !== '' && Math.abs(number - own) <= 1e-7 * (1 + Math.abs(own))
              : (own ?? '') === shown;
          // LibreOffice gives up on rates far from its guess, which the formula then shows as a dash.
          const notFound =
            (shown === '–' && /I?IRR\(/.test(cell)) ||
            // Nothing is stored beside a point that a chart leaves out.
            (shown === '#N/A' && own === null && cell.includes('NA()'));
          // Of several roots LibreOffice may take another: a real one of the same flows, by our own count.
          const otherRoot = () => rootsOf(cell, values).some((root) => Math.abs(root - number) <= 1e-7);
          assert.ok(isEqual || notFound || otherRoot(), `${cell}: ${shown}, not ${own}`);
        }),
      );
    });
    assert.ok(formulas > 10_000);
  });

  it('is right again when its parameters and cash flows are edited, in every mode with formulas', async () => {
    let live = 0;
    for (const [i, body] of requests.entries()) {
      // The sheets of another request stand before the results of this one, as if they had been edited into it.
      const edited = {
        ...body,
        basic_params: { ...body.basic_params, investment_amount: 11_000.5, hurdle_rate: 6.5 },
        cash_flows: body.cash_flows.map((row, r) => ({ ...row, amount: row.amount * 1.25 - 300 * r })),
      };
      const results = resultsSheet(body, resultOf(body), 'en', AT);
      if (!results.map!.live) continue;
      const plans = [...requestSheets(edited, 'en', { en: '', 'zh-CN': '' }), results];
      const inputs = new Map(plans.map((plan) => [plan.name, plan.cells]));
      const own = formulaValues(results.cells, results.freeze.rows, inputs);
      // A real spreadsheet takes a second for each.
      const isFirstOrLast = i === 0 || i === requests.length - 1;
      const shown = isFirstOrLast ? (await openedAfresh(await xlsxOf(plans, AT), ['Results'])).Results! : own;
      const { columns, firstRow } = results.map!;
      for (const { key, values, format } of detailTable(resultOf(edited).tables, 'en')) {
        const c = columns.indexOf(key);
        if (c < 0 || format === 'date') continue;
        live++;
        values.forEach((value, k) => {
          const cell = String(shown[firstRow + k]![c] ?? '');
          const number = cell.endsWith('%') ? parseFloat(cell) / 100 : Number(cell);
          const isEqual = Math.abs(number - (value ?? 0)) <= 1e-6 * (1 + Math.abs(value ?? 0));
          assert.ok(isEqual, `${body.distribution_params.mode} ${key} ${k}: ${cell}, not ${value}`);
        });
      }
    }
    assert.ok(live > 100);
  });

  it('brings the part of the expenses that a write-down takes along, when expenses are edited', () => {
    const body = requests.find((r) => r.deals)!;
    // Without cash before year 3 the deal is written down before it is realised.
    const late = {
      ...body,
      cash_flows: body.cash_flows.filter(
        ({ year, ...row }) => !('deal' in row) || row.deal !== '=A1' || year > 2,
      ),
    };
    const deals = body.deals!.map((deal) => ('expenses' in deal ? { ...deal, expenses: 400 } : deal));
    const edited = { ...late, deals };
    const results = resultsSheet(late, resultOf(late), 'en', AT);
    assert.ok(results.map!.live);
    const plans = [...requestSheets(edited, 'en', { en: '', 'zh-CN': '' }), results];
    const shown = formulaValues(
      results.cells,
      results.freeze.rows,
      new Map(plans.map((plan) => [plan.name, plan.cells])),
    );
    const { columns, firstRow } = results.map!;
    const at = columns.indexOf('capital.added');
    const { values } = detailTable(resultOf(edited).tables, 'en').find((c) => c.key === 'capital.added')!;
    assert.ok(values[1]! > 100.25 * 1.09, 'a tenth of the cost is expenses');
    values.forEach((value, k) =>
      assert.ok(
        Math.abs(Number(shown[firstRow + k]![at]) - value!) < 1e-6,
        `period ${k}: ${String(shown[firstRow + k]![at])}, not ${value}`,
      ),
    );
  });

  it('opens in a spreadsheet with its formulas alive and its checks at zero', async () => {
    const sheets = await openedAfresh(await exported(requests[0]), ['Parameters', 'Cash flows', 'Results']);
    const rows = sheets.Results!;
    const beside = (label: string) => {
      const row = rows.find((cells) => cells.includes(label))!;
      return row.slice(row.indexOf(label) + 1).find((cell) => cell !== '');
    };
    const result = resultOf(requests[0]);
    assert.ok(Math.abs(parseFloat(beside('IRR')!) - result.irr!) < 1e-6, beside('IRR'));
    assert.equal(beside('Checks'), '6 of 6 at 0.00');
    assert.equal(beside('Change since run'), '0');
  });

  it('holds every text of a user as text, to another reader and to a spreadsheet', async () => {
    for (const body of [requests.find((r) => r.deals)!, customRequest, requests[0]!]) {
      const bytes = await exported(body);
      const book = read(bytes, { cellFormula: true });
      const formulas: string[] = [];
      const texts: string[] = [];
      for (const name of book.SheetNames)
        for (const [address, cell] of Object.entries(book.Sheets[name]!)) {
          if (address.startsWith('!')) continue;
          if (typeof cell.f === 'string') formulas.push(cell.f);
          if (cell.t === 's') texts.push(String(cell.v));
        }
      const code = formulas.map((f) => f.replace(/"[^"]*"/g, '""'));
      assert.ok(!code.some((f) => /HYPERLINK|^A1$|2\+3/.test(f)), code.join());
      const wanted =
        'classes' in Object(Object(body.distribution_params).definition) ? ['=2+3', '-Fund'] : [TARGET, UNIT];
      for (const text of wanted) assert.ok(texts.includes(text), text);
      const sheets = await openedAfresh(bytes, book.SheetNames);
      const shown = Object.values(sheets).flat(2);
      for (const text of wanted) assert.ok(shown.includes(text), text);
    }
  });

  it('keeps its waterfall chart through LibreOffice: invisible feet, a colour a step, all of its references', async () => {
    const saved = await convertedTo('xlsx', await exported(requests[0]));
    const parts = read(saved, { bookFiles: true }) as unknown as {
      files: Record<string, { content: Uint8Array }>;
    };
    const charts = Object.entries(parts.files)
      .filter(([name]) => /charts\/chart\d+\.xml$/.test(name))
      .map(([, { content }]) => Buffer.from(content).toString('utf8'));
    const waterfall = charts.find((xml) => xml.includes('Where '))!;
    assert.ok(waterfall, 'a chart of where the cash went');
    const [foot, bars] = waterfall.split('<c:ser>').slice(1);
    assert.match(foot!, /<a:noFill\/>/);
    assert.ok(bars!.split('<c:dPt>').length >= 4, 'each step has a colour of its own');
    assert.match(waterfall, /<c:lineChart>/);
    for (const reference of ['<c:cat>', '<c:val>']) assert.ok(waterfall.includes(reference));
  });

  it('has native charts, its title frozen alone, formats and a print set-up', async () => {
    const bytes = await exported(requests[0]);
    const parts = read(bytes, { bookFiles: true }) as unknown as {
      files: Record<string, { content: Uint8Array }>;
    };
    const part = (name: string) => Buffer.from(parts.files[name]!.content).toString('utf8');
    const sheet = part('xl/worksheets/sheet3.xml');
    assert.match(sheet, /<pane ySplit="2" .*state="frozen"/);
    assert.match(sheet, /fitToWidth="1".*orientation="landscape"|orientation="landscape".*fitToWidth="1"/);
    assert.match(part('xl/workbook.xml'), /_xlnm.Print_Titles/);
    assert.match(part('xl/charts/chart1.xml'), /Results'!\$/);
    assert.equal(Object.keys(parts.files).filter((f) => /charts\/chart\d+\.xml$/.test(f)).length, 4);
    assert.equal(read(bytes, { cellNF: true }).Sheets.Parameters!.B7?.z, '#,##0.00##');
  });
});
