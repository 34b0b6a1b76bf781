// The font of charts with its usual letters alone: the library that draws pictures reads the whole file again for every
// letter, 10 MB of a font with all Chinese characters.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import subsetFont from 'subset-font';

const WHOLE = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';
const CATALOGUE = path.join(import.meta.dirname, '../src/i18n');

/** Latin letters, dashes and quotes, the euro and the minus sign. */
const USUAL = [
  [0x20, 0x17f],
  [0x2010, 0x2030],
  [0x20ac, 0x20ac],
  [0x2212, 0x2212],
];

/** With those and every character of the catalogue. @returns {Promise<Buffer>} a TrueType file */
export function chartFont() {
  const usual = USUAL.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)),
  );
  const words = readdirSync(CATALOGUE).map((file) => readFileSync(path.join(CATALOGUE, file), 'utf8'));
  return withLetters([...usual, ...words].join(''));
}

/** @param {string} letters @returns {Promise<Buffer>} */
export const withLetters = (letters) =>
  subsetFont(readFileSync(createRequire(import.meta.url).resolve(WHOLE)), letters, {
    targetFormat: 'truetype',
  });
