/** Workbooks written from the names of cells alone, as no library would write them. */
import { cellAddress, type CellValue } from '../../src/sheet/index.ts';
import type { ReadableGrid, Value } from '../../src/sheet/read/index.ts';
import { zipOf } from './hostile.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
/** Of workbooks that are saved as Strict. */
const STRICT = {
  main: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
  rel: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
};
const xml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

const cell = ([at, value]: readonly [string, CellValue]): string =>
  value === null
    ? `<c r="${at}" s="0"/>`
    : typeof value === 'number'
      ? `<c r="${at}"><v>${value}</v></c>`
      : `<c r="${at}" t="inlineStr"><is><t>${xml(String(value))}</t></is></c>`;

interface WrittenSheet {
  readonly name: string;
  /** Rows of the sheet in XML. */
  readonly rows: string;
  readonly hidden?: boolean;
}

interface Kind {
  readonly strict?: boolean;
  readonly date1904?: boolean;
  readonly more?: Readonly<Record<string, string>>;
}

function written(
  sheets: readonly WrittenSheet[],
  { strict = false, date1904 = false, more = {} }: Kind = {},
) {
  const [main, rel] = strict ? [STRICT.main, STRICT.rel] : [MAIN, REL];
  const path = (i: number) => `worksheets/sheet${i + 1}.xml`;
  const listed = sheets
    .map(
      ({ name, hidden }, i) =>
        `<sheet name="${xml(name)}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
    )
    .join('');
  const related = sheets
    .map((_, i) => `<Relationship Id="rId${i + 1}" Type="${rel}/worksheet" Target="${path(i)}"/>`)
    .join('');
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>${sheets.map((_, i) => `<Override PartName="/xl/${path(i)}" ContentType="${TYPES}.worksheet+xml"/>`).join('')}<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${rel}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${listed}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${related}<Relationship Id="rId99" Type="${rel}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...more,
  };
  // What a sheet says of its size is not to be believed.
  sheets.forEach(({ rows }, i) => {
    parts[`xl/${path(i)}`] =
      `<worksheet xmlns="${main}"><dimension ref="A1:B2"/><sheetData>${rows}</sheetData></worksheet>`;
  });
  return zipOf(Object.entries(parts).map(([name, content]) => ({ name, content: Buffer.from(content) })));
}

/** One sheet with these cells, in the order given; null is a cell with a style and nothing in it. */
export function workbookOf(cells: readonly (readonly [at: string, value: CellValue])[]): Buffer {
  const rows = new Map<string, string[]>();
  for (const named of cells) {
    const row = /\d+$/.exec(named[0])![0];
    rows.set(row, [...(rows.get(row) ?? []), cell(named)]);
  }
  const data = [...rows].map(([r, inRow]) => `<row r="${r}">${inRow.join('')}</row>`).join('');
  return written([{ name: 'Deal', rows: data }]);
}

const STYLES: Readonly<Record<string, number>> = { 'yyyy-mm-dd': 1, '0.00%': 2 };

function valueCell(at: string, value: Value, format: string, hasFormula: boolean): string {
  const style = STYLES[format] === undefined ? '' : ` s="${STYLES[format]}"`;
  const formula = hasFormula ? '<f>1+1</f>' : '';
  if (value === null) return hasFormula ? `<c r="${at}"${style}>${formula}</c>` : '';
  if (typeof value === 'number') return `<c r="${at}"${style}>${formula}<v>${value}</v></c>`;
  if (typeof value === 'boolean') return `<c r="${at}"${style} t="b"><v>${Number(value)}</v></c>`;
  if (typeof value === 'string')
    return `<c r="${at}"${style} t="inlineStr"><is><t>${xml(value)}</t></is></c>`;
  if ('iso' in value) return `<c r="${at}" s="1" t="d"><v>${value.iso}</v></c>`;
  if ('error' in value) return `<c r="${at}"${style} t="e">${formula}<v>${value.error}</v></c>`;
  throw new Error('a workbook holds no data types');
}

/** The sheets of a test as a workbook: dates and percents by their formats, days of Strict as such. */
export function workbookOfSheets(
  grids: readonly ReadableGrid[],
  { hiddenRow, ...kind }: Kind & { readonly hiddenRow?: number } = {},
): Buffer {
  const sheets = grids.map((grid) => ({
    name: grid.sheet,
    hidden: grid.hidden ?? false,
    rows: grid.values
      .map((line, r) => {
        const cells = line.map((value, c) =>
          valueCell(
            cellAddress(grid.row + r, grid.column + c),
            value,
            grid.numberFormats?.[r]?.[c] ?? 'General',
            grid.formulas?.[r]?.[c] ?? false,
          ),
        );
        const row = grid.row + r + 1;
        return `<row r="${row}"${hiddenRow === row ? ' hidden="1"' : ''}>${cells.join('')}</row>`;
      })
      .join(''),
  }));
  return written(sheets, kind);
}
