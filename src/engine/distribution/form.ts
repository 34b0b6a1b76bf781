/** The form of a definition: kinds, order, payees, options. What is left of it are numbers, and they are bound. */
import type { Definition, Options, Tier } from '../definition.ts';
import { kindOf } from './tiers/index.ts';

/** Whether two parts of definitions are alike, but for numbers where these are bound. */
function alike(a: unknown, b: unknown, bound: boolean): boolean {
  if (a === b) return true;
  if (typeof a === 'number') return typeof b === 'number' && bound;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && alike(a[key as never], b[key as never], bound))
  );
}

const sameList = <T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): boolean => {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!same(a[i]!, b[i]!)) return false;
  return true;
};
const sameId = (a: { readonly id: string }, b: { readonly id: string }): boolean => a.id === b.id;

const sameTier = (a: Tier, b: Tier): boolean =>
  a === b || (a.id === b.id && a.kind === b.kind && alike(a.when, b.when, true) && kindOf(a).sameForm(a, b));

/** Clawback and measures are no form: no payment hangs on them. */
const sameOptions = (a: Options, b: Options): boolean =>
  a === b ||
  (a.dayCount === b.dayCount &&
    a.gpCapital === b.gpCapital &&
    a.apportion === b.apportion &&
    a.hurdleOn === b.hurdleOn &&
    a.dealByDeal === b.dealByDeal &&
    a.lateCall === b.lateCall &&
    a.negativeCash === b.negativeCash &&
    a.rounding === b.rounding &&
    alike(a.recycling, b.recycling, false));

/** Whether two definitions differ in numbers alone; those of the options are form. */
export const sameForm = (a: Definition, b: Definition): boolean =>
  a === b ||
  (sameOptions(a.options, b.options) &&
    sameList(a.classes, b.classes, sameId) &&
    sameList(a.parties, b.parties, sameId) &&
    sameList(a.pots, b.pots, (p, q) => sameId(p, q) && sameList(p.tiers, q.tiers, sameTier)));
