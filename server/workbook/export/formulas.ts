/**
 * The values of a sheet's formulas, as a spreadsheet shows them: what is stored beside each formula, for readers that do
 * not calculate. It knows the functions and operators that the sheets of this project write, and no others.
 */
import { InvariantError, irr, xirr } from '../../../src/engine/index.ts';
import type { PlanCell } from '../../../src/sheet/index.ts';
import { rectangle } from './cell-range.ts';

/** What a formula has no answer for; passed on by everything but IFERROR. */
const ERROR = Symbol('error');
type Scalar = number | string | boolean | null | typeof ERROR;
type Value = Scalar | readonly Scalar[];

type Cells = readonly (readonly PlanCell[])[];

/** Values of the sheets before, by name. */
export type Sheets = ReadonlyMap<string, Cells>;

/**
 * The cells with every formula replaced by its value; null where it has none.
 * @param firstRow of the table: its rows are worked out first and downwards, since each builds on the one above
 */
export function formulaValues(cells: Cells, firstRow: number, sheets: Sheets = new Map()): PlanCell[][] {
  const known = cells.map((row) =>
    row.map((cell): Scalar | undefined => (isFormula(cell) ? undefined : cell)),
  );
  const valueAt = (row: number, column: number): Scalar => {
    const value = known[row]?.[column];
    if (value !== undefined) return value;
    const formula = cells[row]?.[column];
    if (!isFormula(formula)) return null;
    const [found] = listOf(new Formula(formula.slice(1), valueAt, sheets).value());
    // A formula that gives an empty cell shows 0.
    return (known[row]![column] = finite(found ?? 0));
  };
  const order = [...cells.keys()];
  for (const row of [...order.slice(firstRow), ...order.slice(0, firstRow)])
    cells[row]!.forEach((_, column) => valueAt(row, column));
  return known.map((row) =>
    row.map((value) => (typeof value === 'number' || typeof value === 'string' ? value : null)),
  );
}

export const isFormula = (cell: PlanCell | undefined): cell is string =>
  typeof cell === 'string' && cell.startsWith('=');

const finite = (value: Scalar): Scalar =>
  typeof value === 'number' && !Number.isFinite(value) ? ERROR : value;
const listOf = (value: Value): readonly Scalar[] => (Array.isArray(value) ? value : [value as Scalar]);
const numberOf = (value: Scalar): number =>
  value === ERROR || typeof value === 'string' ? NaN : Number(value);

const TOKEN =
  /\s*(?:("(?:[^"]|"")*")|'((?:[^']|'')+)'!([A-Z]{1,3}\d+)(?::([A-Z]{1,3}\d+))?|(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|(\$?[A-Z]{1,3}\$?\d+)(?::(\$?[A-Z]{1,3}\$?\d+))?|([A-Z]+)\(|(<=|>=|<>|[-+*/^&=<>(),]))/y;

/** One formula, read and worked out at once, from the loosest operator to the tightest. */
class Formula {
  readonly #text: string;
  readonly #at: (row: number, column: number) => Scalar;
  readonly #sheets: Sheets;
  #token: RegExpExecArray | null = null;

  constructor(text: string, at: (row: number, column: number) => Scalar, sheets: Sheets) {
    this.#text = text;
    this.#at = at;
    this.#sheets = sheets;
    TOKEN.lastIndex = 0;
    this.#next();
  }

  value(): Value {
    const value = this.#expression();
    if (this.#token) this.#fail();
    return value;
  }

  #position = 0;

  #next(): void {
    TOKEN.lastIndex = this.#position;
    if (this.#position >= this.#text.length) this.#token = null;
    else if ((this.#token = TOKEN.exec(this.#text))) this.#position = TOKEN.lastIndex;
    else this.#fail();
  }

  #fail(): never {
    throw new InvariantError(`formula not understood: ${this.#text}`);
  }

  #takes(wanted: string): boolean {
    if (this.#token?.[9] !== wanted) return false;
    this.#next();
    return true;
  }

  /** Operators that bind at least so tightly, from the left to the right. */
  #expression(least = 1): Value {
    let left = this.#unary();
    for (;;) {
      const operator = this.#token?.[9] ?? '';
      const level = LEVELS[operator] ?? 0;
      if (level < least) return left;
      this.#next();
      left = meet(operator, left, this.#expression(level + 1));
    }
  }

  /** In a spreadsheet the sign binds tighter than the power. */
  #unary(): Value {
    if (this.#takes('-')) return arithmetic('*', -1, this.#unary());
    return this.#atom();
  }

  #atom(): Value {
    const token = this.#token ?? this.#fail();
    const [, text, sheet, there, last, number, cell, end, name, operator] = token;
    this.#next();
    if (text !== undefined) return text.slice(1, -1).replaceAll('""', '"');
    if (sheet !== undefined) return this.#elsewhere(sheet.replaceAll("''", "'"), there!, last);
    if (number !== undefined) return Number(number);
    if (cell !== undefined) return rectangle(cell, end, this.#at);
    if (name !== undefined) return this.#call(name);
    if (operator !== '(') this.#fail();
    const inside = this.#expression();
    if (!this.#takes(')')) this.#fail();
    return inside;
  }

  #call(name: string): Value {
    const given: Value[] = [];
    if (!this.#takes(')')) {
      do given.push(this.#expression());
      while (this.#takes(','));
      if (!this.#takes(')')) this.#fail();
    }
    const known = FUNCTIONS[name];
    if (!known) throw new InvariantError(`function not known: ${name}`);
    return known(...given);
  }

  #elsewhere(sheet: string, from: string, to: string | undefined): Value {
    const cells = this.#sheets.get(sheet);
    if (!cells) throw new InvariantError(`no sheet before this one is called ${sheet}`);
    return rectangle(from, to, (row, column) => cells[row]?.[column] ?? null);
  }
}

/** How tightly operators bind. */
const LEVELS: Readonly<Record<string, number>> = {
  '=': 1,
  '<': 1,
  '>': 1,
  '<=': 1,
  '>=': 1,
  '<>': 1,
  '&': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
  '^': 5,
};

function meet(operator: string, a: Value, b: Value): Value {
  const compare = COMPARE[operator];
  if (compare) return each(a, b, (x, y) => (x === ERROR || y === ERROR ? ERROR : compare(order(x, y))));
  if (operator === '&')
    return each(a, b, (x, y) => (x === ERROR || y === ERROR ? ERROR : `${x ?? ''}${y ?? ''}`));
  return arithmetic(operator, a, b);
}

/** A list with a single value meets each of the list. */
function each(a: Value, b: Value, meet: (a: Scalar, b: Scalar) => Scalar): Value {
  if (!Array.isArray(a) && !Array.isArray(b)) return meet(a as Scalar, b as Scalar);
  const [left, right] = [listOf(a), listOf(b)];
  const length = Math.max(left.length, right.length);
  return Array.from({ length }, (_, i) =>
    meet(left[left.length === 1 ? 0 : i]!, right[right.length === 1 ? 0 : i]!),
  );
}

function arithmetic(op: string, a: Value, b: Value): Value {
  return each(a, b, (left, right) => {
    const [x, y] = [numberOf(left), numberOf(right)];
    const result = op === '+' ? x + y : op === '-' ? x - y : op === '*' ? x * y : op === '/' ? x / y : x ** y;
    return finite(result);
  });
}

const COMPARE: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (o) => o === 0,
  '<': (o) => o < 0,
  '>': (o) => o > 0,
  '<=': (o) => o <= 0,
  '>=': (o) => o >= 0,
  '<>': (o) => o !== 0,
};

/** Numbers come before texts; an empty cell is 0. */
function order(a: Scalar, b: Scalar): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === 'string' || typeof b === 'string') return typeof a === 'string' ? 1 : -1;
  return numberOf(a) - numberOf(b);
}

/** The numbers of ranges and single values; an error among them is one of the whole. */
function numbers(values: readonly Value[]): number[] {
  const found: number[] = [];
  for (const value of values)
    for (const v of listOf(value))
      if (typeof v === 'number') found.push(v);
      else if (v === ERROR) found.push(NaN);
  return found;
}
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** `">0"`, a comparison with a number put behind it, or a number alone. */
function criterion(text: Value): (value: Scalar) => boolean {
  const [, op, number] = /^(<=|>=|<>|<|>|=)?(.*)$/.exec(String(text))!;
  const compare = COMPARE[op ?? '=']!;
  return (value) => typeof value === 'number' && compare(value - Number(number));
}

const dayOf = (serial: Value): Date =>
  new Date((Math.floor(numberOf(serial as Scalar)) - 25569) * 86_400_000);
const truth = (values: readonly Value[]): boolean[] => values.flatMap((v) => listOf(v).map(Boolean));

const FUNCTIONS: Readonly<Record<string, (...given: Value[]) => Value>> = {
  IF: (test, then, otherwise) => (test === ERROR ? ERROR : test ? then! : otherwise!),
  IFERROR: (value, instead) => (value === ERROR ? instead! : value!),
  AND: (...tests) => (tests.includes(ERROR) ? ERROR : truth(tests).every(Boolean)),
  OR: (...tests) => (tests.includes(ERROR) ? ERROR : truth(tests).some(Boolean)),
  SUM: (...values) => finite(sum(numbers(values))),
  MIN: (...values) => finite(Math.min(...numbers(values))),
  MAX: (...values) => finite(Math.max(...numbers(values))),
  COUNT: (...values) => numbers(values).filter((n) => !Number.isNaN(n)).length,
  ABS: (value) => each(value!, null, (v) => finite(Math.abs(numberOf(v)))),
  EXP: (value) => finite(Math.exp(numberOf(value as Scalar))),
  ROUND: (value, digits) => rounded(numberOf(value as Scalar), numberOf(digits as Scalar)),
  FIXED: (value, digits) => fixed(numberOf(value as Scalar), numberOf(digits as Scalar)),
  ISNUMBER: (value) => typeof value === 'number',
  N: (value) => (value === ERROR ? ERROR : typeof value === 'number' ? value : 0),
  NA: () => ERROR,
  ROWS: (range) => listOf(range!).length,
  INDEX: (range, place) => listOf(range!)[numberOf(place as Scalar) - 1] ?? ERROR,
  SUMIF: (range, test, added) => {
    const meets = criterion(test!);
    const amounts = listOf(added ?? range!);
    return finite(sum(numbers([amounts.filter((_, i) => meets(listOf(range!)[i]!))])));
  },
  COUNTIF: (range, test) => listOf(range!).filter(criterion(test!)).length,
  SUMPRODUCT: (values) => finite(sum(listOf(values!).map(numberOf))),
  YEAR: (day) => dayOf(day!).getUTCFullYear(),
  MONTH: (day) => dayOf(day!).getUTCMonth() + 1,
  DAY: (day) => dayOf(day!).getUTCDate(),
  DATE: (year, month, day) =>
    Date.UTC(
      ...([year, month, day].map((v, i) => numberOf(v as Scalar) - (i === 1 ? 1 : 0)) as [
        number,
        number,
        number,
      ]),
    ) /
      86_400_000 +
    25569,
  IRR: (flows, guess) =>
    rateOf(irr(numbers([flows!]), guess === undefined ? undefined : numberOf(guess as Scalar))),
  XIRR: (flows, days) => rateOf(xirr(numbers([flows!]), numbers([days!]))),
};

function rounded(value: number, digits: number): Scalar {
  const scale = 10 ** digits;
  return finite((Math.sign(value) * Math.round(Math.abs(value) * scale)) / scale);
}

/** A number as text, its digits in groups. */
function fixed(value: number, digits: number): Scalar {
  const number = rounded(value, digits);
  return typeof number === 'number'
    ? number.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    : number;
}

const rateOf = (rate: ReturnType<typeof irr>): Scalar => (rate.ok ? rate.rate : ERROR);
