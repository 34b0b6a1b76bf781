import type { Definition } from './definition.ts';

/** The general partner: a party that always exists, and a class when it puts capital in. */
export const GP = 'gp';

/** Ids of all parties in their order: the classes, then `gp` unless it is a class, then the others. */
export function partyIds(definition: Pick<Definition, 'classes' | 'parties'>): string[] {
  return [...new Set([...definition.classes.map((c) => c.id), GP, ...definition.parties.map((p) => p.id)])];
}
