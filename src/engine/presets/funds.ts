/** Presets of funds and joint ventures beyond the classic five; returns compound annually, by dates where there are any. */
import { GP } from '../parties.ts';
import type { Definition, NominalRate, Pot, Text, Tier } from '../definition.ts';
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
  type PresetInput,
} from './parts.ts';

const CATCH_UP_SHARE = rate('catch_up_share', text('Catch-up share', '追赶比例'), 1);
const PREFERRED = text('Preferred return', '优先回报');

/** Compounded annually, by the dates where there are any. */
const preferredReturn = (rate: NominalRate): Tier => ({
  kind: 'preferredReturn',
  id: 'preferred',
  name: PREFERRED,
  to: ['lp'],
  rate,
  compounding: 'annual',
  base: 'unreturned',
  shortfall: 'accrue',
});

/** Capital, preferred return, catch-up, split: what a whole fund and a fund deal by deal have in common. */
const withCatchUp = ({ terms, hurdle }: PresetInput): Definition =>
  fund(
    [LP],
    [
      capital('lp'),
      preferredReturn(hurdle),
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
    hurdle,
  );

const european: Preset = {
  id: 'european',
  group: 'other',
  name: text('European, full catch-up', '欧式（整体核算，全额追赶）'),
  order: text('Capital → preferred return → catch-up → split', '本金 → 优先回报 → 追赶 → 超额分成'),
  terms: [HURDLE_RATE, CARRY_RATE, CATCH_UP_SHARE],
  options: [],
  define: withCatchUp,
};

const american: Preset = {
  id: 'american',
  group: 'other',
  byDeal: true,
  name: text('American, deal by deal', '美式（逐项目核算）'),
  order: text(
    'By deal: capital and realised losses → preferred return → catch-up → split; clawback at the end',
    '逐项目：本金及已实现亏损 → 优先回报 → 追赶 → 超额分成；期末回拨',
  ),
  terms: [
    HURDLE_RATE,
    CARRY_RATE,
    CATCH_UP_SHARE,
    rate('clawback_tax_rate', text('Tax rate on carry', '业绩报酬税率'), 0),
  ],
  options: [],
  define: (input) => {
    const definition = withCatchUp(input);
    const clawback = { taxRate: input.terms.clawback_tax_rate! };
    return { ...definition, options: { ...definition.options, dealByDeal: 'carryforward', clawback } };
  },
};

const europeanHardHurdle: Preset = {
  id: 'european_hard_hurdle',
  group: 'other',
  name: text('European, hard hurdle', '欧式（整体核算，硬门槛）'),
  order: text('Capital → preferred return → split', '本金 → 优先回报 → 超额分成'),
  terms: [HURDLE_RATE, CARRY_RATE],
  options: [],
  define: ({ terms, hurdle }) =>
    fund([LP], [capital('lp'), preferredReturn(hurdle), split('lp', terms.carry_rate!)], hurdle),
};

const europeanNoHurdle: Preset = {
  id: 'european_no_hurdle',
  group: 'other',
  name: text('European, no hurdle', '欧式（整体核算，无门槛）'),
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
  order: text(
    'Pari passu to first IRR → promote → larger promote',
    '同比例分配至第一档 IRR → 第一档绩效分成 → 第二档绩效分成',
  ),
  terms: [
    rate('gp_ratio', text('GP ratio', 'GP 出资比例'), 0.1, NEARLY_ALL),
    rate('first_hurdle', text('First IRR hurdle', '第一档 IRR'), 0.08),
    rate('first_promote', text('First promote', '第一档绩效分成'), 0.2, NEARLY_ALL),
    rate('second_hurdle', text('Second IRR hurdle', '第二档 IRR'), 0.15),
    rate('second_promote', text('Second promote', '第二档绩效分成'), 0.3),
  ],
  options: [],
  define: ({ terms }) => {
    const lpShare = 1 - terms.gp_ratio!;
    const shared = (promote: number) => ({ lp: lpShare * (1 - promote), [GP]: 1 - lpShare * (1 - promote) });
    /** What the general partner gets beyond its part as an investor. */
    const carried = (promote: number) => lpShare * promote;
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
      neverNegative: false,
      promote: carried(promote),
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
          promote: carried(terms.second_promote!),
        },
      ],
      terms.first_hurdle!,
    );
    return { ...definition, options: { ...definition.options, gpCapital: 'allIn' } };
  },
};

const reOperatingAndCapital: Preset = {
  id: 're_operating_and_capital',
  group: 'other',
  pots: ['operating', 'capital'],
  name: text('Real estate, operations and sale', '不动产（运营与退出）'),
  order: text(
    'Operations: preferred return → split; sale: preferred return → capital → split',
    '运营：优先回报 → 超额分成；退出：优先回报 → 本金 → 超额分成',
  ),
  terms: [
    rate('gp_ratio', text('GP ratio', 'GP 出资比例'), 0.1, NEARLY_ALL),
    HURDLE_RATE,
    rate('operating_carry_rate', text('Promote on operations', '运营绩效分成'), 0.2),
    CARRY_RATE,
  ],
  options: [],
  define: ({ terms, hurdle }) => {
    const pot = (id: string, name: Text, tiers: readonly Tier[], carry: number): Pot => ({
      id,
      name,
      tiers: [
        ...tiers,
        {
          kind: 'split',
          id: `${id}_split`,
          name: text(`Split, ${name.en.toLowerCase()}`, `${name['zh-CN']}超额分成`),
          shares: { lp: 1 - carry, [GP]: carry },
          promote: carry,
        },
      ],
    });
    const preferred = preferredReturn(hurdle);
    const definition = fund(
      [
        { ...LP, share: 1 - terms.gp_ratio! },
        { id: GP, name: text('GP', 'GP'), share: terms.gp_ratio! },
      ],
      [],
      hurdle,
    );
    return {
      ...definition,
      pots: [
        pot('operating', text('Operations', '运营'), [preferred], terms.operating_carry_rate!),
        pot('capital', text('Sale', '退出'), [preferred, capital('lp')], terms.carry_rate!),
      ],
    };
  },
};

export const fundPresets: readonly Preset[] = [
  european,
  europeanHardHurdle,
  europeanNoHurdle,
  american,
  jvIrrHurdles,
  reOperatingAndCapital,
];
