/** What stands under the head of a tier: what the cells below cannot show. */
import type { Locale, Result } from '../../engine/index.ts';
import { detailTexts as texts, inSentence, partyCalled, say, withoutGaps } from '../../i18n/index.ts';

/** By id of the tier. */
export function headNotes(result: Result, locale: Locale): ReadonlyMap<string, string> {
  const { definition, tiers } = result;
  const defined = new Map(definition.pots.flatMap((p) => p.tiers).map((t) => [t.id, t]));
  const notes = new Map<string, string>();
  for (const { id } of tiers) {
    const tier = defined.get(id)!;
    if (tier.kind === 'hurdle') {
      const who = inSentence(partyCalled(definition, tier.of, locale), locale);
      const { hurdleOn } = definition.options;
      const text = hurdleOn === 'project' ? texts.countsAllParties : texts.countsAllTiers;
      notes.set(id, withoutGaps(say(text, locale, { who })));
    }
    if (tier.kind === 'returnOfCapital' && definition.options.dealByDeal === 'carryforward')
      notes.set(id, say(texts.joinsAtCash, locale));
  }
  return notes;
}
