// A TrueType font with some characters of another one, for pictures: the library that draws them reads the whole file
// anew for every letter, 10 MB of a font with all Chinese characters.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const FULL = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';
const CATALOGUE = path.join(import.meta.dirname, '../src/i18n');

/** Latin letters, dashes and quotes, the euro and the minus sign. */
const USUAL = [
  [0x20, 0x17f],
  [0x2010, 0x2030],
  [0x20ac, 0x20ac],
  [0x2212, 0x2212],
];

/** The font of charts with those and every character of the catalogue, without kerning. */
export function chartFont() {
  const characters = new Set(
    USUAL.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i)),
  );
  for (const file of readdirSync(CATALOGUE))
    for (const character of readFileSync(path.join(CATALOGUE, file), 'utf8'))
      characters.add(character.codePointAt(0));
  return subset(readFileSync(createRequire(import.meta.url).resolve(FULL)), characters);
}

/** @param {Buffer} font @param {Iterable<number>} characters code points; those the font has not are left out */
export function subset(font, characters) {
  const table = tablesOf(font);
  const glyphOf = charactersOf(table('cmap'));
  const outlineOf = outlinesOf(table('head'), table('loca'), table('glyf'));

  /** Glyphs kept, by their number in the font; those that others are made of are added on the way. */
  const kept = new Map([[0, 0]]);
  const keep = (glyph) => {
    if (!kept.has(glyph)) kept.set(glyph, kept.size);
    return kept.get(glyph);
  };
  const pairs = [...new Set(characters)]
    .sort((a, b) => a - b)
    .flatMap((character) => {
      const glyph = glyphOf(character);
      return glyph ? [[character, keep(glyph)]] : [];
    });
  const outlines = [];
  for (const [glyph] of kept) outlines.push(renumbered(outlineOf(glyph), keep));

  const count = outlines.length;
  const edited = (name, edit) => {
    const copy = Buffer.from(table(name));
    edit(copy);
    return copy;
  };
  return written({
    'OS/2': table('OS/2'),
    cmap: cmapOf(pairs),
    glyf: Buffer.concat(outlines),
    head: edited('head', (head) => head.writeInt16BE(1, 50)),
    hhea: edited('hhea', (hhea) => hhea.writeUInt16BE(count, 34)),
    hmtx: metricsOf(table('hmtx'), table('hhea').readUInt16BE(34), [...kept.keys()]),
    loca: uint32(outlines.reduce((ends, { length }) => [...ends, ends.at(-1) + length], [0])),
    maxp: edited('maxp', (maxp) => maxp.writeUInt16BE(count, 4)),
    name: table('name'),
    // Version 3: without names of glyphs.
    post: edited('post', (post) => post.writeUInt32BE(0x30000, 0)).subarray(0, 32),
  });
}

function tablesOf(font) {
  const places = new Map();
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const at = 12 + 16 * i;
    places.set(font.toString('latin1', at, at + 4), [font.readUInt32BE(at + 8), font.readUInt32BE(at + 12)]);
  }
  return (name) => {
    const place = places.get(name);
    if (!place) throw new Error(`the font has no table ${name}`);
    return font.subarray(place[0], place[0] + place[1]);
  };
}

/** Glyph of a character, 0 for none, by the table's list of ranges (format 12). */
function charactersOf(cmap) {
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const at = cmap.readUInt32BE(4 + 8 * i + 4);
    if (cmap.readUInt16BE(at) !== 12) continue;
    const groups = Array.from({ length: cmap.readUInt32BE(at + 12) }, (_, g) =>
      [0, 4, 8].map((part) => cmap.readUInt32BE(at + 16 + 12 * g + part)),
    );
    return (character) => {
      const group = groups.find(([first, last]) => first <= character && character <= last);
      return group ? group[2] + character - group[0] : 0;
    };
  }
  throw new Error('the font lists no characters beyond the first plane');
}

function outlinesOf(head, loca, glyf) {
  const place = head.readInt16BE(50)
    ? (glyph) => loca.readUInt32BE(4 * glyph)
    : (glyph) => 2 * loca.readUInt16BE(2 * glyph);
  return (glyph) => glyf.subarray(place(glyph), place(glyph + 1));
}

const MORE = 0x20;

/** An outline, in multiples of four bytes; one that is made of others names them by their new numbers. */
function renumbered(outline, keep) {
  const copy = Buffer.alloc(Math.ceil(outline.length / 4) * 4);
  outline.copy(copy);
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return copy;
  let at = 10;
  for (let flags = MORE; flags & MORE;) {
    flags = copy.readUInt16BE(at);
    copy.writeUInt16BE(keep(copy.readUInt16BE(at + 2)), at + 2);
    // Two words or bytes of offset, then no scale, one, two, or a matrix.
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
  }
  return copy;
}

function metricsOf(hmtx, wide, glyphs) {
  const metrics = Buffer.alloc(4 * glyphs.length);
  glyphs.forEach((glyph, i) => {
    metrics.writeUInt16BE(hmtx.readUInt16BE(4 * Math.min(glyph, wide - 1)), 4 * i);
    const bearing = glyph < wide ? 4 * glyph + 2 : 4 * wide + 2 * (glyph - wide);
    metrics.writeInt16BE(hmtx.readInt16BE(bearing), 4 * i + 2);
  });
  return metrics;
}

const uint32 = (values) => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeUInt32BE(value, 4 * i));
  return bytes;
};

/** One range for each character. */
function cmapOf(pairs) {
  const header = Buffer.from([0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0]);
  const groups = pairs.flatMap(([character, glyph]) => [character, character, glyph]);
  return Buffer.concat([header, uint32([16 + 12 * pairs.length, 0, pairs.length, ...groups])]);
}

/** The file of these tables, in the order of their names. */
function written(tables) {
  const names = Object.keys(tables);
  const power = 2 ** Math.floor(Math.log2(names.length));
  const head = Buffer.alloc(12 + 16 * names.length);
  head.writeUInt32BE(0x10000, 0);
  [names.length, 16 * power, Math.log2(power), 16 * (names.length - power)].forEach((value, i) =>
    head.writeUInt16BE(value, 4 + 2 * i),
  );
  const parts = [head];
  let end = head.length;
  names.forEach((name, i) => {
    const { length } = tables[name];
    const padded = Buffer.concat([tables[name], Buffer.alloc(-length & 3)]);
    head.write(name, 12 + 16 * i, 'latin1');
    [sumOf(padded), end, length].forEach((value, part) => head.writeUInt32BE(value, 16 + 16 * i + 4 * part));
    parts.push(padded);
    end += padded.length;
  });
  return Buffer.concat(parts);
}

function sumOf(bytes) {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4) sum = (sum + bytes.readUInt32BE(i)) >>> 0;
  return sum;
}
