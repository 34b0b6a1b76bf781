/** A sample as a workbook: its cash and terms, and beside them formulas of the add-in. */
import type { BookSource, CellEntry, Language, StyleData } from './grid/index.ts';
import { distributionMode, netCashFlow, type Sample, type Texts } from './samples.ts';

const input = '#0000FF';
const quiet = '#535C67';
const head = '#F1F3F5';
const amounts = '#,##0.00;-#,##0.00';
const paidAmounts = '#,##0.00;-#,##0.00;0.00';
const rates = '0.00%';
const multiples = '0.00"x"';

/** Letter of a column, counted from A. */
const letter = (column: number): string => String.fromCharCode(65 + column);

/** Where the parts of a sample stand in its sheet. */
function placesOf({ columns, terms }: Sample) {
  const lines = columns.length > 1 ? columns.length + 1 : 1;
  const lastFlow = 2 + columns[0]!.amounts.length;
  const firstTerm = Math.max(11, lastFlow + 3);
  return {
    lastFlow,
    firstTerm,
    lastTerm: firstTerm + terms.length - 1,
    /** Last column of cash: the net cash flow, which sums the others where there are several. */
    net: letter(1 + lines),
    /** First column of the measures. */
    right: 3 + lines,
  };
}

/** A sheet while its cells are put. */
interface Sheet {
  readonly sample: Sample;
  readonly language: Language;
  readonly places: ReturnType<typeof placesOf>;
  readonly cells: CellEntry[];
  readonly styles: StyleData[];
}

/** A text beginning with `=` is a formula. */
function put(
  { cells, styles }: Sheet,
  address: string,
  { value, ...style }: StyleData & { value?: string | number },
): void {
  cells.push({
    row: Number(address.slice(1)) - 1,
    column: address.charCodeAt(0) - 65,
    style: styles.push(style) - 1,
    ...(typeof value === 'string' && value.startsWith('=')
      ? { formula: value }
      : value === undefined
        ? {}
        : { value }),
  });
}

/**
 * The sheet `Deal`: cash flows at B2, terms at B11 or below, to the right of the cash measures in row 2 and the parties'
 * summary in row 14. Every figure beside the inputs is a live formula.
 */
export function dealBook(
  sample: Sample,
  language: Language,
): Extract<BookSource, { readonly data: unknown }> {
  const places = placesOf(sample);
  const sheet: Sheet = { sample, language, places, cells: [], styles: [] };
  putCash(sheet);
  putTerms(sheet);
  putMeasures(sheet);
  putSummary(sheet);
  const lines = places.right - 3;
  return {
    name: sample.name[language],
    data: {
      sheets: [
        {
          name: 'Deal',
          hidden: false,
          gridlines: true,
          cells: sheet.cells,
          widths: [40, 124, ...new Array<number>(lines).fill(124), 40, 124, 140, 180, 96, 76, 82].map(
            (pixels, column) => ({ first: column, last: column, pixels }),
          ),
          heights: [{ first: 0, last: ROWS - 1, pixels: 26 }],
          merges: [],
          freeze: { rows: 0, columns: 0 },
        },
      ],
      styles: sheet.styles,
      names: [],
      active: 0,
    },
    select: { row: 1, column: 1, rows: places.lastTerm - 1, columns: 1 + lines },
  };
}

const wordIn = (language: Language) => (en: string, zh: string) => (language === 'en' ? en : zh);

function putCash(sheet: Sheet): void {
  const { sample, language, places } = sheet;
  const { lastFlow, net } = places;
  const word = wordIn(language);
  put(sheet, 'B2', { value: word('Year', '年度'), bold: true, fill: head, align: 'left' });
  for (let row = 3; row <= lastFlow; row++)
    put(sheet, `B${row}`, { value: row - 3, align: 'left', format: '0' });
  sample.columns.forEach((column, c) => {
    put(sheet, `${letter(2 + c)}2`, { value: column.head[language], bold: true, fill: head, align: 'right' });
    column.amounts.forEach((value, period) =>
      put(sheet, `${letter(2 + c)}${period + 3}`, { value, color: input, format: amounts }),
    );
  });
  if (sample.columns.length < 2) return;
  const last = letter(1 + sample.columns.length);
  put(sheet, `${net}2`, { value: netCashFlow[language], bold: true, fill: head, align: 'right' });
  for (let row = 3; row <= lastFlow; row++)
    put(sheet, `${net}${row}`, { value: `=SUM(C${row}:${last}${row})`, format: amounts });
}

function putTerms(sheet: Sheet): void {
  const { sample, language, places } = sheet;
  const inLanguage = (value: Texts | string | number) =>
    typeof value === 'object' ? value[language] : value;
  sample.terms.forEach(({ label, value }, i) => {
    const row = places.firstTerm + i;
    put(sheet, `B${row}`, { value: label[language] });
    put(sheet, `C${row}`, {
      value: inLanguage(value),
      color: input,
      // The name of a mode goes on over the cells at its right.
      align: label === distributionMode ? 'left' : 'right',
      ...(typeof value === 'number' ? { format: rates } : {}),
    });
  });
}

/** Addresses that the formulas read: the mode, the net cash flow, all cash, the terms. */
function rangesOf({ sample, places }: Sheet) {
  const { lastFlow, firstTerm, lastTerm, net, right } = places;
  const flows = `${net}3:${net}${lastFlow}`;
  const lines = sample.columns.length;
  return {
    mode: `${letter(right + 1)}12`,
    flows,
    cash: lines > 1 ? `C2:${letter(1 + lines)}${lastFlow}` : flows,
    terms: `B${firstTerm}:C${lastTerm}`,
  };
}

function putMeasures(sheet: Sheet): void {
  const word = wordIn(sheet.language);
  const at = (column: number, row: number) => `${letter(sheet.places.right + column)}${row}`;
  const { mode, flows, cash, terms } = rangesOf(sheet);
  put(sheet, at(0, 2), { value: word('Measure', '指标'), bold: true, fill: head });
  put(sheet, at(1, 2), { value: word('Value', '数值'), bold: true, fill: head, align: 'right' });
  put(sheet, at(2, 2), { value: word('Formula', '公式'), bold: true, fill: head });
  put(sheet, at(3, 2), { fill: head });
  const measures = [
    { name: word('IRR', '内部收益率'), formula: `=WATERFALL.IRR(${flows})`, format: rates },
    { name: 'DPI', formula: `=WATERFALL.DPI(${flows})`, format: multiples },
    { name: word('Payback, years', '回收期（年）'), formula: `=WATERFALL.PAYBACK(${flows})`, format: '0.00' },
    {
      name: word('GP carry', 'GP 业绩报酬'),
      formula: `=WATERFALL.CARRY(${mode},${terms},${cash})`,
      format: amounts,
    },
  ];
  measures.forEach(({ name, formula, format }, i) => {
    put(sheet, at(0, 3 + i), { value: name });
    put(sheet, at(1, 3 + i), { value: formula, format, align: 'right' });
    // FORMULATEXT keeps the words beside the figure true when the user edits it.
    put(sheet, at(2, 3 + i), { value: `=FORMULATEXT(${at(1, 3 + i)})`, color: quiet });
  });
}

/** The mode and below it what each party has. */
function putSummary(sheet: Sheet): void {
  const { sample, language, places } = sheet;
  const at = (column: number, row: number) => `${letter(places.right + column)}${row}`;
  const { mode, cash, terms } = rangesOf(sheet);
  const modeTerm = sample.terms.findIndex(({ label }) => label === distributionMode);
  put(sheet, at(0, 12), { value: wordIn(language)('Mode', '模式') });
  put(
    sheet,
    mode,
    modeTerm < 0
      ? { value: sample.mode, color: input }
      : { value: `=C${places.firstTerm + modeTerm}`, align: 'left' },
  );
  put(sheet, at(0, 14), { value: `=WATERFALL.SUMMARY(${mode},${terms},${cash})`, bold: true, fill: head });
  for (let c = 1; c <= 5; c++) put(sheet, at(c, 14), { bold: true, fill: head, align: 'right' });
  for (let row = 15; row <= 19; row++)
    [paidAmounts, paidAmounts, paidAmounts, multiples, rates].forEach((format, c) =>
      put(sheet, at(1 + c, row), { format, align: 'right' }),
    );
}

/** Cells with the formulas of the add-in, for a newcomer. */
export function formulaCells(sample: Sample): string[] {
  const { right } = placesOf(sample);
  const [names, values] = [letter(right), letter(right + 1)];
  return [`${values}3:${values}6`, `${names}14`];
}
const ROWS = 200;
