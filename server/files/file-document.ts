import type { ProblemCode } from '../../src/i18n/problems.ts';
import type { FileStatus } from './file-status.ts';

/** A file as the design describes it. Times are ISO 8601; held sealed, since names and checksums tell. */
export interface FileDocument {
  readonly file_id: string;
  readonly session_id: string;
  readonly original_name: string;
  readonly stored_name: string;
  readonly file_size: number;
  readonly mime_type: string;
  readonly upload_time: string;
  readonly expiry_time: string;
  readonly checksum: string;
  /** Why it is in error: never in words, which may be asked for in another language. */
  readonly error_code?: ProblemCode;
}

export interface HeldFile extends FileDocument {
  readonly status: FileStatus;
}
