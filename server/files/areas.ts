import { TTL } from '../store/keys.ts';
import type { FileQuota } from '../store/store.ts';
import type { FileStatus } from './file-status.ts';
import type { Area } from './storage.ts';

const MIB = 1024 * 1024;

/** Time to write a file, in ms. */
export const UNFINISHED = 60_000;

interface AreaRules {
  /** How much it may hold of one session. */
  readonly most: FileQuota;
  /** For how long, ms. */
  readonly ttl: number;
  /** Statuses of a file while it is written and once it is: nothing is left to be done with an export. */
  readonly writing: FileStatus;
  readonly written: FileStatus;
}

export const AREAS: Readonly<Record<Area, AreaRules>> = {
  uploads: {
    most: { bytes: 100 * MIB, files: 500 },
    ttl: TTL.upload,
    writing: 'uploaded',
    written: 'uploaded',
  },
  exports: {
    most: { bytes: 50 * MIB, files: 500 },
    ttl: TTL.export,
    writing: 'processing',
    written: 'processed',
  },
};
