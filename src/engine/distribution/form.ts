/** The form of a definition: kinds, order, payees, options. What is left of it are numbers, and they are bound. */
import type { Definition } from '../definition.ts';

/** How often a return compounds, and to how many decimals is rounded: numbers that are form. */
type Numbers = 'bound' | 'form';

/** Whether two parts of definitions are of one form. */
function alike(a: unknown, b: unknown, numbers: Numbers, key = ''): boolean {
  if (a === b) return true;
  if (typeof a === 'number') return typeof b === 'number' && numbers === 'bound' && key !== 'compounding';
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  let keys = 0;
  for (const own in a) {
    if (!(own in b) || !alike(a[own as never], b[own as never], numbers, own)) return false;
    keys++;
  }
  for (const _own in b) keys--;
  return keys === 0;
}

/** Whether two definitions differ in numbers alone. Those of the options are form, but for rates that no payment hangs on. */
export function sameForm(a: Definition, b: Definition): boolean {
  if (a === b) return true;
  for (const key of ['classes', 'parties', 'pots'] as const)
    if (!alike(a[key], b[key], 'bound')) return false;
  if (a.options === b.options) return true;
  const { clawback: _ours, measures: _own, ...form } = a.options;
  const { clawback: _theirs, measures: _other, ...otherForm } = b.options;
  return alike(form, otherForm, 'form');
}
