/** The one reader: sheets of cells into flows and terms, or into what is to be asked or mended. */
import { readingText, type ReadingText } from '../../i18n/reading.ts';
import { modeById } from '../mode.ts';
import { blocksIn, type Table } from './blocks.ts';
import { cellsOf, isEmpty, numberIn, rangeOf } from './cells.ts';
import { Findings } from './findings.ts';
import { noteInvestment } from './investment.ts';
import type { Said } from './layout.ts';
import { readList } from './list.ts';
import { NO_FLOWS, type ReadableGrid, type Reading, type ReadOptions, type Term } from './model.ts';
import { needsOf } from './sources.ts';
import { stackedIn } from './stacked.ts';
import { readTable } from './table.ts';
import { TermReader } from './terms.ts';
import type { DayOrder } from './named-periods.ts';
import { askTable, choose, firstFigures, placeOf, type Candidate, type Sheet } from './which-table.ts';

/** What a selection holds. */
export const readSelection = (grid: ReadableGrid, options: ReadOptions = {}): Reading =>
  read([grid], options);

/** What the sheets of a workbook hold: the one table of flows, with the terms of its sheet before those of others. */
export const readWorkbook = (sheets: readonly ReadableGrid[], options: ReadOptions = {}): Reading =>
  read(sheets, options);

function read(grids: readonly ReadableGrid[], options: ReadOptions): Reading {
  const sheets = grids.map((grid): Sheet => {
    const lines = cellsOf(grid);
    return { grid, lines, blocks: blocksIn(lines, saidOf(grid.sheet, options)) };
  });
  const name = grids[0]?.sheet ?? '';
  if (sheets.every(({ lines }) => lines.every((line) => line.every(isEmpty)))) {
    const findings = new Findings(name);
    findings.fault('emptySelection', sheets[0]?.lines[0]?.[0] ?? { address: '' });
    return without(name, sheets, findings, [], options);
  }
  const mode = termsOf(sheets, undefined, new Findings(name, options.answers)).find(
    (t) => t.id === 'mode',
  )?.value;
  const needs = needsOf(typeof mode === 'string' ? mode : options.mode);
  const tables = sheets.flatMap((sheet) =>
    withStacked(sheet, options).map(({ block, layout, crossed, of }): Candidate => {
      const findings = new Findings(sheet.grid.sheet, options.answers);
      const input = {
        block,
        layout,
        ...(crossed ? { crossed } : {}),
        needs,
        findings,
        said: saidOf(sheet.grid.sheet, options),
        unitAsSuch: options.unitAsSuch ?? false,
      };
      return { sheet, of, table: readList(input) ?? readTable(input), findings, block };
    }),
  );
  const { chosen, among } = choose(tables, options);
  const findings = chosen?.findings ?? new Findings(name, options.answers);
  const terms = termsOf(sheets, chosen?.sheet ?? sheets[0], findings, chosen?.table.unit ?? null);
  if (!chosen && among.length === 0) {
    tellNothing(tables, sheets, findings, terms);
    // Keep the lines in sight: a role that leaves no cash must be possible to undo.
    const said = tables.find(({ sheet, table }) =>
      table.lines.some((line) => saidOf(sheet.grid.sheet, options).role(line.range)),
    );
    const nothing = without(said?.sheet.grid.sheet ?? name, sheets, findings, terms, options);
    return { ...nothing, lines: said?.table.lines ?? [] };
  }
  if (!chosen) {
    askTable(among, findings);
    return without(among[0]!.sheet.grid.sheet, sheets, findings, terms, options);
  }
  noteInvestment(terms, chosen.table.flows, findings);
  for (const other of tables) {
    if (other === chosen || other.of.some((t) => chosen.of.includes(t))) continue;
    const at = [{ address: other.table.range }, {}] as const;
    if (other.table.none === undefined) findings.note('unusedTable', ...at, 'info', other.sheet.grid.sheet);
    // A number that stands apart may have been meant: a selection tells it as a doubt.
    else if (firstFigures(other.block).length)
      findings.note('leftOut', ...at, grids.length === 1 ? 'warning' : 'info', other.sheet.grid.sheet);
  }
  if (chosen.sheet.grid.hidden) findings.note('hiddenRead', { address: chosen.table.range }, {}, 'warning');
  const { range, direction, lines, timeline, periods, flows, contributions, distributions, sources, unit } =
    chosen.table;
  const seen =
    needs.apart || sources.length === 0 || chosen.table.lines.some((l) => l.role === 'cash') ? sources : [];
  return {
    ...ending(findings, terms, options),
    sheet: chosen.sheet.grid.sheet,
    range,
    direction,
    lines,
    timeline,
    periods,
    flows,
    contributions,
    distributions,
    sources: seen,
    terms,
    unit: unitIn(terms) ?? unit,
  };
}

/** The tables of a sheet, each by itself and those together that go on under the same heads. */
function withStacked({ grid, blocks }: Sheet, options: ReadOptions): (Table & Pick<Candidate, 'of'>)[] {
  const whole = stackedIn(blocks.tables, saidOf(grid.sheet, options));
  return [...(whole ? [whole] : []), ...blocks.tables.map((table) => ({ ...table, of: [table] }))];
}

const unitIn = (terms: readonly Term[]): string | null => {
  const unit = terms.find((t) => t.id === 'unit')?.value;
  return unit === undefined ? null : String(unit);
};

/** What the user said, of the lines of one sheet. */
function saidOf(sheet: string, { answers = {}, roles = {} }: ReadOptions): Said {
  const periods = new Set(
    Object.entries(answers).flatMap(([id, choice]) => (id.startsWith('whichPeriods@') ? [choice] : [])),
  );
  return {
    role: (range) => roles[`${sheet}!${range}`] ?? roles[range],
    order: (range) => {
      const answer = answers[`dayOrMonthFirst@${range}`];
      return answer === 'dayFirst' || answer === 'monthFirst' ? (answer as DayOrder) : undefined;
    },
    isPeriods: (range) => periods.has(range),
  };
}

/** Terms of the sheet of the flows, and of other sheets those that it lacks. */
function termsOf(
  sheets: readonly Sheet[],
  first: Sheet | undefined,
  findings: Findings,
  cash: string | null = null,
): Term[] {
  const found: Term[] = [];
  for (const sheet of [...sheets].sort((a, b) => Number(b === first) - Number(a === first))) {
    const own = sheet === first || first === undefined || sheets.length === 1;
    const scratch = own ? findings : new Findings(findings.sheet, findings.given);
    const reader = new TermReader(scratch);
    for (const block of sheet.blocks.terms) reader.read(block, sheet.grid.sheet);
    const all = reader.terms(cash);
    const terms = all.filter((t) => !found.some((f) => f.id === t.id));
    for (const term of all) {
      const other = found.find((f) => f.id === term.id && f.from === term.from && f.value !== term.value);
      if (other) noteElsewhere(term, other, findings);
    }
    if (!own && terms.length + scratch.questions.length + scratch.faults.length > 0) findings.add(scratch);
    found.push(...terms);
  }
  return found;
}

/** A term of another sheet that says otherwise than that of the sheet of the flows. */
function noteElsewhere(term: Term, used: Term, findings: Findings): void {
  const params = { received: `${term.sheet}!${term.cell}`, other: `${used.sheet}!${used.cell}` };
  findings.note('termNotUsed', { address: term.cell }, params, 'warning', term.sheet, 'termElsewhere');
}

/** Nothing found: what was looked for, and the nearest miss. */
function tellNothing(
  tables: readonly Candidate[],
  sheets: readonly Sheet[],
  findings: Findings,
  terms: readonly Term[],
): void {
  const size = ({ block }: Candidate) => block.flat().filter((c) => typeof numberIn(c) === 'number').length;
  const nearest = [...tables].sort((a, b) => size(b) - size(a))[0];
  const range = nearest
    ? placeOf(nearest)
    : sheets
        .map((s) => s.grid.sheet)
        .filter(Boolean)
        .join(', ') || rangeOf(sheets[0]!.lines.flat());
  const seems: ReadingText =
    nearest?.table.none ??
    (terms.length ? 'seemsTerms' : sheets.some((s) => s.blocks.terms.length) ? 'seemsItems' : 'seemsText');
  // A question of the nearest miss may still make flows of it.
  const question = tables.find((t) => t.findings.questions.length > 0);
  if (question && question.findings.questions.some((q) => q.code === 'periodsNotUnderstood'))
    findings.add(question.findings);
  findings.fault(
    'noFlows',
    { address: nearest ? nearest.table.range.split(':')[0]! : (sheets[0]?.lines[0]?.[0]?.address ?? '') },
    { range, seems: readingText(seems) },
    nearest?.sheet.grid.sheet,
  );
}

function ending(
  findings: Findings,
  terms: readonly Term[],
  { mode: chosen }: ReadOptions,
): Pick<Reading, 'status' | 'mode' | 'questions' | 'faults' | 'notes'> {
  const named = terms.find((t) => t.id === 'mode');
  const mode = typeof named?.value === 'string' ? named.value : (chosen ?? null);
  if (named && chosen && chosen !== mode) {
    const nameOf = (id: string) => modeById(id)?.name ?? id;
    findings.note(
      'modeTaken',
      { address: named.cell },
      { mode: nameOf(mode!), chosen: nameOf(chosen) },
      'warning',
      named.sheet,
    );
  }
  const { questions, faults, notes } = findings;
  return {
    status: faults.length ? 'refused' : questions.length ? 'question' : 'ready',
    mode,
    questions,
    faults,
    notes,
  };
}

function without(
  sheet: string,
  sheets: readonly Sheet[],
  findings: Findings,
  terms: readonly Term[],
  options: ReadOptions,
): Reading {
  return {
    ...ending(findings, terms, options),
    sheet,
    range: rangeOf(sheets[0]?.lines.flat() ?? []),
    direction: 'down',
    lines: [],
    ...NO_FLOWS,
    terms,
    unit: unitIn(terms),
  };
}
