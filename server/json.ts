import { InvariantError } from '../src/engine/index.ts';

/**
 * A JSON.stringify replacer that lets no number pass that JSON cannot hold: it would be written as null and read as "none".
 * @throws InvariantError naming the key, never the value.
 */
export function onlyFinite(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new InvariantError(`${key} is not a finite number`);
  return value;
}

/** One text for one content: keys sorted at every level. Infinity, which JSON.parse gives for 1e999, differs from null. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : JSON.stringify(value);
}

/** Whether lists and objects lie inside one another more than `levels` deep. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  return levels === 0 || Object.values(value).some((item) => isDeeperThan(item, levels - 1));
}
