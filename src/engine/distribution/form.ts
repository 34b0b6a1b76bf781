/** The form of a definition: kinds, order, payees, options. What is left of it without its form are numbers, and they are bound. */
import type { Definition } from '../definition.ts';

/** Whether two parts of definitions differ in numbers alone. How often a return compounds is its form. */
export function sameForm(a: unknown, b: unknown, key = ''): boolean {
  if (a === b) return true;
  if (typeof a === 'number') return typeof b === 'number' && key !== 'compounding';
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  let keys = 0;
  for (const own in a) {
    if (!(own in b)) return false;
    if (!sameForm(a[own as never], b[own as never], own)) return false;
    keys++;
  }
  for (const _own in b) keys--;
  return keys === 0;
}

/** Whether the program of one definition can run the other once its numbers are bound. The numbers of options are form. */
export function fits(program: Definition, other: Definition): boolean {
  if (program === other) return true;
  const { options, ...parts } = program;
  const { options: otherOptions, ...otherParts } = other;
  return sameForm(parts, otherParts) && (options === otherOptions || plain(options) === plain(otherOptions));
}

const plain = ({ clawback: _entitlement, measures: _rates, ...form }: Definition['options']): string =>
  JSON.stringify(form);
