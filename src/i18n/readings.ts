/** Other readings of a contract in words, and what a reconciliation says. */
import type { Reading } from '../engine/index.ts';
import { say, type Locale, type Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

const READINGS: Readonly<Record<string, Text>> = {
  'dayCount act365': t('Days counted as Actual/365', '按实际天数/365 计息'),
  'dayCount act360': t('Days counted as Actual/360', '按实际天数/360 计息'),
  'dayCount 30360': t('Days counted as 30/360', '按 30/360 计息'),
  'dayCount 30E360': t('Days counted as 30E/360', '按 30E/360 计息'),
  'dayCount actact': t('Days counted as Actual/Actual', '按实际/实际计息'),
  'dayCount periods': t('Whole periods in place of days', '按整期而非按日计息'),
  'compounding simple': t('Simple return', '单利计息'),
  'compounding annual': t('Return compounded annually', '按年复利'),
  'compounding quarterly': t('Return compounded quarterly', '按季复利'),
  'compounding monthly': t('Return compounded monthly', '按月复利'),
  'base unreturned': t('Return on unreturned capital', '以未还本金为计息基数'),
  'base original': t('Return on original capital', '以原始投入为计息基数'),
  'order swapped': t('Return and capital in the other order', '收益与本金的先后次序相反'),
  'catchUp none': t('No catch-up', '无追赶'),
  'catchUp part': t('Catch-up share 50 %', '追赶比例 50%'),
  'catchUp full': t('Full catch-up', '全额追赶'),
  'catchUpStop parity': t('Catch-up to a share of all profit', '追赶至占全部收益的约定比例'),
  'catchUpStop fixed': t('Catch-up to a share of the preferred return', '按优先回报的约定比例追赶'),
  'shortfall accrue': t('Unpaid return carried forward', '欠付收益累计结转'),
  'shortfall lapse': t('Unpaid return lapses', '欠付收益不结转'),
  'fees out': t('Without management fees', '不计管理费'),
  'rounding 0': t('Payments rounded to whole units', '各笔支付舍入至整数'),
  'rounding 2': t('Payments rounded to cents', '各笔支付保留两位小数'),
  'firstFlow one': t('Capital counts from the first period on', '本金自第 1 期起计'),
  'gpCapital pariPassu': t(
    "The general partner's capital pari passu, free of carry",
    'GP 出资同比例分配，不计业绩报酬',
  ),
  'gpCapital allIn': t("The general partner's capital in the tiers", 'GP 出资一并进入分配层级'),
};

/** One reading in words, its changes joined. */
export const readingWords = (changes: readonly Reading[], locale: Locale): string =>
  changes
    .map(({ topic, choice }) => say(READINGS[`${topic} ${choice}`]!, locale))
    .join(locale === 'en' ? '; ' : '；');

export const reconcileTexts = {
  matched: t('Figures that match to the cent', '分毫不差的数字'),
  ofAll: t('{n} of {all}', '{n}／{all}'),
  first: t('They part first', '首个差异'),
  period: t('Period', '期次'),
  party: t('Party', '参与方'),
  tier: t('Tier', '层级'),
  ours: t('Ours', '本工具'),
  theirs: t('Theirs', '对方'),
  difference: t('Theirs less ours', '对方减本工具'),
  total: t('Total', '合计'),
  reading: t('Reading that gives theirs', '可得出对方数字的口径'),
  alike: t('or, alike in these figures', '或（以上数字无法区分）'),
  none: t('None of {tried} readings gives theirs', '所试 {tried} 种口径均不能得出对方数字'),
  nearest: t('Nearest reading', '最接近的口径'),
  off: t('left: {amount}', '仍差 {amount}'),
  factor: t(
    'Their figures times {factor} match better. Are sign and unit those of the deal?',
    '对方数字乘以 {factor} 后更为吻合，请核对符号与单位。',
  ),
} satisfies Record<string, Text>;
