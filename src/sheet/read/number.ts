/** Texts as numbers, by a whole grammar: what does not fit it from end to end is no number. */

/** `point`: 1,234.5; `comma`: 1.234,5. */
export type Style = 'point' | 'comma';

export type ParsedNumber =
  | {
      readonly kind: 'number';
      readonly value: number;
      readonly percent: boolean;
      /** The text names a unit such as 万 or m, which the value includes. */
      readonly unit?: string;
      /** Its sign or code of a currency. */
      readonly currency?: string;
      /** The only style in which the text is a number, where there is one. */
      readonly style?: Style;
    }
  /** A dash or n/a alone. */
  | { readonly kind: 'blank' }
  | { readonly kind: 'ambiguous'; readonly point: number; readonly comma: number }
  | { readonly kind: 'none' };

const NONE: ParsedNumber = { kind: 'none' };

const CURRENCY =
  '(?:US\\$|HK\\$|S\\$|A\\$|C\\$|[$€£¥]|元|人民币|美元|港元|欧元|CNY|RMB|USD|EUR|GBP|HKD|JPY|SGD|AUD|CAD|CHF)';
const UNITS: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  bn: 1e9,
  千: 1e3,
  万: 1e4,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
};
const WHOLE = new RegExp(
  `^(${CURRENCY})?([+-])?(${CURRENCY})?(\\d[\\d.,' ]*(?:e[+-]?\\d{1,3})?|\\.\\d+)(k|mm|mn|m|bn|百万|千万|千|万|亿)?(${CURRENCY})?(%)?(-)?$`,
  'i',
);
const BLANK = /^(?:[-\u2013\u2014\u2015_]+|n\.?\/?a\.?|nil|none|无|不适用|—+)$/i;

/** Digits, groups and mark as one style writes them; undefined where they are not of it. */
function digitsIn(text: string, style: Style): number | undefined {
  const mark = style === 'point' ? '.' : ',';
  const separators = style === 'point' ? [',', ' ', "'"] : ['.', ' ', "'"];
  const [whole = '', fraction, ...more] = text.split(mark);
  if (more.length || (fraction !== undefined && !/^\d*(?:e[+-]?\d+)?$/i.test(fraction))) return undefined;
  if (fraction === '' && style === 'comma') return undefined;
  const plain = (grouped: string) => Number(`${grouped || '0'}.${fraction || '0'}`);
  if (/^\d*$/.test(whole)) return whole || fraction ? plain(whole) : undefined;
  if (fraction === undefined && /^\d+e[+-]?\d+$/i.test(whole)) return Number(whole);
  for (const s of separators) {
    const groups = whole.split(s);
    if (groups.length < 2 || !groups.every((g) => /^\d+$/.test(g)) || /^0/.test(groups[0]!)) continue;
    const [first = '', ...rest] = groups;
    const size = rest[0]!.length;
    const byThree = size === 3 && first.length <= 3;
    const byFour = size === 4 && first.length <= 4 && s === ',';
    if ((byThree || byFour) && rest.every((g) => g.length === size)) return plain(groups.join(''));
  }
  return undefined;
}

/** @param style as other cells write their numbers; without it both are tried */
export function parseNumber(text: string, style?: Style): ParsedNumber {
  const plain = text
    .normalize('NFKC')
    .replace(/[\u2212\ufe63]/g, '-')
    .replace(/[\u2019\u02bc]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
  if (plain === '' || BLANK.test(plain)) return { kind: 'blank' };
  const bracketed = /^([^\d(]{0,4})\((.+)\)(.{0,3})$/.exec(plain);
  const inner = bracketed ? `${bracketed[1]}${bracketed[2]}${bracketed[3]}`.trim() : plain;
  if (/[()]/.test(inner)) return NONE;
  // Spaces stand between groups of three, beside signs, currencies and units, and nowhere else.
  const tight = inner.replace(/(?<!\d) | (?!\d)/g, '');
  const match = WHOLE.exec(tight);
  if (!match) return NONE;
  const [, before, sign, inside, digits = '', unit, after, percent, trailing] = match;
  if ([before, inside, after].filter(Boolean).length > 1) return NONE;
  if (bracketed && (sign || trailing)) return NONE;
  if (sign && trailing) return NONE;
  const factor = (unit ? unitFactor(unit) : 1) / (percent ? 100 : 1);
  const negative = Boolean(bracketed) || sign === '-' || trailing === '-';
  const scaled = (n: number) => Number((n * factor).toPrecision(15)) * (negative ? -1 : 1);
  const point = digitsIn(digits, 'point');
  const comma = digitsIn(digits, 'comma');
  const currency = before ?? inside ?? after;
  const found = (n: number, only?: Style): ParsedNumber => ({
    kind: 'number',
    value: scaled(n),
    percent: Boolean(percent),
    ...(unit ? { unit } : {}),
    ...(currency ? { currency } : {}),
    ...(only ? { style: only } : {}),
  });
  if (style) {
    const n = style === 'point' ? point : comma;
    return n === undefined
      ? NONE
      : found(n, (style === 'point' ? comma : point) === undefined ? style : undefined);
  }
  if (point === undefined) return comma === undefined ? NONE : found(comma, 'comma');
  if (comma === undefined) return found(point, 'point');
  if (point === comma) return found(point);
  // 1,500 is grouped wherever English or Chinese is written; 1.500 may be either.
  return digits.includes('.')
    ? { kind: 'ambiguous', point: scaled(point), comma: scaled(comma) }
    : found(point);
}

/** The one style of a line of texts; `mixed` where they contradict each other, undefined where none tells. */
export function styleOf(texts: readonly string[]): Style | 'mixed' | undefined {
  let seen: Style | undefined;
  for (const text of texts) {
    const parsed = parseNumber(text);
    if (parsed.kind !== 'number' || !parsed.style) continue;
    if (seen && seen !== parsed.style) return 'mixed';
    seen = parsed.style;
  }
  return seen;
}

/** The style of the cells of a line, where 12,34 beside 1,200 is a slip in one of them, unless a cell shows both marks. */
export function styleOfCells(texts: readonly string[]): Style | 'mixed' | undefined {
  const style = styleOf(texts);
  const isSlip =
    style === 'comma' && !texts.some((t) => /\.\d{3},/.test(t)) && texts.some((t) => GROUPED.test(t));
  return isSlip ? 'mixed' : style;
}

const GROUPED = /^\D*\d{1,3}(?:,\d{3})+\D*$/;

/** Of the amounts of one line the first with a unit, such as 300万, where another has none; -1 without one. */
export function unitInSome(values: readonly unknown[]): number {
  const parsed = values.map((v) => (typeof v === 'string' ? parseNumber(v) : v));
  const unitOf = (p: unknown) =>
    typeof p === 'object' && p !== null ? (p as { unit?: string }).unit : undefined;
  const isPlain = (p: unknown) =>
    typeof p === 'number'
      ? p !== 0
      : unitOf(p) === undefined && ((p as { value?: number } | null)?.value ?? 0) !== 0;
  return parsed.some(isPlain) ? parsed.findIndex((p) => unitOf(p) !== undefined) : -1;
}

/** What a unit multiplies the number before it with. */
export const unitFactor = (unit: string): number => UNITS[unit.toLowerCase()]!;
