/** Comparisons with the sheets they are computed from, recalculated by a real spreadsheet and held to the engine. */
import assert from 'node:assert/strict';
import { CASH, total, type Locale, type Preset, type Result } from '../../src/engine/index.ts';
import { gridAt, type SheetPlan } from '../../src/sheet/index.ts';
import type { Asked } from '../../src/taskpane/questions/asked.ts';
import { comparedOf, type ComparedRow } from '../../src/taskpane/questions/compare.ts';
import { recalculated } from '../support/spreadsheet.ts';
import { printedRequest } from './printed-requests.ts';
import { askedOf, askedWith, comparedScenarios, comparisonOf, requestOf } from './question-sheets.ts';
import { changed, compared, type LiveCase } from './live-deals.ts';

type Cells = SheetPlan['cells'];
type Scenario = Readonly<Record<string, number>>;

/** A comparison as it was written, and what its figures should be when it is read. */
export interface ComparedCase {
  readonly written: Asked;
  readonly now: Asked;
  readonly scenarios: readonly Scenario[];
  /** Of the run's detail sheet, between the two. */
  readonly edit?: (cells: Cells, plan: SheetPlan) => Cells;
}

/** A deal with three scenarios, and where it can be the same with its inputs changed in the sheet. */
export function comparedCases(deal: LiveCase, at: Date): ComparedCase[] {
  const written = askedOf(requestOf(deal), 'en', at);
  const scenarios = comparedScenarios(written);
  const change = deal.mode === 'custom' ? changed(deal) : null;
  const now = change && askedOf(requestOf(change.after), 'en', at);
  // With the other inputs the terms of a scenario may not go together any more.
  const goes = now && scenarios.every((own) => now.study.run(own).ok);
  return [
    { written, now: written, scenarios },
    ...(goes ? [{ written, now, scenarios, edit: change!.edit }] : []),
  ];
}

/** The same before anything is typed. */
export const asWritten = ({ written, scenarios }: ComparedCase): ComparedCase => ({
  written,
  now: written,
  scenarios,
});

interface Line {
  readonly key: string;
  readonly kind: ComparedRow['kind'];
  readonly values: readonly (number | null)[];
}

/** The lines of a comparison from its first section on; null is the title of one. */
function linesOf(asked: Asked, scenarios: readonly Scenario[]): (Line | null)[] {
  const { sections, scenarios: found } = comparedOf(askedWith(asked, scenarios));
  const results: Result[] = [asked.base, ...found.map(({ result }) => result)];
  const received = asked.base.parties.map(({ id }): Line => ({
    key: `received ${id}`,
    kind: 'amount',
    values: results.map((result) => total(result.parties.find((p) => p.id === id)?.received ?? [])),
  }));
  const [terms, measures, paid] = sections.map(({ rows }) => [null, ...rows]);
  return [...terms!, ...measures!, null, ...received, ...paid!];
}

/** A mode's deal, and the same with other cash in a period and another rate, both typed into the run's detail sheet. */
export function presetCase(preset: Preset, dated: boolean, locale: Locale, at: Date): ComparedCase | null {
  const body = printedRequest(preset, 'USD', 5, dated);
  const written = askedOf(body, locale, at);
  const [rate] = written.study.levers.filter(({ unit }) => unit === 'rate');
  const row = body.cash_flows.findIndex(({ amount }) => amount > 0);
  if (!rate || row < 0) return null;
  const other = Number((100 * (rate.value + 0.01)).toPrecision(8));
  const params = { ...body.basic_params, ...body.distribution_params };
  const cash_flows = body.cash_flows.map((flow, i) =>
    i === row ? { ...flow, amount: flow.amount + 1_234_567 } : flow,
  );
  const isBasic = rate.id in body.basic_params;
  assert.ok(rate.id in params, rate.id);
  const now = askedOf(
    {
      ...body,
      basic_params: { ...body.basic_params, ...(isBasic ? { [rate.id]: other } : {}) },
      distribution_params: { ...body.distribution_params, ...(isBasic ? {} : { [rate.id]: other }) },
      cash_flows,
    },
    locale,
    at,
  );
  const [first] = written.study.flows.cash.filter(({ amount }) => amount > 0);
  const scenarios = [{ [CASH]: 1.1 }, comparedScenarios(written)[0]!];
  return {
    written,
    now,
    scenarios,
    edit: (cells, { map }) => {
      const { row: at, column } = gridAt([], map!.links!.terms![rate.id]!);
      const edited = cells.map((line) => [...line]);
      assert.equal(edited[at]![column], rate.value);
      edited[at]![column] = other / 100;
      const amounts = edited.flatMap((line, r) =>
        line.flatMap((cell, c) => (cell === first!.amount ? [[r, c] as const] : [])),
      );
      assert.equal(amounts.length, 1, 'one cell has this cash');
      const [[r, c]] = amounts as [readonly [number, number]];
      edited[r]![c] = first!.amount + 1_234_567;
      return edited;
    },
  };
}

/** How many figures are shown, and how many are dashes since an input was changed. */
export const shownFigures = { numbers: 0, dashes: 0 };

/** What differs from the engine in each comparison, in words. */
export async function comparisonDifferences(cases: readonly ComparedCase[]): Promise<string[][]> {
  const sheets: Record<string, Cells> = {};
  const plans = cases.map(({ written, scenarios, edit }, i) => {
    const all = comparisonOf(written, scenarios, `C${i}`, Object.keys(sheets));
    all.forEach((plan, n) => (sheets[plan.name] = n === 1 && edit ? edit(plan.cells, plan) : plan.cells));
    return all;
  });
  const values = await recalculated(sheets);
  return cases.map((one, i) => inComparison(one, plans[i]!, values[plans[i]![0]!.name]!));
}

function inComparison(
  { written, now, scenarios }: ComparedCase,
  plans: readonly SheetPlan[],
  shown: readonly (readonly string[])[],
): string[] {
  const found: string[] = [];
  const scale = total(now.base.cash.map(Math.abs)) + total(now.base.contributions) + total(written.base.cash);
  const right = new Map(linesOf(now, scenarios).flatMap((line) => (line ? [[line.key, line]] : [])));
  const title = written.t('terms');
  const first = plans[0]!.cells.findIndex((line) => line[0] === title);
  linesOf(written, scenarios).forEach((line, n) => {
    line?.values.forEach((_, i) => {
      const text = shown[first + n]![i === 0 ? 1 : 2 * i]!;
      // What no tier pays now has no line.
      const value = right.has(line.key) ? right.get(line.key)!.values[i]! : 0;
      // Where Excel has no function for a rate, or the sheet cannot know it any more, the detail sheet says so.
      if (line.key.endsWith('.irr') && /^(–|run again|请重新测算|-?[\d.E-]+%?)$/.test(text)) return;
      if (text === '–' || text === '') {
        if (value !== null && (written === now || text === ''))
          found.push(`${line.key} ${i}: ${value}, sheet ${text}`);
        shownFigures.dashes++;
        return;
      }
      compared.cells++;
      shownFigures.numbers++;
      const number = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
      const limit = line.kind === 'amount' ? 1e-9 * scale : 1e-6;
      if (value === null || !(Math.abs(number - value) <= limit * (1 + Math.abs(value / (scale || 1)))))
        found.push(`${line.key} ${i}: engine ${value}, sheet ${text}`);
    });
  });
  found.push(...shown.flat().filter((text) => /^#|Err:/.test(text)));
  return found;
}
