import {
  isoOf,
  partyName,
  tierName,
  type Definition,
  type NominalRate,
  type PreferredReturn,
  type Tier,
} from '../engine/index.ts';
import { potName } from './explain.ts';
import { testWords } from './tier-tests.ts';
import { formatAmount, formatPercent, inSentence, say, withoutGaps, type Locale, type Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

const WORDS = {
  capital: t('All cash to {who} until capital is back.', '全部现金分配给{who}，直至收回本金。'),
  capitalOf: t(
    'All cash to {who} until {amount} of capital is back.',
    '全部现金分配给{who}，直至收回本金 {amount}。',
  ),
  current: t(
    '{rate} a year on {base}, to {who}, before capital. {compounding} {shortfall}',
    '先于本金向{who}分配以{base}为基数、年化 {rate} {compounding}的收益；{shortfall}',
  ),
  hurdle: t(
    'Then to {who} until {rate} a year on {base} is paid. {compounding} {shortfall}',
    '其后分配给{who}，直至付清以{base}为基数、年化 {rate} {compounding}的门槛收益；{shortfall}',
  ),
  hurdleRest: t(
    'Then to {who} until {all} less {part} already paid as {above}, a year on {base}, is paid. {compounding} {shortfall}',
    '其后分配给{who}，直至付清以{base}为基数、年化 {all} 扣除{above} {part} 后{compounding}的门槛收益；{shortfall}',
  ),
  simple: t('Simple interest.', '单利计提'),
  annual: t('Compounded annually.', '按年复利计提'),
  semiannual: t('Compounded half-yearly.', '按半年复利计提'),
  quarterly: t('Compounded quarterly.', '按季复利计提'),
  monthly: t('Compounded monthly.', '按月复利计提'),
  daily: t('Compounded daily.', '按日复利计提'),
  continuous: t('Compounded continuously.', '连续复利计提'),
  perPeriod: t('Compounded at each date of the timeline.', '按期末日复利计提'),
  calendarYear: t('Compounded on 31 December.', '年内单利、每年 12 月 31 日转入本金计提'),
  times: t('Compounded {m} times a year.', '每年复利 {m} 次计提'),
  openCapital: t('the capital still out', '未还本金'),
  original: t('the capital contributed', '原始出资'),
  covers: t('Tops up {tiers} when cash falls short.', '现金不足时补足{tiers}。'),
  accrue: t('Arrears carry forward.', '欠付部分结转。'),
  accrueSimple: t('Arrears carry forward without interest.', '欠付部分结转，不计息。'),
  lapse: t('What is not paid in its year lapses.', '当期未付部分不结转。'),
  pik: t('What is not paid joins capital.', '欠付部分转入本金。'),
  catchUpParity: t(
    '{share} to {who} until it has {carry} of all profit.',
    '{share} 分配给{who}，直至其取得全部收益的 {carry}。',
  ),
  catchUpFixed: t(
    '{share} to {who} until it has {carry} measured on the return paid above.',
    '{share} 分配给{who}，直至按上述已付收益取得 {carry}。',
  ),
  irr: t('{split}, until {of} has an IRR of {rate}.', '{split}，直至{of}的 IRR 达到 {rate}。'),
  multiple: t(
    '{split}, until {of} has {multiple}x of its capital.',
    '{split}，直至{of}收回其出资的 {multiple} 倍。',
  ),
  greaterOf: t(
    '{split}, until {of} has both an IRR of {rate} and {multiple}x.',
    '{split}，直至{of}的 IRR 达到 {rate} 且收回 {multiple} 倍。',
  ),
  lesserOf: t(
    '{split}, until {of} has an IRR of {rate} or {multiple}x, whichever comes first.',
    '{split}，直至{of}的 IRR 达到 {rate} 或收回 {multiple} 倍（以先到者为准）。',
  ),
  split: t('The rest: {split}.', '剩余部分：{split}。'),
  splitCarry: t('The rest: {split} as carry.', '剩余部分：{split}（业绩报酬）。'),
  promote: t('{promote} of its cash counts as carry.', '其中 {promote} 计为业绩报酬。'),
  countsAll: t("The general partner's own profit counts too.", 'GP 自有收益一并计入。'),
  amount: t(
    'A fixed {amount} to {who}; what is unpaid stays owed.',
    '向{who}支付固定金额 {amount}，未付部分继续挂账。',
  ),
  reserve: t('Held back up to {amount}; released at the end.', '留存至 {amount}，期末释放。'),
  project: t('the project', '项目'),
  to: t('{share} to {who}', '{share} 归{who}'),
  stepFrom: t('{rate} from {from}', '自 {from} 起 {rate}'),
  period: t('period {k}', '第 {k} 期'),
  floating: t('the index + {spread}', '指数 + {spread}'),
  floor: t('at least {floor}', '不低于 {floor}'),
  cap: t('at most {cap}', '不高于 {cap}'),
  neverNegative: t('What it receives beyond is not set against later years.', '超额部分不抵减以后的应计。'),
  cliff: t('Once it is covered, all cash passes below.', '一旦达到，现金全部进入下层。'),
} as const;

/** A rate in words: one figure, its steps, or an index with what is added to it. */
export function rateWords(rate: NominalRate, locale: Locale): string {
  const list = (parts: readonly string[]) => parts.join(locale === 'en' ? ', ' : '，');
  const percent = (fraction: number) => formatPercent(fraction, locale);
  if (typeof rate === 'number') return percent(rate);
  if ('index' in rate)
    return list([
      say(WORDS.floating, locale, { spread: percent(rate.spread) }),
      ...(rate.floor === undefined ? [] : [say(WORDS.floor, locale, { floor: percent(rate.floor) })]),
      ...(rate.cap === undefined ? [] : [say(WORDS.cap, locale, { cap: percent(rate.cap) })]),
    ]);
  return list(
    rate.map(({ from, rate }) => {
      if (from === undefined) return percent(rate);
      const day =
        from.date === undefined ? say(WORDS.period, locale, { k: String(from.period) }) : isoOf(from.date);
      return say(WORDS.stepFrom, locale, { rate: percent(rate), from: day });
    }),
  );
}

/** One tier in words, for the pane, the templates and explanations. */
export interface TierInWords {
  readonly title: string;
  readonly text: string;
  /** Ids of the parties it pays. */
  readonly parties: readonly string[];
}

/** The tiers of a definition in the order of payment. `invested` is each class's capital, when it is known. */
export function describeTiers(
  definition: Definition,
  locale: Locale,
  about: { readonly unit?: string | undefined; readonly invested?: number | undefined } = {},
): TierInWords[] {
  return definition.pots.flatMap((pot) =>
    pot.tiers.map((tier, i) => ({
      title: [
        ...(definition.pots.length > 1 ? [potName(definition, pot.id, locale)] : []),
        say(tierName(tier), locale),
      ].join(' · '),
      text: [
        words(tier, pot.tiers.slice(0, i), definition, locale, about),
        testWords(tier, definition, locale),
      ]
        .filter((part) => part !== '')
        .join(locale === 'en' ? ' ' : ''),
      parties: payees(tier),
    })),
  );
}

function payees(tier: Tier): string[] {
  switch (tier.kind) {
    case 'returnOfCapital':
    case 'preferredReturn':
      return [...tier.to];
    case 'catchUp':
    case 'amount':
      return [tier.to];
    case 'hurdle':
      return Object.keys(tier.split).filter((id) => tier.split[id]! > 0);
    case 'split':
      return Object.keys(tier.shares).filter((id) => tier.shares[id]! > 0);
    case 'reserve':
      return [];
  }
}

function words(
  tier: Tier,
  above: readonly Tier[],
  definition: Definition,
  locale: Locale,
  { unit, invested }: { readonly unit?: string | undefined; readonly invested?: number | undefined },
): string {
  const nameOf = (id: string) => inSentence(say(partyName(definition, id), locale), locale);
  const who = (ids: readonly string[]) => ids.map(nameOf).join(locale === 'en' ? ', ' : '、');
  const percent = (fraction: number) => formatPercent(fraction, locale);
  const tiers = definition.pots.flatMap((pot) => pot.tiers);
  const tierCalled = (id: string) => {
    const found = tiers.find((x) => x.id === id);
    return found ? say(tierName(found), locale) : id;
  };
  const money = (sum: number) => `${formatAmount(sum, locale)}${unit ? ` ${unit}` : ''}`;
  const splitIn = (shares: Readonly<Record<string, number>>) =>
    Object.keys(shares)
      .filter((id) => shares[id]! > 0)
      .map((id) => say(WORDS.to, locale, { share: percent(shares[id]!), who: nameOf(id).trimEnd() }))
      .join(locale === 'en' ? ', ' : '，');
  const sentences = (...parts: readonly string[]) => withoutGaps(parts.join(locale === 'en' ? ' ' : ''));
  const promoted = (promote: number | undefined) =>
    promote === undefined ? [] : [say(WORDS.promote, locale, { promote: percent(promote) })];
  switch (tier.kind) {
    case 'returnOfCapital': {
      const share = definition.classes.reduce((sum, c) => (tier.to.includes(c.id) ? sum + c.share : sum), 0);
      return withoutGaps(
        invested === undefined
          ? say(WORDS.capital, locale, { who: who(tier.to) })
          : say(WORDS.capitalOf, locale, { who: who(tier.to), amount: money(invested * share) }),
      );
    }
    case 'preferredReturn': {
      const afterCapital = above.some(
        (t) => t.kind === 'returnOfCapital' && t.to.some((id) => tier.to.includes(id)),
      );
      const part = partBefore(tier, above);
      const text = part ? WORDS.hurdleRest : afterCapital ? WORDS.hurdle : WORDS.current;
      return withoutGaps(
        say(text, locale, {
          who: who(tier.to),
          rate: rateWords(tier.rate, locale),
          ...(part
            ? {
                above: inSentence(say(tierName(part.tier), locale), locale),
                part: percent(part.rate),
                all: percent(part.rate + part.rest),
              }
            : {}),
          base: say(tier.base === 'original' ? WORDS.original : WORDS.openCapital, locale),
          compounding:
            typeof tier.compounding === 'number'
              ? say(WORDS.times, locale, { m: tier.compounding })
              : say(WORDS[tier.compounding], locale),
          shortfall: say(
            tier.shortfall === 'accrue' && tier.compounding === 'simple'
              ? WORDS.accrueSimple
              : WORDS[tier.shortfall],
            locale,
          ),
        }),
      );
    }
    case 'catchUp':
      return sentences(
        say(tier.stop === 'parity' ? WORDS.catchUpParity : WORDS.catchUpFixed, locale, {
          share: percent(tier.share),
          who: nameOf(tier.to),
          carry: percent(tier.carry),
        }),
        ...(tier.counts === 'all' ? [say(WORDS.countsAll, locale)] : []),
      );
    case 'hurdle':
      return sentences(
        say(WORDS[tier.metric], locale, {
          split: splitIn(tier.split),
          of: definition.options.hurdleOn === 'project' ? say(WORDS.project, locale) : nameOf(tier.of),
          rate: rateWords(tier.rate, locale),
          multiple: String(tier.multiple),
        }),
        ...(tier.style === 'cliff' ? [say(WORDS.cliff, locale)] : []),
        ...(tier.neverNegative ? [say(WORDS.neverNegative, locale)] : []),
        ...promoted(tier.promote),
      );
    case 'split': {
      // With capital among the tiers, or a promote, only a part of what the general partner gets is carry.
      const allIn = definition.options.gpCapital === 'allIn' && definition.classes.some((c) => c.id === 'gp');
      const isCarry = (tier.shares.gp ?? 0) > 0 && tier.promote === undefined && !allIn;
      const split = say(isCarry ? WORDS.splitCarry : WORDS.split, locale, { split: splitIn(tier.shares) });
      return sentences(split, ...promoted(tier.promote));
    }
    case 'amount':
      return withoutGaps(
        say(WORDS.amount, locale, {
          who: nameOf(tier.to),
          amount: money(tier.schedule.reduce((sum, s) => sum + s.amount, 0)),
        }),
      );
    case 'reserve':
      return withoutGaps(
        [
          say(WORDS.reserve, locale, { amount: money(tier.target) }),
          ...(tier.covers.length
            ? [
                say(WORDS.covers, locale, {
                  tiers: tier.covers.map(tierCalled).join(locale === 'en' ? ', ' : '、'),
                }),
              ]
            : []),
        ].join(locale === 'en' ? ' ' : ''),
      );
  }
}

/** A return that stands before capital, of which this tier pays the rest. Only simple rates add up to a whole one. */
export function partBefore(tier: PreferredReturn, above: readonly Tier[]) {
  const capitalAt = above.findIndex((t) => t.kind === 'returnOfCapital' && t.to.join() === tier.to.join());
  const before = above
    .slice(0, Math.max(0, capitalAt))
    .find(
      (t): t is PreferredReturn =>
        t.kind === 'preferredReturn' &&
        t.to.join() === tier.to.join() &&
        t.compounding === 'simple' &&
        tier.compounding === 'simple' &&
        t.dayCount === tier.dayCount &&
        t.base === tier.base,
    );
  const rest = tier.rate;
  return before && typeof before.rate === 'number' && typeof rest === 'number' && rest > 0
    ? { tier: before, rate: before.rate, rest }
    : undefined;
}
