/** The words of heads, in either language, by what a line under them holds. */

/** `NetCashFlow` as programs write it is three words. */
const apart = (text: string): string =>
  /\s/.test(text.trim()) ? text : text.replace(/(?<=[a-z]{2})(?=[A-Z])/g, ' ');

export const normalWords = (text: string): string =>
  apart(text.normalize('NFKC'))
    .toLowerCase()
    .replace(/[_\u2013\u2014-]+/g, ' ')
    .replace(/[（(][^()（）]*[)）]/g, ' ')
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/[\s:：.,'"*#/&+]+/g, ' ')
    .trim();

/** Whole words of English, anywhere in the text; `s` may follow. */
const en = (...words: string[]): RegExp => new RegExp(`(?:^| )(?:${words.join('|')})(?:e?s)?(?= |$)`);
export const whole = (...words: string[]): RegExp => new RegExp(`^(?:${words.join('|')})(?:e?s)?$`);

export const DERIVED = [
  en(
    'cumulative',
    'cumul',
    'cum',
    'running (?:total|sum|balance|net)',
    'accumulated',
    'to date',
    'ytd',
    'itd',
    'pv',
    'npv',
    'dcf',
    'discounted',
    'present value',
    'discount (?:factor|rate)',
    'df',
    'factor',
    'days?',
    'elapsed',
    'year ?frac(?:tion)?',
    'years? from start',
    'balance',
    'outstanding',
    'unreturned',
    'unpaid',
    'remaining',
    'future value',
    'fv',
    'capital account',
    'accrued',
    'carried forward',
    'brought forward',
    '(?:opening|closing|beginning|ending) (?:cash|position)',
    'unfunded',
    'uncalled',
    'undrawn',
  ),
  whole('average', 'avg', 'mean', 'median', 'max(?:imum)?', 'min(?:imum)?', 'peak(?: equity| funding)?'),
  /^(?:平均|均值|最大|最小|峰值)/,
  /未缴|待缴|未实缴|累计|现值|贴现|折现|余额|结余|天数|未收回|终值|系数|剩余|^期[初末]$|期[初末](?:净值|本金|金额|现金|资金)/,
];
/** Shares and rates, where their numbers are as small as such. */
export const SHARE = [
  en(
    'growth',
    'yoy',
    'share',
    'percent(?:age)?',
    '%',
    'ratio',
    'rate',
    'multiple',
    'yield',
    'margin',
    'weight',
  ),
  /占比|比例|增长|增速|年化|倍数|比率|同比|环比|率(?= |$)/,
];
export const RESULT = [
  en(
    'irr',
    'xirr',
    'moic',
    'tvpi',
    'dpi',
    'rvpi',
    'roi',
    'roe',
    'wacc',
    'preferred return',
    'pref',
    'carried interest',
    'carry',
    'promote',
    'catch ?up',
    'return of (?:\\S+ )?(?:capital|contribution|equity|cost)',
    'capital return(?:ed)?',
    'hurdle',
    'split',
    'tier(?: \\d+)?',
    'to lp',
    'to gp',
    'lp',
    'gp',
    'limited partner',
    'general partner',
    'sponsor',
    'senior',
    'mezzanine',
    'subordinate',
    'subordinated',
    'clawback',
    'excess',
  ),
  /(?<![a-z])[lg]p(?![a-z])|(?:返还|归还|退还|偿还|收回)\S{0,3}(?:出资|投资|成本|实缴)/,
  /业绩报酬|优先回报|门槛收益|附带权益|超额|追补|追赶|还本|(?<!投资)本金|优先级|劣后级?|夹层级?|管理人|有限合伙|普通合伙|内部收益率|净现值|回拨/,
  whole('收益', '利息', 'interest', 'principal'),
];
export const VALUE = [
  en(
    'nav',
    'net asset value',
    'valuation',
    'fair value',
    'market value',
    'commitment',
    'committed',
    'appraisal',
    'book value',
    'unrealized',
    'unrealised',
    'index',
    'level',
  ),
  whole(
    'fx',
    'price',
    '(?:unit|share|stock|spot|market|closing|opening) price',
    '(?:adj )?close',
    'open',
    'high',
    'low',
  ),
  /净值|估值|公允价值|认缴|承诺出资|市值|指数|账面|单价|均价|收盘价|股价|^价格$/,
];
/** What an amount is for each of: money that no period pays. */
export const PER_UNIT =
  /(?:^|[\s(（/])(?:psf|psm|p\.s\.f\.?)(?=$|[\s)）])|(?:\bper|\/)\s*(?:[a-z.]+\s+)?(?:units?|shares?|sq\.?|sqm|sqft|sf|m2|m²|㎡|square|rooms?|keys?|beds?|doors?|acres?|hectares?|lots?|barrels?|mwh|kwh|平|套|间|亩|户|股|份)(?![a-z])|每(?:平|套|间|亩|户|股|份|单位)/i;
export const NET = [
  en(
    'net cash ?flow',
    'cash ?flow(?!s? (?:in|out))',
    'ncf',
    'cf',
    'fcf',
    'net cash',
    'net flow',
    'distributable cash',
    'distributable',
    'net amount',
    'cash available',
    'net proceeds',
  ),
  whole('amount', 'cash', 'net', 'flow', 'amt', 'value'),
  /净现金|现金流(?!量?[入出])|现金净|净流[量入出]|净额|(?<!不)可供?分配|^金额$|^现金$|^发生额$|^流量$/,
];
/** Borrowed money goes one way for the borrower and the other for the lender; a profit is no cash. */
export const EITHER_WAY = [
  en(
    'debt',
    'loan',
    'mortgage',
    'borrowing',
    'net (?:income|profit|earning)',
    'profit',
    'ebitda?',
    'allocation',
  ),
  /借款|贷款|融资|债务|还本付息|利润/,
];
/** What an investor pays in, not what a deal spends. */
export const CAPITAL = [
  en(
    'contribution',
    'contrib',
    'contributed',
    'capital call',
    'call',
    'called',
    'drawdown',
    'draw',
    'drawn',
    'draw down',
    'invested',
    'investment',
    'paid in',
    'subscription',
  ),
  /出资|实缴|投入|缴款|投资|缴付|认购|提款/,
];
export const PAID_IN = [
  ...CAPITAL,
  en(
    'cost',
    'expense',
    'outflow',
    'cash(?: flows?)? out',
    'capex',
    'outlay',
    'purchase',
    'acquisition',
    'money out',
    'fee',
    'payment',
    'tax',
  ),
  whole('out'),
  /支出|流出|成本|费用|付款|费|税/,
];
export const PARTY_PAYS = [
  en('contribution', 'capital call', 'drawdown', 'investment', 'invested'),
  /出资|实缴|投入|缴款|投资/,
];
export const PAID_OUT = [
  en(
    'distribution',
    'dist(?:r|n)?',
    'distributed',
    'proceed',
    'income',
    'inflow',
    'cash(?: flows?)? in',
    'paid out',
    'receipt',
    'received',
    'revenue',
    'dividend',
    'redemption',
    'money in',
    'sale',
    'exit',
    'repayment',
    'coupon',
    'rent',
  ),
  whole('in'),
  /分配|回款|收入|流入|分红|收款|回收|退出|收回|赎回|派息|租金/,
];
/** Money that comes back, is let off, or was never paid: its way is not that of the word beside it. */
export const REVERSED = [
  en(
    'refund(?:ed)?',
    'return(?:ed)?',
    'reimburse(?:ment|d)?',
    'recover(?:y|ie|ed|able)?',
    'recoup(?:ed|ment)?',
    'rebate',
    'saving',
    'saved',
    'revers(?:al|ed?)',
    'waive(?:r|d)?',
    'credit',
    'relief',
    'recall(?:ed)?',
    'clawback',
    'loss',
    'lost',
    'abatement',
    'concession',
    'uncollected',
    'unpaid',
    'deferred',
    'payable',
    'receivable',
    'provision',
    'cancel(?:led|ed|lation)?',
  ),
  /退回|退还|返还|归还|退税|退费|退款|减免|免租|免除|节约|节省|冲回|冲销|豁免|回拨|召回|损失|坏账|空置|扣减|抵减|抵扣|应收|应付|递延|计提|取消|作废/,
];
export const any = (patterns: readonly RegExp[], text: string): boolean => patterns.some((p) => p.test(text));
