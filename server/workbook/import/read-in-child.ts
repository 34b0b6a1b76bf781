/** One workbook from its bytes to what it holds, each step guarded by the one before. */
import type { Issue } from '../../../src/engine/index.ts';
import { framesOf } from '../../frames.ts';
import type { Beside } from '../book/left-behind.ts';
import { bookOf, type OpenedBook } from '../book/read.ts';
import { Extents } from './used-range.ts';
import { guard, sizesAreTrue, type Refusal } from './zip-guard.ts';
import { gridsOf, TooManyCells, Unreadable, type FileKind } from './grids.ts';
import type { WorkbookReading } from './reading.ts';
import { misfits } from './misfits.ts';
import { saidInAll, type Saying } from './saying.ts';
import { understand } from './understand.ts';

export interface Job {
  readonly bytes: Uint8Array;
  readonly kind: FileKind;
  /** What is wanted of it: its deal unless it says so. */
  readonly as?: 'deal' | 'book';
  /** Answers and roles of the user. */
  readonly saying?: Saying | undefined;
}

export type Outcome<T = WorkbookReading> =
  | { readonly ok: true; readonly reading: T }
  | { readonly ok: false; readonly refusal: Refusal }
  /** What is said now of the workbook does not fit it. */
  | { readonly ok: false; readonly refusal: 'INVALID'; readonly issues: readonly Issue[] }
  /** A fault of this program, without the error's message, which may hold content. */
  | { readonly ok: false; readonly refusal: 'INTERNAL'; readonly error: string; readonly at: string[] };

const refused = (refusal: Refusal): Outcome<never> => ({ ok: false, refusal });

/** @param read what makes sense of the grids; the usual one unless a test gives another */
export const readWorkbook = (job: Job, read = understand): Promise<Outcome> =>
  guarded(job, async ({ range, ...beside }) => {
    const { bytes, kind, saying } = job;
    const grids = await gridsOf(bytes, kind, range);
    const issues = saying ? misfits(grids, saying) : [];
    if (issues.length > 0) return { ok: false, refusal: 'INVALID', issues };
    const said = saying && saidInAll(saying);
    return { ok: true, reading: read(grids, { ...beside, ...(said ? { said } : {}) }) };
  });

/** The same workbook as cells for a grid. */
export const openWorkbook = (job: Job): Promise<Outcome<OpenedBook>> =>
  guarded(job, async ({ range, ...beside }) => ({
    ok: true,
    reading: await bookOf(job.bytes, job.kind, range, beside),
  }));

/** What is known of a file before it is read, and how far it is. */
interface Known extends Beside {
  readonly range: string | undefined;
}

async function guarded<T>(
  { bytes, kind }: Job,
  read: (known: Known) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    const found = guard(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), kind);
    if (!found.ok) return found;
    const extents = new Extents();
    const areTrue = sizesAreTrue(found.entries, (part) => {
      if (part.includes('sheetData')) extents.add(part.toString('latin1'));
    });
    if (!areTrue) return refused('FILE_DAMAGED');
    return await read({ ...extents.extent, hasMacros: found.hasMacros });
  } catch (error) {
    if (error instanceof TooManyCells) return refused('FILE_TOO_COMPLEX');
    if (error instanceof Unreadable)
      return refused(/encrypt|password/i.test(error.message) ? 'FILE_ENCRYPTED' : 'FILE_DAMAGED');
    return { ok: false, refusal: 'INTERNAL', error: (error as Error).name, at: framesOf(error) };
  }
}
