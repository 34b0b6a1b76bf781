/** A figure's arithmetic as data: what an explanation prints, with any number of decimals, and what a test computes again. */

/** A rate, share, multiple or number of years: shown with more decimals than money. */
export interface Factor {
  readonly factor: number;
}
export type Operator = '+' | '-' | 'x' | '/' | '^' | 'min' | 'max';
export interface Formula {
  readonly op: Operator;
  /** One or more; for `-` and `/` all that follow the first are taken from it. */
  readonly of: readonly Expression[];
}
/** A plain number is money. */
export type Expression = number | Factor | Formula;

const BY: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  x: (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  min: Math.min,
  max: Math.max,
};

/** @param shown what a leaf counts as; itself unless given */
export function valueOf(
  expression: Expression,
  shown: (leaf: number | Factor) => number = (leaf) => (typeof leaf === 'number' ? leaf : leaf.factor),
): number {
  if (typeof expression === 'number' || 'factor' in expression) return shown(expression);
  const [first, ...rest] = expression.of.map((each) => valueOf(each, shown));
  const apply = BY[expression.op];
  return rest.reduce((sum, each) => apply(sum, each), first!);
}

/** Every number that stands in it. */
export function operandsOf(expression: Expression): number[] {
  if (typeof expression === 'number') return [expression];
  return 'factor' in expression ? [expression.factor] : expression.of.flatMap(operandsOf);
}

export const factor = (value: number): Factor => ({ factor: value });
const formula =
  (op: Operator) =>
  (...of: readonly Expression[]): Formula => ({ op, of });
export const times = formula('x');
export const over = formula('/');
export const power = formula('^');
export const least = formula('min');
export const most = formula('max');

/** Whether a figure is what an expression gives, within 1e-9 of its largest operand. */
export const gives = (expression: Expression, figure: number): boolean =>
  Math.abs(valueOf(expression) - figure) <=
  1e-9 * Math.max(Math.abs(figure), ...operandsOf(expression).map(Math.abs));

/** Terms added up and taken off; those that are zero are left out while two stay. */
export function sum(added: readonly Expression[], taken: readonly Expression[] = []): Formula {
  const plus: Expression[] = [];
  const minus: Expression[] = [];
  const put = (term: Expression, own: Expression[], other: Expression[]) => {
    if (typeof term !== 'number') own.push(term);
    else if (term < 0) other.push(-term);
    else if (term > 0) own.push(term);
  };
  for (const term of added) put(term, plus, minus);
  for (const term of taken) put(term, minus, plus);
  if (plus.length === 0) plus.push(0);
  if (plus.length + minus.length < 2) minus.push(0);
  const first = plus.length === 1 ? plus[0]! : { op: '+' as const, of: plus };
  return minus.length ? { op: '-', of: [first, ...minus] } : (first as Formula);
}
