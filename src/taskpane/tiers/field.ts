/** What a field of the editor is: where its value stands, what it is called, how it is shown, its bounds. */
import type { TierText } from '../../i18n/tier-editor.ts';
import { isRecord, valueAt, type Json, type Path } from './json.ts';

/** A choice: its words, or the name of a party or tier. */
export interface Choice {
  /** What is set; undefined takes the key away. */
  readonly value: unknown;
  readonly label: TierText | { readonly name: string };
  readonly params?: Readonly<Record<string, string | number>>;
}

export interface Hint {
  readonly text: TierText;
  /** Rates are fractions. */
  readonly rates?: Readonly<Record<string, number>>;
}

interface Common {
  readonly path: Path;
  readonly label: TierText | { readonly name: string };
  /** It says how the value of another field is given, at whose place faults are told. */
  readonly isForm?: true;
  /** Bounds, said before they are broken. */
  readonly hint?: Hint;
}

export type Field = Common &
  (
    | { readonly as: 'rate' | 'number' | 'amount' | 'text' }
    | { readonly as: 'choice' | 'segments'; readonly choices: readonly Choice[]; readonly chosen: number }
    | { readonly as: 'flag' }
    | { readonly as: 'some'; readonly among: readonly string[]; readonly names: 'party' | 'tier' }
    | { readonly as: 'shares'; readonly among: readonly string[] }
    | { readonly as: 'json' }
  );

/** The choice whose value stands there, else the one that is usual. */
export function choice(
  path: Path,
  label: Common['label'],
  given: unknown,
  choices: readonly Choice[],
  usual?: unknown,
  as: 'choice' | 'segments' = 'choice',
): Field {
  const is = (value: unknown) => choices.findIndex((c) => JSON.stringify(c.value) === JSON.stringify(value));
  const found = is(given);
  // What no choice says is kept and shown as it stands.
  if (found < 0 && given !== undefined)
    return {
      path,
      label,
      as,
      choices: [...choices, { value: given, label: { name: JSON.stringify(given) } }],
      chosen: choices.length,
    };
  return { path, label, as, choices, chosen: found >= 0 ? found : Math.max(0, is(usual)) };
}

export const party = (id: string): Choice => ({ value: id, label: { name: id } });

/** Ids of the tiers, each once, in the order of payment. */
export function tierIds(definition: Json, holds: (tier: Json) => boolean = () => true): string[] {
  const { tiers, pots } = definition;
  const lists = [tiers, ...(Array.isArray(pots) ? pots.map((pot: unknown) => valueAt(pot, ['tiers'])) : [])];
  return [
    ...new Set(
      lists.flatMap((list) =>
        Array.isArray(list)
          ? list.flatMap((tier: unknown) =>
              isRecord(tier) && typeof tier.id === 'string' && holds(tier) ? [tier.id] : [],
            )
          : [],
      ),
    ),
  ];
}
