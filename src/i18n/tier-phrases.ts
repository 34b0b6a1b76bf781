/** Sentences of which a tier is told. */
import type { Text } from './text.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

export const WORDS = {
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
