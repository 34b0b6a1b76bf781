/** Presets of funds and joint ventures beyond the classic five; returns compound annually, by dates where there are any. */
import { GP } from './parties.ts';
import type { Text, Tier } from './definition.ts';
import {
  capital,
  CARRY_RATE,
  fund,
  HURDLE_RATE,
  LP,
  rate,
  split,
  text,
  type Preset,
} from './preset-parts.ts';

const CATCH_UP_SHARE = rate('catch_up_share', text('Catch-up share', '追赶比例'), 1);
const PREFERRED = text('Preferred return', '优先回报');

/** Compounded annually, by the dates where there are any. */
const preferredReturn = (rate: number): Tier => ({
  kind: 'preferredReturn',
  id: 'preferred',
  name: PREFERRED,
  to: ['lp'],
  rate,
  compounding: 'annual',
  base: 'unreturned',
  shortfall: 'accrue',
});

const european: Preset = {
  id: 'european',
  group: 'other',
  name: text('European, full catch-up', '欧洲式（含追赶）'),
  description: text(
    'Capital and a compounding preferred return come back first on the whole fund; the GP then catches up to its carry.',
    '以整个基金为单位先还本并支付复利优先回报，GP 追赶后按比例分成。',
  ),
  order: text('Capital → preferred return → catch-up → split', '本金 → 优先回报 → 追赶 → 超额分成'),
  terms: [HURDLE_RATE, CARRY_RATE, CATCH_UP_SHARE],
  options: [],
  define: ({ terms }) =>
    fund(
      [LP],
      [
        capital('lp'),
        preferredReturn(terms.hurdle_rate!),
        {
          kind: 'catchUp',
          id: 'catch_up',
          name: text('Catch-up', '追赶'),
          to: GP,
          share: terms.catch_up_share!,
          carry: terms.carry_rate!,
          stop: 'parity',
          counts: 'investors',
        },
        split('lp', terms.carry_rate!),
      ],
      terms.hurdle_rate!,
    ),
};

const europeanHardHurdle: Preset = {
  id: 'european_hard_hurdle',
  group: 'other',
  name: text('European, hard hurdle', '欧洲式（硬门槛）'),
  description: text(
    'As European without a catch-up: carry is taken only on what exceeds the preferred return.',
    '同欧洲式但无追赶，仅对超过优先回报的部分计提业绩报酬。',
  ),
  order: text('Capital → preferred return → split', '本金 → 优先回报 → 超额分成'),
  terms: [HURDLE_RATE, CARRY_RATE],
  options: [],
  define: ({ terms }) =>
    fund(
      [LP],
      [capital('lp'), preferredReturn(terms.hurdle_rate!), split('lp', terms.carry_rate!)],
      terms.hurdle_rate!,
    ),
};

const europeanNoHurdle: Preset = {
  id: 'european_no_hurdle',
  group: 'other',
  name: text('European, no hurdle', '欧洲式（无门槛）'),
  description: text('Capital comes back first; all profit is split.', '先还本，全部收益按比例分成。'),
  order: text('Capital → split', '本金 → 超额分成'),
  terms: [CARRY_RATE],
  options: [],
  define: ({ terms }) => fund([LP], [capital('lp'), split('lp', terms.carry_rate!)]),
};

/** A party measured by a hurdle must have a part in its split. */
const NEARLY_ALL = 0.99;

const jvIrrHurdles: Preset = {
  id: 'jv_irr_hurdles',
  group: 'other',
  name: text('Joint venture, IRR hurdles', '合资项目（IRR 门槛）'),
  description: text(
    'Partners share pari passu until the LP has a first IRR; the GP then takes a promote, and a larger one after a second IRR.',
    '双方先按出资比例分配至 LP 达到第一档 IRR，之后 GP 收取超额分成，达到第二档 IRR 后比例提高。',
  ),
  order: text('Pari passu to first IRR → promote → larger promote', '同比例至第一档 IRR → 分成 → 更高分成'),
  terms: [
    rate('gp_ratio', text('GP ratio', 'GP 出资比例'), 0.1, NEARLY_ALL),
    rate('first_hurdle', text('First IRR hurdle', '第一档 IRR'), 0.08),
    rate('first_promote', text('First promote', '第一档分成'), 0.2, NEARLY_ALL),
    rate('second_hurdle', text('Second IRR hurdle', '第二档 IRR'), 0.15),
    rate('second_promote', text('Second promote', '第二档分成'), 0.3),
  ],
  options: [],
  define: ({ terms }) => {
    const lpShare = 1 - terms.gp_ratio!;
    const shared = (promote: number) => ({ lp: lpShare * (1 - promote), [GP]: 1 - lpShare * (1 - promote) });
    const hurdle = (id: string, name: Text, rate: number, promote: number): Tier => ({
      kind: 'hurdle',
      id,
      name,
      of: 'lp',
      metric: 'irr',
      rate,
      multiple: 0,
      split: shared(promote),
      style: 'marginal',
    });
    const definition = fund(
      [
        { ...LP, share: lpShare },
        { id: GP, name: text('GP', 'GP'), share: terms.gp_ratio! },
      ],
      [
        hurdle('first', text('To first IRR', '至第一档 IRR'), terms.first_hurdle!, 0),
        hurdle('second', text('To second IRR', '至第二档 IRR'), terms.second_hurdle!, terms.first_promote!),
        {
          kind: 'split',
          id: 'split',
          name: text('Split', '超额分成'),
          shares: shared(terms.second_promote!),
        },
      ],
      terms.first_hurdle!,
    );
    return { ...definition, options: { ...definition.options, gpCapital: 'allIn' } };
  },
};

export const fundPresets: readonly Preset[] = [european, europeanHardHurdle, europeanNoHurdle, jvIrrHurdles];
