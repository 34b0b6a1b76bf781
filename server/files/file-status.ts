/** What becomes of a file: uploaded -> processing -> processed -> expired -> deleted; error from the first three. */
export type FileStatus = 'uploaded' | 'processing' | 'processed' | 'error' | 'expired' | 'deleted';

/** The statuses from which each may be reached. The owner may delete a file in any status; `deleted` is final. */
export const REACHED_FROM: Readonly<Record<FileStatus, readonly FileStatus[]>> = {
  uploaded: [],
  processing: ['uploaded'],
  processed: ['processing'],
  error: ['uploaded', 'processing', 'processed'],
  expired: ['uploaded', 'processed'],
  deleted: ['uploaded', 'processing', 'processed', 'expired', 'error'],
};

/** Statuses in which nothing of the file's content is left. */
export const HOLDS_NOTHING: readonly FileStatus[] = ['error', 'expired', 'deleted'];
