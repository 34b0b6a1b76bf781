import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pngOf } from '../../server/workbook/export/charts-png.ts';
import { chartFont, withLetters } from '../../scripts/chart-font.mjs';

const WHOLE = fileURLToPath(
  import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
);

describe('The letters of charts', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'waterfall-letters-'));
  const file = (name: string, font: Buffer): string => {
    writeFileSync(path.join(folder, name), font);
    return path.join(folder, name);
  };
  after(() => rmSync(folder, { recursive: true }));

  const picture = (text: string, ...fonts: string[]) =>
    pngOf(
      `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="30"><text x="2" y="20" font-family="Noto Sans SC">${text}</text></svg>`,
      fonts,
    );

  it('are those of the whole font, for the words of the catalogue and accented names', async () => {
    const usual = file('usual.ttf', await chartFont());
    assert.ok(readFileSync(usual).length < readFileSync(WHOLE).length / 30);
    for (const text of [
      '本金',
      '1,234.5',
      '业绩报酬 · 追赶',
      '优先级 70%',
      'Öç',
      'ß',
      'C a p i t a l',
      '2 – 6 € −',
    ])
      assert.ok(picture(text, usual).equals(picture(text, WHOLE)), text);
  });

  it('come from the whole font where a name has others', async () => {
    const few = file('few.ttf', await withLetters('12'));
    assert.ok(picture('12', few).equals(picture('12', WHOLE)));
    assert.ok(!picture('龘', few).equals(picture('龘', WHOLE)));
    assert.ok(picture('龘', few, WHOLE).equals(picture('龘', WHOLE)));
  });
});
