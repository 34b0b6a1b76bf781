/** How a payment came about, in words: what was left, what was owed and why, who was paid, what remains. */
import {
  partyName,
  tierName,
  type Definition,
  type Factor,
  type Said,
  type Text,
  type Turn,
  type What,
} from '../engine/index.ts';
import { sumText } from './expression.ts';
import { inSentence, say, withoutGaps, type Locale } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

/** `{sum}` is an expression and its figure. */
const SAID: Readonly<Record<What, Text>> = {
  left: t('Left for it: {sum}.', '本层可分配现金：{sum}。'),
  accrued: t('Accrued, base × rate over the time: {sum}.', '本期计提（基数、利率与时间之积）：{sum}。'),
  feeDue: t('Fell due, base × rate × years: {sum}.', '本期应计（基数 × 费率 × 年数）：{sum}。'),
  fee: t(
    'Owed, unpaid before plus due less paid in this period: {sum}.',
    '应付（前期未付加本期应计，减本期已付）：{sum}。',
  ),
  capital: t(
    'Capital still out, opening plus paid in less returned: {sum}.',
    '未还本金（期初加新增，减本期已还）：{sum}。',
  ),
  return: t(
    'Return owed, unpaid before plus accrued less paid: {sum}.',
    '应付收益（前期未付加本期计提，减本期已付）：{sum}。',
  ),
  amount: t(
    'Due, unpaid before plus due now less paid: {sum}.',
    '到期应付（前期未付加本期到期，减本期已付）：{sum}。',
  ),
  hurdle: t(
    'Cash that brings {of} to its hurdle, opening plus growth plus paid in less received, over the share of {of} in it: {sum}.',
    '使{of}达到门槛所需现金（期初加增长与投入，减已分回，除以其在本层的份额）：{sum}。',
  ),
  catchUp: t(
    'Owed to the catch-up on what investors were paid beyond their capital: {sum}.',
    '按投资人已获超出本金的收益，追赶应得：{sum}。',
  ),
  reserve: t('Short of its target, target less held: {sum}.', '距目标尚缺（目标减现有）：{sum}。'),
  paid: t('Paid, the lesser of the two: {sum}.', '支付（两者取小）：{sum}。'),
  held: t('Held back, the lesser of the two: {sum}.', '留存（两者取小）：{sum}。'),
  party: t('{who}: {sum}.', '{who}：{sum}。'),
  open: t('Stays open: {sum}.', '尚余未付：{sum}。'),
  lapses: t(
    'Left open, and lapses where the period ends without it: {sum}.',
    '未付部分，期末仍未支付即失效：{sum}。',
  ),
  capitalises: t(
    'Left open, and joins capital where the period ends without it: {sum}.',
    '未付部分，期末仍未支付即转入本金：{sum}。',
  ),
  unrounded: t('Cut off by rounding, though cash was enough: {sum}.', '现金足够，仅因舍入未付：{sum}。'),
  cliff: t(
    'The cash covers what is owed: the cliff is reached, the tier takes nothing and all cash passes: {sum}.',
    '现金已足以覆盖应付金额，达到断崖门槛，本层不取，现金全部通过：{sum}。',
  ),
  ratio: t('Its coverage test stood at {sum}.', '覆盖测试值：{sum}。'),
  short: t('The test failed, below its bound by {sum}.', '未通过测试，低于下限：{sum}。'),
  beyond: t('The test failed, above its bound by {sum}.', '未通过测试，高于上限：{sum}。'),
  slice: t(
    "{gp}'s own capital takes its part of the cash before the tiers: {sum}.",
    '{gp}自有出资先于各层级按比例取得：{sum}。',
  ),
  recycled: t(
    'Kept to be invested again, the least of its share of the cash, what fees left and what the cap still allows: {sum}.',
    '留作再投资（应留份额、付费后余额与上限余额三者取小）：{sum}。',
  ),
  closed: t('Its cliff was reached before: all cash passes.', '断崖门槛此前已达到，现金全部通过。'),
  ends: t('In the last period nothing is held back.', '最后一期不再留存。'),
  nothingLeft: t('Nothing was left to pay.', '已无可分配现金。'),
};

const HEAD = {
  skipped: t('The tier is skipped.', '跳过本层。'),
  swept: t('The cash goes to {to}.', '现金转入{to}。'),
  covered: t('Topped up by {from}.', '由{from}补足。'),
  paidTo: t('Paid to {who}, the lesser of the two: {sum}.', '向{who}支付（两者取小）：{sum}。'),
  project: t('the project', '项目'),
  fee: t('Management fee', '管理费'),
  recycled: t('Recycled', '循环投资'),
} as const;

export interface HowTold {
  /** Every number with all digits of its double. */
  readonly full?: boolean;
}

/** One turn as sentences, the tier's name first. */
export function explainTurn(
  turn: Turn,
  definition: Definition,
  locale: Locale,
  { full = false }: HowTold = {},
): string {
  const tiers = definition.pots.flatMap((pot) => pot.tiers);
  const nameOf = (id: string) => partyCalled(definition, id, locale);
  const within = (id: string) => inSentence(nameOf(id), locale);
  const tierCalled = (id: string) => {
    const found = tiers.find((x) => x.id === id);
    return found ? say(tierName(found), locale) : id;
  };
  const tier = tiers.find(({ id }) => id === turn.tier);
  const params = {
    of:
      definition.options.hurdleOn === 'project'
        ? say(HEAD.project, locale)
        : tier?.kind === 'hurdle'
          ? within(turn.class ?? tier.of)
          : '',
    gp: within('gp'),
    to: turn.to === undefined ? '' : tierCalled(turn.to),
    from: turn.from === undefined ? '' : tierCalled(turn.from),
  };
  const sentence = (said: Said): string => {
    const sum = said.by ? sumText(said.by, figureOf(said), locale, full) : '';
    const text = said.what === 'paid' && said.party && tier ? HEAD.paidTo : SAID[said.what];
    return withoutGaps(
      say(text, locale, { ...params, sum, who: said.party === undefined ? '' : within(said.party) }),
    );
  };
  const title = [
    turn.class === undefined ? '' : nameOf(turn.class),
    turn.deal ?? '',
    definition.pots.length > 1 ? potName(definition, turn.pot, locale) : '',
    tier
      ? tierCalled(tier.id)
      : turn.turn === 'fee' || turn.turn === 'recycled'
        ? say(HEAD[turn.turn], locale)
        : nameOf('gp'),
  ]
    .filter((part) => part !== '')
    .join(' · ');
  const said = turn.said.map(sentence);
  if (turn.turn === 'covered') said.unshift(say(HEAD.covered, locale, params));
  if (turn.turn === 'skipped' || turn.turn === 'swept') said.push(say(HEAD[turn.turn], locale, params));
  return locale === 'en' ? `${title}: ${said.join(' ')}` : `${title}：${said.join('')}`;
}

/** A ratio, and how far it stood from its bound, are no money. */
function figureOf({ what, by, figure }: Said): number | Factor {
  if (what === 'ratio') return { factor: figure };
  if (what !== 'short' && what !== 'beyond') return figure;
  const plain = typeof by === 'object' && 'op' in by && typeof by.of[0] === 'number';
  return plain ? figure : { factor: figure };
}

/** A sentence about a sum of a clawback; what else of it is a figure stands beside. */
const CLAWBACK = {
  amount: t(
    'Given back, the lesser of carry received beyond the entitlement and what tax leaves of it: {sum}.',
    '应返还（超出应得部分与税后收益两者取小）：{sum}。',
  ),
  shortfall: t('Kept back by tax: {sum}.', '因税款无法返还：{sum}。'),
} as const;

/** What the general partner gives back at a true-up. */
export function explainClawback(
  entry: {
    readonly received: number;
    readonly entitlement: number;
    readonly amount: number;
    readonly shortfall: number;
  },
  taxRate: number,
  locale: Locale,
  { full = false }: HowTold = {},
): string[] {
  const { received, entitlement, amount, shortfall } = entry;
  const over = { op: '-', of: [received, entitlement] } as const;
  const kept = { op: 'x', of: [received, { op: '-', of: [{ factor: 1 }, { factor: taxRate }] }] } as const;
  const excess = { op: 'max', of: [0, over] } as const;
  const back = { op: 'min', of: [excess, { op: 'max', of: [0, kept] }] } as const;
  return [
    say(CLAWBACK.amount, locale, { sum: sumText(back, amount, locale, full) }),
    ...(shortfall > 0
      ? [
          say(CLAWBACK.shortfall, locale, {
            sum: sumText({ op: '-', of: [excess, amount] }, shortfall, locale, full),
          }),
        ]
      : []),
  ];
}

/** Name of a party in one language. */
export const partyCalled = (definition: Definition, id: string, locale: Locale): string =>
  say(partyName(definition, id), locale);

/** Name of a pot: its own, else its id. */
export function potName(definition: Definition, id: string, locale: Locale): string {
  const name = definition.pots.find((pot) => pot.id === id)?.name;
  return name === undefined ? id : typeof name === 'string' ? name : say(name, locale);
}
