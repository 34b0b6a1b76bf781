import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { WorkbookReading } from '../../../src/sheet/index.ts';

/** The route of uploads. */
export const FILES = '/api/v1/files';
export const MIB = 1024 * 1024;

/** As many bytes as asked, which begin as an .xlsx does and hold a canary. */
export function workbook(size = 2000): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size).fill(7);
  bytes.set(Buffer.from('504b0304', 'hex'));
  bytes.set(Buffer.from('CANARY-CONTENT'), 10);
  return bytes;
}

/** What a workbook without anything was read as, but for what is given. */
export const reading = (more: Partial<WorkbookReading>): WorkbookReading => ({
  status: 'refused',
  lines: [],
  questions: [],
  notes: [],
  sheet: null,
  mode: null,
  terms: [],
  flows: [],
  periodUnit: 'year',
  dateOrder: null,
  request: null,
  faults: [],
  faultsLeftOut: 0,
  ...more,
});

/** The paths of all files below a folder, at any depth, but for what is known of them beside them. */
export const below = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'metadata.json')
    .map((entry) => path.join(entry.parentPath, entry.name));
