/** Work that may be heavy, as data: what a task takes and what it gives can be sent to another thread. */
import { answerTo, type Request, type ResultDocument } from '../../src/document/index.ts';
import type { Locale } from '../../src/engine/definition.ts';
import {
  reconcile,
  type Claim,
  type Issue,
  type Parsed,
  type Reconciliation,
} from '../../src/engine/index.ts';
import type { KindName } from '../jobs/kinds/index.ts';
import { piecesOf } from '../jobs/kinds/pieces.ts';
import type { Book } from '../workbook/book/document.ts';
import type { ExportFormat } from '../workbook/export/exports.ts';

/** Runs a request that has been read. */
export interface RunTask {
  readonly kind: 'run';
  readonly request: Request;
  readonly warnings: readonly Issue[];
}

/** The same, to learn only whether it can be run. */
export interface CheckTask extends Omit<RunTask, 'kind'> {
  readonly kind: 'check';
}

/** Somebody else's figures against those of a run. */
export interface ReconcileTask extends Omit<RunTask, 'kind'> {
  readonly kind: 'reconcile';
  readonly claims: readonly Claim[];
}

/** Writes a run in another form. */
export interface ExportTask {
  readonly kind: 'export';
  readonly format: ExportFormat;
  /** The request document of the run. */
  readonly body: object;
  /** Its result document, as JSON. */
  readonly result: string;
  readonly locale: Locale;
  /** When, in epoch ms. */
  readonly at: number;
}

/** A piece of a job. */
export interface PieceTask {
  readonly kind: 'piece';
  /** Id of the job: pieces of one plan that follow one another are computed without opening it anew. */
  readonly job: string;
  readonly of: KindName;
  readonly plan: unknown;
  readonly piece: number;
}

/** Writes a workbook of data. */
export interface BookTask {
  readonly kind: 'book';
  readonly book: Book;
  /** When, in epoch ms. */
  readonly at: number;
}

export type Task = RunTask | CheckTask | ReconcileTask | ExportTask | PieceTask | BookTask;

/** The measures of a run that are compared with those of another. */
export type Figures = Pick<
  ResultDocument,
  'irr' | 'dpi' | 'tvpi' | 'moic' | 'npv' | 'payback_period' | 'summary'
>;

/** What a run gave. */
export interface Ran {
  /** The result document as JSON, up to its last key, `warnings`, which are worded in the caller's language. */
  readonly head: string;
  readonly warnings: readonly Issue[];
  readonly figures: Figures;
  /** Seconds the engine took. */
  readonly seconds: number;
}

export type Outcome<T extends Task> = T extends RunTask
  ? Parsed<Ran>
  : T extends CheckTask
    ? Parsed<null>
    : T extends ReconcileTask
      ? Parsed<Reconciliation>
      : T extends PieceTask
        ? Parsed<unknown>
        : Uint8Array;

/** For whom a task is done: a session, whose share of the threads it takes. */
export interface Asker {
  readonly id: string;
  /** Aborted when no caller waits for the outcome any more. */
  readonly signal?: AbortSignal;
}

/**
 * Does a task, here or on another thread.
 * @throws Problem TOO_HEAVY, BUSY, TOO_MANY_AT_ONCE
 */
export type Work = <T extends Task>(task: T, asker: Asker) => Promise<Outcome<T>>;

/** A result document as JSON, its warnings as given: they stand at its end. */
export const textOf = (head: string, warnings: readonly object[]): string =>
  `${head},"warnings":${JSON.stringify(warnings)}}`;

/** Does a task on this thread. */
export const doTask = async <T extends Task>(task: T): Promise<Outcome<T>> =>
  (await DO[task.kind](task as never)) as Outcome<T>;

/** The plan that was opened last on this thread. */
let opened: { readonly job: string; readonly run: (piece: number) => Parsed<unknown> } | undefined;

const DO = {
  run: ({ request, warnings }: RunTask): Parsed<Ran> => {
    const answer = answerTo(request, warnings);
    if (!answer.ok) return answer;
    const { warnings: _, ...document } = answer.value;
    const { irr, dpi, tvpi, moic, npv, payback_period, summary } = document;
    const value = {
      // Every number is finite: answerTo refuses those that are not.
      head: JSON.stringify(document).slice(0, -1),
      warnings: answer.warnings,
      figures: { irr, dpi, tvpi, moic, npv, payback_period, summary },
      seconds: document.calculation_time,
    };
    return { ok: true, warnings: answer.warnings, value };
  },
  check: ({ request, warnings }: CheckTask): Parsed<null> => {
    const answer = answerTo(request, warnings);
    return answer.ok ? { ...answer, value: null } : answer;
  },
  reconcile: ({ request, claims }: ReconcileTask): Parsed<Reconciliation> => reconcile(request, claims),
  piece: ({ job, of, plan, piece }: PieceTask): Parsed<unknown> => {
    if (opened?.job !== job) opened = { job, run: piecesOf(of).open(plan) };
    return opened.run(piece);
  },
  // Writers of files are loaded on first use: a thread that only simulates starts a third sooner.
  async export({ format, body, result, locale, at }: ExportTask): Promise<Uint8Array> {
    const { exportOf } = await import(/* webpackChunkName: "writing" */ '../workbook/export/exports.ts');
    return exportOf(format, body, JSON.parse(result) as ResultDocument, locale, new Date(at));
  },
  async book({ book, at }: BookTask): Promise<Uint8Array> {
    const { xlsxOfBook } = await import(/* webpackChunkName: "writing" */ '../workbook/book/write.ts');
    return xlsxOfBook(book, new Date(at));
  },
};
