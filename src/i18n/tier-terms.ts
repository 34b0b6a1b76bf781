/** Names of the numbers of a definition's tiers, which are its terms. */
import { tierName, type Definition } from '../engine/index.ts';
import type { Text } from './text.ts';

const NAMES: Readonly<Record<string, Text>> = {
  rate: { en: 'rate', 'zh-CN': '收益率' },
  multiple: { en: 'multiple', 'zh-CN': '倍数' },
  share: { en: 'share', 'zh-CN': '比例' },
  carry: { en: 'carry', 'zh-CN': '业绩报酬比例' },
};

/**
 * `Hurdle · rate` of `hurdle.rate`; null where no tier has such a number. Tiers of one name are told apart by their
 * number in the list: `Hurdle (4) · rate`.
 */
export function tierTermName({ pots }: Pick<Definition, 'pots'>, id: string): Text | null {
  const dot = id.lastIndexOf('.');
  const tiers = pots.flatMap((pot) => pot.tiers);
  const at = tiers.findIndex((tier) => tier.id === id.slice(0, dot));
  const number = NAMES[id.slice(dot + 1)];
  if (at < 0 || !number) return null;
  const name = tierName(tiers[at]!);
  const isAlone = (locale: keyof Text) =>
    tiers.filter((tier) => tierName(tier)[locale] === name[locale]).length === 1;
  return {
    en: `${name.en}${isAlone('en') ? '' : ` (${at + 1})`} · ${number.en}`,
    'zh-CN': `${name['zh-CN']}${isAlone('zh-CN') ? ' ' : `（${at + 1}）`}· ${number['zh-CN']}`,
  };
}
