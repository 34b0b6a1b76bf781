/** A run as a workbook: the request as parameters and cash flows, the result as a sheet of live formulas. */
import type { Locale, Preset } from '../../../src/engine/index.ts';
import { presetOf } from '../../../src/engine/index.ts';
import { readRequest, type ResultDocument } from '../../../src/document/index.ts';
import { say, workbookTexts as texts } from '../../../src/i18n/index.ts';
import { detailSheet, statementSheets, type SheetPlan } from '../../../src/sheet/index.ts';
import { inputCells, requestSheets, type Held } from './sheets.ts';
import { xlsxOf } from './xlsx.ts';

/** @param body a request document that `readRequest` takes, and its result */
export async function exportWorkbook(
  body: unknown,
  document: ResultDocument,
  locale: Locale,
  computedAt: Date,
): Promise<Buffer> {
  const results = resultsSheet(body, document, locale, computedAt);
  const statements = statementSheets(document, {
    title: document.investment_target ?? '',
    locale,
    computedAt,
    receipt: null,
    linked: { sheet: results.name, map: results.map! },
  });
  return xlsxOf(
    namedApart([...requestSheets(body as Held, locale, texts.readBack), results, ...statements]),
    computedAt,
  );
}

/** Names of sheets differ; a later one that is taken is numbered. */
function namedApart(plans: readonly SheetPlan[]): SheetPlan[] {
  const taken = new Set<string>();
  return plans.map((plan) => {
    let name = plan.name;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${plan.name.slice(0, 27)} ${n}`;
    taken.add(name.toLowerCase());
    return { ...plan, name };
  });
}

/** The detail sheet of a run, with live formulas wherever they can be; they follow the sheets of the request. */
export function resultsSheet(
  body: unknown,
  document: ResultDocument,
  locale: Locale,
  computedAt: Date,
): SheetPlan {
  const request = readRequest(body);
  const plan = detailSheet(document, {
    title: document.investment_target ?? '',
    mode: document.mode_name ?? say(presetOf(document.mode)?.name ?? texts.custom, locale),
    source: say(texts.flows, locale),
    computedAt,
    locale,
    termCells: {},
    live: request.ok ? request.value.flows : null,
    inputs: inputCells(body as Held, locale, document.tables.timeline.dates),
  });
  return { ...plan, name: say(texts.results, locale) };
}

const TEMPLATE_YEARS = 5;

/** A workbook to fill in for a mode: its terms with their defaults, and rows for the first years. */
export async function templateWorkbook(preset: Preset, locale: Locale, madeAt: Date): Promise<Buffer> {
  const usual = Object.fromEntries(
    preset.terms.flatMap((t) =>
      typeof t.default === 'number' ? [[t.id, t.unit === 'percent' ? t.default * 100 : t.default]] : [],
    ),
  );
  const sources = preset.byDeal
    ? ['A', 'B'].map((deal) => ({ deal }))
    : (preset.pots?.map((pot) => ({ pot })) ?? [{}]);
  const years = Array.from({ length: TEMPLATE_YEARS }, (_, i) => i + 1);
  const held: Held = {
    basic_params: usual,
    cash_flows: years.flatMap((year) => sources.map((source) => ({ year, ...source }))),
    ...(preset.byDeal ? { deals: ['A', 'B'].map((id) => ({ id, year: 0 })) } : {}),
    distribution_params: { mode: preset.id },
  };
  return xlsxOf(requestSheets(held, locale, texts.fillIn), madeAt);
}
