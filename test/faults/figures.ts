import assert from 'node:assert/strict';

/** `npm run faults` prints what was measured and holds it to its bound; `npm test` asserts no time. */
const strict = process.env.FAULTS === '1';

export function figure(what: string, measured: number, bound?: number, unit = 'ms'): void {
  if (!strict) return;
  const limit = bound === undefined ? '' : ` (bound ${bound.toFixed(1)} ${unit})`;
  process.stdout.write(`      ${what}: ${measured.toFixed(1)} ${unit}${limit}\n`);
  if (bound !== undefined) assert.ok(measured <= bound, `${what}: ${measured} ${unit}, over ${bound}`);
}
