/** Parts of a zip put in the place of others, the rest copied as they are: nothing is unpacked. */
import { crc32, deflateRawSync } from 'node:zlib';
import { InvariantError } from '../../../src/engine/index.ts';

const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END_SIZE = 22;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

/** @param bytes a zip without a comment, as the writer of workbooks makes it */
export function withParts(bytes: Buffer, parts: ReadonlyMap<string, string>): Buffer {
  const end = bytes.length - END_SIZE;
  if (bytes.readUInt32LE(end) !== END) throw new InvariantError('no directory at the end of the zip');
  const count = bytes.readUInt16LE(end + 10);
  const start = bytes.readUInt32LE(end + 16);
  const locals: Buffer[] = [];
  const listed: Buffer[] = [];
  let at = 0;
  for (let i = 0, from = start; i < count; i++) {
    if (bytes.readUInt32LE(from) !== CENTRAL) throw new InvariantError('the directory of the zip is broken');
    const size = CENTRAL_SIZE + bytes.readUInt16LE(from + 28) + bytes.readUInt16LE(from + 30);
    const central = Buffer.from(bytes.subarray(from, from + size));
    const label = central.subarray(CENTRAL_SIZE, CENTRAL_SIZE + central.readUInt16LE(28));
    const content = parts.get(label.toString());
    const local = content === undefined ? copied(bytes, central) : replaced(content, label, central);
    central.writeUInt32LE(at, 42);
    locals.push(...local);
    listed.push(central);
    at += local.reduce((sum, piece) => sum + piece.length, 0);
    from += size;
  }
  const directory = Buffer.concat(listed);
  const last = Buffer.from(bytes.subarray(end));
  last.writeUInt32LE(directory.length, 12);
  last.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, last]);
}

/** An entry as it stands, with the header before it. */
function copied(bytes: Buffer, central: Buffer): Buffer[] {
  const from = central.readUInt32LE(42);
  const extra = bytes.readUInt16LE(from + 26) + bytes.readUInt16LE(from + 28);
  return [bytes.subarray(from, from + LOCAL_SIZE + extra + central.readUInt32LE(20))];
}

/** A new entry; what the directory says of it is changed. */
function replaced(content: string, label: Buffer, central: Buffer): Buffer[] {
  const plain = Buffer.from(content);
  const packed = deflateRawSync(plain);
  central.writeUInt16LE(central.readUInt16LE(8) & ~8, 8);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(crc32(plain), 16);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(plain.length, 24);
  const local = Buffer.alloc(LOCAL_SIZE);
  local.writeUInt32LE(0x04034b50, 0);
  // Version, flags, method, time, sums and sizes stand in the same order in both.
  central.copy(local, 4, 6, 28);
  local.writeUInt16LE(label.length, 26);
  return [local, label, packed];
}
