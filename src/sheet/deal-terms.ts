/** The block of terms of a formula: what the reader of sheets makes of it. A formula cannot ask: questions are refusals. */
import { quotedText, readingText } from '../i18n/reading.ts';
import type { Text } from '../i18n/text.ts';
import type { Grid } from './grid.ts';
import { cellsOf, isNothing, numberIn, textIn } from './read/cells.ts';
import { Findings } from './read/findings.ts';
import { nearlyTerm, stepLabel, termLabel } from './read/labels.ts';
import type { Line, Term } from './read/index.ts';
import { TermReader } from './read/terms.ts';
import type { CellIssue } from './reading.ts';

export interface TermsRead {
  readonly terms: readonly Term[];
  readonly issues: readonly CellIssue[];
  /** Ids of terms that stand there and could not be read. */
  readonly unread: ReadonlySet<string>;
}

export function readTermsBlock(grid: Grid): TermsRead {
  const lines = cellsOf(grid);
  const findings = new Findings(grid.sheet);
  const reader = new TermReader(findings);
  reader.read(lines, grid.sheet);
  const terms = reader.terms();
  // The formula names its mode itself.
  const questions = findings.questions.filter((q) => q.code !== 'modeUnknown');
  const found = [
    ...questions.map((q) => ({ ...q, cell: q.range })),
    ...findings.faults,
    ...lines.flatMap(apartFromLabel),
  ];
  return {
    terms,
    issues: found.map(({ cell, message }) => ({ severity: 'error', code: 'read', cell, message })),
    unread: new Set(found.flatMap(({ cell }) => termsAt(lines, cell))),
  };
}

/** A number behind a blank: desktop Excel hands the blank over as 0, which would be taken for the value. */
function apartFromLabel(line: Line): { cell: string; message: Text }[] {
  return line.flatMap((label, c) => {
    const text = textIn(label);
    const [beside, next] = [line[c + 1], line[c + 2]];
    if (text === null || !(termLabel(text) ?? stepLabel(text)) || !beside || !next) return [];
    if (!isNothing(beside) || typeof numberIn(next) !== 'number' || isNothing(next)) return [];
    const at = { term: quotedText(text), cell: beside.address, other: next.address };
    return [{ cell: beside.address, message: readingText('valueApart', at) }];
  });
}

/** Which terms a cell belongs to: by its own label, that of its row, or that above it. */
function termsAt(lines: readonly Line[], address: string): string[] {
  const row = lines.find((line) => line.some((c) => c.address === address)) ?? [];
  const at = row.findIndex((c) => c.address === address);
  const idIn = (line: Line): string[] =>
    line.flatMap((cell) => {
      const text = textIn(cell);
      const id = text === null ? undefined : (termLabel(text) ?? stepLabel(text))?.id;
      return id === undefined ? [] : [id];
    });
  const own = textIn(row[at]!);
  const slip = own === null || termLabel(own) ? undefined : nearlyTerm(own)?.id;
  if (slip !== undefined) return [slip];
  const beside = idIn(row);
  return beside.length ? beside : idIn(lines.map((line) => line[at]!));
}
