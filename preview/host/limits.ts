/** Excel's limits: what is beyond them is refused with the whole request. */
const FORMULA = 8192;
const ARGUMENTS = 255;
const NESTING = 64;
const TEXT = 32_767;
const SERIES = 255;
const TITLE = 255;
const FOOTER = 255;
export const ROWS = 1_048_576;
export const COLUMNS = 16_384;

const refuse = (what: string): never => {
  throw new Error(`InvalidArgument: ${what}`);
};

export function checkFormula(formula: string): void {
  if (formula.length > FORMULA)
    throw new Error(`FormulaLengthExceedsLimit: a formula of ${formula.length} characters`);
  // Commas of each function that is open; texts and names of sheets in quotes count for nothing.
  const open: number[] = [];
  let quote = '';
  for (const sign of formula) {
    if (quote) {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '(') open.push(0);
    else if (sign === ')') open.pop();
    else if (sign === ',' && open.length) open[open.length - 1]! += 1;
    if (open.length > NESTING) refuse(`more than ${NESTING} levels in a formula`);
    if ((open.at(-1) ?? 0) >= ARGUMENTS) refuse(`more than ${ARGUMENTS} arguments`);
  }
}

export function checkText(text: string): void {
  if (text.length > TEXT) refuse(`a text of ${text.length} characters`);
}

export function checkSeries(count: number): void {
  if (count > SERIES) refuse(`a chart of ${count} series`);
}

export function checkTitle(title: string): void {
  if (title.length > TITLE) refuse(`a title of ${title.length} characters`);
}

/** The parts of a footer together, with the codes that stand before them. */
export function checkFooter(parts: readonly string[]): void {
  if (parts.join('').length + 2 * parts.length > FOOTER) refuse('a header or footer too long');
}

export function checkRect({
  row,
  column,
  rows,
  columns,
}: {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}): void {
  if (row < 0 || column < 0 || rows < 1 || columns < 1 || row + rows > ROWS || column + columns > COLUMNS)
    refuse('the range lies outside the sheet');
}
