/** A workbook as data: what is opened into a grid and saved from one. Rows and columns count from 0, sizes are pixels. */
import * as z from 'zod';
import { EXCEL_LIMITS } from '../../../src/sheet/write/excel-limits.ts';

const ROWS = 1_048_576;
const COLUMNS = 16_384;
/** As many as are read of an upload; a grid in a browser is slow with more. */
export const MOST_CELLS = 250_000;
const MOST_STYLES = 64_000;
const MOST_SHEETS = 255;

const row = z
  .int()
  .min(0)
  .max(ROWS - 1);
const column = z
  .int()
  .min(0)
  .max(COLUMNS - 1);
const colour = z.string().regex(/^#[0-9A-F]{6}$/);
const reference = z.string().min(1).max(8192);

const rectangle = z.strictObject({
  row,
  column,
  rows: z.int().min(1).max(ROWS),
  columns: z.int().min(1).max(COLUMNS),
});

export const borderStyles = ['thin', 'medium', 'thick', 'double', 'dashed', 'dotted', 'hair'] as const;
const border = z.strictObject({ style: z.enum(borderStyles), color: colour });

const style = z
  .strictObject({
    format: z.string().min(1).max(255).describe('Number format'),
    bold: z.boolean(),
    italic: z.boolean(),
    underline: z.boolean(),
    size: z.number().min(1).max(409).describe('Points'),
    font: z.string().min(1).max(100),
    color: colour,
    fill: colour,
    align: z.enum(['left', 'center', 'right']),
    vertical: z.enum(['top', 'center', 'bottom']),
    wrap: z.boolean(),
    top: border,
    bottom: border,
    left: border,
    right: border,
  })
  .partial();

const cell = z.strictObject({
  row,
  column,
  value: z
    .union([z.string().max(32_767), z.number(), z.boolean()])
    .optional()
    .describe('Of a formula: what it gave when it was last computed; dates are serial days from 1900'),
  error: z.literal(true).optional().describe('The value is an error, such as #N/A'),
  formula: z.string().regex(/^=/).max(8192).optional().describe('As it is typed, with its ='),
  spill: rectangle
    .pick({ rows: true, columns: true })
    .optional()
    .describe('Cells that the table of the formula takes; those beside the first are not listed'),
  style: z.int().min(0).optional().describe('Place in styles'),
});

/** Rows or columns from the first to the last, of so many that there are. */
const sizeWithin = (count: number) =>
  z
    .strictObject({
      first: z.int().min(0),
      last: z
        .int()
        .min(0)
        .max(count - 1),
      pixels: z.number().min(0).max(4096),
    })
    .check(({ value: { first, last }, issues }) => {
      if (last < first)
        issues.push({
          code: 'too_small',
          origin: 'int',
          minimum: first,
          inclusive: true,
          input: last,
          path: ['last'],
        });
    });

const sheet = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(EXCEL_LIMITS.sheetName)
    .regex(/^(?!')[^[\]:*?/\\]+(?<!')$/),
  hidden: z.boolean(),
  gridlines: z.boolean(),
  cells: z.array(cell).max(MOST_CELLS),
  widths: z.array(sizeWithin(COLUMNS)).max(COLUMNS),
  heights: z.array(sizeWithin(ROWS)).max(ROWS),
  merges: z.array(rectangle).max(MOST_CELLS),
  freeze: z.strictObject({
    rows: z
      .int()
      .min(0)
      .max(ROWS - 1),
    columns: z
      .int()
      .min(0)
      .max(COLUMNS - 1),
  }),
});

export const bookSchema = z
  .strictObject({
    sheets: z.array(sheet).min(1).max(MOST_SHEETS),
    styles: z.array(style).max(MOST_STYLES),
    names: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(255),
          reference: reference.describe('With its ='),
          sheet: z.string().optional().describe('Of which it is, where it is not of the workbook'),
        }),
      )
      .max(10_000),
    active: z.int().min(0).describe('The sheet in front'),
  })
  .describe('Cells, their looks, widths, merged cells and names; nothing else of a workbook');

/** What a file may hold that is not opened with it. */
export const leftBehind = [
  'charts',
  'pictures',
  'shapes',
  'conditionalFormats',
  'validations',
  'filters',
  'tables',
  'pivotTables',
  'slicers',
  'sparklines',
  'comments',
  'hyperlinks',
  'richTexts',
  'protection',
  'printSetups',
  'groups',
  'externalLinks',
  'macros',
  'farCells',
] as const;

export const openedSchema = z.strictObject({
  name: z.string().describe('Of the file, without its extension'),
  book: bookSchema,
  not_kept: z.array(z.strictObject({ what: z.enum(leftBehind), count: z.int().min(1) })),
});

export type Book = z.infer<typeof bookSchema>;
export type BookSheet = Book['sheets'][number];
export type BookCell = BookSheet['cells'][number];
export type BookStyle = Book['styles'][number];
export type NotKept = z.infer<typeof openedSchema>['not_kept'];
