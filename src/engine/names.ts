import type { Definition, Text, Tier } from './definition.ts';

/** Name of a party: its own, else its id; `gp` and `lp` in capitals. */
export function partyName(definition: Pick<Definition, 'classes' | 'parties'>, id: string): Text {
  const named = [...definition.classes, ...definition.parties].find((p) => p.id === id)?.name;
  return asText(named ?? (id === 'gp' || id === 'lp' ? id.toUpperCase() : id));
}

export const asText = (name: string | Text): Text =>
  typeof name === 'string' ? { en: name, 'zh-CN': name } : name;

const KIND_NAMES: Readonly<Record<Tier['kind'], Text>> = {
  returnOfCapital: { en: 'Capital', 'zh-CN': '本金' },
  preferredReturn: { en: 'Preferred return', 'zh-CN': '优先回报' },
  catchUp: { en: 'Catch-up', 'zh-CN': '追赶' },
  hurdle: { en: 'Hurdle', 'zh-CN': '门槛收益' },
  split: { en: 'Split', 'zh-CN': '超额分成' },
  amount: { en: 'Fixed amount', 'zh-CN': '固定金额' },
  reserve: { en: 'Reserve', 'zh-CN': '准备金' },
};

/** Name of a tier: its own, else the name of its kind. */
export const tierName = (tier: Tier): Text => asText(tier.name ?? KIND_NAMES[tier.kind]);
