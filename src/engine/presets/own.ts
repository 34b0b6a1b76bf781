/** A definition of the user's own as a mode beside the presets: it has no terms, its numbers stand in its tiers. */
import type { Text } from '../definition.ts';
import { tierName } from '../names.ts';
import { InvariantError } from '../issue.ts';
import { parseDefinition } from '../parse/parse.ts';
import type { Preset } from './parts.ts';

/**
 * @param id tells it from every preset
 * @param json the definition as it was saved; what is wrong with it is told whenever it is used
 */
export function ownPreset(id: string, name: string, json: object): Preset {
  const read = parseDefinition(json, null);
  const pots = read.ok ? read.value.pots : [];
  const dealByDeal = read.ok ? read.value.options.dealByDeal : 'none';
  const both = (text: (locale: keyof Text) => string): Text => ({ en: text('en'), 'zh-CN': text('zh-CN') });
  return {
    id,
    group: 'other',
    name: { en: name, 'zh-CN': name },
    ...(dealByDeal !== 'none' ? { byDeal: true } : {}),
    ...(dealByDeal === 'strict' ? { strict: true } : {}),
    ...(pots.length > 1 ? { pots: pots.map((pot) => pot.id) } : {}),
    order: both((locale) =>
      pots.map((pot) => pot.tiers.map((tier) => tierName(tier)[locale]).join(' → ')).join('; '),
    ),
    terms: [],
    options: [],
    own: { json, parse: (timeline) => parseDefinition(json, timeline) },
    define: () => {
      if (!read.ok) throw new InvariantError('a definition that cannot be read is refused before it is used');
      return read.value;
    },
  };
}
