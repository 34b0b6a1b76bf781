/** What heads, types and names of rows say in either language. */
import { CLASS, CURRENCY, DEAL, ITEM, NOTE, PERIOD, TOTAL, TYPE } from './column-words.ts';
import {
  any,
  CAPITAL,
  DERIVED,
  EITHER_WAY,
  NET,
  normalWords,
  PAID_IN,
  PAID_OUT,
  PARTY_PAYS,
  PER_UNIT,
  RESULT,
  REVERSED,
  SHARE,
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
  if (isCountName(head)) return 'derived';
  if (any(PERIOD, text)) return 'period';
  if (any(CURRENCY, text)) return 'currency';
  if (any(TYPE, text)) return 'type';
  if (any(DEAL, text)) return 'deal';
  if (any(CLASS, text)) return 'class';
  if (any(ITEM, text)) return 'item';
  if (any(NOTE, text)) return 'note';
  if (/[%％]/.test(head) && !any(NET, text)) return 'share';
  if (PER_UNIT.test(head.normalize('NFKC'))) return 'value';
  if (any(DERIVED, text)) return 'derived';
  if (any(SHARE, text)) return 'share';
  if (any(VALUE, text)) return 'value';
  if (any(NET, text)) return 'net';
  if (any(EITHER_WAY, text)) return null;
  // What any party pays in is cash.
  if (any(RESULT, text) && !(any(PARTY_PAYS, text) && !any(PAID_OUT, text))) return 'result';
  const way = wayOf(text);
  if (way !== undefined) return way;
  return TOTAL.test(text) ? 'total' : null;
}

/** The way of money that its words say; null where they say both or turn it round, undefined where they say none. */
function wayOf(said: string): 'paidIn' | 'paidOut' | null | undefined {
  // Income after tax is income.
  const text = said.replace(
    /(?:^| )(?:before|after|pre|post|net of|incl(?:uding)?|excl(?:uding)?) (?:tax(?:es)?|fees?|costs?|expenses?)(?= |$)|税[前后]|不?含税/g,
    ' ',
  );
  const [paidIn, paidOut] = [any(PAID_IN, text), any(PAID_OUT, text)];
  if (!paidIn && !paidOut) return undefined;
  if (any(REVERSED, text)) return null;
  if (paidIn !== paidOut) return paidIn ? 'paidIn' : 'paidOut';
  // `Income tax` is a tax, `proceeds from investments` are proceeds.
  const noun = /^(.+?) (?:of|from|on|after|before|net|less|for|in|by|with) /.exec(text)?.[1] ?? text;
  if (/(?:cost|expense|expenditure|fee|tax(?:e)?)s?$|(?:费用?|税费?|税金|成本)$/.test(noun)) return 'paidIn';
  return /(?:income|proceed|revenue|receipt|sale)s?$|(?:收入|回款|收款|回收|收回)$/.test(noun)
    ? 'paidOut'
    : null;
}

/** Numbers of draws, units or calls are no money. */
const isCountName = (head: string): boolean =>
  /\S\s*(?:#|\bno\.?|\bnumber|编号|序号|次数|数量|[套户间人]数|份数|面积)\s*$|^(?:number|no\.) of |(?:^|\s)(?:units|headcount|employees|keys|rooms|beds|tenants|area|sqm|sq ?ft|gfa|nla|nra)\s*$/i.test(
    head.normalize('NFKC').replace(/[(（][^()（）]*[)）]\s*$/, ''),
  );

/** A party that receives: a result where the whole cash stands beside it, and perhaps the cash where it does not. */
export const isPartyPaid = (head: string): boolean => {
  const text = normalWords(head);
  return any(RESULT, text) && any(PAID_OUT, text);
};

/** Capital that an investor pays in. */
export const isCapital = (head: string): boolean => any(CAPITAL, normalWords(head));

const PARTIES: readonly (readonly [RegExp, string])[] = [
  [/(?<![a-z])lp(?![a-z])|(?:^| )(?:lps|limited partners?)(?= |$)|有限合伙(?!企业)/, 'lp'],
  [/(?<![a-z])gp(?![a-z])|(?:^| )(?:gps|general partners?|sponsors?)(?= |$)|管理人|普通合伙/, 'gp'],
  [/优先级/, 'senior'],
  [/夹层/, 'mezzanine'],
  [/劣后/, 'subordinated'],
];
/** `Harbor Fund II LP` is the name of a fund. */
const FUND_NAME =
  /(?:^| )(?:fund|partners|capital|ventures?|holdings?|partnership)(?: [ivx\d]+)? l ?p(?= |$)/;

/** The one party of a deal whose money a head names; null where it names none or several. */
export function partyOf(head: string): string | null {
  const text = normalWords(head).replace(FUND_NAME, ' ');
  const [party, ...more] = PARTIES.filter(([pattern]) => pattern.test(text));
  return party && more.length === 0 ? party[1] : null;
}

/** The length that a head of counted periods names. */
export function unitOfHead(head: string): 'year' | 'half' | 'quarter' | 'month' | 'date' | 'period' | null {
  const text = normalWords(head);
  if (/(?:^| )(?:date|day|when|as of)s?(?= |$)|日期|时间/.test(text)) return 'date';
  if (/(?:^| )half(?: year)?s?(?= |$)|半年/.test(text)) return 'half';
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

/** What is left of something: it may be negative whatever the rest of its head says. */
export const isNetName = (head: string): boolean => /(?:^| )net(?= |$)|净/.test(normalWords(head));

/** A head over all of a deal or fund, parties and parts together. */
export const isWholeName = (text: string): boolean =>
  /(?:^| )(?:fund|project|deal|all|overall|combined|aggregate|gross|partnership|whole|entire|group|equity)(?= |$)|基金|项目|全部|全体|整体|总/.test(
    normalWords(text),
  );

/** What is written beside an amount that never moved. */
export const isCancelled = (text: string): boolean =>
  /^(?:(?:was |is )?cancel(?:led|ed)|void(?:ed)?|reversed|withdrawn|draft|rejected|失效|已?作废|已?取消|已?撤销|已?冲销|草稿|未生效)$/.test(
    normalWords(text),
  );

/** Heads of what tells versions of one cash apart. */
export const isScenarioName = (head: string): boolean =>
  /^(?:scenario|case|version|budget or actual|actual or budget|情景|情形|方案|版本|口径)(?: name)?s?$/.test(
    normalWords(head),
  );

/** What is there at the beginning or the end of a period. */
export const isBalanceName = (name: string): boolean =>
  /(?:^| )(?:balance|(?:brought|carried) forward|(?:opening|closing|beginning|ending) \S+)(?= |$)|余额|结[余转]|期[初末]/.test(
    normalWords(name),
  );

/** Heads of parts of a deal's life, which may stand for periods. */
export const isPhaseName = (head: string): boolean =>
  /^(?:phase|stage|event|阶段|事件)s?$/.test(normalWords(head));

const WAYS =
  /(?:^|(?<=[\s(（:：_/·–—-]))(?:capital calls?|calls?|contributions?|contributed|invested|investments?|drawdowns?|distributions?|distributed|proceeds|paid[ -]?(?:in|out)|cash (?:in|out)|inflows?|outflows?|in|out)(?=$|[\s)）:：_/·–—-])|(?:实缴)?(?:出资|投入|缴款|投资|支出|流出)|实缴|(?:收益)?(?:分配|回款|收入|流入|回收|收回)/gi;

/** Whose money a head of money in or out names, the way of the money aside; empty where it names none. */
export const dealIn = (head: string): string =>
  head.replace(WAYS, ' ').replace(/^[\s(（)）:：_/·–—-]+|[\s(（)）:：_/·–—-]+$/g, '');

/** The words of a head that tell the way of money; empty where it has none. */
export const wayIn = (head: string): string => head.match(WAYS)?.[0] ?? '';

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

/** Capital that is given back. */
const RETURNED = [
  /^return of (?:\S+ )?(?:capital|contribution|equity|cost)s?$/,
  /还本|本金|^(?:返还|归还|退还|退回)\S{0,4}(?:出资|投资|实缴|成本)|(?:出资|投资|实缴)款?(?:返还|归还|退还|退回)$/,
];

/** What a type in a list of events does with its amount. */
export function typeSays(type: string): TypeSays {
  const text = normalWords(type);
  if (any(VALUE, text)) return 'noCash';
  if (any(EITHER_WAY, text)) return null;
  if (any(RETURNED, text)) return 'paidOut';
  if (any(REVERSED, text)) return null;
  const paidIn = any(PAID_IN, text);
  const paidOut = any(PAID_OUT, text) || /利息|interest|dividend|gain/.test(text);
  if (/^(?:in|buy|流入)$/.test(text)) return text === 'buy' ? 'paidIn' : text === '流入' ? 'paidOut' : null;
  if (/^sell$/.test(text)) return 'paidOut';
  return paidIn === paidOut ? null : paidIn ? 'paidIn' : 'paidOut';
}

const CURRENCY_NAME = '人民币|美元|欧元|港元|日元|英镑|CNY|RMB|USD|EUR|GBP|HKD|JPY|CHF|SGD|AUD|CAD';
const SCALE_NAME =
  "'?000s?|千元|万元|百万元?|亿元|元|k|mn|m|bn|mm|millions?|thousands?|billions?|千|万|亿|百万";
const MONEY_UNIT = new RegExp(
  String.raw`^(?:(?:单位|unit|units|in|currency|币种)\s*[:：]?\s*)?((?:${CURRENCY_NAME}|[$€£¥])?\s*(?:${SCALE_NAME})?(?:\s*(?:${CURRENCY_NAME}|元))?)$`,
  'i',
);

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
