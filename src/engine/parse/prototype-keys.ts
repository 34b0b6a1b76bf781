import type { Issue } from '../issue.ts';
import type { Path } from './moments.ts';

/**
 * Whether a text is what every object has a property of, as `constructor`. Shares stand under the ids of parties, so such an
 * id would be found where no share was given.
 */
export const isReserved = (id: string): boolean => id in {};

/** Shares under `__proto__`, which no schema of a record sees: they would be left out without a word. */
export function reservedKeys(definition: unknown, base: Path): Issue[] {
  const tiersOf = (value: unknown, path: Path): Issue[] =>
    listOf(value).flatMap((tier, i) =>
      ['shares', 'split']
        .filter((key) => Object.hasOwn(member(tier, key), '__proto__'))
        .map((key) => ({ code: 'reservedId' as const, path: [...path, i, key], received: '__proto__' })),
    );
  return [
    ...tiersOf(member(definition, 'tiers'), [...base, 'tiers']),
    ...listOf(member(definition, 'pots')).flatMap((pot, i) =>
      tiersOf(member(pot, 'tiers'), [...base, 'pots', i, 'tiers']),
    ),
  ];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What stands under a key; an empty object where nothing does that holds anything. */
const member = (value: unknown, key: string): object =>
  ((value ?? {}) as Record<string, object | null | undefined>)[key] ?? {};
