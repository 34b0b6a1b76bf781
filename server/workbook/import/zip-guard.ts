/**
 * What a workbook must be before anything in it is unpacked. The directory of an .xlsx is read alone, in well under a
 * millisecond: a bomb, a lie about sizes or a second file hidden in it is refused without a byte inflated.
 */
import { inflateRawSync } from 'node:zlib';
import type { FileKind } from './grids.ts';

export type Refusal = 'FILE_DAMAGED' | 'FILE_ENCRYPTED' | 'FILE_UNSAFE' | 'FILE_TOO_COMPLEX';

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

/** With the bytes it takes, its header included. */
interface PlacedEntry extends Entry {
  readonly from: number;
  readonly to: number;
}

type Guarded =
  | {
      readonly ok: true;
      readonly entries: readonly Entry[];
      /** It holds macros, which nothing here runs. */
      readonly hasMacros: boolean;
    }
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
  return { ok: true, entries: [], hasMacros: names('_VBA_PROJECT') };
}

function guardXlsx(bytes: Buffer): Guarded {
  const directory = directoryOf(bytes);
  if (typeof directory === 'string') return refused(directory);
  const entries: PlacedEntry[] = [];
  let at = directory.start;
  for (let i = 0; i < directory.count; i++) {
    const listed = listedAt(bytes, at, directory.end);
    if (typeof listed === 'string') return refused(listed);
    const entry = entryOf(bytes, listed, directory.start);
    if (!entry) return refused('FILE_UNSAFE');
    entries.push(entry);
    at = listed.next;
  }
  if (at !== directory.end || isTooMuch(entries) || !areGapless(entries, directory.start))
    return refused('FILE_UNSAFE');
  if (!entries.some((e) => e.name === 'xl/workbook.xml')) return refused('FILE_DAMAGED');
  const hasMacros = entries.some((e) => /vbaProject|macrosheets\//i.test(e.name));
  return { ok: true, entries, hasMacros };
}

/** Where the directory lies, which the record at the very end says. */
function directoryOf(bytes: Buffer): { start: number; end: number; count: number } | Refusal {
  const end = bytes.length - END_SIZE;
  // Nothing may follow the end record, not even a comment: a second file would fit there.
  if (end < 0 || bytes.readUInt32LE(end) !== END || bytes.readUInt16LE(end + 20) !== 0)
    return bytes.lastIndexOf(endMark) < 0 ? 'FILE_DAMAGED' : 'FILE_UNSAFE';
  const count = bytes.readUInt16LE(end + 10);
  const size = bytes.readUInt32LE(end + 12);
  const start = bytes.readUInt32LE(end + 16);
  const isWhole =
    bytes.readUInt32LE(end + 4) === 0 && bytes.readUInt16LE(end + 8) === count && start + size === end;
  return isWhole && count > 0 && count <= MOST_ENTRIES ? { start, end, count } : 'FILE_UNSAFE';
}

/** What the directory says of a part. */
interface Listed {
  readonly name: string;
  readonly method: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where the header before the part stands. */
  readonly local: number;
  /** Where the next part is listed. */
  readonly next: number;
}

function listedAt(bytes: Buffer, at: number, end: number): Listed | Refusal {
  if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) return 'FILE_UNSAFE';
  const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
  const listed: Listed = {
    name: bytes.toString('utf8', at + 46, nameEnd),
    method: bytes.readUInt16LE(at + 10),
    packedSize: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    local: bytes.readUInt32LE(at + 42),
    next: nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32),
  };
  if (bytes.readUInt16LE(at + 8) & 1) return 'FILE_ENCRYPTED';
  const isKnown = listed.method === 0 || listed.method === 8;
  return isKnown && !leadsAway(listed.name) ? listed : 'FILE_UNSAFE';
}

/** The part itself; undefined where the header before it says otherwise, or where it shrank beyond belief. */
function entryOf(bytes: Buffer, listed: Listed, start: number): PlacedEntry | undefined {
  const { name, method, packedSize, size, local } = listed;
  if (local + 30 > start || bytes.readUInt32LE(local) !== LOCAL) return undefined;
  const nameEnd = local + 30 + bytes.readUInt16LE(local + 26);
  const from = nameEnd + bytes.readUInt16LE(local + 28);
  const flags = bytes.readUInt16LE(local + 6);
  // Sizes may follow behind the part instead.
  const isStreamed = (flags & 8) !== 0;
  const isSame =
    bytes.readUInt16LE(local + 8) === method &&
    (flags & 1) === 0 &&
    bytes.toString('utf8', local + 30, nameEnd) === name &&
    (isStreamed ||
      (bytes.readUInt32LE(local + 18) === packedSize && bytes.readUInt32LE(local + 22) === size));
  const isBomb = size > SMALL && size > MOST_RATIO * packedSize;
  const to = from + packedSize;
  if (!isSame || to > start || isBomb) return undefined;
  return { name, method, packed: bytes.subarray(from, to), size, from: local, to };
}

/** Whether all parts together are more than is unpacked, or one of them stands there twice. */
const isTooMuch = (entries: readonly Entry[]): boolean =>
  entries.reduce((sum, e) => sum + e.size, 0) > MOST_UNPACKED ||
  new Set(entries.map((e) => e.name.toLowerCase())).size !== entries.length;

/** Parts lie one behind the other from the first byte to the directory, with no more than a descriptor between them. */
function areGapless(entries: readonly PlacedEntry[], start: number): boolean {
  let last = 0;
  for (const { from, to } of [...entries].sort((a, b) => a.from - b.from)) {
    if (from < last || from - last > DESCRIPTOR) return false;
    last = to;
  }
  return entries.some((e) => e.from === 0) && start - last <= DESCRIPTOR;
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
