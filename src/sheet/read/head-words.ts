/** The words of heads, in either language, by what a line under them holds. */

export const normalWords = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[_\u2013\u2014-]+/g, ' ')
    .replace(/[（(][^()（）]*[)）]/g, ' ')
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/[\s:：.,'"*#/&+]+/g, ' ')
    .trim();

/** Whole words of English, anywhere in the text; `s` may follow. */
const en = (...words: string[]): RegExp => new RegExp(`(?:^| )(?:${words.join('|')})(?:e?s)?(?= |$)`);
const whole = (...words: string[]): RegExp => new RegExp(`^(?:${words.join('|')})(?:e?s)?$`);

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
  ),
  /累计|现值|贴现|折现|余额|结余|天数|未收回|终值|系数|剩余|^期[初末]$|期[初末](?:净值|本金|金额)/,
];
/** Shares and rates, where their numbers are as small as such. */
export const SHARE = [
  en('growth', 'yoy', 'share', 'percent(?:age)?', '%', 'ratio', 'multiple', 'yield', 'margin', 'weight'),
  /占比|比例|增长|增速|年化|倍数|比率|收益率|同比|环比/,
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
    'return of capital',
    'hurdle',
    'split',
    'tier \\d*',
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
  /净值|估值|公允价值|认缴|承诺出资|市值|指数|账面/,
];
export const NET = [
  en(
    'net cash ?flow',
    'cash ?flow',
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
  /净现金|现金流|净额|可分配现金|可分配金额|^金额$|^现金$|^发生额$|^流量$/,
];
export const PAID_IN = [
  en(
    'contribution',
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
    'cost',
    'expense',
    'outflow',
    'cash out',
    'paid in',
    'capex',
    'outlay',
    'purchase',
    'acquisition',
    'subscription',
    'money out',
    'fee',
    'payment',
  ),
  /出资|实缴|投入|支出|缴款|流出|投资|成本|费用|缴付|认购|提款|费/,
];
export const PARTY_PAYS = [
  en('contribution', 'capital call', 'drawdown', 'investment', 'invested'),
  /出资|实缴|投入|缴款|投资/,
];
export const PAID_OUT = [
  en(
    'distribution',
    'distributed',
    'proceed',
    'income',
    'inflow',
    'cash in',
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
  /分配|回款|收入|流入|分红|回收|退出|收回|赎回|派息|租金/,
];
export const PERIOD = [
  whole(
    'date',
    '(?:\\S+ ){0,2}date',
    'year',
    'yr',
    'quarter',
    'qtr',
    'month',
    'period',
    'time',
    'fiscal year',
    'fy',
    'calendar year',
    'day',
    'when',
    'event date',
    'flow date',
    'cash flow date',
    'payment date',
    'value date',
    'transaction date',
    'effective date',
    'period end(?:ing)?',
    'year end(?:ing)?',
    'month end(?:ing)?',
    'quarter end(?:ing)?',
    'as of',
    'n',
    't',
    'no',
    'timeline',
    'year ended',
    'end date',
    'period no',
  ),
  /^(?:日期|时间|年|年度|年份|季度?|月|月份|月度|期|期数|期间|期次|序号|会计年度|财年|.{0,4}日期|.{0,3}时间)$/,
];
export const TOTAL = /^(?:.* )?(?:grand |sub ?)?totals?(?: .*)?$|^sum(?: .*)?$|合计|总计|小计|总额|总和/;

export const ITEM = [
  whole(
    'project',
    'fund',
    'firm',
    'item',
    'name',
    'company',
    'asset',
    'property',
    'investment name',
    'portfolio company',
    'manager',
    'issuer',
    'id',
    'security',
  ),
  /^(?:项目名称|名称|基金|公司|资产|标的|标的名称|企业|物业|编号|管理人)$/,
];
export const NOTE = [
  whole(
    'note',
    'remark',
    'comment',
    'description',
    'memo',
    'details?',
    'event',
    'status',
    'source',
    'label',
    'phase',
    'stage',
    'scenario',
    'unit',
  ),
  /^(?:备注|说明|摘要|描述|事件|状态|来源|附注|阶段|情景|单位)$/,
];
export const TYPE = [
  whole(
    'type',
    'event type',
    'transaction type',
    'transaction',
    'flow type',
    'category',
    'cash ?flow type',
    'activity',
    'kind',
  ),
  /^(?:类型|类别|交易类型|款项类型|性质|款项性质|方向|事项|资金类型)$/,
];
export const DEAL = [whole('deal', 'deal name', 'deal id', 'investment deal'), /^(?:项目|项目名|交易)$/];
export const CLASS = [
  whole('class', 'share class', 'tranche', 'investor class'),
  /^(?:份额|份额类别|级别|层级)$/,
];
export const CURRENCY = [whole('currency', 'ccy', 'cur'), /^(?:币种|货币)$/];

export const any = (patterns: readonly RegExp[], text: string): boolean => patterns.some((p) => p.test(text));
