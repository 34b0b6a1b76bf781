/** What heads, types and names of rows say in either language. */
import {
  any,
  CLASS,
  CURRENCY,
  DEAL,
  DERIVED,
  ITEM,
  NET,
  normalWords,
  NOTE,
  PAID_IN,
  PAID_OUT,
  PARTY_PAYS,
  PERIOD,
  RESULT,
  SHARE,
  TOTAL,
  TYPE,
  VALUE,
} from './head-words.ts';

export type HeadSays =
  | 'period'
  | 'net'
  | 'paidIn'
  | 'paidOut'
  /** Follows from other lines: running sums, present values, balances, shares, days. */
  | 'derived'
  /** Shares, rates, multiples: no money where the numbers are as small. */
  | 'share'
  /** A result of a distribution: what parties or tiers get, a measure. */
  | 'result'
  /** Values that are no cash: a valuation, a commitment. */
  | 'value'
  | 'total'
  | 'item'
  | 'note'
  | 'type'
  | 'deal'
  | 'class'
  | 'currency'
  | null;

/** What the head of a line says it holds, stronger words first: `Cumulative cash flow` is no cash flow. */
export function headSays(head: string): HeadSays {
  const text = normalWords(head);
  if (text === '') return null;
  if (any(PERIOD, text)) return 'period';
  if (any(CURRENCY, text)) return 'currency';
  if (any(TYPE, text)) return 'type';
  if (any(DEAL, text)) return 'deal';
  if (any(CLASS, text)) return 'class';
  if (any(ITEM, text)) return 'item';
  if (any(NOTE, text)) return 'note';
  if (/[%％]/.test(head) && !any(NET, text)) return 'share';
  if (any(DERIVED, text)) return 'derived';
  if (any(SHARE, text)) return 'share';
  if (any(VALUE, text)) return 'value';
  if (any(NET, text)) return 'net';
  // What any party pays in is cash.
  if (any(RESULT, text) && !(any(PARTY_PAYS, text) && !any(PAID_OUT, text))) return 'result';
  if (any(PAID_IN, text) && any(PAID_OUT, text)) return null;
  if (any(PAID_IN, text)) return 'paidIn';
  if (any(PAID_OUT, text)) return 'paidOut';
  return TOTAL.test(text) ? 'total' : null;
}

/** A party that receives: a result where the whole cash stands beside it, and perhaps the cash where it does not. */
export const isPartyPaid = (head: string): boolean => {
  const text = normalWords(head);
  return any(RESULT, text) && any(PAID_OUT, text);
};

/** The length that a head of counted periods names. */
export function unitOfHead(head: string): 'year' | 'quarter' | 'month' | 'date' | 'period' | null {
  const text = normalWords(head);
  if (/(?:^| )(?:date|day|when|as of)s?(?= |$)|日期|时间/.test(text)) return 'date';
  if (/(?:^| )(?:quarter|qtr)s?(?= |$)|季/.test(text)) return 'quarter';
  if (/(?:^| )(?:month|mth)s?(?= |$)|月/.test(text)) return 'month';
  if (/(?:^| )(?:year|yr|fy)s?(?= |$)|年/.test(text)) return 'year';
  return any(PERIOD, text) ? 'period' : null;
}

/** A row or column among the periods that calls itself a total. */
export const isTotalName = (text: string): boolean => {
  if (!/total|sum|合计|总|小计/i.test(text.normalize('NFKC'))) return false;
  const plain = normalWords(text);
  return plain.length <= 40 && TOTAL.test(plain);
};

/** Names by which a mode's pots are known. */
export function potNamed(head: string): 'operating' | 'capital' | null {
  const text = normalWords(head);
  if (/operat|rent|noi|current|运营|经营|租金|营运/.test(text)) return 'operating';
  return /sale|capital|exit|disposal|disposition|refinanc|reversion|处置|出售|退出|转让|资本/.test(text)
    ? 'capital'
    : null;
}

/** The head names the amount of money in the lists of events. */
export type TypeSays = 'paidIn' | 'paidOut' | 'noCash' | null;

/** What a type in a list of events does with its amount. */
export function typeSays(type: string): TypeSays {
  const text = normalWords(type);
  if (any(VALUE, text)) return 'noCash';
  const paidIn = any(PAID_IN, text);
  const paidOut = any(PAID_OUT, text) || /return of capital|还本|本金|利息|interest|dividend|gain/.test(text);
  if (/^(?:in|buy|流入)$/.test(text)) return text === 'buy' ? 'paidIn' : text === '流入' ? 'paidOut' : null;
  if (/^sell$/.test(text)) return 'paidOut';
  return paidIn === paidOut ? null : paidIn ? 'paidIn' : 'paidOut';
}

const MONEY_UNIT =
  /^(?:(?:单位|unit|units|in|currency|币种)\s*[:：]?\s*)?((?:人民币|美元|港元|CNY|RMB|USD|EUR|GBP|HKD|JPY|[$€£¥])?\s*(?:'?000s?|千元|万元|百万元?|亿元|元|k|mn|m|bn|mm|millions?|thousands?|billions?|千|万|亿|美元|万美元|百万美元)?(?:\s*(?:人民币|美元|CNY|RMB|USD|EUR|GBP|HKD|JPY|元))?)$/i;

/** `万元` of a cell that is nothing but a unit, with or without its label, or of a head's brackets. */
export function moneyUnit(text: string): string | null {
  const plain = text.normalize('NFKC').trim();
  const inBrackets = /[(（[]([^()（）\]]+)[)）\]]\s*$/.exec(plain);
  for (const part of inBrackets ? [plain, inBrackets[1]!.trim()] : [plain]) {
    const match = MONEY_UNIT.exec(part);
    if (match?.[1]?.trim()) return match[1].trim();
  }
  return null;
}
