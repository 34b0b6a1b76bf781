/** Workbooks written from the names of cells alone, as no library would write them. */
import type { CellValue } from '../../src/sheet/index.ts';
import { zipOf } from './hostile.ts';

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const cell = ([at, value]: readonly [string, CellValue]): string =>
  value === null
    ? `<c r="${at}" s="0"/>`
    : typeof value === 'number'
      ? `<c r="${at}"><v>${value}</v></c>`
      : `<c r="${at}" t="inlineStr"><is><t>${String(value)}</t></is></c>`;

/** One sheet with these cells, in the order given; null is a cell with a style and nothing in it. */
export function workbookOf(cells: readonly (readonly [at: string, value: CellValue])[]): Buffer {
  const rows = new Map<string, string[]>();
  for (const named of cells) {
    const row = /\d+$/.exec(named[0])![0];
    rows.set(row, [...(rows.get(row) ?? []), cell(named)]);
  }
  const data = [...rows].map(([r, inRow]) => `<row r="${r}">${inRow.join('')}</row>`).join('');
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${NS} xmlns:r="${REL}"><sheets><sheet name="Deal" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    // What a sheet says of its size is not to be believed.
    'xl/worksheets/sheet1.xml': `<worksheet ${NS}><dimension ref="A1:B2"/><sheetData>${data}</sheetData></worksheet>`,
  };
  return zipOf(Object.entries(parts).map(([name, content]) => ({ name, content: Buffer.from(content) })));
}
