import { randomBytes } from 'node:crypto';
import { writeXlsx } from 'hucre/xlsx';

/** A workbook of at least so many bytes in a few cells, which is read in a moment. */
export function largeBook(size: number): Promise<Uint8Array> {
  const text = (): string => randomBytes(24_000).toString('base64');
  const rows = Array.from({ length: Math.ceil(size / 24_000) }, () => [text()]);
  return writeXlsx({ sheets: [{ name: 'a', rows }] });
}
