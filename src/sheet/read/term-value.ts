/** The value beside a term's label: what it is, or what is to be asked of it. */
import { isPercentFormat, textIn } from './cells.ts';
import { choiceNamed, modeNamed, type KnownLabel } from './labels.ts';
import type { Cell } from './model.ts';
import { parseNumber } from './number.ts';
import { headSays } from './words.ts';

export type TermValue =
  | { readonly kind: 'value'; readonly value: number | string; readonly asText?: true }
  /** 8 where a rate is meant, or 0.08 under a percent unit. */
  | {
      readonly kind: 'ask';
      readonly asPercent: number;
      readonly asFraction?: number;
      readonly mayBeAmount: boolean;
    }
  /** Blank, or 0 in a row that holds nothing else. */
  | { readonly kind: 'blank' }
  | { readonly kind: 'fault'; readonly code: 'notNumber' | 'rateOutOfRange' | 'errorValue' | 'notComputed' }
  | { readonly kind: 'unknownMode' }
  /** The value is none of this term's: the label names a result, or something else. */
  | { readonly kind: 'unfit' };

const isPercentUnit = (unit: string | null): boolean =>
  unit !== null && /^(?:%|percent|per cent|百分比)$/i.test(unit.normalize('NFKC').trim());

/** 8 % is 0.08, without the noise of a binary division. */
const hundredth = (value: number): number => Number((value / 100).toPrecision(15));

const FULL = /^(?:yes|y|full|full catch ?up|100|是|有|完全|全额|完全追赶|全额追赶|true)$/i;
const NO = /^(?:no|n|none|without|否|无|没有|不适用|false)$/i;

/** `80/20`: two shares of the whole; undefined where a text is none. */
export function splitIn(text: string): readonly [first: number, second: number] | undefined {
  const match = /(\d{1,3}(?:\.\d+)?)\s*%?\s*[/:：]\s*(\d{1,3}(?:\.\d+)?)\s*%?\s*$/.exec(
    text.normalize('NFKC'),
  );
  if (!match) return undefined;
  const [a, b] = [Number(match[1]), Number(match[2])];
  return Math.abs(a + b - 100) < 1e-9
    ? [hundredth(a), hundredth(b)]
    : Math.abs(a + b - 1) < 1e-9
      ? [a, b]
      : undefined;
}

/** The general partner's share; of a split whose label names no order it is the smaller, if that stands second. */
function carryIn([first, second]: readonly [number, number], order: KnownLabel['order']): number | undefined {
  if (order) return order === 'gpFirst' ? first : second;
  return second <= first ? second : undefined;
}

/** @param unit the text of the cell after the value, if there is one */
export function termValue(known: KnownLabel, cell: Cell, unit: string | null): TermValue {
  const { id, kind } = known;
  if (cell.error !== undefined)
    return kind === 'either' ? { kind: 'unfit' } : { kind: 'fault', code: 'errorValue' };
  if (cell.notComputed) return { kind: 'fault', code: 'notComputed' };
  const text = textIn(cell);
  if (kind === 'mode') {
    const mode = text === null ? undefined : modeNamed(text);
    return mode
      ? { kind: 'value', value: mode }
      : text === null
        ? { kind: 'unfit' }
        : { kind: 'unknownMode' };
  }
  // `Project | Cost` are heads.
  if (id === 'investment_target' && text !== null && headSays(text) !== null && text.length < 20)
    return { kind: 'unfit' };
  if (kind === 'text') return text === null ? { kind: 'unfit' } : { kind: 'value', value: text };
  if (kind === 'option')
    return text === null ? { kind: 'unfit' } : { kind: 'value', value: choiceNamed(id, text) ?? text };
  if (typeof cell.value === 'boolean' && id !== 'catch_up_share') return { kind: 'fault', code: 'notNumber' };
  if (cell.day !== undefined) return { kind: 'unfit' };
  if (kind === 'amount') return amountOf(cell);
  return rateOf({ ...known, kind }, cell, unit);
}

function amountOf(cell: Cell): TermValue {
  if (typeof cell.value === 'number')
    return cell.value > 0 ? { kind: 'value', value: cell.value } : { kind: 'unfit' };
  const parsed = parseNumber(String(cell.value ?? ''));
  if (parsed.kind === 'blank') return { kind: 'blank' };
  if (parsed.kind === 'number' && parsed.percent) return { kind: 'unfit' };
  if (parsed.kind !== 'number') return { kind: 'fault', code: 'notNumber' };
  return parsed.value > 0 ? { kind: 'value', value: parsed.value, asText: true } : { kind: 'unfit' };
}

function rateOf(
  { id, kind, order }: KnownLabel & { readonly kind: 'rate' | 'either' },
  cell: Cell,
  unit: string | null,
): TermValue {
  const unfitOr = (code: 'notNumber' | 'rateOutOfRange'): TermValue =>
    kind === 'either' ? { kind: 'unfit' } : { kind: 'fault', code };
  const within = (value: number, asText = false): TermValue =>
    value >= 0 && value <= 1
      ? { kind: 'value', value, ...(asText ? { asText: true as const } : {}) }
      : unfitOr('rateOutOfRange');
  if (id === 'catch_up_share') {
    const plain = String(cell.value ?? '')
      .normalize('NFKC')
      .trim();
    if (FULL.test(plain)) return { kind: 'value', value: 1 };
    if (NO.test(plain)) return { kind: 'value', value: 0 };
  }
  let number: number;
  if (typeof cell.value === 'number') {
    number = cell.value;
    if (isPercentFormat(cell.format)) return within(number);
  } else {
    const text = String(cell.value ?? '');
    const split = id === 'carry_rate' ? splitIn(text) : undefined;
    if (split) {
      const carry = carryIn(split, order);
      return carry === undefined ? { kind: 'fault', code: 'notNumber' } : { kind: 'value', value: carry };
    }
    const parsed = parseNumber(text.replace(/\s*(?:p\.?a\.?|per annum|每年|\/年)\s*$/i, ''));
    if (parsed.kind === 'blank') return { kind: 'blank' };
    if (parsed.kind === 'ambiguous') return { kind: 'fault', code: 'notNumber' };
    // `15% over 12%` is meant as a rate, whatever else its label may name.
    if (parsed.kind === 'none' && /\d\s*[%％]/.test(text)) return { kind: 'fault', code: 'notNumber' };
    if (parsed.kind === 'none' || parsed.unit) return unfitOr('notNumber');
    if (parsed.percent) return within(parsed.value, true);
    number = parsed.value;
  }
  if (isPercentUnit(unit)) {
    if (number >= 1 && number <= 100) return { kind: 'value', value: hundredth(number) };
    if (number > 0 && number < 1)
      return { kind: 'ask', asPercent: hundredth(number), asFraction: number, mayBeAmount: false };
    return within(number);
  }
  if (number > 1 && number <= 100)
    return { kind: 'ask', asPercent: hundredth(number), mayBeAmount: kind === 'either' };
  return within(number);
}
