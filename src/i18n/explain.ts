/** How a payment came about, in words: what was owed and why, what was left for it, who was paid, what remains. */
import { partyName, tierName, type Definition, type Step, type Tier } from '../engine/index.ts';
import { formatAmount, formatPercent, say, type Locale, type Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

const OWED: Readonly<Record<Tier['kind'] | 'fixed', Text>> = {
  returnOfCapital: t(
    '{owed} of capital was still out, of {contributed} paid in.',
    '累计出资 {contributed}，未还本金 {owed}。',
  ),
  preferredReturn: t(
    'On {bearing}, {rate} a year over {years} accrued {accrued}; with what was unpaid before, {owed} was owed.',
    '以 {bearing} 为基数，按每年 {rate} 计 {years}，当期计提 {accrued}；连同此前未付部分，应付 {owed}。',
  ),
  catchUp: t(
    'Investors had been paid {profit} beyond their capital; the catch-up ends at {carry} × {profit} ÷ ({share} − {carry}) = {target}, of which {taken} had been taken: {owed} was owed.',
    '投资人已获超过本金的收益 {profit}；追赶终点为 {carry} × {profit} ÷（{share} − {carry}）= {target}，已取得 {taken}，应付 {owed}。',
  ),
  fixed: t(
    'Investors had been paid {profit} beyond their capital; the catch-up ends at {carry} × {profit} ÷ ((1 − {carry}) × {share}) = {target}, of which {taken} had been taken: {owed} was owed.',
    '投资人已获超过本金的收益 {profit}；追赶终点为 {carry} × {profit} ÷（(1 − {carry}) × {share}）= {target}，已取得 {taken}，应付 {owed}。',
  ),
  hurdle: t(
    '{of} still needed {needed} for its hurdle; at {weight} of the cash of this tier that is {owed}.',
    '{of}距门槛尚差 {needed}；按其在本层 {weight} 的份额，本层应付 {owed}。',
  ),
  split: t('All that was left, {available}, is split.', '剩余的 {available} 全部参与分成。'),
  amount: t('{owed} was due and unpaid.', '到期未付金额 {owed}。'),
  reserve: t('The reserve held {held} of its target of {target}.', '储备金目标 {target}，现有 {held}。'),
};

const TURN = {
  slice: t(
    "{who}'s own capital takes its part of {available} before the tiers: {paid}.",
    '{who}自有出资先按比例取得 {available} 中的 {paid}。',
  ),
  all: t(
    '{available} was left, enough: {paid} was paid, {parties}.',
    '可分配 {available}，足额支付 {paid}：{parties}。',
  ),
  part: t(
    'Only {available} was left: {paid} was paid, {parties}; {open} stays owed.',
    '仅余 {available}，支付 {paid}：{parties}；尚欠 {open}。',
  ),
  shared: t('Paid: {parties}.', '分配：{parties}。'),
  held: t('{paid} was held back.', '留存 {paid}。'),
  nothingOwed: t('Nothing was owed; {available} goes on.', '无应付金额，{available} 进入下一层。'),
  nothingLeft: t('Nothing was left to pay.', '已无可分配现金。'),
  skipped: t(
    'Its coverage test stood at {tested} and failed: the tier was skipped.',
    '覆盖测试值为 {tested}，未通过，跳过本层。',
  ),
  swept: t(
    'Its coverage test stood at {tested} and failed: cash went to {to}.',
    '覆盖测试值为 {tested}，未通过，现金转入{to}。',
  ),
  covered: t(
    '{owed} was still owed; the reserve held {available} and paid {paid}: {parties}.',
    '尚欠 {owed}；储备金有 {available}，从中支付 {paid}：{parties}。',
  ),
  closed: t('Its cliff had been reached: all cash passes.', '已达到断崖门槛，现金全部通过。'),
  to: t('{amount} to {who}', '{who} {amount}'),
} as const;

/** One turn of a tier as sentences, the tier's name first. */
export function explainStep(step: Step, definition: Definition, locale: Locale): string {
  const tiers = definition.pots.flatMap((pot) => pot.tiers);
  const tier = tiers.find(({ id }) => id === step.tier);
  const nameOf = (id: string) => partyCalled(definition, id, locale);
  const tierCalled = (id: string) => {
    const found = tiers.find((x) => x.id === id);
    return found ? say(tierName(found), locale) : id;
  };
  const money = (amount: number) => formatAmount(amount, locale);
  const paid = step.payments.reduce((sum, p) => sum + p.amount, 0);
  const parties = step.payments
    .filter((p) => p.party !== step.tier)
    .map(({ party, amount }) => say(TURN.to, locale, { amount: money(amount), who: nameOf(party) }))
    .join(locale === 'en' ? ', ' : '，');
  const { basis } = step;
  const params: Record<string, string> = {
    ...Object.fromEntries(
      Object.entries(basis).map(([key, value]) => [
        key,
        RATES.has(key)
          ? formatPercent(value, locale)
          : key === 'years'
            ? yearsText(value, locale)
            : money(value),
      ]),
    ),
    owed: money(step.owed),
    available: money(step.available),
    paid: money(paid),
    open: money(Math.max(0, step.owed - paid)),
    parties,
    of: tier?.kind === 'hurdle' ? nameOf(tier.of) : '',
    to: step.to === undefined ? '' : tierCalled(step.to),
    who: nameOf('gp'),
  };
  const sentence = (text: Text) => say(text, locale, params);
  const title = [
    step.class === undefined ? '' : nameOf(step.class),
    step.deal ?? '',
    definition.pots.length > 1 ? potName(definition, step.pot, locale) : '',
    tier ? tierCalled(tier.id) : nameOf('gp'),
  ]
    .filter((part) => part !== '')
    .join(' · ');
  const said = sentences(step, tier, paid)
    .map(sentence)
    .join(locale === 'en' ? ' ' : '');
  return locale === 'en' ? `${title}: ${said}` : `${title}：${said}`;
}

const RATES = new Set(['rate', 'share', 'carry', 'weight']);

function yearsText(years: number, locale: Locale): string {
  const number = years.toLocaleString(locale, { maximumFractionDigits: 4 });
  return locale === 'en' ? `${number} ${years === 1 ? 'year' : 'years'}` : `${number} 年`;
}

function sentences(step: Step, tier: Tier | undefined, paid: number): Text[] {
  if (!tier) return [TURN.slice];
  if (step.turn === 'skipped') return [TURN.skipped];
  if (step.turn === 'swept') return [TURN.swept];
  if (step.turn === 'covered') return [TURN.covered];
  if (step.basis.closed === 1) return [TURN.closed];
  const owed = tier.kind === 'catchUp' && tier.stop === 'fixed' ? OWED.fixed : OWED[tier.kind];
  if (step.available <= 0) return tier.kind === 'split' ? [TURN.nothingLeft] : [owed, TURN.nothingLeft];
  if (tier.kind === 'split') return [owed, TURN.shared];
  if (step.owed <= 0) return [owed, TURN.nothingOwed];
  if (tier.kind === 'reserve') return [owed, TURN.held];
  const enough = paid >= step.owed * (1 - 1e-12);
  return [owed, enough ? TURN.all : TURN.part];
}

/** Name of a party in one language. */
export const partyCalled = (definition: Definition, id: string, locale: Locale): string =>
  say(partyName(definition, id), locale);

/** Name of a pot: its own, else its id. */
export function potName(definition: Definition, id: string, locale: Locale): string {
  const name = definition.pots.find((pot) => pot.id === id)?.name;
  return name === undefined ? id : typeof name === 'string' ? name : say(name, locale);
}
