/**
 * Where a run first left the numbers a double holds, as a path into it; null where it never did. Input within its bounds
 * can still compound beyond 1.8e308: 100 % over a thousand years. What follows from such a number is no answer.
 */
export function overflowIn(value: unknown): (string | number)[] | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : [];
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const inner = overflowIn(value[i]);
      if (inner) return [i, ...inner];
    }
    return null;
  }
  for (const key in value) {
    const inner = overflowIn((value as Record<string, unknown>)[key]);
    if (inner) return [key, ...inner];
  }
  return null;
}
