/** Where everything of a statement stands, and what its texts are made of. */
import type { ResultDocument } from '../../document/result.ts';
import type { Locale, PartyResult, Result, Text } from '../../engine/index.ts';
import { say } from '../../i18n/index.ts';
import { Canvas } from './canvas.ts';
import { absolute } from './detail-place.ts';
import { investorsOf, rowsOf, tiersOf, type PaidTier, type Row } from './statement-figures.ts';
import { sourceOf, type Linked, type StatementSource } from './statement-source.ts';

export interface StatementAbout {
  /** Name of the deal. */
  readonly title: string;
  /** Class the statement is for. */
  readonly party: string;
  readonly locale: Locale;
  readonly computedAt: Date;
  /** SHA-256 of what was asked, in groups of eight; null where it is not known. */
  readonly receipt: string | null;
  /** The detail sheet of the same run; figures are then formulas over it. */
  readonly linked: Linked | null;
}

/** A statement while it is written. */
export interface Statement {
  readonly canvas: Canvas;
  readonly about: StatementAbout;
  readonly document: ResultDocument;
  readonly result: Result;
  readonly party: PartyResult;
  readonly source: StatementSource;
  readonly rows: readonly Row[];
  readonly tiers: readonly PaidTier[];
  /** Columns of what was received and of the carry borne; null where no single class bears it. */
  readonly receivedAt: number;
  readonly carryAt: number | null;
  readonly columns: number;
  readonly firstRow: number;
  readonly clawbackRow: number | null;
  readonly totalRow: number;
  /** Absolute cells of the recipient's name and part of the class, right of what is printed. */
  readonly name: string;
  readonly share: string;
  word(text: Text, params?: Record<string, string>): string;
}

/** Rows of the title, of the tiles and of the table's heads. */
export const TILES = 4;
export const HEADS = 10;
/** Characters of a page in portrait: narrower columns would crowd the four figures above. */
export const PAGE_WIDTH = 112;
export const LEAST = 15;

export function openStatement(document: ResultDocument, about: StatementAbout): Statement {
  const result = document.tables;
  const party = result.parties.find((p) => p.id === about.party)!;
  const tiers = tiersOf(result, party.id, about.locale);
  const rows = rowsOf(result, about.locale);
  const receivedAt = 2 + tiers.length;
  // What several classes bear of the carry is not told apart by their capital.
  const carryAt = investorsOf(result).length === 1 ? receivedAt + 1 : null;
  const columns = (carryAt ?? receivedAt) + 1;
  const firstRow = HEADS + 1;
  const clawbackRow = result.clawback ? firstRow + rows.length : null;
  return {
    canvas: new Canvas(),
    about,
    document,
    result,
    party,
    source: sourceOf(about.linked),
    rows,
    tiers,
    receivedAt,
    carryAt,
    columns,
    firstRow,
    clawbackRow,
    totalRow: (clawbackRow ?? firstRow + rows.length - 1) + 1,
    name: absolute(1, columns + 2),
    share: absolute(2, columns + 2),
    word: (text, params) => say(text, about.locale, params),
  };
}

/** `"text "&formula&" text"` of a text with one parameter that is a formula. */
export function sentence(said: string, formulas: Readonly<Record<string, string>>): string {
  return said
    .split(/\{(\w+)\}/)
    .map((part, i) => (i % 2 ? formulas[part]! : part && `"${part.replaceAll('"', '""')}"`))
    .filter(Boolean)
    .join('&');
}

/** A formula that may hold a figure of the run alone. */
export const isOfRun = (formula: string): boolean => formula.includes('NA()');

/** With a dash in place of what is not known once inputs are changed. */
export const orDash = (formula: string): string => (isOfRun(formula) ? `IFERROR(${formula},"–")` : formula);

export const percent = (formula: string): string => `FIXED(100*${formula},2)`;
