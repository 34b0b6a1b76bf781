/** What the pots of a mode are called. */
import { define, type Locale, type Preset } from '../engine/index.ts';
import { potName } from '../i18n/explain.ts';

/** Names by id, in the order of the mode; null where it tells no cash apart by pots. */
export function potNames(preset: Preset, locale: Locale): Readonly<Record<string, string>> | null {
  if (!preset.pots) return null;
  const usual = Object.fromEntries(preset.terms.map((t) => [t.id, t.default]));
  const defined = define(preset, usual, {});
  if (!defined.ok) return null;
  return Object.fromEntries(preset.pots.map((id) => [id, potName(defined.value.definition, id, locale)]));
}
