/**
 * Formulas before they have cells. `[3]` is column 3 in the same row, `[3^]` in the row above, `[3@]` in the row of
 * period 0, `[3:]` all its rows; `{2}` is the cell of term 2; `<1>` is column 1 of the list of calls, `<1.>` its cell
 * in the same row of the list, `<1#2>` the one in its row 2.
 */
export type Expr = string;

export const before = (ref: Expr): Expr => ref.replace(/\]$/, '^]');
export const atClosing = (ref: Expr): Expr => ref.replace(/\]$/, '@]');
export const allOf = (ref: Expr): Expr => ref.replace(/\]$/, ':]');
/** The sum of a column from the closing to its own row. */
export const sumSoFar = (ref: Expr): Expr => `SUM(${atClosing(ref)}:${ref})`;

/** A reference and nothing else. */
export const isCell = (expr: Expr): boolean => /^\[\d+\]$/.test(expr);

/** A number, a reference, or one function with all its arguments: needs no brackets in a product. */
export function isAtom(expr: Expr): boolean {
  if (/^[\d.]+$|^\[\d+[\^@:]?\]$|^\{\d+\}$|^<\d+(\.|#\d+)?>$/.test(expr)) return true;
  if (!/^[A-Z0-9]*\(/.test(expr)) return false;
  let depth = 0;
  for (let i = expr.indexOf('('); i < expr.length; i++) {
    if (expr[i] === '(') depth++;
    else if (expr[i] === ')' && --depth === 0) return i === expr.length - 1;
  }
  return false;
}

const isProduct = (expr: Expr): boolean => expr.split(/[*/]/).every(isAtom);
export const grouped = (expr: Expr): Expr => (isAtom(expr) ? expr : `(${expr})`);

export const sum = (parts: readonly Expr[]): Expr => parts.filter((p) => p !== '0').join('+') || '0';

export const less = (from: Expr, parts: readonly Expr[]): Expr => {
  const taken = parts.filter((p) => p !== '0').map((p) => `-${isProduct(p) ? p : grouped(p)}`);
  return from === '0' ? taken.join('') || '0' : from + taken.join('');
};

export function times(...factors: readonly Expr[]): Expr {
  if (factors.includes('0')) return '0';
  const real = factors.filter((f) => f !== '1');
  if (real.length < 2) return real[0] ?? '1';
  return real.map((f) => (isProduct(f) ? f : grouped(f))).join('*');
}

export const over = (amount: Expr, by: Expr): Expr =>
  by === '1' ? amount : `${isProduct(amount) ? amount : grouped(amount)}/${grouped(by)}`;

export const atLeast0 = (expr: Expr): Expr => (expr === '0' ? '0' : `MAX(0,${expr})`);
export const lesser = (a: Expr, b: Expr): Expr => (a === b ? a : `MIN(${a},${b})`);

/** `part` of a whole that may be nothing. */
export const shareOf = (part: Expr, whole: Expr): Expr => `IF(${whole}=0,0,${part}/${grouped(whole)})`;

/** A balance that is zero but for the last digits of sums of the size `of` is zero. */
export const unlessNoise = (balance: Expr, of: Expr): Expr =>
  `IF(ABS(${balance})<=1E-12*${grouped(of)},0,${balance})`;
