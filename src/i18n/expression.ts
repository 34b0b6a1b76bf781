/** Arithmetic as text: `min(5,000, 2,400) = 2,400`. */
import { valueOf, type Expression, type Factor } from '../engine/index.ts';
import { formatAmount, say, type Locale, type Text } from './text.ts';

const ROUNDED: Text = { en: '{sum} (rounded)', 'zh-CN': '{sum}（四舍五入）' };
const FACTOR_DECIMALS = 6;
/** Power last: what binds looser than its place stands in parentheses. */
const BINDS = { '+': 1, '-': 1, x: 2, '/': 2, '^': 3 } as const;
const SIGN = { '+': ' + ', '-': ' − ', x: ' × ', '/': ' / ', '^': ' ^ ' } as const;
const MINUS = '−';

type Print = (leaf: number | Factor) => string;

/** Every digit a double has, as a program would write it. */
const inFull: Print = (leaf) => String(typeof leaf === 'number' ? leaf : leaf.factor).replace(/^-/, MINUS);

/** At the sheet's decimals; a rate or share with up to six. */
const asShown =
  (locale: Locale): Print =>
  (leaf) =>
    typeof leaf === 'number'
      ? formatAmount(leaf, locale)
      : leaf.factor.toLocaleString(locale, { maximumFractionDigits: FACTOR_DECIMALS }).replace('-', MINUS);

/** The number that a printed leaf reads as. */
const readBack = (text: string): number => Number(text.replaceAll(',', '').replace(MINUS, '-'));

function printed(expression: Expression, print: Print): string {
  if (typeof expression === 'number' || 'factor' in expression) {
    const text = print(expression);
    return text.startsWith(MINUS) ? `(${text})` : text;
  }
  const { op, of } = expression;
  if (op === 'min' || op === 'max') return `${op}(${of.map((each) => printed(each, print)).join('; ')})`;
  return of
    .map((each, i) => {
      const text = printed(each, print);
      if (typeof each === 'number' || 'factor' in each || each.op === 'min' || each.op === 'max') return text;
      const first = i === 0 && op !== '^';
      const looser = first ? BINDS[each.op] < BINDS[op] : BINDS[each.op] <= BINDS[op];
      return looser ? `(${text})` : text;
    })
    .join(SIGN[op]);
}

/**
 * An expression and the figure it gives. Where the numbers as shown do not give the figure as shown, it says `rounded`.
 * @param full every number with all digits of its double, without grouping
 */
export function sumText(by: Expression, figure: number | Factor, locale: Locale, full: boolean): string {
  const print = full ? inFull : asShown(locale);
  const sum = `${printed(by, print)} = ${print(figure)}`;
  if (full) return sum;
  const value = valueOf(by, (leaf) => readBack(print(leaf)));
  const unit = typeof figure === 'number' ? 0.01 : 10 ** -FACTOR_DECIMALS;
  const computes = Math.abs(value - readBack(print(figure))) <= unit / 2;
  return computes ? sum : say(ROUNDED, locale, { sum });
}
