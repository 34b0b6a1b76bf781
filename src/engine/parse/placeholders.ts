import type * as z from 'zod/mini';
import type { Path } from './moments.ts';
import { GP } from '../parties.ts';

/**
 * A definition whose shape is at fault in places, with something harmless in those places, so that what must hold
 * between the other parts can still be checked and every fault is told at once. Null where too little is left.
 * `places` are the paths under which nothing more is to be said.
 */
export function mend(
  definition: unknown,
  issues: readonly z.core.$ZodIssue[],
): { definition: unknown; places: Path[] } | null {
  if (definition === null || typeof definition !== 'object' || Array.isArray(definition)) return null;
  const copy = JSON.parse(JSON.stringify(definition)) as Record<string, unknown>;
  const places: Path[] = [];
  for (const issue of issues) {
    const path = issue.path as (string | number)[];
    const tier = path[0] === 'tiers' ? path.slice(0, 2) : path[0] === 'pots' ? path.slice(0, 4) : [];
    if (typeof tier[tier.length - 1] === 'number' && tier.length > 1 && tier.length !== 3) {
      replaceTier(copy, tier);
      places.push(tier);
    } else if (path[0] === 'options' && path.length > 1) {
      delete (copy.options as Record<string | number, unknown>)[path[1]!];
      places.push(path.slice(0, 2));
    } else if (issue.code === 'unrecognized_keys' && path.length < 2 && path[0] !== 'classes') {
      const at = (path.length ? copy[path[0]!] : copy) as Record<string, unknown>;
      for (const key of issue.keys) delete at[key];
    } else return null;
  }
  return { definition: copy, places };
}

/**
 * An amount of nothing stands for any tier, at the end of a list a split: they refer to nothing but the general partner
 * and the first class. What others refer to is kept: the id.
 */
function replaceTier(copy: Record<string, unknown>, place: Path): void {
  let list: unknown = copy;
  for (const key of place.slice(0, -1)) list = (list as Record<string | number, unknown>)[key];
  const tiers = list as unknown[];
  const index = place[place.length - 1] as number;
  const { id } = (tiers[index] ?? {}) as { id?: unknown };
  const { classes } = copy as { classes?: { id?: unknown }[] };
  tiers[index] = {
    ...(index === tiers.length - 1
      ? { kind: 'split', shares: { [String(classes?.[0]?.id)]: 1 } }
      : { kind: 'amount', to: GP, amount: 0 }),
    ...(typeof id === 'string' && id.length > 0 ? { id } : {}),
  };
}

export const isUnder = (path: Path, place: Path): boolean => place.every((key, i) => path[i] === key);
