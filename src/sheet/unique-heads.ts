import type { Locale } from '../engine/index.ts';
import { say } from '../i18n/index.ts';
import type { DetailColumn } from './table.ts';

/** Heads as Excel wants them in a table of its own, each once: one that several tiers have is said with its tier. */
export function uniqueHeads(columns: readonly DetailColumn[], locale: Locale): string[] {
  const taken = new Set<string>();
  const uses = new Map<string, number>();
  for (const { head } of columns) uses.set(head, (uses.get(head) ?? 0) + 1);
  return columns.map(({ head, tier, group }) => {
    const alone = uses.get(head) === 1;
    const before = tier ? say(tier.name, locale) : group;
    const wanted = alone || before === '' ? head : `${before} · ${head}`;
    let unique = wanted;
    for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${wanted} ${n}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
