/** The sheets that a comparison is written to: its own, and a detail sheet with formulas for each of its columns. */
import { documentOf, readRequest, changedBody, type ResultDocument } from '../../document/index.ts';
import { CASH, EXIT, total } from '../../engine/index.ts';
import { partyCalled, say, whyNotTexts } from '../../i18n/index.ts';
import { sheetNameOf, whyNoFormulas, type DetailAbout, type SheetPlan } from '../../sheet/index.ts';
import { comparisonSheet, type ComparedFormat } from '../../sheet/write/comparison.ts';
import { comparisonSource, type ComparisonSource } from '../../sheet/write/comparison-source.ts';
import { hueOf } from '../../sheet/write/colors.ts';
import { detailSheet, formulasIn, MOST_FORMULAS } from '../../sheet/write/detail.ts';
import { inputsOfScenario } from '../../sheet/write/scenario-inputs.ts';
import type { LiveTerm } from '../../sheet/live/index.ts';
import { keptOfSheet } from '../detail-plan.ts';
import { uniqueSheetName } from '../excel/blocks.ts';
import type { ToWrite } from '../excel/write-sheet.ts';
import { leverName, type Asked } from './asked.ts';
import { comparedOf, type Compared, type ComparedRow, type ComparedScenario } from './compare.ts';

type WhyNot = keyof typeof whyNotTexts;

/** A detail sheet of the run or of a scenario, with the document it shows. */
interface Column {
  readonly document: ResultDocument;
  readonly plan: SheetPlan;
  readonly kept: ToWrite['kept'];
}

/** More parties than that make no chart one can read. */
const MOST_BARS = 8;

/**
 * The comparison first, in the order of the tabs. It stands alone with values where there can be no formulas.
 * @param about of the run's detail sheet
 * @param taken names of the sheets that are there
 */
export function comparisonSheetsOf(asked: Asked, about: DetailAbout, taken: readonly string[]): ToWrite[] {
  const { study, t } = asked;
  const compared = comparedOf(asked);
  const names = [...taken];
  const nameFor = (wanted: string): string => {
    const name = uniqueSheetName(wanted, names, true);
    names.push(name);
    return name;
  };
  const name = nameFor(t('compared'));
  const why = whyNoFormulas(study.definition, study.flows);
  const columns = why ?? columnsOf(asked, about, compared, nameFor);
  if (typeof columns === 'string')
    return [
      { plan: comparisonPlan(asked, about, compared, { name, names: [], source: null, why: columns }) },
    ];
  const [run] = columns;
  const source = comparisonSource(
    columns.map(({ plan, document }) => ({
      linked: { sheet: plan.name, map: plan.map! },
      result: document.tables,
    })),
    { mode: run!.document.mode, exit: study.exitPeriod, cells: run!.plan.cells },
  );
  const named = columns.map(({ plan }) => plan.name);
  return [
    { plan: comparisonPlan(asked, about, compared, { name, names: named, source, why: null }) },
    ...columns.map(({ plan, kept }) => ({ plan, ...(kept ? { kept } : {}) })),
  ];
}

/** The run's detail sheet, then each scenario's over it; or why they cannot all have formulas. */
function columnsOf(
  asked: Asked,
  about: DetailAbout,
  { scenarios, changes }: Compared,
  nameFor: (wanted: string) => string,
): Column[] | WhyNot {
  const { run, study } = asked;
  const live = { ...about, live: study.flows, mostFormulas: MOST_FORMULAS };
  const { document } = run;
  const columns: Column[] = [];
  const add = (own: DetailAbout, of: ResultDocument, wanted: string, body: unknown): WhyNot | null => {
    const plan = { ...detailSheet(of, own), name: nameFor(wanted) };
    const kept = body === null ? undefined : keptOfSheet(of, body, own);
    columns.push({ document: of, plan, kept });
    if (!plan.map!.live) return 'tooLarge';
    const formulas = columns.reduce((sum, column) => sum + formulasIn(column.plan), 0);
    return formulas > MOST_FORMULAS ? 'tooMany' : null;
  };
  let why = add(live, document, sheetNameOf(about.title, about.mode, about.locale), run.body);
  const { plan } = columns[0]!;
  for (const [i, scenario] of scenarios.entries()) {
    if (why) return why;
    const words = changes[i]!.join(about.locale === 'en' ? ', ' : '，');
    const { [EXIT]: exit, [CASH]: factor } = scenario.changes;
    const cash = { exit: exit === undefined ? null : study.exitPeriod, factor: factor !== undefined };
    const own: DetailAbout = {
      ...live,
      scenarioOf: plan.name,
      termCells: {},
      live: study.flowsWith(scenario.changes),
      inputs: inputsOfScenario({ sheet: plan.name, map: plan.map! }, plan.cells, cash),
      ownTerms: cashTerms(asked, scenario),
    };
    why = add(
      own,
      documentWith(asked, scenario),
      sheetNameOf(about.title, words, about.locale),
      bodyWith(asked, scenario),
    );
  }
  return why ?? columns;
}

/** What a scenario changes of the cash, as terms of its sheet. */
const cashTerms = (asked: Asked, { changes }: ComparedScenario): LiveTerm[] =>
  ([EXIT, CASH] as const).flatMap((id): LiveTerm[] => {
    const value = changes[id];
    if (value === undefined) return [];
    return [{ id, label: leverName(asked, id), format: id === EXIT ? 'amount' : 'number', value }];
  });

function documentWith({ run }: Asked, { terms, result }: ComparedScenario): ResultDocument {
  const { mode, mode_name: modeName, investment_target: target, unit, options, terms: usual } = run.document;
  const known = Object.entries(terms).filter(([id]) => id in usual);
  const changed = { ...usual, ...Object.fromEntries(known) };
  return documentOf(
    { mode, ...(modeName === undefined ? {} : { modeName }), target, unit, options, terms: changed },
    result,
  );
}

/** The request of a scenario; null where it cannot be asked for as one. */
function bodyWith({ run, study }: Asked, { changes }: ComparedScenario): unknown {
  const request = readRequest(run.body);
  return request.ok ? changedBody(run.body, request.value, study, changes) : null;
}

const formatOf = ({ kind, isTerm }: ComparedRow): ComparedFormat =>
  kind === 'factor' ? 'number' : kind === 'rate' && isTerm ? 'term' : kind;

/** In Sweden dates are written as everywhere else on these sheets: 2026-11-29 19:36. */
const stamp = (at: Date): string => at.toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });

interface Written {
  readonly name: string;
  /** Of the sheets its figures come from. */
  readonly names: readonly string[];
  readonly source: ComparisonSource | null;
  readonly why: WhyNot | null;
}

function comparisonPlan(
  asked: Asked,
  about: DetailAbout,
  { changes, scenarios, sections }: Compared,
  { name, names, source, why }: Written,
): SheetPlan {
  const { base, run, t } = asked;
  const { locale } = about;
  const { unit } = run.document;
  const when = stamp(run.at);
  const listed = names.join(asked.view.t('listComma'));
  const figures = sections.map(({ title, rows }) => ({
    title,
    figures: rows.map((row) => ({
      name: row.name,
      format: formatOf(row),
      values: row.values,
      ...(source ? { formulas: row.values.map((value, i) => source.formula(i, row.figure, value)) } : {}),
    })),
  }));
  const received = {
    title: t('receivedByParty'),
    figures: base.parties.map(({ id }) => ({
      name: partyCalled(base.definition, id, locale),
      format: 'amount' as const,
      values: [base, ...scenarios.map(({ result }) => result)].map((result) =>
        total(result.parties.find((p) => p.id === id)?.received ?? []),
      ),
      ...(source ? { formulas: [base, ...scenarios].map((_, i) => source.received(i, id)) } : {}),
    })),
  };
  return comparisonSheet({
    name,
    title: t('comparedOf', { deal: about.title }),
    notes: [
      [about.title, about.mode, about.source, unit].filter(Boolean).join(' · '),
      source ? t('comparedLive', { when, names: listed }) : t('comparedNote', { when }),
      ...(source && run.document.tables.clawback ? [t('comparedClawback')] : []),
      ...(why ? [say(whyNotTexts[why], locale)] : []),
    ],
    heads: { name: t('measure'), difference: t('difference'), points: t('pointsUnit') },
    columns: [[t('run')], ...changes],
    sections: [...figures.slice(0, -1), received, figures.at(-1)!],
    chart:
      base.parties.length > MOST_BARS
        ? null
        : {
            title: t('receivedByParty'),
            unit,
            locale,
            names: [t('run'), ...changes.map((own) => own.join(locale === 'en' ? ', ' : '，'))],
            parties: received.figures.map((figure, i) => ({
              name: figure.name,
              fill: hueOf(base, base.parties[i]!.id),
            })),
            section: figures.length - 1,
          },
  });
}
