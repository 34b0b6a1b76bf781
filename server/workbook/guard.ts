/**
 * What a workbook must be before anything in it is unpacked. The directory of an .xlsx is read alone, in well under a
 * millisecond: a bomb, a lie about sizes or a second file hidden in it is refused without a byte inflated.
 */
import { inflateRawSync } from 'node:zlib';
import type { FileKind } from './parse.ts';

export type Refusal =
  'FILE_DAMAGED' | 'FILE_ENCRYPTED' | 'FILE_WITH_MACROS' | 'FILE_UNSAFE' | 'FILE_TOO_COMPLEX';

const MIB = 1024 * 1024;
/** Bounds of what is unpacked: ordinary workbooks hold some dozens of parts and shrink to a tenth. */
const MOST_ENTRIES = 1000;
const MOST_UNPACKED = 100 * MIB;
const MOST_RATIO = 200;
/** Small parts of nothing but repeats shrink more and do no harm. */
const SMALL = MIB;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_SIZE = 22;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: Buffer;
  readonly size: number;
}

type Guarded =
  | { readonly ok: true; readonly entries: readonly Entry[] }
  | { readonly ok: false; readonly refusal: Refusal };

const refused = (refusal: Refusal): Guarded => ({ ok: false, refusal });

/** Whether the bytes may be given to a reader. */
export function guard(bytes: Buffer, kind: FileKind): Guarded {
  return kind === 'xls' ? guardXls(bytes) : guardXlsx(bytes);
}

/** An older workbook is a container whose parts are named in UTF-16; an encrypted .xlsx comes in one, too. */
function guardXls(bytes: Buffer): Guarded {
  const names = (name: string) => bytes.includes(Buffer.from(name, 'utf16le'));
  if (bytes.length < 1536) return refused('FILE_DAMAGED');
  if (names('EncryptedPackage') || names('EncryptionInfo')) return refused('FILE_ENCRYPTED');
  if (names('_VBA_PROJECT')) return refused('FILE_WITH_MACROS');
  return { ok: true, entries: [] };
}

function guardXlsx(bytes: Buffer): Guarded {
  const end = bytes.length - END_SIZE;
  // Nothing may follow the end record, not even a comment: a second file would fit there.
  if (end < 0 || bytes.readUInt32LE(end) !== END || bytes.readUInt16LE(end + 20) !== 0)
    return refused(bytes.lastIndexOf(endMark) < 0 ? 'FILE_DAMAGED' : 'FILE_UNSAFE');
  const count = bytes.readUInt16LE(end + 10);
  const size = bytes.readUInt32LE(end + 12);
  const start = bytes.readUInt32LE(end + 16);
  const isWhole =
    bytes.readUInt32LE(end + 4) === 0 && bytes.readUInt16LE(end + 8) === count && start + size === end;
  if (!isWhole || count === 0 || count > MOST_ENTRIES) return refused('FILE_UNSAFE');

  const entries: (Entry & { readonly from: number; readonly to: number })[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) return refused('FILE_UNSAFE');
    const flags = bytes.readUInt16LE(at + 8);
    const method = bytes.readUInt16LE(at + 10);
    const packedSize = bytes.readUInt32LE(at + 20);
    const unpackedSize = bytes.readUInt32LE(at + 24);
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (flags & 1) return refused('FILE_ENCRYPTED');
    if (method !== 0 && method !== 8) return refused('FILE_UNSAFE');
    if (leadsAway(name)) return refused('FILE_UNSAFE');
    if (local + 30 > start || bytes.readUInt32LE(local) !== LOCAL) return refused('FILE_UNSAFE');
    // What stands before the part must say the same; sizes may follow behind it instead.
    const localName = bytes.readUInt16LE(local + 26);
    const from = local + 30 + localName + bytes.readUInt16LE(local + 28);
    const isStreamed = (bytes.readUInt16LE(local + 6) & 8) !== 0;
    const isSame =
      bytes.readUInt16LE(local + 8) === method &&
      (bytes.readUInt16LE(local + 6) & 1) === 0 &&
      bytes.toString('utf8', local + 30, local + 30 + localName) === name &&
      (isStreamed ||
        (bytes.readUInt32LE(local + 18) === packedSize && bytes.readUInt32LE(local + 22) === unpackedSize));
    if (!isSame || from + packedSize > start) return refused('FILE_UNSAFE');
    if (unpackedSize > SMALL && unpackedSize > MOST_RATIO * packedSize) return refused('FILE_UNSAFE');
    entries.push({
      name,
      method,
      packed: bytes.subarray(from, from + packedSize),
      size: unpackedSize,
      from: local,
      to: from + packedSize,
    });
  }
  if (at !== end) return refused('FILE_UNSAFE');
  if (entries.reduce((sum, e) => sum + e.size, 0) > MOST_UNPACKED) return refused('FILE_UNSAFE');
  if (new Set(entries.map((e) => e.name.toLowerCase())).size !== count) return refused('FILE_UNSAFE');
  // Parts lie one behind the other from the first byte, with no more than a descriptor between them.
  let last = 0;
  for (const { from, to } of [...entries].sort((a, b) => a.from - b.from)) {
    if (from < last || from - last > DESCRIPTOR) return refused('FILE_UNSAFE');
    last = to;
  }
  if (entries.every((e) => e.from !== 0) || start - last > DESCRIPTOR) return refused('FILE_UNSAFE');
  if (entries.some((e) => /vbaProject|macrosheets\//i.test(e.name))) return refused('FILE_WITH_MACROS');
  if (!entries.some((e) => e.name === 'xl/workbook.xml')) return refused('FILE_DAMAGED');
  return { ok: true, entries };
}

const endMark = Buffer.from('504b0506', 'hex');
/** Sizes behind a part that was written before they were known. */
const DESCRIPTOR = 24;

const leadsAway = (name: string): boolean =>
  /^[/\\]|[\\:\0]/.test(name) || name.split('/').some((part) => part === '..');

/**
 * Whether every part is as large as the directory says; one that is larger is never unpacked beyond that.
 * @param seen is shown each part while it is unpacked
 */
export function sizesAreTrue(entries: readonly Entry[], seen: (content: Buffer) => void): boolean {
  return entries.every(({ method, packed, size }) => {
    const content = method === 0 ? packed : inflated(packed, size);
    if (content?.length !== size) return false;
    seen(content);
    return true;
  });
}

function inflated(packed: Buffer, size: number): Buffer | undefined {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    return undefined;
  }
}
