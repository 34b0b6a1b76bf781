/** The coverage test of a tier in words. */
import { partyName, tierName, type Definition, type Operand, type Tier } from '../engine/index.ts';
import { formatAmount, say, type Locale, type Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

const WORDS = {
  when: t('Only while {test}.', '仅当{test}时执行。'),
  sweep: t('Only while {test}; otherwise cash goes to {to}.', '仅当{test}时执行，否则现金转入{to}。'),
  least: t('{what} is at least {bound}', '{what}不低于 {bound} '),
  most: t('{what} is at most {bound}', '{what}不高于 {bound} '),
  between: t('{what} is from {min} to {max}', '{what}介于 {min} 与 {max} 之间'),
  over: t('{what} over {of}', '{what}与{of}之比'),
  cash: t('the cash of the period', '当期现金'),
  owedTo: t('what {tier} is owed', '{tier}应付金额'),
  unreturned: t('the unreturned capital of {who}', '{who}未还本金'),
  held: t('what {tier} holds', '{tier}余额'),
} as const;

/** The coverage test of a tier in words; an empty text where it has none. */
export function testWords({ when }: Tier, definition: Definition, locale: Locale): string {
  if (!when) return '';
  const tiers = definition.pots.flatMap((pot) => pot.tiers);
  const called = (id: string) => {
    const tier = tiers.find((x) => x.id === id);
    return tier ? say(tierName(tier), locale) : id;
  };
  const operand = (of: Operand): string => {
    if (of === 'cash') return say(WORDS.cash, locale);
    if (typeof of === 'number') return formatAmount(of, locale);
    if ('owed' in of) {
      const tiers = [of.owed].flat().map(called);
      return say(WORDS.owedTo, locale, { tier: tiers.join(locale === 'en' ? ', ' : '、') });
    }
    if ('reserve' in of) return say(WORDS.held, locale, { tier: called(of.reserve) });
    const who = [of.unreturned].flat().map((id) => say(partyName(definition, id), locale));
    return say(WORDS.unreturned, locale, { who: who.join(locale === 'en' ? ', ' : '、') });
  };
  const what =
    when.over === undefined
      ? operand(when.of)
      : say(WORDS.over, locale, { what: operand(when.of), of: operand(when.over) });
  const bound = (value: number) => formatAmount(value, locale);
  const { min, max, sweepTo } = when;
  const test =
    min !== undefined && max !== undefined
      ? say(WORDS.between, locale, { what, min: bound(min), max: bound(max) })
      : say(min !== undefined ? WORDS.least : WORDS.most, locale, { what, bound: bound(min ?? max ?? 0) });
  return sweepTo === undefined
    ? say(WORDS.when, locale, { test })
    : say(WORDS.sweep, locale, { test, to: called(sweepTo) });
}
