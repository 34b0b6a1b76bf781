import type { Text } from '../engine/index.ts';

const t = (en: string, zh: string): Text => ({ en, 'zh-CN': zh });

/** What each mode does, in one sentence, for the templates of the service. Kept apart from the modes: cells never show it. */
export const descriptions: Readonly<Record<string, Text>> = {
  flat_principal_first: t(
    'Cash pays back capital first, then the hurdle, then the split.',
    '净现金流优先还本，再分配门槛收益，其余按比例分成。',
  ),
  flat_periodic: t(
    'A current return is paid each year before capital; the rest of the hurdle follows capital.',
    '每年先分配期间收益，再还本，其后补足门槛收益，其余按比例分成。',
  ),
  structured_senior_subordinate: t(
    'The senior class has its return and capital before the subordinated class; the subordinated class shares the rest with the GP.',
    '优先级先取得收益与本金，劣后级随后还本，剩余由劣后级与 GP 分成。',
  ),
  structured_mezzanine: t(
    'Returns are paid by rank, then capital by rank; the subordinated class shares the rest with the GP.',
    '依次分配优先级、夹层级收益，再依次偿还各级本金，剩余由劣后级与 GP 分成。',
  ),
  structured_interest_principal: t(
    'Both classes have their returns before either has its capital; the subordinated class shares the rest with the GP.',
    '优先级收益、劣后级收益、优先级本金、劣后级本金依次分配，剩余由劣后级与 GP 分成。',
  ),
  european: t(
    'Capital and a compounding preferred return come back first on the whole fund; the GP then catches up to its carry.',
    '以整个基金为单位先还本并支付复利优先回报，GP 追赶后按比例分成。',
  ),
  american: t(
    'Carry is paid deal by deal: each realised deal first returns its capital and all losses realised before, with their preferred return. At the end the GP gives back what exceeds its carry on the whole fund.',
    '逐个项目计提业绩报酬：每个退出项目先返还其本金及此前已实现的亏损，并支付相应优先回报；期末 GP 返还超过整个基金应得业绩报酬的部分。',
  ),
  european_hard_hurdle: t(
    'As European without a catch-up: carry is taken only on what exceeds the preferred return.',
    '同欧式但无追赶，仅对超过优先回报的部分计提业绩报酬。',
  ),
  european_no_hurdle: t('Capital comes back first; all profit is split.', '先还本，全部收益按比例分成。'),
  jv_irr_hurdles: t(
    'Partners share pari passu until the LP has a first IRR; the GP then takes a promote, and a larger one after a second IRR.',
    '双方先按出资比例分配至 LP 达到第一档 IRR，之后 GP 收取绩效分成，达到第二档 IRR 后比例提高。',
  ),
  re_operating_and_capital: t(
    'Operating cash pays the preferred return and is then split; cash of a refinancing or sale pays what is left of the return, then capital, then a split of its own. Both run over the same balances.',
    '运营现金先支付优先回报，余额分成；再融资或退出所得先支付未付优先回报，再还本，余额另行分成。两类现金共用同一组余额。',
  ),
};
