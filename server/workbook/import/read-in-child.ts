/** One workbook from its bytes to what it holds, each step guarded by the one before. */
import type { Issue } from '../../../src/engine/index.ts';
import { framesOf } from '../../frames.ts';
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
  /** Answers and roles of the user. */
  readonly saying?: Saying | undefined;
}

export type Outcome =
  | { readonly ok: true; readonly reading: WorkbookReading }
  | { readonly ok: false; readonly refusal: Refusal }
  /** What is said now of the workbook does not fit it. */
  | { readonly ok: false; readonly refusal: 'INVALID'; readonly issues: readonly Issue[] }
  /** A fault of this program, without the error's message, which may hold content. */
  | { readonly ok: false; readonly refusal: 'INTERNAL'; readonly error: string; readonly at: string[] };

const refused = (refusal: Refusal): Outcome => ({ ok: false, refusal });

/** @param read what makes sense of the grids; the usual one unless a test gives another */
export async function readWorkbook({ bytes, kind, saying }: Job, read = understand): Promise<Outcome> {
  try {
    const guarded = guard(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), kind);
    if (!guarded.ok) return guarded;
    const extents = new Extents();
    const areTrue = sizesAreTrue(guarded.entries, (part) => {
      if (part.includes('sheetData')) extents.add(part.toString('latin1'));
    });
    if (!areTrue) return refused('FILE_DAMAGED');
    const { range, beyond } = extents.extent;
    const grids = await gridsOf(bytes, kind, range);
    const issues = saying ? misfits(grids, saying) : [];
    if (issues.length > 0) return { ok: false, refusal: 'INVALID', issues };
    const said = saying && saidInAll(saying);
    const { hasMacros } = guarded;
    return { ok: true, reading: read(grids, { beyond, hasMacros, ...(said ? { said } : {}) }) };
  } catch (error) {
    if (error instanceof TooManyCells) return refused('FILE_TOO_COMPLEX');
    if (error instanceof Unreadable)
      return refused(/encrypt|password/i.test(error.message) ? 'FILE_ENCRYPTED' : 'FILE_DAMAGED');
    return { ok: false, refusal: 'INTERNAL', error: (error as Error).name, at: framesOf(error) };
  }
}
