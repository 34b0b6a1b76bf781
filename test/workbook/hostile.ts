/** Workbooks that mean harm, made from a good one by changing its bytes; and zips written from nothing. */
import { deflateRawSync } from 'node:zlib';

export interface Part {
  readonly name: string;
  readonly content: Buffer;
  /** What the directory and the header before the part say of it, where that is not the truth. */
  readonly size?: number;
  /** In the directory alone. */
  readonly listedSize?: number;
  readonly flags?: number;
}

/** A zip of these parts. */
export function zipOf(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const listed: Buffer[] = [];
  let at = 0;
  for (const { name, content, size = content.length, listedSize = size, flags = 0 } of parts) {
    const packed = deflateRawSync(content);
    const label = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(label.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(listedSize, 24);
    central.writeUInt16LE(label.length, 28);
    central.writeUInt32LE(at, 42);
    locals.push(local, label, packed);
    listed.push(central, label);
    at += 30 + label.length + packed.length;
  }
  const directory = Buffer.concat(listed);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

const book: Part = { name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') };
const withPart = (part: Part): Buffer => zipOf([book, part]);
const MIB = 1024 * 1024;
const zeros = (mib: number) => Buffer.alloc(mib * MIB);

/** By what they are: the file and how it must be refused. */
export function hostile(good: Buffer): Record<string, { bytes: Buffer; code: string; name?: string }> {
  const ole = (text: string): Buffer => {
    const bytes = Buffer.alloc(4096);
    bytes.write('d0cf11e0a1b11ae1', 'hex');
    bytes.write(text, 2048, 'utf16le');
    return bytes;
  };
  const zip64 = Buffer.from(good);
  zip64.writeUInt32LE(0xffffffff, good.length - 6);
  const overlapping = zipOf([book, { name: 'xl/a.xml', content: Buffer.from('aaaa') }]);
  overlapping.writeUInt32LE(0, overlapping.lastIndexOf('xl/a.xml') - 4);
  return {
    'a bomb': { bytes: withPart({ name: 'xl/a.xml', content: zeros(50) }), code: 'FILE_UNSAFE' },
    'a bomb of many parts': {
      bytes: zipOf([
        book,
        ...Array.from({ length: 130 }, (_, i) => ({ name: `xl/${i}.xml`, content: zeros(0.9) })),
      ]),
      code: 'FILE_UNSAFE',
    },
    'a bomb that says it is small': {
      bytes: withPart({ name: 'xl/a.xml', content: zeros(50), size: 900_000 }),
      code: 'FILE_DAMAGED',
    },
    'a part with two sizes': {
      bytes: withPart({ name: 'xl/a.xml', content: zeros(0.1), listedSize: 10 }),
      code: 'FILE_UNSAFE',
    },
    'a workbook cut off': { bytes: good.subarray(0, good.length / 2), code: 'FILE_DAMAGED' },
    'a workbook without its last byte': { bytes: good.subarray(0, good.length - 1), code: 'FILE_UNSAFE' },
    'a file with another before it': {
      bytes: Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.from('<script>'), good]),
      code: 'FILE_UNSAFE',
    },
    'a file with another behind it': {
      bytes: Buffer.concat([good, Buffer.from('<script>alert(1)</script>')]),
      code: 'FILE_UNSAFE',
    },
    'a name that leads upwards': {
      bytes: withPart({ name: '../../etc/cron.d/x', content: Buffer.from('x') }),
      code: 'FILE_UNSAFE',
    },
    'an absolute name': {
      bytes: withPart({ name: '/etc/passwd', content: Buffer.from('x') }),
      code: 'FILE_UNSAFE',
    },
    'a name of Windows': {
      bytes: withPart({ name: 'C:\\x.dll', content: Buffer.from('x') }),
      code: 'FILE_UNSAFE',
    },
    'an encrypted part': {
      bytes: withPart({ name: 'xl/a.xml', content: Buffer.from('x'), flags: 1 }),
      code: 'FILE_ENCRYPTED',
    },
    'the same part twice': { bytes: zipOf([book, book]), code: 'FILE_UNSAFE' },
    'two parts on the same bytes': { bytes: overlapping, code: 'FILE_UNSAFE' },
    'a directory that is said to be elsewhere': { bytes: zip64, code: 'FILE_UNSAFE' },
    'a zip that is no workbook': { bytes: zipOf([{ ...book, name: 'a.txt' }]), code: 'FILE_DAMAGED' },
    'an encrypted workbook in its container': {
      bytes: ole('EncryptedPackage'),
      code: 'FILE_ENCRYPTED',
      name: 'a.xls',
    },
    'an old workbook of nothing': { bytes: ole(''), code: 'FILE_DAMAGED', name: 'a.xls' },
  };
}
