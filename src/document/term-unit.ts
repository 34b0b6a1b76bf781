import { presets } from '../engine/index.ts';

/** Whether a term of a mode is a rate: a fraction in cells, percent in requests. */
export const isRateTerm = (id: string): boolean =>
  presets.some((p) => p.terms.some((term) => term.id === id && term.unit === 'percent'));
