import type { Locale } from '../engine/index.ts';
import { say } from '../i18n/index.ts';
import type { DetailColumn } from './table.ts';

/** Heads as Excel wants them in a table of its own, each once: one that several tiers have is said with its tier. */
export function uniqueHeads(columns: readonly DetailColumn[], locale: Locale): string[] {
  const taken = new Set<string>();
  return columns.map(({ head, tier, group }) => {
    const alone = columns.filter((c) => c.head === head).length === 1;
    const before = tier ? say(tier.name, locale) : group;
    const wanted = alone || before === '' ? head : `${before} · ${head}`;
    let unique = wanted;
    for (let n = 2; taken.has(unique.toLowerCase()); n++) unique = `${wanted} ${n}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
