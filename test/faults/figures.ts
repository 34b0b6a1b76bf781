import assert from 'node:assert/strict';

/** Prints what was measured and holds it to its bound. */
export function figure(what: string, measured: number, bound?: number, unit = 'ms'): void {
  const limit = bound === undefined ? '' : ` (bound ${bound.toFixed(1)} ${unit})`;
  process.stdout.write(`      ${what}: ${measured.toFixed(1)} ${unit}${limit}\n`);
  if (bound !== undefined) assert.ok(measured <= bound, `${what}: ${measured} ${unit}, over ${bound}`);
}
