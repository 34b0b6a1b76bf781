/** The process that unpacks and reads workbooks, one at a time, apart from everything else. */
import { guard, sizesAreTrue, type Refusal } from './guard.ts';
import { gridsOf, TooManyCells, type FileKind } from './parse.ts';
import type { WorkbookReading } from './reading.ts';
import { understand } from './understand.ts';

export interface Job {
  readonly bytes: Uint8Array;
  readonly kind: FileKind;
}
export type Outcome =
  | { readonly ok: true; readonly reading: WorkbookReading }
  | { readonly ok: false; readonly refusal: Refusal };

async function read({ bytes, kind }: Job): Promise<Outcome> {
  const guarded = guard(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), kind);
  if (!guarded.ok) return guarded;
  if (!sizesAreTrue(guarded.entries)) return { ok: false, refusal: 'FILE_DAMAGED' };
  try {
    return { ok: true, reading: understand(await gridsOf(bytes, kind)) };
  } catch (error) {
    if (error instanceof TooManyCells) return { ok: false, refusal: 'FILE_TOO_COMPLEX' };
    const isLocked = /encrypt|password/i.test((error as Error).message);
    return { ok: false, refusal: isLocked ? 'FILE_ENCRYPTED' : 'FILE_DAMAGED' };
  }
}

process.on('message', (job: Job) => {
  void read(job).then((outcome) => process.send!(outcome));
});
process.on('disconnect', () => process.exit());
